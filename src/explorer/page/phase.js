import { valueAt } from "./engine.js";
import { mixed, drawMarker } from "./theme.js";
import { friction, tidy, tidyBeta } from "./scales.js";
import { powerOfTen, shortText } from "./numbers.js";

// The phase diagram: how fast one method is for every lr and beta on this very cost. Where theory knows the rate it is
// that, else the cost after some steps, measured in slices that keep the page live.

const NX = 72;
const NY = 54;
const MARGIN = { left: 46, right: 14, top: 10, bottom: 34 };
const SLICE = 7; // milliseconds of measuring a frame
const MOST_STEPS = 1000;
const MOST_PASSED = 2e5; // rows of the data gone through for a cell
const RATES = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
const FALLS = 8; // decades below the start's cost that the colours tell apart

// Rows in an order in which each half of them is spread over all.
const rowOrder = Array.from({ length: NY }, (_, j) => j).sort((a, b) => reversed(a) - reversed(b));
function reversed(whole) {
  let result = 0;
  for (let bit = 0; bit < 6; bit++) result = result * 2 + ((whole >> bit) & 1);
  return result;
}

export class PhasePanel {
  // onMove(lr, beta, done)
  constructor(holder, engine, { onMove, onProgress }) {
    Object.assign(this, { holder, engine, onMove, onProgress });
    this.canvas = holder.querySelector("canvas");
    this.handle = holder.querySelector(".handle");
    this.tile = document.createElement("canvas");
    Object.assign(this.tile, { width: NX, height: NY });
    this.key = "";
    this.listen();
  }

  draw(shown, lr) {
    const { state, result, selected, colors } = shown;
    this.shown = shown;
    const { theory } = result.runs[selected];
    this.dot = [theory.lr, theory.beta || 0];
    this.lr = lr;
    this.rated = this.engine.hasRate(selected);
    const passes = shown.info.on_data && !shown.info.quadratic ? shown.lists.data.xs.length : 1;
    this.steps = Math.min(state.steps, MOST_STEPS, Math.ceil(MOST_PASSED / passes));
    this.piece = passes * this.steps * NX > MOST_PASSED ? 1 : NX;
    const method = state.methods[selected];
    const others = method.values.map((value, i) => (shown.lists.methods[method.index].parameters[i].shared ? null : value));
    const key = JSON.stringify([state.cost, method.index, others, lr.low, lr.high,
      this.rated ? 0 : [state.start, this.steps, result.lowest]]);
    if (key !== this.key) {
      this.key = key;
      this.begin();
    }
    const paintKey = `${key} ${colors.low} ${this.done}`;
    if (paintKey !== this.paintKey) this.paint();
    this.paintKey = paintKey;
    this.render();
  }

  begin() {
    const share = (i, n) => i / (n - 1);
    this.lrs = Array.from({ length: NX }, (_, i) => this.lr.value(share(i, NX)));
    this.betas = Array.from({ length: NY }, (_, j) => friction.value(share(j, NY)));
    this.values = new Float64Array(NX * NY).fill(NaN);
    this.done = 0; // rows
    this.cells = 0; // of the next one
    this.curves = this.engine.curves(this.shown.selected, this.lrs, this.betas);
    cancelAnimationFrame(this.request);
    if (this.rated) {
      this.values = this.engine.map(this.shown.selected, this.lrs, this.betas, 0, NX * NY, 0, 0);
      this.done = NY;
    } else {
      this.request = requestAnimationFrame(() => this.slice());
    }
    this.onProgress(this.done / NY);
  }

  slice() {
    const end = performance.now() + SLICE;
    while (this.done < NY && performance.now() < end) {
      const first = rowOrder[this.done] * NX + this.cells;
      this.values.set(this.engine.map(this.shown.selected, this.lrs, this.betas, first, this.piece, this.steps, this.shown.result.lowest), first);
      this.cells = (this.cells + this.piece) % NX;
      if (this.cells === 0) this.done++;
    }
    this.onProgress(this.done / NY);
    this.paint();
    this.render();
    if (this.done < NY) this.request = requestAnimationFrame(() => this.slice());
  }

