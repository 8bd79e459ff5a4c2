// What of the docs is made from the sources is up to date: `npm run docs` makes it anew.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { DATA_TABLES, readTable } from "../../scripts/lib/data-tables.ts";
import { renderFlagsPage } from "../../scripts/lib/flags-page.ts";
import { fillSections } from "../../scripts/lib/page-sections.ts";
import { root } from "../../scripts/lib/python.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { CATEGORIES } from "../../src/replay/causes.ts";
import { SKIP_REASONS } from "../../src/trail/record.ts";

const docs = join(root, "docs");

test("docs/flags.md has every flag of every command", async () => {
  const page = await Bun.file(join(docs, "flags.md")).text();
  expect(page).toBe(renderFlagsPage(mainCommand));
  expect(page).toContain("| `--fail-on-error` |");
});

test.each([...new Bun.Glob("**/*.md").scanSync(docs)].sort())(
  "the made sections of docs/%s",
  async (file) => {
    const page = await Bun.file(join(docs, file)).text();
    expect(fillSections(page)).toBe(page);
  },
);

test("a section of nothing is a fault", () => {
  const page = "<!-- made by npm run docs from thin air -->\n<!-- end -->\n";
  expect(() => fillSections(page)).toThrow("thin air");
});

test("what a reader may meet in a result has a row that explains it", async () => {
  const trails = await Bun.file(join(docs, "trails.md")).text();
  expect(SKIP_REASONS.filter((reason) => !trails.includes(`| \`${reason}\` |`))).toEqual([]);
  const result = await Bun.file(join(docs, "result.md")).text();
  expect(CATEGORIES.filter((category) => !result.includes(`| \`${category}\` |`))).toEqual([]);
});

test("docs/code.md says what every folder of src is for", async () => {
  const page = await Bun.file(join(docs, "code.md")).text();
  const folders = [...new Bun.Glob("*/").scanSync({ cwd: join(root, "src"), onlyFiles: false })];
  expect(folders.filter((folder) => !page.includes(`| \`src/${folder}\` |`))).toEqual([]);
});

test("the rows that docs/code.md shows are rows of the tables", async () => {
  const rows = (await Promise.all(DATA_TABLES.map(readTable))).flat();
  const page = await Bun.file(join(docs, "code.md")).text();
  const shown = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => JSON.parse(text));
  expect(shown.length).toBeGreaterThan(3);
  for (const row of shown) expect(rows).toContainEqual(row);
});
