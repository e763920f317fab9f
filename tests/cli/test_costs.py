"""Every way of giving a cost, and the line for each mistake in one."""

import json

from program import COSTS, EVERY_COST, SETS, SPECS, ProgramTest

COST = {"type": "quadratic", "A": [[3, 1], [1, 2]], "b": [1, 0], "c": 2}

# A short form, and the same cost as JSON.
SHORT = [
    ("quadratic", {"type": "quadratic"}),
    ("quadratic:kappa=50", {"type": "quadratic", "kappa": 50}),
    ("quadratic:kappa=50,angle=30", {"type": "quadratic", "angle": 30, "kappa": 50}),
    ("quadratic:angle=-90", {"type": "quadratic", "angle": -90}),
    ("quadratic:c=-1.5", {"type": "quadratic", "c": -1.5}),
    ("rosenbrock", {"type": "rosenbrock", "a": 1, "b": 100}),
    ("rosenbrock:a=2", {"type": "rosenbrock", "a": 2}),
    ("rosenbrock:b=5,a=-1", {"type": "rosenbrock", "a": -1, "b": 5}),
    *[(name, {"type": name}) for name in COSTS.split(", ")[:-2]],
    (EVERY_COST[-1], {"type": "logistic", "data": f"{SETS}/orings.csv", "x": "temperature", "y": "failure"}),
    (EVERY_COST[-2] + ",standardize=true,ridge=0.5",
     {"type": "least-squares", "data": f"{SETS}/faithful.csv", "x": "eruptions", "y": "waiting", "standardize": True,
      "ridge": 0.5}),
]

# A cost, and what the document says it is.
RESOLVED = [
    ({"type": "quadratic"}, {"A": [[1, 0], [0, 19.8]], "b": [0, 0], "c": 0}),
    ({"type": "quadratic", "kappa": 50}, {"A": [[1, 0], [0, 50]]}),
    ({"type": "quadratic", "kappa": 50, "angle": 90}, {"A": [[50, 0], [0, 1]]}),
    ({"type": "quadratic", "eigenvalues": [-1, 2], "angle": 180}, {"A": [[-1, 0], [0, 2]]}),
    ({"type": "quadratic", "A": [[2, 1], [1, 3]], "minimum": [1, -1]}, {"b": [1, -2], "c": 1.5}),
    ({"type": "quadratic", "A": [[0, 0], [0, 0]]}, {"A": [[0, 0], [0, 0]]}),
    ({"type": "quadratic", "b": [-0.0, 1], "c": -0.0}, {"b": [0, 1], "c": 0}),
]

REFUSED = [
    ("rosenbrok", f"--cost = 'rosenbrok': must be one of {COSTS}; did you mean 'rosenbrock'?"),
    ("Booth", f"--cost = 'Booth': must be one of {COSTS}; did you mean 'booth'?"),
    ("three_hump_camel", f"--cost = 'three_hump_camel': must be one of {COSTS}; did you mean 'three-hump-camel'?"),
    ("x^2+y^2", f"--cost = 'x^2+y^2': must be one of {COSTS}"),
    ("", f"--cost = '': must be one of {COSTS}"),
    ("é", rf"--cost = '\xc3\xa9': must be one of {COSTS}"),
    ("rosenbrock:a", "--cost = 'a': must be a parameter, name=value"),
    ("rosenbrock:", "--cost = '': must be a parameter, name=value"),
    ("rosenbrock:a=1,a=2", "--cost = 'a=2': given twice"),
    ("rosenbrock:a=x", "--cost: a = 'x': must be a number"),
    ("rosenbrock:b=0", "--cost: b = 0: must satisfy 0 < b"),
    ("quadratic:kappa=0.5", "--cost: kappa = 0.5: must satisfy 1 <= kappa"),
    ("quadratic:kappa=inf", "--cost: kappa = 'inf': must be a number"),
    ("quadratic:angle=1e400", "--cost: angle = 1e400: must be finite"),
    ("quadratic:A=3", "--cost: A = 3: unknown field, must be one of kappa, angle, c"),
    ("quadratic:type=3", "--cost = 'type=3': given twice"),
    ("nothere.json", "--cost = 'nothere.json': No such file or directory"),
    ("no/such", "--cost = 'no/such': No such file or directory"),
    (".", "--cost = '.': not a regular file; pipe it in and give '-' to read standard input"),
    ("[1]", "--cost = [1]: must be an object"),
    ("{}", f"--cost: type: missing: must be one of {COSTS}"),
    ('{"type":"quadratic","A":[[1,0],[0,2]],"kappa":3}', "--cost: kappa = 3: must not be given together with A"),
    ('{"type":"quadratic","kappa":3,"eigenvalues":[1,2]}',
     "--cost: eigenvalues = [1,2]: must not be given together with kappa"),
    ('{"type":"quadratic","A":[[1,0],[0,2]],"angle":3}', "--cost: angle = 3: must not be given together with A"),
    ('{"type":"quadratic","b":[1,0],"minimum":[1,1]}', "--cost: minimum = [1,1]: must not be given together with b"),
    ('{"type":"quadratic","A":[[1,2],[2.5,3]]}', "--cost: A = [[1,2],[2.5,3]]: must be symmetric"),
    ('{"type":"quadratic","A":[[1,"2"],[2,3]]}', "--cost: A[0][1] = '2': must be a number"),
    ('{"type":"quadratic","A":[1,2]}', "--cost: A = [1,2]: must be 2x2, [[a, b], [b, d]]"),
    ('{"type":"quadratic","A":[[1,0],[0,1e308]],"minimum":[1,1e300]}',
     "--cost: A, b and c must be finite, and overflow as given"),
    ('{"type":"quadratic","description":3}', "--cost: description = 3: must be a string"),
    ('{"type":"rosenbrock","B":3}',
     "--cost: B = 3: unknown field, must be one of type, description, a, b; did you mean 'b'?"),
    ('{"type":"rosenbrock","a":1,"a":1}', "--cost: a: given twice"),
    ('{"cost":{"type":"booth"},"stesp":3}',
     "stesp = 3: unknown field, must be one of description, cost, start, methods, lr, beta, steps, grad_tol, target, "
     "every, view, grid, batch_size, noise, seed, repeat, axes; did you mean 'steps'?"),
    ('{"schema_version":1,"spec":{"steps":3}}', "--cost: spec.cost: missing"),
]


