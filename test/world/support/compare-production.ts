/**
 * Compares what the instance tells of a company with what stood in the emulator that the company was recorded from. Where AWS
 * does otherwise than that emulator, the instance is right, and moto-own.json says why.
 */
import * as v from "valibot";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { Text } from "../../../src/base/row-types.ts";
import { isObject } from "../../../src/base/values.ts";
import rows from "./moto-own.json" with { type: "json" };
import type { Facts } from "./world.ts";

/** A row of moto-own.json; `facts` and `members` are patterns for whole names of facts, and of members at every depth. */
export const MotoOwnRow = v.variant("kind", [
  /** Facts that are not compared: of what is moto's own, or AWS's. */
  v.strictObject({ kind: v.literal("passing"), facts: Text, reason: Text }),
  /** Members that are not compared. `of`: only where the other does not tell them. */
  v.strictObject({
    kind: v.literal("members"),
    facts: Text,
    members: Text,
    of: v.picklist(["moto", "aws", "both"]),
    reason: Text,
  }),
  /** Items of lists that are not compared where the other list has none such: by a member, a pattern for what it says. */
  v.strictObject({ kind: v.literal("items"), facts: Text, by: Text, items: Text, reason: Text }),
  /** Things that are there no more by what a member says, where the other does not tell them at all or says so, too. */
  v.strictObject({ kind: v.literal("ended"), facts: Text, member: Text, is: Text, reason: Text }),
  /** Facts that only the data plane can give: messages, items, what was written. They are counted apart. */
  v.strictObject({ kind: v.literal("data"), facts: Text, members: v.optional(Text), reason: Text }),
  /** Texts of moto's that AWS spells otherwise; a regular expression. */
  v.strictObject({ kind: v.literal("spelt"), moto: Text, aws: Text, reason: Text }),
]);

type Row = v.InferOutput<typeof MotoOwnRow>;
type Members = Extract<Row, { kind: "members" }>;
type Items = Extract<Row, { kind: "items" }>;

const ROWS = rows as readonly Row[];

