"""Readers that leave: the program ends quietly, and what else it writes is whole."""

import subprocess
import sys
import time

from program import LONG, TIMEOUT, ProgramTest, program, run, start

SOON = 10  # seconds; far less than the runs would take


class Pipes(ProgramTest):
    def first_line(self, *args, **more):
        """Reads one line of the output and leaves; gives the line, the status and standard error."""
        process = start(*args, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        self.addCleanup(process.kill)
        line = process.stdout.readline()
        process.stdout.close()
        stderr = process.stderr.read()
        process.stderr.close()
        return line, process.wait(TIMEOUT), stderr

    def test_reader_of_one_line(self):
        for args in ([], ["--format", "json"], ["--format", "ndjson"], ["-o", "-", "--every", "3"]):
            with self.subTest(args):
                began = time.monotonic()
                line, status, stderr = self.first_line("--steps", LONG, *args)
                self.assertTrue(line.endswith(b"\n"))
                self.assertEqual((status, stderr), (0, b""))
                self.assertLess(time.monotonic() - began, SOON)

    def test_other_commands(self):
        for args in (["surface", "--grid", "10000x10000"], ["surface", "--grid", "10000x10000", "--format", "json"]):
            with self.subTest(args):
                self.assertEqual(self.first_line(*args)[1:], (0, b""))

    def test_no_reader_at_all(self):
        for args in (["--steps", "1"], ["--steps", LONG], ["surface"], ["list", "methods"], ["--help"], ["--version"]):
            with self.subTest(args):
                result = run("-c", 'exec 3> >(:); wait $!; "$0" "$@" >&3', program(), *args, executable="/bin/bash")
                self.assertEqual((result.status, result.stdout, result.stderr), (0, b"", ""))

    def test_head(self):
        began = time.monotonic()
        result = run("-c", '"$0" "$@" | head -1; echo "${PIPESTATUS[0]}"', program(), "--steps", "1000000000",
                     executable="/bin/bash")
        self.assertEqual((result.stdout.split(b"\n")[1], result.stderr), (b"0", ""))
        self.assertLess(time.monotonic() - began, SOON)

    def test_file_beside_a_reader_that_leaves_is_whole(self):
        args = ["--steps", "50000", "--lr", "1e-6"]
        line, status, stderr = self.first_line(*args, "-o", "file.csv", "--format", "csv")
        self.assertEqual((status, stderr), (0, b""))
        content = (self.folder / "file.csv").read_bytes()
        self.assertEqual(content.splitlines(keepends=True)[0], line)
        self.assertEqual(content, self.succeeds(*args))

    def test_summary_beside_a_reader_that_leaves(self):
        # The metrics of a run that nobody reads any more are still those of the whole run.
        _, status, stderr = self.first_line("--steps", "100000", "-o", "a.csv", "-o", "-", "--summary")
        self.assertEqual(status, 0)
        self.assertEqual(stderr.decode(), run("--steps", "100000", "--summary", "--every", "100000").stderr)

    def test_slow_reader_gets_everything(self):
        process = start("--steps", "30000", stdout=subprocess.PIPE)
        self.addCleanup(process.kill)
        time.sleep(0.2)  # until the pipe is full
        output = process.stdout.read()
        process.stdout.close()
        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertEqual(output, self.succeeds("--steps", "30000"))

    def test_reader_that_does_not_block(self):
        # Some parents make the pipe non-blocking: a full one then says EAGAIN.
        command = 'import os, sys; os.set_blocking(1, False); os.execv(sys.argv[1], sys.argv[1:])'
        process = subprocess.Popen([sys.executable, "-c", command, program(), "--steps", "30000"],
                                   stdout=subprocess.PIPE)
        time.sleep(0.2)
        output = process.stdout.read()
        process.stdout.close()
        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertEqual(output, self.succeeds("--steps", "30000"))
