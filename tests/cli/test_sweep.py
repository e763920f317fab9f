"""A sweep: what each row says, that it is what a run of that cell says, and that its parts make the whole."""

import csv
import io
import itertools
import json
import math
import os
import shlex
import signal
import subprocess
import time

from program import EVERY_COST, LONG, SANITIZED, TIMEOUT, ProgramTest, environment, program, run, start, tool
from test_memory import peak
from test_pipes import SOON
from test_plots import picture

HEADER = "method,lr,beta,outcome,steps,final_cost"
AXIS = "must be a number or A:B:N, with :log or :lin behind it if need be"
POINTS = "N must be a whole number from 2 to 1000000000000"
SHARD = "must be i/n, the i-th of n parts, 1 <= i <= n"
ALL = "gd,momentum,momentum-corrected,heavy-ball,nesterov,rmsprop,adam"
GRID = ["--lr", "1e-3:10:9", "--beta", "0:0.9:4"]

ERRORS = [
    ("--lr 0.1:1", f"--lr = '0.1:1': {AXIS}"),
    ("--lr x", f"--lr = 'x': {AXIS}"),
    ("--lr best", f"--lr = 'best': {AXIS}"),
    ("--lr=", f"--lr = '': {AXIS}"),
    ("--lr 0.1,0.2", f"--lr = '0.1,0.2': {AXIS}"),
    ("--lr 0.1:1:5:log:2", f"--lr = '0.1:1:5:log:2': {AXIS}"),
    ("--lr 0", "--lr = 0: must satisfy 0 < lr"),
    ("--lr 0:1:5", "--lr = '0:1:5': A must satisfy 0 < lr"),
    ("--lr 0.1:inf:5", "--lr = '0.1:inf:5': B must be a finite number"),
    ("--lr 0.1:1e999:5", "--lr = '0.1:1e999:5': B must be a finite number"),
    ("--lr 1:0.1:5", "--lr = '1:0.1:5': must satisfy A < B"),
    ("--lr 1:1:5", "--lr = '1:1:5': must satisfy A < B"),
    ("--lr 0.1:1:1", f"--lr = '0.1:1:1': {POINTS}"),
    ("--lr 0.1:1:5.5", f"--lr = '0.1:1:5.5': {POINTS}"),
    ("--lr 0.1:1:-5", f"--lr = '0.1:1:-5': {POINTS}"),
    ("--lr 0.1:1:", f"--lr = '0.1:1:': {POINTS}"),
    ("--lr 0.1:1:1000000000001", f"--lr = '0.1:1:1000000000001': {POINTS}"),
    ("--lr 0.1:1:5:lgo", "--lr = '0.1:1:5:lgo': the spacing must be one of log, lin; did you mean 'log'?"),
    ("--beta 0:0.9:5:log", "--beta = '0:0.9:5:log': A must be above 0 where the spacing is log"),
    ("--beta 0:1:5", "--beta = '0:1:5': B must satisfy 0 <= beta < 1"),
    ("--axis epsilon", "--axis = 'epsilon': must be a parameter and its values, name=A:B:N"),
    ("--axis epsilon=1:2:3", "--axis = 'epsilon=1:2:3': no method here has a parameter to vary besides lr and beta"),
    ("--method adam --axis epsilom=1:2:3",
     "--axis = 'epsilom=1:2:3': the parameter must be one of beta2, epsilon; did you mean 'epsilon'?"),
    ("--method adam --axis beta1=0:0.5:3",
     "--axis = 'beta1=0:0.5:3': the parameter must be one of beta2, epsilon; did you mean 'beta2'?"),
    ("--method adam --axis beta2=0:2:3", "--axis = 'beta2=0:2:3': B must satisfy 0 <= beta2 < 1"),
    ("--method adam:epsilon=1 --axis epsilon=1:2:3",
     "--axis = 'epsilon=1:2:3': the parameter must be one of beta2"),
    ("--method adam --axis epsilon=1:2:3 --axis epsilon=2", "--axis = 'epsilon=2': given more than once"),
    ("--method momentum:beta=best", "methods[0].beta = 'best': must be a number: a sweep finds the best of many"),
    ("--lr 1:2:1000000 --beta 0:0.9:1000001", "--lr = '1:2:1000000', --beta = '0:0.9:1000001': the grid has 1.000002e+12 cells: must be at most 1000000000000"),
    ("--shard 1", f"--shard = '1': {SHARD}"),
    ("--shard 0/2", f"--shard = '0/2': {SHARD}"),
    ("--shard 3/2", f"--shard = '3/2': {SHARD}"),
    ("--shard 1/2/3", f"--shard = '1/2/3': {SHARD}"),
    ("--shard -1/2", f"--shard = '-1/2': {SHARD}"),
    ("--shard 1/2 --format json", "--shard = '1/2': must not be given with json, whose parts would not join"),
    ("--shard 1/2 -o a.json", "--shard = '1/2': must not be given with json, whose parts would not join"),
    ("--jobs 0", "--jobs = 0: must be a whole number from 1 to 1024"),
    ("--jobs x", "--jobs = 'x': must be a whole number from 1 to 1024"),
    ("--steps -1", "--steps = -1: must be a whole number from 0 to 1000000000000"),
    ("--target 0", "--target = 0: must satisfy 0 < target"),
    ("--format gif", "--format = 'gif': must be one of csv, json, ndjson, term, gnuplot, png, svg, pdf"),
    ("-o a.gif", "--output = 'a.gif': the extension must be one of .csv, .json, .ndjson, .gp, .png, .svg, .pdf"),
    ("--format term", "gd: a map needs an axis of several points, --lr A:B:N or --beta A:B:N"),
    ("--method adam --lr 0.1:1:3 --beta 0:0.5:3 --axis epsilon=1:2:3 -o a.png",
     "adam: a map shows at most two axes of several points"),
    ("--method gd --lr 0.1:1:1000001 -o a.svg", "--lr = '0.1:1:1000001': the grid has 1000001 cells: a map shows at most 1000000"),
    ("--lr 0.1:1:5 --shard 1/2 -o a.pdf", "--shard = '1/2': must not be given with pdf, whose parts would not join"),
    ("--every 3", "--every: unknown option; --help lists them"),
    ("foo", "'foo': unexpected argument"),
]


