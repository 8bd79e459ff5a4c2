/** Fills what rows of companions.json say of things. What a row says is read once, and then filled for each thing. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { isObject } from "../../../base/values.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import { findMember } from "../fit-value.ts";
import { extendParts, type Parts } from "../parts.ts";

/** A template that was read: its value, of which what is not known is left out. What it says for all things is one value. */
export type Filler = (parts: Parts, members: Structure) => Value | undefined;

/** How many scalars a value has, at every depth. */
function countTexts(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value !== "object" || value === null) return 1;
  let sum = 0;
  for (const one of Object.values(value)) sum += countTexts(one);
  return sum;
}

/** What a structure has at a path, with a number put to it. */
export function readFrom(path: string, plus: unknown, members: Structure): Value | undefined {
  let value: Value | undefined = members;
  for (const name of parsePath(path)) value = isStructure(value) ? findMember(value, name) : undefined;
  return typeof plus === "number" && typeof value === "number" ? value + plus : value;
}

/** Of as many texts as there are items, the one in the item's place: the subnet of an interface. */
function readBeside(path: string): Filler {
  const steps = parsePath(path);
  return ({ Place, Items }, members) => {
    const texts = readTexts(steps, members);
    return String(texts.length) === Items ? texts[Number(Place)] : undefined;
  };
}

/** Whether a template says the same of all things. */
function isFixed(template: unknown): boolean {
  if (typeof template === "string") return !template.includes("${");
  if (typeof template !== "object" || template === null) return true;
  return Object.entries(template).every(([name, one]) => !name.startsWith("$") && isFixed(one));
}

function readList(template: readonly unknown[]): Filler {
  const items = template.map((item) => ({ fill: read(item), count: countTexts(item) }));
  return (parts, members) =>
    items.flatMap(({ fill, count }) => {
      const value = fill(parts, members);
      // An item of which not all is known would be another one.
      return countTexts(value) === count ? (value ?? []) : [];
    });
}

function readStructure(template: Readonly<Record<string, unknown>>): Filler {
  const all = Object.entries(template).map(([name, one]) => [name, read(one)] as const);
  return (parts, members) => {
    const filled = makeStructure();
    for (const [name, fill] of all) {
      const value = fill(parts, members);
      if (value !== undefined) filled[name] = value;
    }
    return filled;
  };
}

function readOne(template: unknown): Filler {
  if (typeof template === "string") return (parts) => fillText(template, parts);
  if (Array.isArray(template)) return readList(template);
  if (!isObject(template)) return () => template as number | boolean;
  const { $from: from, plus, $beside: beside, $first: first } = template;
  if (typeof from === "string") return (_, members) => readFrom(from, plus, members);
  if (typeof beside === "string") return readBeside(beside);
  if (!Array.isArray(first)) return readStructure(template);
  const all = first.map(read);
  return (parts, members) => {
    for (const fill of all) {
      const value = fill(parts, members);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function read(template: unknown): Filler {
  const fill = readOne(template);
  if (!isFixed(template)) return fill;
  const value = fill({}, makeStructure());
  return () => value;
}

/** What a row says of its thing. */
interface ReadRow {
  readonly fill: Filler;
  /** The made-up parts that its texts have: `Mint-17` for so many digits. */
  readonly mints: readonly string[];
  /** The parts of the other thing that they have, and what these are called there: `with-Member`. */
  readonly others: readonly (readonly [part: string, own: string])[];
}

const known = new WeakMap<object, ReadRow>();

function listNames(row: object, name: RegExp): string[] {
  return [...new Set(Array.from(JSON.stringify(row).matchAll(name), ([, part = ""]) => part))];
}

/** A row of the table, read. */
export function readRow(row: { readonly members: Readonly<Record<string, unknown>> }): ReadRow {
  return known.getOrInsertComputed(row, () => ({
    fill: read(row.members),
    mints: listNames(row, /\$\{(Mint-(?:\d+|uuid))\}/g),
    others: listNames(row, /\$\{(with-[\w-]+)\}/g).map((part) => [part, part.slice("with-".length)] as const),
  }));
}

const UUID = "Mint-uuid";

function writeUuid(digits: string): string {
  return [8, 12, 16, 20, 32].map((end, at, ends) => digits.slice(ends[at - 1] ?? 0, end)).join("-");
}

/** With digits that are the same for the same thing each time, and no other's. */
export function addMints(parts: Parts, { mints }: ReadRow, seed: string): Parts {
  if (mints.length === 0) return parts;
  const digits = new Bun.CryptoHasher("sha256").update(seed).digest("hex");
  const added: Record<string, string> = {};
  for (const name of mints)
    added[name] = name === UUID ? writeUuid(digits) : digits.slice(0, Number(name.slice("Mint-".length)));
  return extendParts(parts, added);
}

compileLightly(addMints, countTexts);
