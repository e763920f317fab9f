"""Specs and argument lists made to break readers: each refused with one true line, or run."""

import base64
import json
import os
import re
import resource

from program import ORACLE, SANITIZED, TESTS, ProgramTest, program, run

CASES = json.loads((ORACLE / "hostile.json").read_text())
# The whole line for each refused case, behind "momentum-sim: ".
EXPECTED = json.loads((TESTS / "cli" / "hostile_expected.json").read_text())

# There is no option to choose columns.
NOT_OURS = {"field_near", "field_duplicate"}
# The cases leave these open: we run the first and refuse the others.
OPEN = {"underflow_number": True, "control_steps0": True, "control_diverge": True, "stdout_sigpipe": True,
        "ten_megabytes_pad": False, "utf8_bom": False}
# What the cases call a thing, and what our lines call it.
OUR_NAME = {"spec": "--cost", "path": "--cost", "steps": "--steps", "lr": "--lr", "beta": "--beta", "start": "--start",
            "method": "--method", "out": "--output"}
# An argument cannot hold everything: a zero byte ends it and the system bounds its length.
LONGEST_ARGUMENT = 100_000
# Text that does not begin as JSON is a name or a path when it is an argument.
# Values that somebody may give to any option: of a wrong type, empty, huge, misspelt, not text.
VALUES = ["", " ", "-", "x", "0", "-1", "1e999", "-1e999", "1e-999", "nan", "inf", "0x10", "1e", "1,2", "1,,2", ",", "=", ":",
          "a=b", "a:b=c", "a:b=c,d", "1:2", "1:2:3:4:5", "2:1:3", "1x2", "1x", "0/0", "[]", "{}", "[1", '{"a', '{"a":1}', "null", "true",
          "9" * 400, "z" * 5000, "," * 5000, "\u0661", "\u03b2eta", "\n", "a\tb\x1b[31m\x7f", b"\xff\xfe", "%s%n", "'", '"', "\\",
          "no/such/file", "/dev/null", ".", "..", "a.", ".csv", "a.exe"]
NOT_JSON_AS_ARGUMENT = {"empty_file", "top_level_null", "no_final_newline_comment_hash", "binary_elf"}


def repeated(unit):
    return unit["unit"] * unit["count"]


def content(case):
    if "content" in case:
        return case["content"].encode()
    if "content_base64" in case:
        return base64.b64decode(case["content_base64"])
    made = case["generate"]
    text = made["prefix"] + repeated(made) + made["suffix"]
    return (text + made.get("unit2", "") * made["count"] + made.get("suffix2", "")).encode()


def accepted(case):
    return OPEN.get(case["id"], case["expect"]["exit"] == "zero")


def arguments(case):
    """Our argument list, and whether an output is named in it."""
    args = case["args"]
    if isinstance(args, dict):
        args = args["args"] + ([repeated(args["last_arg"])] if "last_arg" in args else [])
    return ["--output" if arg == "--out" else arg for arg in args]


