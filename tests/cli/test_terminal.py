"""On a terminal: the summary table and the progress line, which nobody sees in a pipe."""

import os
import pty
import re
import select
import subprocess
import time

from program import LONG, TIMEOUT, ProgramTest, run, start

SUMMARY = """\
| method   | to 0.001 | settled | crossings | travel across | final cost | stopped by    | lr limit |
| -------- | -------- | ------- | --------- | ------------- | ---------- | ------------- | -------- |
| gd       | -        | -       | 150       | 282.7         | 0.2078     | max_steps 150 | 0.101    |
| momentum | 92       | 111     | 22        | 17.04         | 1.803e-05  | max_steps 150 | 1.919    |
gd crosses the valley on 150 of 150 steps, momentum on 22 of 150.
With lr 0.1 momentum is fastest at beta 0.6694: a step then leaves 0.8182 of the distance, here it leaves 0.9487.
"""
STOPPED = """\
| method   | to 0.5 | settled | crossings | travel across | final cost | stopped by  | lr limit |
| -------- | ------ | ------- | --------- | ------------- | ---------- | ----------- | -------- |
| gd lr=1  | -      | -       | 5         | 7.837e+06     | 4.914e+14  | diverged 5  | 0.101    |
| momentum | 24     | 50      | 7         | 15.9          | 0.1073     | grad_tol 51 | 1.919    |
lr 1 is above the limit of gd lr=1, 0.101: it diverges; momentum's limit is 1.919.
gd lr=1 crosses the valley on 5 of 5 steps, momentum on 7 of 51.
With lr 0.1 momentum is fastest at beta 0.6694: a step then leaves 0.8182 of the distance, here it leaves 0.9487.
"""
PROGRESS = rb"\r\x1b\[Kgd: step \d+ of 1000000000000 \(0 %\)"
WIPED = b"\r\x1b[K"


class Terminal(ProgramTest):
    def on_terminal(self, *args, **more):
        """Starts it with standard error on a terminal; gives the process and our side of the terminal."""
        ours, its = pty.openpty()
        process = start(*args, cwd=self.folder, stdin=subprocess.DEVNULL, stderr=its,
                        **{"stdout": subprocess.DEVNULL, **more})
        os.close(its)
        self.addCleanup(os.close, ours)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, ours

    def read(self, terminal, until=None):
        """What appears on the terminal, up to a pattern or to the end."""
        text = b""
        limit = time.monotonic() + TIMEOUT
        while until is None or not re.search(until, text):
            ready, _, _ = select.select([terminal], [], [], limit - time.monotonic())
            self.assertTrue(ready, f"nothing more after {text!r}")
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # how Linux says that the other side was closed
                piece = b""
            if not piece:
                break
            text += piece
        return text

    def shown(self, *args, **more):
        process, terminal = self.on_terminal(*args, **more)
        text = self.read(terminal).decode()
        self.assertEqual(process.wait(TIMEOUT), 0)
        return text.replace("\r\n", "\n")

    def test_the_title_tells_beta_from_1(self):
        title = self.succeeds("--format", "term", "--beta", "0.99999", "--quiet").decode().splitlines()[0]
        self.assertIn(", beta 1 - 1e-05, 150 steps", title)

    def test_summary_is_for_terminals(self):
        self.assertEqual(self.shown(), SUMMARY)
        self.assertEqual(self.shown("-o", "a.csv"), SUMMARY)
        self.assertEqual(self.shown("--summary"), SUMMARY)
        self.assertEqual(self.shown("--quiet"), "")
        self.assertEqual(run().stderr, "")
        self.assertEqual(run("--quiet").stderr, "")
        self.assertEqual(run("--summary").stderr, SUMMARY)

    def test_other_commands_have_no_summary(self):
        for args in (["surface"], ["list", "methods"], ["--help"]):
            with self.subTest(args):
                self.assertEqual(self.shown(*args), "")

    def test_summary_does_not_change_the_rows(self):
        self.assertEqual(run("--summary").stdout, run("--quiet").stdout)

    def test_summary_of_every_stop(self):
        args = ["--method", "gd:lr=1,momentum", "--grad-tol", "1", "--target", "0.5", "--summary"]
        self.assertEqual(run(*args).stderr, STOPPED)

    def test_error_on_a_terminal_is_one_line(self):
        process, terminal = self.on_terminal("--lr", "0")
        self.assertEqual(self.read(terminal), b"momentum-sim: --lr = 0: must satisfy 0 < lr\r\n")
        self.assertEqual(process.wait(TIMEOUT), 2)

    def test_progress_of_a_long_run(self):
        for args in (["--quiet"], ["--summary"], ["--quiet", "-o", "a.json"]):
            with self.subTest(args):
                _, terminal = self.on_terminal("--steps", LONG, "--every", LONG, *args)
                self.assertRegex(self.read(terminal, PROGRESS), rb"\A" + PROGRESS)

    def test_progress_is_wiped_at_the_end(self):
        process, terminal = self.on_terminal("--steps", LONG, "--quiet", "--method", "gd", stdout=subprocess.PIPE)
        text = b""
        with process.stdout:  # the run lasts as long as we read its rows
            while not text:
                self.assertTrue(process.stdout.read1(1 << 20))
                if select.select([terminal], [], [], 0)[0]:
                    text = os.read(terminal, 4096)
        text += self.read(terminal)
        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertRegex(text, rb"\A(" + PROGRESS + rb")+" + re.escape(WIPED) + rb"\Z")

    def test_no_progress_in_a_pipe(self):
        process = start("--steps", LONG, "--every", LONG, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(1.5)  # the line would appear after one second
        process.kill()
        self.assertEqual(process.communicate()[1], b"")

    def test_no_progress_among_rows(self):
        ours, its = pty.openpty()
        self.addCleanup(os.close, ours)
        process = start("--steps", LONG, "--quiet", "--format", "csv", stdin=subprocess.DEVNULL, stdout=its, stderr=its)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        os.close(its)
        end = time.monotonic() + 1.5
        text = b""
        while time.monotonic() < end:
            text += os.read(ours, 1 << 16)
        self.assertNotIn(b"\x1b", text)
        self.assertGreater(text.count(b"\n"), 10)

    def test_short_run_shows_no_progress(self):
        self.assertEqual(self.shown("--steps", "1000", "--quiet"), "")
