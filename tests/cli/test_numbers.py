"""The text of numbers: the shortest that reads back to the same double, and what stands for one that is not finite."""

import json
import math
import re

from program import COLUMNS, ProgramTest

# Runs whose numbers are of all sizes.
VARIED = [
    "--steps 3000",  # down to the smallest doubles
    "--steps 200 --lr 0.15 --method gd",  # growing
    "--cost ackley --steps 60",
    "--cost styblinski-tang --lr 0.001 --steps 60",
    "--cost rosenbrock --lr 0.0003 --steps 300 --every 3",
    "--method gd --start 5e-324,1e150 --steps 3",
    "--start 123456789012345680,0.00001 --lr 1e-5 --steps 30",
    "--start 1e15,1e16 --steps 60",
    "--start 0.30000000000000004,9007199254740993 --steps 20",
]

# The texts of numbers given as the starting point.
TEXTS = [
    ("0", "0"), ("-0", "0"), ("1", "1"), ("-9.0", "-9"), ("0.1", "0.1"), ("1e-5", "1e-05"), ("0.0001", "0.0001"),
    ("123456789", "123456789"), ("1e15", "1000000000000000"), ("1e16", "1e+16"), ("5e-324", "5e-324"),
    ("0.1000000000000000055511151231257827", "0.1"), ("1e23", "1e+23"), ("9007199254740993", "9007199254740992"),
    ("-2.2250738585072014e-308", "-2.2250738585072014e-308"), ("1e-400", "0"),
]

# Arguments of a run of gd that ends in a row with numbers that are not finite, and that row from x on.
NOT_FINITE = [
    ("--lr 1e200 --steps 9", 1, [9e200, -5.94e201, "inf", 9e200, -1.17612e203, -9, 59.4]),
    ("--start 1e200,0", 0, [1e200, 0, "inf", 1e200, 0, 0, 0]),
    ("--cost quadratic:kappa=1e10 --start 0,-1e300", 0, [0, -1e300, "inf", 0, "-inf", 0, 0]),
    ('--cost {"type":"quadratic","A":[[-1,0],[0,-1]]} --start 1e200,0', 0, [1e200, 0, "-inf", -1e200, 0, 0, 0]),
    ('--cost {"type":"quadratic","A":[[10,-10],[-10,10]]} --start 1e308,1e308', 0,
     [1e308, 1e308, "nan", "nan", "nan", 0, 0]),
]


class Numbers(ProgramTest):
    def test_shortest_text(self):
        for args in VARIED:
            with self.subTest(args):
                for line in self.succeeds(*args.split()).decode().splitlines()[1:]:
                    for text in line.split(",")[2:]:
                        value = float(text)
                        self.assertTrue(math.isfinite(value))
                        # repr() gives the shortest digits, and a ".0" or "e+" that may be left out.
                        self.assertLessEqual(len(text), len(repr(value)), text)
                        self.assertEqual(digits(text), digits(repr(value)))

    def test_texts(self):
        for given, text in TEXTS:
            with self.subTest(given):
                row = self.succeeds("--method", "gd", "--steps", "0", "--start", f"{given},0").decode().splitlines()[1]
                self.assertEqual(row.split(",")[2], text)
                document = self.succeeds("--steps", "0", "--start", f"{given},0", "--grid", "0", "--format", "json")
                self.assertIn(f'"start": [{text}, 0]'.encode(), document)

    def test_surface_and_summary_are_short_too(self):
        document = self.succeeds("--cost", "himmelblau", "--format", "json", "--grid", "11x7")
        numbers = re.findall(r"(?<=[ \[])-?\d[^,\]} \n]*", document.decode())
        self.assertGreater(len(numbers), 1000)
        for text in numbers:
            self.assertEqual(digits(text), digits(repr(float(text))))

    def test_not_finite(self):
        for args, step, expected in NOT_FINITE:
            with self.subTest(args):
                args = [*args.split(), "--method", "gd", "--grid", "0"]
                words = self.succeeds(*args).decode().splitlines()[-1].split(",")
                self.assertEqual(words[:2], ["gd", str(step)])
                nulls = [None if isinstance(value, str) else value for value in expected]
                for word, value in zip(words[2:], expected):
                    if isinstance(value, str):
                        self.assertEqual(word, value)
                    else:
                        self.assertTrue(math.isclose(float(word), value), (word, value))
                numbers = [None if word in ("inf", "-inf", "nan") else float(word) for word in words[2:]]
                self.assertEqual([number is None for number in numbers], [value is None for value in nulls])
                line = self.succeeds(*args, "--format", "ndjson").decode().splitlines()[-1]
                self.assertEqual(strict(line), {"method": "gd", **dict(zip(COLUMNS, [step, *numbers]))})
                run = strict(self.succeeds(*args, "--format", "json"))["runs"][0]
                self.assertEqual(run["trajectory"]["data"][-1], [step, *numbers])
                self.assertEqual(run["stop"], {"reason": "diverged", "step": step})
                self.assertEqual(run["summary"]["final_cost"], numbers[2])

    def test_diverging_step_is_written_as_computed(self):
        run = self.document("--method", "gd", "--lr", "0.2", "--steps", "1000000")["runs"][0]
        rows = run["trajectory"]["data"]
        self.assertEqual(run["stop"], {"reason": "diverged", "step": len(rows) - 1})
        limit = 1e12 * rows[0][3]
        self.assertGreater(rows[-1][3], limit)
        self.assertTrue(all(row[3] <= limit for row in rows[:-1]))
        for before, row in zip(rows, rows[1:]):
            self.assertEqual(row[1:3], [before[1] - 0.2 * before[4], before[2] - 0.2 * before[5]])

    def test_a_path_of_no_length_has_no_efficiency(self):
        summary = self.document("--steps", "0")["runs"][0]["summary"]
        self.assertEqual((summary["path_length"], summary["efficiency"]), (0, None))

    def test_surface_that_overflows(self):
        args = ["surface", "--cost", "rosenbrock", "--view", "0,1e200,0,1", "--grid", "2x2"]
        self.assertEqual(strict(self.succeeds(*args, "--format", "json"))["surface"]["cost"], [[1, None], [101, None]])
        self.assertEqual(self.succeeds(*args).splitlines()[2], b"1e+200,0,inf")
        self.assertEqual(self.succeeds(*args, "--format", "ndjson").splitlines()[1], b'{"x":1e+200,"y":0,"cost":null}')


def digits(text):
    """The significant digits and the exponent they are meant with."""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    number = whole + fraction
    scale = int(exponent or 0) - len(fraction) + len(number) - len(number.rstrip("0"))
    return number.strip("0"), scale if number.strip("0") else 0


def strict(text):
    """JSON as the standard has it: Python's reader knows NaN and Infinity too."""
    def refuse(word):
        raise ValueError(word)
    return json.loads(text, parse_constant=refuse)
