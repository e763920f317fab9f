"""Figures through the user's gnuplot: what is in the pictures, and that nothing is left behind when they fail."""

import json
import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import time
import xml.etree.ElementTree
import zlib
from pathlib import Path

from program import TESTS, TIMEOUT, ProgramTest, program, run, start, tool

SIZE = ["--size", "600x300"]
SMALL = [*SIZE, "--steps", "20"]
BLUE, RED = (0x1F, 0x5F, 0xD0), (0xD5, 0x30, 0x2A)
PAPER, SLATE = (0xFF, 0xFE, 0xFB), (0x14, 0x17, 0x1C)
PICTURES = ("png", "svg", "pdf", "gif")
# The frame of the map in a figure of 1440x640, in pixels from the upper left, and what its axes show by default.
MAP = (73, 807, 102, 586)
VIEW = (-11.25, 11.25, -4.5, 4.5)


class Png:
    """The pixels of an 8-bit RGB or RGBA PNG."""

    def __init__(self, data):
        assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:8]
        pixels, at = b"", 8
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            chunk = data[at + 8:at + 8 + length]
            assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + chunk)
            if kind == b"IHDR":
                self.width, self.height, depth, colour = struct.unpack(">IIBB", chunk[:10])
                assert depth == 8 and colour in (2, 6), (depth, colour)
                self.step = 3 if colour == 2 else 4
            elif kind == b"IDAT":
                pixels += chunk
            at += 12 + length
        self.rows = []
        self.unfilter(zlib.decompress(pixels))

    def unfilter(self, data):
        size, step = self.width * self.step, self.step
        above = bytearray(size)
        for y in range(self.height):
            kind, row = data[y * (size + 1)], bytearray(data[y * (size + 1) + 1:(y + 1) * (size + 1)])
            for i in range(size if kind else 0):
                a, b, c = row[i - step] if i >= step else 0, above[i], above[i - step] if i >= step else 0
                if kind == 4:
                    p = a + b - c
                    near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
                row[i] = (row[i] + (a, b, (a + b) // 2, near if kind == 4 else 0)[kind - 1]) & 255
            self.rows.append(row)
            above = row

    def at(self, x, y):
        return tuple(self.rows[y][x * self.step:x * self.step + 3])

    def near(self, x, y, colour, distance=3):
        """Whether the colour is within that many pixels."""
        return any(self.is_like(self.at(i, j), colour)
                   for j in range(max(0, y - distance), min(self.height, y + distance + 1))
                   for i in range(max(0, x - distance), min(self.width, x + distance + 1)))

    @staticmethod
    def is_like(a, b):
        return max(abs(p - q) for p, q in zip(a, b)) < 12

    def colours(self, left, right, top, bottom):
        return {self.at(x, y) for y in range(top, bottom) for x in range(left, right)}


def gif_size_and_frames(data):
    """Walks the blocks of a GIF."""
    assert data[:6] == b"GIF89a", data[:6]
    size = struct.unpack("<HH", data[6:10])
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    frames = 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            frames += 1
            at += 11 + (3 << ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0)
        else:
            assert data[at] == 0x21, data[at]
            at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    assert at == len(data) - 1
    return size, frames


def is_running(pid):
    """Whether that process is there and not just waiting to be asked how it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Figures(ProgramTest):
    def content(self, name):
        return (self.folder / name).read_bytes()

    def png(self, *args):
        self.succeeds(*args, "-o", "figure.png")
        return Png(self.content("figure.png"))

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def path_with(self, *programs, **scripts):
        """A PATH that leads to these programs and these shell scripts only."""
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        for name in programs:
            if not (folder / name).exists():
                (folder / name).symlink_to(tool(name))
        for name, script in scripts.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)
        return {"PATH": str(folder)}

    def test_steps_are_where_they_belong(self):
        picture = self.png()
        self.assertEqual((picture.width, picture.height), (1440, 640))
        for method, colour in (("gd", BLUE), ("momentum", RED)):
            steps = self.document("--method", method)["runs"][0]["trajectory"]["data"]
            for step in steps[1:8]:
                x = MAP[0] + (step[1] - VIEW[0]) / (VIEW[1] - VIEW[0]) * (MAP[1] - MAP[0])
                y = MAP[3] - (step[2] - VIEW[2]) / (VIEW[3] - VIEW[2]) * (MAP[3] - MAP[2])
                self.assertTrue(picture.near(round(x), round(y), colour), (method, step, x, y))
        self.assertEqual(picture.at(2, 2), PAPER)

    def test_no_panel_is_blank(self):
        picture = self.png("--panel", "contour,cost,steep,shallow")
        for top, bottom in ((103, 243), (274, 414), (445, 585)):
            colours = picture.colours(890, 1417, top, bottom)
            for colour in (BLUE, RED):
                self.assertTrue(any(Png.is_like(c, colour) for c in colours), (top, colour))

    def test_dark(self):
        picture = self.png("--dark", *SMALL)
        self.assertEqual(picture.at(2, 2), SLATE)
        self.assertEqual((picture.width, picture.height), (600, 300))

    def test_every_cost_and_count_of_steps(self):
        for args in (["--cost", "rosenbrock", "--lr", "0.001"], ["--cost", "ackley", "--lr", "0.01"], ["--steps", "0"],
                     ["--steps", "1"], ["--start", "0,0"], ["--lr", "1e200"], ["--lr", "0.11"], ["--start", "1e99,1e99"],
                     ["--view", "-1e300,0,-1e299,1"], ["--view", "0,1e-300,0,1e-300"], ["--grid", "0"],
                     ["--cost", '{"type": "quadratic", "A": [[1, 0], [0, -1]]}'],
                     ["--cost", '{"type": "quadratic", "A": [[0, 0], [0, 0]]}']):
            with self.subTest(args):
                self.assertEqual(self.png(*SIZE, *args).width, 600)

    def test_no_number_of_a_script_is_infinite(self):
        for args in (["--cost", "himmelblau", "--noise", "1e300", "--panel", "gradients@2,contour,cost"],
                     ["--noise", "1e308", "--repeat", "3", "--panel", "gradients@1,steep,shallow,cost"],
                     ["--start", "1e308,1e308", "--panel", "contour,cost,steep,shallow"],
                     ["--cost", '{"type": "quadratic", "A": [[1e308, 0], [0, 1e308]]}', "--panel", "contour,steep"]):
            with self.subTest(args):
                script = self.succeeds(*SMALL, *args, "--format", "gnuplot").decode()
                self.assertEqual([line for line in script.splitlines() if re.search(r"\binf\b|\bnan\b", line)], [])
                done = subprocess.run([tool("gnuplot")], input=script.encode(), capture_output=True, check=True)
                self.assertEqual(Png(done.stdout).width, 600)

    def test_svg_is_xml_with_the_labels(self):
        title = "a < b & \"c\" 'd' ^_{x}@~ \\n \u03b2"
        self.succeeds(*SMALL, "--method", "gd,momentum:beta=0.5", "--title", title, "-o", "figure.svg")
        root = xml.etree.ElementTree.fromstring(self.content("figure.svg"))
        self.assertEqual((root.get("width"), root.get("height")), ("600", "300"))
        texts = ["".join(element.itertext()).strip() for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for text in (title, "gd", "momentum beta=0.5", "cost above the minimum", "step"):
            self.assertIn(text, texts)

    def test_pdf(self):
        self.succeeds(*SMALL, "-o", "figure.pdf")
        data = self.content("figure.pdf")
        self.assertTrue(data.startswith(b"%PDF-1.") and data.rstrip().endswith(b"%%EOF"))
        self.assertIn(b"/MediaBox [ 0 0 450 225 ]", data)

    def test_standard_output_and_several_files(self):
        stdout = self.succeeds(*SMALL, "--format", "png", "-o", "a.png", "-o", "b.csv", "-o", "-")
        self.assertEqual(stdout, self.content("a.png"))
        self.assertEqual(self.content("b.csv"), self.succeeds(*SMALL))

    def test_script_makes_the_same_picture(self):
        picture = self.png(*SMALL)
        self.succeeds(*SMALL, "-o", "script.gp")
        script = self.content("script.gp")
        self.assertEqual(script, self.succeeds(*SMALL, "--format", "gnuplot"))
        for args, name in ((["script.gp"], "script.png"), ([str(self.folder / "script.gp")], "script.png")):
            done = subprocess.run([tool("gnuplot"), *args], cwd=self.folder, capture_output=True, check=True)
            self.assertEqual((done.stdout, done.stderr), (b"", b""))
            self.assertEqual(Png(self.content(name)).rows, picture.rows)
        done = subprocess.run([tool("gnuplot")], input=script, capture_output=True, check=True)
        self.assertEqual(Png(done.stdout).rows, picture.rows)

    def test_hostile_titles_do_nothing(self):
        for title in ('"; system("touch pwned"); "', "'; system('touch pwned'); '", "`touch pwned`", "$(touch pwned)",
                      "a\nsystem('touch pwned')\n", "@pwned", "\\", "'", "%s%n", "x" * 5000, "{/Symbol a}", "\\n\\\\",
                      "]]>", "a]]]>b]]>", "<![CDATA[", "<!--", "-->", "&amp;"):
            with self.subTest(title[:40]):
                self.succeeds(*SMALL, "--title", title, "-o", "a.svg", "-o", "a.gp")
                subprocess.run([tool("gnuplot"), "a.gp"], cwd=self.folder, stdout=subprocess.DEVNULL, check=True)
                self.assertEqual(self.files(), ["a.gp", "a.png", "a.svg"])
        self.succeeds(*SMALL, "--title", b"\xff\xfe\x01", "-o", "a.svg")

    def test_settings_of_the_user_do_not_matter(self):
        self.write(".gnuplot", "set terminal dumb\nset output 'elsewhere'\n")
        self.succeeds(*SMALL, "-o", "a.png", env={"HOME": str(self.folder)})
        self.assertEqual(self.files(), [".gnuplot", "a.png"])

    def test_environment_of_the_user_does_not_matter(self):
        self.succeeds(*SMALL, "-o", "expected.png", "-o", "expected.svg")
        for terminal in ("qt", "x11", "wxt", "aqua", "dumb", "nonsense", ""):
            more = {"GNUTERM": terminal, "GNUPLOT_LIB": "/nowhere", "GDFONTPATH": "/nowhere", "FIT_LOG": "fit.log",
                    "GNUPLOT_DEFAULT_GDFONT": "nowhere", "GNUPLOT_FONTPATH": "/nowhere", "LC_ALL": "C.UTF-8"}
            with self.subTest(terminal):
                self.succeeds(*SMALL, "-o", "a.png", "-o", "a.svg", env=more)
                for kind in ("png", "svg"):
                    self.assertEqual(self.content(f"a.{kind}"), self.content(f"expected.{kind}"))
        self.succeeds("--size", "300x200", "--steps", "3", "-o", "a.gif", env={"FFREPORT": "level=32"})
        self.assertEqual(self.files(), ["a.gif", "a.png", "a.svg", "expected.png", "expected.svg"])

    def test_what_a_program_sees_of_us(self):
        env = self.path_with("env", "cat", "grep", gnuplot="cat >/dev/null; env; grep ^Sig /proc/self/status")
        more = {"HOME": "/home", "TMPDIR": "/tmp", "GNUTERM": "qt", "LC_ALL": "C.UTF-8", "SECRET": "1",
                "FONTCONFIG_PATH": "/fonts"}
        seen = self.succeeds(*SMALL, "--format", "png", env={**env, **more}).decode().splitlines()
        names = {line.split("=")[0] for line in seen if "=" in line}
        self.assertLessEqual({"PATH", "HOME", "TMPDIR", "FONTCONFIG_PATH"}, names)
        self.assertFalse({"GNUTERM", "LC_ALL", "SECRET"} & names)
        ours = sum(1 << (number - 1) for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM))
        states = {line.split()[0]: int(line.split()[1], 16) & ours for line in seen if line[:6] in ("SigBlk", "SigIgn")}
        self.assertEqual((states["SigBlk:"], states["SigIgn:"]), (0, 0))

    def test_gnuplot_missing(self):
        for kind in PICTURES:
            self.refused(f"--output = 'a.{kind}': needs gnuplot, which is not installed: apt-get install gnuplot-nox",
                         "--steps", "1000000000000", "-o", f"a.{kind}", status=1, env={"PATH": ""})
        self.succeeds(*SMALL, "-o", "a.gp", env={"PATH": ""})

    def test_gnuplot_that_fails(self):
        for script, complaint in (
            ("echo >&2; echo '         line 3: no such thing' >&2; exit 1", "no such thing"),
            ("echo 'cannot do it' >&2; echo more >&2; exit 2", "cannot do it"),
            ("exit 0", "it gave no picture"), ("cat > /dev/null; kill -9 $$", "it gave no picture"),
        ):
            env = self.path_with(gnuplot=script)
            env["PATH"] += ":/bin"
            self.refused(f"--output = 'a.png': gnuplot failed: {complaint}", *SMALL, "-o", "a.png", status=1, env=env)

    def test_much_text_to_and_from_gnuplot(self):
        # Neither side waits for the other: the script and what comes back are both larger than a pipe.
        env = self.path_with("cat", gnuplot="exec cat")
        self.succeeds("--grid", "801x801", "-o", "a.png", env=env)
        self.assertGreater((self.folder / "a.png").stat().st_size, 3_000_000)
        env = self.path_with("cat", "yes", "head", gnuplot="yes error | head -c 1000000 >&2; exec cat")
        self.succeeds("--grid", "801x801", "-o", "b.png", env=env)

    def test_full_device(self):
        self.refused("--output = '/dev/full': cannot write: No space left on device", *SMALL, "--format", "png", "-o",
                     "/dev/full", "-o", "-", status=1)

    def test_closed_pipe(self):
        result = run("-c", 'exec 3> >(:); wait $!; "$0" "$@" >&3', program(), *SMALL, "--format", "png",
                     executable="/bin/bash")
        self.assertEqual((result.status, result.stdout, result.stderr), (0, b"", ""))

    def test_signal_leaves_nothing(self):
        env = self.path_with(gnuplot="sleep 30")
        env["PATH"] += ":/bin"
        process = subprocess.Popen([program(), *SMALL, "-o", "a.png"], cwd=self.folder, env={**os.environ, **env})
        self.addCleanup(process.wait)
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            process.terminate()
        self.assertLess(process.wait(20), 0)
        self.assertEqual(self.files(), ["bin"])

    def assert_gone(self, pids):
        limit = time.monotonic() + 10
        while left := [int(pid) for pid in pids if is_running(pid)]:
            if time.monotonic() > limit:
                for pid in left:
                    os.kill(pid, signal.SIGKILL)
                self.fail("programs were left running")
            time.sleep(0.01)

    def test_programs_that_hang_go_with_us(self):
        hang = f"""trap '' HUP INT TERM QUIT PIPE
                   sleep 1000 & echo $$ $! > {self.folder}/pids.new; mv {self.folder}/pids.new {self.folder}/pids
                   exec {{}}; while :; do sleep 1000; done"""
        for kind, streams in (("png", ""), ("png", "<&- >&- 2>&-"), ("gif", "")):
            for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                with self.subTest(kind, streams=streams, signal=name):
                    program_that_hangs = {"ffmpeg" if kind == "gif" else "gnuplot": hang.format(streams)}
                    env = self.path_with(*(["gnuplot"] if kind == "gif" else []), **program_that_hangs)
                    env["PATH"] += ":/bin"
                    process = start(*SMALL, "-o", f"a.{kind}", cwd=self.folder, env=env, stdin=subprocess.DEVNULL,
                                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
                    self.addCleanup(process.kill)
                    limit = time.monotonic() + TIMEOUT
                    while not (self.folder / "pids").exists():
                        self.assertIsNone(process.poll())
                        self.assertLess(time.monotonic(), limit)
                        time.sleep(0.01)
                    process.send_signal(name)
                    self.assertEqual(process.wait(TIMEOUT), -name)
                    self.assert_gone((self.folder / "pids").read_text().split())
                    (self.folder / "pids").unlink()
                    shutil.rmtree(self.folder / "bin")
                    self.succeeds("--steps", "1", "-o", "a.csv")
                    (self.folder / "a.csv").unlink()
                    self.assertEqual(self.files(), [])

    def test_what_a_program_started_goes_with_it(self):
        hang = f"sleep 1000 >&- 2>&- & echo $! > {self.folder}/pids; cat"
        env = self.path_with(gnuplot=hang)
        env["PATH"] += ":/bin"
        self.succeeds(*SMALL, "-o", "a.png", env=env)
        self.assert_gone((self.folder / "pids").read_text().split())

    def test_closed_standard_streams(self):
        for fd in (0, 1):
            self.succeeds(*SMALL, "-o", "a.png", preexec_fn=lambda fd=fd: os.close(fd))
            self.assertEqual(Png(self.content("a.png")).width, 600)

    def test_wrong_values(self):
        for line, *args in (
            ("--size = '600': must be two numbers of pixels, WIDTHxHEIGHT", "--size", "600"),
            ("--size: width = 10: must be a whole number from 200 to 8000", "--size", "10x300"),
            ("--size: height = 'big': must be a whole number from 200 to 8000", "--size", "600xbig"),
            ("--panel = 'contur': must be one of contour, cost, steep, shallow, data, gradients; did you mean 'contour'?",
             "--panel", "contur"),
            ("--panel = '': must be one of contour, cost, steep, shallow, data, gradients", "--panel", ""),
            ("--panel = 'cost': given more than once", "--panel", "cost,cost"),
            ("--dark: takes no value", "--dark=yes"),
        ):
            with self.subTest(args):
                self.refused(line, *args, "-o", "a.png")

    def test_what_a_figure_cannot_show(self):
        nine = ",".join(f"momentum:beta=0.{i}" for i in range(1, 10))
        self.refused("--method: 9 methods: a figure shows at most 8", "--method", nine, "-o", "a.png")
        self.succeeds("--method", nine, "--steps", "1", "-o", "a.csv")
        saddle = '{"type": "quadratic", "A": [[1, 0], [0, -1]]}'
        self.refused("--panel = 'steep': must be contour or cost, since no minimum of the cost is known", "--cost", saddle,
                     "--panel", "steep", "-o", "a.png")

    def test_panels_of_data(self):
        path = TESTS.parent / "data" / "sets" / "faithful.csv"
        cost = f"least-squares:data={path},x=eruptions,y=waiting"
        for standardize in ([], ["--standardize"]):
            args = ["--cost", cost, *standardize, "--method", "gd,momentum", "--steps", "30"]
            rows = [line.split(",") for line in self.succeeds(*args).decode().splitlines()[1:]]
            script = self.succeeds(*args, "--panel", "data", "--format", "gnuplot").decode()
            for i, method in enumerate(("gd", "momentum"), 1):
                by_step = {row[1]: row[2:4] for row in rows if row[0] == method}
                steps, weights, biases = (re.search(rf"^array {name}{i}\[\d+\] = \[(.*)\]$", script, re.MULTILINE)[1]
                                          .split(", ") for name in ("step", "weight", "bias"))
                self.assertEqual((steps[0], steps[-1]), ("0", "30"))
                for step, weight, bias in zip(steps, weights, biases):
                    self.assertEqual([weight, bias], by_step[step])
        self.succeeds("--cost", cost, "--batch-size", "16", "--steps", "20", "--repeat", "3", *SIZE, "--panel",
                      "contour,cost,data,gradients@20", "-o", "a.svg", "-o", "a.png", "-o", "a.pdf")
        root = xml.etree.ElementTree.fromstring(self.content("a.svg"))
        texts = ["".join(element.itertext()).strip() for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for text in ("w", "b", "eruptions", "\u2202f/\u2202w"):
            self.assertIn(text, texts)

    def test_an_animation_shows_the_fit_of_each_frame(self):
        path = TESTS.parent / "data" / "sets" / "orings.csv"
        for programs in (["gnuplot"], ["gnuplot", "ffmpeg"]):
            self.succeeds("--cost", f"logistic:data={path},x=temperature,y=failure", "--standardize", "--steps", "4",
                          "--size", "300x200", "--panel", "data", "-o", "a.gif", env=self.path_with(*programs))
            self.assertGreaterEqual(gif_size_and_frames(self.content("a.gif"))[1], 5)
            (self.folder / "bin" / "gnuplot").unlink()

    def test_hostile_columns_do_nothing(self):
        for name in ("'; system('touch pwned'); '", "`touch pwned`", "@pwned", "\\", "{/Symbol a}_^", "%s%n", "]]>"):
            with self.subTest(name):
                self.write("rows.csv", f'"{name}","{name}y"\n1,2\n2,3\n4,4\n')
                spec = {"type": "least-squares", "data": str(self.folder / "rows.csv"), "x": name, "y": name + "y"}
                self.succeeds("--cost", json.dumps(spec), *SMALL, "--lr", "0.01", "--panel", "data", "-o", "a.png",
                              "-o", "a.svg")
                self.assertEqual(self.files(), ["a.png", "a.svg", "rows.csv"])
                root = xml.etree.ElementTree.fromstring(self.content("a.svg"))
                texts = ["".join(e.itertext()).strip() for e in root.iter("{http://www.w3.org/2000/svg}text")]
                self.assertIn(name, [text.replace("\u2060", "") for text in texts])

    def test_panels_that_need_data_or_noise(self):
        self.refused("--panel = 'data': needs a cost on data, least-squares or logistic", "--panel", "data", "-o",
                     "a.png")
        self.refused("--panel = 'gradients': needs a cost on data, least-squares or logistic, or --noise", "--panel",
                     "contour,gradients", "-o", "a.png")
        self.refused("--panel = 'gradients@21': must be a step of the run, 0 to 20", *SMALL, "--noise", "1", "--panel",
                     "gradients@21", "-o", "a.png")
        self.refused("--panel: gradients@ = 'x': must be a whole number from 0 to 1000000000000", "--panel",
                     "gradients@x", "-o", "a.png")
        self.succeeds(*SMALL, "--noise", "1", "--panel", "gradients@20", "-o", "a.png")

    def test_surface_has_no_figures(self):
        self.refused("--format = 'png': must be one of csv, json, ndjson, term", "surface", "--format", "png")
        self.refused("--output = 'a.png': the extension must be one of .csv, .json, .ndjson", "surface", "-o", "a.png")

    def test_gif_by_gnuplot_alone(self):
        self.succeeds("--size", "300x200", "--steps", "5", "-o", "a.gif", env=self.path_with("gnuplot"))
        size, frames = gif_size_and_frames(self.content("a.gif"))
        self.assertEqual(size, (300, 200))
        self.assertGreaterEqual(frames, 6)

    def test_gif_by_ffmpeg(self):
        self.succeeds("--size", "300x200", "--steps", "5", "-o", "a.gif", env=self.path_with("gnuplot", "ffmpeg"))
        size, frames = gif_size_and_frames(self.content("a.gif"))
        self.assertEqual(size, (300, 200))
        self.assertGreaterEqual(frames, 6)
        self.assertLess(len(self.content("a.gif")), 60_000)

    def test_ffmpeg_that_fails(self):
        env = self.path_with("gnuplot", ffmpeg="echo 'Unknown thing' >&2; exit 1")
        self.refused("--output = 'a.gif': ffmpeg failed: Unknown thing", "--size", "300x200", "--steps", "3", "-o", "a.gif",
                     status=1, env=env)
