/** Certificates, keys and requests that services parse, from placeholder-keys.json. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import keys from "./placeholder-keys.json" with { type: "json" };

/** A row of src/plan/fill/placeholder-keys.json. */
export const KeyRow = v.strictObject({ name: Text, text: Text, reason: Text });

/** The names that rows of other tables call them by. */
export const KEY_NAMES = keys.map(({ name }) => name);

/** The text of one of them. */
export function readKey(name: string): string {
  const row = keys.find((candidate) => candidate.name === name);
  if (!row) throw new RangeError(`no key ${name}`);
  return row.text;
}
