"""The command line: how options are written, what they take, and the line for each mistake."""

import re

from program import CSV_HEADER, SANITIZED, ProgramTest, program, run, version

STEPS = "must be a whole number from 0 to 1000000000000"
EVERY = "must be a whole number from 1 to 1000000000000"
SEED = "must be a whole number from 0 to 9007199254740992"
GRID = "must be the numbers of points along x and y, or 0"
POINTS = "must be a whole number from 2 to 10000"
BOX = "must be four numbers, x0,x1,y0,y1"
FORMATS = "must be one of csv, json, ndjson, term, gnuplot, png, svg, pdf, gif, html"
EXTENSIONS = "the extension must be one of .csv, .json, .ndjson, .gp, .png, .svg, .pdf, .gif, .html"
TOPICS = "must be one of methods, costs, formats"

UNKNOWN = [
    ("--lrr 0.1", "--lrr: unknown option; did you mean '--lr'?"),
    ("--Lr 0.1", "--Lr: unknown option; did you mean '--lr'?"),
    ("--stepz 4", "--stepz: unknown option; did you mean '--steps'?"),
    ("--stesp=4", "--stesp: unknown option; did you mean '--steps'?"),
    ("--methods gd", "--methods: unknown option; did you mean '--method'?"),
    ("--outptu x.csv", "--outptu: unknown option; did you mean '--output'?"),
    ("--grad_tol 1", "--grad_tol: unknown option; did you mean '--grad-tol'?"),
    ("--quite", "--quite: unknown option; did you mean '--quiet'?"),
    ("--wibble", "--wibble: unknown option; --help lists them"),
    ("-x", "-x: unknown option; --help lists them"),
    ("foo", "'foo': unexpected argument"),
    ("-", "'-': unexpected argument"),
    ("--start -9 4", "'4': unexpected argument"),
    ("surfac", "'surfac': unexpected argument; did you mean 'surface'?"),
    ("lst methods", "'lst': unexpected argument; did you mean 'list'?"),
    ("--lr 0.1 surface", "'surface': unexpected argument; a command must come first"),
    ("surface --lr 0.1", "--lr: unknown option; --help lists them"),
    ("surface foo", "'foo': unexpected argument"),
    ("surface --gird 3x3", "--gird: unknown option; did you mean '--grid'?"),
    ("list methods costs", "'costs': unexpected argument"),
    ("list methods --lr 1", "--lr: unknown option; --help lists them"),
    ("list", f"list: what to list is missing: {TOPICS}"),
    ("list method", f"list 'method': {TOPICS}; did you mean 'methods'?"),
    ("list surfaces", f"list 'surfaces': {TOPICS}"),
]

# An option that stands alone misses its value whatever stands before it; one that stands twice is never guessed at.
COUNTS = [
    *[(option, f"{option}: must be followed by a value")
      for option in ("--cost", "--method", "--lr", "--beta", "--start", "--spec", "--seed", "--steps", "--grad-tol",
                     "--target", "--format", "--output", "--every", "--view", "--grid")],
    ("-o", "--output: must be followed by a value"),
    ("--steps 3 --lr", "--lr: must be followed by a value"),
    ("--lr=", "--lr = '': must be a number or 'best'"),
    ("--lr --beta 0.3", "--lr: must be followed by a value"),
    ("-o --quiet", "--output: must be followed by a value"),
    ("--spec --cost=booth", "--spec: must be followed by a value"),
    ("--cost=quadratic:kappa=", "--cost: kappa = '': must be a number"),
    ("--quiet=1", "--quiet: takes no value"),
    ("--quiet=", "--quiet: takes no value"),
    ("--help=1", "--help: takes no value"),
    ("sweep --help=x", "--help: takes no value"),
    ("--version=1", "--version: takes no value"),
    ("--version=", "--version: takes no value"),
    ("--summary=false", "--summary: takes no value"),
    ("--lr 0.1 --lr 0.1", "--lr = '0.1': given more than once"),
    ("--steps 3 --beta 0 --steps=4", "--steps = '4': given more than once"),
    ("--cost booth --cost ackley", "--cost = 'ackley': given more than once"),
    ("--format csv --format json", "--format = 'json': given more than once"),
    ("-o a.csv -o a.csv", "--output = 'a.csv': given more than once"),
    ("-o - --output -", "--output = '-': given more than once"),
    ("--quiet --summary", "--quiet: must not be given together with --summary"),
]

