import { valueAt } from "./engine.js";
import { powerOfTen, shortText } from "./numbers.js";
import { drawMarker } from "./theme.js";

// A quantity per step, a line a method.

const MOST_POINTS = 4000;
const DEEPEST = 36; // decades below the highest that a logarithmic scale reaches down to

// Of a long run the lowest and the highest of each stretch of steps: what a line of that many pixels shows.
function stepsShown(value, count) {
  if (count <= MOST_POINTS) return Array.from({ length: count }, (_, k) => k);
  const stretch = Math.ceil((2 * count) / MOST_POINTS);
  const steps = [];
  for (let from = 0; from < count; from += stretch) {
    const end = Math.min(count, from + stretch);
    let low = from;
    let high = from;
    for (let k = from; k < end; k++) {
      if (value(k) < value(low)) low = k;
      if (value(k) > value(high)) high = k;
    }
    steps.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
  }
  if (steps.at(-1) !== count - 1) steps.push(count - 1);
  return steps;
}

export class Chart {
  // value(run, k, result) gives the number to show.
  constructor(holder, { logarithmic, value, onScrub, name }) {
    Object.assign(this, { holder, logarithmic, value, onScrub, name });
    this.key = "";
  }

  draw(shown) {
    const width = this.holder.clientWidth;
    const height = this.holder.clientHeight;
    if (width === 0) return;
    const key = JSON.stringify([shown.methods, shown.colors.ink]);
    this.shown = shown;
    if (key !== this.key) this.build(shown, width, height);
    this.key = key;
    if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
    if (this.result !== shown.result) {
      this.result = shown.result;
      this.plot.setData(this.dataOf(shown));
    } else {
      this.plot.redraw(false, false);
    }
  }

  dataOf({ result, state }) {
    const lines = result.runs.map((run) => (k) => {
      const value = this.value(run, k, result);
      return Number.isFinite(value) && (!this.logarithmic || value > 0) ? value : null;
    });
    const most = Math.max(...result.runs.map((run) => run.steps)) + 1;
    if (most <= MOST_POINTS) {
      const xs = stepsShown(null, Math.max(most, state.steps + 1 <= MOST_POINTS ? state.steps + 1 : most));
      return [xs, ...result.runs.map((run, i) => xs.map((k) => (k <= run.steps ? lines[i](k) : null)))];
    }
    const xs = [...new Set(result.runs.flatMap((run, i) => stepsShown(lines[i], run.steps + 1)))].sort((a, b) => a - b);
    return [xs, ...result.runs.map((run, i) => xs.map((k) => (k <= run.steps ? lines[i](k) : null)))];
  }

  build({ methods, colors }, width, height) {
    this.plot?.destroy();
    this.result = null;
    const axis = { stroke: colors.muted, grid: { stroke: colors.grid, width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const range = (_, low, high) => this.range(low, high);
    this.plot = new uPlot({
      width,
      height,
      pxAlign: 0,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 22, 0, 0],
      scales: { x: { time: false, range: (_, low, high) => [low, Math.max(high, low + 1)] }, y: { distr: this.logarithmic ? 3 : 1, range } },
      series: [{}, ...methods.map(({ color }) => ({ stroke: color, width: 1.6, points: { show: false }, spanGaps: false }))],
      axes: [
        { ...axis, size: 26, space: 60, values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? shortText(tick) : "")) },
        { ...axis, size: 52, ...(this.logarithmic ? { splits: decades, values: (_, ticks) => ticks.map((tick) => powerOfTen(Math.round(Math.log10(tick)))), filter: (_, ticks) => ticks }
          : { space: 34, values: (_, ticks) => ticks.map((tick) => shortText(tick)) }) },
      ],
      hooks: { draw: [(plot) => this.mark(plot)] },
    }, [[0], ...methods.map(() => [null])], this.holder);
    this.listen();
  }

  range(low, high) {
    if (low === null || high === null) return this.logarithmic ? [0.1, 10] : [-1, 1];
    if (this.logarithmic) {
      const top = Math.ceil(Math.log10(high) + 0.02);
      return [10 ** Math.max(Math.floor(Math.log10(low)), top - DEEPEST), 10 ** Math.max(top, Math.floor(Math.log10(low)) + 1)];
    }
    const [from, to] = this.calm(low, high);
    const room = 0.06 * (to - from) || 1;
    return [from - room, to + room];
  }

  // What the methods visit that do not diverge; where all do, what is within reach of the start.
  calm(low, high) {
    const { result } = this.shown;
    const calm = result.runs.filter((run) => run.stop !== "diverged");
    if (calm.length === result.runs.length) return [Math.min(low, 0), Math.max(high, 0)];
    let [from, to] = [0, 0];
    const take = (value, factor) => [from, to] = [Math.min(from, factor * value), Math.max(to, factor * value)];
    for (const run of calm) for (let k = 0; k <= run.steps; k++) take(this.value(run, k, result), 1);
    for (const factor of [1, -1]) take(this.value(result.runs[0], 0, result) || 0, 2 * factor);
    return [from, to];
  }

  mark(plot) {
    const { methods, result, step, colors } = this.shown;
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.scale(ratio, ratio);
    const [left, top, width, height] = [bbox.left, bbox.top, bbox.width, bbox.height].map((v) => v / ratio);
    const x = plot.valToPos(step, "x", true) / ratio;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colors.muted;
    ctx.stroke();
    ctx.beginPath();
    ctx.rect(left - 8, top - 8, width + 16, height + 16);
    ctx.clip();
    result.runs.forEach((run, i) => {
      const k = Math.min(step, run.steps);
      const value = this.value(run, k, result);
      if (!Number.isFinite(value) || (this.logarithmic && value <= 0)) return;
      const { color, shape } = methods[i];
      drawMarker(ctx, shape, plot.valToPos(k, "x", true) / ratio, plot.valToPos(value, "y", true) / ratio, 4.4, color, colors.casing);
    });
    ctx.restore();
  }

  listen() {
    const { over } = this.plot;
    const scrub = (event) => {
      const x = event.clientX - over.getBoundingClientRect().left;
      this.onScrub(Math.round(this.plot.posToVal(x, "x")));
    };
    over.addEventListener("pointerdown", (event) => {
      over.setPointerCapture(event.pointerId);
      scrub(event);
    });
    over.addEventListener("pointermove", (event) => {
      if (over.hasPointerCapture(event.pointerId)) scrub(event);
    });
  }
}

function decades(plot, _, low, high) {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from) / Math.max(2, plot.bbox.height / devicePixelRatio / 26)));
  const ticks = [];
  for (let i = Math.ceil(from / every) * every; i <= to; i += every) ticks.push(10 ** i);
  return ticks;
}

// Where a run is: the height above the lowest cost, and the position across and along the valley.
export const excess = (run, k, result) => valueAt(run, k, "cost") - result.lowest;
export const acrossValley = (run, k) => valueAt(run, k, "across");
export const alongValley = (run, k) => valueAt(run, k, "along");
