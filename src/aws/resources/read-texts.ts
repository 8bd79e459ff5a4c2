/** Reads the texts that stand at a path of the resource table: `RoleName`, `Targets[].Arn`, `RequestItems{key}`. */

import { compileLightly } from "../../base/compiling.ts";
import { Digits, isStructure, type Structure, type Value } from "../values.ts";

/** One step of a path: into a member, every item of a list, every value or every key of a map. */
export type PathStep = string;

const ITEMS = "[]";
const VALUES = "{}";
const KEYS = "{key}";

/** The table's paths are few, and each is asked for with every call of its operation. */
const parsed = new Map<string, readonly PathStep[]>();

/** The steps of a path of the tables: `Targets[].Arn` is Targets, [], Arn. */
export function parsePath(path: string): readonly PathStep[] {
  return parsed.getOrInsertComputed(path, splitPath);
}

function splitPath(path: string): readonly PathStep[] {
  return path.match(/\[\]|\{key\}|\{\}|[^.[{]+/g) ?? [];
}

/** A structure in a form that is the same for equal ones: an item's key names it as a whole. */
function writeWhole(value: Value): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Digits) return value.text;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (!isStructure(value)) return `[${value.map(writeWhole).join(",")}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${writeWhole(value[name] ?? null)}`).join(",")}}`;
}

function addText(text: string, texts: string[]): void {
  if (text !== "") texts.push(text);
}

function addTexts(steps: readonly PathStep[], at: number, value: Value | undefined, texts: string[]): void {
  if (value === undefined || value === null) return;
  const step = steps[at];
  if (step === undefined) {
    if (typeof value === "string") addText(value, texts);
    else if (typeof value === "number" || value instanceof Digits || isStructure(value))
      texts.push(writeWhole(value));
    return;
  }
  if (step === ITEMS) {
    if (Array.isArray(value))
      for (const item of value as readonly Value[]) addTexts(steps, at + 1, item, texts);
  } else if (!isStructure(value)) return;
  else if (step === KEYS) for (const key of Object.keys(value)) addText(key, texts);
  else if (step === VALUES) for (const item of Object.values(value)) addTexts(steps, at + 1, item, texts);
  else addTexts(steps, at + 1, value[step], texts);
}

/** Whether a value can have something at a path: whether it has the member that the path begins with. Most calls leave most out. */
export function canHold([first]: readonly PathStep[], value: Structure): boolean {
  return first === undefined || value[first] !== undefined || first === KEYS || first === VALUES;
}

/** The texts at a path of an input or an output, in its members' names; a structure at its end as one text. Empty ones are none. */
export function readTexts(steps: readonly PathStep[], value: Structure): string[] {
  const texts: string[] = [];
  addTexts(steps, 0, value, texts);
  return texts;
}

compileLightly(readTexts, addTexts);
