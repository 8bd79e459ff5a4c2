/** Writes what of the docs, and of the API's description, is made from the sources: `npm run docs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mainCommand } from "../src/cli/main-command.ts";
import { writeConfigJsonSchema } from "./config-schema.ts";
import { renderDataTables } from "./lib/data-tables.ts";
import { renderFlagsPage } from "./lib/flags-page.ts";
import { renderInstanceCoverage } from "./lib/instance-coverage-page.ts";
import { fillSections } from "./lib/page-sections.ts";
import { root } from "./lib/python.ts";
import { renderResourcesPage } from "./lib/resources-page.ts";
import { writeOpenapi } from "./openapi.ts";

const docs = join(root, "docs");
writeFileSync(join(docs, "data-tables.md"), await renderDataTables());
writeFileSync(join(docs, "resources.md"), await renderResourcesPage());
writeFileSync(join(docs, "instance-coverage.md"), await renderInstanceCoverage());
await writeConfigJsonSchema();
await writeOpenapi();
writeFileSync(join(docs, "flags.md"), renderFlagsPage(mainCommand));
for (const file of new Bun.Glob("**/*.md").scanSync({ cwd: docs, absolute: true })) {
  const page = readFileSync(file, "utf8");
  const filled = fillSections(page);
  if (filled !== page) writeFileSync(file, filled);
}
