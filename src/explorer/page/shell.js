import { addressOf, readAddress } from "./address.js";
import { acrossValley, alongValley, Chart, excess } from "./charts.js";
import { Controls } from "./controls.js";
import { DataPanel } from "./data.js";
import { csvOf, pngOf, save, specTextOf, svgOf } from "./downloads.js";
import { byId, element, setAttribute, setText } from "./elements.js";
import { Engine } from "./engine.js";
import { MapPanel } from "./map.js";
import { labelOf, Slots } from "./methods.js";
import { shortText } from "./numbers.js";
import { PhasePanel } from "./phase.js";
import { Player } from "./player.js";
import { isNoisy, stateOf } from "./spec.js";
import { readOutTable, resultTable, stepAt, theoryTable } from "./tables.js";
import { isDark } from "./theme.js";

// The page: one state, and everything that is shown follows from it.

const QUIET = 400; // milliseconds without a change before it is told and kept in the address

class Explorer {
  constructor(engine, lists, palettes, spec) {
    Object.assign(this, { engine, lists, palettes });
    this.slots = new Slots();
    this.arrows = true;
    this.coarse = false;
    this.selected = 0;
    this.map = new MapPanel(byId("map"), engine);
    this.player = new Player(() => this.render());
    this.controls = new Controls(this);
    this.data = new DataPanel(byId("data"), engine);
    this.makeCharts();
    this.phase = new PhasePanel(byId("phase"), engine, {
      onMove: (lr, beta, done) => this.controls.moveInPhase(lr, beta, done),
      onProgress: (share) => { byId("phase-progress").style.width = share < 1 ? `${share * 100}%` : "0"; } });
    this.theory = theoryTable(byId("theory"));
    this.listen();
    this.start(this.fromAddress() ?? { state: stateOf(spec, lists) });
  }

  start({ state, step = null, selected = null }) {
    this.state = state;
    this.selected = selected ?? Math.max(0, state.methods.findIndex(({ index }) =>
      this.lists.methods[index].parameters.some(({ shared }) => shared === "beta")));
    this.compute();
    this.map.view = [...this.result.view];
    this.player.last = this.longest();
    this.player.step = step ?? this.longest();
    this.render();
  }

  // Another state, and the view that shows it.
  restart(state) {
    this.state = state;
    this.compute();
    this.map.view = [...this.result.view];
    this.schedule();
  }

  longest() {
    return Math.max(...this.result.runs.map((run) => run.steps));
  }

  // done: not in the middle of a drag.
  change(by, done = true) {
    this.player.pause();
    Object.assign(this.state, by);
    this.selected = Math.min(this.selected, this.state.methods.length - 1);
    this.coarse = !done;
    this.stale = true;
    this.schedule();
  }

  compute() {
    this.result = this.engine.explore(this.state);
    this.stale = false;
  }

