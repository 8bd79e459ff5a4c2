/** The view of what stands as a list, and of one thing of it. */
import { expect } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeInstance, startTestAdmin } from "../admin/support.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const browser = useBrowser();
const trail = await Bun.file(join(root, "fixtures", "demo", "trail.json")).text();
const GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:/orchard/worker";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:orchard-events";

/** A server with the demo's topology. */
async function serve() {
  const admin = startTestAdmin("http://127.0.0.1:9", {}, undefined, makeInstance());
  await fetch(`${admin.url}/api/cloudtrail/replay`, { method: "POST", body: trail });
  return admin;
}

const linkTo = (url: string, key: string) => `${url}/#/resource/${encodeURIComponent(key)}`;

testPage("what stands is searched and filtered, and one thing is opened", async () => {
  await using admin = await serve();
  await using opened = await browser.open(`${admin.url}/#/resource`);
  const { page, complaints } = opened;
  await page.getByText(/\d+ resources shown/).waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(await page.getByRole("row", { name: /dhcp-option/ }).count()).toBe(0);
  await page.getByLabel("Show what stands by itself").check();
  await page
    .getByRole("row", { name: /dhcp-option/ })
    .first()
    .waitFor();
  await page.getByRole("combobox", { name: "Service" }).selectOption("sns");
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("orchard-events topic");
  await page.getByText("1 resource shown").waitFor();
  await page.getByRole("row", { name: /orchard-events/ }).click();
  await page.getByRole("heading", { name: "orchard-events", level: 2 }).waitFor();
  await page.getByText("aws sns get-topic-attributes").waitFor();
  // A word that says what kind a thing is looks as it does everywhere.
  const padding = "getComputedStyle(document.querySelector('.tag.plain')).paddingLeft";
  expect(await page.evaluate<string>(padding)).toBe("6.4px");
  await page.getByRole("tab", { name: /References/ }).click();
  await page.getByRole("tabpanel").getByText("sns subscription").first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

testPage("what a record asked for stands beside what stands, and what differs is said in words", async () => {
  await using admin = await serve();
  await using opened = await browser.open(linkTo(admin.url, GROUP));
  const { page, complaints } = opened;
  await page.getByRole("tab", { name: "Recorded" }).click();
  const row = (name: RegExp) => page.getByRole("tabpanel").getByRole("row", { name });
  await row(/logGroupName.*the same/).waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

testPage("things of the same name are told apart by their accounts", async () => {
  await using admin = await serve();
  const other = trail.replaceAll("123456789012", "210987654321");
  await fetch(`${admin.url}/api/cloudtrail/replay`, { method: "POST", body: other });
  await using opened = await browser.open(`${admin.url}/#/resource`, { width: 1280 });
  const { page } = opened;
  await page.getByRole("searchbox", { name: "Filter by name" }).fill("orchard-events topic");
  await page.getByText("2 resources shown").waitFor();
  for (const account of ["123456789012", "210987654321"])
    await page.getByRole("row", { name: new RegExp(`orchard-events.*${account}`) }).waitFor();
});

testPage("each event that touched a thing is told, with who called", async () => {
  await using admin = await serve();
  await using opened = await browser.open(linkTo(admin.url, GROUP));
  const { page } = opened;
  await page.getByRole("tab", { name: /Events/ }).click();
  const rows = page.getByRole("tabpanel").getByRole("row");
  expect(
    (await rows.allTextContents())
      .slice(1)
      .map((text) => /CreateLogGroup|PutRetentionPolicy/.exec(text)?.[0]),
  ).toEqual(["CreateLogGroup", "PutRetentionPolicy"]);
  expect(await rows.nth(1).textContent()).toContain("arn:aws:");
  await page.getByRole("link", { name: "Look into it" }).click();
  await page.getByRole("heading", { name: "Items", level: 1 }).waitFor();
});

testPage("what does not stand says so", async () => {
  await using admin = await serve();
  await using opened = await browser.open(linkTo(admin.url, "<script>throw 1</script>"));
  await opened.page.getByText("Nothing with this key stands").waitFor();
  expect(opened.complaints).toEqual([]);
});

for (const width of WIDTHS)
  for (const scheme of SCHEMES)
    testPage(`at ${width} pixels in ${scheme} a resource is for everyone`, async () => {
      await using admin = await serve();
      await using opened = await browser.open(linkTo(admin.url, TOPIC), { width, scheme });
      const { page, complaints } = opened;
      await page.getByRole("heading", { name: "orchard-events", level: 2 }).waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
      expect(complaints).toEqual([]);
    });
