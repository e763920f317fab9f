import { CostPanel } from "./cost.js";
import { byId, setAttribute } from "./elements.js";
import { valueAt } from "./engine.js";
import { MethodsPanel } from "./methods.js";
import { shortText } from "./numbers.js";
import { friction, linear, logarithmic, lrScale, tidy, tidyBeta, withOff } from "./scales.js";
import { Slider } from "./slider.js";
import { isAllowed, LARGEST_SEED, MOST_STEPS } from "./spec.js";

// What changes the state of the page: sliders, the cost, the methods, "best". The page is given the change, and shows
// what follows from it.

const SEEDS = 100; // that the slider reaches

export class Controls {
  // page: its state, what was computed last, which method is looked at, and change(by, done), restart(state), select(i).
  constructor(page) {
    const { lists, slots, engine } = page;
    this.page = page;
    this.makeSliders(lists);
    this.methods = new MethodsPanel({ lists, slots, select: (i) => page.select(i), change: (methods) => page.change({ methods }) });
    this.cost = new CostPanel({ engine, lists, change: (cost, done) => page.change({ cost }, done), choose: (cost) => this.chooseCost(cost) });
    byId("best-lr").addEventListener("click", () => this.best(false));
    byId("best-both").addEventListener("click", () => this.best(true));
  }

  makeSliders(lists) {
    const { page } = this;
    const parameters = lists.methods.flatMap((method) => method.parameters);
    const shared = (name) => parameters.find((parameter) => parameter.shared === name);
    this.lr = new Slider({ id: "lr", label: "lr", name: "lr, the learning rate", tidy, none: "best", allowed: (value) => isAllowed(shared("lr"), value),
      onChange: (lr, done) => this.setShared({ lr }, done) });
    this.beta = new Slider({ id: "beta", label: "beta", name: "beta, the momentum coefficient", tidy: tidyBeta, none: "best", allowed: (value) => isAllowed(shared("beta"), value),
      onChange: (beta, done) => this.setShared({ beta }, done) });
    this.steps = new Slider({ id: "steps", label: "steps", tidy: (value) => Math.round(tidy(value)),
      allowed: (value) => Number.isInteger(value) && value >= 0 && value <= MOST_STEPS, onChange: (steps, done) => page.change({ steps }, done) });
    byId("sliders").replaceChildren(this.lr.node, this.beta.node, this.steps.node);
    this.batch = new Slider({ id: "batch", label: "batch", name: "batch size", none: "off", tidy: Math.round,
      allowed: (value) => Number.isInteger(value) && value >= 1 && value <= lists.data.xs.length,
      onChange: (batchSize, done) => page.change({ batchSize }, done) });
    this.noise = new Slider({ id: "noise", label: "noise", name: "noise, its standard deviation", none: "off", tidy,
      allowed: (value) => value >= 0 && Number.isFinite(value), onChange: (noise, done) => page.change({ noise }, done) });
    this.seed = new Slider({ id: "seed", label: "seed", tidy: Math.round,
      allowed: (value) => Number.isInteger(value) && value >= 0 && value <= LARGEST_SEED, onChange: (seed, done) => page.change({ seed }, done) });
    byId("noise-sliders").replaceChildren(this.batch.node, this.noise.node, this.seed.node);
  }

  // How lr is scaled, on its slider and in the phase diagram.
  lrScale({ state, result, selected }) {
    const limits = result.runs.map(({ theory }) => theory.lrLimit);
    return lrScale(limits, (state.lr ?? result.runs[selected].theory.lr) || 0.1);
  }

