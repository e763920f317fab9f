// How a slider and an axis run over values: to a share of the way, 0 to 1, and back.

export function logarithmic(low, high) {
  const span = Math.log(high / low);
  return { low, high, share: (value) => Math.log(value / low) / span, value: (share) => low * Math.exp(share * span) };
}

export function linear(low, high) {
  return { low, high, share: (value) => (value - low) / (high - low), value: (share) => low + share * (high - low) };
}

// The same with a place at its end for what is off: `end` 0 or 1, `room` wide.
export function withOff(scale, end, room = 0.06) {
  const from = end === 0 ? room : 0;
  return {
    ...scale,
    off: end,
    share: (value) => (value === null ? end : from + (1 - room) * scale.share(value)),
    value: (share) => (Math.abs(share - end) < room / 2 ? null : scale.value(Math.min(1, Math.max(0, (share - from) / (1 - room))))),
  };
}

// 0, 0.9, 0.99 and 0.999 evenly: what counts is 1 - beta.
const DECADES = 3;
export const friction = {
  low: 0,
  high: 1 - 10 ** -DECADES,
  share: (beta) => -Math.log10(1 - beta) / DECADES,
  value: (share) => 1 - 10 ** (-DECADES * share),
};

// Three digits are what a slider can be set to.
export const tidy = (value) => Number(value.toPrecision(3));
export const tidyBeta = (beta) => Number((1 - tidy(1 - beta)).toFixed(6));

const decadeBelow = (value) => 10 ** Math.floor(Math.log10(value) + 1e-9);

// Whole decades around the limits and the value, so that the scale seldom moves.
export function lrScale(limits, value) {
  const known = limits.filter((limit) => limit > 0 && Number.isFinite(limit));
  const low = known.length ? decadeBelow(Math.min(...known)) / 100 : 1e-5;
  const high = known.length ? decadeBelow(Math.max(...known)) * 10 : 1;
  return logarithmic(Math.min(low, decadeBelow(value)), Math.max(high, decadeBelow(value) * 10));
}
