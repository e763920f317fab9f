"""What the outputs hold: rows, their order, and the shape of the documents."""

import csv
import io
import json
from decimal import Decimal

from program import COLUMNS, CSV_HEADER, METHODS, SANITIZED, ProgramTest

ALL = METHODS.replace(" ", "")

# Runs that every format must tell alike.
RUNS = [
    "--steps 0",
    "--steps 30",
    f"--method {ALL} --steps 25",
    "--cost rosenbrock --lr 0.001 --steps 50 --every 7",
    "--method momentum:beta=0.99,gd --grad-tol 5 --steps 400 --every 10",
    "--method gd --lr 10 --steps 1000",
]

# Steps, K, and the steps of the rows.
EVERY = [
    (10, 1, list(range(11))), (10, 3, [0, 3, 6, 9, 10]), (10, 5, [0, 5, 10]), (10, 10, [0, 10]), (10, 11, [0, 10]),
    (10, 10**12, [0, 10]), (0, 4, [0]), (1, 4, [0, 1]),
]


def csv_rows(output):
    """The rows as lists of texts, the header checked and left out."""
    lines = output.decode().split("\n")
    assert lines[0] == CSV_HEADER and lines[-1] == "", lines
    return [line.split(",") for line in lines[1:-1]]


def texts(value):
    """Parses JSON but leaves each number as the text it is."""
    return json.loads(value, parse_float=str, parse_int=str)


def ndjson_rows(output):
    rows = []
    for line in output.decode().splitlines():
        row = texts(line)
        assert list(row) == ["method", *COLUMNS], row
        rows.append(list(row.values()))
    return rows


def json_rows(output):
    rows = []
    for run in texts(output)["runs"]:
        assert run["trajectory"]["columns"] == COLUMNS
        rows += [[run["label"], *row] for row in run["trajectory"]["data"]]
    return rows


