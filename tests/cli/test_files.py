"""Output files: which are written, in what format, and that each is whole or absent."""

import os
import resource
import signal
import stat

from program import LONG, ProgramTest, drop_privileges, run

SMALL = ["--steps", "3", "--grid", "2x2"]


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
        for writable, path in [("sub", "sub/kept.csv"), ("sub/kept.csv", "sub/new.csv"),
                               ("sub/kept.csv", "sub/kept.csv")]:
            with self.subTest(path, writable=writable):
                (self.folder / "sub").chmod(0o755 if writable == "sub" else 0o555)
                kept.chmod(0o644 if writable != "sub" else 0o444)
                self.refused(f"--output = '{path}': cannot write: Permission denied", *SMALL, "-o", path, status=1,
                             preexec_fn=drop_privileges)
                self.assertEqual(kept.read_bytes(), b"kept")

    def test_limit_of_file_size(self):
        kept = self.write("kept.csv", "kept")
        self.refused("--output = 'kept.csv': cannot write: File too large", "--steps", "100000", "-o", "kept.csv",
                     status=1, preexec_fn=limit_file_size)
        self.assertEqual(kept.read_bytes(), b"kept")


def limit_file_size():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
