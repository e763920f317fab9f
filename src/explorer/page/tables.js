import { element, setText } from "./elements.js";
import { shortText } from "./numbers.js";
import { valueAt } from "./engine.js";

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
// What is said of a step: of(name) is the number of a column there; next(name) of the step after it, which says what was
// given instead of the gradient, null where there is none.
const readOut = ([x, y], noisy) => [
  [x, ({ of }) => number(of("x"))],
  [y, ({ of }) => number(of("y"))],
  ["cost", ({ of }) => number(of("cost"))],
  ["gradient", ({ of }) => vector(of("grad_x"), of("grad_y"))],
  ["its length", ({ of }) => number(Math.hypot(of("grad_x"), of("grad_y")))],
  ...(noisy ? [
    ["noisy gradient", ({ next }) => (next ? vector(next("batch_grad_x"), next("batch_grad_y")) : "–")],
    ["epoch", ({ of }) => String(of("epoch"))],
  ] : []),
  ["velocity", ({ of }) => vector(of("velocity_x"), of("velocity_y"))],
];

function regime(name, radius, period) {
  if (!name) return "–";
  return `${name}, ${number(radius)}${Number.isFinite(period) ? `, period ${number(period)}` : ""}`;
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

export function stepAt(run, step) {
  const k = Math.min(step, run.steps);
  return { of: (name) => valueAt(run, k, name), next: step < run.steps ? (name) => valueAt(run, step + 1, name) : null };
}
