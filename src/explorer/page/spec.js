// The state of the page, from and to the spec that momentum-sim reads and writes.
//
//   cost {index, values}, start [x, y], lr and beta (null: the best), steps, gradTol (null: off), target, every,
//   view (null: chosen), grid, batchSize and noise (null: off), seed, description
//   methods [{index, values, own}]: a value is null where the method follows lr, beta or its default, Infinity where
//   it is to be the best; own says which are the method's alone, and stand in its label
//
// What is not allowed throws: a link can hold anything.

export const MOST_METHODS = 8;
export const MOST_STEPS = 100000;
export const LARGEST_SEED = 2 ** 53;
const BEST = "best";

function demand(condition, what) {
  if (!condition) throw new Error(what);
}

function finite(value, what) {
  demand(typeof value === "number" && Number.isFinite(value), `${what}: not a number`);
  return value + 0;
}

function whole(value, low, high, what) {
  demand(Number.isInteger(value) && value >= low && value <= high, `${what}: not a whole number in range`);
  return value;
}

export function isAllowed({ low, low_included: included, high }, value) {
  return Number.isFinite(value) && (included ? value >= (low ?? -Infinity) : value > (low ?? -Infinity)) &&
    value < (high ?? Infinity);
}

function within(parameter, value) {
  demand(isAllowed(parameter, finite(value, parameter.name)), `${parameter.name}: out of range`);
  return value + 0;
}

function named(list, name) {
  const index = list.findIndex((each) => each.name === name);
  demand(index >= 0, `${String(name)}: unknown`);
  return index;
}

function pair(value, what) {
  demand(Array.isArray(value) && value.length === 2, `${what}: not two numbers`);
  return value.map((each) => finite(each, what));
}

// Whether the page has what the cost is fitted to.
export const isUsable = ({ on_data: onData, classes }, { data }) =>
  !onData || (data !== null && (!classes || data.ys.every((y) => y === 0 || y === 1)));

// Whether the gradients are not those of the cost itself.
export const isNoisy = ({ batchSize, noise }) => batchSize !== null || noise > 0;

// How a spec names the data: the program finds the file beside the spec.
const namedData = ({ name, x, y, standardize }) => ({ data: name, x, y, standardize });

function costOf(spec, lists) {
  const index = named(lists.costs, spec.type);
  const info = lists.costs[index];
  demand(isUsable(info, lists), `${info.name}: not on the data of this page`);
  if (info.on_data) {
    const known = Object.entries(namedData(lists.data));
    demand(known.every(([name, value]) => spec[name] === value), "data: not those of this page");
  }
  if (info.matrix) {
    demand(Array.isArray(spec.A) && spec.A.length === 2, "A: not 2x2");
    const [[a, b], [, d]] = spec.A.map((row) => pair(row, "A"));
    return { index, values: [a, b, d, ...pair(spec.b, "b"), finite(spec.c, "c")] };
  }
  return { index, values: info.parameters.map((parameter) => within(parameter, spec[parameter.name])) };
}

function methodOf(spec, lists, shared) {
  const index = named(lists.methods, spec.method);
  demand(Array.isArray(spec.own), "own: not a list");
  const { parameters } = lists.methods[index];
  const own = parameters.map(({ name }) => spec.own.includes(name));
  const values = parameters.map((parameter, i) => {
    const given = spec[parameter.name];
    const value = parameter.shared && given === BEST ? Infinity : within(parameter, given);
    const followed = parameter.shared ? shared[parameter.shared] ?? Infinity : parameter.standard;
    return !own[i] && value === followed ? null : value;
  });
  return { index, values, own };
}

export function stateOf(spec, lists) {
  const [lrInfo, betaInfo] = ["lr", "beta"].map((shared) =>
    lists.methods.flatMap(({ parameters }) => parameters).find((parameter) => parameter.shared === shared));
  const orBest = (parameter, value) => (value === BEST ? null : within(parameter, value));
  const lr = orBest(lrInfo, spec.lr);
  const beta = orBest(betaInfo, spec.beta);
  demand(Array.isArray(spec.methods), "methods: not a list");
  whole(spec.methods.length, 1, MOST_METHODS, "methods");
  if (spec.view !== undefined) {
    demand(Array.isArray(spec.view) && spec.view.length === 4, "view: not four numbers");
    spec.view.forEach((value) => finite(value, "view"));
    demand(spec.view[0] < spec.view[1] && spec.view[2] < spec.view[3], "view: empty");
  }
  const grid = spec.grid === 0 ? [0, 0] : spec.grid;
  demand(Array.isArray(grid) && grid.length === 2, "grid: not two numbers");
  if (spec.grad_tol !== undefined) demand(finite(spec.grad_tol, "grad_tol") >= 0, "grad_tol: negative");
  demand(finite(spec.target, "target") > 0, "target: not positive");
  const cost = costOf(spec.cost, lists);
  if (spec.batch_size !== undefined) {
    demand(lists.costs[cost.index].on_data, "batch_size: the cost is not on data");
    whole(spec.batch_size, 1, lists.data.xs.length, "batch_size");
  }
  if (spec.noise !== undefined) demand(finite(spec.noise, "noise") >= 0, "noise: negative");
  return {
    description: typeof spec.description === "string" ? spec.description : "",
    cost,
    start: pair(spec.start, "start"),
    methods: spec.methods.map((method) => methodOf(method, lists, { lr, beta })),
    lr,
    beta,
    steps: whole(spec.steps, 0, MOST_STEPS, "steps"),
    gradTol: spec.grad_tol ?? null,
    target: spec.target,
    every: whole(spec.every, 1, 1e12, "every"),
    view: spec.view ?? null,
    grid: grid.map((value) => whole(value, 0, 10000, "grid")),
    batchSize: spec.batch_size ?? null,
    noise: spec.noise ?? null,
    seed: whole(spec.seed, 0, LARGEST_SEED, "seed"),
  };
}

export function specOf(state, lists) {
  const costInfo = lists.costs[state.cost.index];
  const v = state.cost.values;
  const cost = costInfo.matrix
    ? { type: costInfo.name, A: [[v[0], v[1]], [v[1], v[2]]], b: [v[3], v[4]], c: v[5] }
    : { type: costInfo.name, ...(costInfo.on_data ? namedData(lists.data) : {}), ...Object.fromEntries(costInfo.parameters.map(({ name }, i) => [name, v[i]])) };
  const methods = state.methods.map(({ index, values, own }) => {
    const { name, parameters } = lists.methods[index];
    const given = parameters.map((parameter, i) => {
      const followed = parameter.shared ? state[parameter.shared] ?? BEST : parameter.standard;
      const value = values[i] ?? followed;
      return [parameter.name, value === Infinity ? BEST : value];
    });
    return { method: name, ...Object.fromEntries(given), own: parameters.map((p) => p.name).filter((_, i) => own[i]) };
  });
  return {
    ...(state.description ? { description: state.description } : {}),
    cost,
    start: state.start,
    methods,
    lr: state.lr ?? BEST,
    beta: state.beta ?? BEST,
    steps: state.steps,
    ...(state.gradTol === null ? {} : { grad_tol: state.gradTol }),
    target: state.target,
    every: state.every,
    ...(state.view ? { view: state.view } : {}),
    grid: state.grid[0] === 0 ? 0 : state.grid,
    ...(state.batchSize === null ? {} : { batch_size: state.batchSize }),
    ...(state.noise === null ? {} : { noise: state.noise }),
    seed: state.seed,
  };
}