class Costs(ProgramTest):
    def test_every_way_gives_the_same(self):
        text = json.dumps(COST)
        self.write("cost.json", text)
        self.write("cost", text)
        (self.folder / "sub").mkdir()
        self.write("sub/booth", text)
        self.write("experiment.json", json.dumps({"cost": COST, "steps": 1, "description": "of the experiment"}))
        self.succeeds("--cost", text, "--steps", "1", "-o", "document.json")
        self.succeeds("surface", "--cost", text, "-o", "surface.json")
        expected = self.succeeds("--cost", text)
        for args, stdin in [
            (["--cost", "cost.json"], None), (["--cost", "cost"], None), (["--cost", "./cost"], None),
            (["--cost", "sub/booth"], None), (["--cost", self.folder / "cost.json"], None),
            (["--cost", f"\n {text}"], None),
            (["--cost", "-"], text), (["--cost=-"], text), (["--spec", "cost.json"], None), (["--spec", "-"], text),
            (["--cost", "experiment.json"], None), (["--cost", "document.json"], None),
            (["--cost", "surface.json"], None),
            (["--cost", json.dumps({"cost": COST})], None),
        ]:
            with self.subTest(args):
                self.assertEqual(self.succeeds(*args, stdin=stdin and stdin.encode()), expected)

    def test_a_name_wins_over_a_file_of_that_name(self):
        self.write("booth", json.dumps(COST))
        self.assertEqual(self.spec("--cost", "booth")["cost"], {"type": "booth"})
        self.assertEqual(self.spec("--cost", "./booth")["cost"], COST)

    def test_standard_input_given_twice(self):
        self.refused("--cost = '-': standard input is read by --spec already", "--spec", "-", "--cost", "-")

    def test_short_forms(self):
        for short, cost in SHORT:
            with self.subTest(short):
                self.assertEqual(self.spec("--cost", short), self.spec("--cost", json.dumps(cost)))

    def test_resolved(self):
        for cost, resolved in RESOLVED:
            with self.subTest(cost):
                found = self.spec("--cost", json.dumps(cost))["cost"]
                self.assertEqual({name: found[name] for name in resolved}, resolved)

    def test_refused(self):
        for cost, line in REFUSED:
            with self.subTest(cost):
                self.refused(line, "--cost", cost)

    def test_unknown_short_parameter(self):
        # In the short form only parameters can be written.
        self.refused("--cost: c = 1: unknown field, must be one of a, b", "--cost", "rosenbrock:c=1")

    def test_refused_by_every_command(self):
        line = f"--cost = 'rosenbrok': must be one of {COSTS}; did you mean 'rosenbrock'?"
        self.refused(line, "surface", "--cost", "rosenbrok")

    def test_data_specs_run(self):
        specs = sorted(SPECS.glob("*.json"))
        self.assertTrue(specs, "data/specs holds no spec")
        for path in specs:
            with self.subTest(path.name):
                description = json.loads(path.read_text()).get("description")
                self.assertTrue(description)
                document = self.document("--spec", path)
                self.assertEqual(document["spec"]["description"], description)
                self.write("again.json", json.dumps(document))
                self.assertEqual(self.document("--spec", "again.json"), document)
