// As much of a canvas as the map draws with, kept as SVG: the picture to download is drawn by the same lines.

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const round = (value) => Math.round(value * 100) / 100;

export class SvgContext {
  constructor(width, height) {
    Object.assign(this, {
      width, height, fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "12px sans-serif",
      textAlign: "left", textBaseline: "alphabetic", globalAlpha: 1, lineJoin: "miter", lineCap: "butt",
    });
    this.parts = [];
    this.path = "";
    this.dash = [];
    this.clips = 0;
    this.saved = [];
  }
  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }
  lineTo(x, y) { this.path += `L${round(x)} ${round(y)}`; }
  closePath() { this.path += "Z"; }
  rect(x, y, w, h) { this.path += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`; }
  arc(x, y, r) {
    this.path += `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
  setLineDash(dash) { this.dash = dash; }
  opacity() { return this.globalAlpha === 1 ? "" : ` opacity="${round(this.globalAlpha)}"`; }
  fill(rule) {
    const even = rule === "evenodd" ? ' fill-rule="evenodd"' : "";
    this.parts.push(`<path d="${this.path}" fill="${this.fillStyle}"${even}${this.opacity()}/>`);
  }
  stroke() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.parts.push(`<path d="${this.path}" fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"` +
      ` stroke-linejoin="round" stroke-linecap="round"${dash}${this.opacity()}/>`);
  }
  fillRect(x, y, w, h) {
    this.beginPath();
    this.rect(x, y, w, h);
    this.fill();
  }
  text(words, x, y, paint) {
    const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign];
    const baseline = { top: "hanging", middle: "central", alphabetic: "auto", bottom: "auto" }[this.textBaseline];
    const [, face = "", size, family] = this.font.match(/^(\w+ )?([\d.]+)px (.*)$/);
    this.parts.push(`<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" dominant-baseline="${baseline}"` +
      ` font-size="${size}" font-weight="${face === "bold " ? "bold" : "normal"}" font-style="${face === "italic " ? "italic" : "normal"}" font-family="${escaped(family)}"` +
      ` ${paint}>${escaped(words)}</text>`);
  }
  fillText(words, x, y) { this.text(words, x, y, `fill="${this.fillStyle}"`); }
  strokeText(words, x, y) {
    this.text(words, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }
  measureText(words) { return { width: words.length * parseFloat(this.font.match(/[\d.]+/)[0]) * 0.55 }; }
  save() { this.saved.push({ clips: this.clips }); }
  clip() {
    const id = `c${this.parts.length}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`);
    this.clips++;
  }
  restore() {
    const { clips } = this.saved.pop();
    for (; this.clips > clips; this.clips--) this.parts.push("</g>");
  }
  toString() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}"` +
      ` viewBox="0 0 ${this.width} ${this.height}">\n${this.parts.join("\n")}\n</svg>\n`;
  }
}
