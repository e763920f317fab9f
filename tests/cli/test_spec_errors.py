"""Each mistake in an experiment: the whole line that says where it is and what is allowed."""

import json
import os

from program import COSTS, METHODS, ProgramTest, drop_privileges

FIELDS = "description, cost, start, methods, lr, beta, steps, grad_tol, target, every, view, grid, batch_size, noise, seed, repeat, axes"
UNKNOWN = f"unknown field, must be one of {FIELDS}"
STEPS = "must be a whole number from 0 to 1000000000000"
GRID = "must be the numbers of points along x and y, or 0"
OWN = "must be a parameter that is given here, once"

# A spec as text, and the line.
TEXTS = [
    ("", "--spec: empty"),
    (" \n\t", "--spec: empty"),
    ("[]", "--spec = []: must be an object"),
    ("7", "--spec = 7: must be an object"),
    ('"gd"', "--spec = 'gd': must be an object"),
    ("null", "--spec = null: must be an object"),
    ("\ufeff{}", "--spec: starts with a byte order mark: save it as UTF-8 without one"),
    ('{"lr": 0.1', "--spec: line 1, column 11, at lr: not JSON: unexpected end of input; expected '}'"),
    ('{"lr": .1}', "--spec: line 1, column 8, at lr: not JSON: invalid literal"),
    ('{"lr": +1}', "--spec: line 1, column 8, at lr: not JSON: invalid literal"),
    ('{"lr": Infinity}', "--spec: line 1, column 8, at lr: not JSON: invalid literal"),
    ('{\n  "lr": 0.1,\n  "steps": ten\n}', "--spec: line 3, column 13, at steps: not JSON: invalid literal"),
    ('{"steps": 1}}', "--spec: line 1, column 13: not JSON: unexpected '}'; expected end of input"),
    ('{"steps": 1,}', "--spec: line 1, column 13, at steps: not JSON: unexpected '}'; expected string literal"),
    ('{"steps": 1}\0', "--spec: line 1, column 13: not JSON: a zero byte"),
    ('{"steps": 1}\n\0, "lr": 2', "--spec: line 2, column 1: not JSON: a zero byte"),
    ('{"steps": \0 1}', "--spec: line 1, column 11, at steps: not JSON: a zero byte"),
    ('{"steps": 1} // ten', "--spec: line 1, column 14: not JSON: invalid literal"),
    ('{"steps": 1, "steps": 2}', "--spec: steps: given twice"),
    ('{"steps": 1, "st\\u0065ps": 1}', "--spec: steps: given twice"),
    ('{"cost": {"type": "booth", "type": "booth"}}', "--spec: cost.type: given twice"),
    ('{"methods": ["gd", {"method": "gd", "lr": 1, "lr": 1}]}', "--spec: methods[1].lr: given twice"),
    ('{"lr": 1e999}', "--spec: lr = 1e999: must be finite"),
    ('{"start": [1, -1e999]}', "--spec: start[1] = -1e999: must be finite"),
    ('{"cost": ' + "[" * 100 + "]" * 100 + "}", "--spec: nested more than 16 levels deep"),
    ('{"steps": 1' + " " * (1 << 20) + "}", "--spec: larger than 1 MiB"),
    (" " * (1 << 21), "--spec: larger than 1 MiB"),
]

