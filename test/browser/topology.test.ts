/** What stands, as a picture: found, chosen, filtered, looked around from, taken out; by pointer and by keys. */
import { afterAll, beforeAll, expect } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { buildPage } from "../../scripts/lib/build-page.ts";
import { renderReportPage } from "../../src/page/report-file.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { makeResource, makeWorld } from "../topology/support/make-world.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const browser = useBrowser();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cloudmock-topology-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** The address of a report that holds this. */
async function writePage(topology: Topology, more: object = {}): Promise<string> {
  await buildPage();
  const report = {
    command: "replay",
    version: "0.1.0",
    made_at: "2026-01-05T09:00:00.000Z",
    result: {},
  } as const;
  files++;
  const path = join(folder, `${files}.html`);
  writeFileSync(path, await renderReportPage({ ...report, topology, ...more }));
  return `file://${path}`;
}

const world = makeWorld(60);
const TARGETS = "arn:aws:elbv2:eu-west-1:123456789012:target-group/orchard-orders-targets";
const around = (key: string) => `#/topology?focus=${encodeURIComponent(key)}`;

/** Waits until there is a picture; gives how many cards it has. */
async function waitForPicture(page: Page): Promise<number> {
  const surface = page.locator("[data-drawn]");
  await surface.waitFor();
  return Number(await surface.getAttribute("data-drawn"));
}

/** Waits until a picture has so many cards. */
const waitForCards = (page: Page, count: number) => page.locator(`[data-drawn="${count}"]`).waitFor();

testPage("keys move from resource to resource, open, show what is around and leave", async () => {
  await using opened = await browser.open(`${await writePage(world)}#/topology`, { width: 1440 });
  const { page, complaints, asked } = opened;
  const all = await waitForPicture(page);
  await page.locator(".surface").focus();
  await page.keyboard.press("ArrowRight");
  const panel = page.getByRole("complementary", { name: "Chosen resource" });
  const first = await panel.getByRole("heading", { level: 2 }).textContent();
  await page.keyboard.press("ArrowDown");
  await panel
    .getByRole("heading", { level: 2 })
    .filter({ hasNotText: first ?? "" })
    .waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await page.goto(`${page.url().split("#")[0]}${around(TARGETS)}`);
  await waitForCards(page, 10);
  expect(await panel.getByRole("heading", { level: 2 }).textContent()).toBe("orchard-orders-targets");
  await page.getByLabel("Direction").selectOption("used-by");
  await waitForCards(page, 2);
  await page.locator(".surface").focus();
  await page.keyboard.press("Escape");
  await waitForCards(page, all);
  expect(complaints).toEqual([]);
  expect(asked.filter((address) => !address.startsWith("file:"))).toEqual([]);
});

