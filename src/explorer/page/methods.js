import { byId, element, setAttribute, setText } from "./elements.js";
import { exactText, shortText } from "./numbers.js";
import { isAllowed, MOST_METHODS } from "./spec.js";
import { drawMarker } from "./theme.js";

// Which methods run: a chip for each that there is, a card for each that runs.

const OTHER_BETAS = [0.5, 0.99, 0.8, 0.95, 0.999, 0];

export const plainMethod = (index, { parameters }) => ({ index, values: parameters.map(() => null), own: parameters.map(() => false) });

export function labelOf({ index, values, own }, lists) {
  const { name, parameters } = lists.methods[index];
  const given = parameters.flatMap(({ name: parameter }, i) =>
    own[i] ? [`${parameter}=${values[i] === Infinity ? "best" : exactText(values[i])}`] : []);
  return [name, ...given].join(" ");
}

// Each method keeps its colour and shape while it runs.
export class Slots {
  constructor() {
    this.taken = new WeakMap();
  }
  of(method, methods) {
    if (!this.taken.has(method)) {
      const used = new Set(methods.map((each) => this.taken.get(each)));
      let slot = 0;
      while (used.has(slot)) slot++;
      this.taken.set(method, slot);
    }
    return this.taken.get(method);
  }
  keep(from, to) {
    this.taken.set(to, this.taken.get(from));
  }
}

function statusOf(run, target) {
  const { metrics, stop, steps } = run;
  if (stop === "diverged") return [`diverged at step ${steps}`, "bad"];
  const settled = Number.isFinite(metrics.settled) ? metrics.settled : metrics.seenSettled;
  const hit = Number.isFinite(metrics.firstHit) ? metrics.firstHit : metrics.seenFirstHit;
  if (Number.isFinite(settled)) return [`within ${shortText(target)} from step ${settled}`, "good"];
  if (Number.isFinite(hit)) return [`${shortText(target)} first at step ${hit}`, ""];
  return [`${shortText(target)} not reached`, ""];
}

export class MethodsPanel {
  // change(methods): others run from now on; select(i): one is looked at.
  constructor({ lists, slots, change, select }) {
    Object.assign(this, { lists, slots, change, select });
    this.chips = lists.methods.map((info, index) => element("button",
      { type: "button", class: "chip", title: info.summary, onclick: () => this.toggle(index) }, info.name));
    byId("chips").replaceChildren(...this.chips);
    byId("another").addEventListener("click", () => this.addBeta());
    this.key = "";
  }

  toggle(index) {
    const { methods } = this.state;
    const rest = methods.filter((method) => method.index !== index);
    if (rest.length === methods.length) this.change([...methods, plainMethod(index, this.lists.methods[index])]);
    else if (rest.length > 0) this.change(rest);
  }

  addBeta() {
    const { methods } = this.state;
    const betaOf = (index) => this.lists.methods[index].parameters.findIndex(({ shared }) => shared === "beta");
    const chosen = methods[this.selected];
    const index = betaOf(chosen.index) >= 0 ? chosen.index : this.lists.methods.findIndex((_, i) => betaOf(i) >= 0);
    const place = betaOf(index);
    const used = methods.filter((method) => method.index === index).map((method) => method.values[place] ?? this.state.beta);
    const beta = OTHER_BETAS.find((value) => !used.includes(value));
    if (beta === undefined) return;
    const added = plainMethod(index, this.lists.methods[index]);
    added.values[place] = beta;
    added.own[place] = true;
    this.change([...methods, added]);
  }

  show({ state, result, methods, selected, colors }) {
    Object.assign(this, { state, selected });
    this.chips.forEach((chip, index) =>
      setAttribute(chip, "aria-pressed", state.methods.some((method) => method.index === index)));
    const full = state.methods.length === MOST_METHODS;
    byId("another").disabled = full;
    this.chips.forEach((chip) => (chip.disabled = full && chip.getAttribute("aria-pressed") === "false"));
    const key = JSON.stringify([state.methods.map(({ index }) => index), methods.map(({ slot }) => slot)]);
    if (key !== this.key) this.build(state, methods);
    this.key = key;
    state.methods.forEach((method, i) => this.fill(this.cards[i], method, methods[i], result.runs[i], i, colors));
  }

  build(state, methods) {
    this.cards = state.methods.map((method, i) => {
      const info = this.lists.methods[method.index];
      const marker = element("canvas", { class: "marker", width: 36, height: 36, "aria-hidden": "true" });
      const name = element("button", { type: "button", class: "name", onclick: () => this.select(i) });
      const remove = element("button", { type: "button", class: "icon remove", "aria-label": `Remove ${methods[i].label}`,
        onclick: () => this.change(this.state.methods.filter((_, j) => j !== i)) }, "×");
      const status = element("p", { class: "status" });
      const cost = element("p", { class: "cost" });
      const inputs = info.parameters.map((parameter, j) => element("input", {
        type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
        "aria-label": `${parameter.name} of ${info.name} ${i + 1} alone`,
        onchange: (event) => this.typed(event.target, i, j, parameter) }));
      const fields = info.parameters.map(({ name: text }, j) => element("label", {}, text, inputs[j]));
      const details = element("details", {}, element("summary", {}, "its own"), element("div", { class: "fields" }, ...fields));
      const node = element("article", { class: "card" }, element("div", { class: "card-head" }, marker, name, remove), cost, status, details);
      return { node, marker, name, remove, status, cost, inputs };
    });
    byId("cards").replaceChildren(...this.cards.map(({ node }) => node));
  }

  fill({ node, marker, name, remove, status, cost, inputs }, method, look, run, i, colors) {
    setText(name, look.label);
    setAttribute(name, "aria-pressed", i === this.selected);
    node.style.setProperty("--color", look.color);
    node.classList.toggle("selected", i === this.selected);
    remove.hidden = this.state.methods.length === 1;
    const lookKey = look.color + look.shape;
    if (marker.dataset.look !== lookKey) {
      const context = marker.getContext("2d");
      context.setTransform(2, 0, 0, 2, 0, 0);
      context.clearRect(0, 0, 18, 18);
      drawMarker(context, look.shape, 9, 9, 5.4, look.color, colors.background);
      marker.dataset.look = lookKey;
    }
    const [text, kind] = statusOf(run, this.state.target);
    setText(status, text);
    setAttribute(status, "class", `status ${kind}`);
    setText(cost, `cost ${shortText(run.metrics.finalCost)}`);
    inputs.forEach((input, j) => {
      if (document.activeElement === input) return;
      const value = method.values[j];
      input.value = value === null ? "" : value === Infinity ? "best" : exactText(value);
      setAttribute(input, "placeholder", shortText(run.parameters[j]));
    });
  }

  typed(input, i, j, parameter) {
    const text = input.value.trim();
    const value = text === "" ? null : text === "best" && parameter.shared ? Infinity : Number(text);
    const valid = value === null || value === Infinity || isAllowed(parameter, value);
    setAttribute(input, "aria-invalid", valid ? null : "true");
    if (!valid) return;
    const { methods } = this.state;
    const changed = { ...methods[i], values: methods[i].values.with(j, value), own: methods[i].own.with(j, value !== null) };
    if (methods.some((each, k) => k !== i && labelOf(each, this.lists) === labelOf(changed, this.lists))) {
      setAttribute(input, "aria-invalid", "true");
      return;
    }
    this.slots.keep(methods[i], changed);
    this.change(methods.with(i, changed));
  }
}
