/** Writes what of the docs, and of the API's description, is made from the sources: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeConfigJsonSchema } from "./config-schema.ts";
import { renderDataTables } from "./lib/data-tables.ts";
import { root } from "./lib/python.ts";
import { writeOpenapi } from "./openapi.ts";

writeFileSync(join(root, "docs", "data-tables.md"), await renderDataTables());
await writeConfigJsonSchema();
await writeOpenapi();
