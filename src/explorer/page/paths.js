import { valueAt } from "./engine.js";
import { clippedSegment } from "./frame.js";
import { drawMarker } from "./theme.js";

// The paths on the map, up to a step.

const FAR = 400; // pixels outside of which nothing is drawn
const APART = 5; // pixels between markers

export function drawPath(context, frame, run, method, until, colors) {
  const last = Math.min(until, run.steps);
  const at = (k) => [frame.px(valueAt(run, k, "x")), frame.py(valueAt(run, k, "y"))];
  const trace = () => {
    context.beginPath();
    let [ax, ay] = at(0);
    let pen = null;
    for (let k = 1; k <= last; k++) {
      const [bx, by] = at(k);
      if (k < last && Math.abs(bx - ax) + Math.abs(by - ay) < 0.4) continue;
      const piece = clippedSegment(ax, ay, bx, by, frame.width, frame.height, FAR);
      if (piece) {
        if (!pen || pen[0] !== piece[0] || pen[1] !== piece[1]) context.moveTo(piece[0], piece[1]);
        context.lineTo(piece[2], piece[3]);
        pen = [piece[2], piece[3]];
      }
      [ax, ay] = [bx, by];
    }
  };
  context.lineJoin = "round";
  context.lineCap = "round";
  trace();
  for (const [style, width] of [[colors.casing, 4.4], [method.color, 1.9]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  let [mx, my] = [Infinity, Infinity];
  for (let k = 1; k < last; k++) {
    const [x, y] = at(k);
    if (Math.abs(x - mx) + Math.abs(y - my) < APART || !isNear(frame, x, y)) continue;
    drawMarker(context, method.shape, x, y, 2.9, method.color, colors.casing);
    [mx, my] = [x, y];
  }
}

const isNear = (frame, x, y) => x > -9 && y > -9 && x < frame.width + 9 && y < frame.height + 9;

// Where the path is now; if that is outside, where it left and at which step.
export function drawPosition(context, frame, run, method, until, colors) {
  const last = Math.min(until, run.steps);
  const shown = (k) => frame.shows(valueAt(run, k, "x"), valueAt(run, k, "y"));
  const at = (k) => [frame.px(valueAt(run, k, "x")), frame.py(valueAt(run, k, "y"))];
  if (shown(last)) {
    drawMarker(context, method.shape, ...at(last), 5.6, method.color, colors.casing);
    return null;
  }
  let k = last;
  while (k > 0 && !shown(k - 1)) k--;
  if (k === 0) return null;
  const piece = clippedSegment(...at(k - 1), ...finiteEnd(at(k - 1), at(k)), frame.width, frame.height, 0);
  return piece ? { step: k, x: piece[2], y: piece[3] } : null;
}

// A step to a place that is not finite is drawn towards it as far as numbers go.
function finiteEnd([ax, ay], [bx, by]) {
  const limit = (value, from) => (Number.isNaN(value) ? from : Math.max(-1e15, Math.min(1e15, value)));
  return [limit(bx, ax), limit(by, ay)];
}

// `labels`: the places of those drawn before, which are kept free.
export function drawExit(context, frame, exit, method, colors, labels) {
  const label = `leaves at step ${exit.step}`;
  context.font = "bold 11px system-ui, sans-serif";
  const half = context.measureText(label).width / 2 + 8;
  const x = Math.min(Math.max(exit.x, half + 4), frame.width - half - 4);
  const below = exit.y < frame.height / 2 ? 16 : -16;
  let y = Math.min(Math.max(exit.y, 50), frame.height - 40) + below;
  while (labels.some(([lx, ly]) => Math.abs(lx - x) < 2 * half && Math.abs(ly - y) < 16)) y += below;
  labels.push([x, y]);
  drawMarker(context, method.shape, exit.x, exit.y, 5.6, method.color, colors.casing);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 5;
  context.strokeStyle = colors.casing;
  context.strokeText(label, x, y);
  context.fillStyle = method.color;
  context.fillText(label, x, y);
}

const START_LENGTH = 90; // pixels of the gradient at the start

// Arrows against the gradient (the push of the slope), against the noisy one that the next update is given, and along the
// motion, all to the scale of the gradient at the start: they fade as the slope does.
const ARROWS = {
  gradient: { dash: [3, 3], width: 1.8 },
  noisy: { dash: [1, 4], width: 2.2 },
  velocity: { dash: [], width: 2.6 },
};

export function drawArrows(context, frame, runs, methods, until, colors, noisy) {
  const arrows = [];
  runs.forEach((run, i) => {
    const k = Math.min(until, run.steps);
    const vector = (name, step = k) => [valueAt(run, step, `${name}x`), valueAt(run, step, `${name}y`)];
    const [x, y] = vector("");
    if (!frame.shows(x, y)) return;
    const from = [frame.px(x), frame.py(y)];
    const push = (kind, [dx, dy]) => arrows.push({ from, by: [-dx * frame.sx, dy * frame.sy], color: methods[i].color, ...ARROWS[kind] });
    push("gradient", vector("grad_"));
    if (noisy && k < run.steps) push("noisy", vector("batch_grad_", k + 1));
    push("velocity", vector("velocity_"));
  });
  const first = Math.hypot(valueAt(runs[0], 0, "grad_x") * frame.sx, valueAt(runs[0], 0, "grad_y") * frame.sy);
  const scale = START_LENGTH / (first || 1);
  for (const { from, by, color, dash, width } of arrows) {
    const [dx, dy] = by.map((each) => each * scale);
    const length = Math.hypot(dx, dy);
    if (!(length > 3 && length < 1e5)) continue;
    const [x, y] = [from[0] + dx, from[1] + dy];
    const head = Math.min(9, length / 2);
    const [ux, uy] = [dx / length, dy / length];
    for (const [style, wide] of [[colors.casing, width + 3], [color, width]]) {
      context.setLineDash(dash);
      context.strokeStyle = style;
      context.lineWidth = wide;
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(x, y);
      context.stroke();
      context.setLineDash([]);
      context.beginPath();
      context.moveTo(x - head * (ux + 0.5 * uy), y - head * (uy - 0.5 * ux));
      context.lineTo(x, y);
      context.lineTo(x - head * (ux - 0.5 * uy), y - head * (uy + 0.5 * ux));
      context.stroke();
    }
  }
}

export function drawMinimum(context, frame, [x, y], colors) {
  const [px, py] = [frame.px(x), frame.py(y)];
  for (const [style, width] of [[colors.casing, 5], [colors.ink, 2]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(px - 7, py);
    context.lineTo(px + 7, py);
    context.moveTo(px, py - 7);
    context.lineTo(px, py + 7);
    context.stroke();
  }
}

export function drawStart(context, frame, [x, y], colors) {
  const [px, py] = [frame.px(x), frame.py(y)];
  context.beginPath();
  context.arc(px, py, 9, 0, 2 * Math.PI);
  context.fillStyle = colors.background;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colors.ink;
  context.stroke();
  context.beginPath();
  context.arc(px, py, 3.2, 0, 2 * Math.PI);
  context.fillStyle = colors.ink;
  context.fill();
}
