import { element, setAttribute } from "./elements.js";
import { exactText, shortText } from "./numbers.js";

// A slider with its value typed above it and marks below.

const POSITIONS = 1000;

export class Slider {
  // onChange(value, done): done when it is let go.
  // none: the word for null, where there may be no number, such as "best".
  // name: what is read out where the label is short.
  constructor({ id, label, name = label, tidy, allowed, onChange, none = null }) {
    Object.assign(this, { tidy, allowed, onChange, none });
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
      const value = this.scale.value(this.position / POSITIONS);
      this.value = value === null ? null : this.tidy(value);
    }
    this.onChange(this.value, done);
  }

  typed() {
    const text = this.input.value.trim().replace("−", "-");
    const value = this.none && text === this.none ? null : text === "" ? NaN : Number(text);
    const valid = value === null || this.allowed(value);
    setAttribute(this.input, "aria-invalid", valid ? null : "true");
    if (valid) this.onChange(value, true);
  }

  // The scale may have a place for null, see withOff(); where it has none, the slider stays where it was.
  show(value, scale, marks = []) {
    this.scale = scale;
    const changed = this.shown !== value;
    this.shown = value;
    const placed = value !== null || scale.off !== undefined;
    if (placed) {
      this.value = value;
      this.position = Math.round(Math.max(0, Math.min(1, scale.share(value))) * POSITIONS);
      if (this.range.valueAsNumber !== this.position) this.range.value = this.position;
      this.range.style.setProperty("--share", `${this.position / POSITIONS * 100}%`);
    }
    setAttribute(this.range, "aria-valuetext", value === null ? this.none : shortText(value));
    this.node.classList.toggle("unplaced", !placed);
    if (changed || document.activeElement !== this.input) {
      this.input.value = value === null ? this.none : exactText(value);
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
