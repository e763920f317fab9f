// The page in headless Chromium, as a reader uses it.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { axeSource, costOption, experimentFor, folder, GEYSER, launch, lists, momentumSim, O_RINGS, pageOf, sets } from "./setup.mjs";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
let browser;
const complaints = [];
const requests = [];

before(async () => { browser = await launch(); });
after(() => browser.close());

async function open(options = [], { hash = "", ...more } = {}) {
  pageOf(...options);
  const context = await browser.newContext({ viewport: DESKTOP, ...more });
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.stack));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`file://${join(folder, "page.html")}${hash}`);
  await until(page, () => globalThis.explorer);
  return page;
}

const stateOfPage = (page) => page.evaluate(() => globalThis.explorer.state);
const endOf = (page, i = 0) => page.evaluate((run) => {
  const { rows, steps } = globalThis.explorer.result.runs[run];
  return [...rows.subarray(rows.length / (steps + 1) * steps).subarray(0, 4)];
}, i);
// Not waitForFunction(), which evaluates a text: the page forbids that.
async function until(page, holds) {
  while (!(await page.evaluate(holds))) await page.waitForTimeout(20);
}
const settled = (page) => until(page, () => globalThis.explorer.settled);

async function dragSlider(page, id, to) {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  const box = await page.locator(`#${id}`).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
  await settled(page);
}

async function downloaded(page, id) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#download-${id}`)]);
  return readFileSync(await download.path(), "utf8");
}

// What momentum-sim makes of the page's spec, beside the data, is the page's CSV.
async function agrees(page) {
  for (const name of ["faithful.csv", "orings.csv"]) copyFileSync(join(sets, name), join(folder, name));
  writeFileSync(join(folder, "spec.json"), await downloaded(page, "json"));
  const csv = momentumSim("--spec", "spec.json", "--format", "csv");
  assert.equal(await downloaded(page, "csv"), csv);
  return csv;
}

test("it opens on the run that it was made from", async () => {
  const options = ["--cost", "rosenbrock:b=40", "--method", "gd,momentum:beta=0.99,adam:lr=0.05", "--lr", "0.002",
    "--start=-1.5,2", "--steps", "321", "--target", "0.01"];
  const page = await open(options);
  const { values } = (await stateOfPage(page)).cost;
  assert.deepEqual(values, [1, 40]);
  assert.deepEqual(await page.locator(".card .name").allTextContents(), ["gd", "momentum beta=0.99", "adam lr=0.05"]);
  assert.equal(await page.inputValue("#lr-value"), "0.002");
  assert.equal(await page.textContent("#step-text"), "321 / 321");
  await agrees(page);
  await page.context().close();
});

test("each slider moves the paths", async () => {
  const page = await open();
  for (const [id, to] of [["lr", 0.3], ["beta", 0.7], ["steps", 0.8], ["cost-kappa", 0.6], ["cost-angle", 0.6]]) {
    const before = JSON.stringify([await endOf(page, 1), await page.textContent("#step-text")]);
    await dragSlider(page, id, to);
    const now = JSON.stringify([await endOf(page, 1), await page.textContent("#step-text")]);
    assert.notEqual(now, before, id);
  }
  await agrees(page);
  await page.selectOption("#cost", { label: "rosenbrock" });
  await settled(page);
  for (const id of ["cost-a", "cost-b"]) {
    const before = await endOf(page, 1);
    await dragSlider(page, id, 0.6);
    assert.notDeepEqual(await endOf(page, 1), before, id);
  }
  await agrees(page);
  await page.context().close();
});

test("values are typed as they are, wrong ones refused", async () => {
  const page = await open();
  await page.fill("#lr-value", "0.0123456789");
  await page.press("#lr-value", "Enter");
  await settled(page);
  assert.equal((await stateOfPage(page)).lr, 0.0123456789);
  assert.equal(await page.inputValue("#lr-value"), "0.0123456789");
  await page.fill("#beta-value", "1.2");
  await page.press("#beta-value", "Enter");
  assert.equal(await page.getAttribute("#beta-value", "aria-invalid"), "true");
  assert.equal((await stateOfPage(page)).beta, 0.9);
  await page.context().close();
});

