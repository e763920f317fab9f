"""Output files: which are written, in what format, and that each is whole or absent."""

import os
import resource
import shutil
import stat
import subprocess
import unittest

from program import LONG, TIMEOUT, ProgramTest, drop_privileges, program, run, start

SMALL = ["--steps", "3", "--grid", "2x2"]
# More than a pipe holds, or than 1 MB.
LARGE = (["--steps", "100000"], ["sweep", "--lr", "0.001:1:200", "--beta", "0:0.9:200"], ["surface", "--grid", "500x500"])


class Files(ProgramTest):
    def content(self, name):
        return (self.folder / name).read_bytes()

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_many_at_once(self):
        outputs = ["a.csv", "b.json", "c.ndjson", "d.csv"]
        stdout = self.succeeds(*SMALL, *(word for name in outputs for word in ("-o", name)))
        self.assertEqual((stdout, self.files()), (b"", outputs))
        self.assertEqual(self.content("a.csv"), self.content("d.csv"))

    def test_standard_output_beside_files(self):
        csv, json = (self.succeeds(*SMALL, "--format", name) for name in ("csv", "json"))
        for args, expected in [
            (["-o", "a.csv"], b""), (["-o", "a.csv", "-o", "-"], csv), (["-o", "-"], csv),
            (["-o", "a.csv", "--format", "json"], json), (["-o", "-", "--format", "json"], json),
            (["--output=a.csv", "--format=json", "-o-"], json), (["--format", "json", "-o", "-"], json),
        ]:
            with self.subTest(args):
                self.assertEqual(self.succeeds(*SMALL, *args), expected)
                if "a.csv" in args:
                    self.assertEqual(self.content("a.csv"), csv)

    def test_format_of_the_file(self):
        for name in ("csv", "json", "ndjson"):
            expected = self.succeeds(*SMALL, "--format", name)
            for path in (f"a.{name}", f"a.b.{name}", f"sub.d/a.{name}", f"a b\u00e9\n.{name}"):
                with self.subTest(path):
                    (self.folder / "sub.d").mkdir(exist_ok=True)
                    self.succeeds(*SMALL, "-o", path)
                    self.assertEqual(self.content(path), expected)

    def test_a_file_without_an_extension_takes_the_format_option(self):
        csv = self.succeeds(*SMALL)
        self.succeeds(*SMALL, "-o", "plain")
        self.assertEqual(self.content("plain"), csv)
        json = self.succeeds(*SMALL, "-o", "plain", "--format", "json")
        self.assertEqual(self.content("plain"), json)

    def test_devices_and_pipes(self):
        self.succeeds(*SMALL, "-o", "/dev/null")
        csv = self.succeeds(*SMALL)
        self.assertEqual(self.succeeds(*SMALL, "-o", "/dev/stdout"), csv)
        self.assertEqual(self.files(), [])

    def test_standard_output_by_its_path_goes_on_where_it_is(self):
        with open(self.folder / "both.csv", "wb") as both:
            both.write(b"before\n")
            both.flush()
            self.succeeds(*SMALL, "-o", "/dev/stdout", stdout=both)
        self.assertEqual(self.content("both.csv"), b"before\n" + self.succeeds(*SMALL))

    def test_an_open_file_by_its_path_goes_on_where_it_is(self):
        csv = self.succeeds(*SMALL)
        (self.folder / "link").symlink_to("/dev/fd/1")
        (self.folder / "link.csv").symlink_to("/proc/self/fd/1")
        for path in ("/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1", "/dev/../dev//stdout", "link", "link.csv"):
            with self.subTest(path), open(self.folder / "both.csv", "wb") as both:
                inode = os.fstat(both.fileno()).st_ino
                both.write(b"before\n")
                both.flush()
                self.succeeds(*SMALL, "-o", path, stdout=both)
                os.write(both.fileno(), b"after\n")
                self.assertEqual(self.content("both.csv"), b"before\n" + csv + b"after\n")
                self.assertEqual((self.folder / "both.csv").stat().st_ino, inode)

    def test_any_open_file_by_its_path(self):
        csv = self.succeeds(*SMALL)
        with open(self.folder / "seven", "w+b") as seven:
            fd = seven.fileno()
            for path in (f"/dev/fd/{fd}", f"/proc/self/fd/{fd}", f"/proc/{os.getpid()}/fd/{fd}"):
                with self.subTest(path):
                    seven.truncate(0)
                    seven.seek(0)
                    os.write(fd, b"before\n")
                    self.assertEqual(self.succeeds(*SMALL, "-o", path, pass_fds=[fd]), b"")
                    self.assertEqual(self.content("seven"), b"before\n" + csv)
        with open(self.folder / "error", "wb") as error:
            self.assertEqual(run(*SMALL, "-o", "/dev/stderr", stderr=error).status, 0)
        self.assertEqual(self.content("error"), csv)

    def test_an_open_file_that_cannot_be_written(self):
        with open("/dev/null", "rb") as read:
            for fd in (read.fileno(), 987):
                line = f"--output = '/dev/fd/{fd}': cannot write: Bad file descriptor"
                self.refused(line, "--steps", LONG, "-o", f"/dev/fd/{fd}", status=1, pass_fds=[read.fileno()])
        # The first that the program opens is not one of the user's.
        self.refused("--output = '/dev/fd/3': cannot write: Bad file descriptor", "--steps", LONG, "-o", "a.csv", "-o",
                     "/dev/fd/3", status=1)

    def test_named_pipe(self):
        path = self.folder / "pipe.csv"
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        self.succeeds(*SMALL, "-o", "pipe.csv")
        self.assertEqual(os.read(reader, 1 << 16), self.succeeds(*SMALL))
        self.assertTrue(stat.S_ISFIFO(path.stat().st_mode))

    def test_one_file_by_two_names(self):
        (self.folder / "sub").mkdir()
        (self.folder / "folder").symlink_to("sub")
        (self.folder / "link.json").symlink_to("a.csv")
        for there in (False, True):
            pairs = [("a.csv", "./a.csv"), ("a.csv", "sub/../a.csv"), ("a.csv", str(self.folder / "a.csv")),
                     ("a.csv", "link.json"), ("folder/a.csv", "sub/a.csv"), ("a.csv", "/proc/self/cwd/a.csv"),
                     ("-", "/dev/stdout"), ("/dev/fd/1", "-"), ("/dev/fd/2", "/dev/stderr")]
            if there:
                self.write("a.csv", "kept")
                self.write("sub/a.csv", "kept")
                os.link(self.folder / "a.csv", self.folder / "sub/hard.ndjson")
                pairs.append(("a.csv", "sub/hard.ndjson"))
            for pair in pairs:
                for first, second in (pair, pair[::-1]):
                    with self.subTest(there=there, first=first, second=second):
                        shown = [name if len(name) <= 60 else name[:60] + "..." for name in (second, first)]
                        self.refused(f"--output = '{shown[0]}': the same file as '{shown[1]}'", *SMALL, "-o", first, "-o",
                                     "other.csv", "-o", second)
        self.assertEqual([self.content(name) for name in ("a.csv", "sub/a.csv")], [b"kept", b"kept"])
        self.succeeds(*SMALL, "-o", "a.csv", "-o", "sub/a.csv", "-o", "b.csv")

    def test_one_file_that_is_also_standard_output(self):
        for line, *args in (("'a.csv': the same file as standard output", "-o", "a.csv", "-o", "-"),
                            ("'a.csv': the same file as '/proc/self/fd/1'", "-o", "/proc/self/fd/1", "-o", "a.csv"),
                            ("'a.csv': the same file as standard output", "-o", "a.csv", "--format", "json")):
            with self.subTest(args), open(self.folder / "a.csv", "wb") as stdout:
                self.refused(f"--output = {line}", *SMALL, *args, stdout=stdout)
        with open(self.folder / "a.csv", "wb") as stdout:
            for path in ("/dev/stderr", f"/dev/fd/{stdout.fileno()}"):
                result = run(*SMALL, "-o", path, "-o", "-", stdout=stdout, stderr=stdout, pass_fds=[stdout.fileno()])
                self.assertEqual(result.status, 2)
        self.succeeds(*SMALL, "-o", "/dev/null", "-o", "/dev/../dev/null", "-o", "-")

    def test_an_output_may_replace_what_was_read(self):
        spec = self.succeeds(*SMALL, "--format", "json")
        self.write("run.json", spec)
        self.succeeds("--spec", "run.json", "-o", "run.json")
        self.assertEqual(self.content("run.json"), spec)

    def test_surface(self):
        self.succeeds("surface", "--grid", "2x2", "-o", "s.csv", "-o", "s.json", "-o", "s.ndjson")
        self.assertEqual(self.files(), ["s.csv", "s.json", "s.ndjson"])
        self.assertEqual(self.content("s.csv"), self.succeeds("surface", "--grid", "2x2"))

    def test_existing_file_is_replaced(self):
        path = self.write("a.csv", "x" * 100_000)
        for mode in (0o600, 0o640, 0o755, 0o444 | stat.S_IWUSR):
            with self.subTest(oct(mode)):
                path.chmod(mode)
                self.succeeds(*SMALL, "-o", "a.csv")
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode)
                self.assertEqual(path.read_bytes(), self.succeeds(*SMALL))

    def test_new_file_has_the_usual_permissions(self):
        self.succeeds(*SMALL, "-o", "a.csv", umask=0o027)
        self.assertEqual(stat.S_IMODE((self.folder / "a.csv").stat().st_mode), 0o640)

    def test_symbolic_link_is_followed(self):
        (self.folder / "sub").mkdir()
        target = self.write("sub/target.csv", "old")
        link = self.folder / "link.csv"
        link.symlink_to("sub/target.csv")
        self.succeeds(*SMALL, "-o", "link.csv")
        self.assertEqual(os.readlink(link), "sub/target.csv")
        self.assertEqual(target.read_bytes(), self.succeeds(*SMALL))
        self.assertEqual([path.name for path in (self.folder / "sub").iterdir()], ["target.csv"])

    def test_symbolic_link_to_a_file_that_is_not_there_yet(self):
        (self.folder / "sub").mkdir()
        link = self.folder / "link.csv"
        link.symlink_to("sub/target.csv")
        self.succeeds(*SMALL, "-o", "link.csv")
        self.assertEqual(os.readlink(link) if link.is_symlink() else "", "sub/target.csv")
        self.assertEqual(self.content("sub/target.csv"), self.succeeds(*SMALL))

    def test_longest_name_and_path(self):
        for name in ("x" * 251 + ".csv", "/".join(["y" * 200] * 15) + "/a.csv"):
            with self.subTest(length=len(name)):
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                self.succeeds(*SMALL, "-o", name)
                self.assertEqual(self.content(name), self.succeeds(*SMALL))

    def test_refused(self):
        (self.folder / "folder.csv").mkdir()
        (self.folder / "loop.csv").symlink_to("loop.csv")
        self.write("file", "")
        for path, reason in [
            ("no/such/a.csv", "No such file or directory"),
            (".", "Is a directory"), ("folder.csv", "Is a directory"), ("folder.csv/", "Is a directory"),
            ("file/a.csv", "Not a directory"), ("loop.csv", "Too many levels of symbolic links"),
            ("x" * 252 + ".csv", "File name too long"), ("/dev/full", "No space left on device"),
        ]:
            with self.subTest(path[:40]):
                shown = path if len(path) <= 60 else path[:60] + "..."
                self.refused(f"--output = '{shown}': cannot write: {reason}", *SMALL, "-o", path, status=1)

    def test_opened_before_computing(self):
        line = "--output = 'no/a.csv': cannot write: No such file or directory"
        self.refused(line, "--steps", LONG, "-o", "no/a.csv", status=1)

    def test_one_that_fails_leaves_none(self):
        kept = self.write("kept.csv", "kept")
        for path in ("no/such/a.csv", "/dev/full"):
            with self.subTest(path):
                result = run(*SMALL, "-o", "kept.csv", "-o", "new.json", "-o", path, "-o", "z.csv", cwd=self.folder)
                self.assertEqual((result.status, result.stdout), (1, b""))
                self.assertEqual(result.stderr.count("\n"), 1)
                self.assertEqual((self.files(), kept.read_bytes()), (["kept.csv"], b"kept"))

    def test_a_wrong_word_touches_nothing(self):
        kept = self.write("kept.csv", "kept")
        for args in (["--lr", "0"], ["-o", "a.txt"], ["--format", "xml"], ["--quiet", "--summary"]):
            with self.subTest(args):
                self.assertEqual(run("-o", "kept.csv", "-o", "b.csv", *args, cwd=self.folder).status, 2)
                self.assertEqual((self.files(), kept.read_bytes()), (["kept.csv"], b"kept"))

    def test_full_standard_output_leaves_no_file(self):
        line = "standard output: cannot write: No space left on device"
        with open("/dev/full", "wb") as full:
            for args in ([], ["-o", "a.csv", "-o", "-"], ["--steps", "1000000"]):
                with self.subTest(args):
                    self.refused(line, *args, status=1, stdout=full)

    def test_closed_standard_output(self):
        line = "standard output: cannot write: Bad file descriptor"
        self.refused(line, *SMALL, status=1, stdout=None, preexec_fn=lambda: os.close(1))
        self.succeeds(*SMALL, "-o", "a.csv", stdout=None, preexec_fn=lambda: os.close(1))
        self.assertEqual(self.content("a.csv"), self.succeeds(*SMALL))

    def test_no_permission(self):
        (self.folder / "sub").mkdir()
        kept = self.write("sub/kept.csv", "kept")
        for folder, file, path in [(0o755, 0o444, "sub/kept.csv"), (0o555, 0o644, "sub/new.csv"),
                                   (0o555, 0o444, "sub/kept.csv")]:
            with self.subTest(path, folder=oct(folder), file=oct(file)):
                (self.folder / "sub").chmod(folder)
                kept.chmod(file)
                self.refused(f"--output = '{path}': cannot write: Permission denied", *SMALL, "-o", path, status=1,
                             preexec_fn=drop_privileges)
                self.assertEqual(kept.read_bytes(), b"kept")

    def test_a_folder_that_takes_no_files(self):
        (self.folder / "sub").mkdir()
        path = self.write("sub/a.csv", "x" * 100_000)
        (self.folder / "sub").chmod(0o555)
        inode = path.stat().st_ino
        self.succeeds(*SMALL, "-o", "sub/a.csv", preexec_fn=drop_privileges)
        self.assertEqual((path.read_bytes(), path.stat().st_ino), (self.succeeds(*SMALL), inode))
        path.write_text("kept")
        self.refused("--output = '/dev/full': cannot write: No space left on device", *SMALL, "-o", "sub/a.csv", "-o",
                     "/dev/full", status=1, preexec_fn=drop_privileges)
        self.assertEqual(path.read_text(), "kept")

    def test_limit_of_file_size(self):
        kept = self.write("kept.csv", "kept")
        self.refused("--output = 'kept.csv': cannot write: File too large", "--steps", "100000", "-o", "kept.csv",
                     status=1, preexec_fn=limit_file_size)
        self.assertEqual(kept.read_bytes(), b"kept")
        for command in LARGE:
            with self.subTest(command), open(self.folder / "stdout", "wb") as stdout:
                self.refused("standard output: cannot write: File too large", *command, status=1, stdout=stdout,
                             preexec_fn=limit_file_size)


