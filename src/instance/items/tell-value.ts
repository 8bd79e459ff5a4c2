/** What a value is in JSON that people read. */
import { Digits, isStructure, type Structure, type Value } from "../../aws/values.ts";
import type { JsonObject, JsonValue } from "../../base/values.ts";

/** A value, with moments as ISO 8601 and bytes as base64. */
export function tellValue(value: Value | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Digits) return value.text;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (isStructure(value)) return tellMembers(value);
  return (value as readonly Value[]).map(tellValue);
}

/** The members that there are. */
export function tellMembers(members: Structure): JsonObject {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, tellValue(value)]));
}
