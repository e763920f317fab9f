"""A sweep with NumPy, all cells of the grid at once: heavy-ball on Rosenbrock's cost from (-1.2, 1).

rival_numpy.py FILE POINTS STEPS: POINTS values of lr times as many of beta. A cell that has ended is left out
of the arrays from then on.
"""

import sys

import numpy as np

path, points, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
lr, beta = (grid.ravel() for grid in np.meshgrid(np.geomspace(1e-5, 1e-2, points), np.linspace(0, 0.99, points),
                                                 indexing="ij"))
outcome = np.full(lr.size, "budget", dtype=object)
ended_at = np.full(lr.size, steps)
final_cost = np.empty(lr.size)

live = np.arange(lr.size)
live_lr, live_beta = lr, beta
x, y = np.full(lr.size, -1.2), np.full(lr.size, 1.0)
vx, vy = np.zeros(lr.size), np.zeros(lr.size)
bound = None
with np.errstate(all="ignore"):
    for k in range(steps + 1):
        u, v = 1 - x, y - x * x
        bv = 100 * v
        cost = u * u + bv * v
        if bound is None:
            bound = 1e12 * max(1.0, cost[0])
        bounded = (np.abs(cost) <= bound) & np.isfinite(x) & np.isfinite(y)
        reached = bounded & (cost <= 1e-3)
        final_cost[live] = cost
        going = bounded & ~reached
        if not going.all():
            outcome[live[reached]] = "reached"
            outcome[live[~bounded]] = "diverged"
            ended_at[live[~going]] = k
            live, live_lr, live_beta, x, y, vx, vy, u, bv = (
                array[going] for array in (live, live_lr, live_beta, x, y, vx, vy, u, bv))
        vx = live_beta * vx + (-2 * u - 4 * x * bv)
        vy = live_beta * vy + 2 * bv
        x = x - live_lr * vx
        y = y - live_lr * vy

with open(path, "w", encoding="ascii") as file:
    file.write("method,lr,beta,outcome,steps,final_cost\n")
    for row in zip(lr.tolist(), beta.tolist(), outcome, ended_at.tolist(), final_cost.tolist()):
        file.write("heavy-ball,%r,%r,%s,%d,%r\n" % row)
