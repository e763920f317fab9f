"""The rows of rival_ofstream in pure Python: rival_python.py FILE STEPS."""

import sys


def simulate(out, name, momentum, steps):
    lr, beta = 1e-6, 0.9
    x, y, vx, vy = -9.0, 4.0, 0.0, 0.0
    for k in range(steps + 1):
        gx, gy = x, 19 * y
        out.write(f"{name},{k},{x},{y},{0.5 * (x * gx + y * gy)},{gx},{gy},{vx},{vy}\n")
        if momentum:
            vx, vy = beta * vx + (1 - beta) * gx, beta * vy + (1 - beta) * gy
        else:
            vx, vy = gx, gy
        x, y = x - lr * vx, y - lr * vy


with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write("method,step,x,y,cost,grad_x,grad_y,velocity_x,velocity_y\n")
    simulate(file, "gd", False, int(sys.argv[2]))
    simulate(file, "momentum", True, int(sys.argv[2]))
