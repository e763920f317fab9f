"""Whole experiments: --spec, what overrides it, and documents that run again to the byte."""

import json

from program import METHODS, ProgramTest, program, run

EXPERIMENT = {
    "description": "a rotated valley", "cost": {"type": "quadratic", "kappa": 30, "angle": 20}, "start": [4, -1],
    "methods": ["gd", "momentum:beta=0.8", {"method": "nesterov", "lr": 0.01}], "lr": 0.02, "beta": 0.7, "steps": 12,
    "grad_tol": 1e-6, "target": 0.01, "every": 3, "view": [-5, 5, -2, 2], "grid": [3, 2], "seed": 7,
}

# The options that say the same.
OPTIONS = [
    "--cost", "quadratic:kappa=30,angle=20", "--start", "4,-1", "--method", "gd,momentum:beta=0.8,nesterov:lr=0.01",
    "--lr", "0.02", "--beta", "0.7", "--steps", "12", "--grad-tol", "1e-6", "--target", "0.01", "--every", "3",
    "--view", "-5,5,-2,2", "--grid", "3x2", "--seed", "7",
]

# Options above an experiment, and the fields they replace.
OVERRIDES = [
    (["--cost", "booth"], {"cost": {"type": "booth"}}),
    (["--start", "0,0"], {"start": [0, 0]}),
    (["--method", "adam"], {"methods": [
        {"method": "adam", "lr": 0.02, "beta1": 0.7, "beta2": 0.999, "epsilon": 1e-8, "own": []}]}),
    (["--steps", "3"], {"steps": 3}),
    (["--grad-tol", "0"], {"grad_tol": 0}),
    (["--target", "5"], {"target": 5}),
    (["--every", "1"], {"every": 1}),
    (["--view", "0,1,0,1"], {"view": [0, 1, 0, 1]}),
    (["--grid", "0"], {"grid": 0}),
    (["--seed", "1"], {"seed": 1}),
]

# Runs whose documents must run again to the byte.
VARIED = [
    "",
    "--cost quadratic:kappa=50,angle=30 --lr 0.03",
    "--cost quadratic:angle=45,kappa=1e6 --start 0.1,0.2 --lr 1e-6",
    '--cost {"type":"quadratic","A":[[1,0.5],[0.5,-2]],"minimum":[0.1,0.7]} --grid 5x5',
    "--cost rosenbrock --lr 0.001 --steps 300",
    "--cost rosenbrock:a=0.3,b=7 --lr 1 --grid 7x2",
    "--method gd --lr 10 --steps 100000",
    "--every 7",
    "--every 1000",
    "--view -1,1,-1e-3,1e300 --grid 2x9",
    "--grid 0",
    "--grad-tol 1e-3 --steps 5000 --target 1e-12",
    "--steps 0",
    "--start 1e200,-1e-200",
    "--seed 9007199254740992 --start 0.1,0.30000000000000004",
    "--method momentum:lr=0.5,beta=0.99,gd,momentum:beta=0.99,lr=0.5,gd:lr=1e-9",
    "--method adam:epsilon=1e-3,beta1=0.5,lr=1,adam:beta2=0.5 --lr 0.7 --beta 0.1",
    f"--method {METHODS.replace(' ', '')} --cost ackley --steps 40",
    "--cost styblinski-tang --lr 0.01",
]


