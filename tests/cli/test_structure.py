"""The rooms of src/ include downwards only."""

import pathlib
import re
import sys
import unittest

SRC = pathlib.Path(__file__).resolve().parents[2] / "src"
# From the ground up; rooms on one floor do not know each other.
FLOORS = [["core"], ["methods", "costs"], ["sim"], ["analysis"], ["spec"], ["study"], ["draw"], ["explorer"], ["output"],
          ["cli"], ["main"]]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Where costs are seen as their own types, and not as one that is erased.
SEE_COSTS = {"sim/any_cost.cpp", "sim/infos.cpp", "sim/lanes.cpp", "sim/run.cpp"}


def sources():
    for path in sorted(SRC.rglob("*.[ch]pp")):
        name = path.relative_to(SRC).as_posix()
        yield name, re.findall(r'^#include "([^"]+)"', path.read_text(), re.MULTILINE)


def room(name):
    return name.split("/")[0] if "/" in name else name.split(".")[0]


class Structure(unittest.TestCase):
    def test_includes_go_downwards(self):
        rooms = set()
        for name, included in sources():
            if name == "fmt.cpp":  # the library itself
                continue
            rooms.add(room(name))
            for other in included:
                with self.subTest(f"{name} includes {other}"):
                    self.assertTrue((SRC / other).exists())
                    below = FLOOR[room(other)] < FLOOR[room(name)]
                    self.assertTrue(below or room(other) == room(name))
        self.assertEqual(rooms, set(FLOOR))

    def test_types_of_costs_are_seen_where_the_loops_are(self):
        self.assertEqual({name for name, included in sources() if "costs/list.hpp" in included}, SEE_COSTS)


if __name__ == "__main__":
    sys.exit(unittest.main())
