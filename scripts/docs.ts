/** Writes docs/data-tables.md from the data tables: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderDataTables } from "./lib/data-tables.ts";
import { root } from "./lib/python.ts";

writeFileSync(join(root, "docs", "data-tables.md"), await renderDataTables());
