/** What the page takes to show much: rows of docs/benchmarks.md. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { renderReportPage } from "../../src/page/report-file.ts";
import { makeWorld } from "../../test/topology/support/make-world.ts";
import { startInstance } from "../lib/bench-servers.ts";
import { startBrowser } from "../lib/browser.ts";
import { buildPage } from "../lib/build-page.ts";
import { makeTrail } from "../lib/make-trail.ts";
import { median } from "./process.ts";

const RUNS = 5;
const WORLDS = [2_000, 10_000];
const EVENTS = 100_000;
/** Longer than anything here takes. */
const LIMIT_MS = 300_000;

const WATCH_TASKS = `globalThis.longest = 0;
new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration); })
  .observe({ entryTypes: ["longtask"] });`;

async function open(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH_TASKS);
  await page.goto(address);
  return page;
}

/** Browsers tell of tasks from 50 ms on. */
function tellLongest(longest: number): string {
  return longest === 0 ? "no task of the page over 50 ms" : `longest task of the page ${longest} ms`;
}

const readLongest = (page: Page) => page.evaluate<number>("Math.round(globalThis.longest)");

async function measurePicture(browser: Browser, path: string): Promise<readonly [number, number]> {
  const start = performance.now();
  const page = await open(browser, `file://${path}#/topology`);
  await page.locator("[data-drawn]").waitFor({ timeout: LIMIT_MS });
  const taken = performance.now() - start;
  const longest = await readLongest(page);
  await page.context().close();
  return [taken, longest];
}

async function measurePictures(browser: Browser, folder: string): Promise<string[]> {
  const rows: string[] = [];
  for (const count of WORLDS) {
    const path = join(folder, `world-${count}.html`);
    const topology = makeWorld(count);
    const made_at = new Date(0).toISOString();
    writeFileSync(
      path,
      await renderReportPage({ command: "replay", version: "0", made_at, result: {}, topology }),
    );
    const runs: (readonly [number, number])[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measurePicture(browser, path));
    rmSync(path);
    const shown = (median(runs.map(([taken]) => taken)) / 1000).toFixed(1);
    const longest = Math.round(median(runs.map(([, task]) => task)));
    rows.push(
      `| a report of ${count} resources is opened, to its picture | ${shown} s, ${tellLongest(longest)} |`,
    );
  }
  return rows;
}

/** A trail of so many events is given to the console's page, which replays it into the instance. */
async function measureDrop(browser: Browser, binary: string, folder: string): Promise<string> {
  const path = join(folder, "dropped.json");
  makeTrail(path, { records: EVENTS });
  const server = await startInstance(binary, []);
  try {
    const page = await open(browser, `${server.adminUrl}/#/replays`);
    await page.getByLabel("Log").setInputFiles(path);
    const start = performance.now();
    await page.getByRole("button", { name: "Replay", exact: true }).click();
    await page.getByText("done", { exact: true }).waitFor({ timeout: LIMIT_MS });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    await page.getByRole("tab", { name: /^Calls/ }).click();
    await page.getByRole("row").nth(1).waitFor();
    const longest = await readLongest(page);
    await page.context().close();
    return `| a trail of ${EVENTS} events is given to the page and replayed | ${seconds} s, ${tellLongest(longest)} |`;
  } finally {
    await server.stop();
    rmSync(path);
  }
}

/** The rows of the page, in Chromium without a graphics card. */
export async function measurePage(binary: string, folder: string): Promise<string[]> {
  await buildPage();
  const browser = await startBrowser();
  try {
    return [...(await measurePictures(browser, folder)), await measureDrop(browser, binary, folder)];
  } finally {
    await browser.close();
  }
}