test("the start is moved by pointer, tap and keys", async () => {
  const page = await open([], { hasTouch: true });
  const map = await page.locator("#map").boundingBox();
  const start = await page.locator("#start").boundingBox();
  await page.mouse.move(start.x + 22, start.y + 22);
  await page.mouse.down();
  await page.mouse.move(map.x + 150, map.y + 400, { steps: 3 });
  await page.mouse.up();
  await settled(page);
  const dragged = (await stateOfPage(page)).start;
  assert.notDeepEqual(dragged, [-9, 3]);
  await page.touchscreen.tap(map.x + 300, map.y + 200);
  await settled(page);
  const tapped = (await stateOfPage(page)).start;
  assert.notDeepEqual(tapped, dragged);
  await page.focus("#start");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowUp");
  await settled(page);
  const [x, y] = (await stateOfPage(page)).start;
  assert.ok(x > tapped[0] && y > tapped[1]);
  assert.match(await page.getAttribute("#start", "aria-label"), /Starting point/);
  await agrees(page);
  await page.context().close();
});

test("steps are played, stepped and scrubbed, in the chart too", async () => {
  const page = await open();
  const shown = async () => {
    await settled(page);
    return Number((await page.textContent("#step-text")).split(" ")[0]);
  };
  await page.click("#play");
  await until(page, () => {
    const step = parseInt(document.getElementById("step-text").textContent, 10);
    return step > 0 && step < 150;
  });
  await page.click("#play");
  const played = await shown();
  assert.ok(played > 0 && played < 150, String(played));
  await page.click("#forward");
  assert.equal(await shown(), played + 1);
  await page.click("#back");
  assert.equal(await shown(), played);
  await page.click("#first");
  assert.equal(await shown(), 0);
  await page.focus("#step");
  await page.keyboard.press("End");
  assert.equal(await shown(), 150);
  const chart = await page.locator("#chart-cost .u-over").boundingBox();
  await page.mouse.move(chart.x + chart.width / 4, chart.y + 40);
  await page.mouse.down();
  await page.mouse.move(chart.x + chart.width / 2, chart.y + 40);
  await page.mouse.up();
  assert.equal(await shown(), 75);
  assert.match(await page.textContent("#read-out"), /velocity/);
  await page.context().close();
});

test("methods are switched, and another beta is added", async () => {
  const page = await open();
  await page.click(".chip:text-is('nesterov')");
  await page.click("#another");
  await settled(page);
  assert.deepEqual(await page.locator(".card .name").allTextContents(), ["gd", "momentum", "nesterov", "momentum beta=0.5"]);
  await page.click(".chip:text-is('gd')");
  await page.click(".card:has-text('beta=0.5') summary");
  await page.fill(".card:has-text('beta=0.5') .fields input >> nth=1", "0.75");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await page.locator(".card .name").allTextContents(), ["momentum", "nesterov", "momentum beta=0.75"]);
  assert.match(await page.textContent(".card:has-text('nesterov')"), /diverged at step/);
  const csv = await agrees(page);
  assert.match(csv, /^momentum beta=0.75,0,/m);
  await page.context().close();
});

test("the best values are those of the program", async () => {
  const page = await open();
  await page.click("#best-both");
  await settled(page);
  const [, momentum] = JSON.parse(momentumSim("--lr", "best", "--beta", "best", "--format", "json", "--grid", "0")).runs;
  const parameters = await page.evaluate(() => globalThis.explorer.result.runs[1].parameters);
  assert.deepEqual(parameters, [momentum.parameters.lr, momentum.parameters.beta]);
  assert.equal(await page.inputValue("#lr-value"), "best");
  await agrees(page);
  await page.context().close();
});

test("the dot in the phase diagram is dragged and moved by keys", async () => {
  const page = await open();
  await page.locator("#phase").scrollIntoViewIfNeeded();
  const at = await page.locator("#phase").boundingBox();
  await page.mouse.move(at.x + 200, at.y + 100);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width / 2, at.y + 150, { steps: 3 });
  await page.mouse.up();
  await settled(page);
  const dragged = await stateOfPage(page);
  assert.ok(dragged.lr !== 0.1 && dragged.beta !== 0.9);
  await page.focus("#phase-handle");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await settled(page);
  const moved = await stateOfPage(page);
  assert.ok(moved.lr > dragged.lr && moved.beta > dragged.beta);
  await page.context().close();
});

