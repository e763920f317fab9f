"""The scripts of data/plots draw what the program writes."""

import ast
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import tomllib
import zlib
from pathlib import Path

from program import COLUMNS, TESTS, ProgramTest, program, tool

PLOTS = TESTS.parent / "data" / "plots"
PYTHON = "/usr/bin/python3"  # Debian's, which has the Debian packages
PYTHON_SCRIPTS = ["contour.py", "oscillation.py"]
GNUPLOT_SCRIPTS = ["contour.gp", "oscillation.gp"]

RUNS = {
    "default": [],
    "rosenbrock": ["--cost", "rosenbrock", "--lr", "0.001", "--steps", "600"],
    "diverging": ["--lr", "0.11"],
    "not finite": ["--lr", "1e200"],
    "five methods, costs below 0": ["--method", "gd,momentum:beta=0.5,momentum:beta=0.99,nesterov:lr=0.02,adam:lr=0.5",
                                    "--cost", "styblinski-tang", "--lr", "0.03", "--steps", "40"],
    "steps 0, costs of 0": ["--start", "0,0", "--steps", "0"],
}
EIGHT = [f"momentum:beta=0.{digit}" for digit in range(1, 9)]


def picture(data):
    """The size of a PNG, and how many of its lines differ: of a blank one they are all the same."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:8]
    chunks, at = [], 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8:at + 8 + length]
        assert zlib.crc32(name + content) == struct.unpack_from(">I", data, at + 8 + length)[0], name
        chunks.append((name, content))
        at += 12 + length
    assert chunks[0][0] == b"IHDR" and chunks[-1][0] == b"IEND", [name for name, _ in chunks]
    width, height, depth, color = struct.unpack_from(">IIBB", chunks[0][1])
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    line = 1 + (width * channels * depth + 7) // 8
    lines = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    assert len(lines) == line * height
    return width, height, len({lines[i:i + line] for i in range(0, len(lines), line)})


class Plots(ProgramTest):
    @classmethod
    def setUpClass(cls):
        # matplotlib looks for fonts when it first runs, and says so when that takes long.
        settings = tempfile.TemporaryDirectory()
        cls.addClassCleanup(settings.cleanup)
        cls.environment = {**os.environ, "MPLCONFIGDIR": settings.name}
        subprocess.run([tool(PYTHON), "-c", "import matplotlib.pyplot"], env=cls.environment, capture_output=True,
                       check=False)

    def execute(self, *command, data=None):
        return subprocess.run(command, input=data, cwd=self.folder, env=self.environment, capture_output=True,
                              timeout=120, check=False)

    def draws(self, name, *command, data=None):
        """Expects the command to write that file and to say nothing."""
        done = self.execute(*command, data=data)
        self.assertEqual((done.returncode, done.stdout, done.stderr.decode()), (0, b"", ""))
        return (self.folder / name).read_bytes()

    def draws_png(self, *command, height, data=None):
        """The same of a PNG about 2000 pixels wide and of a height in that range that is not blank."""
        drawn_width, drawn_height, different_lines = picture(self.draws("picture.png", *command, data=data))
        self.assertIn(drawn_width, range(1800, 2300))
        self.assertIn(drawn_height, height)
        self.assertGreater(different_lines, 100)

    def python(self, script, *args):
        return [tool(PYTHON), PLOTS / script, *args]

    def gnuplot(self, script, *args):
        return [tool("gnuplot"), "-c", PLOTS / script, *args]

    def test_contour_py(self):
        for name, run in RUNS.items():
            with self.subTest(name):
                document = self.succeeds(*run, "--format", "json")
                self.draws_png(*self.python("contour.py", "-o", "picture.png"), height=range(900, 1100), data=document)

    def test_oscillation_py(self):
        for name, run in RUNS.items():
            with self.subTest(name):
                table = self.succeeds(*run, "--format", "csv")
                self.draws_png(*self.python("oscillation.py", "-o", "picture.png"), height=range(700, 1800), data=table)

    def test_contour_gp(self):
        for name, run in RUNS.items():
            with self.subTest(name):
                document = self.write("run.json", self.succeeds(*run, "--format", "json"))
                self.succeeds(*run, "-o", "paths.csv")
                self.succeeds("surface", "--spec", document, "-o", "surface.csv")
                self.draws_png(*self.gnuplot("contour.gp", "paths.csv", "surface.csv", "picture.png"),
                               height=range(960, 961))

    def test_oscillation_gp(self):
        for name, run in RUNS.items():
            with self.subTest(name):
                self.succeeds(*run, "-o", "paths.csv")
                self.draws_png(*self.gnuplot("oscillation.gp", "paths.csv", "picture.png"), height=range(700, 1800))

    def test_eight_methods_have_a_colour_each_in_every_script(self):
        run = ["--method", ",".join(EIGHT), "--steps", "60"]
        document = self.succeeds(*run, "--format", "json")
        table = self.succeeds(*run, "-o", "paths.csv", "--format", "csv", "-o", "-")
        self.succeeds("surface", "-o", "surface.csv")
        colors = re.findall("#[0-9a-f]{6}", re.search("COLORS = .*", (PLOTS / "contour.py").read_text())[0])
        self.assertEqual(len(set(colors)), len(EIGHT))
        drawings = {
            "contour.py": self.draws("a.svg", *self.python("contour.py", "-o", "a.svg"), data=document),
            "oscillation.py": self.draws("b.svg", *self.python("oscillation.py", "-o", "b.svg"), data=table),
            "contour.gp": self.draws("c.svg", *self.gnuplot("contour.gp", "paths.csv", "surface.csv", "c.svg")),
            "oscillation.gp": self.draws("d.svg", *self.gnuplot("oscillation.gp", "paths.csv", "d.svg")),
        }
        for name, drawing in drawings.items():
            with self.subTest(name):
                drawn = drawing.decode()
                # gnuplot writes rgb( 0, 114, 178).
                drawn += "".join("#%02x%02x%02x" % tuple(map(int, rgb))
                                 for rgb in re.findall(r"rgb\( *(\d+), *(\d+), *(\d+)\)", drawn))
                self.assertEqual([color for color in colors if color not in drawn.lower()], [])
                if name.endswith(".gp"):
                    self.assertEqual([method for method in EIGHT if method.replace(":", " ") not in drawn], [])

    def test_pdf_of_gnuplot(self):
        self.succeeds("-o", "paths.csv")
        self.succeeds("surface", "-o", "surface.csv")
        for command in (self.gnuplot("contour.gp", "paths.csv", "surface.csv", "a.pdf"),
                        self.gnuplot("oscillation.gp", "paths.csv", "b.pdf")):
            self.assertTrue(self.draws(command[-1], *command).startswith(b"%PDF-"))

    def test_from_a_file_with_a_title_and_without_options(self):
        self.succeeds("--steps", "9", "-o", "run.json", "-o", "paths.csv")
        for script, name in (("contour.py", "run.json"), ("oscillation.py", "paths.csv")):
            with self.subTest(script):
                plain = self.draws(script.replace(".py", ".png"), *self.python(script),
                                   data=(self.folder / name).read_bytes())
                titled = self.draws("picture.png",
                                    *self.python(script, name, "--title", "lr = 0.1", "--output", "picture.png"))
                self.assertNotEqual(plain, titled)

    def test_what_python_scripts_refuse(self):
        document = self.succeeds("--steps", "1", "--format", "json")
        table = self.succeeds("--steps", "1", "--format", "csv")
        no_surface = self.succeeds("--grid", "0", "--format", "json")
        nine = ["--method", ",".join([*EIGHT, "gd"]), "--steps", "1", "--format"]
        not_json = "not a document of momentum-sim --format json"
        not_csv = "not a table of momentum-sim --format csv"
        folder = "nowhere/picture.png: No such file or directory"
        for script, args, data, line in (
                ("contour.py", [], b"", not_json),
                ("contour.py", [], table, not_json),
                ("contour.py", [], b'{"runs": []}', not_json),
                ("contour.py", [], no_surface, "no surface in it: run momentum-sim with --grid 101x101"),
                ("contour.py", [], self.succeeds(*nine, "json"), "9 methods: this script has colours for 8"),
                ("contour.py", ["absent.json"], b"", "absent.json: No such file or directory"),
                ("contour.py", ["-o", "nowhere/picture.png"], document, folder),
                ("oscillation.py", [], b"", not_csv),
                ("oscillation.py", [], document, not_csv),
                ("oscillation.py", [], b"a,b\n1,2\n", not_csv),
                ("oscillation.py", [], self.succeeds(*nine, "csv"), "9 methods: this script has colours for 8"),
                ("oscillation.py", ["absent.csv"], b"", "absent.csv: No such file or directory"),
                ("oscillation.py", ["-o", "nowhere/picture.png"], table, folder)):
            with self.subTest(script=script, line=line, data=data[:20]):
                done = self.execute(*self.python(script, *args), data=data)
                self.assertEqual((done.returncode, done.stdout, done.stderr.decode()), (1, b"", f"{script}: {line}\n"))
                self.assertEqual(list(self.folder.iterdir()), [])

    def test_picture_of_an_unknown_kind(self):
        for script, form in (("contour.py", "json"), ("oscillation.py", "csv")):
            with self.subTest(script):
                done = self.execute(*self.python(script, "-o", "a.xyz"), data=self.succeeds("--format", form))
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stderr.decode(), rf"\A{script}: .*xyz.*png.*\n\Z")

    def test_what_gnuplot_scripts_refuse(self):
        self.succeeds("-o", "paths.csv")
        for script, files in (("contour.gp", "paths.csv surface.csv"), ("oscillation.gp", "paths.csv")):
            with self.subTest(script):
                done = self.execute(*self.gnuplot(script, "paths.csv"))
                name = script.replace(".gp", ".png")
                self.assertEqual((done.returncode, done.stderr.decode().strip()),
                                 (2, f"usage: gnuplot -c {script} {files} {name}"))
                absent = ["absent.csv"] * len(files.split())
                done = self.execute(*self.gnuplot(script, *absent, name))
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(b'Cannot find or open file "absent.csv"', done.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["paths.csv"])

    def test_header_for_uv_names_what_a_script_imports(self):
        self.assertEqual(sorted(path.name for path in PLOTS.glob("*.py")), PYTHON_SCRIPTS)
        for name in PYTHON_SCRIPTS:
            with self.subTest(name):
                source = (PLOTS / name).read_text()
                header = re.match(r"# /// script\n((?:#(?: .*)?\n)+?)# ///\n", source)[1]
                header = tomllib.loads(re.sub("^# ?", "", header, flags=re.MULTILINE))
                imported = {name.split(".")[0] for node in ast.walk(ast.parse(source))
                            for name in ([node.module] if isinstance(node, ast.ImportFrom) else
                                         [alias.name for alias in node.names] if isinstance(node, ast.Import) else [])}
                self.assertEqual(imported - sys.stdlib_module_names, set(header["dependencies"]))
                self.assertRegex(header["requires-python"], r"\A>=3\.\d+\Z")

    def test_the_commands_on_top_of_a_script_draw_its_picture(self):
        (self.folder / "momentum-sim").symlink_to(program())
        path = f"{self.folder}:{Path(PYTHON).parent}:{os.environ['PATH']}"
        for script in [*PYTHON_SCRIPTS, *GNUPLOT_SCRIPTS]:
            with self.subTest(script):
                shutil.copy(PLOTS / script, self.folder)
                head = (PLOTS / script).read_text().split("\n\nimport ")[0].split("\n\nif ")[0]
                commands = re.findall(r"^#?     ?(\w.*)$", head, re.MULTILINE)
                self.assertGreaterEqual(len(commands), 1)
                done = subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(commands)], cwd=self.folder,
                                      env={**self.environment, "PATH": path}, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=120, check=False)
                self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
                name = f"{Path(script).stem}.png"
                picture((self.folder / name).read_bytes())
                (self.folder / name).unlink()

    def test_vega_lite_reads_columns_that_there_are(self):
        spec = json.loads((PLOTS / "trajectory.vl.json").read_text())
        self.assertEqual(spec["$schema"], "https://vega.github.io/schema/vega-lite/v5.json")
        self.assertEqual(spec["data"]["url"], "paths.csv")
        read, computed = set(spec["data"]["format"]["parse"]), set()

        def walk(value, key=None):
            if isinstance(value, dict):
                for name, inner in value.items():
                    walk(inner, name)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner, key)
            elif key == "as":
                computed.add(value)
            elif key in ("field", "groupby"):
                read.add(value)
            elif key in ("filter", "calculate"):
                read.update(re.findall(r"datum\.(\w+)", value))

        walk(spec)
        self.assertEqual(read - computed - {"method", *COLUMNS}, set())
        self.assertEqual(computed & {"method", *COLUMNS}, set())
        self.assertLessEqual({"method", "step", "x", "y", "cost"}, read)
