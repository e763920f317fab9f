"""Methods on the command line: which words belong to which method, labels, and whose lr and beta it is."""

from program import METHODS, ProgramTest

# The argument of --method, and the labels of the runs.
LABELS = [
    ("gd", ["gd"]),
    ("momentum:beta=0.99", ["momentum beta=0.99"]),
    ("gd,momentum:beta=0.99,lr=0.5", ["gd", "momentum beta=0.99 lr=0.5"]),
    ("momentum:lr=0.5,beta=0.99,gd", ["momentum lr=0.5 beta=0.99", "gd"]),
    ("momentum,beta=0.99,gd,lr=0.3", ["momentum beta=0.99", "gd lr=0.3"]),
    ("momentum:beta=0.50", ["momentum beta=0.5"]),
    ("gd:lr=1e-1,gd:lr=1e-9,gd:lr=1000000", ["gd lr=0.1", "gd lr=1e-09", "gd lr=1000000"]),
    ("gd:lr=0.1,gd", ["gd lr=0.1", "gd"]),
    ("momentum:beta=0.5,momentum:beta=0.9,momentum:beta=0.99",
     ["momentum beta=0.5", "momentum beta=0.9", "momentum beta=0.99"]),
    ("adam:epsilon=1e-3,beta2=0.9,beta1=0,lr=1", ["adam epsilon=0.001 beta2=0.9 beta1=0 lr=1"]),
    (METHODS.replace(" ", ""), METHODS.split(", ")),
]

REFUSED = [
    ("momentun", f"--method = 'momentun': must be one of {METHODS}; did you mean 'momentum'?"),
    ("gd,Momentum", f"--method = 'Momentum': must be one of {METHODS}; did you mean 'momentum'?"),
    ("sgd", f"--method = 'sgd': must be one of {METHODS}; did you mean 'gd'?"),
    ("heavyball", f"--method = 'heavyball': must be one of {METHODS}; did you mean 'heavy-ball'?"),
    ("nestrov:beta=0.5", f"--method = 'nestrov': must be one of {METHODS}; did you mean 'nesterov'?"),
    ("newton-raphson", f"--method = 'newton-raphson': must be one of {METHODS}"),
    ("", f"--method = '': must be one of {METHODS}"),
    ("gd,", f"--method = '': must be one of {METHODS}"),
    ("gd,,momentum", f"--method = '': must be one of {METHODS}"),
    ("gd momentum", f"--method = 'gd momentum': must be one of {METHODS}; did you mean 'momentum'?"),
    ("lr=0.2", "--method = 'lr=0.2': must have a method before it"),
    ("lr=0.2,gd", "--method = 'lr=0.2': must have a method before it"),
    ("gd,gd", "methods[1] = 'gd': must differ from the methods before it"),
    ("gd:lr=0.1,momentum,gd:lr=0.10", "methods[2] = 'gd lr=0.1': must differ from the methods before it"),
    ("momentum:beta=0.99,beta=0.9", "methods[0] = 'beta=0.9': given twice"),
    ("momentum:beta", "methods[0] = 'beta': must be a parameter, name=value"),
    ("momentum:", "methods[0] = '': must be a parameter, name=value"),
    ("momentum:=3", "methods[0] = '=3': must be a parameter, name=value"),
    ("momentum:beta=", "methods[0].beta = '': must be a number or 'best'"),
    ("momentum:beta=abc", "methods[0].beta = 'abc': must be a number or 'best'"),
    ("momentum:beta=1.2", "methods[0].beta = 1.2: must satisfy 0 <= beta < 1"),
    ("gd,momentum:beta=1.2", "methods[1].beta = 1.2: must satisfy 0 <= beta < 1"),
    ("gd,momentum:beta=-0.1", "methods[1].beta = -0.1: must satisfy 0 <= beta < 1"),
    ("nesterov:lr=0", "methods[0].lr = 0: must satisfy 0 < lr"),
    ("rmsprop:rho=1", "methods[0].rho = 1: must satisfy 0 <= rho < 1"),
    ("rmsprop:epsilon=0", "methods[0].epsilon = 0: must satisfy 0 < epsilon"),
    ("adam:beta2=1", "methods[0].beta2 = 1: must satisfy 0 <= beta2 < 1"),
    ("adam:lr=1e999", "methods[0].lr = 1e999: must be finite"),
]