# A spec, and the line.
SPECS = [
    ({"stesp": 5}, f"stesp = 5: {UNKNOWN}; did you mean 'steps'?"),
    ({"grad-tol": 5}, f"grad-tol = 5: {UNKNOWN}; did you mean 'grad_tol'?"),
    ({"method": "gd"}, f"method = 'gd': {UNKNOWN}; did you mean 'methods'?"),
    ({"wibble": [1, {"a": None}]}, f"wibble = [1,{{a: null}}]: {UNKNOWN}"),
    ({"a\x00\x1b[31m\n": 1}, rf"a\x00\x1b[31m\n = 1: {UNKNOWN}"),
    ({"w" * 1000: "v" * 1000}, f"{'w' * 60}... = '{'v' * 60}...': {UNKNOWN}"),
    ({"tpye": "booth"}, "tpye = 'booth': unknown field; did you mean 'type'?"),
    ({"cost": {"tpye": "booth"}}, "cost.tpye = 'booth': unknown field; did you mean 'type'?"),
    ({"schema_verison": 1, "spec": {}}, "schema_verison = 1: unknown field; did you mean 'schema_version'?"),
    ({"methods": [{"mehtod": "gd"}]}, "methods[0].mehtod = 'gd': unknown field; did you mean 'method'?"),
    ({"lr": "bets"}, "lr = 'bets': must be a number or 'best'; did you mean 'best'?"),
    ({"description": 5}, "description = 5: must be a string"),
    ({"steps": "10"}, f"steps = '10': {STEPS}"),
    ({"steps": 10.0}, f"steps = 10.0: {STEPS}"),
    ({"steps": -1}, f"steps = -1: {STEPS}"),
    ({"steps": True}, f"steps = true: {STEPS}"),
    ({"steps": None}, f"steps = null: {STEPS}"),
    ({"steps": 10**30}, f"steps = {10**30}: {STEPS}"),
    ({"every": 0}, "every = 0: must be a whole number from 1 to 1000000000000"),
    ({"seed": 1.5}, "seed = 1.5: must be a whole number from 0 to 9007199254740992"),
    ({"lr": 0}, "lr = 0: must satisfy 0 < lr"),
    ({"lr": [0.1]}, "lr = [0.1]: must be a number or 'best'"),
    ({"lr": "0.1"}, "lr = '0.1': must be a number or 'best'"),
    ({"beta": 1}, "beta = 1: must satisfy 0 <= beta < 1"),
    ({"beta": False}, "beta = false: must be a number or 'best'"),
    ({"grad_tol": -1}, "grad_tol = -1: must satisfy 0 <= grad_tol"),
    ({"target": 0}, "target = 0: must satisfy 0 < target"),
    ({"start": [1]}, "start = [1]: must be two numbers, x,y"),
    ({"start": "1,2"}, "start = '1,2': must be two numbers, x,y"),
    ({"start": {"x": 1, "y": 2}}, "start = {x: 1,y: 2}: must be two numbers, x,y"),
    ({"start": [1, "2"]}, "start[1] = '2': must be a number"),
    ({"view": [0, 1, 1, 1]}, "view = [0,1,1,1]: must satisfy x0 < x1 and y0 < y1"),
    ({"view": [0, 1]}, "view = [0,1]: must be four numbers, x0,x1,y0,y1"),
    ({"view": [0, 1, 2, None]}, "view[3] = null: must be a number"),
    ({"grid": "2x2"}, f"grid = '2x2': {GRID}"),
    ({"grid": 3}, f"grid = 3: {GRID}"),
    ({"grid": [2, 1]}, "grid[1] = 1: must be a whole number from 2 to 10000"),
    ({"methods": "gd"}, "methods = 'gd': must be an array"),
    ({"methods": []}, "methods = []: must name at least one method"),
    ({"methods": ["momentun"]},
     f"methods[0] = 'momentun': must be one of {METHODS}; did you mean 'momentum'?"),
    ({"methods": ["gd", {"method": "momentun"}]},
     f"methods[1].method = 'momentun': must be one of {METHODS}; did you mean 'momentum'?"),
    ({"methods": [{"beta": 0.9}]}, f"methods[0].method: missing: must be one of {METHODS}"),
    ({"methods": [{"method": 7}]}, "methods[0].method = 7: must be a string"),
    ({"methods": ["gd", {"method": "momentum", "beta": 1.2}]}, "methods[1].beta = 1.2: must satisfy 0 <= beta < 1"),
    ({"methods": ["gd", "momentum:beta=1.2"]}, "methods[1].beta = 1.2: must satisfy 0 <= beta < 1"),
    ({"methods": [{"method": "momentum", "beta": "0.9"}]}, "methods[0].beta = '0.9': must be a number or 'best'"),
    ({"methods": [{"method": "momentum", "bta": 0.9}]},
     "methods[0].bta = 0.9: unknown field, must be one of lr, beta, method, own; did you mean 'beta'?"),
    ({"methods": ["gd", "adam", "gd"]}, "methods[2] = 'gd': must differ from the methods before it"),
    ({"methods": [{"method": "gd", "lr": 0.5}, "gd:lr=0.50"]},
     "methods[1] = 'gd lr=0.5': must differ from the methods before it"),
    ({"methods": [{"method": "momentum", "beta": 0.9, "own": ["lr"]}]}, f"methods[0].own[0] = 'lr': {OWN}"),
    ({"methods": [{"method": "gd", "lr": 1, "own": ["lr", "lr"]}]}, f"methods[0].own[1] = 'lr': {OWN}"),
    ({"methods": [{"method": "gd", "lr": 1, "own": ["method"]}]}, f"methods[0].own[0] = 'method': {OWN}"),
    ({"methods": [{"method": "gd", "lr": 1, "own": ["Lr"]}]}, f"methods[0].own[0] = 'Lr': {OWN}; did you mean 'lr'?"),
    ({"methods": [{"method": "gd", "lr": 1, "own": "lr"}]}, "methods[0].own = 'lr': must be an array"),
    ({"methods": [{"method": "gd", "lr": 1, "own": [1]}]}, "methods[0].own[0] = 1: must be a string"),
    ({"cost": "rosenbrok"}, f"cost = 'rosenbrok': must be one of {COSTS}; did you mean 'rosenbrock'?"),
    ({"cost": "rosenbrock:b=0"}, "cost.b = 0: must satisfy 0 < b"),
    ({"cost": {"type": "rosenbrock", "b": 0}}, "cost.b = 0: must satisfy 0 < b"),
    ({"cost": {"b": 0}}, f"cost.type: missing: must be one of {COSTS}"),
    ({"cost": {"type": "rosenbrock", "c": 0}},
     "cost.c = 0: unknown field, must be one of type, description, a, b"),
    ({"cost": {"type": "quadratic", "A": [[1, 2], [3, 4]]}}, "cost.A = [[1,2],[3,4]]: must be symmetric"),
    ({"cost": {"type": "quadratic", "A": [[1, 0], [0, 2]], "kappa": 3}},
     "cost.kappa = 3: must not be given together with A"),
    ({"cost": {"type": "quadratic", "A": [[1, "2"], [2, 3]]}}, "cost.A[0][1] = '2': must be a number"),
    ({"type": "quadratic", "A": [[1, 2], [3, 4]]}, "A = [[1,2],[3,4]]: must be symmetric"),
    ({"spec": {"steps": 1}}, f"spec = {{steps: 1}}: {UNKNOWN}"),
    ({"schema_version": 1}, "--spec: spec: missing"),
    ({"schema_version": 1, "spec": []}, "spec = []: must be an object"),
    ({"schema_version": 1, "spec": {"stps": 1}}, f"spec.stps = 1: {UNKNOWN}; did you mean 'steps'?"),
    ({"schema_version": 1, "spec": {"methods": [{"method": "gd", "lr": 0}]}},
     "spec.methods[0].lr = 0: must satisfy 0 < lr"),
    ({"schema_version": 1, "spec": {"cost": {"type": "quadratic", "A": 3}}},
     "spec.cost.A = 3: must be 2x2, [[a, b], [b, d]]"),
    ({"schema_version": 1, "runns": 1, "spec": {}},
     "runns = 1: unknown field, must be one of schema_version, program, spec, runs, surface; did you mean 'runs'?"),
]

