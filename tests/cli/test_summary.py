"""What a run came to: its metrics against a second pass over its rows, and the table and sentences of --summary."""

import itertools
import json
import math

from program import METHODS, ProgramTest, run
from test_numbers import strict

ALL = METHODS.replace(" ", "")
TARGET = 1e-3

COST_AT_START = (9 * 9 + 3 * (19.8 * 3)) / 2  # of the default cost, rounded as there

VALLEY = ["--cost", '{"type":"quadratic","A":[[0.1,0],[0,10]]}', "--start", "-4,1.5"]
SADDLE = '{"type":"quadratic","A":[[1,0],[0,-1]]}'
BOWL = '{"type":"quadratic","A":[[1,0],[0,1]]}'
PLAIN = '{"type":"quadratic","A":[[0,0],[0,0]]}'
DOME = '{"type":"quadratic","A":[[-1,0],[0,-1]]}'
SLOPE = '{"type":"quadratic","A":[[1,0],[0,0]],"b":[0,1]}'  # falls without end along y


def himmelblau(x, y):
    return (x, y), 0, (12 * x * x + 4 * y - 42, 4 * (x + y), 12 * y * y + 4 * x - 26)


def turned(l1, l2, degrees):
    """The matrix with these eigenvalues, the first one's direction turned from the x-axis."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return l1 * c * c + l2 * s * s, (l1 - l2) * c * s, l1 * s * s + l2 * c * c


FOUR = [himmelblau(3, 2), himmelblau(-2.805118086952745, 3.131312518250573),
        himmelblau(-3.779310253377747, -3.2831859912861696), himmelblau(3.5844283403304917, -1.8481265269644036)]
THIRD = math.pi / 3
WAVE = math.sqrt(3) / 2  # - sin(x + y) at the minimum of mccormick
Z = -2.903534027771177

# Arguments, and the minima of the cost: the place, the value, and the Hessian xx, xy, yy there. None comes so near to
# a minimum that rounding decides on which side of it it is.
RUNS = [
    ("--lr 0.05 --steps 120", [((0, 0), 0, (1, 0, 19.8))]),
    ("--lr 10", [((0, 0), 0, (1, 0, 19.8))]),
    ("--cost quadratic:kappa=30,angle=25 --lr 0.02 --steps 25", [((0, 0), 0, turned(1, 30, 25))]),
    ("--cost quadratic:kappa=30,angle=115 --lr 0.06 --steps 40", [((0, 0), 0, turned(1, 30, 115))]),
    ("--cost quadratic:kappa=1e6,angle=60 --lr 3e-7 --steps 30", [((0, 0), 0, turned(1, 1e6, 60))]),
    ('--cost {"type":"quadratic","A":[[5,2],[2,2]],"minimum":[1,-2],"c":-4} --lr 0.05 --steps 40',
     [((1, -2), -4, (5, 2, 2))]),
    ('--cost {"type":"quadratic","A":[[4,2],[2,1]],"b":[2,1]} --lr 0.1 --steps 25', [((0.4, 0.2), -0.5, (4, 2, 1))]),
    ("--cost rosenbrock --lr 0.001 --steps 400", [((1, 1), 0, (802, -400, 200))]),
    ("--cost beale --lr 0.01 --steps 240", [((3, 0.5), 0, (3.15625, -11.4375, 46.125))]),
    ("--cost booth --lr 0.03 --steps 25", [((1, 3), 0, (10, 8, 10))]),
    ("--cost matyas --lr 0.5 --steps 35", [((0, 0), 0, (0.52, -0.48, 0.52))]),
    ("--cost mccormick --lr 0.09 --steps 30",
     [((0.5 - THIRD, -0.5 - THIRD), -WAVE - THIRD, (2 + WAVE, -2 + WAVE, 2 + WAVE))]),
    ("--cost three-hump-camel --lr 0.1 --steps 60", [((0, 0), 0, (4, 1, 2))]),
    ("--cost styblinski-tang --lr 0.02 --steps 50",
     [((Z, Z), ((Z * Z - 16) * Z + 5) * Z, (6 * Z * Z - 16, 0, 6 * Z * Z - 16))]),
    ("--cost rastrigin --lr 0.004", [((0, 0), 0, (2 + 40 * math.pi ** 2, 0, 2 + 40 * math.pi ** 2))]),
    ("--cost ackley --lr 0.1", [((0, 0), 0, (1, 0, 1))]),  # has no Hessian there: by the axes
    *[(f"--cost himmelblau --lr 0.002 --start {start} --steps 40", FOUR)
      for start in ("-1,-1", "1,0", "4.9,-4", "-2,4")],
]

# Arguments, and the sentences under the table.
REMARKS = [
    (f"--cost {PLAIN}", []),
    ("--method rmsprop --start 0,0", []),
    (f"--cost {SADDLE}",
     ["No minimum of this cost is known: steps to 0.001 count from the lowest cost seen, -1.178e+13."]),
    (f"--cost {SLOPE} --target 0.5",
     ["No minimum of this cost is known: steps to 0.5 count from the lowest cost seen, -18."]),
    (f"--cost {SADDLE} --start 3,0 --grad-tol 1e-3",
     ["No minimum of this cost is known: steps to 0.001 count from the lowest cost seen, 3.983e-07.",
      "gd stopped at (0.000999, 0), where the gradient is within --grad-tol but the cost curves down along (0, 1): a saddle."]),
    (f"--cost {DOME} --start 0,0 --grad-tol 1e-3",
     ["No minimum of this cost is known: steps to 0.001 count from the lowest cost seen, 0.",
      "gd stopped at (0, 0), where the gradient is within --grad-tol but the cost curves down along (1, 0): a maximum."]),
    ("--cost himmelblau --start -0.270845,-0.923039 --grad-tol 1e-3 --method adam",
     ["adam stopped at (-0.2708, -0.923), where the gradient is within --grad-tol but the cost curves down along "
      "(0.9865, 0.1639): a maximum."]),
    ("--cost three-hump-camel --start -1.0705,0.5353 --grad-tol 1e-3 --method momentum",
     ["momentum stopped at (-1.071, 0.5353), where the gradient is within --grad-tol but the cost curves down along "
      "(0.9866, -0.1634): a saddle."]),
    ("--method rmsprop,gd --lr 0.2",
     ["lr 0.2 is above gd's limit 0.101: it diverges.",
      "rmsprop crosses the valley on 57 of 150 steps, gd on 13 of 13."]),
    ("--lr 0.11 --steps 20",
     ["lr 0.11 is above gd's limit 0.101: it grows; momentum's limit is 1.919.",
      "gd crosses the valley on 20 of 20 steps, momentum on 3 of 20.",
      "With lr 0.11 momentum is fastest at beta 0.6429: a step then leaves 0.8018 of the distance, here it leaves "
      "0.9487."]),
    ("--cost quadratic:kappa=20 --method gd",
     ["lr 0.1 is not below gd's limit 0.1: it swings for ever.", "gd crosses the valley on 150 of 150 steps."]),
    ("--method gd --lr 1 --steps 0", ["lr 1 is above gd's limit 0.101."]),
    ("--method momentum,heavy-ball,nesterov,momentum-corrected",
     ["lr 0.1 is above nesterov's limit 0.06854, smaller even than gd's: it diverges; momentum's limit is 1.919; "
      "heavy-ball's limit is 0.1919.",
      "The same number lr in heavy-ball is a 10 times larger step than in momentum.",
      "momentum crosses the valley on 22 of 150 steps, heavy-ball on 77 of 150, nesterov on 18 of 18."]),
    ("--cost rosenbrock --method gd,nesterov --lr 0.0015",
     ["lr 0.0015 is above nesterov's limit near the minimum 0.001355, smaller even than gd's: there it cannot come to "
      "rest; gd's limit is 0.001997."]),
    ("--cost rosenbrock --start -3,3 --method momentum,gd --lr 0.0015",
     ["gd diverges although lr 0.0015 is below its limit 0.001997 near the minimum: the cost is steeper on the way "
      "there.",
      "momentum crosses the valley on 4 of 150 steps, gd on 3 of 3."]),
    ("--method momentum,momentum-corrected --lr 1 --start 0,3",
     ["Bias correction makes the first steps of momentum-corrected as long as gd's, and lr times the steepest "
      "curvature is 19.8, above 2: it is thrown out to 3.721e+04 times the start's distance.",
      "momentum crosses the valley on 77 of 150 steps, momentum-corrected on 83 of 150.",
      "With lr 1 momentum is fastest at beta 0.8169: a step then leaves 0.9038 of the distance, here it leaves "
      "0.9487."]),
    ("--method gd,nesterov,momentum,heavy-ball --lr best --beta best --cost quadratic:kappa=100 --steps 400",
     ["Each at its best, momentum settles 5.9 times as fast as gd: 56 steps against 328.",
      "gd crosses the valley on 400 of 400 steps, nesterov on 400 of 400, momentum on 400 of 400."]),
    ("--method heavy-ball,momentum --lr 0.01 --beta 0.5",
     ["The same number lr in heavy-ball is a 2 times larger step than in momentum.",
      "heavy-ball crosses the valley on 19 of 150 steps, momentum on 6 of 150.",
      "With lr 0.01 heavy-ball is fastest at beta 0.81: a step then leaves 0.9 of the distance, here it leaves "
      "0.9796."]),
    ("--method gd --start 0,3 --steps 1", ["gd crosses the valley on 1 of 1 steps."]),
    ("--cost rosenbrock --start 1,1 --lr 1",  # it rests there
     ["lr 1 is above gd's limit near the minimum 0.001997; momentum's limit is 0.03794."]),
    (f"--cost {SADDLE} --start 0,3 --lr 3",  # every lr diverges on that slope
     ["No minimum of this cost is known: steps to 0.001 count from the lowest cost seen, -1.084e+13.",
      "lr 3 is above gd's limit 2; momentum's limit is 38."]),
    (f"--cost {SADDLE} --start 1e200,1e200", []),  # no cost was seen
    ("--start 1e200,1e200 --lr 3 --method gd", ["lr 3 is above gd's limit 0.101."]),  # out of bounds from the start
    ("--method momentum --start 0,0", []),
    ("--method momentum --beta 0 --start -9,0",  # 0.98 is the other direction's
     ["With lr 0.1 momentum is fastest at beta 0.6694: a step then leaves 0.8182 of the distance, here it leaves 0.9."]),
    ("--method momentum --beta 0.99999",
     ["With lr 0.1 momentum is fastest at beta 0.6694: a step then leaves 0.8182 of the distance, here it leaves "
      "1 - 5e-06."]),
    ("--method momentum --lr 1e-7 --beta 0.9",
     ["With lr 1e-07 momentum is fastest at beta 1 - 4e-07: a step then leaves 1 - 2e-07 of the distance, here it "
      "leaves 1 - 1e-07."]),
    ("--method heavy-ball,momentum --lr 5e-324",
     ["The same number lr in heavy-ball is a 10 times larger step than in momentum."]),
    ("--method heavy-ball,momentum-corrected --lr 1e-300",  # its first step is as long
     ["The same number lr in heavy-ball is in the long run a 10 times larger step than in momentum-corrected."]),
    ("--method nesterov,momentum --lr 1e-300",
     ["The same number lr in nesterov is along a valley a 10 times larger step than in momentum."]),
    ("--method gd --noise 1e300", ["The noise throws gd out: with exact gradients it does not diverge in 1 step."]),
    ("--method gd --cost rosenbrock --noise 1e6 --lr 0.001",
     ["The noise throws gd out: with exact gradients it does not diverge in 2 steps."]),
    ("--method gd --noise 0.1 --lr 0.2",
     ["lr 0.2 is above gd's limit 0.101: it diverges.", "gd crosses the valley on 13 of 13 steps."]),
    ("--method gd --lr best --steps 5 --cost rosenbrock --start 1e10,1e10",
     ["lr 0.1 is above gd's limit near the minimum 0.001997: it diverges.",
      "There is no best lr for gd: all 47 trial runs diverged. It runs with lr 0.1.",
      "gd crosses the valley on 1 of 1 steps."]),
    ("--method heavy-ball --lr 3 --beta best",
     ["lr 3 is above heavy-ball's limit 0.1919: it diverges.",
      "There is no best beta for heavy-ball: none converges. It runs with beta 0.9.",
      "heavy-ball crosses the valley on 4 of 4 steps."]),
    (f"--cost {PLAIN} --method momentum --lr best --beta best",
     ["There is no best lr and beta for momentum: the cost is flat. It runs with lr 0.1 and beta 0.9."]),
]

# Arguments, and what no sentence may say.
NOT_SO = [
    ("--method gd --lr 0.2 --start -9,0", "grows"),  # along the valley it does not
    ("--cost quadratic:kappa=20 --method gd --start -9,0", "swings"),
    ("--method gd --lr 0.1010101011", "0.101 is above gd's limit 0.101"),
    ("--method nesterov:beta=0.5,nesterov:beta=0.9", "0.07692, the smallest"),
    ("--method momentum-corrected --lr 1 --steps 0", "thrown out"),
    ("--method momentum-corrected --lr 1 --start 0,0", "thrown out"),
    ("--method momentum-corrected --lr 0.11 --start 9,0.1", "thrown out"),
    ("--lr 1e-7", "leaves 1 of"),
    ("--cost rosenbrock --lr best --noise 0.01 --steps 3000", "None of the"),  # the noisy run is not the trial
    ("--method momentum-corrected --lr 0.2 --noise 30 --start 0.01,0.01", "thrown out"),  # by noise, not by itself
    ("--cost quadratic:kappa=20 --method gd --noise 1", "swings for ever"),  # it wanders off
    ("--cost quadratic:kappa=100 --method gd,momentum:beta=0.02 --lr best --steps 400", " 1 times"),
    ("--cost quadratic:kappa=1e5 --method gd,momentum --lr best --beta best --steps 500000 --every 500000", "e+"),
]

TUNED = """\
| method    | lr      | beta   | to 0.001 | settled | crossings | travel across | final cost | stopped by   | lr limit |
| --------- | ------- | ------ | -------- | ------- | --------- | ------------- | ---------- | ------------ | -------- |
| gd lr=0.1 | 0.1     | -      | -        | -       | 60        | 208.6         | 7.889      | max_steps 60 | 0.101    |
| gd        | 0.09615 | -      | 59       | 59      | 60        | 59.26         | 0.0006981  | max_steps 60 | 0.101    |
| momentum  | 0.2247  | 0.4007 | 21       | 21      | 60        | 59.4          | 1.32e-18   | max_steps 60 | 0.2361   |
"""

TUNED_ADAM = """\
| method          | beta   | to 0.001 | settled | crossings | travel across | final cost | stopped by   | lr limit |
| --------------- | ------ | -------- | ------- | --------- | ------------- | ---------- | ------------ | -------- |
| adam beta1=best | 0.9302 | -        | -       | 2         | 3.735         | 10.88      | max_steps 60 | -        |
| rmsprop         | -      | -        | -       | 0         | 2.814         | 0.1245     | max_steps 60 | -        |
"""

UNKNOWN = """\
| method  | to 0.5 | settled | crossings | travel across | final cost | stopped by   | lr limit |
| ------- | ------ | ------- | --------- | ------------- | ---------- | ------------ | -------- |
| gd      | 50     | 50      | -         | -             | -6.201e+04 | max_steps 50 | 2        |
| rmsprop | -      | -       | -         | -             | -207       | max_steps 50 | -        |
"""

LOCAL = """\
| method   | to 0.001 | settled | crossings | travel across | final cost | stopped by     | local lr limit |
| -------- | -------- | ------- | --------- | ------------- | ---------- | -------------- | -------------- |
| gd       | -        | -       | 0         | 1.952         | 0.1609     | max_steps 1500 | 0.001997       |
| nesterov | 604      | 604     | 0         | 2.182         | 0.0001221  | grad_tol 849   | 0.001355       |
"""


def eigenvectors(xx, xy, yy):
    """The steep and the shallow one, by the angle of the principal axes."""
    if xy == 0:
        return ((0, 1), (1, 0)) if xx <= yy else ((1, 0), (0, 1))
    angle = math.atan2(2 * xy, xx - yy) / 2
    return (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))


def steps_within(costs, lowest, target):
    within = [cost - lowest <= target for cost in costs]
    settled = max((k + 1 for k, inside in enumerate(within) if not inside), default=0)
    return {"first_hit": within.index(True) if any(within) else None,
            "settled": settled if settled < len(costs) else None}


def crossings(path):
    sides = [u > 0 for u in path if u != 0]
    return sum(a != b for a, b in itertools.pairwise(sides))


def overshoot(path):
    first = next((u for u in path if u != 0), 0)
    return max(0, *(-math.copysign(u, u * first) for u in path))


def measured_rate(distances, rounding):
    """From the farthest point of one block of steps, 2^j to 2^(j+1) - 1, to that of the next."""
    distances = list(itertools.takewhile(lambda d: d > rounding, distances[1:]))
    blocks = [range(2 ** j, min(2 ** (j + 1), len(distances) + 1)) for j in range(len(distances).bit_length())]
    if 4 * len(blocks[-1]) < blocks[-1].start:
        blocks.pop()
    before, last = (max(block, key=lambda k: distances[k - 1]) for block in blocks[-2:])
    return (distances[last - 1] / distances[before - 1]) ** (1 / (last - before))


def second_pass(rows, minima, target=TARGET):
    points = [row[1:3] for row in rows]
    costs = [row[3] for row in rows]
    minimum, value, hessian = min(minima, key=lambda m: math.dist(m[0], points[-1]))
    steep, shallow = ([q[0] * (x - minimum[0]) + q[1] * (y - minimum[1]) for x, y in points]
                      for q in eigenvectors(*hessian))
    length = sum(math.dist(*pair) for pair in itertools.pairwise(points))
    return {
        **steps_within(costs, value, target),
        "final_cost": costs[-1], "lowest_cost": min(costs), "lowest_step": costs.index(min(costs)),
        "path_length": length, "efficiency": math.dist(points[0], points[-1]) / length,
        "crossings": {"steep": crossings(steep), "shallow": crossings(shallow)},
        "travel": {"steep": sum(abs(b - a) for a, b in itertools.pairwise(steep)),
                   "shallow": sum(abs(b - a) for a, b in itertools.pairwise(shallow))},
        "overshoot": max(overshoot(steep), overshoot(shallow)),
        "gradient_evaluations": len(rows) - 1,
        "rate_measured": measured_rate([math.hypot(*u) for u in zip(steep, shallow)], 1e-12 * math.hypot(*minimum)),
    }


def said(*args):
    """The lines of the table, and those of the sentences."""
    lines = run(*args, "--summary").stderr.splitlines()
    return [line for line in lines if line.startswith("|")], [line for line in lines if not line.startswith("|")]


class Summary(ProgramTest):
    def runs(self, *args):
        return {run_["label"]: run_ for run_ in self.document(*args)["runs"]}

    def metrics(self, *args):
        return {label: run_["summary"] for label, run_ in self.runs(*args).items()}

    def same(self, found, expected, scale):
        """Counts and costs exactly; lengths but for the rounding of sums as long as the path."""
        self.assertEqual(list(found), list(expected))
        for name, value in expected.items():
            if isinstance(value, dict):
                self.same(found[name], value, scale)
            elif isinstance(value, float) and not name.endswith("_cost"):
                self.assertAlmostEqual(found[name], value, delta=1e-12 * max(scale, 1), msg=name)
            else:
                self.assertEqual(found[name], value, name)

    def test_metrics_agree_with_a_second_pass(self):
        for args, minima in RUNS:
            for label, run_ in self.runs("--method", ALL, *args.split()).items():
                with self.subTest(args, method=label):
                    expected = second_pass(run_["trajectory"]["data"], minima)
                    self.same(run_["summary"], expected, expected["path_length"])

    def test_of_several_minima_the_one_nearest_to_the_end_counts(self):
        nearest = []  # to the start and to the end: the second pass above has seen them all
        for args, minima in RUNS[-4:]:
            for run_ in self.runs("--method", ALL, *args.split()).values():
                rows = run_["trajectory"]["data"]
                nearest.append([min(minima, key=lambda m: math.dist(m[0], row[1:3]))[0] for row in (rows[0], rows[-1])])
        self.assertEqual(len({end for _, end in nearest}), 4)
        self.assertTrue(any(start != end for start, end in nearest))

    def test_a_valley(self):
        methods = ["--method", "gd,momentum,momentum:beta=0.99", "--lr", "0.18"]
        long = self.metrics(*VALLEY, *methods, "--steps", "1000")
        self.assertEqual({label: (m["first_hit"], m["settled"]) for label, m in long.items()},
                         {"gd": (185, 185), "momentum": (159, 159), "momentum beta=0.99": (408, 914)})
        self.assertEqual([round(m["travel"]["steep"], 1) for m in long.values()], [13.5, 8.1, 25.5])
        self.assertEqual(self.metrics(*VALLEY, *methods, "--steps", "184")["gd"]["crossings"],
                         {"steep": 184, "shallow": 0})
        self.assertAlmostEqual(
            self.metrics(*VALLEY, *methods, "--steps", "300")["momentum beta=0.99"]["final_cost"], 0.487363, 6)
        (best,) = self.metrics(*VALLEY, "--method", "momentum", "--lr", "1", "--beta", repr(81 / 121)).values()
        self.assertEqual((best["first_hit"], best["settled"], best["crossings"]["steep"]), (46, 46, 150))
        self.assertAlmostEqual(best["travel"]["steep"], 150, 9)

    def test_on_target_is_at_most(self):
        # The cost is 1/2, 1/8, 1/32, ... exactly.
        args = ["--cost", BOWL, "--start", "1,0", "--method", "gd", "--lr", "0.5", "--steps", "6"]
        for target, step in (("0.03125", 2), ("0.03124", 3), ("0.5", 0), ("1e-300", None)):
            with self.subTest(target):
                summary = self.metrics(*args, "--target", target)["gd"]
                self.assertEqual((summary["first_hit"], summary["settled"]), (step, step))

    def test_measured_rate_is_the_predicted_one(self):
        args = [*VALLEY, "--method", "gd,momentum,heavy-ball,nesterov,momentum-corrected", "--lr", "0.018"]
        methods = json.loads(self.succeeds("explain", *args, "--steps", "3000", "--format", "json"))["methods"]
        for method in methods:
            with self.subTest(method["label"]):
                left = 1 - method["spectral_radius"]
                self.assertAlmostEqual(method["summary"]["rate_measured"], method["spectral_radius"], delta=left / 20)

    def test_run_of_no_steps(self):
        nothing = {"steep": 0, "shallow": 0}
        self.assertEqual(self.metrics("--steps", "0", "--method", "adam"), {"adam": {
            "first_hit": None, "settled": None, "final_cost": COST_AT_START, "lowest_cost": COST_AT_START, "lowest_step": 0,
            "path_length": 0, "efficiency": None, "crossings": nothing, "travel": nothing, "overshoot": 0,
            "gradient_evaluations": 0, "rate_measured": None}})

    def test_run_that_overflows(self):
        summary = strict(self.succeeds("--method", "gd", "--lr", "1e200", "--grid", "0", "--format", "json"))
        thrown = 1e200 * (19.8 * 3)
        self.assertEqual(summary["runs"][0]["summary"], {
            "first_hit": None, "settled": None, "final_cost": None, "lowest_cost": COST_AT_START, "lowest_step": 0,
            "path_length": math.hypot(9e200, thrown), "efficiency": 1, "crossings": {"steep": 1, "shallow": 1},
            "travel": {"steep": thrown, "shallow": 9e200}, "overshoot": thrown, "gradient_evaluations": 1,
            "rate_measured": None})

    def test_cost_without_a_minimum(self):
        for cost in (SADDLE, DOME, SLOPE):
            with self.subTest(cost):
                runs = self.runs("--cost", cost, "--method", ALL, "--steps", "40").values()
                lowest = min(row[3] for run_ in runs for row in run_["trajectory"]["data"])
                for run_ in runs:
                    summary = run_["summary"]
                    for name in ("first_hit", "settled", "overshoot", "rate_measured"):
                        self.assertIsNone(summary[name])
                    for name in ("crossings", "travel"):
                        self.assertEqual(summary[name], {"steep": None, "shallow": None})
                    costs = [row[3] for row in run_["trajectory"]["data"]]
                    self.assertEqual(summary["lowest_seen"], {"cost": lowest, **steps_within(costs, lowest, TARGET)})
                    self.assertEqual(summary["lowest_cost"], min(costs))

    def test_metrics_do_not_depend_on_the_other_methods(self):
        together = self.metrics("--method", ALL, "--cost", "beale", "--lr", "0.01")
        for name in METHODS.split(", "):
            self.assertEqual(self.metrics("--method", name, "--cost", "beale", "--lr", "0.01"), {name: together[name]})

    def test_outputs_are_the_same_with_and_without_a_summary(self):
        for args in ("", "--steps 0", "--lr 1e200", f"--cost {SADDLE} --every 7", "--lr best --cost beale"):
            for name in ("csv", "json", "ndjson"):
                with self.subTest(args, format=name):
                    outputs = [run(*args.split(), "--grid", "0", "--format", name, word).stdout
                               for word in ("--quiet", "--summary")]
                    self.assertTrue(outputs[0])
                    self.assertEqual(outputs[1], outputs[0])

    def test_sentences(self):
        for args, sentences in REMARKS:
            with self.subTest(args):
                self.assertEqual(said(*args.split())[1], sentences)

    def test_tables(self):
        for table, args in (
            (TUNED, "--method gd:lr=0.1,gd,momentum --lr best --beta best --steps 60"),
            (TUNED_ADAM, "--method adam:beta1=best,rmsprop --steps 60 --cost booth"),
            (UNKNOWN, f"--cost {SADDLE} --method gd,rmsprop --steps 50 --target 0.5"),
            (LOCAL, "--cost rosenbrock --method gd,nesterov --lr 0.001 --steps 1500 --grad-tol 1e-2"),
        ):
            with self.subTest(args):
                self.assertEqual(said(*args.split())[0], table.splitlines())

    def test_no_sentence_says_what_is_not_so(self):
        for args, words in NOT_SO:
            with self.subTest(args):
                self.assertNotIn(words, "\n".join(said(*args.split())[1]))

    def test_a_turned_valley_is_crossed_as_often(self):
        for angle in range(0, 180, 25):
            with self.subTest(angle):
                x, y = (-9 * math.cos(math.radians(angle)) - 3 * math.sin(math.radians(angle)),
                        -9 * math.sin(math.radians(angle)) + 3 * math.cos(math.radians(angle)))
                found = self.metrics("--cost", f"quadratic:kappa=30,angle={angle}", "--start", f"{x!r},{y!r}",
                                     "--method", "gd,momentum", "--lr", "0.02")
                self.assertEqual({label: m["crossings"] for label, m in found.items()},
                                 {"gd": {"steep": 0, "shallow": 0}, "momentum": {"steep": 12, "shallow": 0}})
