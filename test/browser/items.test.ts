/** The view of what tables, buckets and queues hold. */
import { expect } from "bun:test";
import { merge } from "../../src/instance/engines/engine.ts";
import type { Instance } from "../../src/instance/instance.ts";
import { makeInstance, startTestAdmin } from "../admin/support.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const browser = useBrowser();
const HOSTILE = `<script>throw 1</script>"'\u202e`;
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
const BUCKET = "arn:aws:s3:::reports";

async function call(instance: Instance, service: string, operation: string, input: object): Promise<void> {
  const done = await instance.ask({
    service,
    operation,
    input: merge(input as Parameters<typeof merge>[0]),
    caller: { account: "111122223333", region: "eu-west-1" },
  });
  if ("error" in done) throw new Error(`${operation}: ${done.error.code}: ${done.error.message}`);
}

/** A server with a table, a queue and a bucket that hold something. */
async function serve(allowEdit = false) {
  const instance = makeInstance();
  const make = (service: string, operation: string, input: object) =>
    call(instance, service, operation, input);
  await make("dynamodb", "CreateTable", {
    TableName: "orders",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  for (let at = 0; at < 150; at++)
    await make("dynamodb", "PutItem", {
      TableName: "orders",
      Item: { id: { S: `order-${at}` }, note: { S: HOSTILE }, total: { N: String(at) } },
    });
  await make("sqs", "CreateQueue", { QueueName: "jobs" });
  await make("s3", "CreateBucket", {
    Bucket: "reports",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  const put = (Key: string, Body: Buffer, ContentType: string) =>
    make("s3", "PutObject", { Bucket: "reports", Key, Body: new Uint8Array(Body), ContentType });
  await put("dot.png", Buffer.from(PNG, "base64"), "image/png");
  await put(`hello ${HOSTILE}.html`, Buffer.from(HOSTILE), "text/html");
  return startTestAdmin("http://127.0.0.1:9", { allowEdit }, undefined, instance);
}

const open = async (url: string, look = {}) => await browser.open(url, look);

testPage("a table is chosen, its items are filtered, and one is opened", async () => {
  await using admin = await serve();
  await using opened = await open(`${admin.url}/#/items`);
  const { page, complaints } = opened;
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("dynamodb");
  await page.getByRole("row", { name: /orders/ }).click();
  await page.getByRole("heading", { name: "orders", level: 2 }).waitFor();
  await page.getByText("100 items shown").waitFor();
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText("150 items shown").first().waitFor();
  await page.getByRole("searchbox", { name: "Filter what is shown" }).fill("order-149");
  await page.getByText("1 item shown").waitFor();
  await page.getByRole("row", { name: /order-149/ }).click();
  const item = page.getByRole("region", { name: "Item", exact: true });
  expect(await item.textContent()).toContain('"id": "order-149"');
  await item.getByRole("button", { name: "With types" }).click();
  expect(await item.textContent()).toContain('"S": "order-149"');
  expect(await page.getByRole("button", { name: "Put an item" }).count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

testPage("an object is shown as what it is, and never run", async () => {
  await using admin = await serve();
  await using opened = await open(`${admin.url}/#/items/${encodeURIComponent(BUCKET)}`);
  const { page, complaints } = opened;
  await page.getByRole("row", { name: /dot.png/ }).click();
  await page.getByRole("img", { name: "The object as a picture" }).waitFor();
  await page.getByRole("row", { name: /hello/ }).click();
  await page.getByRole("region", { name: "What the object holds" }).waitFor();
  expect(await page.getByRole("region", { name: "What the object holds" }).textContent()).toContain(
    "<script>",
  );
  expect(await page.locator("script").filter({ hasText: "throw 1" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

testPage("with --allow-edit an item is put and removed, and what the service refuses is told", async () => {
  await using admin = await serve(true);
  await using opened = await open(`${admin.url}/#/items/${encodeURIComponent(TABLE)}`);
  const { page } = opened;
  await page.getByRole("button", { name: "Put an item" }).click();
  const field = page.getByLabel("The item as JSON");
  await field.fill('{"total": {"N": "1"}}');
  await page.locator("form").getByRole("button", { name: "Put an item" }).click();
  await page.getByRole("alert").filter({ hasText: "ValidationException" }).waitFor();
  await field.fill('{"id": {"S": "a-new-one"}}');
  await page.locator("form").getByRole("button", { name: "Put an item" }).click();
  await field.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByRole("searchbox", { name: "Filter what is shown" }).fill("a-new-one");
  await page.getByRole("row", { name: /a-new-one/ }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Remove it for good" }).click();
  await page.getByText("Nothing matches").waitFor();
});

for (const width of WIDTHS)
  for (const scheme of SCHEMES)
    testPage(`at ${width} pixels in ${scheme} everyone can look into things`, async () => {
      await using admin = await serve();
      await using opened = await open(`${admin.url}/#/items/${encodeURIComponent(TABLE)}`, { width, scheme });
      const { page, complaints } = opened;
      await page.getByText("100 items shown").waitFor();
      await page
        .getByRole("row", { name: /order-/ })
        .first()
        .click();
      await page.getByRole("region", { name: "Item", exact: true }).waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
      expect(complaints).toEqual([]);
    });
