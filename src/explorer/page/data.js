import { byId, setText } from "./elements.js";
import { clippedSegment, sized } from "./frame.js";
import { roundTicks, shortText } from "./numbers.js";
import { stepAt } from "./tables.js";

// The panel with the data: the rows on one canvas, what the methods have fitted to them by now on another. x is in its
// own units, where it was standardized too.

const MARGIN = { left: 52, right: 14, top: 10, bottom: 38 };
const ROOM = 0.06; // beyond the rows, of their range
const LONGEST = 40; // characters of a name
const PIECES = 120; // of a curve
const MOST_DEALT = 2e7; // rows dealt out to come to a batch
const DOTS = [[400, 3.2, 0.6], [4000, 2, 0.4], [Infinity, 1.3, 0.25]]; // up to how many rows: radius, opacity

const shortened = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

function range(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const room = ROOM * (high - low) || 1;
  return [low - room, high + room];
}

// With 0, where a fit begins, if the values are not far from it.
function rangeWithZero(values) {
  const [low, high] = range(values);
  const near = Math.max(low, -high) < high - low;
  return near ? [Math.min(low, -ROOM * high), Math.max(high, -ROOM * low)] : [low, high];
}

// What is fitted: the chance of 1, or y itself.
const line = (w, b) => (x) => w * x + b;
const chance = (w, b) => (x) => 1 / (1 + Math.exp(-(w * x + b)));

function fitAt(run, step) {
  const { of } = stepAt(run, step);
  return [of("x"), of("y")];
}

export class DataPanel {
  constructor(holder, engine) {
    const { data } = engine.lists;
    Object.assign(this, { holder, engine, data });
    if (!data) return;
    this.own = (x) => data.centre + data.scale * x;
    this.xs = data.xs.map(this.own);
    this.rangeX = range(this.xs);
    this.rangeY = rangeWithZero(data.ys);
    this.key = "";
    setText(byId("data-name"), shortened(data.name));
    setText(byId("data-rows"), `${data.xs.length} rows${data.standardize ? `, ${shortened(data.x)} standardized` : ""}`);
  }

  draw(shown) {
    const { clientWidth: width, clientHeight: height } = this.holder;
    if (width === 0) return;
    const [rows, fits] = this.holder.querySelectorAll("canvas");
    const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
    const [[x0, x1], [y0, y1]] = [this.rangeX, this.rangeY];
    const g = { width, height, w, h, px: (x) => ((x - x0) / (x1 - x0)) * w, py: (y) => ((y1 - y) / (y1 - y0)) * h };
    const key = JSON.stringify([width, height, shown.colors.ink, devicePixelRatio]);
    if (key !== this.key) this.drawRows(sized(rows, g), g, shown.colors);
    this.key = key;
    const context = sized(fits, g);
    context.clearRect(0, 0, width, height);
    this.drawFits(context, g, shown);
    this.showFit(shown);
  }

  drawRows(context, g, colors) {
    const { data } = this;
    context.clearRect(0, 0, g.width, g.height);
    context.fillStyle = context.strokeStyle = colors.grid;
    context.lineWidth = 1;
    context.strokeRect(MARGIN.left, MARGIN.top, g.w, g.h);
    context.fillStyle = colors.muted;
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const x of roundTicks(...this.rangeX, g.w / 70)) context.fillText(shortText(x, 6), MARGIN.left + g.px(x), MARGIN.top + g.h + 5);
    context.fillText(shortened(data.x), MARGIN.left + g.w / 2, g.height - 14, g.w);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const y of roundTicks(...this.rangeY, g.h / 40)) context.fillText(shortText(y, 6), MARGIN.left - 6, MARGIN.top + g.py(y));
    context.save();
    context.translate(9, MARGIN.top + g.h / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(shortened(data.y), 0, 0, g.h);
    context.restore();
    const [, radius, opacity] = this.dot();
    context.fillStyle = colors.muted;
    context.globalAlpha = opacity;
    this.xs.forEach((x, i) => {
      context.beginPath();
      context.arc(MARGIN.left + g.px(x), MARGIN.top + g.py(data.ys[i]), radius, 0, 2 * Math.PI);
      context.fill();
    });
    context.globalAlpha = 1;
  }

  dot() {
    return DOTS.find(([most]) => this.xs.length <= most);
  }

  // The rows of the next batch, ringed.
  drawBatch(context, g, { state, result, step, colors }) {
    const next = step + 1;
    if (state.batchSize === null || result.runs.every((run) => run.steps < next) || next * state.batchSize > MOST_DEALT) return;
    const [xs, ys] = this.engine.batch(next);
    context.beginPath();
    xs.forEach((x, i) => {
      const [px, py] = [g.px(this.own(x)), g.py(ys[i])];
      context.moveTo(px + this.dot()[1] + 1, py);
      context.arc(px, py, this.dot()[1] + 1, 0, 2 * Math.PI);
    });
    this.stroke(context, [[colors.ink, 1.6]]);
  }

  drawFits(context, g, shown) {
    const { info, result, methods, step, colors } = shown;
    const fitted = info.classes ? chance : line;
    context.save();
    context.translate(MARGIN.left, MARGIN.top);
    context.beginPath();
    context.rect(0, 0, g.w, g.h);
    context.clip();
    context.lineCap = "round";
    this.drawBatch(context, g, shown);
    result.runs.forEach((run, i) => {
      this.trace(context, g, fitted(...fitAt(run, step)), info.classes ? PIECES : 1);
      this.stroke(context, [[colors.casing, 4.6], [methods[i].color, 2.2]]);
    });
    for (const [w, b] of result.minima) {
      this.trace(context, g, fitted(w, b), info.classes ? PIECES : 1);
      context.setLineDash([6, 5]);
      this.stroke(context, [[colors.ink, 1.6]]);
      context.setLineDash([]);
    }
    context.restore();
  }

  trace(context, g, f, pieces) {
    const { centre, scale } = this.data;
    const [x0, x1] = this.rangeX;
    const at = (i) => {
      const x = x0 + ((x1 - x0) * i) / pieces;
      return [g.px(x), g.py(f((x - centre) / scale))];
    };
    context.beginPath();
    let pen = false;
    for (let i = 0; i < pieces; i++) {
      const piece = clippedSegment(...at(i), ...at(i + 1), g.w, g.h, 20);
      if (piece && piece.every(Number.isFinite)) {
        if (!pen) context.moveTo(piece[0], piece[1]);
        context.lineTo(piece[2], piece[3]);
      }
      pen = piece !== null;
    }
  }

  stroke(context, lines) {
    for (const [style, width] of lines) {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.stroke();
    }
  }

  // The selected method's fit in words, in the units of the data.
  showFit({ info, result, methods, selected, step }) {
    const { centre, scale, x, y } = this.data;
    const text = ([w, b]) => {
      const constant = b - (w * centre) / scale;
      return `${shortText(w / scale)} ${shortened(x)} ${constant < 0 ? "−" : "+"} ${shortText(Math.abs(constant))}`;
    };
    const what = info.classes ? `log odds of ${shortened(y)}` : shortened(y);
    const best = result.minima.map((minimum) => `; best ${text(minimum)}`).join("");
    setText(byId("data-fit"), `${methods[selected].label}: ${what} = ${text(fitAt(result.runs[selected], step))}${best}`);
  }
}
