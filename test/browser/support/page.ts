/** Drives the page in a browser: what it logged, what of it cannot be reached by everyone, and pictures of it. */
import { afterAll, beforeAll, test } from "bun:test";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { canHaveBrowser, startBrowser } from "../../../scripts/lib/browser.ts";
import { buildPage } from "../../../scripts/lib/build-page.ts";
import { root } from "../../../scripts/lib/python.ts";
import { drawSome } from "../../support/expect-always.ts";

const SHARE = 0.4;

/** Some of these, other ones each time, and one at least: each look at a view takes seconds. A long run takes all. */
function drawLooks<T>(first: T, ...others: readonly T[]): readonly T[] {
  const drawn = drawSome([first, ...others], SHARE);
  return drawn.length > 0 ? drawn : [first];
}

/** Widths and themes that every view is looked at in. */
export const WIDTHS = drawLooks(320, 1024, 3840);
export const SCHEMES = drawLooks<"light" | "dark">("dark", "light");

const HEIGHT = 800;
/** The browser may have to be fetched first. */
const FETCH_MS = 600_000;
const axe = await Bun.file(join(root, "node_modules", "axe-core", "axe.min.js")).text();

/** A page is waited for longer than most: the machine may be busy with other tests. */
const TEST_MS = 120_000;
const WAIT_MS = 40_000;

/** A test that needs a browser; it is skipped, visibly, where none can be had. */
export function testPage(name: string, run: () => Promise<void>): void {
  test.skipIf(!canHaveBrowser)(name, run, TEST_MS);
}

/** How a page is opened. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** A page in the browser. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of: errors, and what the page's policy forbade. */
  readonly complaints: string[];
  /** Addresses that were asked for, but for the page's own texts. */
  readonly asked: string[];
}

/** What axe-core finds in the page as it stands: rule and element, one a line. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

/** Starts one browser for a file of tests. To be called at its top. */
export function useBrowser(): { open(url: string, look?: Look): Promise<OpenedPage> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!canHaveBrowser) return;
    await buildPage();
    browser = await startBrowser();
  }, FETCH_MS);
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async open(url, { width = 1024, height = HEIGHT, scheme = "light" } = {}) {
      if (!browser) throw new Error("the browser is not there");
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
      const page = await context.newPage();
      page.setDefaultTimeout(WAIT_MS);
      const complaints: string[] = [];
      const asked: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => void complaints.push(String(error.stack ?? error)));
      page.on("request", (request) => {
        if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
      });
      await page.goto(url);
      return { page, complaints, asked, [Symbol.asyncDispose]: () => context.close() };
    },
  };
}