class Hostile(ProgramTest):
    def check(self, case, *args, **more):
        """Runs one case beside an output file that exists."""
        output = self.folder / "kept.csv"
        output.write_bytes(b"kept")
        before = sorted(self.folder.iterdir())
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = run(*args, cwd=self.folder, **more)
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Its own time, so that a busy machine is no failure; a run that only waits meets the limit of run().
        self.assertLess(now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, 10 if SANITIZED else 1)
        if accepted(case):
            self.assertEqual((result.status, result.stderr), (0, ""))
            return
        self.assertEqual(result.stderr, f"momentum-sim: {EXPECTED[case['id']]}\n")
        self.assertEqual(result.status, 1 if case["id"].startswith("out_") else 2)
        self.assertLessEqual(len(result.stderr.encode()), 500)
        self.assertTrue(result.stderr[:-1].isprintable())
        must_name = case["expect"].get("must_name", "")
        self.assertIn(OUR_NAME.get(must_name, must_name), result.stderr)
        self.assertEqual(result.stdout, b"")
        self.assertEqual(output.read_bytes(), b"kept")
        self.assertEqual(sorted(self.folder.iterdir()), before)

    def test_costs(self):
        for case in CASES["cost_specs"]:
            if "setup" in case:
                continue
            given = content(case)
            with self.subTest(case["id"], way="file"):
                self.write("cost.json", given)
                self.check(case, "--cost", "cost.json", "-o", "kept.csv")
            with self.subTest(case["id"], way="standard input"):
                self.check(case, "--cost", "-", "-o", "kept.csv", stdin=given)
            if b"\0" in given or len(given) > LONGEST_ARGUMENT or case["id"] in NOT_JSON_AS_ARGUMENT:
                continue
            with self.subTest(case["id"], way="argument"):
                self.check(case, "--cost", os.fsdecode(given), "-o", "kept.csv")

    def test_paths(self):
        os.mkfifo(self.folder / "FIFO")
        for case in CASES["cost_specs"]:
            if "setup" not in case:
                continue
            with self.subTest(case["id"]):
                path = case["setup"].get("path", "FIFO")
                self.check(case, "--cost", path, "-o", "kept.csv")
                self.assertIn(path, EXPECTED[case["id"]])

    def test_arguments(self):
        for case in CASES["cli"]:
            if case["id"] in NOT_OURS or "shell_pipe" in case["args"]:
                continue
            with self.subTest(case["id"]):
                args = arguments(case)
                if accepted(case) or "--output" in args or case["id"] == "option_missing_value":
                    self.check(case, *args)
                else:
                    self.check(case, *args, "-o", "kept.csv")

    def test_reader_that_leaves(self):
        (case,) = [c for c in CASES["cli"] if c["id"] == "stdout_sigpipe"]
        command = f'"$0" "$@" {case["args"]["shell_pipe"]}'
        result = run("-c", command, program(), *arguments(case), executable="/bin/bash", cwd=self.folder)
        self.assertEqual((result.status, result.stderr), (0, ""))
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def test_every_refused_case_has_its_line(self):
        refused = {c["id"] for c in CASES["cost_specs"] + CASES["cli"] if not accepted(c)} - NOT_OURS
        self.assertEqual(set(EXPECTED), refused)

    def test_long_path_of_long_keys(self):
        key = "k" * 1000
        text = "1e999"
        for _ in range(15):
            text = f'{{"{key}":{text}}}'
        for option in ("--cost", "--spec"):
            with self.subTest(option):
                result = run(option, self.write("deep.json", text))
                self.assertEqual((result.status, result.stdout, result.stderr.count("\n")), (2, b"", 1))
                self.assertLessEqual(len(result.stderr), 500)

    def test_every_option_of_every_command_names_what_it_refuses(self):
        quick = {"": ["--steps", "3", "--grid", "3x3"], "explain": ["--steps", "3"], "surface": ["--grid", "3x3"],
                 "sweep": ["--steps", "3", "--jobs", "1"], "list": ["costs"]}
        for command, more in quick.items():
            head = [command] if command else []
            text = self.succeeds(*head, "--help").decode()
            for option in re.findall(r"(?m)^  (?:-\w,)?(--[\w-]+) [A-Z]", text):
                others = more if option not in more else more[:more.index(option)] + more[more.index(option) + 2:]
                for value in VALUES[::4] if SANITIZED else VALUES:
                    with self.subTest(command, option=option, value=value[:40]):
                        self.one_line_or_none(option, [*head, *others, option, value])

    def one_line_or_none(self, option, args):
        """It runs, or writes nothing but one line that begins with the option, or with the place in its list."""
        before = sorted(self.folder.iterdir())
        result = run(*args, cwd=self.folder)
        if result.status == 0:
            self.assertEqual(result.stderr, "")
            for path in set(self.folder.iterdir()) - set(before):
                path.unlink()
            return
        self.assertRegex(result.stderr, rf"\Amomentum-sim: ({option}\b|methods\[\d+\])[ -~]+\n\Z")
        self.assertLessEqual(len(result.stderr), 500)
        self.assertEqual((result.status, result.stdout), (1 if "cannot write" in result.stderr else 2, b""))
        self.assertEqual(sorted(self.folder.iterdir()), before)