# Arguments, and for each method what its parameters come to.
RESOLVED = [
    ("", {"gd": {"lr": 0.1}, "momentum": {"lr": 0.1, "beta": 0.9}}),
    ("--lr 0.2 --beta 0.5", {"gd": {"lr": 0.2}, "momentum": {"lr": 0.2, "beta": 0.5}}),
    ("--lr 0.2 --beta 0.5 --method gd:lr=0.3,momentum,momentum:beta=0",
     {"gd lr=0.3": {"lr": 0.3}, "momentum": {"lr": 0.2, "beta": 0.5}, "momentum beta=0": {"lr": 0.2, "beta": 0}}),
    ("--method momentum:lr=0.3 --beta 0.5", {"momentum lr=0.3": {"lr": 0.3, "beta": 0.5}}),
    ("--method rmsprop,rmsprop:rho=0.5 --lr 0.01 --beta 0.5",
     {"rmsprop": {"lr": 0.01, "rho": 0.99, "epsilon": 1e-8},
      "rmsprop rho=0.5": {"lr": 0.01, "rho": 0.5, "epsilon": 1e-8}}),
    ("--method adam,adam:beta1=0.8 --beta 0.5",
     {"adam": {"lr": 0.1, "beta1": 0.5, "beta2": 0.999, "epsilon": 1e-8},
      "adam beta1=0.8": {"lr": 0.1, "beta1": 0.8, "beta2": 0.999, "epsilon": 1e-8}}),
]


class Methods(ProgramTest):
    def test_labels(self):
        for methods, labels in LABELS:
            with self.subTest(methods):
                runs = self.document("--method", methods, "--steps", "1")["runs"]
                self.assertEqual([run["label"] for run in runs], labels)
                rows = self.succeeds("--method", methods, "--steps", "0").decode().splitlines()[1:]
                self.assertEqual([row.split(",")[0] for row in rows], labels)

    def test_option_again_appends(self):
        args = ["--method", "gd", "--method", "momentum:beta=0.5,adam", "--method", "gd:lr=1"]
        labels = [run["label"] for run in self.document("--steps", "1", *args)["runs"]]
        self.assertEqual(labels, ["gd", "momentum beta=0.5", "adam", "gd lr=1"])

    def test_refused(self):
        for methods, line in REFUSED:
            with self.subTest(methods):
                self.refused(line, "--method", methods)
        self.refused("methods[1] = 'gd': must differ from the methods before it", "--method", "gd", "--method", "gd")
        self.refused("--method = 'lr=0.2': must have a method before it", "--method", "gd", "--method", "lr=0.2")

    def test_unknown_parameter(self):
        # The names that are allowed are those of the method: nothing else can be written there.
        for methods, line in [
            ("gd:beta=0.9", "methods[0].beta = 0.9: unknown field, must be one of lr"),
            ("momentum:bata=0.9",
             "methods[0].bata = 0.9: unknown field, must be one of lr, beta; did you mean 'beta'?"),
            ("gd,adam:beta=0.9", "methods[1].beta = 0.9: unknown field, must be one of lr, beta1, beta2, epsilon; "
                                 "did you mean 'beta1'?"),
            ("adam:own=1", "methods[0].own = 1: unknown field, must be one of lr, beta1, beta2, epsilon"),
        ]:
            with self.subTest(methods):
                self.refused(line, "--method", methods)

    def test_resolved_parameters(self):
        for args, parameters in RESOLVED:
            with self.subTest(args):
                runs = self.document("--steps", "1", *args.split())["runs"]
                self.assertEqual({run["label"]: run["parameters"] for run in runs}, parameters)

    def test_a_method_alone_and_among_others_is_the_same(self):
        args = ["--lr", "0.01", "--steps", "20", "--method"]  # none of them diverges
        together = self.succeeds(*args, METHODS.replace(" ", "")).splitlines(keepends=True)
        for i, name in enumerate(METHODS.split(", ")):
            with self.subTest(name):
                alone = self.succeeds(*args, name).splitlines(keepends=True)
                self.assertEqual(alone[1:], together[1 + 21 * i:1 + 21 * (i + 1)])
