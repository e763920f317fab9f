#!/usr/bin/env python3
"""Compares the program with its rivals as whole processes and prints a Markdown table.

Seconds say little on a machine that others use too, so the two sides of a work take turns and each ratio is
of two runs in the same round.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENE = ["--cost", '{"type":"quadratic","A":[[1,0],[0,19]]}', "--start=-9,4", "--lr", "1e-6", "--beta", "0.9",
         "--method", "gd,momentum", "--quiet"]
START_UP_ROUNDS = 30  # a process of a millisecond is easily disturbed
MEMORY_ROUNDS = 3     # hardly differs from run to run


def seconds(command):
    """Runs a command, its standard output thrown away, and gives its wall, user and system time."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"compare.py: exit status {os.waitstatus_to_exitcode(status)} of {' '.join(command)}")
    return {"wall": wall, "user": usage.ru_utime, "sys": usage.ru_stime}


def peak_memory(launcher, command):
    return {"bytes": 1024 * int(subprocess.check_output([launcher, *command]))}


def shape_of_csv(path):
    """The number of lines and what the last one says: the same for both sides when they did the same work."""
    lines = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            lines += block.count(b"\n")
        file.seek(-min(file.tell(), 1000), os.SEEK_END)
        last = file.read().decode().splitlines()[-1].split(",")
    return lines, last[0], [float(number) for number in last[1:]]


def compare(work, rival, rounds, figure, run_ours, run_rival):
    """Runs both sides in turn, after a round that is not counted. `figure` is what the ratio is made of."""
    sides = {"ours": run_ours, "rival": run_rival}
    runs = {name: [] for name in sides}
    for number in range(rounds + 1):
        # Who goes first changes, so that nobody always runs in the wake of the other.
        for name in sorted(sides, reverse=number % 2 == 1):
            measured = sides[name]()
            if number > 0:
                runs[name].append(measured)
    ratios = [theirs[figure] / ours[figure] for ours, theirs in zip(runs["ours"], runs["rival"])]
    medians = {name: {key: statistics.median(run[key] for run in done) for key in done[0]}
               for name, done in runs.items()}
    return {"work": work, "rival_name": rival, "rounds": rounds, "figure": figure, **medians,
            "ratio": {"median": statistics.median(ratios), "min": min(ratios), "max": max(ratios)}}


def works(program, rivals, rounds, folder):
    def program_csv(steps, path):
        return [program, *SCENE, "--steps", str(steps), "-o", path]

    def rival_csv(steps, path):
        return [rivals["rival_ofstream"], path, str(steps)]

    steps = 10**6
    shapes = set()

    def timed_csv(command_for):
        path = os.path.join(folder, "rows.csv")
        measured = seconds(command_for(steps, path))
        lines, label, numbers = shape_of_csv(path)
        os.remove(path)
        shapes.add((lines, label, *numbers))
        if lines != 1 + 2 * (steps + 1) or len(shapes) != 1:
            sys.exit(f"compare.py: the two sides of W1 did not write the same rows: {shapes}")
        return measured

    yield compare("W1: 2e6 rows of CSV to a file", "rival_ofstream", rounds, "wall",
                  lambda: timed_csv(program_csv), lambda: timed_csv(rival_csv))

    steps_unwritten = 10**7
    unwritten = [program, *SCENE, "--steps", str(steps_unwritten), "--every", "10000000000", "-o", os.devnull]
    for rival, matrix in (("rival_loop", ["1", "0", "19", "0", "0", "0"]), ("rival_loop, A compiled in", [])):
        alone = [rivals["rival_loop"], str(steps_unwritten), *matrix]
        yield compare("W2: 2e7 steps, nothing written", rival, rounds, "wall", lambda: seconds(unwritten),
                      lambda: seconds(alone))

    true = shutil.which("true")
    yield compare("start-up: the default command", "true", START_UP_ROUNDS, "wall",
                  lambda: seconds([program, "-o", os.devnull]), lambda: seconds([true]))

    for count in (10**3, 10**6):
        path = os.path.join(folder, "rows.csv")
        yield compare(f"peak memory of W1, {count:,} steps", "rival_ofstream", MEMORY_ROUNDS, "bytes",
                      lambda: peak_memory(rivals["peak_memory"], program_csv(count, path)),
                      lambda: peak_memory(rivals["peak_memory"], rival_csv(count, path)))


def quantity(figure, value):
    if figure == "bytes":
        return f"{value / 2**20:.2f} MiB"
    return f"{value:.3f} s" if value >= 0.1 else f"{1000 * value:.2f} ms"


def markdown(result):
    figure, ratio = result["figure"], result["ratio"]
    return (f"| {result['work']} | {result['rival_name']} | {quantity(figure, result['ours'][figure])} "
            f"| {quantity(figure, result['rival'][figure])} "
            f"| {ratio['median']:.2f} ({ratio['min']:.2f}..{ratio['max']:.2f}) |")


def machine(program):
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    # What stands in the program itself, for the compiler on the path need not be the one that made it.
    compiler = re.search(rb"[\w ]*clang version [\w.]+|GCC: \([^)]*\) [\w.]+", Path(program).read_bytes())
    return {"processor": model[1] if model else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "compiler": compiler[0].decode() if compiler else "compiler unknown"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, type=Path, help="momentum-sim, as built for release")
    parser.add_argument("--rivals", required=True, type=Path, help="the folder where the rivals were built")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of W1 and W2 (default: 7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same numbers to FILE")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: must be at least 1")

    program = str(arguments.program.resolve())
    rivals = {name: str(arguments.rivals.resolve() / name)
              for name in ("rival_ofstream", "rival_loop", "peak_memory")}
    for path in (program, *rivals.values()):
        if not os.access(path, os.X_OK):
            parser.error(f"{path}: no such program; build with MOMENTUM_SIM_BENCH=ON")

    print("| work | rival | ours (median) | rival (median) | ratio rival/ours: median (min..max) |")
    print("|---|---|---|---|---|")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for result in works(program, rivals, arguments.rounds, folder):
            results.append(result)
            print(markdown(result), flush=True)
    made_by = machine(program)
    print(f"\n{made_by['processor']}, {made_by['cores']} cores, {made_by['compiler']}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"machine": made_by, "works": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
