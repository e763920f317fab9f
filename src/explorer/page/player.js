import { byId, setAttribute, setText } from "./elements.js";

// The step that is shown: played, stepped, scrubbed.

const WHOLE_RUN = 6000; // milliseconds from the first step to the last
const JUMPS = 12; // where motion is to be reduced

export class Player {
  constructor(onStep) {
    this.onStep = onStep;
    this.step = 0;
    this.last = 0;
    this.range = byId("step");
    this.button = byId("play");
    this.range.addEventListener("input", () => this.go(this.range.valueAsNumber));
    this.button.addEventListener("click", () => this.toggle());
    byId("first").addEventListener("click", () => this.go(0));
    byId("back").addEventListener("click", () => this.go(this.step - 1));
    byId("forward").addEventListener("click", () => this.go(this.step + 1));
  }

  go(step) {
    this.pause();
    this.set(step);
  }

  set(step) {
    this.step = Math.max(0, Math.min(this.last, step));
    this.onStep(this.step);
  }

  // `last` is the longest run's. A run shown to its end stays so.
  show(last) {
    const atEnd = this.step === this.last;
    this.last = last;
    this.step = atEnd ? last : Math.min(this.step, last);
    setAttribute(this.range, "max", Math.max(1, last));
    this.range.value = this.step;
    this.range.style.setProperty("--share", `${(100 * this.step) / Math.max(1, last)}%`);
    setAttribute(this.range, "aria-valuetext", `step ${this.step} of ${last}`);
    setText(byId("step-text"), `${this.step} / ${last}`);
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.step === this.last) this.set(0);
    const begun = performance.now();
    const from = this.step;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tick = (now) => {
      const share = ((now - begun) / WHOLE_RUN) * (calm ? 0.5 : 1);
      const smooth = from + share * this.last;
      const step = Math.round(calm ? from + (Math.floor(share * JUMPS) / JUMPS) * this.last : smooth);
      if (step !== this.step) this.set(step);
      if (this.step >= this.last) return this.pause();
      this.timer = requestAnimationFrame(tick);
    };
    this.timer = requestAnimationFrame(tick);
    this.label();
  }

  pause() {
    cancelAnimationFrame(this.timer);
    this.timer = 0;
    this.label();
  }

  label() {
    setAttribute(this.button, "aria-label", this.timer ? "Pause" : "Play");
    this.button.classList.toggle("playing", Boolean(this.timer));
  }
}
