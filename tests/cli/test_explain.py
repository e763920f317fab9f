"""explain: theory against reference data and against the runs, one update taken apart, and its text."""

import itertools
import json
import math

from program import EVERY_COST, METHODS, ORACLE, ProgramTest, run
from test_numbers import strict

ALL = METHODS.replace(" ", "")
LINEAR = "gd,momentum,heavy-ball,nesterov"  # from their first step on

# The names of the reference data, and ours.
NAMES = {"gd": "gd", "ewa": "momentum", "heavy_ball": "heavy-ball", "nesterov": "nesterov"}
OPTIMA = {"gd": "gd", "ewa_polyak": "momentum", "heavy_ball_polyak": "heavy-ball",
          "nesterov_optimal_quadratic": "nesterov"}

VALLEY = '{"type":"quadratic","A":[[0.1,0],[0,10]]}'
TURNED_SADDLE = '{"type":"quadratic","eigenvalues":[-1,2],"angle":60}'
FLAT = '{"type":"quadratic","A":[[1,1],[1,1]]}'
BOWLS = ["quadratic", "booth", "matyas", "quadratic:kappa=1", "quadratic:kappa=300,angle=50",
         '{"type":"quadratic","A":[[3,1],[1,2]],"minimum":[2,-7]}']

# Limits of lr at curvature 1.
LIMITS = {
    "momentum": lambda beta: 2 * (1 + beta) / (1 - beta),
    "heavy-ball": lambda beta: 2 * (1 + beta),
    "nesterov": lambda beta: 2 * (1 + beta) / (1 + 2 * beta),
}
SHARES = (0.01, 0.1, 0.5, 0.9, 0.99, 1.01)
UP_TO_THE_LIMIT = [
    *[f"gd:lr={2 * share}" for share in SHARES],
    *[f"{method}:lr={share * limit(beta)!r},beta={beta}"
      for method, limit in LIMITS.items() for beta in (0, 0.5, 0.9, 0.99) for share in SHARES],
]

# Costs and arguments whose text has long numbers in every place.
WIDE = ["quadratic:kappa=3e6,angle=77", TURNED_SADDLE, FLAT, '{"type":"quadratic","A":[[1.2e-7,0],[0,1.2345e-6]]}']
ORDINARY = ["--lr 0.01 --step 9", "--lr 0.00015 --beta 0.95 --step 100", "--lr best --beta best",
            "--lr 0.001 --grad-tol 1e-2 --steps 20000 --target 1e-9 --at 123.456,-65.4321"]

# Diagonal entries of A that overflow, vanish or cancel in one place or another.
EXTREMES = [1e300, 1e-300, -1e300, 0, 5e-324]

UPDATES = ["", "--cost quadratic:kappa=9,angle=35 --lr 0.05 --beta 0.7", "--cost rosenbrock --lr 0.0005",
           "--cost booth --lr 0.01 --at 2,-1", "--cost himmelblau --lr 0.001 --at -1,0.5"]

REFUSED = [
    ("--step 0", "--step = 0: must be a whole number from 1 to 150"),
    ("--step 151", "--step = 151: must be a whole number from 1 to 150"),
    ("--step 9 --steps 8", "--step = 9: must be a whole number from 1 to 8"),
    ("--step -1", "--step = -1: must be a whole number from 1 to 150"),
    ("--step 1 --steps 0", "--step = 1: there is no update, since --steps is 0"),
    ("--step 1.5", "--step = 1.5: must be a whole number from 1 to 150"),
    ("--step last", "--step = 'last': must be a whole number from 1 to 150"),
    ("--step", "--step: must be followed by a value"),
    ("--step 1 --step 2", "--step = '2': given more than once"),
    ("--at 1", "--at = '1': must be two numbers, x,y"),
    ("--at 1,2,3", "--at = '1,2,3': must be two numbers, x,y"),
    ("--at 1,y", "--at[1] = 'y': must be a number"),
    ("--at inf,1", "--at[0] = 'inf': must be a number"),
    ("--at 1e999,1", "--at[0] = 1e999: must be finite"),
    ("--format xml", "--format = 'xml': must be one of text, json"),
    ("--format csv", "--format = 'csv': must be one of text, json"),
    ("--format jsn", "--format = 'jsn': must be one of text, json; did you mean 'json'?"),
    ("-o x", "-o: unknown option; --help lists them"),
    ("--output x.json", "--output: unknown option; --help lists them"),
    ("--every 2", "--every: unknown option; --help lists them"),
    ("--summary", "--summary: unknown option; --help lists them"),
    ("--grid 3x3", "--grid: unknown option; --help lists them"),
    ("--stp 3", "--stp: unknown option; did you mean '--step'?"),
    ("more", "'more': unexpected argument"),
    ("--lr 0", "--lr = 0: must satisfy 0 < lr"),
    ("--method momentun", f"--method = 'momentun': must be one of {METHODS}; did you mean 'momentum'?"),
]

