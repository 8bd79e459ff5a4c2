/**
 * Writes what of the docs, and of the API's description, is made from the sources: `npm run docs`, or some parts of it, as in
 * `npm run docs -- data-tables`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mainCommand } from "../src/cli/main-command.ts";
import { writeConfigJsonSchema } from "./config-schema.ts";
import { renderDataTables } from "./lib/data-tables.ts";
import { renderFlagsPage } from "./lib/flags-page.ts";
import { renderInstanceChanges } from "./lib/instance-changes-page.ts";
import { renderInstanceCoverage } from "./lib/instance-coverage-page.ts";
import { fillSections } from "./lib/page-sections.ts";
import { root } from "./lib/python.ts";
import { renderResourcesPage } from "./lib/resources-page.ts";
import { renderServices } from "./lib/services-page.ts";
import { writeOpenapi } from "./openapi.ts";

const docs = join(root, "docs");

function writePage(name: string, text: string): void {
  writeFileSync(join(docs, `${name}.md`), text);
}

/** Fills the sections of all pages that are made while the rest of the page is written by hand. */
function writeSections(): void {
  for (const file of new Bun.Glob("**/*.md").scanSync({ cwd: docs, absolute: true })) {
    const page = readFileSync(file, "utf8");
    const filled = fillSections(page);
    if (filled !== page) writeFileSync(file, filled);
  }
}

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  "data-tables": async () => writePage("data-tables", await renderDataTables()),
  resources: async () => writePage("resources", await renderResourcesPage()),
  services: async () => writePage("services", await renderServices()),
  // Tries every operation of the instance, which takes longer than all else.
  "instance-coverage": async () => writePage("instance-coverage", await renderInstanceCoverage()),
  "instance-changes": async () => writePage("instance-changes", await renderInstanceChanges()),
  "config-schema": writeConfigJsonSchema,
  openapi: writeOpenapi,
  flags: () => writePage("flags", renderFlagsPage(mainCommand)),
  sections: writeSections,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const write = PARTS[name];
  if (!write) throw new Error(`${name}: not one of ${Object.keys(PARTS).join(", ")}`);
  await write();
}
