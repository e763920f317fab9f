"""The programs that people pipe it into read what it writes."""

import csv
import io
import re
import subprocess

from program import CSV_HEADER, ProgramTest, tool

RUN = ["--method", "gd,momentum:beta=0.99", "--steps", "40", "--cost", "booth", "--lr", "0.02"]
ROWS = 2 * 41
OVERFLOWING = ["--method", "gd", "--lr", "1e200", "--steps", "9"]  # its last row is not finite


class Readers(ProgramTest):
    def jq(self, *args, data):
        done = subprocess.run([tool("jq"), "-e", *args], input=data, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def gnuplot(self, script):
        """Runs a script in the test's folder; a warning fails it. Gives what it printed."""
        done = subprocess.run([tool("gnuplot")], input=script, cwd=self.folder, capture_output=True, text=True,
                              check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_jq_of_ndjson(self):
        data = self.succeeds(*RUN, "--format", "ndjson")
        self.assertEqual(self.jq("-s", "length", data=data), f"{ROWS}\n")
        self.assertEqual(self.jq("-s", "-c", "map(.method) | unique", data=data), '["gd","momentum beta=0.99"]\n')
        costs = self.jq("-s", "map(select(.method == \"gd\") | .cost)[]", data=data).split()
        rows = self.document(*RUN)["runs"][0]["trajectory"]["data"]
        self.assertEqual([float(cost) for cost in costs], [row[3] for row in rows])

    def test_jq_of_json(self):
        data = self.succeeds(*RUN, "--format", "json", "--grid", "4x3")
        self.assertEqual(self.jq("-c", "[.runs[] | .label, (.trajectory.data | length)]", data=data),
                         '["gd",41,"momentum beta=0.99",41]\n')
        self.assertEqual(self.jq("-c", ".surface | [(.x, .y, .cost, .cost[0]) | length]", data=data), "[4,3,3,4]\n")

    def test_jq_of_numbers_that_are_not_finite(self):
        data = self.succeeds(*OVERFLOWING, "--format", "ndjson")
        self.assertEqual(self.jq("-s", "-c", "map(.cost == null)", data=data), "[false,true]\n")

    def test_spec_that_jq_has_changed(self):
        data = self.succeeds(*RUN, "--format", "json")
        for changed in (".spec | .start = [4, 5]", ".spec.start = [4, 5]"):
            with self.subTest(changed):
                spec = self.jq(changed, data=data)
                self.assertEqual(self.succeeds("--spec", "-", stdin=spec.encode()),
                                 self.succeeds(*RUN, "--start", "4,5"))

    def test_lists_in_jq(self):
        for topic, first in (("methods", "gd"), ("costs", "quadratic"), ("formats", "csv")):
            with self.subTest(topic):
                data = self.succeeds("list", topic, "--format", "json")
                self.assertEqual(self.jq("-r", ".[0].name", data=data), f"{first}\n")

    def test_csv_module(self):
        rows = list(csv.DictReader(io.StringIO(self.succeeds(*RUN).decode(), newline=""), strict=True))
        self.assertEqual((len(rows), ",".join(rows[0])), (ROWS, CSV_HEADER))
        self.assertEqual({row["method"] for row in rows}, {"gd", "momentum beta=0.99"})
        for row in rows:
            self.assertTrue(all(float(value) == float(value) for name, value in row.items() if name != "method"))

    def test_table_of_columns_and_data(self):
        # pd.DataFrame(t["data"], columns=t["columns"]), without pandas.
        for run in self.document(*RUN)["runs"]:
            table = run["trajectory"]
            frame = {name: [row[i] for row in table["data"]] for i, name in enumerate(table["columns"])}
            self.assertEqual({len(row) for row in table["data"]}, {len(table["columns"])})
            self.assertEqual(frame["step"], list(range(41)))

    def test_gnuplot_of_paths(self):
        self.succeeds(*RUN, "-o", "paths.csv")
        printed = self.gnuplot("""
            set datafile separator ","
            set terminal dumb
            set output "picture.txt"
            set key bottom right
            of(name) = strcol("method") eq name ? column("x") : NaN
            plot "paths.csv" using (of("gd")):"y" with linespoints title "gd", \\
                 "" using (of("momentum beta=0.99")):"y" with linespoints title "momentum beta=0.99"
            set print "-"
            stats "paths.csv" using "step":"cost" name "ALL" nooutput
            stats "paths.csv" using (strcol(1) eq "gd" ? $2 : NaN) name "GD" nooutput
            print ALL_records, ALL_invalid, ALL_max_x, GD_records, GD_max
        """)
        self.assertEqual([float(word) for word in printed.split()], [ROWS, 0, 40, 41, 40])
        self.assertIn("momentum beta=0.99", (self.folder / "picture.txt").read_text())

    def test_gnuplot_of_a_surface(self):
        self.succeeds("surface", "--cost", "himmelblau", "--grid", "31x21", "-o", "surface.csv")
        printed = self.gnuplot("""
            set datafile separator ","
            set terminal dumb
            set output "picture.txt"
            plot "surface.csv" using "x":"y":"cost" with image
            set print "-"
            stats "surface.csv" using "x":"cost" name "ALL" nooutput
            print ALL_records, ALL_invalid, ALL_min_x, ALL_max_x
        """)
        self.assertEqual([float(word) for word in printed.split()], [31 * 21, 0, -5, 5])
        self.assertTrue((self.folder / "picture.txt").read_text().strip())

    def test_gnuplot_of_numbers_that_are_not_finite(self):
        self.succeeds(*OVERFLOWING, "-o", "paths.csv")
        printed = self.gnuplot("""
            set datafile separator ","
            set print "-"
            stats "paths.csv" using "x" name "X" nooutput
            print X_records
        """)
        self.assertEqual(printed.split(), ["2"])

    def test_sort_and_cut(self):
        # No field is quoted, so the plainest tools do.
        self.succeeds(*RUN, "-o", "paths.csv")
        cut = subprocess.run([tool("cut"), "-d,", "-f1,2", "paths.csv"], cwd=self.folder, capture_output=True,
                             text=True, check=True)
        lines = cut.stdout.splitlines()
        self.assertEqual(len(lines), ROWS + 1)
        self.assertTrue(all(re.fullmatch(r"[^,]+,\d+", line) for line in lines[1:]))
