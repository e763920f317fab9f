// The engine of the page takes the very steps of the program.

import assert from "node:assert/strict";
import test from "node:test";
import { csvOf } from "../../src/explorer/page/downloads.js";
import { valueAt } from "../../src/explorer/page/engine.js";
import { labelOf } from "../../src/explorer/page/methods.js";
import { costOption, engineBytes, experimentFor, GEYSER, lists, momentumSim, O_RINGS, pageOf, summaryOf } from "./setup.mjs";

const STEPS = 10000;
const METHODS = lists.methods.map(({ name }) => name).join(",");
const optionsFor = (cost, steps) =>
  ["--cost", costOption(cost), "--method", METHODS, "--lr", "0.001", "--steps", String(steps)];

test("the engine is small, and needs nothing of its surroundings", () => {
  const module = new WebAssembly.Module(engineBytes);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  console.log(`engine: ${engineBytes.length} bytes; page: ${pageOf().length} characters`);
  assert.ok(engineBytes.length < 256 * 1024, `${engineBytes.length} bytes`);
});

test("every method and cost of the program is in the page", () => {
  for (const topic of ["methods", "costs"]) {
    const listed = JSON.parse(momentumSim("list", topic, "--format", "json"));
    assert.deepEqual(lists[topic].map(({ name }) => name), listed.map(({ name }) => name));
    assert.deepEqual(lists[topic].map(({ formula }) => formula), listed.map(({ formula }) => formula));
  }
});

for (const { name: cost } of lists.costs) {
  test(`the page's steps on ${cost}`, async () => {
    const options = optionsFor(cost, STEPS);
    const { engine, state } = await experimentFor(...options);
    const result = engine.explore(state);
    const native = momentumSim(...options, "--format", "csv").trimEnd().split("\n").slice(1);
    let at = 0;
    result.runs.forEach((run, i) => {
      const label = labelOf(state.methods[i], lists);
      for (let k = 0; k <= run.steps; k++, at++) {
        const [method, ...numbers] = native[at].split(",");
        assert.equal(method, label);
        numbers.forEach((text, j) => {
          const expected = text.endsWith("inf") || text === "nan" ? Number(text.replace("inf", "Infinity")) : Number(text);
          const computed = run.rows[k * run.width + j];
          assert.ok(Object.is(computed, expected), `${label}, step ${k}, column ${j}: ${computed} against ${expected}`);
        });
      }
    });
    assert.equal(at, native.length);
  });
}

test("the batch that is shown is the one that the update was made of", async () => {
  const { engine, state } = await experimentFor("--cost", GEYSER, "--batch-size", "100", "--seed", "4", "--steps", "9");
  const [run] = engine.explore(state).runs;
  for (let k = 1; k <= 9; k++) {
    const [xs, ys] = engine.batch(k);
    assert.equal(xs.length, k % 3 === 0 ? 72 : 100);
    const [w, b] = ["x", "y"].map((name) => valueAt(run, k - 1, name));
    const mean = (of) => xs.reduce((sum, x, i) => sum + of(x, w * x + b - ys[i]), 0) / xs.length;
    const gradient = [mean((x, r) => r * x), mean((_, r) => r)];
    ["batch_grad_x", "batch_grad_y"].forEach((name, i) =>
      assert.ok(Math.abs(gradient[i] - valueAt(run, k, name)) < 1e-11 * Math.abs(gradient[0])));
  }
});