# Lines that must name everything that is allowed, and only that.
TRUE_LINES = [
    ({"schema_version": 2, "spec": {}}, "schema_version = 2: must be 1"),
    ({"methods": [7]}, "methods[0] = 7: must be a string or an object"),
    ({"cost": 5}, "cost = 5: must be a string or an object"),
    ({"": 1}, f"'' = 1: {UNKNOWN}"),
]


class SpecErrors(ProgramTest):
    def test_texts(self):
        for text, line in TEXTS:
            with self.subTest(text[:40]):
                self.refused(line, "--spec", self.write("spec.json", text))
                self.refused(line, "--spec", "-", stdin=text.encode())

    def test_specs(self):
        for spec, line in SPECS + TRUE_LINES:
            with self.subTest(str(spec)[:80]):
                self.refused(line, "--spec", self.write("spec.json", json.dumps(spec)), "-o", "out.csv")

    def test_standard_input_that_is_closed(self):
        self.write("spec.json", "{}")
        for args, option in ((["--spec", "spec.json", "--cost", "-"], "--cost"), (["--spec", "-"], "--spec")):
            with self.subTest(args):
                self.refused(f"{option} = '-': Bad file descriptor", *args, preexec_fn=lambda: os.close(0))

    def test_surface_reads_the_same_spec(self):
        self.refused("grid = 0: must be the numbers of points along x and y", "surface", "--spec",
                     self.write("spec.json", '{"grid": 0}'))
        self.refused("lr = 0: must satisfy 0 < lr", "surface", "--spec", self.write("spec.json", '{"lr": 0}'))

    def test_overridden_field_need_not_be_right(self):
        self.write("spec.json", '{"lr": 0, "steps": 1}')
        self.assertEqual(self.succeeds("--spec", "spec.json", "--lr", "0.1"), self.succeeds("--steps", "1"))

    def test_option_wins_the_blame(self):
        self.refused("--lr = -1: must satisfy 0 < lr", "--spec", self.write("spec.json", '{"lr": 1}'), "--lr", "-1")

    def test_paths(self):
        (self.folder / "folder.json").mkdir()
        irregular = "not a regular file; pipe it in and give '-' to read standard input"
        for path, line in [
            ("no.json", "--spec = 'no.json': No such file or directory"),
            ("", "--spec = '': No such file or directory"),
            ("folder.json", f"--spec = 'folder.json': {irregular}"),
            ("/dev/null", f"--spec = '/dev/null': {irregular}"),
            ('{"steps": 1}', "--spec = '{\"steps\": 1}': No such file or directory"),
            ("x" * 300, f"--spec = '{'x' * 60}...': File name too long"),
        ]:
            with self.subTest(path[:40]):
                self.refused(line, "--spec", path)

    def test_unreadable(self):
        self.write("spec.json", "{}").chmod(0)
        self.refused("--spec = 'spec.json': Permission denied", "--spec", "spec.json", preexec_fn=drop_privileges)
        self.refused("--cost = 'spec.json': Permission denied", "--cost", "spec.json", preexec_fn=drop_privileges)
