"""The values asked for as "best": the closed form on quadratics, the search elsewhere, and what is written of both."""

import cmath
import itertools
import json
import math

from program import METHODS, ProgramTest

ALL = METHODS.replace(" ", "")
SADDLE = '{"type":"quadratic","A":[[1,0],[0,-1]]}'
SLOPE = '{"type":"quadratic","A":[[1,0],[0,0]],"b":[0,1]}'
LINE = '{"type":"quadratic","A":[[1,1],[1,1]]}'  # of minima: the curvatures are 0 and 2
PLAIN = '{"type":"quadratic","A":[[0,0],[0,0]]}'

# A quadratic, and the best lr, with beta for those that have one, of each method with a closed form.
CLOSED = [
    ("quadratic:kappa=100", {"gd": (2 / 101,), "momentum": (1 / 10, 81 / 121), "heavy-ball": (4 / 121, 81 / 121),
                             "nesterov": (4 / 301, (math.sqrt(301) - 2) / (math.sqrt(301) + 2))}),
    ('{"type":"quadratic","A":[[0.1,0],[0,10]]}',
     {"gd": (2 / 10.1,), "momentum": (1, 81 / 121), "heavy-ball": (40 / 121, 81 / 121),
      "nesterov": (4 / 30.1, (math.sqrt(301) - 2) / (math.sqrt(301) + 2))}),
    ("booth", {"gd": (0.1,), "momentum": (1 / 6, 1 / 4), "heavy-ball": (1 / 8, 1 / 4),
               "nesterov": (1 / 14, (math.sqrt(28) - 2) / (math.sqrt(28) + 2))}),
    ("matyas", {"gd": (2 / 1.04,), "momentum": (5, 4 / 9), "heavy-ball": (4 / 1.44, 4 / 9),
                "nesterov": (4 / 3.04, (math.sqrt(76) - 2) / (math.sqrt(76) + 2))}),
    ("quadratic:kappa=1", {"gd": (1,), "momentum": (1, 0), "heavy-ball": (1, 0), "nesterov": (1, 0)}),
    (LINE, {"gd": (0.5,), "momentum": (0.5, 0), "heavy-ball": (0.5, 0), "nesterov": (0.5, 0)}),
    (PLAIN, {"gd": (0.1,), "momentum": (0.1, 0.9), "heavy-ball": (0.1, 0.9), "nesterov": (0.1, 0.9)}),
]

# Quadratics and their curvatures, with an lr below the limits of all methods: with some, nesterov is fastest where
# its steep direction is as fast as the shallow one.
CURVED = [("quadratic", 1, 19.8, 0.01), ("quadratic", 1, 19.8, 0.07), ("quadratic:kappa=7,angle=30", 1, 7, 0.09),
          ("booth", 2, 18, 0.03), ("matyas", 0.04, 1, 1.4)]

# A cost, a method, what is searched for, and what for.
SEARCHES = [
    ("rosenbrock", "gd", "lr", "--steps 3000"), ("rosenbrock", "momentum", "lr beta", ""),
    ("rosenbrock", "momentum", "lr beta", "--target 2"), ("rosenbrock", "adam", "lr", "--steps 20 --start 2,2"),
    ("himmelblau", "heavy-ball", "beta", "--lr 0.01 --target 1"), ("himmelblau", "nesterov", "lr", "--target 1e-9"),
    ("beale", "nesterov", "lr beta", ""), ("rastrigin", "rmsprop", "lr", ""), ("ackley", "heavy-ball", "lr beta", ""),
    ("mccormick", "adam", "lr beta1", ""), ("quadratic", "momentum-corrected", "lr beta", "--target 0.1"),
    ("matyas", "rmsprop", "lr", "--beta best"), ("booth", "adam", "beta1", "--grad-tol 5"),
]
TRIALS = {"lr": 47, "beta": 23, "beta1": 23, "lr beta": 521, "lr beta1": 521}
# To the bit the learning rates that the search tries first: a path that never settles tells an ulp apart.
LR = list(itertools.accumulate([1.778279410038922801] * 36, lambda lr, factor: lr * factor, initial=1e-7))
BETA = [1 - 10 ** (-i / 4) for i in range(13)]