class Spec(ProgramTest):
    def again(self, *args, **more):
        return self.succeeds("--spec", "-", "--format", "json", *args, **more)

    def test_file_and_options_say_the_same(self):
        self.write("experiment.json", json.dumps(EXPERIMENT))
        from_file = self.document("--spec", "experiment.json", "--grid", "3x2")
        self.assertEqual(from_file["spec"].pop("description"), "a rotated valley")
        self.assertEqual(from_file, self.document(*OPTIONS))

    def test_order_of_fields_is_free(self):
        backwards = json.dumps(dict(reversed(EXPERIMENT.items())))
        self.assertEqual(self.again(stdin=backwards.encode()), self.again(stdin=json.dumps(EXPERIMENT).encode()))

    def test_empty_experiment_is_the_default(self):
        self.assertEqual(self.again(stdin=b"{}"), self.succeeds("--format", "json"))

    def test_options_override(self):
        self.write("experiment.json", json.dumps(EXPERIMENT))
        spec = json.loads(self.succeeds("--spec", "experiment.json", "--format", "json"))["spec"]
        for args, changed in OVERRIDES:
            for order in (["--spec", "experiment.json", *args], [*args, "--spec", "experiment.json"]):
                with self.subTest(order):
                    found = json.loads(self.succeeds(*order, "--format", "json"))["spec"]
                    self.assertEqual(found, {**spec, **changed})

    def test_cost_in_a_spec_brings_its_own_start(self):
        self.assertEqual(json.loads(self.again(stdin=b'{"cost": "rosenbrock"}'))["spec"]["start"], [-1.2, 1])
        self.assertEqual(json.loads(self.again("--cost", "booth", stdin=b'{"cost": "ackley"}'))["spec"]["start"],
                         [-5, 5])

    def test_own_parameters_stay_when_options_override(self):
        self.write("experiment.json", json.dumps(EXPERIMENT))
        self.succeeds("--spec", "experiment.json", "-o", "document.json")
        for spec in ("experiment.json", "document.json"):
            with self.subTest(spec):
                runs = self.document("--spec", spec, "--lr", "0.005", "--beta", "0.1")["runs"]
                self.assertEqual({run["label"]: run["parameters"] for run in runs}, {
                    "gd": {"lr": 0.005}, "momentum beta=0.8": {"lr": 0.005, "beta": 0.8},
                    "nesterov lr=0.01": {"lr": 0.01, "beta": 0.1}})

    def test_own_parameters_may_be_declared(self):
        method = {"method": "momentum", "lr": 0.3, "beta": 0.8, "own": ["beta"]}
        self.write("experiment.json", json.dumps({"methods": [method]}))
        (run_,) = self.document("--spec", "experiment.json")["runs"]
        self.assertEqual((run_["label"], run_["parameters"]), ("momentum beta=0.8", {"lr": 0.3, "beta": 0.8}))
        (run_,) = self.document("--spec", "experiment.json", "--lr", "0.1", "--beta", "0.1")["runs"]
        self.assertEqual((run_["label"], run_["parameters"]), ("momentum beta=0.8", {"lr": 0.1, "beta": 0.8}))

    def test_parameter_changed_in_a_document_is_not_ignored(self):
        document = self.document("--lr", "0.02", "--steps", "5")
        document["spec"]["methods"][0]["lr"] = 0.05
        self.write("changed.json", json.dumps(document))
        self.assertEqual(self.document("--spec", "changed.json")["runs"][0]["parameters"], {"lr": 0.05})

    def test_documents_run_again_to_the_byte(self):
        for args in VARIED:
            with self.subTest(args):
                document = self.succeeds(*args.split(), "--format", "json")
                self.write("document.json", document)
                self.assertEqual(self.succeeds("--spec", "document.json", "--format", "json"), document)
                self.assertEqual(self.again(stdin=document), document)

    def test_description_runs_again_to_the_byte(self):
        for description in ("plain", 'quotes " and \\ and / and \t\n\x7f', "\u00e9\u6e2c\U0001f600", "\x00\x1f", " "):
            with self.subTest(description):
                document = self.again(stdin=json.dumps({"description": description, "steps": 2}).encode())
                self.assertEqual(json.loads(document)["spec"]["description"], description)
                self.assertEqual(self.again(stdin=document), document)

    def test_description_of_a_cost_becomes_the_experiments(self):
        cost = b'{"type": "booth", "description": "a mug"}'
        self.assertEqual(json.loads(self.again(stdin=cost))["spec"]["description"], "a mug")

    def test_surface_document_runs_again_to_the_byte(self):
        document = self.succeeds("surface", "--cost", "rosenbrock:b=3", "--view", "-1,1,-1,2", "--grid", "4x3",
                                 "--format", "json")
        self.write("surface.json", document)
        self.assertEqual(self.succeeds("surface", "--spec", "surface.json", "--format", "json"), document)

    def test_own_document_of_any_size_is_read(self):
        self.succeeds("--steps", "100000", "-o", "huge.json")
        document = (self.folder / "huge.json").read_bytes()
        self.assertGreater(len(document), 5 << 20)
        self.assertEqual(self.succeeds("--spec", "huge.json", "--format", "json"), document)

    def test_own_document_of_any_size_is_read_from_a_pipe(self):
        # The reader leaves early, and the writer before it ends quietly.
        command = ('"$0" --steps 1000000 --format json | "$0" --spec - --steps 5; '
                   'test "${PIPESTATUS[*]}" = "0 0"')
        result = run("-c", command, program(), executable="/bin/bash")
        self.assertEqual((result.status, result.stderr), (0, ""))
        self.assertEqual(result.stdout, self.succeeds("--steps", "5"))

    def test_document_may_be_written_over_itself(self):
        self.succeeds("--steps", "5", "-o", "document.json")
        document = (self.folder / "document.json").read_bytes()
        self.succeeds("--spec", "document.json", "-o", "document.json")
        self.assertEqual((self.folder / "document.json").read_bytes(), document)

    def test_members_after_the_spec_are_not_read(self):
        self.write("cut.json", b'{"schema_version": 1, "spec": {"steps": 1}, "runs": [{"label": ')
        self.assertEqual(self.succeeds("--spec", "cut.json"), self.succeeds("--steps", "1"))