class ExistingFiles(ProgramTest):
    """What an existing file has beside its content stays, however it is written."""

    def setUp(self):
        super().setUp()
        self.folder.chmod(0o777)
        self.path = self.write("a.csv", "old\n" * 1000)
        self.csv = self.succeeds(*SMALL)

    def leftovers(self):
        return [path.name for path in self.folder.iterdir() if path.name.startswith(".momentum")]

    def check(self, path=None):
        self.assertEqual((path or self.path).read_bytes(), self.csv)
        self.assertEqual(self.leftovers(), [])

    def test_hard_links(self):
        other = self.folder / "other"
        os.link(self.path, other)
        self.succeeds(*SMALL, "-o", "a.csv")
        self.assertTrue(self.path.samefile(other))
        self.check()

    def test_mode(self):
        for mode in (0o600, 0o666, 0o751, 0o2640, 0o4755):
            self.path.chmod(mode)
            self.succeeds(*SMALL, "-o", "a.csv", umask=0o077)
            self.assertEqual(oct(stat.S_IMODE(self.path.stat().st_mode)), oct(mode))
            self.check()

    @unittest.skipIf(os.geteuid() != 0, "only root gives files away")
    def test_owner_and_group(self):
        # Root gives the new file to the owner; anybody else writes into the old one.
        for user in (None, 65534):
            for owner, group in ((1234, 4321), (65534, 4321), (1234, 65534), (0, 0)):
                with self.subTest(user=user, owner=owner, group=group):
                    self.path.write_text("old")
                    os.chown(self.path, owner, group)
                    self.path.chmod(0o666)
                    self.succeeds(*SMALL, "-o", "a.csv", user=user, group=user, extra_groups=None if user is None else [])
                    after = self.path.stat()
                    self.assertEqual((after.st_uid, after.st_gid, oct(after.st_mode & 0o7777)), (owner, group, "0o666"))
                    self.check()

    def test_attributes(self):
        try:
            os.setxattr(self.path, "user.note", b"mine")
        except OSError as error:
            self.skipTest(f"no attributes here: {error}")
        self.succeeds(*SMALL, "-o", "a.csv")
        self.assertEqual(os.getxattr(self.path, "user.note"), b"mine")
        self.check()

    def test_what_cannot_be_kept_is_told(self):
        # It may be written and not read: without a copy, it is not written over.
        other = self.folder / "other"
        os.link(self.path, other)
        self.path.chmod(0o200)
        result = run(*SMALL, "-o", "a.csv", cwd=self.folder, preexec_fn=drop_privileges)
        self.assertEqual((result.status, result.stdout), (0, b""))
        self.assertEqual(result.stderr, "momentum-sim: --output = 'a.csv': its other links could not be kept\n")
        self.assertEqual(stat.S_IMODE(self.path.stat().st_mode), 0o200)
        self.path.chmod(0o600)
        self.check()

    @unittest.skipIf(os.geteuid() != 0, "only root gives files away")
    def test_a_mode_that_cannot_be_kept_is_told(self):
        os.chown(self.path, 1234, 1234)
        self.path.chmod(0o4777)
        result = run(*SMALL, "-o", "a.csv", cwd=self.folder, user=65534, group=65534, extra_groups=[])
        self.assertEqual(result.stderr, "momentum-sim: --output = 'a.csv': its mode could not be kept\n")
        self.assertEqual((result.status, oct(stat.S_IMODE(self.path.stat().st_mode))), (0, "0o777"))
        self.check()

    def run_and_hinder(self, outputs, hinder, command=()):
        """Runs with these outputs, and does that after they were opened."""
        process = start(*command, *(word for name in outputs for word in ("-o", name)), "-o", "-", cwd=self.folder,
                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        process.stdout.read(1)  # more than a pipe holds is left
        hinder()
        _, stderr = process.communicate(timeout=TIMEOUT)
        return process.returncode, stderr.decode()

    def test_one_that_cannot_be_placed_takes_the_others_back(self):
        other = self.write("linked.csv", "kept")
        os.link(other, self.folder / "other")
        self.path.write_text("kept")
        inode = self.path.stat().st_ino
        last = self.folder / "last.csv"
        for command in LARGE:
            for make in (last.mkdir, lambda: (last.mkdir(), (last / "full").touch())):
                with self.subTest(command):
                    status = self.run_and_hinder(["a.csv", "linked.csv", "new.csv", "last.csv"], make, command)
                    self.assertEqual(status, (1, "momentum-sim: --output = 'last.csv': cannot write: Is a directory\n"))
                    self.assertEqual((self.path.read_text(), other.read_text()), ("kept", "kept"))
                    self.assertEqual(self.path.stat().st_ino, inode)
                    self.assertFalse((self.folder / "new.csv").exists())
                    self.assertEqual(self.leftovers(), [])
                    shutil.rmtree(last)

    def test_a_file_that_comes_and_goes_meanwhile(self):
        for hinder in (self.path.unlink, lambda: self.path.write_text("another")):
            status = self.run_and_hinder(["a.csv"], hinder, ["--steps", "100000"])
            self.assertEqual(status, (0, ""))
            self.assertEqual(self.path.read_bytes(), self.succeeds("--steps", "100000"))


def can_mount():
    return subprocess.run(["unshare", "--mount", "--map-root-user", "true"], capture_output=True, check=False).returncode == 0


@unittest.skipUnless(shutil.which("unshare") and can_mount(), "needs namespaces of mounts")
class Mounts(ProgramTest):
    """A file that is mounted by itself, as containers do: no other can be renamed to it."""

    def in_namespace(self, script, *args):
        """Runs a script of the shell there; "$@" is the program with these arguments."""
        done = subprocess.run(["unshare", "--mount", "--map-root-user", "/bin/sh", "-ec", script, "sh", program(), *args],
                              cwd=self.folder, capture_output=True, timeout=TIMEOUT, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def setUp(self):
        super().setUp()
        for name in ("a.csv", "b.csv", "mounted"):
            self.write(name, "kept")

    def test_written_where_it_is(self):
        result = self.in_namespace('mount --bind mounted b.csv; "$@"', *SMALL, "-o", "a.csv", "-o", "b.csv")
        self.assertEqual(result, (0, "", ""))
        csv = self.succeeds(*SMALL)
        self.assertEqual([(self.folder / name).read_bytes() for name in ("a.csv", "b.csv", "mounted")], [csv, b"kept", csv])
        self.assertEqual(len(list(self.folder.iterdir())), 3)

    def test_mounted_meanwhile(self):
        script = '("$@"; echo $? >&2) | (read line; mount --bind mounted b.csv; cat >/dev/null; sleep 0.1; cat b.csv)'
        args = ["--steps", "30000"]
        status, _, stderr = self.in_namespace(script, *args, "-o", "b.csv", "-o", "-")
        self.assertEqual((status, stderr), (0, "0\n"))
        self.assertEqual((self.folder / "mounted").read_bytes(), self.succeeds(*args))

    def test_read_only(self):
        line = "momentum-sim: --output = 'b.csv': cannot write: Read-only file system\n"
        script = 'mount --bind mounted b.csv; mount -o remount,bind,ro b.csv; "$@"'
        self.assertEqual(self.in_namespace(script, "--steps", LONG, "-o", "a.csv", "-o", "b.csv"), (1, "", line))
        self.assertEqual((self.folder / "a.csv").read_text(), "kept")

    def test_full(self):
        # The new content fits beside the file, not into it: the old one is back, and so is the other file.
        self.write("old", "kept" * 500)
        script = """mkdir small; mount -t tmpfs -o size=64k none small; cp old small/b.csv; mount --bind small/b.csv b.csv
                    status=0; "$@" || status=$?; cmp b.csv old; exit $status"""
        line = "momentum-sim: --output = 'b.csv': cannot write: No space left on device\n"
        result = self.in_namespace(script, "--steps", "10000", "-o", "a.csv", "-o", "b.csv")
        self.assertEqual(result, (1, "", line))
        self.assertEqual((self.folder / "a.csv").read_text(), "kept")


def limit_file_size():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