# Arguments, and of each run its label and the parameters that were found.
LABELS = [
    ("--lr best", {"gd": ["lr"], "momentum": ["lr"]}),
    ("--beta best", {"gd": None, "momentum": ["beta"]}),
    ("--lr best --beta best --method gd,adam,rmsprop", {"gd": ["lr"], "adam": ["lr", "beta1"], "rmsprop": ["lr"]}),
    ("--method gd:lr=best,gd", {"gd lr=best": ["lr"], "gd": None}),
    ("--method momentum:beta=best,lr=0.5,nesterov:lr=best",
     {"momentum beta=best lr=0.5": ["beta"], "nesterov lr=best": ["lr"]}),
    ("--method adam:beta1=best --cost booth", {"adam beta1=best": ["beta1"]}),
    ("--method momentum:beta=0.5,momentum:lr=0.2 --lr best --beta best",
     {"momentum beta=0.5": ["lr"], "momentum lr=0.2": ["beta"]}),
]

REPLAYED = [
    "--lr best", "--beta best --method heavy-ball --lr 0.02", f"--lr best --beta best --method {ALL}",
    "--cost rosenbrock --lr best --beta best --method gd:lr=0.001,momentum,adam:beta1=best,lr=0.1 --steps 60",
    "--method momentum:beta=best,gd:lr=best --grad-tol 0.1 --target 1e-6 --start 0.1,-4 --cost matyas",
]

# Curvatures whose sums, roots or quotients overflow, vanish or are rounded to a limit.
EXTREMES = [5e-324, 1e-309, 1, 1e34, 1e308]

NUMBER = "must be a number"
UNKNOWN = f"lr = 'best': {NUMBER}, since no minimum of the cost is known"
REFUSED = [
    (f"--cost {SADDLE} --lr best", f"--{UNKNOWN}"),
    (f"--cost {SADDLE} --method momentum:lr=best", f"methods[0].{UNKNOWN}"),
    (f"--cost {SADDLE} --beta best", f"--{UNKNOWN.replace('lr', 'beta', 1)}"),
    (f"--cost {SLOPE} --lr best", f"--{UNKNOWN}"),
    (f"explain --cost {SADDLE} --lr best", f"--{UNKNOWN}"),
    ("--method rmsprop:rho=best", f"methods[0].rho = 'best': {NUMBER}"),
    ("--method rmsprop:epsilon=best", f"methods[0].epsilon = 'best': {NUMBER}"),
    ("--method gd,adam:beta2=best", f"methods[1].beta2 = 'best': {NUMBER}"),
    ("--lr Best", f"--lr = 'Best': {NUMBER} or 'best'; did you mean 'best'?"),
    ("--beta fastest", f"--beta = 'fastest': {NUMBER} or 'best'"),
    ("--method gd:lr=bst", f"methods[0].lr = 'bst': {NUMBER} or 'best'; did you mean 'best'?"),
    ("--method gd:beta=best", "methods[0].beta = 'best': unknown field, must be one of lr"),
    ("--target best", f"--target = 'best': {NUMBER}"),
    ("--grad-tol best", f"--grad-tol = 'best': {NUMBER}"),
    ("--steps best", "--steps = 'best': must be a whole number from 0 to 1000000000000"),
    ("--every best", "--every = 'best': must be a whole number from 1 to 1000000000000"),
    ("--start best", "--start = 'best': must be two numbers, x,y"),
    ("--cost quadratic:kappa=best", f"--cost: kappa = 'best': {NUMBER}"),
    ("surface --lr best", "--lr: unknown option; --help lists them"),
]
REFUSED_SPECS = [
    ({"lr": ["best"]}, f"lr = ['best']: {NUMBER} or 'best'"),
    ({"beta": "BEST"}, f"beta = 'BEST': {NUMBER} or 'best'; did you mean 'best'?"),
    ({"target": "best"}, f"target = 'best': {NUMBER}"),
    ({"methods": [{"method": "rmsprop", "rho": "best"}]}, f"methods[0].rho = 'best': {NUMBER}"),
]


def radius(method, lr, beta, curvatures):
    """The factor a step in the slower direction: the larger root of z^2 - trace z + determinant."""
    roots = []
    for h in (lr * curvature for curvature in curvatures):
        trace, determinant = {
            "gd": (1 - h, 0),
            "momentum": (1 + beta - (1 - beta) * h, beta),
            "heavy-ball": (1 + beta - h, beta),
            "nesterov": ((1 + beta) * (1 - h), beta * (1 - h)),
        }[method]
        root = cmath.sqrt(trace * trace - 4 * determinant)
        roots += [abs(trace + root) / 2, abs(trace - root) / 2]
    return max(roots)


def score(run):
    """The smaller the better: settles early, else ends low."""
    settled = run["summary"]["settled"]
    if settled is not None:
        return settled, 0
    return math.inf, math.inf if run["stop"]["reason"] == "diverged" else run["summary"]["final_cost"]


