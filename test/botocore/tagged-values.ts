/** Reads the inputs of the botocore comparison: JSON with tags for what JSON has no form for. */

import { Digits, makeStructure, type Value } from "../../src/aws/values.ts";

/** The value of tagged JSON as scripts/python/serialize-all.py writes it. */
export function readTagged(json: unknown): Value {
  if (Array.isArray(json)) return json.map(readTagged);
  if (typeof json !== "object" || json === null) return json as Value;
  const tagged = json as Record<string, unknown>;
  if (typeof tagged["$milliseconds"] === "number") return new Date(tagged["$milliseconds"]);
  if (typeof tagged["$base64"] === "string") return new Uint8Array(Buffer.from(tagged["$base64"], "base64"));
  if (typeof tagged["$digits"] === "string") return new Digits(tagged["$digits"]);
  if (typeof tagged["$number"] === "string") return readSpecial(tagged["$number"]);
  const structure = makeStructure();
  for (const [key, value] of Object.entries(tagged)) structure[key] = readTagged(value);
  return structure;
}

function readSpecial(name: string): number {
  if (name === "nan") return Number.NaN;
  return name === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