const RUNS = [
  [],
  ["--lr", "0.11", "--method", "gd,momentum,nesterov"],
  ["--cost", '{"type": "quadratic", "eigenvalues": [1, 4], "angle": 0}', "--lr", "0.5"],
  ["--cost", "rosenbrock", "--lr", "0.001", "--steps", "700", "--every", "7", "--method", "gd,momentum:beta=0.99"],
  ["--lr", "best", "--beta", "best", "--method", "gd,momentum,heavy-ball,nesterov,momentum-corrected"],
  ["--cost", "himmelblau", "--grad-tol", "1e-6", "--lr", "0.01"],
  ["--cost", '{"type": "quadratic", "eigenvalues": [-1, 4], "angle": 30}', "--steps", "40"],
  ["--noise", "0.5", "--seed", "9007199254740992"],
  ["--cost", "himmelblau", "--noise", "20", "--seed", "3", "--lr", "0.01", "--method", "gd,momentum,adam"],
  ["--cost", GEYSER, "--steps", "1500", "--every", "10"],
  ["--cost", `${GEYSER},standardize=true,ridge=0.1`, "--batch-size", "16", "--seed", "5", "--steps", "500", "--method", METHODS],
  ["--cost", `${GEYSER},standardize=true`, "--batch-size", "272", "--lr", "best"],
  ["--cost", GEYSER, "--batch-size", "100", "--noise", "3"],
  ["--cost", O_RINGS, "--lr", "1", "--grad-tol", "1e-3"],
  ["--cost", O_RINGS, "--lr", "1", "--batch-size", "5", "--noise", "0.01", "--seed", "2"],
];

// null: what is not finite.
const same = (a, b) => a === b || (!Number.isFinite(a) && b === null);

function without(option, options) {
  const at = options.indexOf(option);
  return at < 0 ? options : options.filter((_, i) => i !== at && i !== at + 1);
}

for (const options of RUNS) {
  const words = options.join(" ") || "the default";
  test(`what is said of ${words}`, async () => {
    const { engine, state, lists: known } = await experimentFor(...options);
    const result = engine.explore(state);
    const document = JSON.parse(momentumSim(...options, "--format", "json", "--grid", "0"));
    document.runs.forEach(({ summary, stop, label }, i) => {
      const { metrics, stop: reason, steps } = result.runs[i];
      assert.deepEqual([reason, steps, labelOf(state.methods[i], known)], [stop.reason, stop.step, label]);
      const orNull = (value) => (Number.isFinite(value) ? value : null);
      assert.deepEqual(
        [metrics.firstHit, metrics.settled, metrics.finalCost, metrics.lowestCost].map(orNull),
        [summary.first_hit, summary.settled, summary.final_cost, summary.lowest_cost]);
      assert.ok(same(metrics.pathLength, summary.path_length));
      if (summary.spread) {
        assert.ok(same(metrics.spread, summary.spread.steep), `${metrics.spread} against ${summary.spread.steep}`);
        const predicted = summary.spread_predicted?.steep ?? NaN;
        assert.ok(Object.is(metrics.expectedSpread, predicted), `${metrics.expectedSpread} against ${predicted}`);
      }
      if (summary.crossings.steep !== null) assert.equal(metrics.crossingsSteep, summary.crossings.steep);
    });
    const explained = JSON.parse(momentumSim("explain", ...without("--every", options), "--format", "json"));
    explained.methods.forEach(({ lr_limit: limit, optimal, directions }, i) => {
      const { theory } = result.runs[i];
      const regimes = [theory.shallowRegime, theory.steepRegime];
      if (explained.exact) directions.forEach(({ regime }, j) => assert.equal(regimes[j], regime));
      if (explained.exact) assert.ok(same(theory.lrLimit, limit), `${theory.lrLimit} against ${limit}`);
      if (explained.exact && optimal) assert.ok(same(theory.bestLr, optimal.lr) && same(theory.bestRate, optimal.rate));
    });
  });

  test(`the sentences and the CSV of ${words}`, async () => {
    const { engine, state } = await experimentFor(...options);
    const result = engine.explore(state);
    const methods = state.methods.map((method) => ({ label: labelOf(method, lists) }));
    const said = summaryOf(...options);
    assert.ok(said.endsWith(result.remarks.map((remark) => `${remark}\n`).join("")), `${said}\n${result.remarks}`);
    const expected = momentumSim(...options, "--format", "csv");
    assert.equal(csvOf({ state, result, methods }), expected);
  });
}
