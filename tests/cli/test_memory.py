"""Rows are streamed: a long run takes no more memory than a short one."""

import os
import re
import subprocess
import unittest
from pathlib import Path

from program import LONG, SANITIZED, TIMEOUT, ProgramTest, start

FEW, MANY = 1000, 1_000_000


def peak(process):
    """The most memory that a running process ever held, in kB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


class Memory(ProgramTest):
    @unittest.skipIf(SANITIZED, "a sanitizer's quarantine grows with every freed block")
    def test_does_not_grow_with_the_rows(self):
        for name in ("csv", "json", "ndjson"):
            with self.subTest(name):
                # Of one endless run, after few rows and after many: it waits for us to read on.
                process = start("--steps", LONG, "--method", "gd", "--lr", "1e-6", "--format", name,
                                stdout=subprocess.PIPE)
                self.addCleanup(process.wait, TIMEOUT)
                self.addCleanup(process.stdout.close)
                rows = 0
                peaks = []
                for enough in (FEW, MANY):
                    while rows < enough:
                        rows += process.stdout.read1(1 << 20).count(b"\n")
                    peaks.append(peak(process))
                self.assertLessEqual(peaks[1], 1.5 * peaks[0])

    @unittest.skipIf(SANITIZED, "a sanitizer's quarantine grows with every freed block")
    def test_picture_does_not_grow_with_the_rows(self):
        peaks = []
        for steps in ("40000", "1000000"):  # both beyond what is kept of a path
            process = start("--steps", steps, "--lr", "1e-6", "--format", "term", stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(process.returncode, 0)
            peaks.append(used.ru_maxrss)
        self.assertLessEqual(peaks[1], 1.2 * peaks[0])

    def test_number_of_steps_alone_takes_nothing(self):
        rows = self.succeeds("--steps", LONG, "--grad-tol", "1e-3")
        self.assertEqual(rows, self.succeeds("--steps", "1000", "--grad-tol", "1e-3"))
