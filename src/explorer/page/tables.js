import { element, setText } from "./elements.js";
import { shortText } from "./numbers.js";
import { COLUMNS, EPOCH, GIVEN_X, REGIMES } from "./engine.js";

// Tables with a row a method: what the runs came to, what theory says, and the step that is shown.

const known = (value, text) => (Number.isFinite(value) ? text(value) : "–");
const number = (value) => shortText(value);
const steps = (value) => known(value, (k) => String(k));

const RESULTS = [
  ["stopped by", ({ stop, steps: k }) => `${stop} ${k}`],
  ["final cost", ({ metrics }) => number(metrics.finalCost)],
  ["lowest cost", ({ metrics }) => `${number(metrics.lowestCost)} at ${metrics.lowestStep}`],
  ["to target", ({ metrics }) => steps(metrics.firstHit) !== "–" ? steps(metrics.firstHit) : steps(metrics.seenFirstHit)],
  ["settled", ({ metrics }) => steps(metrics.settled) !== "–" ? steps(metrics.settled) : steps(metrics.seenSettled)],
  ["predicted", ({ theory }) => steps(theory.predictedSteps)],
  ["crossings", ({ metrics }) => `${metrics.crossingsSteep} / ${metrics.crossingsShallow}`],
  ["travel across", ({ metrics }) => number(metrics.travelSteep)],
  ["path length", ({ metrics }) => number(metrics.pathLength)],
  ["efficiency", ({ metrics }) => number(metrics.efficiency)],
  ["overshoot", ({ metrics }) => number(metrics.overshoot)],
];
const RESULTS_IF_NOISY = [
  ["spread across", ({ metrics }) => known(metrics.spread, number)],
  ["its prediction", ({ metrics }) => known(metrics.expectedSpread, number)],
];
const THEORIES = [
  ["lr", ({ theory }) => known(theory.lr, number)],
  ["beta", ({ theory }) => known(theory.beta, number)],
  ["lr limit", ({ theory }) => known(theory.lrLimit, number)],
  ["along the valley", ({ theory }) => regime(theory.shallowRegime, theory.shallowRadius, theory.shallowPeriod)],
  ["across it", ({ theory }) => regime(theory.steepRegime, theory.steepRadius, theory.steepPeriod)],
  ["rate", ({ theory }) => known(Math.max(theory.shallowRadius, theory.steepRadius), number)],
  ["measured", ({ metrics }) => known(metrics.rate, number)],
  ["best lr, beta", ({ theory }) => known(theory.bestLr, () => `${number(theory.bestLr)}, ${number(theory.bestBeta)}`)],
  ["best rate", ({ theory }) => known(theory.bestRate, number)],
];
const vector = (x, y) => `(${number(x)}, ${number(y)})`;
// What is said of a step; `next` is the one after it, if there is one, which says what was given instead of the gradient.
const readOut = ([x, y], noisy) => [
  [x, ({ row }) => number(row[1])],
  [y, ({ row }) => number(row[2])],
  ["cost", ({ row }) => number(row[3])],
  ["gradient", ({ row }) => vector(row[4], row[5])],
  ["its length", ({ row }) => number(Math.hypot(row[4], row[5]))],
  ...(noisy ? [
    ["noisy gradient", ({ next }) => (next ? vector(next[GIVEN_X], next[GIVEN_X + 1]) : "–")],
    ["epoch", ({ row }) => String(row[EPOCH])],
  ] : []),
  ["velocity", ({ row }) => vector(row[6], row[7])],
];

function regime(name, radius, period) {
  if (!Number.isFinite(name)) return "–";
  return `${REGIMES[name]}, ${number(radius)}${Number.isFinite(period) ? `, period ${number(period)}` : ""}`;
}

class Table {
  constructor(holder, columns) {
    this.columns = columns;
    this.body = element("tbody");
    holder.replaceChildren(
      element("table", {},
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "method"),
          ...columns.map(([name]) => element("th", { scope: "col" }, name)))),
        this.body));
  }

  // subjects: what the columns read, one a method.
  show(methods, subjects) {
    while (this.body.rows.length > methods.length) this.body.lastChild.remove();
    while (this.body.rows.length < methods.length) {
      this.body.append(element("tr", {}, element("th", { scope: "row" }), ...this.columns.map(() => element("td"))));
    }
    methods.forEach(({ label, color }, i) => {
      const [head, ...cells] = this.body.rows[i].cells;
      setText(head, label);
      head.style.setProperty("--color", color);
      cells.forEach((cell, j) => setText(cell, this.columns[j][1](subjects[i])));
    });
  }
}

export const resultTable = (holder, noisy) => new Table(holder, [...RESULTS, ...(noisy ? RESULTS_IF_NOISY : [])]);
export const theoryTable = (holder) => new Table(holder, THEORIES);
export const readOutTable = (holder, axes, noisy) => new Table(holder, readOut(axes, noisy));

export const rowAt = (run, step) => {
  const k = Math.min(step, run.steps);
  return run.rows.subarray(k * COLUMNS, (k + 1) * COLUMNS);
};
export const stepAt = (run, step) => ({ row: rowAt(run, step), next: step < run.steps ? rowAt(run, step + 1) : null });