test("where theory is silent the map is measured in slices", async () => {
  const page = await open(["--cost", "himmelblau", "--lr", "0.01"]);
  await until(page, () => globalThis.explorer.phase.done === 54);
  const [cell, expected] = await page.evaluate(() => {
    const { phase, engine, state } = globalThis.explorer;
    const [i, j] = [20, 10];
    const method = state.methods[1];
    const run = engine.explore({ ...state, methods: [{ ...method, values: [phase.lrs[i], phase.betas[j]], own: [true, true] }] }).runs[0];
    return [phase.values[j * phase.lrs.length + i], run.metrics.finalCost];
  });
  assert.equal(cell, expected);
  await page.context().close();
});

test("a link restores everything, a broken one says so", async () => {
  const page = await open(["--cost", "booth"]);
  await dragSlider(page, "lr", 0.4);
  await page.click(".chip:text-is('adam')");
  await page.click("#first");
  await page.click("#forward");
  await page.click("#link");
  const [state, hash] = [await stateOfPage(page), await page.evaluate(() => location.hash)];
  const again = await open([], { hash });
  assert.deepEqual(await stateOfPage(again), state);
  assert.match(await again.textContent("#step-text"), /^1 \//);
  const broken = await open([], { hash: "#%7B%22cost%22%3A%7B%22type%22%3A%22%3Cscript%3E%22%7D%7D" });
  assert.match(await broken.textContent("#notice"), /could not be read/);
  assert.equal((await stateOfPage(broken)).lr, 0.1);
  for (const each of [page, again, broken]) await each.context().close();
});

const STANDARDIZED = `${GEYSER},standardize=true`;
const visible = (page, id) => page.locator(`#${id}`).isVisible();
// What the panel of the data shows, but for the rows.
const fits = async (page) => {
  await settled(page);
  return page.evaluate(() => [document.querySelectorAll("#data canvas")[1].toDataURL(), document.getElementById("data-fit").textContent].join());
};

test("on data: it shows the rows and what is fitted to them by now", async () => {
  const page = await open(["--cost", STANDARDIZED, "--steps", "60", "--batch-size", "16"]);
  assert.ok(await visible(page, "data-panel"));
  assert.equal(await page.textContent("#data-name"), "faithful.csv");
  assert.match(await page.textContent("#data-rows"), /^272 rows, eruptions standardized$/);
  assert.match(await page.textContent("#read-out thead"), /^methodwbcost.*noisy gradient.*epoch/);
  const seen = [await fits(page)];
  const moves = [() => page.click("#first"), () => page.click("#forward"), () => dragSlider(page, "lr", 0.45), () => dragSlider(page, "seed", 0.3),
    () => page.focus("#start"), () => page.keyboard.press("Shift+ArrowUp")];
  for (const move of moves) {
    await move();
    seen.push(await fits(page));
  }
  assert.equal(new Set(seen).size, moves.length); // focus alone changes nothing
  // At the minimum the fit is the best one, in the units of the file.
  await page.evaluate(() => globalThis.explorer.change({ batchSize: null, steps: 2000, lr: 0.5 }));
  await page.focus("#step");
  await page.keyboard.press("End");
  await settled(page);
  assert.equal(await page.textContent("#data-fit"), "momentum: waiting = 10.73 eruptions + 33.47; best 10.73 eruptions + 33.47");
  await page.context().close();
});

test("on data: nothing of where the file was is in the page", async () => {
  const html = pageOf("--cost", GEYSER, "--batch-size", "16");
  assert.ok(html.includes("faithful.csv") && !html.includes(sets) && !html.includes("data/sets"));
});

for (const [name, cost] of [["least-squares", STANDARDIZED], ["logistic", O_RINGS]]) {
  test(`batches, noise and seed: ${name}`, async () => {
    const page = await open(["--cost", cost, "--lr", "0.3"]);
    assert.equal(await page.inputValue("#batch-value"), "off");
    assert.doesNotMatch(await agrees(page), /epoch/);
    for (const [id, to] of [["batch", 0.4], ["noise", 0.6], ["seed", 0.5]]) {
      const before = await endOf(page, 1);
      await dragSlider(page, id, to);
      assert.notDeepEqual(await endOf(page, 1), before, id);
      assert.match(await agrees(page), /^method,.*,epoch,batch_grad_x,batch_grad_y$/m);
    }
    assert.ok(await visible(page, "noise-note"));
    const state = await stateOfPage(page);
    assert.ok(state.batchSize > 1 && state.noise > 0 && state.seed > 10);
    const [end, hash] = [await endOf(page), await page.evaluate(() => location.hash)];
    const again = await open(["--cost", cost], { hash });
    assert.deepEqual(await stateOfPage(again), state);
    assert.deepEqual(await endOf(again), end);
    // Off again, at the ends of the sliders and typed.
    await dragSlider(page, "batch", 1);
    await page.fill("#noise-value", "off");
    await page.press("#noise-value", "Enter");
    await settled(page);
    const { batchSize, noise } = await stateOfPage(page);
    assert.deepEqual([batchSize, noise], [null, null]);
    assert.doesNotMatch(await agrees(page), /epoch/);
    for (const each of [page, again]) await each.context().close();
  });
}

test("a batch size beyond the rows is refused, one of all of them is the data", async () => {
  const page = await open(["--cost", STANDARDIZED]);
  await page.fill("#batch-value", "273");
  await page.press("#batch-value", "Enter");
  assert.equal(await page.getAttribute("#batch-value", "aria-invalid"), "true");
  const exact = await endOf(page, 1);
  await page.fill("#batch-value", "272");
  await page.press("#batch-value", "Enter");
  await settled(page);
  assert.deepEqual(await endOf(page, 1), exact);
  await agrees(page);
  await page.context().close();
});

test("a page has the costs that its data suit", async () => {
  const offered = (page) => page.locator("#cost option").allTextContents();
  const plain = await open(["--noise", "0.5"]);
  const names = lists.costs.filter((info) => !info.on_data).map(({ name }) => name);
  assert.deepEqual(await offered(plain), names);
  assert.ok(!(await visible(plain, "data-panel")) && !(await visible(plain, "batch")) && (await visible(plain, "noise")));
  await agrees(plain);
  const line = await open(["--cost", GEYSER]);
  assert.deepEqual(await offered(line), [...names, "least-squares"]);
  const classes = await open(["--cost", O_RINGS, "--batch-size", "4"]);
  assert.deepEqual(await offered(classes), [...names, "least-squares", "logistic"]);
  for (const label of ["least-squares", "booth", "logistic"]) {
    await classes.selectOption("#cost", { label });
    await settled(classes);
    assert.equal(await visible(classes, "data-panel"), label !== "booth");
    await agrees(classes);
  }
  const hash = await classes.evaluate(() => location.hash);
  const other = await open(["--cost", GEYSER], { hash });
  assert.match(await other.textContent("#notice"), /could not be read \(logistic: not on the data of this page\)/);
  for (const each of [plain, line, classes, other]) await each.context().close();
});

test("pictures are downloaded", async () => {
  const page = await open();
  const svg = await downloaded(page, "svg");
  assert.ok(svg.startsWith("<svg ") && svg.includes("momentum"));
  assert.equal(await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror"), svg), null);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download-png")]);
  assert.equal(readFileSync(await download.path()).subarray(1, 4).toString(), "PNG");
  await page.context().close();
});