class Best(ProgramTest):
    def runs(self, *args):
        return self.document("--every", "1000000", *args)["runs"]

    def test_closed_forms(self):
        for cost, expected in CLOSED:
            runs = self.runs("--cost", cost, "--method", ",".join(expected), "--lr", "best", "--beta", "best")
            for run in runs:
                with self.subTest(cost, method=run["label"]):
                    self.assertEqual(run["best"]["trial_runs"], 0)
                    for found, value in zip(run["parameters"].values(), expected[run["label"]], strict=True):
                        self.assertAlmostEqual(found, value, delta=4e-15 * max(value, 0.01))

    def test_best_lr_for_a_beta_and_best_beta_for_an_lr(self):
        for (cost, l1, l2, lr), beta in itertools.product(CURVED, ("0", "0.1", "0.5", "0.9", "0.99")):
            names = ["momentum", "heavy-ball", "nesterov"]
            by_lr = self.runs("--cost", cost, "--method", ",".join(names), "--lr", "best", "--beta", beta)
            by_beta = self.runs("--cost", cost, "--method", ",".join(names), "--lr", str(lr), "--beta", "best")
            for name, lr_found, beta_found in zip(names, by_lr, by_beta, strict=True):
                with self.subTest(cost, method=name, beta=beta):
                    self.assertEqual(lr_found["best"], {"parameters": ["lr"], "trial_runs": 0})
                    self.assertEqual(beta_found["best"], {"parameters": ["beta"], "trial_runs": 0})
                    best = radius(name, *lr_found["parameters"].values(), (l1, l2))
                    limit = 2 * (1 + float(beta)) / (1 - float(beta)) / l2
                    others = [radius(name, limit * i / 1000, float(beta), (l1, l2)) for i in range(1, 1000)]
                    self.assertLess(best, min(others) * (1 + 1e-7))
                    best = radius(name, *beta_found["parameters"].values(), (l1, l2))
                    others = [radius(name, lr, i / 1000, (l1, l2)) for i in range(1000)]
                    self.assertLess(best, min(others) * (1 + 1e-7))

    def test_best_beta_is_the_critical_one(self):
        momentum, heavy_ball = self.runs("--method", "momentum,heavy-ball", "--lr", "0.01", "--beta", "best")
        self.assertAlmostEqual(momentum["parameters"]["beta"], (0.99 / 1.01) ** 2, 14)
        self.assertAlmostEqual(heavy_ball["parameters"]["beta"], 0.81, 14)

    def test_of_equal_rates_the_one_with_the_smallest_waves_is_best(self):
        momentum, heavy_ball = self.runs("--method", "momentum,heavy-ball", "--lr", "best")
        self.assertAlmostEqual(momentum["parameters"]["lr"], 1 / math.sqrt(19.8), 14)
        self.assertAlmostEqual(heavy_ball["parameters"]["lr"], 0.1 / math.sqrt(19.8), 14)

    def test_the_search_beats_a_grid(self):
        better = []
        for cost, method, wanted, task in SEARCHES:
            with self.subTest(cost, method=method, wanted=wanted, task=task):
                task = ["--cost", cost, *task.split()]
                asked = ",".join(f"{name}=best" for name in wanted.split())
                (found,) = self.runs(*task, "--method", f"{method}:{asked}")
                self.assertEqual(found["best"], {"parameters": wanted.split(), "trial_runs": TRIALS[wanted]})
                axes = [[f"{name}={value!r}" for value in (LR if name == "lr" else BETA)] for name in wanted.split()]
                grid = ",".join(f"{method}:{','.join(point)}" for point in itertools.product(*axes))
                best = min(map(score, self.runs(*task, "--method", grid)))
                self.assertLessEqual(score(found), best)
                better.append(score(found) < best)
        self.assertGreater(sum(better), len(SEARCHES) / 3)  # by looking around the best point of the grid

    def test_labels(self):
        for args, expected in LABELS:
            with self.subTest(args):
                runs = self.runs(*args.split(), "--steps", "20")
                self.assertEqual({run["label"]: run["best"]["parameters"] if "best" in run else None for run in runs},
                                 expected)
                rows = self.succeeds(*args.split(), "--steps", "0").decode().splitlines()[1:]
                self.assertEqual([row.split(",")[0] for row in rows], list(expected))

    def test_the_rows_are_those_of_the_values_found(self):
        for args in REPLAYED:
            with self.subTest(args):
                document = self.document(*args.split())
                found = [{"method": run["method"], **run["parameters"], "own": []} for run in document["runs"]]
                self.write("found.json", json.dumps({**document["spec"], "methods": found}))
                for run, again in zip(document["runs"], self.document("--spec", "found.json")["runs"], strict=True):
                    self.assertEqual(again["trajectory"], run["trajectory"])
                    self.assertNotIn("best", again)

    def test_what_is_best_may_be_given(self):
        """However extreme the curvatures: every value found is inside the range of its parameter, and runs again."""
        for a, b in itertools.product(EXTREMES, EXTREMES):
            for asked in (["--lr", "best", "--beta", "best"], ["--lr", "best"], ["--beta", "best"]):
                cost = json.dumps({"type": "quadratic", "A": [[a, 0], [0, b]]})
                args = ["--cost", cost, "--method", "gd,momentum,heavy-ball,nesterov", *asked, "--steps", "3", "--start", "1e-200,1e-200", "--grid", "0"]
                with self.subTest(cost, asked=asked):
                    document = self.succeeds(*args, "--format", "json")
                    for run in json.loads(document)["runs"]:
                        for name, value in run["parameters"].items():
                            self.assertIsNotNone(value, name)
                            self.assertTrue(0 < value if name == "lr" else 0 <= value, (run["label"], name, value))
                            self.assertTrue(value < 1 or not name.startswith("beta"), (run["label"], name, value))
                    found = [{"method": run["method"], **run["parameters"]} for run in json.loads(document)["runs"]]
                    self.write("found.json", json.dumps({"cost": json.loads(cost), "methods": found}))
                    self.succeeds("--spec", "found.json", "--steps", "0")
                    self.write("document.json", document)
                    self.assertEqual(self.succeeds("--spec", "document.json", "--format", "json"), document)

    def test_of_curvatures_that_overflow_when_added(self):
        args = ["--cost", '{"type":"quadratic","A":[[1e308,0],[0,1e308]]}', "--start", "1e-200,0", "--lr", "best"]
        for run in self.runs(*args, "--beta", "best", "--method", "gd,momentum,heavy-ball,nesterov"):
            self.assertAlmostEqual(run["parameters"]["lr"] * 1e308, 1, 14)
            self.assertEqual(run["parameters"].get("beta", 0), 0)

    def test_documents_run_again_to_the_byte(self):
        for args in REPLAYED:
            with self.subTest(args):
                document = self.succeeds(*args.split(), "--format", "json")
                self.assertEqual(self.succeeds(*args.split(), "--format", "json"), document)
                self.write("document.json", document)
                self.assertEqual(self.succeeds("--spec", "document.json", "--format", "json"), document)

    def test_the_spec_keeps_best(self):
        spec = self.spec("--lr", "best", "--method", "gd,momentum:beta=best,adam:lr=0.1")
        self.assertEqual((spec["lr"], spec["beta"]), ("best", 0.9))
        self.assertEqual(spec["methods"], [
            {"method": "gd", "lr": "best", "own": []},
            {"method": "momentum", "lr": "best", "beta": "best", "own": ["beta"]},
            {"method": "adam", "lr": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "own": ["lr"]}])

    def test_in_a_spec(self):
        spec = {"lr": "best", "methods": ["gd", {"method": "momentum", "beta": "best"}, "nesterov:lr=0.01"]}
        self.write("spec.json", json.dumps(spec))
        self.assertEqual(self.document("--spec", "spec.json"),
                         self.document("--lr", "best", "--method", "gd,momentum:beta=best,nesterov:lr=0.01"))

    def test_options_override(self):
        self.write("best.json", self.succeeds("--lr", "best", "--method", "gd,momentum:beta=best,gd:lr=best",
                                              "--format", "json"))
        for args, expected in (
            ([], {"gd": ["lr"], "momentum beta=best": ["lr", "beta"], "gd lr=best": ["lr"]}),
            (["--lr", "0.05"], {"gd": None, "momentum beta=best": ["beta"], "gd lr=best": ["lr"]}),
            (["--beta", "0.5"], {"gd": ["lr"], "momentum beta=best": ["lr", "beta"], "gd lr=best": ["lr"]}),
            (["--method", "momentum"], {"momentum": ["lr"]}),
        ):
            with self.subTest(args):
                runs = self.runs("--spec", "best.json", *args)
                self.assertEqual({run["label"]: run["best"]["parameters"] if "best" in run else None for run in runs},
                                 expected)
                if args == ["--lr", "0.05"]:
                    self.assertEqual([run["parameters"]["lr"] for run in runs], [0.05, 0.05, 2 / 20.8])
        self.write("plain.json", self.succeeds("--format", "json"))
        self.assertEqual(self.document("--spec", "plain.json", "--lr", "best"), self.document("--lr", "best"))

    def test_refused(self):
        for args, line in REFUSED:
            with self.subTest(args):
                self.refused(line, *args.split())
        for spec, line in REFUSED_SPECS:
            with self.subTest(spec):
                self.write("spec.json", json.dumps(spec))
                self.refused(line, "--spec", "spec.json")
