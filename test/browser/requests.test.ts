/** The view of requests: they come as they are made, are told apart, held back, and looked into. */
import { expect } from "bun:test";
import type { Instance } from "../../src/instance/instance.ts";
import { makeInstance, startTestAdmin } from "../admin/support.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const browser = useBrowser();
const SCRIPT = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

function serve() {
  const instance = makeInstance();
  return { instance, admin: startTestAdmin("http://localhost:4566", {}, undefined, instance) };
}

async function call(
  instance: Instance,
  operation: string,
  input: object,
  headers: object = {},
): Promise<void> {
  await instance.answer({
    method: "POST",
    path: "/",
    query: [],
    body: JSON.stringify(input),
    headers: {
      host: "localhost:4566",
      "x-amz-target": `AmazonSQS.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAREALLOOKINGKEY12/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=abcdef",
      ...headers,
    },
  });
}

testPage("requests are shown as they come, and one with why it failed and how to ask it again", async () => {
  const { instance, admin } = serve();
  await using _ = admin;
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page, complaints } = opened;
  await page.getByText("No request yet").waitFor();
  await call(instance, "CreateQueue", { QueueName: "orders" });
  await call(instance, "GetQueueUrl", { QueueName: "nowhere" });
  const rows = page.getByRole("grid").getByRole("row");
  await rows.filter({ hasText: "CreateQueue" }).waitFor();
  await page.getByRole("grid").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const detail = page.getByRole("region", { name: "GetQueueUrl" });
  await detail.getByText("something that the call needs is not there").waitFor();
  await detail.getByText("aws sqs get-queue-url --endpoint-url http://localhost:4566").first().waitFor();
  expect(await detail.textContent()).not.toMatch(/AKIAREAL|abcdef/);
  expect(await page.evaluate<string>("location.hash")).toBe("#/requests/2");
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await detail.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Failed" }).click();
  expect(await rows.count()).toBe(2);
  await page.getByRole("button", { name: "Failed" }).click();
  await page.getByRole("searchbox").fill("create -nowhere");
  await page.getByText("1 of 2 requests").waitFor();
  expect(complaints).toEqual([]);
});

testPage("while it is paused, requests are held back, and then there", async () => {
  const { instance, admin } = serve();
  await using _ = admin;
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page } = opened;
  await call(instance, "ListQueues", {});
  await page.getByText("1 request", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  for (let at = 0; at < 3; at++) await call(instance, "ListQueues", {});
  await page.getByText("3 new requests held back").waitFor();
  await page.getByText("1 request", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByText("4 requests", { exact: true }).waitFor();
});

testPage("ten thousand requests stay a list of a few rows that scrolls", async () => {
  const { instance, admin } = serve();
  await using _ = admin;
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page } = opened;
  await page.getByText("No request yet").waitFor();
  const answered = { at: Date.now(), service: "sqs", operation: "ListQueues", status: 200, tookMs: 1 };
  const place = { account: "111122223333", region: "eu-west-1" };
  const wire = { headers: {}, body: new Uint8Array() };
  for (let at = 1; at <= 10_000; at++) {
    const request = { ...wire, method: "POST", path: "/", query: [] };
    instance.onAnswered?.({ ...answered, ...place }, request, { ...wire, status: 200 });
    // No more at once than are kept for who follows.
    if (at % 1_000 === 0)
      await page.getByText(`${at.toLocaleString("en")} requests`, { exact: true }).waitFor();
  }
  expect(await page.getByRole("row").count()).toBeLessThan(100);
  // How long the page is not drawn while one scrolls through all of them.
  const worst = await page.evaluate<number>(`(async () => {
    const box = document.querySelector("[role=grid]");
    let worst = 0;
    for (let at = 0; at < 40; at++) {
      const start = performance.now();
      box.scrollTop = (at / 40) * box.scrollHeight;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      worst = Math.max(worst, performance.now() - start);
    }
    return worst;
  })()`);
  expect(worst).toBeLessThan(500);
});

testPage("what a client sends is text, whatever it is", async () => {
  const { instance, admin } = serve();
  await using _ = admin;
  await call(
    instance,
    "CreateQueue",
    { QueueName: SCRIPT, [SCRIPT]: SCRIPT },
    { "user-agent": SCRIPT, [SCRIPT]: SCRIPT },
  );
  await using opened = await browser.open(`${admin.url}/#/requests/1`);
  const { page, complaints } = opened;
  await page.getByText("onerror").first().waitFor();
  expect(await page.evaluate("window.hacked")).toBeUndefined();
  expect(await page.locator("img").count()).toBe(0);
  expect(complaints).toEqual([]);
});

for (const scheme of SCHEMES)
  testPage(`requests in ${scheme} are for everyone, at any width`, async () => {
    const { instance, admin } = serve();
    await using _ = admin;
    await call(instance, "CreateQueue", { QueueName: "orders" });
    await call(instance, "GetQueueUrl", { QueueName: "nowhere" });
    await using opened = await browser.open(`${admin.url}/#/requests/2`, { scheme });
    const { page, complaints } = opened;
    await page.getByRole("region", { name: "GetQueueUrl" }).getByText("Ask the same again").waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
    }
    expect(await findViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

testPage("on a telephone everything above the list can be reached", async () => {
  const { instance, admin } = serve();
  await using _ = admin;
  await call(instance, "CreateQueue", { QueueName: "orders" });
  await using opened = await browser.open(`${admin.url}/#/requests`, { width: 320, height: 568 });
  const { page } = opened;
  await page.getByRole("row", { name: /CreateQueue/ }).waitFor();
  const filter = await page.getByRole("searchbox", { name: /Filter by service/ }).boundingBox();
  expect((filter?.x ?? 0) + (filter?.width ?? 320)).toBeLessThan(320);
  for (const name of ["Failed", "Pause", "Clear"])
    await page.getByRole("button", { name, exact: true }).click({ trial: true });
});
