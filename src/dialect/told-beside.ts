/** Adds to what was asked what the record says of the call outside of its parameters. */

import { makeStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject } from "../base/values.ts";
import type { TrailEvent } from "../trail/record.ts";
import type { Correction } from "./corrections.ts";

/** Where a record says something outside of the parameters. */
type Beside = Pick<TrailEvent, "additionalEventData" | "responseElements" | "resources">;

/** The ARN of the one thing of a type that a call touched; nothing where it touched several. */
function readTouched(resources: unknown, type: string): unknown {
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const [only, ...others] = all.filter((one) => isObject(one) && one["type"] === type);
  return isObject(only) && others.length === 0 ? (only["ARN"] ?? only["arn"]) : undefined;
}

/** The text that a row of kind `told` points to; undefined where there is none. */
function readBeside(event: Beside, { part, member }: Extract<Correction, { kind: "told" }>["from"]) {
  const beside = event[part];
  const held = isObject(beside) ? beside[member] : undefined;
  const text = part === "resources" ? readTouched(beside, member) : held;
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** The input with the members of rows of kind `told` that it lacks. */
export function addToldBeside(input: Structure, rows: readonly Correction[], event: Beside): Structure {
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

compileLightly(addToldBeside);