VALUES = [
    ("--lr -0.1", "--lr = -0.1: must satisfy 0 < lr"),
    ("--lr=-0.1", "--lr = -0.1: must satisfy 0 < lr"),
    ("--lr +0.1", "--lr = '+0.1': must be a number or 'best'"),
    ("--lr 0x1p-3", "--lr = '0x1p-3': must be a number or 'best'"),
    ("--lr inf", "--lr = 'inf': must be a number or 'best'"),
    ("--lr 1e", "--lr = '1e': must be a number or 'best'"),
    ("--lr 0.1f", "--lr = '0.1f': must be a number or 'best'"),
    ("--lr [0.1]", "--lr = '[0.1]': must be a number or 'best'"),
    ("--lr '0.1'", "--lr = ''0.1'': must be a number or 'best'"),
    ("--lr bets", "--lr = 'bets': must be a number or 'best'; did you mean 'best'?"),
    ("--beta Best", "--beta = 'Best': must be a number or 'best'; did you mean 'best'?"),
    ("--method gd:lr=bset", "methods[0].lr = 'bset': must be a number or 'best'; did you mean 'best'?"),
    ("--color alwys", "--color = 'alwys': must be one of auto, always, never; did you mean 'always'?"),
    ("--beta 1", "--beta = 1: must satisfy 0 <= beta < 1"),
    ("--beta=1.5", "--beta = 1.5: must satisfy 0 <= beta < 1"),
    ("--steps 1e3", f"--steps = 1e3: {STEPS}"),
    ("--steps 3.0", f"--steps = 3.0: {STEPS}"),
    ("--steps 1000000000001", f"--steps = 1000000000001: {STEPS}"),
    ("--every 0", f"--every = 0: {EVERY}"),
    ("--every -1", f"--every = -1: {EVERY}"),
    ("--seed -1", f"--seed = -1: {SEED}"),
    ("--seed 9007199254740993", f"--seed = 9007199254740993: {SEED}"),
    ("--grad-tol -1", "--grad-tol = -1: must satisfy 0 <= grad_tol"),
    ("--target 0", "--target = 0: must satisfy 0 < target"),
    ("--target x", "--target = 'x': must be a number"),
    ("--start 1,2,3", "--start = '1,2,3': must be two numbers, x,y"),
    ("--start 1;2", "--start = '1;2': must be two numbers, x,y"),
    ("--view 0,1,2", f"--view = '0,1,2': {BOX}"),
    ("--view 1,0,0,1", "--view = '1,0,0,1': must satisfy x0 < x1 and y0 < y1"),
    ("--view 0,1,2,2", "--view = '0,1,2,2': must satisfy x0 < x1 and y0 < y1"),
    ("--view 0,1,0,nan", "--view[3] = 'nan': must be a number"),
    ("--view -1e308,1e308,0,1", "--view = '-1e308,1e308,0,1': must have sides of at most 1e300"),
    ("--grid 10", f"--grid = '10': {GRID}"),
    ("--grid 2x2x2", f"--grid = '2x2x2': {GRID}"),
    ("--grid 1x5", f"--grid[0] = 1: {POINTS}"),
    ("--grid 5x10001", f"--grid[1] = 10001: {POINTS}"),
    ("surface --grid 0", "--grid = 0: must be the numbers of points along x and y"),
    ("surface --view 1,0,0,1", "--view = '1,0,0,1': must satisfy x0 < x1 and y0 < y1"),
    ("--format xml", f"--format = 'xml': {FORMATS}"),
    ("--format CSV", f"--format = 'CSV': {FORMATS}; did you mean 'csv'?"),
    ("--format ndjsn", f"--format = 'ndjsn': {FORMATS}; did you mean 'ndjson'?"),
    ("--format csv,json", f"--format = 'csv,json': {FORMATS}"),
    ("list methods --format xml", "--format = 'xml': must be one of text, json"),
    ("list methods --format jsn", "--format = 'jsn': must be one of text, json; did you mean 'json'?"),
    ("-o a.txt", f"--output = 'a.txt': {EXTENSIONS}"),
    ("-o a.cvs", f"--output = 'a.cvs': {EXTENSIONS}; did you mean '.csv'?"),
    ("-o a.csv -o b.jsn", f"--output = 'b.jsn': {EXTENSIONS}; did you mean '.json'?"),
]

# Words that a table of lines split at spaces cannot hold.
WORDS = [
    (["--lr", ""], "--lr = '': must be a number or 'best'"),
    (["--lr", " 0.1"], "--lr = ' 0.1': must be a number or 'best'"),
    (["--lr", "0.1 "], "--lr = '0.1 ': must be a number or 'best'"),
    (["--steps", ""], f"--steps = '': {STEPS}"),
    (["--start", ""], "--start = '': must be two numbers, x,y"),
    (["--view", ""], f"--view = '': {BOX}"),
    (["--grid", ""], f"--grid = '': {GRID}"),
    (["--start", "-9, 4"], "--start[1] = ' 4': must be a number"),
    (["--format", ""], f"--format = '': {FORMATS}"),
    ([""], "'': unexpected argument"),
    (["=x"], "'=x': unexpected argument"),
    (["sweep", ""], "'': unexpected argument"),
    (["a\nb"], r"'a\nb': unexpected argument"),
    (["--a\nb"], r"--a\nb: unknown option; --help lists them"),
    (["--a\x1b[31m"], r"--a\x1b[31m: unknown option; --help lists them"),
    ([b"-\xff"], r"-\xff: unknown option; --help lists them"),
    (["--lr", "\u0661"], r"--lr = '\xd9\xa1': must be a number or 'best'"),
    (["--" + "z" * 5000], "--" + "z" * 58 + "...: unknown option; --help lists them"),
]

