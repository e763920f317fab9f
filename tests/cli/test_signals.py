"""A run that is interrupted ends by that signal and leaves nothing behind."""

import resource
import signal
import subprocess
import time

from program import LONG, SANITIZED, TIMEOUT, ProgramTest, start

FOR_EVER = ["--steps", LONG, "--every", LONG]
# What ends no process, or cannot be caught, or is ignored by the program.
OTHERS = {signal.SIGKILL, signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGCONT, signal.SIGCHLD,
          signal.SIGURG, signal.SIGWINCH, signal.SIGPIPE, signal.SIGXFSZ}
# A sanitizer has its own end for these.
CRASHES = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGSYS}
ENDING = signal.valid_signals() - OTHERS - (CRASHES if SANITIZED else set())


def no_core():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Signals(ProgramTest):
    def started(self, *args, **more):
        """A run that has opened its outputs in the test's folder."""
        before = set(self.folder.iterdir())
        process = start(*FOR_EVER, *args, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE, **more)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        outputs = args.count("-o")
        limit = time.monotonic() + TIMEOUT
        while len(set(self.folder.iterdir()) - before) < outputs:
            self.assertIsNone(process.poll())
            self.assertLess(time.monotonic(), limit, "the outputs were never opened")
            time.sleep(0.01)
        return process

    def test_nothing_is_left(self):
        kept = self.write("kept.csv", "kept")
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            for args in (["-o", "kept.csv"], ["-o", "a.csv", "-o", "b.json", "-o", "c.ndjson", "-o", "kept.csv"]):
                with self.subTest(name, outputs=args):
                    process = self.started(*args, preexec_fn=no_core)
                    process.send_signal(name)
                    stdout, stderr = process.communicate(timeout=TIMEOUT)
                    self.assertEqual((process.returncode, stdout, stderr), (-name, b"", b""))
                    self.assertEqual(list(self.folder.iterdir()), [kept])
                    self.assertEqual(kept.read_bytes(), b"kept")

    def test_whatever_signal_ends_it(self):
        for name in sorted(ENDING):
            with self.subTest(name):
                process = self.started("-o", "a.csv", preexec_fn=no_core)
                process.send_signal(name)
                self.assertEqual(process.wait(TIMEOUT), -name)
                self.assertEqual(list(self.folder.iterdir()), [])

    def test_limit_of_time(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (1, 10))
            no_core()
        process = self.started("-o", "a.csv", preexec_fn=limit)
        self.assertEqual(process.wait(TIMEOUT), -signal.SIGXCPU)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_what_a_killed_run_leaves_goes_with_the_next(self):
        living = self.started("-o", "living.csv")
        killed = self.started("-o", "a.csv", "-o", "b.csv")
        notes = [self.write(name, "notes") for name in (".momentum-sim-notes.tmp", ".momentum-sim-1-2.tmp.txt")]
        killed.kill()
        killed.wait(TIMEOUT)
        left = set(self.folder.iterdir()) - set(notes)
        self.assertEqual(len(left), 3)
        for _ in range(2):
            self.succeeds("--steps", "3", "-o", "a.csv")
            after = set(self.folder.iterdir()) - {self.folder / "a.csv", *notes}
            self.assertEqual(len(after), 1)
        self.assertTrue(after < left)
        living.terminate()
        self.assertEqual(living.wait(TIMEOUT), -signal.SIGTERM)
        self.assertEqual(set(self.folder.iterdir()), {self.folder / "a.csv", *notes})

    def test_a_second_signal_on_the_heels_of_the_first(self):
        # What `timeout` does: it signals its child, and then the group that the child is in.
        for _ in range(20):
            process = self.started("-o", "a.csv")
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(TIMEOUT), -signal.SIGTERM)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_without_files(self):
        process = self.started()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(TIMEOUT), -signal.SIGINT)

    def test_many_outputs(self):
        outputs = [f"{i}.csv" for i in range(40)]
        process = self.started(*(word for name in outputs for word in ("-o", name)))
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(TIMEOUT), -signal.SIGTERM)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_signal_that_was_ignored_stays_ignored(self):
        # What nohup and a shell's background jobs rely on.
        def ignore():
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        process = self.started("-o", "a.csv", preexec_fn=ignore)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(TIMEOUT), -signal.SIGTERM)
        self.assertEqual(list(self.folder.iterdir()), [])