class Sweep(ProgramTest):
    def sweep(self, *args, **more):
        return self.succeeds("sweep", *args, **more)

    def rows(self, *args):
        return list(csv.DictReader(io.StringIO(self.sweep(*args).decode())))

    def test_refused(self):
        for args, line in ERRORS:
            with self.subTest(args):
                self.refused(line, "sweep", *args.split())
        result = run("sweep", "--isa", "sse9")
        self.assertRegex(result.stderr, r"^momentum-sim: --isa = 'sse9': on this machine it must be one of baseline(, avx\w+)*\n$")

    def test_rows_are_in_order(self):
        rows = self.rows("--method", "gd,momentum,adam", "--lr", "0.1:0.4:3", "--beta", "0:0.8:2",
                         "--axis", "epsilon=1:3:2", "--axis", "beta2=0.5:0.9:2", "--steps", "1")
        lrs, betas, epsilons, beta2s = ["0.1", "0.2", "0.4"], ["0", "0.8"], ["1", "3"], ["0.5", "0.9"]
        expected = [("gd", lr, "", "", "") for lr in lrs]
        expected += [("momentum", lr, beta, "", "") for lr, beta in itertools.product(lrs, betas)]
        expected += [("adam", *cell) for cell in itertools.product(lrs, betas, epsilons, beta2s)]
        self.assertEqual([(r["method"], r["lr"], r["beta"], r["epsilon"], r["beta2"]) for r in rows], expected)

    def test_what_a_method_sets_itself_has_no_axis(self):
        rows = self.rows("--method", "momentum:beta=0.5,momentum:lr=2,adam:beta1=0,epsilon=1", "--lr", "0.1:0.2:2",
                         "--beta", "0:0.8:2", "--axis", "beta2=0.25:0.5:2")
        self.assertEqual([(r["method"], r["lr"], r["beta"], r["beta2"]) for r in rows], [
            ("momentum beta=0.5", "0.1", "0.5", ""), ("momentum beta=0.5", "0.2", "0.5", ""),
            ("momentum lr=2", "2", "0", ""), ("momentum lr=2", "2", "0.8", ""),
            *[("adam beta1=0 epsilon=1", lr, "0", beta2) for lr in ("0.1", "0.2") for beta2 in ("0.25", "0.5")]])

    def test_one_cell(self):
        self.assertEqual(self.sweep().decode(), f"{HEADER}\ngd,0.1,,budget,150,0.20782625501524327\n"
                         "momentum,0.1,0.9,reached,92,0.000356252721340767\n")
        self.assertEqual(self.sweep("--method", "gd", "--steps", "0").decode(), f"{HEADER}\ngd,0.1,,budget,0,129.60000000000002\n")
        self.assertEqual(self.sweep("--method", "gd", "--start", "0,0", "--steps", "0").decode(),
                         f"{HEADER}\ngd,0.1,,reached,0,0\n")

    def test_each_row_is_a_run(self):
        for cost in ("quadratic", "rosenbrock", "ackley", "mccormick"):
            options = ["--cost", cost, "--steps", "300", "--target", "0.5"]
            rows = self.rows("--method", ALL, "--lr", "1e-4:100:4", "--beta", "0:0.9:2", *options)
            self.assertGreaterEqual(len({row["outcome"] for row in rows}), 2)
            for row in rows:
                with self.subTest(cost=cost, row=row):
                    beta = ["--beta", row["beta"]] if row["beta"] else []
                    found = self.document("--method", row["method"], "--lr", row["lr"], *beta, *options)["runs"][0]
                    hit = found["summary"]["first_hit"]
                    path = [data[3] for data in found["trajectory"]["data"]]
                    if row["outcome"] == "reached":
                        self.assertEqual(hit, int(row["steps"]))
                        self.assertEqual(path[hit], float(row["final_cost"]))
                        continue
                    reason = {"diverged": "diverged", "budget": "max_steps"}[row["outcome"]]
                    self.assertEqual(found["stop"], {"reason": reason, "step": int(row["steps"])})
                    self.assertIn(hit, (None, int(row["steps"])))
                    cost_there = found["summary"]["final_cost"]
                    if cost_there is not None:
                        self.assertEqual(cost_there, float(row["final_cost"]))
                    else:
                        self.assertFalse(math.isfinite(float(row["final_cost"])))

    def test_formats_say_the_same(self):
        args = ["--method", ALL, *GRID, "--axis", "epsilon=1e-8:1:2:log", "--rate"]
        table = list(csv.reader(io.StringIO(self.sweep(*args).decode())))
        document = json.loads(self.sweep(*args, "--format", "json"), parse_constant=self.fail)
        lines = [json.loads(line, parse_constant=self.fail)
                 for line in self.sweep(*args, "--format", "ndjson").decode().splitlines()]
        self.assertEqual(list(document), ["schema_version", "program", "spec", "grid", "rows"])
        self.assertEqual(document["rows"]["columns"], table[0])
        self.assertEqual(document["rows"]["data"], [list(line.values()) for line in lines])
        self.assertEqual({tuple(line) for line in lines}, {tuple(table[0])})

        def read(text):
            if text == "":
                return None
            try:
                number = float(text)
            except ValueError:
                return text
            return number if math.isfinite(number) else None
        self.assertEqual(document["rows"]["data"], [[read(text) for text in row] for row in table[1:]])
        self.assertEqual(list(document["grid"]), ["lr", "beta", "epsilon"])
        self.assertEqual(document["grid"]["beta"], [0, 0.3, 0.6, 0.9])
        self.assertEqual(document["grid"]["lr"], sorted({float(row[1]) for row in table[1:]}))
        self.assertEqual(document["grid"]["epsilon"], [1e-8, 1])

    def test_files(self):
        names = ["a.csv", "b.json", "c.ndjson"]
        self.assertEqual(self.sweep(*GRID, *(word for name in names for word in ("-o", name))), b"")
        for name in names:
            self.assertEqual((self.folder / name).read_bytes(),
                             self.sweep(*GRID, "--format", name.split(".")[1]))

    def test_ends_are_exact_and_spacing_even(self):
        for words, spacing in [("0.003:0.7:5", "log"), ("0.003:0.7:5:log", "log"), ("0.003:0.7:5:lin", "lin")]:
            lrs = [float(row["lr"]) for row in self.rows("--method", "gd", "--lr", words, "--steps", "0")]
            self.assertEqual((lrs[0], lrs[-1], len(lrs)), (0.003, 0.7, 5))
            gaps = [b / a if spacing == "log" else b - a for a, b in itertools.pairwise(lrs)]
            for gap in gaps:
                self.assertAlmostEqual(gap, gaps[0], delta=1e-12)
        # Decades are met, not missed by a rounding.
        lrs = [row["lr"] for row in self.rows("--method", "gd", "--lr", "0.001:10:41", "--steps", "0")]
        self.assertEqual(lrs[::10], ["0.001", "0.01", "0.1", "1", "10"])

    def test_neither_threads_nor_instructions_change_a_byte(self):
        args = ["--method", ALL, "--lr", "1e-3:10:40", "--beta", "0:0.9:10", "--steps", "500"]
        whole = self.sweep(*args)
        sets = run("sweep", "--isa", "x").stderr.split("one of ")[1].strip().split(", ")
        self.assertEqual(sets[0], "baseline")
        isas = [["--isa", name, "--jobs", jobs] for name in sets for jobs in "13"]
        for words in (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "4"], *isas):
            with self.subTest(words):
                self.assertEqual(self.sweep(*args, *words), whole)

    def test_shards_make_the_whole(self):
        args = ["--method", "gd,momentum,adam", "--lr", "1e-3:10:5", "--beta", "0:0.9:3"]
        for name in ("csv", "ndjson"):
            whole = self.sweep(*args, "--format", name)
            for n in (1, 2, 7, 35, 50):  # 35 rows: some parts are empty then
                with self.subTest(name, n=n):
                    parts = [self.sweep(*args, "--format", name, "--shard", f"{i}/{n}") for i in range(1, n + 1)]
                    self.assertEqual(b"".join(parts), whole)
                    sizes = [part.count(b"\n") for part in parts[1:]]
                    self.assertLessEqual(max(sizes, default=0) - min(sizes, default=0), 1)

    def test_no_minimum_no_target(self):
        saddle = '{"type": "quadratic", "A": [[1, 0], [0, -1]]}'
        outcomes = {row["outcome"] for row in self.rows("--cost", saddle, *GRID, "--target", "1e9")}
        self.assertEqual(outcomes, {"budget", "diverged"})

    def test_rate(self):
        rows = self.rows("--rate", "--method", ALL, "--lr", "0.1", "--beta", "0.9")
        rates = {row["method"]: row["rate"] for row in rows}
        self.assertEqual(rates["gd"], "0.9800000000000002")
        self.assertEqual((rates["rmsprop"], rates["adam"]), ("", ""))
        explained = json.loads(self.succeeds("explain", "--method", ALL, "--format", "json"))["methods"]
        for method in explained:
            predicted = method.get("rate")
            if predicted is not None:
                self.assertEqual(float(rates[method["label"]]), predicted)
        for row in self.rows("--rate", "--cost", "rosenbrock", "--lr", "0.001"):
            self.assertEqual(row["rate"], "")

    def test_spec(self):
        self.write("a.json", '{"cost": "booth", "methods": [{"method": "gd", "lr": 0.5, "own": []}], "lr": 0.25}')
        self.assertEqual([row["lr"] for row in self.rows("--spec", "a.json")], ["0.5"])
        self.assertEqual([row["lr"] for row in self.rows("--spec", "a.json", "--lr", "0.01:0.04:3")],
                         ["0.01", "0.02", "0.04"])

    def test_best(self):
        for args, outcomes in [
            (["--method", "gd,momentum:beta=0.5,adam", "--lr", "0.01:1:9", "--beta", "0:0.9:4"], "reached"),
            (["--method", "gd,nesterov", "--cost", "rosenbrock:b=10", "--lr", "1e-4:1:9", "--steps", "60"], "budget"),
            (["--cost", '{"type": "quadratic", "A": [[3, 1], [1, 2]], "b": [1, 2]}', "--lr", "0.01:1:9"], "reached"),
        ]:
            with self.subTest(args):
                result = run("sweep", *args, "--best", cwd=self.folder)
                rows = list(csv.DictReader(io.StringIO(result.stdout.decode())))
                lines = result.stderr.splitlines()
                labels = list(dict.fromkeys(row["method"] for row in rows))
                self.assertEqual(len(lines), 2 * len(labels))
                for label, said, command in zip(labels, lines[::2], lines[1::2]):
                    reached = [row for row in rows if row["method"] == label and row["outcome"] == "reached"]
                    words = shlex.split(command)
                    self.assertEqual(words[0], "momentum-sim")
                    found = self.document(*words[1:])["runs"][0]
                    self.assertTrue(said.startswith(f"{label}: lr "))
                    if reached:
                        fewest = min(int(row["steps"]) for row in reached)
                        self.assertEqual(found["summary"]["first_hit"], fewest)
                        self.assertTrue(said.endswith(f"reaches 0.001 at step {fewest}"))
                    else:
                        self.assertEqual(outcomes, "budget")
                        lowest = min(float(row["final_cost"]) for row in rows
                                     if row["method"] == label and row["outcome"] == "budget")
                        self.assertEqual(found["summary"]["final_cost"], lowest)
                        self.assertIn("; none reaches 0.001", said)
        result = run("sweep", "--best", "--method", "gd", "--lr", "10")
        self.assertEqual(result.stderr, "gd: no cell that does not diverge\n")

    def test_the_command_of_the_best_cell_runs_as_it_is_printed(self):
        # Pasted into a shell it gives that cell, of every kind of cost, and does nothing else, whatever a name holds.
        (self.folder / "momentum-sim").symlink_to(program())
        odd = "'; touch PWNED; echo $(touch PWNED) '"
        self.write(f"its '{odd[3:8]}.csv", f'"{odd}",y\n1,1\n2,3\n3,4\n')
        for cost in [*EVERY_COST, "quadratic:kappa=50,angle=30", f"{EVERY_COST[-2]},standardize=true,ridge=0.5",
                     json.dumps({"type": "least-squares", "data": f"its '{odd[3:8]}.csv", "x": odd, "y": "y"})]:
            with self.subTest(cost):
                result = run("sweep", "--cost", cost, "--method", "gd", "--lr", "1e-4:1e-3:3", "--best", cwd=self.folder)
                rows = list(csv.DictReader(io.StringIO(result.stdout.decode())))
                command = result.stderr.splitlines()[1]
                printed = subprocess.run(
                    ["sh", "-c", command], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True,
                    env=environment({"PATH": f"{self.folder}:{os.environ['PATH']}"}), timeout=TIMEOUT)
                self.assertEqual(printed.stderr, b"")
                path = csv.DictReader(io.StringIO(printed.stdout.decode()))
                self.assertTrue({row["final_cost"] for row in rows} & {row["cost"] for row in path})
                self.assertFalse((self.folder / "PWNED").exists())

    def test_full_device(self):
        for words in (GRID, ["--lr", "1e-3:10:100000"]):
            with open("/dev/full", "wb") as full:
                self.refused("standard output: cannot write: No space left on device", "sweep", *words, status=1,
                             stdout=full)

    def test_reader_that_leaves(self):
        for words in (["--format", "csv"], ["--format", "json"], ["--format", "ndjson", "--jobs", "4"]):
            with self.subTest(words):
                began = time.monotonic()
                process = start("sweep", "--lr", "1e-3:10:1000000000", *words, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)
                self.addCleanup(process.kill)
                self.assertTrue(process.stdout.readline().endswith(b"\n"))
                process.stdout.close()
                self.assertEqual((process.stderr.read(), process.wait(TIMEOUT)), (b"", 0))
                process.stderr.close()
                self.assertLess(time.monotonic() - began, SOON)

    def test_memory_does_not_grow_with_the_rows(self):
        if SANITIZED:
            self.skipTest("a sanitizer's quarantine grows with every freed block")
        process = start("sweep", "--lr", "1e-3:10:100000", "--beta", "0:0.9:10000", "--steps", "10",
                        stdout=subprocess.PIPE)
        self.addCleanup(process.wait, TIMEOUT)
        self.addCleanup(process.stdout.close)
        peaks = []
        rows = 0
        for enough in (100_000, 1_000_000):
            while rows < enough:
                rows += process.stdout.read1(1 << 20).count(b"\n")
            peaks.append(peak(process))
        self.assertLessEqual(peaks[1], 1.2 * peaks[0])

    def test_spec_runs_again(self):
        for args in (["--method", "gd,momentum:beta=0.5,adam", *GRID, "--axis", "epsilon=1e-8:1:3:log", "--axis", "beta2=0.5"],
                     ["--cost", "rosenbrock:b=7", "--start", "0.1,-3", "--beta", "0.1:0.5:3:log", "--lr", "1e-3"],
                     ["--lr", "0.1:0.2:3:lin", "--steps", "7", "--target", "1e-9", "--method", "nesterov"],
                     ["--method", "adam:lr=1,beta1=0", "--axis", "epsilon=1e-300:1:2"]):
            with self.subTest(args):
                document = self.sweep(*args, "-o", "a.json", "--format", "json")
                self.assertEqual(self.sweep("--spec", "a.json", "--format", "json"), document)
                self.assertEqual(self.sweep("--spec", "a.json"), self.sweep(*args))
        result = run("--spec", "a.json", cwd=self.folder)
        self.assertEqual((result.status, result.stdout), (2, b""))
        self.assertRegex(result.stderr, r"\Amomentum-sim: [^\n]+\n\Z")
        self.assertIn("sweep", result.stderr)

    def test_axes_of_wrong_types(self):
        for spec in ('{"axes": 1}', '{"axes": [1]}', '{"axes": {"epsilon": null}}', '{"axes": {"epsilon": [1, 2]}}',
                     '{"axes": {"epsilon": {}}}', '{"lr": ["0.1:1:3"]}', '{"lr": null}', '{"beta": {}}', '{"lr": ""}',
                     '{"axes": {"": "1:2:3"}}', '{"axes": {"lr": "1:2:3"}}', '{"axes": {"epsilon": true}}',
                     '{"axes": {"epsilon": "1:2:3", "epsilon": "1:2:3"}}', '{"axes": "epsilon=1:2:3"}'):
            with self.subTest(spec):
                self.write("a.json", spec)
                result = run("sweep", "--method", "adam", "--spec", "a.json", cwd=self.folder)
                self.assertEqual((result.status, result.stdout), (2, b""))
                self.assertRegex(result.stderr, r"\Amomentum-sim: [^\n]+\n\Z")

    def test_parallel_shards(self):
        args = ["--method", "gd,momentum,adam", "--lr", "1e-3:10:53", "--beta", "0:0.9:7"]
        command = shlex.join([program(), "sweep", *args, "--jobs", "1"]) + " --shard {}/4"
        done = subprocess.run([tool("parallel"), "--will-cite", "--keep-order", "--jobs", "2", command, ":::", *"1234"],
                              env=environment({"HOME": str(self.folder)}), stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT, check=False)
        self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
        self.assertEqual(done.stdout, self.sweep(*args))
        for i in range(1, 5):
            self.sweep(*args, "--shard", f"{i}/4", "-o", f"{i}.csv")
        joined = subprocess.run([tool("cat"), *(f"{i}.csv" for i in range(1, 5))], cwd=self.folder, capture_output=True,
                                check=True)
        self.assertEqual(joined.stdout, done.stdout)

    def test_interrupted(self):
        kept = self.write("kept.csv", "kept")
        for name, cells, steps in (("a.csv", 10**9, "10"), ("a.csv", 4000, LONG), ("a.json", 10**9, "10"),
                                   ("a.png", 4000, LONG), ("kept.csv", 10**9, "1000")):
            with self.subTest(name, cells=cells):
                process = start("sweep", "--method", "gd", "--lr", f"1e-9:1e-8:{cells}", "--steps", steps, "-o", name,
                                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.addCleanup(process.kill)
                time.sleep(0.3)
                self.assertIsNone(process.poll())
                began = time.monotonic()
                process.send_signal(signal.SIGINT)
                stdout, stderr = process.communicate(timeout=TIMEOUT)
                self.assertLess(time.monotonic() - began, 1)  # 0.1 where nothing else runs
                self.assertEqual((process.returncode, stdout, stderr), (-signal.SIGINT, b"", b""))  # 130 to a shell
                self.assertEqual(list(self.folder.iterdir()), [kept])
                self.assertEqual(kept.read_bytes(), b"kept")

    def test_rows_come_at_once(self):
        began = time.monotonic()
        command = shlex.join([program(), "sweep", "--lr", "1e-3:10:100000", "--beta", "0:0.9:10000"]) + " | head -n 3"
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=TIMEOUT, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(done.stdout.decode().splitlines()[0], HEADER)
        self.assertEqual(done.stdout.count(b"\n"), 3)
        self.assertLess(time.monotonic() - began, SOON)


MAP = ["--lr", "0.01:10:30", "--beta", "0:0.95:12"]


class Maps(ProgramTest):
    def sweep(self, *args):
        return self.succeeds("sweep", *args)

    def test_pictures(self):
        self.assertEqual(self.sweep(*MAP, *(word for name in ("png", "svg", "pdf", "gp") for word in ("-o", f"a.{name}"))), b"")
        png = (self.folder / "a.png").read_bytes()
        width, height, lines = picture(png)
        self.assertEqual((width, height), (1440, 640))
        self.assertGreater(lines, 50)
        self.assertRegex((self.folder / "a.svg").read_text(), r"(?s)\A<\?xml.*momentum: \d+ steps at lr.*</svg>\s*\Z")
        self.assertTrue((self.folder / "a.pdf").read_bytes().startswith(b"%PDF-"))
        done = subprocess.run([tool("gnuplot"), "a.gp"], cwd=self.folder, capture_output=True, timeout=TIMEOUT, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        drawn = [path for path in self.folder.iterdir() if path.suffix == ".png" and path.name != "a.png"]
        self.assertEqual(drawn, [])
        self.assertEqual((self.folder / "a.png").read_bytes(), png)

    def test_pictures_of_every_sweep(self):
        everything = ["--method", ALL + ",momentum:beta=0.5"]
        for args in ([*everything, *MAP, "--dark"], ["--method", "gd", "--lr", "100:1000:5"],
                     ["--method", "gd", "--lr", "0.01:10:5", "--start", "0,0"],
                     ["--lr", "0.1:0.10000000000000002:3", "--size", "200x200"],
                     ["--lr", "5e-324:1.7e308:2", "--title", "'; system('touch x')\nset output 'y'"],
                     ["--method", "adam", "--axis", "epsilon=1e-8:1:5:log", "--cost", "ackley"],
                     ["--cost", '{"type": "quadratic", "A": [[1, 0], [0, -1]]}', "--lr", "0.01:1:5", "--steps", "0"]):
            with self.subTest(args):
                width, height, lines = picture(self.sweep(*args, "--format", "png"))
                self.assertEqual((width, height), (200, 200) if "200x200" in args else (1440, 640))
                self.assertGreater(lines, 20)
                self.assertEqual(list(self.folder.iterdir()), [])
