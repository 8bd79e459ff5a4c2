/** The short forms of CloudFormation's functions: `!GetAtt Queue.Arn`. */
import type { JsonValue } from "../../../../base/values.ts";
import { fault } from "./faults.ts";
import { FUNCTIONS } from "./function-names.ts";

/** The function that a tag says, in its long form. `!!str` and the like say nothing that matters here. */
export function lengthen(tag: string, value: JsonValue): JsonValue {
  if (tag.startsWith("!!")) return tag === "!!str" && typeof value === "number" ? String(value) : value;
  const called = tag.slice(1);
  if (called === "Ref" || called === "Condition") return { [called]: value };
  const name = `Fn::${called}`;
  if (!FUNCTIONS.has(name)) throw fault(`Template format error: Unsupported tag ${tag}.`);
  if (called !== "GetAtt" || typeof value !== "string") return { [name]: value };
  const dot = value.indexOf(".");
  return { [name]: dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}