  show(shown) {
    const { state, result, methods } = shown;
    this.lr.show(state.lr, this.lrScale(shown), result.runs.flatMap(({ theory }, i) => Number.isFinite(theory.lrLimit)
      ? [{ at: theory.lrLimit, color: methods[i].color, title: `limit of ${methods[i].label}: ${shortText(theory.lrLimit)}` }] : []));
    this.beta.show(state.beta, friction);
    this.steps.show(state.steps, logarithmic(1, Math.max(5000, state.steps)));
    this.showNoise(shown);
    this.cost.show(state, result);
    this.methods.show(shown);
    setAttribute(byId("best-lr"), "aria-pressed", state.lr === null && state.beta !== null);
    setAttribute(byId("best-both"), "aria-pressed", state.lr === null && state.beta === null);
    byId("best-lr").disabled = byId("best-both").disabled = result.minima.length === 0;
  }

  showNoise({ state, result, info, lists, noisy }) {
    const { batchSize, noise, seed } = state;
    const rows = info.on_data ? lists.data.xs.length : 2;
    this.batch.node.hidden = !info.on_data;
    this.batch.show(batchSize, withOff(logarithmic(1, rows), 1));
    const [gx, gy] = ["grad_x", "grad_y"].map((name) => valueAt(result.runs[0], 0, name));
    const decade = 10 ** Math.ceil(Math.log10(Math.hypot(gx, gy)) || 0);
    this.noise.show(noise, withOff(logarithmic(Math.min(decade / 1000, noise || Infinity), Math.max(10 * decade, noise)), 0));
    this.seed.show(seed, linear(0, Math.max(SEEDS, seed)));
    byId("noise-note").hidden = !noisy;
  }

  // lr and beta as the option would give them: methods that do not own theirs follow.
  setShared(by, done) {
    const { page } = this;
    const follows = (parameter, i, method) => parameter.shared && parameter.shared in by && !method.own[i];
    const methods = page.state.methods.map((method) => {
      const { parameters } = page.lists.methods[method.index];
      if (!parameters.some((parameter, i) => follows(parameter, i, method) && method.values[i] !== null)) return method;
      const changed = { ...method, values: method.values.map((value, i) => (follows(parameters[i], i, method) ? null : value)) };
      page.slots.keep(method, changed);
      return changed;
    });
    page.change({ ...by, methods }, done);
  }

  // The method that is looked at, in the phase diagram.
  moveInPhase(lr, beta, done) {
    const { page } = this;
    const method = page.state.methods[page.selected];
    const { parameters } = page.lists.methods[method.index];
    const by = {};
    const values = [...method.values];
    parameters.forEach(({ shared }, i) => {
      if (!shared) return;
      const value = shared === "lr" ? lr : beta;
      if (method.own[i]) values[i] = value;
      else by[shared] = value;
    });
    if (method.own.some(Boolean)) {
      const changed = { ...method, values };
      page.slots.keep(method, changed);
      page.state.methods = page.state.methods.with(page.selected, changed);
    }
    this.setShared(by, done);
  }

  best(both) {
    const { state, result, selected } = this.page;
    const { lr, beta } = result.runs[selected].theory;
    const pressed = state.lr === null && (state.beta === null) === both;
    if (pressed) this.setShared({ lr: tidy(lr), beta: both && Number.isFinite(beta) ? tidyBeta(beta) : state.beta ?? 0.9 });
    else this.setShared({ lr: null, beta: both ? null : state.beta ?? 0.9 });
  }

  // Another cost, from its own start, with an lr that some method can go by.
  chooseCost(cost) {
    const { page } = this;
    const { on_data: onData } = page.lists.costs[cost.index];
    const state = { ...page.state, cost, start: [0, 0], view: null, batchSize: onData ? page.state.batchSize : null };
    if (state.lr === null || state.beta === null) Object.assign(state, { lr: state.lr ?? 0.1, beta: state.beta ?? 0.9 });
    const { start, runs } = page.engine.explore(state);
    state.start = start;
    const limits = runs.map(({ theory }) => theory.lrLimit).filter(Number.isFinite);
    if (limits.length > 0 && state.lr > Math.min(...limits)) state.lr = Number((Math.min(...limits) / 2).toPrecision(1));
    page.restart(state);
  }
}
