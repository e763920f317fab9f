"""README.md and the guides under data: every command runs and prints what is shown, every link leads somewhere."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from program import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
README = ROOT / "README.md"
GUIDES = sorted((DATA / "guide").glob("*.md"))
TEXTS = {path: path.read_text() for path in (README, *GUIDES)}


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[path], re.MULTILINE | re.DOTALL)


def prose(path):
    """What is not a block of code."""
    return re.sub(r"^```.*?^```$", "", TEXTS[path], flags=re.MULTILINE | re.DOTALL)


def links(path):
    """The files that a document links to or shows."""
    targets = re.findall(r"\]\(([^)]+)\)", prose(path))
    return [(path.parent / target).resolve() for target in targets if "://" not in target]


def matches(shown, printed):
    """A line `...` of a document stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


class Readme(unittest.TestCase):
    maxDiff = None

    def documents(self):
        """Each document, with a folder of its own to work in."""
        for path in TEXTS:
            with tempfile.TemporaryDirectory() as folder:
                self.folder = pathlib.Path(folder)
                (self.folder / "bin").mkdir()
                (self.folder / "bin" / "momentum-sim").symlink_to(program())
                (self.folder / "data").symlink_to(DATA)
                yield path

    def shell(self, command):
        # Debian's python3, which has the Debian packages, before any other.
        path = f"{self.folder / 'bin'}:/usr/bin:{os.environ['PATH']}"
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command], cwd=self.folder, env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        return result.returncode, result.stdout

    def test_the_first_command_is_the_one_of_the_script(self):
        self.assertIn("./dev run --beta 0.9 --lr 0.1 ", blocks(README, "sh")[0])
        self.assertIn("momentum-sim --beta 0.9 --lr 0.1 ", blocks(README, "console")[0])

    def test_console_blocks_print_what_they_show(self):
        count = 0
        for path in self.documents():
            for block in blocks(path, "console"):
                for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                    with self.subTest(path.name, command=command):
                        _, printed = self.shell(command)
                        self.assertTrue(matches(shown.splitlines(), printed), printed)
                        count += 1
        self.assertGreaterEqual(count, 20)

    def test_shell_blocks_run(self):
        count = 0
        for path in self.documents():
            for script in blocks(path, "sh"):
                if "./dev" in script:  # the script that runs these tests
                    continue
                with self.subTest(path.name, script=script):
                    status, printed = self.shell(script)
                    self.assertEqual(status, 0, printed)
                    self.assertNotIn("warning", printed)
                    count += 1
        self.assertGreaterEqual(count, 10)

    def test_no_block_stands_twice(self):
        found = [block for path in TEXTS for block in blocks(path, "(?:console|sh)")]
        self.assertEqual(len(found), len(set(found)))

    def test_tables_are_what_the_program_prints(self):
        count = 0
        for path in self.documents():
            tables = re.findall(r"^<!-- (momentum-sim list .*) -->\n\n((?:\|.*\n)+)", TEXTS[path], re.MULTILINE)
            for command, table in tables:
                with self.subTest(path.name, command=command):
                    self.assertEqual(table, self.shell(command)[1])
                    count += 1
        self.assertEqual(count, 3)

    def test_links_lead_somewhere(self):
        for path in TEXTS:
            for target in links(path):
                with self.subTest(path.name, target=target):
                    self.assertTrue(target.is_file())
                    if path in GUIDES:  # they are installed with data and nothing else
                        self.assertIn(DATA, target.parents)

    def test_every_guide_is_linked_and_every_picture_shown(self):
        self.assertLessEqual(set(GUIDES), set(links(README)))
        shown = {target for path in TEXTS for target in links(path) if target.parent == DATA / "pictures"}
        self.assertEqual(shown, set((DATA / "pictures").iterdir()))

    def test_readme_is_short(self):
        self.assertLessEqual(README.stat().st_size, 20 * 1024)


if __name__ == "__main__":
    sys.exit(unittest.main())
