"""The user's locale changes nothing: numbers have a point, in and out."""

import subprocess
import tempfile

from program import ProgramTest, run, tool

OUTPUTS = [
    ["--steps", "40"],
    ["--cost", "ackley", "--format", "json", "--grid", "5x5"],
    ["--method", "adam:beta1=0.55,epsilon=1e-3", "--format", "ndjson", "--steps", "5"],
    ["--cost", '{"type": "quadratic", "A": [[1.5, 0.25], [0.25, 2]], "c": 1.5}', "--start", "0.1,-0.2"],
    ["surface", "--view", "-1.5,1.5,-0.5,0.5", "--grid", "3x3"],
    ["list", "costs"],
    ["list", "methods", "--format", "json"],
    ["--help"],
]


class Locale(ProgramTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        subprocess.run([tool("localedef"), "-i", "de_DE", "-f", "UTF-8", f"{folder.name}/de_DE.UTF-8"],
                       capture_output=True, check=True)
        cls.german = {"LOCPATH": folder.name, "LC_ALL": "de_DE.UTF-8"}

    def test_the_locale_is_there(self):
        # Otherwise the tests below compare nothing with nothing.
        found = subprocess.run([tool("locale"), "-k", "decimal_point"], env=self.german, capture_output=True,
                               text=True, check=True)
        self.assertEqual(found.stdout, 'decimal_point=","\n')

    def test_outputs_are_the_same(self):
        for args in OUTPUTS:
            with self.subTest(args):
                self.assertEqual(self.succeeds(*args, env=self.german), self.succeeds(*args))

    def test_summary_is_the_same(self):
        args = ["--target", "0.25", "--summary"]
        self.assertEqual(run(*args, env=self.german).stderr, run(*args).stderr)

    def test_inputs_are_the_same(self):
        for args, line in [
            (["--lr", "0,1"], "--lr = '0,1': must be a number or 'best'"),
            (["--beta", "0,9"], "--beta = '0,9': must be a number or 'best'"),
            (["--method", "gd:lr=0.1x"], "methods[0].lr = '0.1x': must be a number or 'best'"),
            (["--cost", '{"type": "quadratic", "c": 1e999}'], "--cost: c = 1e999: must be finite"),
            (["--spec", self.write("spec.json", '{"lr": "0,1"}')], "lr = '0,1': must be a number or 'best'"),
        ]:
            with self.subTest(args):
                self.refused(line, *args, env=self.german)

    def test_messages_of_the_system_are_the_same(self):
        self.refused("--cost = 'no.json': No such file or directory", "--cost", "no.json", env=self.german)
