// Numbers as texts.

// The shortest that reads back to the same number, in the form that momentum-sim writes.
export function exactText(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) {
    return exponent < 0 ? value.toFixed(mantissa.replace(/[-.]/g, "").length - 1 - exponent) : plainText(value);
  }
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function plainText(value) {
  return String(value);
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (whole) =>
  (whole < 0 ? "⁻" : "") + [...String(Math.abs(whole))].map((digit) => superscripts[digit]).join("");

// 10⁻³
export const powerOfTen = (exponent) => (exponent === 0 ? "1" : exponent === 1 ? "10" : `10${raised(exponent)}`);

// A few digits, for reading: 0.0123, 4.2×10⁻¹⁰.
export function shortText(value, digits = 4) {
  if (value === null || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const [mantissa, power] = value.toExponential(Math.max(0, digits - 2)).split("e");
  return `${String(Number(mantissa)).replace("-", "−")}×10${raised(Number(power))}`;
}

// Round numbers from low to high, about `count` of them.
export function roundTicks(low, high, count) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(i * step);
  return ticks;
}
