"""The picture of a comparison, on terminals of several sizes and away from them."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

from program import CSV_HEADER, LONG, SANITIZED, TIMEOUT, ProgramTest, program

XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "", "LC_ALL": "C.UTF-8"}
SIZES = [(40, 24), (80, 24), (200, 60)]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SWEPT = ["--lr", "0.01:10:30", "--beta", "0:0.95:12"]
SWEEP_HEADER = "method,lr,beta,outcome,steps,final_cost"
TITLE = "quadratic A=[[1, 0], [0, 19.8]], lr 0.1"


class Term(ProgramTest):
    def start(self, *args, size=(80, 24), env=None, **more):
        """Starts it on a terminal of that size; gives the process and our side of the terminal."""
        ours, its = pty.openpty()
        self.addCleanup(os.close, ours)
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
        process = subprocess.Popen([program(), *args], env={**kept, **XTERM, **(env or {})}, cwd=self.folder,
                                   **{"stdin": subprocess.DEVNULL, "stdout": its, "stderr": its, **more})
        os.close(its)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, ours

    def read(self, terminal):
        """What appears next; empty when the other side is closed."""
        self.assertTrue(select.select([terminal], [], [], TIMEOUT)[0])
        try:
            return os.read(terminal, 1 << 16)
        except OSError:  # how Linux says so
            return b""

    def shown(self, *args, **more):
        process, terminal = self.start(*args, **more)
        text = b""
        while piece := self.read(terminal):
            text += piece
        self.assertEqual(process.wait(TIMEOUT), 0)
        return text.decode().replace("\r\n", "\n")

    def lines(self, *args, **more):
        return ESCAPE.sub("", self.shown(*args, "--quiet", **more)).splitlines()

    def test_picture_fits_the_terminal(self):
        for size in SIZES:
            for args in ([], ["--cost", "rosenbrock", "--lr", "0.001", "--steps", "600"], ["--lr", "0.11"]):
                with self.subTest(size=size, args=args):
                    lines = self.lines(*args, size=size)
                    self.assertLess(len(lines), size[1])
                    self.assertGreater(len(lines), 10)
                    self.assertEqual(max(map(len, lines)), size[0])  # the map is as wide as the terminal
                    self.assertRegex(lines[-2], r"^ ● gd ")
                    self.assertRegex(lines[-1], r"^ ■ momentum ")

    def test_variables_win_over_the_size_of_the_terminal(self):
        lines = self.lines(size=(200, 60), env={"COLUMNS": "50", "LINES": "16"})
        self.assertEqual(max(map(len, lines)), 50)
        self.assertLess(len(lines), 16)

    def test_terminal_without_a_size(self):
        self.assertEqual(max(map(len, self.lines(size=(0, 0)))), 80)

    def test_title_and_legend(self):
        lines = self.lines()
        self.assertEqual(lines[0], TITLE + ", beta 0.9, 150 steps  ◉ start  ✚ minimum")
        self.assertTrue(lines[-2].startswith(" ● gd        f = 0.2078     after 150 steps  log f "))
        self.assertIn("diverged at step 86", self.lines("--lr", "0.11", "--steps", "300")[-2])
        self.assertIn("grad_tol at step 51", self.lines("--method", "momentum", "--grad-tol", "1")[-1])

    def test_colors(self):
        for option, env, expected in (
                ("auto", {}, "38;2;"), ("auto", {"COLORTERM": ""}, "38;5;"), ("auto", {"NO_COLOR": "1"}, None),
                ("auto", {"TERM": "dumb"}, None), ("never", {}, None), ("always", {"NO_COLOR": "1"}, "38;2;")):
            with self.subTest(option=option, env=env):
                text = self.shown("--color", option, "--quiet", env=env)
                self.assertEqual("\x1b" in text, expected is not None)
                self.assertIn(expected or "log f", text)

    def test_ascii(self):
        for env in ({"TERM": "dumb"}, {"LC_ALL": "C"}, {"LC_ALL": "", "LC_CTYPE": "", "LANG": "de_DE.ISO-8859-1"}):
            with self.subTest(env):
                self.assertTrue(self.shown("--quiet", env=env).isascii())

    def test_summary_comes_after_the_picture(self):
        text = ESCAPE.sub("", self.shown())
        self.assertTrue(text.startswith(TITLE))
        self.assertIn("\n ■ momentum ", text)
        self.assertGreater(text.index("| method "), text.index("■ momentum "))

    def test_room_is_left_for_the_summary(self):
        text = ESCAPE.sub("", self.shown(size=(120, 40)))
        self.assertTrue(text.startswith(TITLE))
        self.assertLess(text.count("\n"), 40)

    def test_csv_away_from_a_terminal(self):
        output = self.succeeds("--steps", "1", env=XTERM).decode()
        self.assertTrue(output.startswith(CSV_HEADER))
        self.shown("--quiet", "-o", "rows", "-o", "rows.csv")
        self.assertTrue((self.folder / "rows").read_text().startswith(CSV_HEADER))

    def test_any_format_on_a_terminal(self):
        self.assertTrue(self.shown("--format", "csv", "--quiet").startswith(CSV_HEADER))
        self.assertTrue(self.shown("-o", "-", "-o", "a.json", "--quiet").startswith("\x1b[1m" + TITLE))
        self.assertEqual(self.shown("-o", "a.csv", "--quiet"), "")

    def test_away_from_a_terminal_without_colors(self):
        picture = self.succeeds("--format", "term", env={**XTERM, "COLUMNS": "", "LINES": ""}).decode()
        self.assertNotIn("\x1b", picture)
        self.assertEqual(max(map(len, picture.splitlines())), 80)
        self.assertIn("\x1b", self.succeeds("--format", "term", "--color", "always", env=XTERM).decode())

    def test_surface(self):
        lines = self.lines_of_surface("--cost", "himmelblau")
        self.assertTrue(lines[0].startswith("himmelblau"))
        self.assertEqual(sum(line.count("✚") for line in lines[1:]), 4)

    def lines_of_surface(self, *args):
        return ESCAPE.sub("", self.shown("surface", *args)).splitlines()

    def test_errors(self):
        self.refused("--color = 'alway': must be one of auto, always, never; did you mean 'always'?", "--color", "alway")
        self.refused("--output = 'a.term': the extension must be one of .csv, .json, .ndjson, .gp, .png, .svg, .pdf, .gif, .html", "-o", "a.term")

    def test_progress_before_the_picture(self):
        process, terminal = self.start("--steps", LONG, "--every", LONG, "--quiet")
        self.assertRegex(self.read(terminal), rb"\A\r\x1b\[Kgd: step \d+ of 1000000000000 ")
        process.kill()

    def test_speed(self):
        began = time.monotonic()
        self.succeeds("--format", "term", "--color", "always", env=XTERM)
        self.assertLess(time.monotonic() - began, 1)

    def test_map_of_a_sweep_on_a_terminal(self):
        for size in SIZES:
            lines = ESCAPE.sub("", self.shown("sweep", *SWEPT, size=size)).splitlines()
            self.assertEqual(lines[0][:30], "quadratic: steps until the cos")
            self.assertEqual(max(map(len, lines)), size[0])
            self.assertLess(len(lines), size[1])
        self.assertIn("\x1b", self.shown("sweep", *SWEPT))
        dumb = self.shown("sweep", *SWEPT, env={"TERM": "dumb", "COLUMNS": "1", "LINES": "1"})
        self.assertTrue(dumb.isascii())
        self.assertNotIn("\x1b", dumb)
        self.assertEqual(max(map(len, dumb.splitlines())), 20)

    def test_rows_on_a_terminal_where_no_map_is_possible(self):
        for args in ([], ["--beta", "0:0.9:3"], [*SWEPT, "--shard", "1/2"], [*SWEPT, "--format", "csv"]):
            with self.subTest(args):
                self.assertTrue(self.shown("sweep", *args).startswith(SWEEP_HEADER + "\n"))
        self.refused("standard output: must be a file or a pipe to take a picture, it is a terminal", "sweep", *SWEPT,
                     "--format", "png", stdout=self.terminal())

    def terminal(self):
        ours, its = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, its)
        return its

    def test_progress_of_a_sweep(self):
        for name in ("a.csv", "a.png"):
            with self.subTest(name):
                process, terminal = self.start("sweep", "--method", "gd", "--lr", "1e-9:1e-8:1000000", "--steps", "100000",
                                               "-o", name)
                text = self.read(terminal)
                self.assertRegex(text, rb"\A\r\x1b\[K\[#* *\] \d+ %, [\d.e+]+ cells/s, [\d.e+]+ (s|min|h) left")
                process.kill()
                process.wait()

    def test_progress_of_a_sweep_is_wiped_at_the_end(self):
        text = b""
        cells = 1200 if SANITIZED else 80000  # seconds of work
        process, terminal = self.start("sweep", "--method", "gd", "--lr", f"1e-9:1e-8:{cells}", "--steps", "100000",
                                       "--jobs", "1", "-o", "a.csv")
        while piece := self.read(terminal):
            text += piece
        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertTrue(text.endswith(b"\r\x1b[K"), text[-100:])
        self.assertRegex(text, rb"cells/s")
