// Colours, as src/draw/figure_theme.hpp has them, and the shapes that carry the method besides.

const POLYGONS = [
  null,
  [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  [[0, -1.2], [1.1, 0.85], [-1.1, 0.85]],
  [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  [[0, 1.2], [1.1, -0.85], [-1.1, -0.85]],
  [0, 1, 2, 3, 4].map((i) => [Math.sin(i * 0.4 * Math.PI) * 1.2, -Math.cos(i * 0.4 * Math.PI) * 1.2]),
  null,
  [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
];
const FIRST_OPEN = 6;

export function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function drawMarker(context, shape, x, y, size, color, casing) {
  context.beginPath();
  const polygon = POLYGONS[shape % POLYGONS.length];
  if (polygon) {
    polygon.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
    context.closePath();
  } else {
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
  }
  const open = shape >= FIRST_OPEN;
  context.fillStyle = open ? casing : color;
  context.fill();
  context.strokeStyle = open ? color : casing;
  context.lineWidth = open ? 1.6 : 1;
  context.stroke();
}

export function mixed(low, high, share) {
  const channel = (color, i) => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2]
    .map((i) => Math.round(channel(low, i) + (channel(high, i) - channel(low, i)) * share).toString(16).padStart(2, "0"))
    .join("")}`;
}
