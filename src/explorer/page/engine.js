// The C++ engine, compiled to WebAssembly (src/explorer/engine.cpp): numbers go in and come out.

export class Engine {
  static async load(bytes, lists) {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    instance.exports._initialize();
    return new Engine(instance.exports, lists);
  }

  constructor(exports, lists) {
    this.wasm = exports;
    this.lists = lists;
    this.names = Object.fromEntries(this.text(exports.names()).map((line) => {
      const [table, ...names] = line.split(" ");
      return [table, names];
    }));
    this.column = Object.fromEntries(this.names.columns.map((name, i) => [name, i]));
    if (!lists.data) return;
    this.give([...lists.data.xs, ...lists.data.ys]);
    exports.take_data();
  }

  // A view of the engine's memory, good until the next call.
  view(at, count) {
    return new Float64Array(this.wasm.memory.buffer, at, count);
  }

  // The lines of the text that a call has left.
  text(length) {
    const bytes = new Uint8Array(this.wasm.memory.buffer, this.wasm.text_at(), length);
    return new TextDecoder().decode(bytes).split("\n").filter(Boolean);
  }

  give(values) {
    this.view(this.wasm.numbers_of_size(values.length), values.length).set(values);
  }

  taken(count) {
    return this.view(this.wasm.numbers_at(), count).slice();
  }

  // Runs the experiment of a state, see spec.js.
  explore(state) {
    const { wasm, lists, names, column } = this;
    this.give(this.numbersOf(state));
    const remarks = this.text(wasm.explore());
    const numbers = this.view(wasm.numbers_at(), wasm.numbers_count());
    let at = 0;
    const take = (count) => numbers.slice(at, (at += count));
    const named = (table) => Object.fromEntries([...take(names[table].length)].map((value, i) => [names[table][i], value]));
    const { startX, startY, viewX0, viewX1, viewY0, viewY1, lowest, minima: count } = named("facts");
    const minima = Array.from({ length: count }, () => take(3));
    const runs = state.methods.map((method) => {
      const parameters = [...take(lists.methods[method.index].parameters.length)];
      const [stop, trials] = take(2);
      return { parameters, stop: names.stops[stop], trials, metrics: named("metrics"), theory: named("theory") };
    });
    runs.forEach((run, i) => {
      const steps = wasm.rows_of(i);
      run.steps = steps - 1;
      run.width = names.columns.length;
      run.column = column;
      run.rows = this.view(wasm.rows_at(i), steps * run.width).slice();
      run.theory.shallowRegime = names.regimes[run.theory.shallowRegime];
      run.theory.steepRegime = names.regimes[run.theory.steepRegime];
    });
    return { start: [startX, startY], view: [viewX0, viewX1, viewY0, viewY1], lowest, minima, runs, remarks };
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

  numbersOf(state) {
    const [startX, startY] = state.start;
    const inputs = { ...state, startX, startY };
    const flag = (value) => (value ? 1 : 0);
    return [
      ...this.names.inputs.map((name) => inputs[name] ?? NaN),
      flag(state.view), ...(state.view ?? []),
      state.cost.index, ...state.cost.values,
      state.methods.length,
      ...state.methods.flatMap(({ index, values, own }) =>
        [index, ...values.flatMap((value, i) => [value ?? NaN, flag(own[i])])]),
    ];
  }
}

// The number of a column at step k, and that of a run at any of its steps.
export const valueAt = ({ rows, width, column }, k, name) => rows[k * width + column[name]];