# Arguments, and lines of the text.
LINES = [
    (f"--cost {VALLEY} --start -4,1.5 --lr 0.18 --method momentum:beta=0.99 --steps 1000", [
        "  condition number kappa = l2/l1 = 100",
        "  shallow   oscillating  0.995            503.6 steps",
        "  steep     oscillating  0.995            46.71 steps",
        "  window: 1/(1-beta) = 100, the last 100 gradients carry 63 % of v",
        "  gain on a gradient that alternates 0.005025, on one that stays the same 1",
        "  fastest with this lr: beta 0.9305, 0.9646 a step",
        "  fastest of all: lr 1 with beta 0.6694, 0.8182 a step; here 0.995",
        "  steps to 0.001: predicted 937, measured 408, for good from 914",
        "  the run ended at step 1000 (max_steps)",
        "  heavy-ball  lr 0.0018 walks the same path",
    ]),
    ("--method gd --lr 10 --step 100", ["  steps to 0.001: predicted never, measured never", "  the run ended at step 3 (diverged)",
                                        "  step 100: the run ended at step 3 (diverged)"]),
    ("--method gd --lr 0.05 --step 60 --grad-tol 5", ["  step 60: the run ended at step 12 (grad_tol)"]),
    ("--method momentum --step 7",
     ["  As a ball: friction takes 10 % of the velocity, the slope accelerates it:",
      "  along the valley the slope pushes it on, across the valley it turns it round."]),
    ("--method momentum --step 1", ["  along the valley and across it, the slope sets it off."]),
    ("--method gd --step 1", ["  No ball: it has no velocity to keep."]),
    ("--method gd --lr best", ["gd: lr 0.09615", "  lr best by the closed form"]),
    ("--method momentum:beta=best --lr best",
     ["momentum beta=best: lr 0.2247, beta 0.4007", "  lr and beta best by the closed form"]),
    ("--method gd --lr best --cost rosenbrock", ["gd: lr 0.003718", "  lr the lowest of 47 trial runs, none of which settled"]),
    ("--method gd --cost ackley", ["Local: by the Hessian at (0, 0), a minimum; it holds near there.",
                                   "  There is no Hessian at this point: no curvature.",
                                   "  steps to 0.001: measured never"]),
    ("--method adam", ["  not linear in the gradients: the curvatures give it neither a limit nor a rate",
                       "  Keras adds epsilon before it corrects the bias of s"]),
    (f"--cost {FLAT} --method gd", ["  shallow   marginal     1                -",
                                    "  flat along the shallow direction: no condition number"]),
    ("--method momentum --beta 0.99999", [
        "momentum: lr 0.1, beta 1 - 1e-05",
        "  shallow   oscillating  1 - 5e-06        6283 steps",
        "  fastest of all: lr 0.2247 with beta 0.4007, 0.633 a step; here 1 - 5e-06"]),
    ("--method momentum,gd --beta 1e-7 --step 1", [
        "  window: 1/(1-beta) = 1 + 1e-07, the last gradient carries 100 - 1e-05 % of v",
        "  gain on a gradient that alternates 1 - 2e-07, on one that stays the same 1",
        "  As a ball: friction takes 100 - 1e-05 % of the velocity, the slope accelerates it:"]),
    ("--method momentum --beta 0.9999999999999999", [
        "  steps to 0.001: predicted more than 2^53, measured never",
        "  PyTorch     SGD(lr=1.11022302463e-17, momentum=0.9999999999999999)"]),
    ("--method momentum --lr 5e-324", [
        "  fastest with this lr: beta 1 - 1.11e-16, 1 a step",  # beta 1 is none
        "  steps to 0.001: predicted more than 2^53, measured never",
        "  PyTorch     cannot be had by arguments"]),  # the heavy ball's lr would be 0
    ("--cost quadratic:kappa=1e34 --lr best --beta best --method momentum", [
        "  window: 1/(1-beta) = 9.007e+15, the last 9.007e+15 gradients carry 63 % of v",
        "  fastest of all: lr 3.603e-18 with beta 1 - 1.11e-16, 1 a step; here 1"]),
    ("--cost rosenbrock --lr best --start 1e10,1e10 --method gd",
     ["  lr not the best, there is none: all 47 trial runs diverged"]),
    ("--method heavy-ball --lr 3 --beta best", ["  beta not the best, there is none: none converges"]),
    ("--cost himmelblau --at 0,0 --method gd", ["Local: by the Hessian at (0, 0); it holds near there.",
                                                "  the cost curves down in every direction here"]),
]

