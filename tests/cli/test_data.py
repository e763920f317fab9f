"""Costs on data: what is read, what is refused, and that what comes out is the fit."""
import csv
import json
import math
import os
import unittest

from program import EVERY_COST, ORACLE, SETS, SPECS, ProgramTest, run

LINE, CURVE = EVERY_COST[-2:]
TABLE = "x,y\n1,2\n2,3\n4,7\n"  # the best line is 12/7 x, residuals 2/7, -3/7, 1/7


def line(path, **more):
    return "least-squares:" + ",".join(f"{k}={v}" for k, v in {"data": path, "x": "x", "y": "y", **more}.items())


# Contents that hold the same table.
SAME = {
    "plain": TABLE,
    "no line end at the end": TABLE[:-1],
    "CRLF": TABLE.replace("\n", "\r\n"),
    "CR": TABLE.replace("\n", "\r"),
    "byte order mark": "\ufeff" + TABLE,
    "quoted": '"x","y"\n"1","2"\n"2","3"\n"4","7"\n',
    "other columns": "a,y,b,x\nu,2,v,1\n,3,,2\nw,7,z,4\n",
    "quotes, commas and line ends in other cells": '"a ""b"", c",x,y\n"1\n,""",1,2\n,2,3\n"",4,7\n',
    "blank lines": "\n\nx,y\n\n1,2\n2,3\n\n4,7\n\n",
    "spaces around numbers": "x,y\n 1, 2\n2\t,3 \n4,7\n",
    "other spellings": "x,y\n1e0,0.2e1\n2.000,3\n4,7.\n",
    "signs": "x,y\n+1,+2\n+2e0,3\n4,+7\n",
    "longer rows": "x,y\n1,2,9\n2,3\n4,7,,\n",
}

UNDERFLOW = "its numbers are so near to one another that their squares underflow"
MANY = [f"{i} {'q' * 100}" for i in range(60)]  # names of columns
FIRST = ", ".join(f"{name[:60]}..." for name in MANY[:4])

# Contents, and what the one line says behind "--cost".
REFUSED = {
    "": "data = 'table.csv': is empty",
    "\n\n": "data = 'table.csv': is empty",
    "x,y\n": "data = 'table.csv': has 0 of the 2 rows that it must have",
    "x,y\n1,2\n": "data = 'table.csv': has 1 of the 2 rows that it must have",
    "u,v\n1,2\n2,3\n": "x = 'x': must be one of u, v",
    ",".join(MANY) + "\n": f"x = 'x': must be one of {FIRST}, ... (56 more)",
    "x;y\n1;2\n2;3\n": "x = 'x': must be one of x;y",
    "x,Y\n1,2\n2,3\n": "y = 'y': must be one of x, Y; did you mean 'Y'?",
    "x,y,x\n1,2,3\n2,3,4\n": "x = 'x': more than one column has this name",
    "x,y\n1,2\n2,abc\n": "data = 'table.csv': line 3, y = 'abc': must be a finite number",
    "x,y\n1,2\n\n\n2,\n": "data = 'table.csv': line 5, y = '': must be a finite number",
    "x,y\n1,2\nnan,3\n": "data = 'table.csv': line 3, x = 'nan': must be a finite number",
    "x,y\n1,2\n-inf,3\n": "data = 'table.csv': line 3, x = '-inf': must be a finite number",
    "x,y\n1,2\nNA,3\n": "data = 'table.csv': line 3, x = 'NA': must be a finite number",
    "x,y\n1,2\n1e999,3\n": "data = 'table.csv': line 3, x = '1e999': must be a finite number",
    "x,y\n1,2\n1 2,3\n": "data = 'table.csv': line 3, x = '1 2': must be a finite number",
    "x,y\n1,2\n+-1,3\n": "data = 'table.csv': line 3, x = '+-1': must be a finite number",
    "x,y\n1,2\n++1,3\n": "data = 'table.csv': line 3, x = '++1': must be a finite number",
    "x,y\n1,2\n0x10,3\n": "data = 'table.csv': line 3, x = '0x10': must be a finite number",
    "x,y\n1,2\n3\n": "data = 'table.csv': line 3: has 1 cell: 'y' is missing",
    'x,z,y\n1,"\n\n",2\n"2,,3\n': "data = 'table.csv': line 5: a quote that is not closed",
    'x,y\n"1"2,2\n': "data = 'table.csv': line 2: text behind a closing quote",
    "x,y\n3,2\n3,4\n3,7\n": "x = 'x': is constant: singular, w and b cannot be told apart without a ridge",
    "x,y\n1e-308,2\n-1e-308,4\n": f"x = 'x': {UNDERFLOW}: singular, w and b cannot be told apart without a ridge",
    "x,y\n1e200,2\n3,4\n": "data = 'table.csv': its numbers are so large that their squares overflow",
    "x,y\n1,-1e200\n3,4\n5,4\n": "data = 'table.csv': its numbers are so large that their squares overflow",
    "x,y\n1,\0\n2,3\n": r"data = 'table.csv': line 2, y = '\x00': must be a finite number",
}


