import { mixed } from "./theme.js";
import { powerOfTen, roundTicks, shortText } from "./numbers.js";

// The map of the cost: bands and isolines of its height above the lowest, half a decade each.

// The values between which isolines make sense: levels of sqrt(cost - lowest), where interpolation is smooth at
// a minimum. Where none is known, `known` is null and the lowest value stands in.
export function reliefOf(values, known) {
  const lowest = known ?? values.reduce((low, value) => Math.min(low, value), Infinity);
  const heights = Float64Array.from(values, (value) => Math.sqrt(Math.max(0, value - lowest)));
  let highest = 0;
  for (const height of heights) if (Number.isFinite(height)) highest = Math.max(highest, height);
  for (let i = 0; i < heights.length; i++) if (!Number.isFinite(heights[i])) heights[i] = highest;
  const sorted = heights.slice().sort();
  const low = 2 * Math.log10(sorted[Math.floor(0.004 * sorted.length)] || highest * 1e-4 || 1e-3);
  const high = 2 * Math.log10(highest || 1);
  const perDecade = high - low > 9 ? 1 : high - low > 4 ? 2 : 4;
  const levels = [];
  for (let q = Math.ceil(low * perDecade); q <= high * perDecade; q++) levels.push(q / perDecade);
  return { heights, levels };
}

export function drawRelief(context, frame, relief, nx, ny, colors) {
  const { heights, levels } = relief;
  const sx = frame.width / (nx - 1);
  const sy = frame.height / (ny - 1);
  context.fillStyle = colors.low;
  context.fillRect(0, 0, frame.width, frame.height);
  const contours = d3.contours().size([nx, ny]);
  const labels = [];
  levels.forEach((level, i) => {
    const { coordinates } = contours.contour(heights, 10 ** (level / 2));
    context.beginPath();
    for (const polygon of coordinates) {
      for (const ring of polygon) {
        ring.forEach(([gx, gy], j) =>
          context[j ? "lineTo" : "moveTo"]((gx - 0.5) * sx, frame.height - (gy - 0.5) * sy));
        context.closePath();
      }
    }
    const decade = Number.isInteger(level);
    const band = mixed(colors.low, colors.high, (i + 1) / levels.length);
    context.fillStyle = band;
    context.fill("evenodd");
    context.strokeStyle = decade ? colors.bold : colors.line;
    context.lineWidth = decade ? 1.1 : 0.6;
    context.stroke();
    if (decade) labelContour(context, frame, coordinates, sx, sy, powerOfTen(level), band, colors, labels);
  });
}

// The label stands on the isoline to the upper right, where paths seldom are, and not upon another.
function labelContour(context, frame, coordinates, sx, sy, label, band, colors, labels) {
  let best = null;
  let score = -Infinity;
  for (const [gx, gy] of coordinates.flat(2)) {
    const x = (gx - 0.5) * sx;
    const y = frame.height - (gy - 0.5) * sy;
    const free = x > 40 && x < frame.width - 24 && y > 60 && y < frame.height - 34 &&
      labels.every(([lx, ly]) => Math.abs(lx - x) > 34 || Math.abs(ly - y) > 18);
    if (free && x - 1.5 * y > score) [best, score] = [[x, y], x - 1.5 * y];
  }
  if (!best) return;
  labels.push(best);
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.strokeStyle = band;
  context.strokeText(label, ...best);
  context.fillStyle = colors.muted;
  context.fillText(label, ...best);
}

// The ticks, and at the end of each axis what it is called.
export function drawScale(context, frame, [nameX, nameY], colors) {
  const [x0, x1, y0, y1] = frame.box;
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = colors.muted;
  const label = (text, x, y) => context.fillText(text, x, y);
  const clean = (value, step) => shortText(Math.abs(value) < step * 1e-6 ? 0 : value, 6);
  context.textAlign = "center";
  context.textBaseline = "bottom";
  const xs = roundTicks(x0, x1, frame.width / 90);
  for (const x of xs) {
    const at = frame.px(x);
    if (at > 24 && at < frame.width - 34) label(clean(x, x1 - x0), at, frame.height - 4);
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.font = "italic 14px Georgia, 'Times New Roman', serif";
  context.fillStyle = colors.ink;
  label(nameX, frame.width - 16, frame.height - 10);
  label(nameY, 6, 14);
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = colors.muted;
  for (const y of roundTicks(y0, y1, frame.height / 60)) {
    const at = frame.py(y);
    if (at > 44 && at < frame.height - 24) label(clean(y, y1 - y0), 6, at);
  }
}
