import { Frame, sized } from "./frame.js";
import { drawRelief, drawScale, reliefOf } from "./relief.js";
import { drawArrows, drawExit, drawMinimum, drawPath, drawPosition, drawStart } from "./paths.js";

// The panel with the map: the relief on one canvas, redrawn when the cost or the view changes, the paths on another.

const FINE = 5; // pixels a cell of the grid
const COARSE = 13; // while something is dragged
const MOST_FINE = 1e7; // rows of the data gone through for a grid
const MOST_COARSE = 1e6;

export class MapPanel {
  constructor(holder, engine) {
    this.holder = holder;
    this.engine = engine;
    [this.reliefCanvas, this.pathCanvas] = holder.querySelectorAll("canvas");
    this.view = null;
    this.reliefKey = "";
  }

  size() {
    return [this.holder.clientWidth, this.holder.clientHeight];
  }

  frame() {
    return new Frame(this.view, ...this.size());
  }

  draw(shown, { coarse }) {
    const frame = this.frame();
    const { state, colors } = shown;
    const key = JSON.stringify([frame.box, this.size(), state.cost, colors.low, coarse, devicePixelRatio]);
    if (key !== this.reliefKey) {
      const context = sized(this.reliefCanvas, frame);
      drawMap(context, frame, this.engine, shown, coarse);
      this.reliefKey = key;
    }
    const context = sized(this.pathCanvas, frame);
    context.clearRect(0, 0, frame.width, frame.height);
    drawRuns(context, frame, shown);
  }

  // The whole picture, on a canvas or as SVG.
  drawPicture(context, frame, shown, top) {
    drawMap(context, frame, this.engine, shown, false);
    drawRuns(context, frame, shown);
    drawLegend(context, frame, shown, top);
  }
}

function drawMap(context, frame, engine, { result, colors, info, lists }, coarse) {
  // Where each point of the grid is a pass over the data, as many as the data leave time for.
  const passes = info.on_data && !info.quadratic ? lists.data.xs.length : 0;
  const most = (coarse ? MOST_COARSE : MOST_FINE) / (passes || 1);
  const cell = Math.max(coarse ? COARSE : FINE, Math.sqrt((frame.width * frame.height) / most));
  const nx = Math.max(24, Math.round(frame.width / cell));
  const ny = Math.max(24, Math.round(frame.height / cell));
  drawRelief(context, frame, reliefOf(engine.surface(frame.box, nx, ny), result.minima.length > 0 ? result.lowest : null), nx, ny, colors);
  drawScale(context, frame, info.axes, colors);
}

function drawRuns(context, frame, { state, result, methods, step, arrows, noisy, colors }) {
  for (const minimum of result.minima) drawMinimum(context, frame, minimum, colors);
  result.runs.forEach((run, i) => drawPath(context, frame, run, methods[i], step, colors));
  drawStart(context, frame, state.start, colors);
  if (arrows) drawArrows(context, frame, result.runs, methods, step, colors, noisy);
  const exits = result.runs.map((run, i) => drawPosition(context, frame, run, methods[i], step, colors));
  const labels = [];
  exits.forEach((exit, i) => exit && drawExit(context, frame, exit, methods[i], colors, labels));
}

function drawLegend(context, frame, { methods, colors, title }, top) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  let y = top;
  const line = (text, color, bold) => {
    context.font = `${bold ? "bold " : ""}13px system-ui, sans-serif`;
    context.lineWidth = 5;
    context.strokeStyle = colors.background;
    context.strokeText(text, 14, y);
    context.fillStyle = color;
    context.fillText(text, 14, y);
    y += 20;
  };
  line(title, colors.ink, true);
  for (const { label, color } of methods) line(label, color, false);
}
