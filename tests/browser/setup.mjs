// What the tests of the explorer share: the program, the engine, a page in headless Chromium.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Engine } from "../../src/explorer/page/engine.js";
import { stateOf } from "../../src/explorer/page/spec.js";

const { MOMENTUM_SIM, EXPLORER_BUILD, CHROMIUM } = process.env;
const require = createRequire(join(EXPLORER_BUILD, "package.json"));
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const engineBytes = readFileSync(join(EXPLORER_BUILD, "engine.wasm"));

export const folder = mkdtempSync(join(tmpdir(), "explorer-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export const momentumSim = (...args) =>
  execFileSync(MOMENTUM_SIM, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 30 });

// The summary table with its sentences.
export const summaryOf = (...args) =>
  spawnSync(MOMENTUM_SIM, ["--summary", "-o", "/dev/null", ...args], { cwd: folder, encoding: "utf8" }).stderr;

// The JSON that a page carries.
export function carried(page) {
  const [, json] = page.match(/<script type="application\/json" id="run">(.*?)<\/script>/s);
  return JSON.parse(json);
}

export function pageOf(...args) {
  momentumSim("--quiet", "-o", "page.html", ...args);
  return readFileSync(join(folder, "page.html"), "utf8");
}

export const { lists } = carried(pageOf());

// What the page of that run goes by, its state, and the engine with its data.
export async function experimentFor(...args) {
  const { spec, lists: known } = carried(pageOf(...args));
  return { lists: known, state: stateOf(spec, known), engine: await Engine.load(engineBytes, known) };
}

// The value of --cost for each cost, with data where it needs them.
export const sets = fileURLToPath(new URL("../../data/sets/", import.meta.url));
export const GEYSER = `least-squares:data=${sets}faithful.csv,x=eruptions,y=waiting`;
export const O_RINGS = `logistic:data=${sets}orings.csv,x=temperature,y=failure,standardize=true`;
export const costOption = (cost) => ({ "least-squares": GEYSER, logistic: O_RINGS })[cost] ?? cost;

export function launch() {
  const { chromium } = require("playwright-core");
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}