/** What was compared of a company. */
export interface ProductionComparison {
  readonly facts: number;
  readonly equal: number;
  /** How many facts only the data plane can give. */
  readonly data: number;
  /** A text for each fact that differs: its name, what stood in production, what the instance tells. */
  readonly different: readonly string[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

/** A value in one spelling: documents in texts are read, nothing empty is told, and lists have no order. */
function canonicalise(value: unknown): unknown {
  if (typeof value === "string") return /^\s*[[{]/.test(value) ? canonicaliseParsed(value) : value;
  if (Array.isArray(value)) {
    const items = value.map(canonicalise).filter((item) => !isEmpty(item));
    return items
      .map((item) => JSON.stringify(item))
      .sort()
      .map(parse);
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .map(([name, inner]) => [name, canonicalise(inner)] as const)
    .filter(([, inner]) => !isEmpty(inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members);
}

function canonicaliseParsed(text: string): unknown {
  const value = parse(text);
  return typeof value === "string" ? value : canonicalise(value);
}

/** Both values without the members that rows pass over. */
function strip(value: unknown, other: unknown, side: "moto" | "aws", all: readonly Members[]): unknown {
  if (Array.isArray(value)) {
    // What any item of the other's tells is told.
    const others = Array.isArray(other) ? other.filter((item) => isObject(item)) : [];
    const there: unknown = Object.assign({}, ...others);
    return value.map((item) => strip(item, there, side, all));
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const there = isObject(other) ? other[name] : undefined;
    const isPassed = all.some(
      (row) =>
        matchesPattern(row.members, name) && (row.of === "both" || (row.of === side && there === undefined)),
    );
    return isPassed ? [] : [[name, strip(inner, there, side, all)] as const];
  });
  return Object.fromEntries(members);
}

/** A list without the items that rows pass over, where the other list has none that says the same. */
function dropItems(value: unknown, other: unknown, thing: string): unknown {
  if (!Array.isArray(value)) return value;
  const says = (item: unknown, by: string) => (isObject(item) ? item[by] : undefined);
  const all = ROWS.filter((row) => row.kind === "items" && matchesPattern(row.facts, thing)) as Items[];
  return value.filter((item) =>
    all.every(({ by, items }) => {
      const text = says(item, by);
      const isThere = Array.isArray(other) && other.some((one) => says(one, by) === text);
      return isThere || typeof text !== "string" || !matchesPattern(items, text);
    }),
  );
}

function splitName(fact: string): readonly [thing: string, member: string] {
  const at = fact.lastIndexOf(" .");
  return at < 0 ? [fact.replace(/ exists$/, ""), "exists"] : [fact.slice(0, at), fact.slice(at + 2)];
}

function spell(facts: Facts, side: "moto" | "aws"): Map<string, unknown> {
  const spelt = Object.entries(facts).map(([name, value]) => {
    const write = (text: string) =>
      ROWS.reduce(
        (before, row) =>
          row.kind === "spelt" && side === "moto"
            ? before.replaceAll(new RegExp(row.moto, "g"), row.aws)
            : before,
        text,
      );
    return [write(name), canonicalise(parse(write(value)))] as const;
  });
  return new Map(spelt);
}

/** What becomes of a fact: it is compared, left out, or the data plane's. */
function judge(thing: string, member: string): "compared" | "passed" | "data" {
  for (const row of ROWS) {
    if (row.kind === "spelt" || row.kind === "ended" || !matchesPattern(row.facts, thing)) continue;
    if (row.kind === "passing") return "passed";
    if (row.kind === "data" && matchesPattern(row.members ?? "*", member)) return "data";
  }
  return "compared";
}

/** The things of moto's that have ended, and that the instance does not tell, or tells as ended without what they had in moto. */
function listEnded(
  wanted: ReadonlyMap<string, unknown>,
  told: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const ended = [...wanted].flatMap(([name, value]) => {
    const [thing, member] = splitName(name);
    const isEnded = ROWS.some(
      (row) =>
        row.kind === "ended" && matchesPattern(row.facts, thing) && row.member === member && row.is === value,
    );
    return isEnded && (!told.has(`${thing} exists`) || told.get(name) === value) ? [thing] : [];
  });
  return new Set(ended);
}

/** Compares what stood in the emulator with what the instance tells. */
export function compareProduction(moto: Facts, instance: Facts): ProductionComparison {
  const [wanted, told] = [spell(moto, "moto"), spell(instance, "aws")];
  const ended = listEnded(wanted, told);
  let [facts, equal, data] = [0, 0, 0];
  const different: string[] = [];
  for (const name of new Set([...wanted.keys(), ...told.keys()])) {
    const [thing, member] = splitName(name);
    const verdict = judge(thing, member);
    if (verdict === "data") data++;
    if (verdict !== "compared" || ended.has(thing)) continue;
    const all = ROWS.filter((row) => row.kind === "members" && matchesPattern(row.facts, thing)) as Members[];
    const [first, second] = [wanted.get(name), told.get(name)];
    const [want, got] = [dropItems(first, second, thing), dropItems(second, first, thing)];
    const left = strip({ [member]: want }, { [member]: got }, "moto", all) as Record<string, unknown>;
    const right = strip({ [member]: got }, { [member]: want }, "aws", all) as Record<string, unknown>;
    const [one, two] = [canonicalise(left[member]), canonicalise(right[member])];
    // What neither tells, or nobody compares, is no fact.
    if (isEmpty(one) && isEmpty(two) && !(wanted.has(name) && told.has(name))) continue;
    facts++;
    const isSame = (isEmpty(one) && isEmpty(two)) || Bun.deepEquals(one, two);
    if (isSame) equal++;
    else different.push(`${name}\n   want ${JSON.stringify(one)}\n   got  ${JSON.stringify(two)}`);
  }
  return { facts, equal, data, different };
}
