/** Writes docs/cloudmock.schema.json, the JSON schema of a project's defaults, from the schema that checks them. */
import { toJsonSchema } from "@valibot/to-json-schema";
import { makeConfigSchema } from "../src/cli/config-schema.ts";
import { mainCommand } from "../src/cli/main-command.ts";

const SCHEMA_FILE = new URL("../docs/cloudmock.schema.json", import.meta.url);

/** The JSON schema (draft 2020-12) of cloudmock.json. */
export function makeConfigJsonSchema(): object {
  return toJsonSchema(makeConfigSchema(mainCommand), { target: "draft-2020-12" });
}

/** Writes the file. */
export async function writeConfigJsonSchema(): Promise<void> {
  await Bun.write(SCHEMA_FILE, `${JSON.stringify(makeConfigJsonSchema(), null, 2)}\n`);
}

if (import.meta.main) await writeConfigJsonSchema();