# Arguments, and what their text may not say.
NOT_SO = [
    ("--cost rosenbrock --at 0,1 --method gd --lr 0.001", "a saddle"),  # the gradient is not 0 there
    ("--cost rosenbrock --at 1,1 --method gd --lr 0.001", "predicted never"),  # nothing is predicted
    ("--lr best --beta best --method momentum", "e+08 steps"),  # critical: the period is rounding
    ("--cost ackley --step 3 --method momentum", "along the valley"),  # it has none
    ('--cost {"type":"quadratic","A":[[1e-309,0],[0,1e-309]]} --lr best', "inf"),
    ("--method momentum --lr 5e-324", "walks the same path"),  # a heavy ball with lr 0
    ("--method momentum --lr 5e-324", "no beta converges"),
    ("--cost rosenbrock --lr best --noise 0.01 --steps 3000 --method momentum", "none of which settled"),
    ('--cost {"type":"quadratic","A":[[1e-300,0],[0,1e300]]} --method nesterov --lr 1e-300', "nan"),
]


def theory():
    return json.loads((ORACLE / "theory.json").read_text())["cases"]


def regime_of(expected):
    for words, name in (("marginal", "marginal"), ("divergent", "divergent"), ("complex", "oscillating"),
                        ("alternating", "alternating")):
        if words in expected["regime"]:
            return name
    return "monotone"


def update(beta, before, after):
    """The parts of an update from the rows before and after it; a method without a velocity has fewer."""
    move = tuple(q - p for p, q in zip(before[1:3], after[1:3]))
    place = {"position_before": tuple(before[1:3]), "gradient": tuple(before[4:6]), "move": move,
             "position_after": tuple(after[1:3])}
    if beta is None:
        return place
    kept = tuple(beta * v for v in before[6:])
    return {**place, "velocity_before": tuple(before[6:]), "kept": kept,
            "added": tuple(v - w for v, w in zip(after[6:], kept)), "velocity_after": tuple(after[6:])}