  schedule() {
    this.request ??= requestAnimationFrame(() => this.render());
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.settle(), QUIET);
  }

  // Whether all that was changed is shown and in the address.
  get settled() { return !this.request && !this.quiet; }

  // What is shown, for every panel.
  shown() {
    const colors = this.palettes[isDark() ? "dark" : "light"];
    const methods = this.state.methods.map((method) => {
      const slot = this.slots.of(method, this.state.methods);
      return { label: labelOf(method, this.lists), slot, shape: slot, color: colors.paths[slot] };
    });
    return { state: this.state, result: this.result, lists: this.lists, info: this.lists.costs[this.state.cost.index],
      noisy: isNoisy(this.state), methods, colors, selected: this.selected,
      step: this.player.step, arrows: this.arrows, title: this.title() };
  }

  title() {
    const { state, lists } = this;
    const orBest = (value) => (value === null ? "best" : shortText(value));
    const noise = [state.batchSize === null ? "" : `, batches of ${state.batchSize}`, state.noise > 0 ? `, noise ${shortText(state.noise)}` : ""];
    return `${lists.costs[state.cost.index].name}, lr ${orBest(state.lr)}, beta ${orBest(state.beta)}, ${state.steps} steps${noise.join("")}`;
  }

  render() {
    cancelAnimationFrame(this.request);
    this.request = null;
    if (this.stale) this.compute();
    this.player.show(this.longest());
    const shown = this.shown();
    this.showData(shown);
    this.map.draw(shown, this);
    this.charts.forEach((chart) => chart.draw(shown));
    this.controls.show(shown);
    this.phase.draw(shown, this.controls.lrScale(shown));
    this.showTexts(shown);
    this.showCrossings(shown);
    this.showTables(shown);
    this.placeHandle();
    document.documentElement.style.setProperty("--divergent", shown.colors.divergent);
  }

  // What is there for some costs and runs only.
  showData(shown) {
    byId("data-panel").hidden = !shown.info.on_data;
    document.body.classList.toggle("on-data", shown.info.on_data);
    if (shown.info.on_data) this.data.draw(shown);
  }

  showTables({ info, noisy, methods, result, step }) {
    const key = JSON.stringify([info.axes, noisy]);
    if (key !== this.tablesKey) {
      this.results = resultTable(byId("results"), noisy);
      this.readOut = readOutTable(byId("read-out"), info.axes, noisy);
    }
    this.tablesKey = key;
    this.results.show(methods, result.runs);
    this.theory.show(methods, result.runs);
    this.readOut.show(methods, result.runs.map((run) => stepAt(run, step)));
  }

  showTexts({ result, methods, selected }) {
    const key = result.remarks.join("\n");
    if (key !== this.remarksKey) {
      this.remarksKey = key;
      byId("remarks").replaceChildren(...result.remarks.map((remark) => element("p", {}, remark)));
    }
    setText(byId("phase-title"), `Where ${methods[selected].label} stands`);
    setText(byId("phase-note"), this.phase.describe());
    byId("phase").classList.toggle("rated", this.phase.rated);
    setAttribute(byId("phase-handle"), "aria-label", `lr and beta of ${methods[selected].label} in the phase diagram`);
    const { lr, beta } = result.runs[selected].theory;
    setText(byId("phase-value"), `lr ${shortText(lr)}${Number.isFinite(beta) ? `, beta ${shortText(beta)}` : ""}`);
  }

  showCrossings({ result, methods }) {
    const known = result.minima.length > 0;
    for (const id of ["chart-across", "chart-along"]) byId(id).classList.toggle("unknown", !known);
    for (const [id, name] of [["across-crossings", "crossingsSteep"], ["along-crossings", "crossingsShallow"]]) {
      byId(id).replaceChildren(...(known ? ["crossings ", ...result.runs.map(({ metrics }, i) => {
        const count = element("b", {}, String(metrics[name]));
        count.style.setProperty("--color", methods[i].color);
        return count;
      })] : []));
    }
  }

  placeHandle() {
    const frame = this.map.frame();
    const handle = byId("start");
    const [x, y] = this.state.start;
    handle.style.left = `${frame.px(x)}px`;
    handle.style.top = `${frame.py(y)}px`;
    setAttribute(handle, "aria-label", `Starting point (${shortText(x)}, ${shortText(y)}); arrow keys move it`);
  }

  // After the last of several changes: the fine map, the address, and what a screen reader says.
  settle() {
    clearTimeout(this.quiet);
    this.quiet = null;
    if (this.coarse) {
      this.coarse = false;
      this.render();
    }
    history.replaceState(null, "", addressOf(this.state, this.lists, { step: this.player.step, selected: this.selected }));
    const { result, methods } = this.shown();
    setText(byId("live"), [...methods.map(({ label }, i) =>
      `${label}: ${result.runs[i].stop === "diverged" ? "diverged" : `cost ${shortText(result.runs[i].metrics.finalCost)}`} after ${result.runs[i].steps} steps.`),
    ...result.remarks].join(" "));
  }

  fromAddress() {
    try {
      return readAddress(location.hash, this.lists);
    } catch (error) {
      this.say(`The link could not be read (${error.message}): this is the run that the page was made from.`);
      return null;
    }
  }

  say(text) {
    setText(byId("notice"), text);
    byId("notice").hidden = false;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { byId("notice").hidden = true; }, 6000);
  }

  select(i) {
    this.selected = i;
    this.schedule();
  }

  makeCharts() {
    const onScrub = (step) => this.player.go(step);
    this.charts = [["chart-cost", true, excess], ["chart-across", false, acrossValley], ["chart-along", false, alongValley]]
      .map(([id, logarithmic, value]) => new Chart(byId(id), { logarithmic, value, onScrub }));
  }

  zoom(factor) {
    const [x0, x1, y0, y1] = this.map.view;
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    this.map.view = [cx + (x0 - cx) * factor, cx + (x1 - cx) * factor, cy + (y0 - cy) * factor, cy + (y1 - cy) * factor];
    this.schedule();
  }

  listen() {
    byId("arrows").addEventListener("click", () => {
      this.arrows = !this.arrows;
      setAttribute(byId("arrows"), "aria-pressed", this.arrows);
      this.schedule();
    });
    byId("closer").addEventListener("click", () => this.zoom(0.7));
    byId("farther").addEventListener("click", () => this.zoom(1 / 0.7));
    byId("fit").addEventListener("click", () => {
      this.map.view = [...this.result.view];
      this.schedule();
    });
    byId("theme").addEventListener("click", () => {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      this.schedule();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.schedule());
    byId("link").addEventListener("click", () => this.copyLink());
    const downloads = {
      csv: () => save("momentum-sim.csv", csvOf(this.shown()), "text/csv"),
      json: () => save("momentum-sim.json", specTextOf(this.shown()), "application/json"),
      svg: () => save("momentum-sim.svg", svgOf(this.map, this.shown()), "image/svg+xml"),
      png: async () => save("momentum-sim.png", await pngOf(this.map, this.shown())),
    };
    for (const [name, download] of Object.entries(downloads)) byId(`download-${name}`).addEventListener("click", download);
    new ResizeObserver(() => this.schedule()).observe(byId("map"));
    new ResizeObserver(() => this.schedule()).observe(byId("phase"));
    new ResizeObserver(() => this.schedule()).observe(byId("data"));
    addEventListener("hashchange", () => {
      const given = this.fromAddress();
      if (given) this.start(given);
    });
    this.listenToStart();
  }

  async copyLink() {
    this.settle();
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("The link to this very state is in the clipboard.");
    } catch {
      this.say("The link to this very state is in the address bar.");
    }
  }

  listenToStart() {
    const holder = byId("map");
    const moved = (event, done) => {
      const frame = this.map.frame();
      const box = holder.getBoundingClientRect();
      const round = (value, scale) => Number(value.toFixed(Math.max(0, Math.ceil(Math.log10(scale)))));
      this.change({ start: [round(frame.x(event.clientX - box.left), frame.sx) + 0, round(frame.y(event.clientY - box.top), frame.sy) + 0] }, done);
    };
    holder.addEventListener("pointerdown", (event) => {
      if (event.target.closest("button")) return;
      event.preventDefault();
      holder.setPointerCapture(event.pointerId);
      byId("start").focus();
      moved(event, false);
    });
    holder.addEventListener("pointermove", (event) => {
      if (holder.hasPointerCapture(event.pointerId)) moved(event, false);
    });
    holder.addEventListener("pointerup", (event) => {
      if (!event.target.closest("button")) moved(event, true);
    });
    byId("start").addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const frame = this.map.frame();
      const pixels = event.shiftKey ? 20 : 4;
      const next = (value, direction, scale) => {
        const step = 10 ** Math.floor(Math.log10(pixels / scale));
        return direction === 0 ? value : Number(((Math.round(value / step) + direction) * step).toPrecision(12)) + 0;
      };
      const [x, y] = this.state.start;
      this.change({ start: [next(x, by[0], frame.sx), next(y, by[1], frame.sy)] });
    });
  }
}

async function main() {
  const { lists, palettes, spec } = JSON.parse(byId("run").textContent);
  try {
    const bytes = Uint8Array.from(atob(byId("engine").textContent), (character) => character.charCodeAt(0));
    const engine = await Engine.load(bytes, lists);
    byId("page").hidden = false;
    globalThis.explorer = new Explorer(engine, lists, palettes, spec);
  } catch (error) {
    byId("blocked").hidden = false;
    setText(byId("why"), String(error.message ?? error));
  }
}

main();
