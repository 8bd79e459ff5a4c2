/** Adds to what was asked what the record says of the call outside of its parameters. */
import { makeStructure, type Structure, type Value } from "../aws/values.ts";
import { isObject } from "../base/values.ts";
import type { TrailEvent } from "../trail/record.ts";
import type { Correction } from "./corrections.ts";

/** The text at a path of rows of kind `told`; undefined where there is none. */
function readBeside(event: Pick<TrailEvent, "additionalEventData" | "responseElements">, path: string) {
  const [part = "", member] = path.split(".");
  const beside = part === "additionalEventData" ? event.additionalEventData : event.responseElements;
  const text = isObject(beside) && member !== undefined ? beside[member] : undefined;
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** The input with the members of rows of kind `told` that it lacks. */
export function addToldBeside(
  input: Structure,
  rows: readonly Correction[],
  event: Pick<TrailEvent, "additionalEventData" | "responseElements">,
): Structure {
  let told: Record<string, Value> | undefined;
  for (const row of rows) {
    if (row.kind !== "told" || (told ?? input)[row.at] !== undefined) continue;
    const text = readBeside(event, row.from);
    if (text === undefined) continue;
    told ??= Object.assign(makeStructure(), input);
    told[row.at] = text;
    if (row.instead !== undefined) delete told[row.instead];
  }
  return (told ?? input) as Structure;
}
