/** Writes src/report/result.schema.json, the JSON schema of a replay's result, from its valibot schema. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { RESULT_SCHEMA } from "../src/report/result-schema.ts";

const SCHEMA_FILE = new URL("../src/report/result.schema.json", import.meta.url);

/** The JSON schema (draft 2020-12) of a replay's result. */
export function makeResultSchema(): object {
  return toJsonSchema(RESULT_SCHEMA, { target: "draft-2020-12" });
}

if (import.meta.main) {
  await Bun.write(SCHEMA_FILE, `${JSON.stringify(makeResultSchema(), null, 2)}\n`);
  Bun.spawnSync(["node_modules/.bin/biome", "format", "--write", SCHEMA_FILE.pathname]);
}
