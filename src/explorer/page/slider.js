import { element, setAttribute } from "./elements.js";
import { exactText, shortText } from "./numbers.js";

// A slider with its value typed above it and marks below.

const POSITIONS = 1000;

export class Slider {
  // onChange(value, done): done when it is let go; null for "best", where that may be typed.
  // name: what is read out where the label is short.
  constructor({ id, label, name = label, tidy, allowed, onChange, best = false }) {
    Object.assign(this, { tidy, allowed, onChange, best });
    this.input = element("input", { id: `${id}-value`, type: "text", inputmode: "decimal", autocomplete: "off",
      spellcheck: "false", "aria-label": `${name}, typed`, onchange: () => this.typed(), onkeydown: (event) => event.key === "Enter" && this.typed() });
    this.range = element("input", { id, type: "range", min: 0, max: POSITIONS, step: 1, "aria-label": name,
      oninput: () => this.moved(false), onchange: () => this.moved(true) });
    this.marks = element("div", { class: "marks", "aria-hidden": "true" });
    this.node = element("div", { class: "slider" },
      element("div", { class: "slider-head" }, element("label", { for: id }, label), this.input), this.range, this.marks);
    this.markKey = "";
  }

  moved(done) {
    if (this.range.valueAsNumber === this.position && !done) return;
    if (this.range.valueAsNumber !== this.position) {
      this.position = this.range.valueAsNumber;
      this.value = this.tidy(this.scale.value(this.position / POSITIONS));
    }
    this.onChange(this.value, done);
  }

  typed() {
    const text = this.input.value.trim().replace("−", "-");
    const value = this.best && text === "best" ? null : text === "" ? NaN : Number(text);
    const valid = value === null || this.allowed(value);
    setAttribute(this.input, "aria-invalid", valid ? null : "true");
    if (valid) this.onChange(value, true);
  }

  // value null: the best.
  show(value, scale, marks = []) {
    this.scale = scale;
    const changed = this.shown !== value;
    this.shown = value;
    if (value !== null) {
      this.value = value;
      this.position = Math.round(Math.max(0, Math.min(1, scale.share(value))) * POSITIONS);
      if (this.range.valueAsNumber !== this.position) this.range.value = this.position;
      this.range.style.setProperty("--share", `${this.position / POSITIONS * 100}%`);
    }
    setAttribute(this.range, "aria-valuetext", value === null ? "best" : shortText(value));
    this.node.classList.toggle("at-best", value === null);
    if (changed || document.activeElement !== this.input) {
      this.input.value = value === null ? "best" : exactText(value);
      if (changed) setAttribute(this.input, "aria-invalid", null);
    }
    this.showMarks(marks.filter(({ at }) => scale.share(at) >= 0 && scale.share(at) <= 1));
  }

  // The limit of each method: its shape's colour, at its place.
  showMarks(marks) {
    const key = JSON.stringify([marks, this.scale.low, this.scale.high]);
    if (key === this.markKey) return;
    this.markKey = key;
    this.marks.replaceChildren(...marks.map(({ at, color, title }) => {
      const mark = element("span", { class: "mark", title });
      mark.style.left = `${this.scale.share(at) * 100}%`;
      mark.style.color = color;
      return mark;
    }));
  }
}
