"""Small outputs kept whole, byte for byte.

A change that is meant: python3 test_golden.py update writes them anew, and its reader reviews the difference.
"""

import sys
import unittest

from program import EVERY_COST, GOLDEN, ProgramTest, run, version

# In the files, so that a release does not change them.
ANY_VERSION = b'"version": "VERSION"'
ANY_MAKER = b"Made by momentum-sim VERSION"

MIXED = ["--cost", "rosenbrock", "--method", "momentum:beta=0.5,lr=0.001,heavy-ball,adam:lr=0.1", "--lr", "0.002",
         "--steps", "7", "--every", "3", "--grad-tol", "1e-3", "--view", "-2,2,-1,3", "--grid", "3x2"]

SWEEP = ["sweep", "--method", "gd,momentum,rmsprop:rho=0.9,adam", "--lr", "0.01:1:3", "--beta", "0:0.9:2",
         "--axis", "epsilon=1e-8:1:2:log", "--rate", "--steps", "100"]

VALLEY = ["--format", "term", "--lr", "0.11", "--steps", "300", "--method", "gd,momentum,nesterov:lr=0.01"]

# What pictures for a terminal depend on besides the arguments.
TERMINAL = {"COLUMNS": "72", "LINES": "20", "TERM": "xterm-256color", "COLORTERM": "", "NO_COLOR": "",
            "LC_ALL": "C.UTF-8"}
ENVIRONMENTS = {
    "term_truecolor.txt": {"COLORTERM": "truecolor"},
    "term_ascii.txt": {"TERM": "dumb"},
}

OUTPUTS = {
    "default.csv": ["--steps", "5"],
    "default.json": ["--steps", "5", "--grid", "3x3", "--format", "json"],
    "default.ndjson": ["--steps", "5", "--format", "ndjson"],
    "mixed.csv": MIXED,
    "mixed.json": [*MIXED, "--format", "json"],
    "mixed.ndjson": [*MIXED, "--format", "ndjson"],
    "diverging.csv": ["--method", "gd", "--lr", "1e200"],
    "diverging.json": ["--method", "gd", "--lr", "1e200", "--grid", "0", "--format", "json"],
    "diverging.ndjson": ["--method", "gd", "--lr", "1e200", "--format", "ndjson"],
    "noisy.csv": ["--cost", EVERY_COST[-1], "--standardize", "--batch-size", "5", "--noise", "0.5", "--seed", "3", "--steps",
                  "9"],
    "figure.gp": ["--steps", "5", "--method", "gd:lr=0.1,momentum", "--panel", "contour,cost,steep,shallow", "--grid", "0",
                  "--title", "'A' `title`", "--format", "gnuplot"],
    "surface.csv": ["surface", "--grid", "3x3"],
    "surface.json": ["surface", "--grid", "3x3", "--format", "json"],
    "surface.ndjson": ["surface", "--grid", "3x3", "--format", "ndjson"],
    "sweep.csv": SWEEP,
    "sweep.json": [*SWEEP, "--format", "json"],
    "sweep.ndjson": [*SWEEP, "--format", "ndjson"],
    "best.json": ["--lr", "best", "--method", "gd,momentum:beta=best,adam:beta2=0.9", "--steps", "60", "--every", "60",
                  "--grid", "0", "--format", "json"],
    "explain.txt": ["explain"],
    "explain.json": ["explain", "--format", "json", "--step", "2"],
    "explain_local.txt": ["explain", "--cost", "rosenbrock", "--lr", "0.001", "--steps", "5000", "--step", "2",
                          "--method", "gd,momentum-corrected,nesterov,rmsprop,adam"],
    "explain_saddle.txt": ["explain", "--cost", '{"type": "quadratic", "A": [[1, 0], [0, -1]]}', "--method", "momentum"],
    "methods.txt": ["list", "methods"],
    "methods.json": ["list", "methods", "--format", "json"],
    "costs.txt": ["list", "costs"],
    "costs.json": ["list", "costs", "--format", "json"],
    "formats.txt": ["list", "formats"],
    "formats.json": ["list", "formats", "--format", "json"],
    "term_truecolor.txt": [*VALLEY, "--color", "always"],
    "term_256.txt": [*VALLEY, "--color", "always"],
    "term_none.txt": VALLEY,
    "term_ascii.txt": VALLEY,
    "term_surface.txt": ["surface", "--cost", "himmelblau", "--format", "term"],
    "help.txt": ["--help"],
    "help_explain.txt": ["explain", "--help"],
    "help_sweep.txt": ["sweep", "--help"],
    "help_surface.txt": ["surface", "--help"],
    "help_list.txt": ["list", "--help"],
}


def real(content):
    for text in (ANY_VERSION, ANY_MAKER):
        content = content.replace(text, text.replace(b"VERSION", version().encode()))
    return content


def environment(name):
    return {**TERMINAL, **ENVIRONMENTS.get(name, {})}


def update():
    for name, args in OUTPUTS.items():
        content = run(*args, env=environment(name)).stdout
        for text in (ANY_VERSION, ANY_MAKER):
            content = content.replace(real(text), text)
        (GOLDEN / name).write_bytes(content)


class Golden(ProgramTest):
    def test_outputs(self):
        for name, args in OUTPUTS.items():
            with self.subTest(name):
                self.assertEqual(self.succeeds(*args, env=environment(name)).decode(),
                                 real((GOLDEN / name).read_bytes()).decode())

    def test_nothing_else_lies_there(self):
        self.assertEqual({path.name for path in GOLDEN.iterdir()}, set(OUTPUTS))


if __name__ == "__main__":
    update() if sys.argv[1:] == ["update"] else unittest.main()
