/** `--as terraform`. */
import { tellCount } from "../../base/count.ts";
import type { ThingsWriter } from "../../export/exported.ts";
import { findHomes } from "../../export/homes.ts";
import { readStanding } from "../../export/read-standing.ts";
import { writeBlocks } from "../../export/terraform/blocks.ts";

/** Writes an import block for each thing, and a stub of its resource. */
export const writeTerraform: ThingsWriter = async (instance) => {
  const standing = await readStanding(instance);
  const { text, imported, types, unknown } = writeBlocks(standing, findHomes(standing));
  const rest = unknown === 0 ? "" : `; of ${tellCount(unknown, "thing")} no import id is known: see the end`;
  return {
    name: "imports.tf",
    text,
    files: new Map(),
    remarks: [`${tellCount(imported, "thing")} of ${tellCount(types, "type")} to import${rest}`],
  };
};
