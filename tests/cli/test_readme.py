"""Every command of the README runs, and prints what the README shows."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from program import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def matches(shown, printed):
    """A line `...` of the README stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


class Readme(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "momentum-sim").symlink_to(program())
        (self.folder / "data").symlink_to(ROOT / "data")

    def shell(self, command):
        # Debian's python3, which has the Debian packages, before any other.
        path = f"{self.folder / 'bin'}:/usr/bin:{os.environ['PATH']}"
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command], cwd=self.folder, env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        return result.returncode, result.stdout

    def test_the_first_command_is_the_one_of_the_script(self):
        self.assertIn("./dev run --beta 0.9 --lr 0.1 ", blocks("sh")[0])
        self.assertIn("momentum-sim --beta 0.9 --lr 0.1 ", blocks("console")[0])

    def test_console_blocks_print_what_they_show(self):
        count = 0
        for block in blocks("console"):
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                with self.subTest(command=command):
                    _, printed = self.shell(command)
                    self.assertTrue(matches(shown.splitlines(), printed), printed)
                    count += 1
        self.assertGreaterEqual(count, 8)

    def test_shell_blocks_run(self):
        scripts = blocks("sh")[1:]  # the first is the script that runs these tests
        self.assertGreaterEqual(len(scripts), 4)
        for script in scripts:
            with self.subTest(script=script):
                status, printed = self.shell(script)
                self.assertEqual(status, 0, printed)
                self.assertNotIn("warning", printed)

    def test_pictures_are_there_and_shown(self):
        shown = set(re.findall(r"!\[[^]]+\]\((data/pictures/[^)]+)\)", README))
        self.assertEqual(shown, {f"data/pictures/{path.name}" for path in (ROOT / "data" / "pictures").iterdir()})
        self.assertGreaterEqual(len(shown), 5)

    def test_tables_are_what_the_program_prints(self):
        tables = re.findall(r"^<!-- (momentum-sim list .*) -->\n\n((?:\|.*\n)+)", README, re.MULTILINE)
        self.assertEqual(len(tables), 3)
        for command, table in tables:
            with self.subTest(command=command):
                self.assertEqual(table, self.shell(command)[1])


if __name__ == "__main__":
    sys.exit(unittest.main())
