#!/usr/bin/env python3
"""Compares the program, and parts of it, with their rivals, and prints a Markdown table.

Seconds say little on a machine that others use too, so the two sides of a work take turns, and each ratio is of
two runs in the same round.
"""

import argparse
import csv
import json
import math
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

SCENE = ["--cost", '{"type":"quadratic","A":[[1,0],[0,19]]}', "--start=-9,4", "--lr", "1e-6", "--beta", "0.9",
         "--method", "gd,momentum", "--quiet"]
SWEEP = ["sweep", "--cost", "rosenbrock", "--method", "heavy-ball", "--start=-1.2,1", "--lr", "1e-5:1e-2:200",
         "--beta", "0:0.99:200", "--steps", "1000"]
BRIEF_ROUNDS = 60  # of a process of a millisecond, which is easily disturbed
QUANTITIES = {"seconds": ((1, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")), "bytes": ((2**20, "MiB"),)}


def seconds(command):
    """The time that a command takes, its standard output thrown away."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status = os.waitpid(pid, 0)
    taken = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"compare.py: exit status {os.waitstatus_to_exitcode(status)} of {' '.join(command)}")
    return taken


@contextmanager
def processors(number):
    """What is started inside has that many processors at most."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_of_them)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def result(work, side, rival, unit, ours, theirs):
    ratios = [b / a for a, b in zip(ours, theirs)]
    return {"work": work, "side": side, "rival": rival, "unit": unit, "rounds": len(ratios),
            "ours": statistics.median(ours), "theirs": statistics.median(theirs),
            "ratio": {"median": statistics.median(ratios), "min": min(ratios), "max": max(ratios)}}


def compare(work, rival, rounds, ours, theirs, unit="seconds", side="momentum-sim"):
    """Runs both sides in turn, after a round that is not counted; each gives a number of that unit."""
    sides = {ours: [], theirs: []}
    for number in range(rounds + 1):
        # Who goes first changes, so that nobody always runs in the wake of the other.
        for run in sorted(sides, key=list(sides).index, reverse=number % 2 == 1):
            measured = run()
            if number > 0:
                sides[run].append(measured)
    return result(work, side, rival, unit, sides[ours], sides[theirs])


def last_number(path):
    """The last number of the last row: the same when both sides did the same work."""
    with open(path, "rb") as file:
        file.seek(-min(os.path.getsize(path), 4000), os.SEEK_END)
        tail = file.read()
    return float(re.findall(rb"-?[\d.]+(?:e[-+]\d+)?", tail.rpartition(b"]]")[0] or tail)[-1])


def last_outcome(path):
    """How the last cell of a sweep ended, and when."""
    return Path(path).read_text().splitlines()[-1].split(",")[3:5]


def last_fit(path):
    """w, b and the cost of the last row, in as many digits as two ways to add a million numbers share."""
    with open(path, encoding="ascii") as file:
        *_, last = csv.DictReader(file)
    return [f"{float(last[name]):.9g}" for name in ("x", "y", "cost")]


def write_tables(paths, rows):
    """x, evenly from -1 to 1, and y: about 3/2 x + 1/2, or a class that is 1 as often as that makes likely."""
    numbers = random.Random(1)
    with open(paths["least-squares"], "w") as line, open(paths["logistic"], "w") as classes:
        for file in (line, classes):
            file.write("x,y\n")
        for _ in range(rows):
            x = numbers.uniform(-1, 1)
            t = 1.5 * x + 0.5
            line.write(f"{x!r},{t + numbers.gauss(0, 0.3)!r}\n")
            classes.write(f"{x!r},{int(numbers.random() < 1 / (1 + math.exp(-t)))}\n")


def whole_processes(program, tools, rounds, folder):
    def writes(command, name="out.csv", end=last_number):
        """A run of a command that writes the file OUT."""
        path = os.path.join(folder, name)

        def run():
            taken = seconds([path if word == "OUT" else word for word in command])
            run.end = end(path)
            os.remove(path)
            return taken
        return run

    def against(work, rival, ours, theirs, count=2):
        with processors(count):
            done = compare(work, rival, rounds, ours, theirs)
        if ours.end != theirs.end:
            sys.exit(f"compare.py: {work}: the sides end with {ours.end} and {theirs.end}")
        return done

    def scene(steps, *more):
        return [program, *SCENE, "--steps", str(steps), *more]

    python = sys.executable
    here = os.path.dirname(os.path.abspath(__file__))
    for count, name in ((2, "two processors"), (1, "one processor")):
        yield against(f"2,000,000 rows of CSV, {name}", "ofstream << setprecision(17)",
                      writes(scene(10**6, "-o", "OUT")), writes([tools["rival_ofstream"], "OUT", str(10**6)]), count)
    yield against("200,000 rows of CSV", "pure Python", writes(scene(10**5, "-o", "OUT")),
                  writes([python, os.path.join(here, "rival_python.py"), "OUT", str(10**5)]))
    yield against("200,000 rows of JSON", "nlohmann's dump", writes(scene(10**5, "--grid", "0", "-o", "OUT"), "out.json"),
                  writes([tools["rival_json"], "OUT", str(10**5), "document"], "out.json"))
    yield against("200,000 rows of NDJSON", "nlohmann's dump, row by row", writes(scene(10**5, "-o", "OUT"), "out.ndjson"),
                  writes([tools["rival_json"], "OUT", str(10**5), "objects"], "out.ndjson"))

    unwritten = scene(10**7, "--every", str(10**10), "-o", os.devnull)
    for rival, matrix in (("a loop by hand for any quadratic", ["1", "0", "19", "0", "0", "0"]),
                          ("a loop by hand, its matrix compiled in", [])):
        alone = [tools["rival_loop"], str(10**7), *matrix]
        yield compare("20,000,000 steps, nothing written", rival, rounds, lambda: seconds(unwritten),
                      lambda: seconds(alone))

    yield against("a sweep of 40,000 cells of 1000 steps", "NumPy, the whole grid at once",
                  writes([program, *SWEEP, "-o", "OUT"], end=last_outcome),
                  writes([python, os.path.join(here, "rival_numpy.py"), "OUT", "200", "1000"], end=last_outcome))

    tables = {cost: os.path.join(folder, f"{cost}.csv") for cost in ("least-squares", "logistic")}
    write_tables(tables, 10**6)
    for cost, table in tables.items():
        yield against(f"1,000,000 rows of data read, 50 steps of {cost}", "NumPy, a pass for each step",
                      writes([program, "--cost", f"{cost}:data={table},x=x,y=y", "--method", "gd", "--lr", "0.1",
                              "--steps", "50", "-o", "OUT", "--quiet"], end=last_fit),
                      writes([python, os.path.join(here, "rival_numpy_fit.py"), "OUT", table, cost, "50"], end=last_fit))

    true = [shutil.which("true")]
    yield compare("start-up: the default command", "true", BRIEF_ROUNDS,
                  lambda: seconds([program, "--beta", "0.9", "--lr", "0.1"]), lambda: seconds(true))

    def peak_memory(steps):
        command = [tools["peak_memory"], *scene(steps, "-o", os.devnull)]
        return lambda: 1024 * int(subprocess.check_output(command))

    yield compare("peak memory, 1000 steps", "that of 1,000,000 steps", rounds, peak_memory(10**3),
                  peak_memory(10**6), "bytes")


def parts(tool, rounds):
    """What the sides named "rival: ..." take against the other sides of the same work."""
    report = json.loads(subprocess.check_output(
        [tool, "--benchmark_format=json", "--benchmark_min_time=0.1", f"--benchmark_repetitions={rounds}",
         "--benchmark_enable_random_interleaving=true"], stderr=subprocess.DEVNULL))
    taken = {}
    for run in report["benchmarks"]:
        if run.get("error_occurred"):
            sys.exit(f"compare.py: {run['name']}: {run['error_message']}")
        if run["run_type"] == "iteration":
            work, side = run["run_name"].removesuffix("/real_time").split("/")
            unit = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3}[run["time_unit"]]
            rounds_of_side = taken.setdefault(work, {}).setdefault(side, {})
            rounds_of_side[run["repetition_index"]] = unit * run["real_time"]
    for work, sides in taken.items():
        rival = next(side for side in sides if side.startswith("rival: "))
        in_order = {side: [runs[index] for index in sorted(runs)] for side, runs in sides.items()}
        for side in sides:
            if side != rival:
                yield result(work, side, rival.removeprefix("rival: "), "seconds", in_order[side], in_order[rival])


def quantity(unit, value):
    scale, name = next((each for each in QUANTITIES[unit] if value >= each[0]), QUANTITIES[unit][-1])
    return f"{value / scale:.3g} {name}"


def markdown(done):
    ratio = done["ratio"]
    return (f"| {done['work']} | {done['side']} | {done['rival']} | {quantity(done['unit'], done['ours'])} "
            f"| {quantity(done['unit'], done['theirs'])} "
            f"| {ratio['median']:.2f} ({ratio['min']:.2f}..{ratio['max']:.2f}) |")


def machine(program):
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    # What stands in the program itself, for the compiler on the path need not be the one that made it.
    compiler = re.search(rb"[\w ]*clang version [\w.]+|GCC: \([^)]*\) [\w.]+", Path(program).read_bytes())
    return {"processor": model[1] if model else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "compiler": compiler[0].decode() if compiler else "compiler unknown"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=Path, help="the build folder, made with MOMENTUM_SIM_BENCH=ON")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each work (default: 7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same numbers to FILE")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: must be at least 1")

    build = arguments.build.resolve()
    program = str(build / "src/momentum-sim")
    tools = {name: str(build / "tests/bench" / name)
             for name in ("parts", "rival_json", "rival_loop", "rival_ofstream", "peak_memory")}
    made_by = machine(program)
    print(f"{made_by['processor']}, {made_by['cores']} cores, {made_by['compiler']}\n")
    print("| work | side | rival | its median | rival's median | ratio rival/side: median (min..max) |")
    print("|---|---|---|---|---|---|")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for each in (whole_processes(program, tools, arguments.rounds, folder), parts(tools["parts"], arguments.rounds)):
            for done in each:
                results.append(done)
                print(markdown(done), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps({"machine": made_by, "works": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
