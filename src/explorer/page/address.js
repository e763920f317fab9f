import { specOf, stateOf } from "./spec.js";

// The whole state in the address, so that a link leads to it: the spec, the step shown, the method looked at.

export const addressOf = (state, lists, { step, selected }) =>
  `#${encodeURIComponent(JSON.stringify({ ...specOf(state, lists), shown: step, selected }))}`;

// What an address holds; null where it holds nothing. Throws where it cannot be read.
export function readAddress(hash, lists) {
  if (hash.length < 2) return null;
  const { shown, selected, ...spec } = JSON.parse(decodeURIComponent(hash.slice(1)));
  const state = stateOf(spec, lists);
  return { state, step: Number.isInteger(shown) ? shown : null,
    selected: Number.isInteger(selected) && selected >= 0 && selected < state.methods.length ? selected : null };
}