  // The share of the way from fast to slow; null where it diverges.
  slowness(value) {
    if (this.rated) {
      if (!(value < 1)) return null;
      return Math.min(1, Math.max(0, -Math.log10(-Math.log10(value)) / 3));
    }
    if (!Number.isFinite(value)) return null;
    const { runs, lowest } = this.shown.result;
    const fall = Math.log10((valueAt(runs[0], 0, "cost") - lowest) / Math.max(value, 1e-300));
    return 1 - Math.min(1, Math.max(0, fall / FALLS));
  }

  paint() {
    const { colors } = this.shown;
    const context = this.tile.getContext("2d");
    let source = 0;
    for (let j = 0; j < NY; j++) {
      if (!Number.isNaN(this.values[(j + 1) * NX - 1])) source = j;
      for (let i = 0; i < NX; i++) {
        const value = this.values[source * NX + i];
        const slowness = Number.isNaN(value) && this.done < NY ? null : this.slowness(value);
        context.fillStyle = slowness === null ? colors.divergent : mixed(colors.low, colors.high, slowness);
        context.fillRect(i, NY - 1 - j, 1, 1);
      }
    }
  }

  geometry() {
    const width = this.holder.clientWidth;
    const height = this.holder.clientHeight;
    const w = width - MARGIN.left - MARGIN.right;
    const h = height - MARGIN.top - MARGIN.bottom;
    return {
      width, height, w, h,
      x: (lr) => MARGIN.left + this.lr.share(lr) * w,
      y: (beta) => MARGIN.top + (1 - friction.share(beta)) * h,
      lr: (x) => this.lr.value(Math.min(1, Math.max(0, (x - MARGIN.left) / w))),
      beta: (y) => friction.value(Math.min(1, Math.max(0, 1 - (y - MARGIN.top) / h))),
    };
  }

