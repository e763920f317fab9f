// The C++ engine, compiled to WebAssembly (src/explorer/engine.cpp): numbers go in and come out.

// Of a step: the first eight as momentum-sim writes them; of one with noisy gradients also the epoch and the gradient
// that the method was given; then where it is across and along the valley.
export const COLUMNS = 13;
export const EPOCH = 8;
export const GIVEN_X = 9;
export const ACROSS = 11;
export const ALONG = 12;
export const STOPS = ["diverged", "grad_tol", "max_steps"];
export const REGIMES = ["monotone", "oscillating", "alternating", "marginal", "divergent"];
const METRICS = ["firstHit", "settled", "finalCost", "lowestCost", "lowestStep", "pathLength", "efficiency",
  "crossingsSteep", "crossingsShallow", "travelSteep", "travelShallow", "overshoot", "rate", "seenFirstHit",
  "seenSettled", "spread", "expectedSpread"];
const THEORY = ["l1", "l2", "shallowX", "shallowY", "steepX", "steepY", "lr", "beta", "lrLimit", "shallowRegime",
  "shallowRadius", "shallowPeriod", "steepRegime", "steepRadius", "steepPeriod", "bestLr", "bestBeta", "bestRate",
  "predictedSteps"];

export class Engine {
  static async load(bytes, lists) {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    instance.exports._initialize();
    return new Engine(instance.exports, lists);
  }

  constructor(exports, lists) {
    this.wasm = exports;
    this.lists = lists;
    if (!lists.data) return;
    this.give([...lists.data.xs, ...lists.data.ys]);
    exports.take_data();
  }

  // A view of the engine's memory, good until the next call.
  view(at, count) {
    return new Float64Array(this.wasm.memory.buffer, at, count);
  }

  give(values) {
    this.view(this.wasm.numbers_of_size(values.length), values.length).set(values);
  }

  taken(count) {
    return this.view(this.wasm.numbers_at(), count).slice();
  }

  // Runs the experiment of a state, see spec.js.
  explore(state) {
    const { wasm, lists } = this;
    this.give(numbersOf(state));
    const length = wasm.explore();
    const text = new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.text_at(), length));
    const numbers = this.view(wasm.numbers_at(), wasm.numbers_count());
    let at = 0;
    const take = (count) => numbers.slice(at, (at += count));
    const named = (names) => Object.fromEntries([...take(names.length)].map((value, i) => [names[i], value]));
    const start = take(2);
    const costView = take(4);
    const view = take(4);
    const [lowest, minimumCount] = take(2);
    const minima = Array.from({ length: minimumCount }, () => take(3));
    const runs = state.methods.map((method) => {
      const parameters = [...take(lists.methods[method.index].parameters.length)];
      const [stop, trials] = take(2);
      return { parameters, stop: STOPS[stop], trials, metrics: named(METRICS), theory: named(THEORY) };
    });
    runs.forEach((run, i) => {
      const count = wasm.rows_of(i);
      run.steps = count - 1;
      run.rows = this.view(wasm.rows_at(i), count * COLUMNS).slice();
    });
    return { start, costView, view, lowest, minima, runs, remarks: text.split("\n").filter(Boolean) };
  }

  // The cost of the last experiment at nx times ny points of a box.
  surface([x0, x1, y0, y1], nx, ny) {
    this.give([x0, x1, y0, y1]);
    this.wasm.surface(nx, ny);
    return this.taken(nx * ny);
  }

  // The x of the rows of the last experiment's batch that update k is made of, and their y.
  batch(k) {
    this.wasm.batch(k);
    const all = this.taken(this.wasm.numbers_count());
    return [all.slice(0, all.length / 2), all.slice(all.length / 2)];
  }

  hasRate(method) {
    return this.wasm.has_rate(method) !== 0;
  }

  // Cells of the map over lr and beta: the rate by theory, or the cost after some steps.
  map(method, lrs, betas, first, count, steps, lowest) {
    this.give([...lrs, ...betas]);
    this.wasm.map(method, lrs.length, first, count, steps, lowest);
    return this.taken(count);
  }

  curves(method, lrs, betas) {
    this.give([...lrs, ...betas]);
    this.wasm.curves(method, lrs.length, betas.length);
    const all = this.taken(betas.length + 2 * lrs.length);
    return {
      limit: all.slice(0, betas.length),
      shallow: all.slice(betas.length, betas.length + lrs.length),
      steep: all.slice(betas.length + lrs.length),
    };
  }

  // The parameters of a quadratic with these curvatures, turned by an angle, about a minimum.
  quadratic(along, across, degrees, [x, y], cost) {
    this.give([along, across, degrees, x, y, cost]);
    this.wasm.quadratic();
    return [...this.taken(6)];
  }
}

function numbersOf(state) {
  const flag = (value) => (value ? 1 : 0);
  return [
    state.cost.index, ...state.cost.values, ...state.start,
    state.lr ?? NaN, state.beta ?? NaN, state.steps, state.gradTol ?? NaN, state.target,
    state.batchSize ?? NaN, state.noise ?? NaN, state.seed,
    flag(state.view), ...(state.view ?? [0, 0, 0, 0]), state.methods.length,
    ...state.methods.flatMap(({ index, values, own }) =>
      [index, ...values.flatMap((value, i) => [value ?? NaN, flag(own[i])])]),
  ];
}
