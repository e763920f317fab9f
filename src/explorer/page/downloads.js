import { valueAt } from "./engine.js";
import { exactText } from "./numbers.js";
import { Frame } from "./frame.js";
import { SvgContext } from "./svg.js";
import { isNoisy, specOf } from "./spec.js";

// What can be taken away: the numbers and the spec as momentum-sim writes them, and the map as a picture.

const WRITTEN = ["step", "x", "y", "cost", "grad_x", "grad_y", "velocity_x", "velocity_y"];
const WRITTEN_IF_NOISY = ["epoch", "batch_grad_x", "batch_grad_y"];
const PICTURE = { width: 1200, height: 800, ratio: 2 };

export function csvOf({ state, result, methods }) {
  const columns = [...WRITTEN, ...(isNoisy(state) ? WRITTEN_IF_NOISY : [])];
  const lines = [`method,${columns.join(",")}\n`];
  result.runs.forEach((run, i) => {
    for (let k = 0; k <= run.steps; k++) {
      if (k % state.every !== 0 && k !== run.steps) continue;
      lines.push(`${methods[i].label},${columns.map((name) => exactText(valueAt(run, k, name))).join(",")}\n`);
    }
  });
  return lines.join("");
}

export const specTextOf = ({ state, lists }) => `${JSON.stringify(specOf(state, lists))}\n`;

export function svgOf(panel, shown) {
  const frame = new Frame(panel.view, PICTURE.width, PICTURE.height);
  const context = new SvgContext(frame.width, frame.height);
  context.save();
  context.beginPath();
  context.rect(0, 0, frame.width, frame.height);
  context.clip();
  panel.drawPicture(context, frame, shown, 42);
  context.restore();
  return context.toString();
}

export function pngOf(panel, shown) {
  const { width, height, ratio } = PICTURE;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  panel.drawPicture(context, new Frame(panel.view, width, height), shown, 42);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

export function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
