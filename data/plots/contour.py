# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib", "numpy"]
# ///
"""Draws the paths on the contours of the cost, and beside them the cost per step.

    momentum-sim --format json | python3 contour.py -o contour.png
"""

import argparse
import json
import sys

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D

# A colour and a marker a method: the colours of Okabe and Ito, which colour-blind readers can tell apart.
COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#56b4e9", "#e69f00", "#882255"]
MARKERS = ["o", "s", "^", "D", "v", "<", ">", "p"]
PAPER = LinearSegmentedColormap.from_list("paper", ["#fffefb", "#f1eadb", "#d3c6a8"])
INK, GREY = "#222222", "#666666"
START = {"marker": "o", "color": "white", "markeredgecolor": INK, "markeredgewidth": 1.3, "markersize": 8}
MARK = {"markersize": 5, "markeredgecolor": "white", "markeredgewidth": 0.4}
LOWEST = {"marker": "+", "color": INK, "markeredgewidth": 1.8, "markersize": 10}

plt.rcParams.update({
    "font.size": 10, "axes.titlesize": 11, "axes.titlelocation": "left", "axes.titlepad": 9, "text.color": INK,
    "axes.labelcolor": GREY, "axes.edgecolor": "#bbbbbb", "xtick.color": GREY, "ytick.color": GREY,
    "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False, "savefig.dpi": 200,
})


def read(file):
    """The document that momentum-sim wrote to it."""
    try:
        document = json.load(file)
        runs, _ = document["runs"], document["spec"]
    except (ValueError, KeyError, TypeError):
        raise ValueError("not a document of momentum-sim --format json") from None
    if "surface" not in document:
        raise ValueError("no surface in it: run momentum-sim with --grid 101x101")
    if len(runs) > len(COLORS):
        raise ValueError(f"{len(runs)} methods: this script has colours for {len(COLORS)}")
    return document


def columns(run):
    """A trajectory as an array for each column. A number that is not finite is null there and NaN here."""
    trajectory = run["trajectory"]
    return dict(zip(trajectory["columns"], np.array(trajectory["data"], dtype=float).T))


def lowest_point(surface, paths):
    """x, y and cost where the cost is lowest, of all that is known of it: the grid and the paths."""
    x, y = np.meshgrid(surface["x"], surface["y"])
    known = [np.stack([x, y, surface["cost"]]).reshape(3, -1)]
    known += [np.stack([path["x"], path["y"], path["cost"]]) for path in paths]
    points = np.concatenate(known, axis=1)
    return points[:, np.nanargmin(points[2])]


def draw_contours(axes, surface):
    # Levels at quantiles of the cost spread the contours evenly, whatever the cost. The square root makes a cone of a
    # bowl, which the grid follows better near the minimum.
    height = np.sqrt(surface["cost"] - np.nanmin(surface["cost"]))
    levels = np.unique(np.nanquantile(height, [0, *np.linspace(0.15, 1, 14) ** 2]))
    if len(levels) > 1:  # else the cost is constant
        shades = PAPER(np.linspace(0, 1, len(levels) - 1))
        axes.contourf(surface["x"], surface["y"], height, levels, colors=shades)
        axes.contour(surface["x"], surface["y"], height, levels[1:-1], colors="#8a7a55", linewidths=0.6, alpha=0.7)
    axes.set(xlim=surface["x"][[0, -1]], ylim=surface["y"][[0, -1]], xlabel="x", ylabel="y")


def within(axes, x, y, margin=0):
    """Whether points lie in the picture, or at most margin times its size outside."""
    box = axes.viewLim
    return ((np.abs(x - (box.x0 + box.x1) / 2) <= (0.5 + margin) * box.width)
            & (np.abs(y - (box.y0 + box.y1) / 2) <= (0.5 + margin) * box.height))


def draw_path(axes, path, diverged, color, marker):
    x, y = path["x"], path["y"]
    far = np.flatnonzero(~within(axes, x, y, margin=1))
    if diverged and far.size:  # it would go on to fill the picture with lines from side to side
        x, y = x[:far[0] + 1], y[:far[0] + 1]
    axes.plot(x, y, color="white", linewidth=3, alpha=0.8, zorder=1.9)  # a casing, below every path
    axes.plot(x, y, color=color, linewidth=1.4)
    # Markers on the steps that lie in the picture, as far as there is room for them.
    seen = within(axes, x, y)
    axes.plot(x[seen], y[seen], marker, color=color, markevery=0.015, **MARK)


def draw_cost(axes, path, lowest, color, marker):
    height = path["cost"] - lowest
    drawn = height > 0  # a logarithm has no place for the others
    axes.plot(path["step"][drawn], height[drawn], color=color, linewidth=1.4, marker=marker,
              markevery=max(1, drawn.sum() // 8), **MARK)


def draw(document, title):
    surface = {name: np.array(values, dtype=float) for name, values in document["surface"].items()}
    paths = [columns(run) for run in document["runs"]]
    styles = list(zip(COLORS, MARKERS))
    *lowest, lowest_cost = lowest_point(surface, paths)

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), gridspec_kw={"width_ratios": [1.75, 1]})
    figure.subplots_adjust(wspace=0.17)
    draw_contours(left, surface)
    left.set_title(title or f"{document['spec']['cost']['type']} cost")
    base = min(lowest_cost, 0)  # a cost below 0 is drawn as what is above the lowest
    for run, path, style in zip(document["runs"], paths, styles):
        draw_path(left, path, run["stop"]["reason"] == "diverged", *style)
        draw_cost(right, path, base, *style)
    last = max(1, *(path["step"][-1] for path in paths))
    right.set(yscale="log", xlabel="step", xlim=(-0.03 * last, 1.03 * last))
    right.xaxis.get_major_locator().set_params(integer=True)
    right.set_title("cost per step" if base == 0 else f"cost above {base:.6g} per step")
    right.grid(color="#e8e8e8", linewidth=0.8)

    key = [Line2D([], [], color=color, marker=marker, label=run["label"], **MARK)
           for run, (color, marker) in zip(document["runs"], styles)]
    left.plot(*document["spec"]["start"], linestyle="none", zorder=4, **START)
    key.append(Line2D([], [], linestyle="none", label="start", **START))
    if within(left, *lowest, margin=-0.005):  # on the border the cost may still fall
        left.plot(*lowest, linestyle="none", zorder=5, **LOWEST)
        key.append(Line2D([], [], linestyle="none", label="lowest cost", **LOWEST))
    figure.legend(handles=key, loc="upper center", bbox_to_anchor=(0.5, 0.02), ncol=4)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", default="-", help="JSON of momentum-sim [standard input]")
    parser.add_argument("-o", "--output", default="contour.png", help="the picture: .png, .svg, .pdf [contour.png]")
    parser.add_argument("--title", help="title of the picture [the cost]")
    arguments = parser.parse_args()
    try:
        with sys.stdin if arguments.file == "-" else open(arguments.file, encoding="utf-8") as file:
            document = read(file)
        draw(document, arguments.title).savefig(arguments.output, bbox_inches="tight", pad_inches=0.15)
    except OSError as error:
        sys.exit(f"contour.py: {error.filename}: {error.strerror}")
    except ValueError as error:
        sys.exit(f"contour.py: {error}")


if __name__ == "__main__":
    main()
