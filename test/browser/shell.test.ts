/** The frame of the page: links, keys, themes, the token, and what the browser says of it. */
import { expect } from "bun:test";
import { makeInstance, startTestAdmin } from "../admin/support.ts";
import { findViolations, SCHEMES, testPage, useBrowser, WIDTHS } from "./support/page.ts";

const ENDPOINT = "http://127.0.0.1:9";
const TOKEN = "0123456789abcdef";
const browser = useBrowser();

const serve = (options = {}) => startTestAdmin(ENDPOINT, options, undefined, makeInstance());

testPage("keys lead to views, to the search and to the list of keys", async () => {
  await using admin = serve();
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page, complaints } = opened;
  await page.locator("h1").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.getByRole("heading", { name: "Replays", level: 1 }).waitFor();
  expect(await page.title()).toBe("Replays · cloudmock");
  await page.keyboard.press("/");
  expect(await page.getByRole("combobox").evaluate((field) => field.matches(":focus"))).toBe(true);
  // A key is text where one types.
  await page.keyboard.type("g?");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.goBack();
  await page.getByRole("heading", { name: "Requests", level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

testPage("the first key of all is the way past what every view has", async () => {
  await using admin = serve();
  await using opened = await browser.open(admin.url);
  const { page } = opened;
  await page.locator("h1").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.locator(":focus").getAttribute("id")).toBe("main");
});

testPage("the theme is the system's until another is chosen, which is remembered", async () => {
  await using admin = serve();
  await using opened = await browser.open(admin.url, { scheme: "dark" });
  const { page } = opened;
  const background = () =>
    page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");
  await page.locator("h1").waitFor();
  const dark = await background();
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).waitFor();
  const light = await background();
  expect(light).not.toBe(dark);
  await page.reload();
  await page.getByRole("button", { name: "Theme: light" }).click();
  expect(await background()).toBe(dark);
});

testPage("the token is asked for once, and again where it is wrong", async () => {
  await using admin = serve({ token: TOKEN });
  await using opened = await browser.open(`${admin.url}/#/requests`);
  const { page } = opened;
  const dialog = page.getByRole("dialog", { name: "This server asks for a token" });
  await dialog.waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByLabel("Token", { exact: true }).fill("fedcba9876543210");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "did not take it" }).waitFor();
  await page.getByLabel("Token", { exact: true }).fill(TOKEN);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page.reload();
  await page.locator("h1").waitFor();
  await page.waitForTimeout(200);
  expect(await dialog.count()).toBe(0);
});

for (const scheme of SCHEMES)
  testPage(`in ${scheme} the frame is for everyone, and nothing is wider than it`, async () => {
    await using admin = serve();
    await using opened = await browser.open(admin.url, { scheme });
    const { page, complaints } = opened;
    await page.locator("h1").waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
    }
    expect(await findViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
