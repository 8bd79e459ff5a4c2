/** Writes the JSON schemas of a replay's result and of an inspection from their valibot schemas. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { INSPECTION_SCHEMA } from "../src/inspect/inspection-schema.ts";
import { RESULT_SCHEMA } from "../src/report/result-schema.ts";

const FILES = [
  [new URL("../src/report/result.schema.json", import.meta.url), makeResultSchema],
  [new URL("../src/inspect/inspection.schema.json", import.meta.url), makeInspectionSchema],
] as const;

/** The JSON schema (draft 2020-12) of a replay's result. */
export function makeResultSchema(): object {
  return toJsonSchema(RESULT_SCHEMA, { target: "draft-2020-12" });
}

/** The same of an inspection. */
export function makeInspectionSchema(): object {
  return toJsonSchema(INSPECTION_SCHEMA, { target: "draft-2020-12" });
}

if (import.meta.main) {
  for (const [file, make] of FILES) {
    await Bun.write(file, `${JSON.stringify(make(), null, 2)}\n`);
    Bun.spawnSync(["node_modules/.bin/biome", "format", "--write", file.pathname]);
  }
}
