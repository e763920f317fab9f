# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib", "pandas"]
# ///
"""Draws x and y against the step, a row of panels for each method: how it oscillates, and how that is damped.

    momentum-sim | python3 oscillation.py -o oscillation.png
"""

import argparse
import sys

import matplotlib.pyplot as plt
import pandas as pd

# A colour a method: the colours of Okabe and Ito, which colour-blind readers can tell apart.
COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#56b4e9", "#e69f00", "#882255"]
INK, GREY = "#222222", "#666666"

plt.rcParams.update({
    "font.size": 10, "axes.titlesize": 11, "axes.titlelocation": "left", "axes.titlepad": 9, "text.color": INK,
    "axes.labelcolor": GREY, "axes.edgecolor": "#bbbbbb", "xtick.color": GREY, "ytick.color": GREY,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#e8e8e8",
    "axes.axisbelow": True, "savefig.dpi": 200,
})


def read(file):
    """The table that momentum-sim wrote to it."""
    try:
        table = pd.read_csv(file)
        table[["method", "step", "x", "y", "cost"]]
    except (ValueError, KeyError):
        raise ValueError("not a table of momentum-sim --format csv") from None
    if table["method"].nunique() > len(COLORS):
        raise ValueError(f"{table['method'].nunique()} methods: this script has colours for {len(COLORS)}")
    return table


def draw(table, title):
    paths = table.groupby("method", sort=False)
    figure, axes = plt.subplots(len(paths), 2, figsize=(11, 0.9 + 1.5 * len(paths)), sharex=True, sharey="col",
                                squeeze=False, constrained_layout=True)
    figure.get_layout_engine().set(hspace=0.06, h_pad=0.08)
    lowest = table.loc[table["cost"].idxmin()]
    # A diverging path leaves the picture and ends there: at the scale of its end no other path could be seen.
    scale = max(1, abs(table["cost"].iloc[0]))
    shown = table[table["cost"].abs() <= 10 * scale]
    last = max(1, table["step"].max())

    for row, (method, path), color in zip(axes, paths, COLORS):
        diverges = not abs(path["cost"].iloc[-1]) <= 1e12 * scale  # so momentum-sim defines it
        if diverges:
            path = path.head((path["cost"].abs() <= 10 * scale).cummin().sum() + 1)
        marker = {"marker": "o", "markersize": 2.5} if len(path) <= 200 else {}
        for panel, name in zip(row, ["x", "y"]):
            panel.axhline(lowest[name], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
            panel.plot(path["step"], path[name], color=color, linewidth=1.2, **marker)
            low, high = shown[name].min(), shown[name].max()
            margin = 0.08 * (high - low) or 1
            panel.set(xlim=(-0.01 * last, 1.01 * last), ylim=(low - margin, high + margin), ylabel=name)
            panel.xaxis.get_major_locator().set_params(integer=True)
        row[0].set_title(method + (": diverges" if diverges else ""), color=color, fontweight="bold")
    for panel in axes[-1]:
        panel.set_xlabel("step")
    axes[0, 1].set_title("dashed: where the cost is lowest", color=GREY, fontsize=9, loc="right")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", default="-", help="CSV of momentum-sim [standard input]")
    parser.add_argument("-o", "--output", default="oscillation.png",
                        help="the picture: .png, .svg, .pdf [oscillation.png]")
    parser.add_argument("--title", help="title of the picture [none]")
    arguments = parser.parse_args()
    try:
        with sys.stdin if arguments.file == "-" else open(arguments.file, encoding="utf-8") as file:
            table = read(file)
        draw(table, arguments.title).savefig(arguments.output)
    except OSError as error:
        sys.exit(f"oscillation.py: {error.filename}: {error.strerror}")
    except ValueError as error:
        sys.exit(f"oscillation.py: {error}")


if __name__ == "__main__":
    main()