class Formats(ProgramTest):
    def test_html(self):
        if SANITIZED:  # that build has no explorer
            self.refused("--output = 'page.html': needs the explorer, which this program was built without: apt-get install nodejs npm "
                         "clang-14 lld-14 binaryen wasi-libc libclang-rt-14-dev-wasm32 libc++-14-dev-wasm32, then build "
                         "again", "--quiet", "-o", "page.html", status=1)
            return
        self.refused("--steps = 100001: must be at most 100000 for html, which keeps every step",
                     "--steps", "100001", "-o", "page.html")
        (self.folder / "long.csv").write_text("x,y\n" + "".join(f"{i},{i % 7}\n" for i in range(20001)))
        self.refused("--cost: data = 'long.csv': has 20001 rows: must have at most 20000 for html, which carries them",
                     "--cost", "least-squares:data=long.csv,x=x,y=y", "-o", "page.html")
        page = self.succeeds("--format", "html").decode()
        self.assertTrue(page.startswith("<!doctype html>"), page[:99])
        self.assertNotIn("@RUN@", page)

    def test_every_format_has_the_same_rows(self):
        for args in RUNS:
            with self.subTest(args):
                args = args.split()
                self.succeeds(*args, "-o", "a.csv", "-o", "a.json", "-o", "a.ndjson")
                rows = csv_rows((self.folder / "a.csv").read_bytes())
                self.assertEqual(ndjson_rows((self.folder / "a.ndjson").read_bytes()), rows)
                self.assertEqual(json_rows((self.folder / "a.json").read_bytes()), rows)
                for name in ("csv", "json", "ndjson"):
                    self.assertEqual(self.succeeds(*args, "--format", name),
                                     (self.folder / f"a.{name}").read_bytes())

    def test_lines(self):
        for args in (["--format", "csv"], ["--format", "json"], ["--format", "ndjson"], ["surface", "--grid", "2x2"],
                     ["list", "methods"], ["list", "costs", "--format", "json"], ["--version"]):
            with self.subTest(args):
                output = self.succeeds(*args)
                self.assertTrue(output.endswith(b"\n") and not output.endswith(b"\n\n"))
                self.assertNotIn(b"\r", output)
                self.assertTrue(output.isascii())

    def test_no_field_needs_quotes(self):
        output = self.succeeds("--method", "adam:beta1=0.5,lr=1e-9,momentum:beta=0.99").decode()
        for row in csv.reader(io.StringIO(output), strict=True):
            self.assertEqual(len(row), 9)
        self.assertNotIn('"', output)

    def test_rows_are_grouped_in_the_order_asked(self):
        methods = ["nesterov", "gd lr=0.01", "adam", "gd"]
        rows = csv_rows(self.succeeds("--steps", "9", "--lr", "0.001", "--method", "nesterov,gd:lr=0.01,adam,gd"))
        self.assertEqual([(row[0], int(row[1])) for row in rows], [(m, k) for m in methods for k in range(10)])

    def test_every(self):
        for steps, every, expected in EVERY:
            with self.subTest(steps=steps, every=every):
                rows = csv_rows(self.succeeds("--steps", str(steps), "--every", str(every)))
                for method in ("gd", "momentum"):
                    self.assertEqual([int(row[1]) for row in rows if row[0] == method], expected)

    def test_every_leaves_rows_as_they_are(self):
        whole = csv_rows(self.succeeds("--steps", "20", "--cost", "beale", "--lr", "0.01"))
        some = csv_rows(self.succeeds("--steps", "20", "--cost", "beale", "--lr", "0.01", "--every", "6"))
        self.assertEqual(some, [row for row in whole if int(row[1]) % 6 == 0 or row[1] == "20"])

    def test_a_run_that_stops_early_ends_with_its_last_step(self):
        args = ["--grad-tol", "5", "--steps", "1000", "--every", "1000"]
        document = self.document(*args)
        for run in document["runs"]:
            first, last = run["trajectory"]["data"]
            self.assertEqual((first[0], last[0]), (0, run["stop"]["step"]))
            self.assertLessEqual(Decimal(last[4]) ** 2 + Decimal(last[5]) ** 2, 25)

    def test_velocity(self):
        rows = self.document("--method", "gd,momentum", "--steps", "3")["runs"]
        for run in rows:
            self.assertEqual(run["trajectory"]["data"][0][6:], [0, 0])
        gd = rows[0]["trajectory"]["data"]
        self.assertEqual([row[6:] for row in gd[1:]], [row[4:6] for row in gd[:-1]])

    def test_document(self):
        document = json.loads(self.succeeds("--format", "json"))
        self.assertEqual(list(document), ["schema_version", "program", "spec", "runs", "surface"])
        self.assertEqual(document["schema_version"], 1)
        run = document["runs"][1]
        self.assertEqual(list(run), ["label", "method", "parameters", "formula", "trajectory", "stop", "summary"])
        self.assertEqual((run["label"], run["method"]), ("momentum", "momentum"))
        self.assertEqual(run["parameters"], {"lr": 0.1, "beta": 0.9})
        self.assertEqual(run["formula"], "v = beta v + (1-beta) g ; p = p - lr v")
        self.assertEqual(run["stop"], {"reason": "max_steps", "step": 150})
        self.assertEqual(list(run["summary"]), ["first_hit", "settled", "final_cost", "lowest_cost", "lowest_step",
                                                "path_length", "efficiency", "crossings", "travel", "overshoot",
                                                "gradient_evaluations", "rate_measured"])
        self.assertEqual(len(run["trajectory"]["data"]), 151)

    def test_summary_agrees_with_the_rows(self):
        for args in ("", "--cost rosenbrock --lr 0.002 --steps 800 --target 0.5", "--target 1e-300"):
            with self.subTest(args):
                for run in self.document(*args.split())["runs"]:
                    summary = run["summary"]
                    costs = [row[3] for row in run["trajectory"]["data"]]
                    target = float(args.split()[-1]) if "--target" in args else 1e-3
                    hits = [k for k, cost in enumerate(costs) if cost <= target]
                    misses = [k for k, cost in enumerate(costs) if cost > target]
                    settled = misses[-1] + 1 if misses[-1] + 1 < len(costs) else None
                    self.assertEqual(summary["first_hit"], hits[0] if hits else None)
                    self.assertEqual(summary["settled"], settled)
                    self.assertEqual(summary["final_cost"], costs[-1])
                    self.assertEqual(summary["lowest_cost"], min(costs))
                    self.assertEqual(summary["lowest_step"], costs.index(min(costs)))

    def test_summary_does_not_depend_on_every(self):
        runs = [self.document("--every", k)["runs"] for k in ("1", "7", "1000")]
        for other in runs[1:]:
            self.assertEqual([run["summary"] for run in other], [run["summary"] for run in runs[0]])

    def test_cost_without_a_minimum_is_never_hit(self):
        saddle = '{"type": "quadratic", "A": [[1, 0], [0, -1]]}'
        for run in self.document("--cost", saddle, "--steps", "5")["runs"]:
            self.assertEqual((run["summary"]["first_hit"], run["summary"]["settled"]), (None, None))

    def test_surface(self):
        args = ["--cost", "rosenbrock", "--view", "-1,1,-3,5", "--grid", "5x3"]
        surface = self.document("--steps", "1", *args)["surface"]
        self.assertEqual(surface["x"], [-1, -0.5, 0, 0.5, 1])
        self.assertEqual(surface["y"], [-3, 1, 5])
        self.assertEqual(surface["cost"],
                         [[(1 - x) ** 2 + 100 * (y - x * x) ** 2 for x in surface["x"]] for y in surface["y"]])
        rows = [[x, y, surface["cost"][j][i]] for j, y in enumerate(surface["y"]) for i, x in enumerate(surface["x"])]
        lines = self.succeeds("surface", *args).decode().splitlines()
        self.assertEqual(lines[0], "x,y,cost")
        self.assertEqual([list(map(float, line.split(","))) for line in lines[1:]], rows)
        lines = self.succeeds("surface", *args, "--format", "ndjson").decode().splitlines()
        self.assertEqual([json.loads(line) for line in lines], [dict(zip(("x", "y", "cost"), row)) for row in rows])
        document = self.document("surface", *args)
        self.assertEqual(list(document), ["schema_version", "program", "spec", "surface"])
        self.assertEqual(document["surface"], surface)

    def test_whole_coordinates_stay_whole(self):
        for last in (2, 20, 59):
            with self.subTest(last):
                surface = self.document("surface", "--view", f"-1,{last},0,1", "--grid", f"{last + 2}x2")["surface"]
                self.assertEqual(surface["x"], list(range(-1, last + 1)))

    def test_surface_size(self):
        surface = json.loads(self.succeeds("--steps", "1", "--format", "json"))["surface"]
        self.assertEqual((len(surface["x"]), len(surface["y"])), (101, 101))
        self.assertEqual({len(row) for row in surface["cost"]}, {101})
        self.assertEqual(len(surface["cost"]), 101)
        self.assertEqual(self.succeeds("surface").count(b"\n"), 101 * 101 + 1)
        self.assertNotIn("surface", self.document("--grid", "0"))

    def test_view_covers_the_paths(self):
        surface = self.document("--start", "30,-20", "--grid", "2x2")["surface"]
        self.assertGreater(surface["x"][1], 30)
        self.assertLess(surface["y"][0], -20)
