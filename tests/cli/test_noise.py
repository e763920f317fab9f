"""Noisy gradients through the program: what rows say, what stays the same, what is predicted."""
import csv
import io
import json
import math
import unittest

from program import EVERY_COST, METHODS, ProgramTest, run

LINE, CURVE = EVERY_COST[-2:]
NOISY = ["epoch", "batch_grad_x", "batch_grad_y"]


def rows(output):
    return list(csv.DictReader(io.StringIO(output.decode())))


def numbers(row):
    return {name: float(value) for name, value in row.items() if name != "method"}


class Noise(ProgramTest):
    def test_columns_only_where_gradients_are_noisy(self):
        exact = self.succeeds("--cost", LINE, "--steps", "2").splitlines()[0].decode().split(",")
        for args in (["--batch-size", "272"], ["--noise", "1"], ["--batch-size", "3", "--noise", "1"]):
            output = self.succeeds("--cost", LINE, "--steps", "2", *args)
            self.assertEqual(output.splitlines()[0].decode().split(","), exact + NOISY)
            objects = self.succeeds("--cost", LINE, "--steps", "2", "--format", "ndjson", *args).splitlines()
            self.assertEqual([list(json.loads(line)) for line in objects], [exact + NOISY] * 6)
            columns = self.document("--cost", LINE, "--steps", "2", *args)["runs"][0]["trajectory"]["columns"]
            self.assertEqual(columns, exact[1:] + NOISY)

    def test_no_noise_is_the_plain_run(self):
        for cost in EVERY_COST:
            with self.subTest(cost):
                self.assertEqual(self.succeeds("--cost", cost, "--noise", "0", "--seed", "9"),
                                 self.succeeds("--cost", cost))

    def test_a_batch_of_all_rows_is_the_full_gradient(self):
        """To the byte, for every method; row k says what update k used: the gradient of the row before."""
        for cost, n in ((LINE, "272"), (CURVE, "23")):
            args = ["--cost", cost, "--method", METHODS.replace(" ", ""), "--lr", "0.01", "--steps", "40"]
            plain = self.succeeds(*args).decode().splitlines()
            whole = self.succeeds(*args, "--batch-size", n).decode().splitlines()
            self.assertEqual([line.rsplit(",", 3)[0] for line in whole], plain)
            found = rows("\n".join(whole).encode())
            for before, row in zip(found, found[1:]):
                if row["step"] == "0":
                    continue
                self.assertEqual((row["batch_grad_x"], row["batch_grad_y"]), (before["grad_x"], before["grad_y"]))
                self.assertEqual(row["epoch"], row["step"])

    def test_epochs_deal_out_every_row_once(self):
        """For a point that stands still, the gradients of an epoch are those of disjoint batches: their mean, each
        times its size, is the full gradient. 272 rows are 38 batches of 7 and one of 6."""
        found = [numbers(row) for row in rows(self.succeeds(
            "--cost", LINE, "--method", "gd", "--lr", "1e-300", "--steps", "117", "--batch-size", "7", "--start", "3,2"))]
        sizes = [7] * 38 + [6]
        for epoch in (1, 2, 3):
            batches = [row for row in found if row["epoch"] == epoch]
            self.assertEqual(len(batches), 39)
            for name in ("x", "y"):
                mean = sum(size * row[f"batch_grad_{name}"] for size, row in zip(sizes, batches)) / 272
                self.assertTrue(math.isclose(mean, found[0][f"grad_{name}"], rel_tol=1e-12))

    def test_all_methods_see_the_same_batches_and_noise(self):
        for args in (["--batch-size", "5"], ["--noise", "2"], ["--batch-size", "5", "--noise", "2"]):
            found = rows(self.succeeds("--cost", LINE, "--lr", "1e-300", "--method", METHODS.replace(" ", ""), "--steps",
                                       "60", *args))
            used = {}
            for row in found:
                used.setdefault(row["method"], []).append((row["batch_grad_x"], row["batch_grad_y"]))
            self.assertEqual(len({tuple(gradients) for gradients in used.values()}), 1)

    def test_streams_are_independent(self):
        """Noise does not change the batches: without noise and with it, the difference is the noise alone."""
        args = ["--cost", LINE, "--method", "gd", "--lr", "1e-300", "--steps", "50"]
        batches = rows(self.succeeds(*args, "--batch-size", "4"))
        both = rows(self.succeeds(*args, "--batch-size", "4", "--noise", "3"))
        noise = rows(self.succeeds(*args, "--noise", "3"))
        for a, b, c in zip(batches, both, noise):
            for name in ("x", "y"):
                added = float(c[f"batch_grad_{name}"]) - float(c[f"grad_{name}"]) * (c["step"] != "0")
                found = float(b[f"batch_grad_{name}"]) - float(a[f"batch_grad_{name}"])
                self.assertTrue(math.isclose(found, added, rel_tol=1e-9, abs_tol=1e-9))

    def test_the_path_follows_what_was_used(self):
        found = [numbers(row) for row in rows(self.succeeds(
            "--cost", CURVE, "--method", "gd", "--lr", "0.001", "--steps", "50", "--batch-size", "4"))]
        for before, row in zip(found, found[1:]):
            for name in ("x", "y"):
                self.assertEqual(row[name], before[name] - 0.001 * row[f"batch_grad_{name}"])

    def test_seeds(self):
        args = ["--noise", "1", "--steps", "20"]
        self.assertEqual(self.succeeds(*args), self.succeeds(*args, "--seed", "0"))
        self.assertNotEqual(self.succeeds(*args), self.succeeds(*args, "--seed", "1"))
        self.succeeds(*args, "--seed", "9007199254740992")

    def test_the_document_runs_again(self):
        for args in (["--cost", LINE, "--batch-size", "16", "--noise", "0.5", "--seed", "3"],
                     ["--noise", "0.1", "--repeat", "5", "--seed", "3"],
                     ["--cost", CURVE, "--standardize", "--batch-size", "4", "--repeat", "3"]):
            output = self.succeeds(*args, "--steps", "30", "--format", "json", "--grid", "5x5")
            (self.folder / "run.json").write_bytes(output)
            self.assertEqual(self.succeeds("--spec", self.folder / "run.json", "--format", "json"), output)

    def test_summary_measures_and_predicts(self):
        """The square of a method's spread, over many steps, is near its prediction: within four times the standard error
        of so many correlated steps, which is below 12 % here."""
        document = self.document("--noise", "0.1", "--steps", "60000", "--every", "100000", "--method",
                                 "gd:lr=0.05,momentum,heavy-ball:lr=0.01,adam")
        for run in document["runs"]:
            summary = run["summary"]
            if run["method"] == "adam":
                self.assertIsNone(summary["spread_predicted"])
                continue
            for direction in ("steep", "shallow"):
                ratio = summary["spread"][direction] / summary["spread_predicted"][direction]
                self.assertTrue(abs(ratio**2 - 1) < 0.12, (run["label"], direction, ratio))
        self.assertNotIn("spread", self.document("--steps", "5")["runs"][0]["summary"])

    def test_explain_has_the_formula(self):
        """The stationary variance of the moving average under noise s: lr s^2 (1+beta) / (l (2 (1+beta) - lr (1-beta) l))."""
        lr, beta, s = 0.1, 0.9, 0.3
        document = json.loads(self.succeeds("explain", "--format", "json", "--noise", str(s), "--steps", "10"))
        gd, momentum = document["methods"]
        for name, l in (("shallow", 1), ("steep", 19.8)):
            predicted = momentum["summary"]["spread_predicted"][name]
            variance = lr * s * s * (1 + beta) / (l * (2 * (1 + beta) - lr * (1 - beta) * l))
            self.assertTrue(math.isclose(predicted, math.sqrt(variance), rel_tol=1e-12))
            plain = math.sqrt(lr * s * s / (l * (2 - lr * l)))
            self.assertTrue(math.isclose(momentum["spread_of_gd"][name], plain, rel_tol=1e-12))
            self.assertTrue(math.isclose(gd["summary"]["spread_predicted"][name], plain, rel_tol=1e-12))
            self.assertTrue(math.isclose(document["gradient_noise"][name], s, rel_tol=1e-15))

    def test_explain_shows_both_condition_numbers(self):
        raw = json.loads(self.succeeds("explain", "--cost", LINE, "--format", "json"))
        standardized = json.loads(self.succeeds("explain", "--cost", LINE, "--standardize", "--format", "json"))
        self.assertTrue(math.isclose(raw["condition_number"], 159.1, rel_tol=1e-3))
        self.assertTrue(math.isclose(standardized["condition_number"], 1, rel_tol=1e-12))
        for document in (raw, standardized):
            self.assertTrue(math.isclose(document["condition_numbers"]["raw"], raw["condition_number"], rel_tol=1e-9))
            self.assertTrue(math.isclose(document["condition_numbers"]["standardized"], 1, rel_tol=1e-9))
        self.assertIn(b"condition number kappa = l2/l1 = 159.1\n    with x standardized: 1\n",
                      self.succeeds("explain", "--cost", LINE))
        self.assertIn(b"condition number kappa = l2/l1 = 1\n    with x as it is in the data: 159.1\n",
                      self.succeeds("explain", "--cost", LINE, "--standardize"))

    def test_repeat_is_its_seeds(self):
        args = ["--cost", LINE, "--standardize", "--batch-size", "16", "--steps", "90"]
        repeated = self.document(*args, "--repeat", "7", "--seed", "20")
        single = [self.document(*args, "--seed", str(20 + i)) for i in range(7)]
        for i, run in enumerate(repeated["runs"]):
            self.assertEqual(run["trajectory"], single[0]["runs"][i]["trajectory"])
            self.assertEqual(run["summary"], single[0]["runs"][i]["summary"])
            finals = sorted(one["runs"][i]["summary"]["final_cost"] for one in single)
            found = run["repeat"]
            self.assertEqual(found["seeds"], 7)
            self.assertTrue(math.isclose(found["final_cost"]["mean"], sum(finals) / 7, rel_tol=1e-14))
            self.assertEqual(found["final_cost"]["q50"], finals[3])
            self.assertTrue(math.isclose(found["final_cost"]["q10"], finals[0] + 0.6 * (finals[1] - finals[0]),
                                         rel_tol=1e-14))
            self.assertEqual(found["cost"]["step"], list(range(91)))
            costs = [[row[3] for row in one["runs"][i]["trajectory"]["data"]] for one in single]
            for k in (0, 1, 45, 90):
                self.assertEqual(found["cost"]["q50"][k], sorted(cost[k] for cost in costs)[3])
        self.assertNotIn("repeat", single[0]["runs"][0])

    def test_a_seed_that_never_arrives_has_no_mean(self):
        run = self.document("--noise", "3", "--steps", "40", "--repeat", "9", "--target", "1e-9")["runs"][0]
        self.assertEqual(run["repeat"]["reached"], 0)
        self.assertEqual(run["repeat"]["first_hit"], {"mean": None, "q10": None, "q50": None, "q90": None})

    def test_summary_table(self):
        text = run("--noise", "1", "--steps", "30", "--repeat", "4", "--summary", "--format", "csv").stderr
        self.assertIn("| spread across | predicted | stopped by", text)
        self.assertIn("| over 4 seeds | arrive | to 0.001 ", text)

    def said(self, *args):
        return run(*args, "--every", "1000000", "--summary", "--format", "csv").stderr

    def test_noise_is_named_where_it_alone_is_seen_and_as_far_as_predicted(self):
        self.assertIn("The noise keeps gd 4.616e-07 off the minimum across the valley, momentum 5.205e-08: a ratio of 8.87, "
                      "9.74 predicted.", self.said("--noise", "1e-6", "--steps", "10000"))
        self.assertIn("The noise keeps gd ", self.said("--noise", "1", "--steps", "10000"))
        for args in ("--noise 1e-6", "--noise 1", "--noise 1 --steps 0", "--noise 1 --steps 1", "--noise 1 --steps 30",
                     "--noise 0.3 --start 0,0 --steps 5", "--noise 1e6"):
            with self.subTest(args):
                self.assertNotIn("The noise keeps", self.said(*args.split()))
                text = self.succeeds("explain", *args.split()).decode()
                self.assertNotIn("the noise keeps", text)
                self.assertIn("  off the minimum, root mean square of the last half or more:\n", text)
                self.assertIn("    predicted is of noise alone: the start still counts in what is measured\n", text)
        text = self.succeeds("explain", "--noise", "1", "--steps", "10000", "--method", "gd,momentum,adam").decode()
        self.assertEqual(text.count("  the noise keeps it off the minimum, root mean square of the last half or more:\n"), 2)
        self.assertEqual(text.count("  off the minimum, root mean square"), 1)  # nothing is predicted for adam
        self.assertNotIn("the start still counts", text)
        self.assertIn("  steps to 0.001: predicted 113 without noise, measured ", text)
        self.assertIn("    predicted for gd with this lr: 1.025 and 9.736 times as far\n", text)

    def test_small_batches_have_curvatures_of_their_own(self):
        args = ["--cost", LINE, "--lr", "0.1", "--steps", "30000", "--batch-size"]
        leaves_out = ("the prediction leaves out that small batches have curvatures of their own.")
        self.assertIn(f"gd is kept 2.16 off the minimum across the valley, 1.753 predicted: {leaves_out}",
                      self.said(*args, "2"))
        self.assertNotIn(leaves_out, self.said(*args, "16"))
        self.assertNotIn(leaves_out, self.said(*args, "2", "--steps", "300"))  # may be chance
        self.assertIn(b"    predicted leaves out that small batches have curvatures of their own\n",
                      self.succeeds("explain", *args, "16"))
        self.assertNotIn(b"curvatures of their own", self.succeeds("explain", "--noise", "1"))

    def test_refused(self):
        for args, line in (
                (["--batch-size", "16"], "--batch-size = 16: the cost quadratic has no data to make batches of"),
                (["--cost", LINE, "--batch-size", "0"], "--batch-size = 0: must be a whole number from 1 to 272"),
                (["--cost", LINE, "--batch-size", "273"], "--batch-size = 273: must be a whole number from 1 to 272"),
                (["--noise", "-1"], "--noise = -1: must satisfy 0 <= noise"),
                (["--noise", "nan"], "--noise = 'nan': must be a number"),
                (["--repeat", "3"], "--repeat = 3: every run would be the same without --noise or --batch-size"),
                (["--noise", "1", "--repeat", "0"], "--repeat = 0: must be a whole number from 1 to 10000"),
                (["--standardize"], "--standardize: needs a cost on data"),
                (["--cost", "rosenbrock", "--standardize"], "--standardize: needs a cost on data, rosenbrock is not")):
            with self.subTest(args):
                self.refused(line, *args)


if __name__ == "__main__":
    unittest.main()
