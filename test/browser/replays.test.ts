/** The view of replays: a trail is dropped, watched, stopped, and its failures looked into. */
import { expect } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../scripts/lib/python.ts";
import { makeInstance, startHoldingServer, startTestAdmin } from "../admin/support.ts";
import { startRecordingServer } from "../e2e/support/recording-server.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const browser = useBrowser();
const file = join(root, "fixtures", "demo", "trail.json");
const trail = await Bun.file(file).text();

/** Refuses each third call. */
function startPicky() {
  let calls = 0;
  return startRecordingServer(({ method }) =>
    method !== "GET" && ++calls % 3 === 0
      ? new Response('{"__type":"ResourceNotFoundException","message":"<b>Table</b> not found"}', {
          status: 404,
        })
      : new Response("{}"),
  );
}

/** Lets go of a file above the page, as a file manager does. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name = "", text = ""]) => {
      const global = globalThis as unknown as {
        DataTransfer: new () => { items: { add(file: File): void } };
      };
      const made = new global.DataTransfer();
      made.items.add(new File([text], name));
      return made;
    },
    [name, text],
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await page.getByText("Drop the log to replay it").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

testPage("a trail that is dropped is replayed, and what came of it is listed", async () => {
  const instance = makeInstance();
  await using admin = startTestAdmin("http://127.0.0.1:9", {}, undefined, instance);
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page, complaints } = opened;
  await page.locator("h1").waitFor();
  await drop(page, "trail.json", trail);
  await page.getByText("trail.json (").waitFor();
  await page.getByText("Options").click();
  await page.getByLabel("services", { exact: true }).fill("sqs,sns,iam");
  await page.getByLabel("verify", { exact: true }).check();
  await page
    .getByText("cloudmock cloudtrail replay --input trail.json --services sqs,sns,iam --verify")
    .waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByRole("heading", { name: "Replay of trail.json" }).waitFor();
  await page.getByText("done", { exact: true }).waitFor();
  const timeline = await page.getByRole("region", { name: "Calls over time" }).boundingBox();
  const tones = await page.getByText("succeeded failed", { exact: true }).boundingBox();
  if (!timeline || !tones) throw new Error("there is no timeline");
  expect(tones.x).toBeGreaterThan(timeline.x);
  expect(tones.y).toBeGreaterThan(timeline.y);
  expect(tones.y + tones.height).toBeLessThan(timeline.y + timeline.height);
  await page.getByRole("tab", { name: /Verification/ }).click();
  await page.getByText("verified").first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Start again" }).click();
  await page.waitForFunction("document.querySelector('h1')?.textContent.includes('trail.json')");
  await page.getByRole("link", { name: "All replays" }).click();
  await page.getByRole("row").filter({ hasText: "done" }).nth(1).waitFor();
  expect(complaints).toEqual([]);
});

testPage("a failure is found with its cause, what can be done, its request and its answer", async () => {
  using emulator = startPicky();
  await using admin = startTestAdmin(emulator.endpoint);
  await using opened = await browser.open(`${admin.url}/#/replays`);
  const { page, complaints } = opened;
  await page.getByLabel("Log").setInputFiles(file);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  const group = page.getByRole("region", { name: "something that the call needs is not there" });
  await group.getByText("--create-missing stands in for it").waitFor();
  await group.getByText("<b>Table</b> not found").first().waitFor();
  await group.getByRole("button", { name: "Request and answer" }).first().click();
  await page.getByRole("region", { name: "Request" }).first().waitFor();
  await page.getByText("ResourceNotFoundException").last().waitFor();
  expect(await page.evaluate<string>("location.hash")).toMatch(/tab=calls&call=\d+/);
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Failed only" }).click();
  await page.getByText("4 of 13 calls").waitFor();
  await page.getByRole("tab", { name: /Skipped/ }).click();
  await page.getByRole("cell", { name: "it changes nothing" }).waitFor();
  expect(complaints).toEqual([]);
});

testPage("a replay is watched while it runs, and stopped", async () => {
  using holding = startHoldingServer();
  await using admin = startTestAdmin(holding.endpoint);
  await using opened = await browser.open(`${admin.url}/#/replays`);
  const { page } = opened;
  await page.getByLabel("Log").setInputFiles(file);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByRole("progressbar").waitFor();
  await page.getByText("sending", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("stopped", { exact: true }).waitFor();
  holding.release();
});

testPage("calls that end while others are read are there in the end", async () => {
  using holding = startHoldingServer();
  await using admin = startTestAdmin(holding.endpoint);
  await using opened = await browser.open(`${admin.url}/#/replays`);
  const { page } = opened;
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
  let isFirst = true;
  await page.route("**/calls?*", async (route) => {
    const response = await route.fetch();
    // What was answered while the replay ran arrives when it has ended.
    if (isFirst) {
      isFirst = false;
      await isOver;
    }
    await route.fulfill({ response });
  });
  await page.getByLabel("Log").setInputFiles(file);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByText("sending", { exact: true }).waitFor();
  holding.release();
  await page.getByText("done", { exact: true }).waitFor();
  end();
  await page.getByText("13 calls", { exact: true }).waitFor({ timeout: 10_000 });
});

testPage("a dry run shows the requests, and what is wrong is said", async () => {
  await using admin = startTestAdmin("http://127.0.0.1:9");
  await using opened = await browser.open(`${admin.url}/#/replays`);
  const { page } = opened;
  await page.getByLabel("Log").setInputFiles(file);
  await page.getByText("Options").click();
  await page.getByLabel("dry-run", { exact: true }).check();
  await page.getByRole("button", { name: "Show the requests" }).click();
  await page.getByText("13 requests").waitFor();
  await page.getByRole("row").filter({ hasText: "CreateQueue" }).click();
  await page.getByText('"QueueName"').waitFor();
  await page.getByLabel("dry-run", { exact: true }).uncheck();
  await page.getByLabel("speed", { exact: true }).fill("fast");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "speed" }).waitFor();
});

async function replayTrail(endpoint: string) {
  const admin = startTestAdmin(endpoint);
  const response = await fetch(`${admin.url}/api/cloudtrail/replay`, { method: "POST", body: trail });
  const id = response.headers.get("x-cloudmock-replay-id");
  return { url: `${admin.url}/#/replays/${id}`, [Symbol.asyncDispose]: () => admin[Symbol.asyncDispose]() };
}

for (const scheme of SCHEMES)
  testPage(`all of a replay in ${scheme} is for everyone`, async () => {
    using emulator = startPicky();
    await using replayed = await replayTrail(emulator.endpoint);
    await using opened = await browser.open(replayed.url, { scheme });
    const { page, complaints } = opened;
    for (const tab of ["Failures", "Calls", "Skipped", "Remarks"]) {
      await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
      await page.getByRole("tabpanel", { name: tab }).waitFor();
      expect({ tab, found: await findViolations(page) }).toEqual({ tab, found: [] });
    }
    expect(complaints).toEqual([]);
  });

testPage("nothing of it is wider than the page", async () => {
  using emulator = startPicky();
  await using replayed = await replayTrail(emulator.endpoint);
  for (const width of WIDTHS) {
    await using opened = await browser.open(`${replayed.url}?tab=calls&call=2`, { width });
    await opened.page.getByRole("tabpanel", { name: "Calls" }).waitFor();
    expect(await opened.page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
  }
});
