/** Opens values that other programs have printed into a text: the JSON of an object or a list, where such a thing belongs. */

import type { Shape } from "../aws/model/types.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject } from "../base/values.ts";
import { parseExactly } from "../trail/parse-json.ts";
import { matchMember } from "./match-member.ts";

/** What the text of each type begins with. */
const OPENING: Readonly<Record<string, string>> = { structure: "{", map: "{", list: "[" };

/**
 * What a text is the JSON of, where the shape is a structure that has one of its members, a map or a list; anything else as it
 * is: a text may stand for a structure of one member, or for a list of one item.
 */
export function openPrinted(shape: Shape, raw: unknown): unknown {
  if (typeof raw !== "string" || raw[0] !== OPENING[shape.type] || shape.document) return raw;
  const value = parseExactly(raw);
  if (value === undefined || Array.isArray(value) !== (shape.type === "list")) return raw;
  if (shape.type !== "structure") return value;
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length === 0 || names.some((name) => matchMember(shape, name)) ? value : raw;
}

compileLightly(openPrinted);