  render() {
    const g = this.geometry();
    if (g.width === 0) return;
    const ratio = devicePixelRatio;
    const [w, h] = [Math.round(g.width * ratio), Math.round(g.height * ratio)];
    if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, g.width, g.height);
    context.imageSmoothingEnabled = true;
    context.save();
    context.beginPath();
    context.rect(MARGIN.left, MARGIN.top, g.w, g.h);
    context.clip();
    context.drawImage(this.tile, MARGIN.left, MARGIN.top, g.w, g.h);
    if (this.rated) this.drawRates(context, g);
    this.drawCurves(context, g);
    context.restore();
    this.drawAxes(context, g);
    this.drawDots(context, g);
  }

  drawRates(context, g) {
    const { colors } = this.shown;
    const contours = d3.contours().size([NX, NY]);
    const capped = this.values.map((value) => Math.min(value, 1.2));
    context.font = "10px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const level of RATES) {
      context.beginPath();
      let label = null;
      for (const ring of contours.contour(capped, level).coordinates.flat()) {
        let pen = false;
        for (const [gx, gy] of ring) {
          const edge = gx < 0.6 || gy < 0.6 || gx > NX - 0.6 || gy > NY - 0.6;
          const x = MARGIN.left + ((gx - 0.5) / (NX - 1)) * g.w;
          const y = MARGIN.top + (1 - (gy - 0.5) / (NY - 1)) * g.h;
          if (!edge) {
            context[pen ? "lineTo" : "moveTo"](x, y);
            if (!label || x + 0.35 * y < label[0] + 0.35 * label[1]) label = x > MARGIN.left + 18 ? [x, y] : label;
          }
          pen = !edge;
        }
      }
      context.strokeStyle = colors.bold;
      context.lineWidth = 0.8;
      context.stroke();
      if (!label) continue;
      context.lineWidth = 3;
      context.strokeStyle = colors.low;
      context.strokeText(String(level), ...label);
      context.fillStyle = colors.bold;
      context.fillText(String(level), ...label);
    }
  }

  drawCurves(context, g) {
    const { colors, result, selected } = this.shown;
    const line = (points, width, dash, color) => {
      context.beginPath();
      let pen = false;
      for (const [x, y] of points) {
        const known = Number.isFinite(x) && Number.isFinite(y);
        if (known) context[pen ? "lineTo" : "moveTo"](x, y);
        pen = known;
      }
      context.setLineDash(dash);
      context.lineWidth = width;
      context.strokeStyle = color;
      context.stroke();
      context.setLineDash([]);
    };
    const { limit, shallow, steep } = this.curves;
    line([...limit].map((lr, j) => [g.x(lr), g.y(this.betas[j])]), 2.2, [], colors.ink);
    const onBeta = (betas) => [...betas].map((beta, i) => [g.x(this.lrs[i]), beta < 1 ? g.y(beta) : NaN]);
    line(onBeta(shallow), 1.4, [5, 4], colors.ink);
    line(onBeta(steep), 1.4, [1.5, 3.5], colors.ink);
    const { bestLr, bestBeta } = result.runs[selected].theory;
    if (!Number.isFinite(bestLr)) return;
    const [x, y] = [g.x(bestLr), g.y(bestBeta)];
    for (const [style, width] of [[colors.casing, 5], [colors.ink, 2]]) {
      context.beginPath();
      context.moveTo(x - 6, y);
      context.lineTo(x + 6, y);
      context.moveTo(x, y - 6);
      context.lineTo(x, y + 6);
      context.strokeStyle = style;
      context.lineWidth = width;
      context.stroke();
    }
  }

  drawAxes(context, g) {
    const { colors } = this.shown;
    context.fillStyle = colors.muted;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    for (let i = Math.ceil(Math.log10(this.lr.low) - 1e-9); i <= Math.log10(this.lr.high) + 1e-9; i++) {
      context.fillText(powerOfTen(i), g.x(10 ** i), g.height - MARGIN.bottom + 5);
    }
    context.fillText("lr", MARGIN.left + g.w / 2, g.height - 14);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const beta of [0, 0.5, 0.9, 0.99, 0.999]) context.fillText(String(beta), MARGIN.left - 5, g.y(beta));
    context.save();
    context.translate(9, MARGIN.top + g.h * 0.83);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText("beta", 0, 0);
    context.restore();
    context.strokeStyle = colors.grid;
    context.lineWidth = 1;
    context.strokeRect(MARGIN.left, MARGIN.top, g.w, g.h);
  }

  drawDots(context, g) {
    const { methods, result, selected, colors } = this.shown;
    const order = [...methods.keys()].filter((i) => i !== selected).concat(selected);
    for (const i of order) {
      const { lr, beta } = result.runs[i].theory;
      if (!Number.isFinite(lr)) continue;
      const [x, y] = [g.x(lr), g.y(Number.isFinite(beta) ? beta : 0)];
      const seen = x > MARGIN.left - 6 && x < g.width - MARGIN.right + 6;
      if (!seen) continue;
      drawMarker(context, methods[i].shape, x, y, i === selected ? 6.5 : 4, methods[i].color, colors.casing);
      if (i === selected) {
        this.handle.style.left = `${x}px`;
        this.handle.style.top = `${y}px`;
      }
    }
  }

  listen() {
    // The next key may come before this one is drawn.
    const go = (lr, beta, done) => {
      this.dot = [lr, beta];
      this.onMove(lr, beta, done);
    };
    const move = (event, done) => {
      const g = this.geometry();
      const box = this.holder.getBoundingClientRect();
      go(tidy(g.lr(event.clientX - box.left)), tidyBeta(g.beta(event.clientY - box.top)), done);
    };
    this.holder.addEventListener("pointerdown", (event) => {
      this.holder.setPointerCapture(event.pointerId);
      this.handle.focus();
      event.preventDefault();
      move(event, false);
    });
    this.holder.addEventListener("pointermove", (event) => {
      if (this.holder.hasPointerCapture(event.pointerId)) move(event, false);
    });
    this.holder.addEventListener("pointerup", (event) => move(event, true));
    this.handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const size = event.shiftKey ? 0.05 : 0.01;
      const [lr, beta] = this.dot;
      const kept = (value) => Math.min(1, Math.max(0, value));
      go(
        by[0] ? tidy(this.lr.value(kept(this.lr.share(lr) + by[0] * size))) : lr,
        by[1] ? tidyBeta(friction.value(kept(friction.share(beta) + by[1] * size))) : beta, true);
    });
  }

  describe() {
    const { label } = this.shown.methods[this.shown.selected];
    const lines = this.curves.limit.some(Number.isFinite) ? "; the lines are theory near the minimum" : "";
    return this.rated
      ? `Rate of ${label} by theory: the factor a step that the slowest direction shrinks by.`
      : `Cost of ${label} after ${shortText(this.steps)} steps, measured in ${NX}×${NY} runs${lines}.`;
  }
}
