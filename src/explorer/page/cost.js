import { byId, element } from "./elements.js";
import { isAllowed, isUsable } from "./spec.js";
import { linear, logarithmic, tidy } from "./scales.js";
import { Slider } from "./slider.js";

// The cost: which one, and a slider for each of its parameters. A quadratic has its condition number and its angle
// instead of the entries of its matrix.

const REACH = 3; // of a linear slider about the default
const DECADES = 100; // of a logarithmic one, to either side

export const standardCost = (index, { parameters }) => ({ index, values: parameters.map(({ standard }) => standard) });

function scaleOf({ standard, low, low_included: included }, value) {
  if (low === 0 && standard > 0) return logarithmic(Math.min(standard / DECADES, value), Math.max(standard * DECADES, value));
  return linear(included ? low : Math.min(standard - REACH, value), Math.max(standard + REACH, value));
}

// Degrees from the x axis to the shallow direction, -90 to 90.
function angleOf({ shallowX, shallowY }) {
  const degrees = (Math.atan2(shallowY, shallowX) * 180) / Math.PI;
  const turned = degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees;
  return Number(turned.toFixed(4));
}

export class CostPanel {
  // change(cost, done): its parameters; choose(cost): another one.
  constructor({ engine, lists, change, choose }) {
    Object.assign(this, { engine, lists, change });
    this.select = byId("cost");
    this.select.replaceChildren(...lists.costs.flatMap((info, i) =>
      isUsable(info, lists) ? [element("option", { value: i }, info.name)] : []));
    this.select.addEventListener("change", () => choose(standardCost(Number(this.select.value), lists.costs[this.select.value])));
    this.holder = byId("cost-sliders");
    this.index = null;
  }

  show(state, result) {
    const info = this.lists.costs[state.cost.index];
    this.select.value = state.cost.index;
    Object.assign(this, { state, result });
    if (this.index !== state.cost.index) {
      this.index = state.cost.index;
      byId("formula").textContent = `f = ${info.formula}`;
      byId("formula").title = info.note;
      this.sliders = info.matrix ? this.quadraticSliders() : this.plainSliders(info);
      this.holder.replaceChildren(...this.sliders.map(({ slider }) => slider.node));
    }
    for (const { slider, value, scale } of this.sliders) slider.show(value(), scale(value()));
  }

  plainSliders({ parameters }) {
    return parameters.map((parameter, i) => ({
      slider: new Slider({
        id: `cost-${parameter.name}`, label: parameter.name, tidy, allowed: (value) => isAllowed(parameter, value),
        onChange: (value, done) => this.change({ ...this.state.cost, values: this.state.cost.values.with(i, value) }, done),
      }),
      value: () => this.state.cost.values[i],
      scale: (value) => scaleOf(parameter, value),
    }));
  }

  // Turned and stretched about its minimum; one without a minimum about the origin.
  quadraticSliders() {
    const curvature = () => this.result.runs[0].theory;
    const set = (l1, l2, angle, done) => {
      const [x, y, cost] = this.result.minima[0] ?? [0, 0, this.state.cost.values[5]];
      this.change({ ...this.state.cost, values: this.engine.quadratic(l1, l2, angle, [x, y], cost) }, done);
    };
    const kappa = new Slider({
      id: "cost-kappa", label: "kappa", name: "kappa, the condition number", tidy, allowed: (value) => value >= 1 && Number.isFinite(value),
      onChange: (value, done) => set(curvature().l1, curvature().l1 * value, angleOf(curvature()), done),
    });
    const angle = new Slider({
      id: "cost-angle", label: "angle", name: "angle of the valley in degrees", tidy: (value) => Math.round(value), allowed: Number.isFinite,
      onChange: (value, done) => set(curvature().l1, curvature().l2, value, done),
    });
    const ratio = () => Number((curvature().l2 / curvature().l1).toPrecision(12));
    const turned = { slider: angle, value: () => angleOf(curvature()), scale: () => linear(-90, 90) };
    if (!(this.result.runs[0].theory.l1 > 0)) return [turned];
    return [{ slider: kappa, value: ratio, scale: (value) => logarithmic(1, Math.max(1000, value)) }, turned];
  }
}
