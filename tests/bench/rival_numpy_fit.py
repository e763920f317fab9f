"""A fit with NumPy by plain gradient descent over all rows of a CSV file, each step one pass over its columns.

rival_numpy_fit.py FILE DATA least-squares|logistic STEPS, with lr 0.1 from (0, 0): the columns x and y.
"""

import sys

import numpy as np

path, data, cost, steps = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
x, y = np.loadtxt(data, delimiter=",", skiprows=1, unpack=True)
lr, w, b = 0.1, 0.0, 0.0
with open(path, "w", encoding="ascii") as file:
    file.write("step,x,y,cost\n")
    for k in range(steps + 1):
        t = w * x + b
        if cost == "least-squares":
            r = t - y
            f = 0.5 * np.mean(r * r)
        else:
            r = 1 / (1 + np.exp(-t)) - y
            f = np.mean(np.logaddexp(0, t) - y * t)
        file.write(f"{k},{w!r},{b!r},{f!r}\n")
        w, b = w - lr * float(np.mean(r * x)), b - lr * float(np.mean(r))