test("no text of a spec becomes markup or script", async () => {
  const description = "</script><script>globalThis.broken = 1</script><!-- \"'\\\u2028\u2029 &lt;";
  writeFileSync(join(folder, "hostile.json"), JSON.stringify({ description, cost: "booth" }));
  const page = await open(["--spec", "hostile.json"]);
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  assert.equal((await stateOfPage(page)).description, description);
  await agrees(page);
  await page.context().close();
});

test("no name of a file or a column becomes markup or script", async () => {
  const markup = "</script><script>globalThis.broken = 1</script><img src=x onerror='globalThis.broken = 2'>";
  const quoted = `"${markup.replaceAll('"', '""')}"`;
  const file = "<img src=x onerror=alert(1)> & 'data'.csv";
  writeFileSync(join(folder, file), `${quoted},"b, ""c"""\n1,2\n2,3\n3,5\n`);
  writeFileSync(join(folder, "hostile.json"), JSON.stringify({ cost: { type: "least-squares", data: file, x: markup, y: 'b, "c"' } }));
  const page = await open(["--spec", "hostile.json"]);
  assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  assert.equal(await page.evaluate(() => document.images.length), 0);
  assert.ok((await page.textContent("#data-name")).startsWith("<img src=x"));
  await agrees(page);
  await page.context().close();
});

