/** Reads the maps of CloudTrail Lake, whose values are texts: what was an object or a list in the record is its JSON. */
import { isObject } from "../base/values.ts";

/**
 * The JSON of the record's member that a map's JSON stands for: values that are the JSON of objects and lists are put in
 * as such, digit for digit; other values stay texts. A text that is no map of texts is given back as it is.
 */
export function openMapText(text: string): string {
  const map = parse(text);
  if (!isObject(map)) return text;
  const members = Object.entries(map).map(([name, value]) => `${JSON.stringify(name)}:${openValue(value)}`);
  return `{${members.join(",")}}`;
}

function openValue(value: unknown): string {
  const isStructured = typeof value === "string" && /^\s*[[{]/.test(value) && parse(value) !== undefined;
  return isStructured ? value : JSON.stringify(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
