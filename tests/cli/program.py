"""How the tests run the program: what every theme needs, and nothing that belongs to one."""

import ctypes
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
GOLDEN = TESTS / "golden"
ORACLE = TESTS / "oracle"
SPECS = TESTS.parent / "data" / "specs"

COLUMNS = ["step", "x", "y", "cost", "grad_x", "grad_y", "velocity_x", "velocity_y"]
CSV_HEADER = ",".join(["method", *COLUMNS])
METHODS = "gd, momentum, momentum-corrected, heavy-ball, nesterov, rmsprop, adam"
COSTS = ("quadratic, rosenbrock, himmelblau, beale, booth, matyas, mccormick, three-hump-camel, styblinski-tang, "
         "rastrigin, ackley, least-squares, logistic")
# A cost of each, as --cost has it.
SETS = SPECS.parent / "sets"
EVERY_COST = [*COSTS.split(", ")[:-2], f"least-squares:data={SETS}/faithful.csv,x=eruptions,y=waiting",
              f"logistic:data={SETS}/orings.csv,x=temperature,y=failure"]
LONG = "1000000000000"  # a number of steps that nobody waits for

# Address sanitizers multiply time and memory; MOMENTUM_SIM_SANITIZED says that the program was built with one.
SANITIZED = os.environ.get("MOMENTUM_SIM_SANITIZED") == "1"
TIMEOUT = 60  # seconds for a run that is to end by itself: only a program that hangs gets there


@dataclass
class Result:
    status: int  # negative: the signal that ended it
    stdout: bytes
    stderr: str


def program():
    path = os.environ.get("MOMENTUM_SIM")
    if not path:
        raise RuntimeError("MOMENTUM_SIM must be the path of the program to test")
    return str(Path(path).resolve())


def environment(extra=None):
    """The environment of a run: a German or Turkish user gets the same tests as everybody."""
    kept = {k: v for k, v in os.environ.items() if k != "LANG" and not k.startswith("LC_")}
    return {**kept, **(extra or {})}


def run(*args, stdin=None, env=None, cwd=None, **more):
    """Runs the program to its end. stdin is bytes; standard input is empty without it."""
    given = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    done = subprocess.run(
        [program(), *map(os.fspath, args)],
        stdout=more.pop("stdout", subprocess.PIPE),
        stderr=more.pop("stderr", subprocess.PIPE),
        env=environment(env), cwd=cwd, timeout=TIMEOUT, check=False, **given, **more)
    return Result(done.returncode, done.stdout or b"", (done.stderr or b"").decode())


def start(*args, **more):
    """Starts the program and leaves it running: the caller ends it."""
    return subprocess.Popen([program(), *map(os.fspath, args)], env=environment(more.pop("env", None)), **more)


def drop_privileges():
    """In a child before it starts the program: lets root be stopped by permission bits like anybody else."""
    set_dropped, override, read_search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (override, read_search):
        if os.geteuid() == 0 and libc.prctl(set_dropped, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


def tool(name):
    """The path of another program that a test needs: a test without it fails."""
    path = shutil.which(name)
    if path is None:
        raise AssertionError(f"{name} must be installed")
    return path


def version():
    return run("--version").stdout.decode().split()[1]


class ProgramTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def succeeds(self, *args, **more):
        """Runs it in the test's folder, expects it to say nothing on standard error, and gives what it wrote.

        What it draws as SVG must be XML."""
        result = run(*args, cwd=self.folder, **more)
        self.assertEqual((result.status, result.stderr), (0, ""))
        for path in (self.folder / arg for arg in args if str(arg).endswith(".svg")):
            xml.etree.ElementTree.parse(path)
        return result.stdout

    def document(self, *args, **more):
        """The JSON document of a run, without the surface unless it is asked for."""
        grid = [] if "--grid" in args else ["--grid", "0"]
        return json.loads(self.succeeds(*args, *grid, "--format", "json", **more))

    def spec(self, *args, **more):
        return self.document("--steps", "0", *args, **more)["spec"]

    def refused(self, line, *args, status=2, **more):
        """Expects exactly that one line behind "momentum-sim: ", and nothing written anywhere."""
        before = sorted(self.folder.iterdir())
        result = run(*args, cwd=self.folder, **more)
        self.assertEqual(result.stderr, f"momentum-sim: {line}\n")
        self.assertEqual((result.status, result.stdout), (status, b""))
        self.assertEqual(sorted(self.folder.iterdir()), before)