# Two ways to write the same thing.
SAME = [
    ("--lr=0.2", "--lr 0.2"),
    ("--lr .25", "--lr 0.25"),
    ("--lr 1e-1", "--lr 0.1"),
    ("--start -9,4", "--start=-9,4"),
    ("--start -9,4", "--start -9.0,4e0"),
    ("--start -0,1", "--start 0,1"),
    ("--view -1,1,-1,1", "--view=-1,1,-1,1"),
    ("--grad-tol 1e-400", "--grad-tol 0"),
    ("--steps 3 --lr 0.5", "--lr 0.5 --steps 3"),
    ("--method gd --method adam", "--method gd,adam"),
]


class Arguments(ProgramTest):
    def test_refused(self):
        for args, line in UNKNOWN + COUNTS + VALUES:
            with self.subTest(args):
                self.refused(line, *args.split())
        for args, line in WORDS:
            with self.subTest(args):
                self.refused(line, *args)

    def test_same(self):
        for one, other in SAME:
            with self.subTest(one, other=other):
                format_json = ["--format", "json", "--grid", "0"]
                self.assertEqual(self.succeeds(*one.split(), *format_json),
                                 self.succeeds(*other.split(), *format_json))

    def test_value_is_taken(self):
        for args, field, value in [
            ("--lr 0.2", "lr", 0.2), ("--beta 0", "beta", 0), ("--start -9,4", "start", [-9, 4]),
            ("--steps 7", "steps", 7), ("--grad-tol 0", "grad_tol", 0), ("--target 1e-9", "target", 1e-9),
            ("--every 1000000000000", "every", 10**12), ("--view -1,1,-2,2.5", "view", [-1, 1, -2, 2.5]),
            ("--grid 2x3", "grid", [2, 3]), ("--grid 0", "grid", 0), ("--seed 9007199254740992", "seed", 2**53),
        ]:
            with self.subTest(args):
                self.assertEqual(self.document(*args.split())["spec"][field], value)

    def test_empty_value_takes_no_word_after_it(self):
        # A shell writes this for --lr=$LR when LR is empty.
        self.refused("'0.2': unexpected argument", "--lr=", "0.2")
        self.refused("--lr = '': must be a number or 'best'", "--lr=", "--beta", "0.5")
        self.refused("--output = '': must name a file", "--output=", "--steps", "3")

    def test_nothing_given(self):
        self.assertEqual(self.succeeds().splitlines()[0].decode(), CSV_HEADER)

    def test_help(self):
        for args in ("--help", "-h", "--lr x --help", "explain --help", "sweep --help", "surface --help", "list -h"):
            with self.subTest(args):
                text = self.succeeds(*args.split()).decode()
                self.assertRegex(text, r"\nUsage: momentum-sim (explain |sweep |surface |list [a-z|]+ )?\[OPTIONS\]")
                self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_help_names_every_option_and_command(self):
        text = self.succeeds("--help").decode()
        for name in ("cost", "method", "lr", "beta", "start", "spec", "steps", "grad-tol", "target", "every", "format",
                     "output", "summary", "quiet", "view", "grid", "seed", "help", "version"):
            self.assertRegex(text, rf"(?m)^  (-\w,)?--{name}\b")
        for command in ("explain", "sweep", "surface", "list"):
            self.assertRegex(text, rf"(?m)^  {command}  ")

    def test_examples_of_the_help_run(self):
        self.succeeds("-o", "paths.json")  # what one of the examples reads
        for command in ("", "explain", "sweep", "surface", "list"):
            text = self.succeeds(*command.split(), "--help").decode()
            examples = re.findall(r"(?m)^  (momentum-sim .*)$", text.split("Examples:")[1])
            self.assertGreaterEqual(len(examples), 2)
            for example in examples:
                with self.subTest(example):
                    result = run("-ec", 'momentum-sim() { "$0" "$@"; }\nset -o pipefail\n' + example, program(),
                                 executable="/bin/bash", cwd=self.folder)
                    if SANITIZED and "page.html" in example:  # that build has no explorer
                        self.assertEqual(result.status, 1)
                    else:
                        self.assertEqual((result.status, result.stderr), (0, ""))

    def test_version(self):
        self.assertRegex(self.succeeds("--version").decode(), r"^momentum-sim \d+\.\d+\.\d+\n$")
        self.assertEqual(self.document()["program"], {"name": "momentum-sim", "version": version()})

    def test_help_into_a_full_device(self):
        with open("/dev/full", "wb") as full:
            self.refused("standard output: cannot write: No space left on device", "--help", status=1, stdout=full)
