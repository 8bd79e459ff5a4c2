// The data tables: every row is well-formed, names things that exist, and stands in the docs.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { DATA_TABLES, readTable, renderDataTables } from "../../scripts/lib/data-tables.ts";
import { root } from "../../scripts/lib/python.ts";
import { renderResourcesPage } from "../../scripts/lib/resources-page.ts";
import { loadModel } from "../../src/aws/model/table.ts";

test.each(DATA_TABLES.map((table) => [table.path, table] as const))(
  "%s: every row is well-formed",
  async (_, table) => {
    expect((await readTable(table)).length).toBeGreaterThan(0);
  },
);

test("every row names a service of the models, and an operation that it has", async () => {
  for (const table of DATA_TABLES) {
    for (const row of await readTable(table)) {
      const services = [row["service"], row["services"]]
        .flat()
        .filter((name): name is string => typeof name === "string" && name !== "*");
      for (const service of services) {
        const names = Object.keys((await loadModel(service)).operations);
        const operations = [row["operation"], row["operations"]]
          .flat()
          .filter((name) => typeof name === "string");
        for (const operation of operations) {
          if (operation.includes("*")) continue;
          for (const one of operation.split("|"))
            expect(names, `${table.path}: ${JSON.stringify(row)}`).toContain(one);
        }
      }
    }
  }
});

test("docs/data-tables.md is up to date", async () => {
  expect(await Bun.file(join(root, "docs", "data-tables.md")).text()).toBe(await renderDataTables());
});

test("docs/resources.md is up to date", async () => {
  expect(await Bun.file(join(root, "docs", "resources.md")).text()).toBe(await renderResourcesPage());
});