class Data(ProgramTest):
    def fit(self, *args):
        """w and b of the minimum: where the Hessian is taken."""
        return json.loads(self.succeeds("explain", "--steps", "0", "--format", "json", *args))["at"]

    def test_forms_of_one_table(self):
        for name, content in SAME.items():
            with self.subTest(name):
                self.write("table.csv", content.encode())
                w, b = self.fit("--cost", line("table.csv"))
                self.assertTrue(math.isclose(w, 12 / 7, rel_tol=1e-14))
                self.assertTrue(abs(b) < 1e-14)

    def test_refused(self):
        for content, message in REFUSED.items():
            with self.subTest(content):
                self.write("table.csv", content.encode())
                self.refused(f"--cost: {message}", "--cost", line("table.csv"))

    def test_paths_refused(self):
        self.refused("--cost: data = 'none.csv': No such file or directory", "--cost", line("none.csv"))
        self.refused(f"--cost: data = '{self.folder}': not a regular file", "--cost", line(self.folder))
        self.refused("--cost: data = '': No such file or directory", "--cost", line(""))
        self.refused("--cost: standardize = 'ture': must be true or false; did you mean 'true'?", "--cost",
                     LINE + ",standardize=ture")
        self.refused("--cost: data: missing: must name a CSV file", "--cost", "least-squares")
        self.refused("--cost: x: missing: must name a column of the data", "--cost", "logistic:data=a.csv")
        self.refused("--cost: standardize = 'yes': must be true or false", "--cost", LINE + ",standardize=yes")
        self.refused("--cost: ridge = -1: must satisfy 0 <= ridge", "--cost", LINE + ",ridge=-1")
        self.refused("--cost = 'standardize=true': given twice", "--cost", LINE + ",standardize=true",
                     "--standardize")
        self.refused("cost.data = 5: must be a string", "--spec", "-", stdin=json.dumps(
            {"cost": {"type": "logistic", "data": 5, "x": "x", "y": "y"}}).encode())
        self.refused("cost.standardize = 'true': must be true or false", "--spec", "-", stdin=json.dumps(
            {"cost": {"type": "logistic", "data": str(SETS / "orings.csv"), "x": "temperature", "y": "failure",
                      "standardize": "true"}}).encode())

    def test_something_else_of_two_gigabytes(self):
        """Refused before it is read, and without the memory that it would take."""
        path = self.folder / "huge.csv"
        with open(path, "wb") as file:
            file.truncate(2 << 30)
        try:
            self.refused("--cost: data = 'huge.csv': line 1: longer than 1 MiB: must be a CSV file", "--cost",
                         line("huge.csv"))
        finally:
            os.remove(path)

    def test_constant_x(self):
        self.write("table.csv", "x,y\n3,2\n3,4\n3,7\n")
        self.fit("--cost", line("table.csv", ridge=0.1))
        self.refused("--cost: x = 'x': is constant: cannot be standardized", "--cost",
                     line("table.csv", ridge=0.1, standardize="true"))
        self.write("table.csv", "x,y\n1e-308,2\n-1e-308,4\n")
        self.refused(f"--cost: x = 'x': {UNDERFLOW}: cannot be standardized", "--cost",
                     line("table.csv", standardize="true"))

    def test_number_too_small(self):
        self.write("table.csv", "x,y\n1e-999,2\n-1e-400,3\n4,7\n")
        small = self.succeeds("--cost", line("table.csv"))
        self.write("table.csv", "x,y\n0,2\n0,3\n4,7\n")
        self.assertEqual(self.succeeds("--cost", line("table.csv")), small)

    def test_classes(self):
        self.write("table.csv", "x,y\n1,0\n2,1\n3,0.5\n")
        self.refused("--cost: y = 'y': row 3 of the data has 0.5: must be 0 or 1", "--cost",
                     line("table.csv").replace("least-squares", "logistic"))

    def test_separable_data_have_no_minimum(self):
        for content, reason in (("x,y\n1,0\n2,0\n3,1\n", "The data are separable, so that there is no minimum without a ridge"),
                                ("x,y\n1,1\n2,1\n3,0\n", "The data are separable, so that there is no minimum without a ridge"),
                                ("x,y\n1,0\n2,0\n2,1\n3,1\n", "The data are separable, so that there is no minimum without a ridge"),
                                ("x,y\n1,1\n2,1\n3,1\n", "The data have one class, so that there is no minimum")):
            self.write("table.csv", content)
            cost = line("table.csv").replace("least-squares", "logistic")
            text = run("--cost", cost, "--summary", "-o", "out.csv", cwd=self.folder).stderr
            self.assertIn(f"{reason}: steps to 0.001 count from the lowest cost seen", text)

        self.write("table.csv", "x,y\n1,0\n2,0\n3,1\n")
        self.fit("--cost", line("table.csv", ridge=0.1).replace("least-squares", "logistic"))

    def test_least_squares_is_the_closed_form(self):
        """The normal equations, with sums that the test makes."""
        with open(SETS / "faithful.csv", encoding="utf-8") as file:
            rows = [(float(r["eruptions"]), float(r["waiting"])) for r in csv.DictReader(file)]
        n = len(rows)
        mx, my = (math.fsum(r[i] for r in rows) / n for i in (0, 1))
        slope = math.fsum((x - mx) * (y - my) for x, y in rows) / math.fsum((x - mx) ** 2 for x, _ in rows)
        w, b = self.fit("--cost", LINE)
        self.assertTrue(math.isclose(w, slope, rel_tol=1e-13))
        self.assertTrue(math.isclose(b, my - slope * mx, rel_tol=1e-13))
        first = self.document("--cost", LINE, "--steps", "0", "--start", "3,-2")["runs"][0]["trajectory"]["data"][0]
        residuals = [3 * x - 2 - y for x, y in rows]
        for found, expected in zip(first[3:6], (math.fsum(r * r for r in residuals) / n / 2,
                                                math.fsum(r * x for r, (x, _) in zip(residuals, rows)) / n,
                                                math.fsum(residuals) / n)):
            self.assertTrue(math.isclose(found, expected, rel_tol=1e-13))

    def test_fits_are_those_of_another_program(self):
        for name, expected in json.loads((ORACLE / "regressions.json").read_text(encoding="utf-8"))["fits"].items():
            with self.subTest(name):
                cost = {"least-squares": LINE, "logistic": CURVE}[name]
                found = json.loads(self.succeeds("explain", "--cost", cost, "--steps", "0", "--format", "json"))
                w, b = found["at"]
                self.assertTrue(math.isclose(w, expected["w"], rel_tol=1e-13))
                self.assertTrue(math.isclose(b, expected["b"], rel_tol=1e-13))
                start = f"--start={w!r},{b!r}"
                row = self.document("--cost", cost, "--steps", "0", start)["runs"][0]["trajectory"]["data"][0]
                self.assertTrue(math.isclose(row[3], expected["cost"], rel_tol=1e-13))
                (xx, xy), (_, yy) = expected["hessian"]
                low, high = found["eigenvalues"]
                self.assertTrue(math.isclose(low + high, xx + yy, rel_tol=1e-12))
                # The digits that the difference leaves.
                self.assertTrue(math.isclose(low * high, xx * yy - xy * xy, rel_tol=1e-8))

    def test_standardize_is_another_way_to_write_the_line(self):
        for cost in (LINE, CURVE):
            w, b = self.fit("--cost", cost)
            ws, bs = self.fit("--cost", cost, "--standardize")
            with open(cost.split("data=")[1].split(",")[0], encoding="utf-8") as file:
                xs = [float(row[0]) for row in list(csv.reader(file))[1:]]
            mean = math.fsum(xs) / len(xs)
            deviation = math.sqrt(math.fsum((x - mean) ** 2 for x in xs) / len(xs))
            self.assertTrue(math.isclose(ws, w * deviation, rel_tol=1e-9))
            self.assertTrue(math.isclose(bs, b + w * mean, rel_tol=1e-9))

    def test_paths_are_relative_to_the_file_that_names_them(self):
        (self.folder / "specs").mkdir()
        (self.folder / "sets").mkdir()
        self.write("sets/table.csv", TABLE)
        cost = {"type": "least-squares", "data": "../sets/table.csv", "x": "x", "y": "y"}
        self.write("specs/cost.json", json.dumps(cost))
        self.write("specs/experiment.json", json.dumps({"cost": cost, "steps": 2}))
        expected = self.succeeds("--cost", line("sets/table.csv"), "--steps", "2")
        self.assertEqual(self.succeeds("--spec", "specs/experiment.json"), expected)
        self.assertEqual(self.succeeds("--spec", "specs/cost.json", "--steps", "2"), expected)
        self.assertEqual(self.succeeds("--cost", "specs/cost.json", "--steps", "2"), expected)
        self.assertEqual(self.succeeds("--cost", "specs/experiment.json", "--steps", "2"), expected)
        # From standard input they are relative to the working directory.
        cost["data"] = "sets/table.csv"
        self.assertEqual(self.succeeds("--spec", "-", "--steps", "2", stdin=json.dumps(cost).encode()), expected)
        self.assertEqual(self.succeeds("--cost", "-", "--steps", "2", stdin=json.dumps(cost).encode()), expected)

    def test_a_document_runs_again_from_anywhere(self):
        self.write("table.csv", TABLE)
        (self.folder / "elsewhere").mkdir()
        self.succeeds("--cost", line("table.csv"), "--steps", "4", "-o", "elsewhere/out.json")
        content = (self.folder / "elsewhere" / "out.json").read_bytes()
        self.assertEqual(self.succeeds("--spec", self.folder / "elsewhere" / "out.json", "--format", "json"), content)

    def test_sweeps_are_runs(self):
        rows = self.succeeds("sweep", "--cost", CURVE, "--standardize", "--lr", "0.1:10:7", "--steps", "300").decode()
        for row in csv.DictReader(rows.splitlines()):
            method = row["method"] + (f":beta={row['beta']}" if row["beta"] else "")
            found = self.document("--cost", CURVE, "--standardize", "--method", method, "--lr", row["lr"], "--steps",
                                  "300")["runs"][0]["summary"]
            self.assertEqual(row["steps"] if row["outcome"] == "reached" else None,
                             str(found["first_hit"]) if found["first_hit"] is not None else None)

    def test_sweeps_follow_the_gradient_itself(self):
        spec = json.dumps({"noise": 1, "lr": "0.1:1:3"}).encode()
        self.refused("noise = 1: must be left out: a sweep follows the gradient itself", "sweep", "--spec", "-", stdin=spec)

    def test_specs_of_the_sets(self):
        for name in ("geyser", "geyser-batches", "o-rings"):
            self.succeeds("--spec", SPECS / f"{name}.json")


if __name__ == "__main__":
    unittest.main()