class Explain(ProgramTest):
    def explained(self, *args):
        return strict(self.succeeds("explain", *args, "--format", "json"))

    def methods(self, *args):
        return {method["label"]: method for method in self.explained(*args)["methods"]}

    def near(self, found, expected, tolerance):
        self.assertAlmostEqual(found, expected, delta=tolerance)

    def test_theory(self):
        for case in theory():
            with self.subTest(case["id"]):
                small, large = case["eigenvalues"]
                cost = json.dumps({"type": "quadratic", "A": case["A"]})
                found = self.explained("--cost", cost, "--method", LINEAR, "--lr", repr(case["lr"]),
                                       "--beta", repr(case["beta"]), "--steps", "0")
                self.near(found["eigenvalues"][0], small, 1e-14 * large)
                self.near(found["eigenvalues"][1], large, 1e-14 * large)
                kappa = case["condition_number"]
                if kappa is None:
                    self.assertIsNone(found["condition_number"])
                else:
                    self.near(found["condition_number"], kappa, 1e-14 * kappa * kappa)
                methods = {method["method"]: method for method in found["methods"]}
                close = max(1e-12, 1e-14 * (kappa or 1))
                for theirs, ours in NAMES.items():
                    method = methods[ours]
                    limit = case["lr_limit"][theirs]
                    self.near(method["lr_limit"], limit, close * limit)
                    self.near(method["equivalent_heavy_ball_lr"],
                              case["lr"] * (1 - case["beta"] if ours == "momentum" else 1), 1e-15 * case["lr"])
                    for i, direction in enumerate(case["per_eigenvalue"]):
                        self.direction(method["directions"][i], direction[theirs])
                        self.assertEqual(method["directions"][i]["eigenvalue"], found["eigenvalues"][i])
                    self.assertEqual(method["spectral_radius"],
                                     max(direction["spectral_radius"] for direction in method["directions"]))
                    self.assertEqual(method["spectral_radius"] < 1, case["stable"][theirs])
                for theirs, ours in OPTIMA.items():
                    optimal = methods[ours]["optimal"]
                    if "optimal" not in case:
                        self.assertIsNone(optimal)
                        continue
                    expected = case["optimal"][theirs]
                    self.near(optimal["lr"], expected["lr"], close * expected["lr"])
                    self.near(optimal["rate"], expected["rate"], close)
                    if ours == "gd":
                        self.assertIsNone(optimal["beta"])
                    else:
                        self.near(optimal["beta"], expected["beta"], close)

    def direction(self, found, expected):
        radius = expected["spectral_radius"]
        if abs(expected["discriminant"]) < 1e-12:  # critical: rounding decides what it is
            self.near(found["spectral_radius"], radius, 1e-6)
            return
        self.near(found["spectral_radius"], radius, 1e-10 * radius)
        self.assertEqual(found["regime"], regime_of(expected))
        if expected["period_steps"] is None:
            self.assertIsNone(found["period"])
        else:
            self.near(found["period"], expected["period_steps"], 1e-9 * expected["period_steps"])

    def test_a_valley(self):
        args = ["--cost", VALLEY, "--start", "-4,1.5", "--steps", "1000"]
        found = self.methods(*args, "--lr", "0.18", "--method", "gd,momentum,momentum:beta=0.99")
        self.assertEqual([(m["predicted_steps"], m["first_hit"], m["settled"]) for m in found.values()],
                         [(185, 185, 185), (159, 159, 159), (937, 408, 914)])
        self.near(found["momentum beta=0.99"]["spectral_radius"], 0.99499, 5e-6)
        self.near(found["momentum"]["optimal"]["lr"], 1, 1e-15)
        self.near(found["momentum"]["optimal"]["beta"], 0.6694, 5e-5)
        (best,) = self.methods(*args, "--lr", "best", "--beta", "best", "--method", "momentum").values()
        self.assertEqual((best["predicted_steps"], best["settled"]), (46, 46))

    def test_keys(self):
        document = self.explained("--step", "1")
        self.assertEqual(list(document), ["schema_version", "program", "cost", "exact", "at", "eigenvalues",
                                          "eigenvectors", "condition_number", "methods"])
        method = ["label", "method", "lr", "beta", "parameters", "linear", "equivalent_heavy_ball_lr", "pytorch",
                  "keras", "lr_limit", "directions", "spectral_radius", "predicted_steps", "first_hit", "settled",
                  "summary", "optimal"]
        self.assertEqual(list(document["methods"][0]), [*method, "step"])
        self.assertEqual(list(self.methods()["gd"]), method)

    def test_cost_and_metrics_are_those_of_the_run(self):
        for args in ("", "--cost rosenbrock --lr 0.001 --steps 400", f"--cost {TURNED_SADDLE} --steps 30",
                     "--cost himmelblau --lr 0.01 --grad-tol 1e-3 --target 1e-6", "--lr best --cost beale"):
            with self.subTest(args):
                args = [*args.split(), "--method", ALL]
                document = self.document(*args)
                found = self.explained(*args)
                self.assertEqual(found["cost"], document["spec"]["cost"])
                for method, run_ in zip(found["methods"], document["runs"], strict=True):
                    self.assertEqual((method["label"], method["parameters"], method["summary"]),
                                     (run_["label"], run_["parameters"], run_["summary"]))
                    self.assertEqual((method["first_hit"], method["settled"]),
                                     (run_["summary"]["first_hit"], run_["summary"]["settled"]))
                    self.assertEqual((method["lr"], method["beta"]),
                                     (run_["parameters"]["lr"],
                                      run_["parameters"].get("beta", run_["parameters"].get("beta1"))))

    def test_a_run_is_never_later_than_predicted(self):
        for curvatures, angle in (([1, 1], 0), ([1 / 7, 1], 20), ([1 / 12, 1], 0)):
            cost = json.dumps({"type": "quadratic", "eigenvalues": curvatures, "angle": angle})
            for target in ("0.001", "1e-9"):
                found = self.methods("--cost", cost, "--method", ",".join(UP_TO_THE_LIMIT), "--steps", "8000",
                                     "--target", target)
                self.assertEqual({method["spectral_radius"] < 1 for method in found.values()}, {True, False})
                for label, method in found.items():
                    with self.subTest(cost, target=target, method=label):
                        predicted, settled = method["predicted_steps"], method["settled"]
                        if method["spectral_radius"] < 1:
                            self.assertGreaterEqual(predicted, settled - 1)  # 1: rounding, at the very target
                            self.assertLess(predicted, settled + 2 if method["beta"] is None else 1.5 * settled + 10)
                        else:
                            self.assertEqual((predicted, settled), (None, None))

    def test_a_start_within_the_target_may_leave_it(self):
        (found,) = self.methods("--method", "heavy-ball", "--lr", "0.15", "--start", "0,0.01").values()
        self.assertEqual((found["first_hit"], found["settled"]), (0, 12))
        self.assertGreaterEqual(found["predicted_steps"], 12)

    def test_regimes_meet_at_the_limit(self):
        for cost, beta in itertools.product(BOWLS, ("0", "0.3", "0.9", "0.999")):
            args = ["--cost", cost, "--beta", beta, "--steps", "0", "--method"]
            limits = {name: method["lr_limit"] for name, method in self.methods(*args, LINEAR).items()}
            for share, regime in ((1 - 1e-8, "alternating"), (1, "marginal"), (1 + 1e-8, "divergent")):
                names = ",".join(f"{name}:lr={share * limit!r}" for name, limit in limits.items())
                for label, method in self.methods(*args, names).items():
                    with self.subTest(cost, beta=beta, share=share, method=label):
                        steep = method["directions"][1]
                        self.assertEqual(steep["regime"], regime)
                        self.near(steep["spectral_radius"], 1, 1e-4)
                        self.assertEqual((steep["spectral_radius"] > 1, steep["spectral_radius"] < 1),
                                         (share > 1, share < 1))

    def test_at_does_not_matter_on_a_quadratic(self):
        for cost in [*BOWLS, TURNED_SADDLE, FLAT]:
            with self.subTest(cost):
                here = self.explained("--cost", cost, "--method", ALL)
                there = self.explained("--cost", cost, "--method", ALL, "--at", "40,-7.5")
                self.assertTrue(here["exact"])
                self.assertEqual(there, {**here, "at": [40, -7.5]})

    def test_at_is_local_elsewhere(self):
        for point in json.loads((ORACLE / "hessians.json").read_text())["points"]:
            with self.subTest(point):
                found = self.explained("--cost", point["cost"], "--at", f"{point['x']!r},{point['y']!r}",
                                       "--method", "gd", "--lr", "0.001", "--steps", "0")
                self.assertEqual((found["exact"], found["at"]), (point["cost"] in BOWLS, [point["x"], point["y"]]))
                middle, half = (point["xx"] + point["yy"]) / 2, (point["xx"] - point["yy"]) / 2
                radius = math.hypot(half, point["xy"])
                size = abs(middle) + radius
                self.near(found["eigenvalues"][0], middle - radius, 1e-11 * size)
                self.near(found["eigenvalues"][1], middle + radius, 1e-11 * size)
                for value, (x, y) in zip(found["eigenvalues"], found["eigenvectors"]):
                    self.near(math.hypot(x, y), 1, 1e-15)
                    self.near(point["xx"] * x + point["xy"] * y, value * x, 1e-11 * size)
                    self.near(point["xy"] * x + point["yy"] * y, value * y, 1e-11 * size)
                if not found["exact"]:
                    self.assertIsNone(found["methods"][0]["predicted_steps"])

    def test_the_hessian_is_that_of_the_minimum_nearest_to_the_first_end(self):
        args = ["--cost", "himmelblau", "--start", "0,2", "--lr", "0.01", "--steps", "400", "--method"]
        for methods, minimum in (("gd,heavy-ball", [3, 2]),
                                 ("heavy-ball,gd", [3.5844283403304917, -1.8481265269644036])):
            self.assertEqual(self.explained(*args, methods)["at"], minimum)

    def test_methods_that_are_not_linear_have_no_theory(self):
        for label, method in self.methods("--method", ALL, "--lr", "0.01").items():
            with self.subTest(label):
                linear = label not in ("rmsprop", "adam")
                self.assertEqual(method["linear"], linear)
                self.assertEqual(len(method["directions"]), 2 if linear else 0)
                for name in ("equivalent_heavy_ball_lr", "lr_limit", "spectral_radius", "predicted_steps", "optimal"):
                    self.assertEqual(method[name] is not None, linear, name)

    def test_a_cone_has_no_curvature(self):
        found = self.explained("--cost", "ackley", "--method", LINEAR)
        self.assertEqual((found["eigenvalues"], found["condition_number"]), ([None, None], None))
        for method in found["methods"]:
            self.assertEqual([method[name] for name in ("lr_limit", "directions", "spectral_radius", "optimal")],
                             [None, [], None, None])
            self.assertIsNotNone(method["equivalent_heavy_ball_lr"])

    def test_one_update(self):
        for args, k in itertools.product(UPDATES, (1, 2, 9)):
            args = ["--method", ALL, *args.split()]
            found = self.explained(*args, "--step", str(k))
            without_at = args[:-2] if "--at" in args else args
            runs = self.document(*without_at, "--steps", str(k))["runs"]
            for method, run_ in zip(found["methods"], runs, strict=True):
                with self.subTest(args, k=k, method=method["label"]):
                    step = dict(method["step"])
                    self.assertEqual(step.pop("k"), k)
                    vectors = {name: (part["x"], part["y"]) for name, part in step.items()}
                    self.assertEqual(vectors, update(method["beta"], *run_["trajectory"]["data"][k - 1:]))
                    if method["beta"] is not None:
                        share = 1 if method["label"] in ("heavy-ball", "nesterov") else 1 - method["beta"]
                        for added, gradient, kept in zip(*(vectors[name] for name in ("added", "gradient", "kept"))):
                            self.near(added, share * gradient, 1e-13 * (abs(gradient) + abs(kept)))
                    for name, part in step.items():
                        origin = found["at"] if name.startswith("position") else (0, 0)
                        x, y = (v - o for v, o in zip(vectors[name], origin))
                        for along, q in zip(("shallow", "steep"), found["eigenvectors"]):
                            self.near(part[along], q[0] * x + q[1] * y, 1e-14 * math.hypot(x, y))

    def test_a_run_that_ended_before_the_update(self):
        found = self.methods("--method", "gd:lr=10,momentum", "--step", "100")
        self.assertIsNone(found["gd lr=10"]["step"])
        self.assertEqual(found["momentum"]["step"]["k"], 100)

    def test_a_document_can_be_explained(self):
        args = ["--cost", "beale", "--method", "nesterov,gd:lr=best", "--lr", "0.01", "--steps", "40"]
        self.write("document.json", self.succeeds(*args, "--format", "json"))
        self.assertEqual(self.succeeds("explain", "--spec", "document.json", "--step", "3"),
                         self.succeeds("explain", *args, "--step", "3"))

    def test_json_is_valid_for_extreme_values(self):
        for a, b, c in itertools.product(EXTREMES, (0, 1e-300, 1e300), EXTREMES):
            cost = json.dumps({"type": "quadratic", "A": [[a, b], [b, c]]})
            with self.subTest(cost):
                found = self.explained("--cost", cost, "--method", f"{LINEAR},adam:lr=1e-300,gd:lr=1e300",
                                       "--steps", "5", "--step", "1")
                self.assertIsNotNone(found["eigenvalues"][0])
                self.assertNotIn(None, itertools.chain(*found["eigenvectors"]))

    def test_lines(self):
        for args, lines in LINES:
            with self.subTest(args):
                text = self.succeeds("explain", *args.split()).decode().split("\n")
                self.assertEqual([line for line in lines if line not in text], [])

    def test_no_line_says_what_is_not_so(self):
        for args, words in NOT_SO:
            with self.subTest(args):
                self.assertNotIn(words, self.succeeds("explain", *args.split()).decode())

    def test_text_is_at_most_80_columns_wide(self):
        for cost, args in itertools.product([*EVERY_COST, *WIDE], ORDINARY):
            with self.subTest(cost, args=args):
                result = run("explain", "--method", ALL, "--cost", cost, *args.split())
                self.assertEqual(result.status, 2 if cost == TURNED_SADDLE and "best" in args else 0)
                lines = result.stdout.decode().splitlines()
                self.assertEqual([line for line in lines if len(line) > 80 or line != line.rstrip()], [])

    def test_refused(self):
        for args, line in REFUSED:
            with self.subTest(args):
                self.refused(line, "explain", *args.split())
