// A box of the plane on a rectangle of pixels, x and y to one scale where that leaves neither side thin.

const MOST_STRETCH = 4;

export class Frame {
  constructor([x0, x1, y0, y1], width, height) {
    this.width = width;
    this.height = height;
    let sx = width / (x1 - x0);
    let sy = height / (y1 - y0);
    const stretch = Math.max(sx, sy) / Math.min(sx, sy);
    if (stretch <= MOST_STRETCH) sx = sy = Math.min(sx, sy);
    const cx = (x0 + x1) / 2;
    const cy = (y0 + y1) / 2;
    this.box = [cx - width / sx / 2, cx + width / sx / 2, cy - height / sy / 2, cy + height / sy / 2];
    this.sx = sx;
    this.sy = sy;
  }
  px(x) { return (x - this.box[0]) * this.sx; }
  py(y) { return (this.box[3] - y) * this.sy; }
  x(px) { return this.box[0] + px / this.sx; }
  y(py) { return this.box[3] - py / this.sy; }
  shows(x, y) {
    return x >= this.box[0] && x <= this.box[1] && y >= this.box[2] && y <= this.box[3];
  }
}

// The part of a segment in pixels that lies within `margin` of the rectangle (Liang and Barsky): [x0, y0, x1, y1],
// null where there is none. What is far away would not be drawn exactly.
export function clippedSegment(ax, ay, bx, by, width, height, margin) {
  let first = 0;
  let last = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [[-dx, ax + margin], [dx, width + margin - ax], [-dy, ay + margin], [dy, height + margin - ay]]) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) {
      first = Math.max(first, q / p);
    } else {
      last = Math.min(last, q / p);
    }
  }
  return first <= last ? [ax + first * dx, ay + first * dy, ax + last * dx, ay + last * dy] : null;
}

// A canvas of that size, in the pixels of the screen, to be drawn on in those of the page.
export function sized(canvas, { width, height }) {
  const ratio = devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
