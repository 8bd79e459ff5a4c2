/** A report: one file that opens from disk, asks nobody, and runs nothing that its data says. */
import { expect } from "bun:test";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPage } from "../../scripts/lib/build-page.ts";
import { root } from "../../scripts/lib/python.ts";
import type { Report } from "../../src/page/report-data.ts";
import { renderReportPage } from "../../src/page/report-file.ts";
import { startTestAdmin } from "../admin/support.ts";
import { startRecordingServer } from "../e2e/support/recording-server.ts";
import { findViolations, SCHEMES, testPage, useBrowser } from "./support/page.ts";

const browser = useBrowser();
const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).text();
const SCRIPT =
  "</script><script>window.hacked=1</script><img src=http://127.0.0.1:9/x onerror=window.hacked=1><!--";

async function makeReport(): Promise<Report> {
  using emulator = startRecordingServer(({ method }) =>
    method === "GET"
      ? new Response("{}")
      : new Response(JSON.stringify({ __type: SCRIPT, message: SCRIPT }), { status: 400 }),
  );
  await using admin = startTestAdmin(emulator.endpoint);
  const response = await fetch(`${admin.url}/api/cloudtrail/replay`, { method: "POST", body: trail });
  const id = response.headers.get("x-cloudmock-replay-id");
  const { calls } = JSON.parse(await (await fetch(`${admin.url}/api/cloudtrail/replays/${id}/calls`)).text());
  return {
    command: "replay",
    version: "0",
    made_at: "2026-03-02T09:15:00.000Z",
    result: JSON.parse(await response.text()),
    calls,
    topology: { resources: [], relations: [] },
  };
}

async function writeReport(report: Report) {
  await buildPage();
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-report-"));
  const path = join(folder, "report.html");
  writeFileSync(path, await renderReportPage(report));
  return { path, url: pathToFileURL(path).href, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

testPage("it opens from disk, makes no request, and is small", async () => {
  using report = await writeReport(await makeReport());
  expect(statSync(report.path).size).toBeLessThan(2_000_000);
  await using opened = await browser.open(report.url);
  const { page, complaints, asked } = opened;
  await page.getByRole("link", { name: "Replays" }).click();
  await page.getByRole("tab", { name: /Failures/ }).waitFor();
  await page.getByText("</script><script>").first().waitFor();
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  expect(new Set(asked.map((url) => url.replace(/#.*/, "")))).toEqual(new Set([report.url]));
  // The console's own views are not in it.
  expect(await page.getByRole("link", { name: "Requests" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

testPage("a replay writes it with its calls and what stands", async () => {
  await buildPage();
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-report-"));
  try {
    const path = join(folder, "report.html");
    const args = ["cloudtrail", "replay", "--input", join(root, "fixtures", "demo", "trail.json")];
    const command = [process.execPath, join(root, "src", "main.ts"), ...args, "--embedded", "--report", path];
    const run = Bun.spawn(command, { cwd: folder, stdout: "ignore", stderr: "pipe" });
    expect({ code: await run.exited, said: await new Response(run.stderr).text() }).toMatchObject({
      code: 0,
    });
    await using opened = await browser.open(`${pathToFileURL(path).href}#/replays?tab=calls&call=0`);
    const { page, complaints } = opened;
    await page.getByText("13 calls", { exact: true }).waitFor();
    await page.getByText('"authorization"').or(page.getByText("Headers (")).first().waitFor();
    const text = await Bun.file(path).text();
    const [, json = ""] = /id="report-data">(.*?)<\/script>/.exec(text) ?? [];
    const report = JSON.parse(json) as Report;
    expect(report.topology?.resources.map(({ label }) => label)).toContain("orchard-orders");
    expect(complaints).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const scheme of SCHEMES)
  testPage(`a report of a verification in ${scheme} says what stands otherwise`, async () => {
    using report = await writeReport({
      command: "verify",
      version: "0",
      made_at: "2026-03-02T09:15:00.000Z",
      result: {
        endpoint: "http://localhost:4566",
        total: 1,
        verified: 0,
        different: 1,
        missing: 0,
        unreadable: 0,
        services: {},
        resources: [
          {
            status: "different",
            service: "sqs",
            names: ["orders"],
            event_id: "e",
            event_name: "CreateQueue",
            region: "eu-west-1",
            account: "123456789012",
            read: "GetQueueAttributes",
            compared: 1,
            differences: [{ member: "Attributes.DelaySeconds", expected: "5", found: "0" }],
            tolerated: [],
            reason: null,
            parts: [],
          },
        ],
        removals: {
          total: 3,
          gone: 2,
          remaining: 1,
          unchecked: 0,
          open: [
            {
              status: "remaining",
              service: "sqs",
              names: ["orders"],
              part: "Label=alice",
              event_id: "f",
              event_name: "RemovePermission",
              region: "eu-west-1",
              account: "123456789012",
              read: "GetQueueAttributes",
              reason: null,
            },
          ],
        },
      },
    });
    await using opened = await browser.open(`${report.url}#/replays`, { scheme });
    const { page, complaints } = opened;
    await page.getByText("Attributes.DelaySeconds").waitFor();
    await page.getByText("orders Label=alice").waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

testPage("on paper it is black on white, with all rows and without what one clicks", async () => {
  using report = await writeReport(await makeReport());
  await using opened = await browser.open(`${report.url}#/replays?tab=calls`, { scheme: "dark" });
  const { page } = opened;
  await page.getByRole("grid").waitFor();
  await page.emulateMedia({ media: "print" });
  await page.waitForTimeout(300);
  expect(await page.getByRole("row").count()).toBe(14);
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  expect(await page.evaluate<string>("getComputedStyle(document.body).color")).toBe("rgb(28, 30, 33)");
});