test("a path that leaves is let go, with its step", async () => {
  const page = await open(["--lr", "0.11", "--method", "gd,nesterov", "--view=-12,12,-5,5"]);
  const svg = await downloaded(page, "svg");
  assert.match(svg, /leaves at step \d+/);
  assert.match(await page.textContent("#cards"), /diverged at step/);
  const [, , , cost] = await endOf(page, 1);
  assert.ok(cost > 1e12);
  await page.context().close();
});

// All sizes in both colour schemes, without and with data.
const TABLET = { width: 820, height: 1100 };
for (const [name, viewport, colorScheme, ...options] of [
  ["phone, light", PHONE, "light"],
  ["phone, dark, batches", PHONE, "dark", "--cost", STANDARDIZED, "--batch-size", "16"],
  ["tablet, dark", TABLET, "dark"],
  ["tablet, light, noise", TABLET, "light", "--cost", O_RINGS, "--noise", "0.1"],
  ["desktop, light, batches", DESKTOP, "light", "--cost", STANDARDIZED, "--batch-size", "16"],
  ["desktop, dark, noise", DESKTOP, "dark", "--cost", O_RINGS, "--noise", "0.1"],
]) {
  test(`it fits and is accessible: ${name}`, async () => {
    const page = await open(["--method", "gd,momentum,nesterov,adam", ...options], { viewport, colorScheme });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
    await page.context().close();
  });
}

test("where WebAssembly is blocked the page says so", async () => {
  pageOf();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(`file://${join(folder, "page.html")}`);
  await page.waitForSelector("#blocked:visible");
  assert.match(await page.textContent("#blocked"), /momentum-sim/);
  await context.close();
});

test("Chromium takes the same steps as node, bit for bit", async () => {
  const page = await open(["--cost", GEYSER]);
  // The page has the data of one of the two costs that are on data.
  for (const { name: cost } of lists.costs.filter(({ name }) => name !== "logistic")) {
    const { engine, state } = await experimentFor("--cost", costOption(cost), "--method", lists.methods.map(({ name }) => name).join(","), "--lr", "0.001", "--steps", "10000");
    // The bits of all numbers, folded into one.
    const fold = (runs) => runs.map(({ rows }) => {
      const words = new Uint32Array(rows.buffer.slice(rows.byteOffset, rows.byteOffset + rows.byteLength));
      let sum = 1;
      for (const word of words) sum = (Math.imul(sum, 16777619) ^ word) >>> 0;
      return sum;
    });
    const there = await page.evaluate(`(${fold})(explorer.engine.explore(${JSON.stringify(state)}).runs)`);
    assert.deepEqual(there, fold(engine.explore(state).runs), cost);
  }
  await page.context().close();
});

test("frames while dragging: two methods, 1000 steps", async () => {
  const page = await open(["--steps", "1000", "--cost", "quadratic:kappa=100", "--lr", "0.015"]);
  await page.locator("#lr").scrollIntoViewIfNeeded();
  const box = await page.locator("#lr").boundingBox();
  await page.evaluate(() => {
    const { explorer } = globalThis;
    globalThis.work = [];
    globalThis.frames = [];
    const render = explorer.render.bind(explorer);
    explorer.render = () => {
      const begun = performance.now();
      render();
      globalThis.work.push(performance.now() - begun);
    };
    let last = performance.now();
    const tick = (now) => {
      globalThis.frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(box.x + 60, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 0; i < 150; i++) await page.mouse.move(box.x + 60 + 60 * Math.sin(i / 12), box.y + box.height / 2);
  await page.mouse.up();
  const [work, frames] = await page.evaluate(() => [globalThis.work, globalThis.frames]);
  const at = (values, share) => values.sort((a, b) => a - b)[Math.floor(share * values.length)].toFixed(1);
  console.log(`work a frame: median ${at(work, 0.5)} ms, 95th percentile ${at(work, 0.95)} ms of ${work.length}; ` +
    `between frames: median ${at(frames, 0.5)} ms, 95th percentile ${at(frames, 0.95)} ms`);
  assert.ok(work.length > 20);
  await page.context().close();
});

test("nothing was asked of a network, and nothing complained", () => {
  assert.deepEqual(requests.filter((url) => !/^(file|blob|data):/.test(url)), []);
  assert.deepEqual(complaints, []);
});