testPage(
  "a search finds by name, id, ARN and tag, filters leave out the rest, the table has the same",
  async () => {
    await using opened = await browser.open(`${await writePage(world)}#/topology`, { width: 1440 });
    const { page, complaints } = opened;
    await waitForPicture(page);
    const search = page.getByLabel("Find in the picture");
    await search.fill("dynamodb table/orchard-orders");
    await page.getByText("1 found").waitFor();
    await search.press("Enter");
    await page.getByRole("heading", { name: "orchard-orders", level: 2 }).waitFor();
    await search.fill("team=orchard");
    await page.getByText(/^\d\d found$/).waitFor();
    await search.fill("");
    await page.getByLabel("Service", { exact: true }).selectOption("dynamodb");
    await waitForCards(page, world.resources.filter(({ service }) => service === "dynamodb").length);
    expect(page.url()).toContain("service=dynamodb");
    await page.getByRole("button", { name: "Table" }).click();
    const grid = page.getByRole("grid", { name: "Resources" });
    // A search that was emptied a moment ago is told by the table a moment later.
    await grid.and(page.locator('[aria-rowcount="8"]')).waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("8");
    await page.getByLabel("Sort by").selectOption("label");
    expect(await grid.getByRole("gridcell").first().textContent()).toBe("harbour-customers");
    expect(await findViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

interface Frame {
  readonly width: number;
  readonly transform: string;
}

/** The frame in the small map around what is in sight: how wide it is, in CSS pixels of the map, and where. */
const readFrame = (page: Page): Promise<Frame> =>
  page.locator(".minimap .frame").evaluate((frame) => {
    const { width, transform } = (frame as unknown as { style: { width: string; transform: string } }).style;
    return { width: Number.parseFloat(width), transform };
  });

/** Waits until the frame has stayed where it is for some pictures. */
async function settle(page: Page): Promise<void> {
  let before = "";
  for (let same = 0; same < 10; ) {
    await page.evaluate("new Promise(requestAnimationFrame)");
    const now = JSON.stringify(await readFrame(page));
    same = now === before && (await readFrame(page)).width > 0 ? same + 1 : 0;
    before = now;
  }
}

/** Whether the frame becomes so within some pictures. */
async function waitForFrame(page: Page, is: (frame: Frame) => boolean): Promise<boolean> {
  for (let turn = 0; turn < 120; turn++) {
    if (is(await readFrame(page))) return true;
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
  return false;
}

testPage("a search moves the picture to what it finds, where none of that is in sight", async () => {
  await using opened = await browser.open(`${await writePage(world)}#/topology`, { width: 1440 });
  const { page } = opened;
  await waitForPicture(page);
  await settle(page);
  for (let step = 0; step < 8; step++) await page.getByRole("button", { name: "Zoom in" }).click();
  await settle(page);
  const near = await readFrame(page);
  // So near, things of two regions are not in sight together.
  let { transform } = near;
  for (const region of ["eu-west-1", "us-east-1", "eu-west-1"]) {
    await page.getByLabel("Find in the picture").fill(`dynamodb ${region}`);
    expect(await waitForFrame(page, (frame) => frame.transform !== transform), region).toBe(true);
    transform = (await readFrame(page)).transform;
  }
});

testPage(
  "on a small screen it begins where it can be read, goes to what is searched, and loses nothing",
  async () => {
    await using opened = await browser.open(`${await writePage(world)}#/topology`, { width: 320 });
    const { page, complaints } = opened;
    await waitForPicture(page);
    await settle(page);
    const begin = await readFrame(page);
    // A map of the whole is at most 176 pixels wide: not all of the picture is in sight.
    expect(begin.width).toBeLessThan(100);
    await page.getByLabel("Find in the picture").fill("dynamodb us-east-1");
    expect(await waitForFrame(page, ({ transform }) => transform !== begin.transform)).toBe(true);
    await settle(page);
    const found = await readFrame(page);
    await page.setViewportSize({ width: 300, height: 500 });
    await settle(page);
    const smaller = await readFrame(page);
    const startOf = ({ transform }: Frame) => transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [x = 0] = startOf(found);
    const [x2 = 0] = startOf(smaller);
    // What was in the middle is there still.
    expect(Math.abs(x + found.width / 2 - (x2 + smaller.width / 2))).toBeLessThan(3);
    expect(complaints).toEqual([]);
  },
);

testPage("pointers choose, and parts open", async () => {
  const group = makeResource({ key: "g", service: "logs", type: "log-group", label: "the-group" });
  const streams = ["one", "two"].map((key) => makeResource({ key, service: "logs", type: "log-stream" }));
  const relations = streams.map(({ key }) => ({ from: key, to: "g", kind: "within", member: "" }) as const);
  const address = await writePage({ resources: [group, ...streams], relations });
  await using opened = await browser.open(`${address}#/topology`);
  const { page } = opened;
  await waitForCards(page, 1);
  const box = await page.locator(".surface").boundingBox();
  if (!box) throw new Error("the picture is not there");
  // The one card stands in the middle.
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2 + 20);
  await page.getByRole("heading", { name: "the-group", level: 2 }).waitFor();
  await page.getByRole("button", { name: "Open (2)" }).click();
  await waitForCards(page, 2);
  await page.getByRole("button", { name: "Fold" }).click();
  await waitForCards(page, 1);
});

testPage("what is seen is taken out as a picture, finer picture and data", async () => {
  await using opened = await browser.open(`${await writePage(world)}${around(TARGETS)}`);
  const { page, complaints } = opened;
  await waitForCards(page, 10);
  const save = async (name: string) => {
    await page.getByText("Export", { exact: true }).click();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFileSync(await (await waiting).path());
  };
  const svg = (await save("Picture (SVG)")).toString();
  expect(svg).toContain("Around orchard-orders-targets");
  // As a file of its own it is read strictly: what is wrong in it would be all that is seen.
  const file = join(folder, "picture.svg");
  writeFileSync(file, svg);
  await using alone = await browser.open(`file://${file}`);
  expect(await alone.page.locator("g[role=graphics-symbol]").count()).toBe(10);
  expect(alone.complaints).toEqual([]);
  const png = await save("Picture (PNG)");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const graph = JSON.parse((await save("Graph (JSON)")).toString()) as { resources: unknown[] };
  expect(graph.resources.length).toBe(10);
  expect(complaints).toEqual([]);
});

testPage("names that are scripts are names, and a wrong link says so", async () => {
  const label = '"><img src=x onerror="document.title=\'hacked\'">\u202e\u0000';
  const hostile = makeResource({
    key: label,
    service: "s3",
    type: "bucket",
    label,
    tags: { [label]: label },
  });
  await using opened = await browser.open(
    `${await writePage({ resources: [hostile], relations: [] })}${around(label)}`,
  );
  const { page, complaints, asked } = opened;
  await waitForCards(page, 1);
  await page.getByRole("heading", { name: "onerror", level: 2 }).waitFor();
  await page.goto(`${page.url().split("#")[0]}${around("gone")}`);
  await page.getByText("Nothing that stands is called gone").waitFor();
  expect(await page.title()).toBe("Topology · cloudmock");
  expect(complaints).toEqual([]);
  expect(asked.filter((address) => !address.startsWith("file:"))).toEqual([]);
});

testPage("a verification's findings are said", async () => {
  const table = makeResource({ key: "t", service: "dynamodb", type: "table", name: "orders" });
  const result = {
    resources: [{ status: "different", service: "dynamodb", event_id: "e", names: ["orders"] }],
  };
  const address = await writePage({ resources: [table], relations: [] }, { command: "verify", result });
  await using opened = await browser.open(`${address}${around("t")}`);
  const { page } = opened;
  await waitForCards(page, 1);
  await page.locator(".chosen-thing").getByText("differs").waitFor();
});

for (const scheme of SCHEMES)
  testPage(`in every width nothing is out of reach, ${scheme}`, async () => {
    const address = await writePage(world);
    for (const width of WIDTHS) {
      await using opened = await browser.open(`${address}${around(TARGETS)}`, { width, scheme });
      const { page, complaints } = opened;
      await waitForCards(page, 10);
      await page.getByText("Legend").click();
      expect(await findViolations(page)).toEqual([]);
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow, `${width}`).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    }
  });

testPage(
  "a list of everything has only the rows in sight in the page, and what is below it in reach",
  async () => {
    await using opened = await browser.open(`${await writePage(makeWorld(600))}#/resource`);
    const { page } = opened;
    const count = await page.getByText(/\d+ resources shown/).boundingBox();
    expect(await page.getByRole("row").count()).toBeLessThan(100);
    expect((count?.y ?? 800) + (count?.height ?? 0)).toBeLessThan(800);
  },
);
