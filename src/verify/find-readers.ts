/**
 * Finds the operations that can read back what a call made: by the model alone (same noun, required members known),
 * with the rows of readers.json before.
 */
import { listMembers } from "../aws/model/shape.ts";
import type { Operation, ServiceModel, Shape } from "../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../aws/values.ts";
import { hasReadVerb } from "../trail/read-verbs.ts";
import { type Known, listOwn } from "./known.ts";
import {
  listsThings,
  type NameKind,
  namesWords,
  type OperationWords,
  parseNaming,
  parseOperation,
} from "./names.ts";
import { findFills, findReadRows, type ReadRow } from "./readers.ts";

/** A read that can be made: the operation, its input, and the known texts that went into it. */
export interface Reader {
  readonly operation: Operation;
  readonly input: Structure;
  readonly used: readonly Known[];
  /** Texts that must stand in what is read, beside the thing's name. */
  readonly holds?: readonly Known[];
}

/** A call as far as finding its readers goes; all identifiers are live. */
export interface Subject extends OperationWords {
  readonly model: ServiceModel;
  readonly operation: Operation;
  readonly input: Structure;
  readonly known: readonly Known[];
}

/** More candidates than these differ only in what they leave out. */
const MOST_READERS = 4;

/** From this distance on a read tells of something else as well, or only of a part. */
const FAR = 2;

const READ_VERBS: readonly string[] = [
  "Head",
  "Get",
  "Describe",
  "AdminGet",
  "BatchGet",
  "List",
  "AdminList",
];

/** Words that a reading operation adds to the noun of what it reads. */
const ADDED_WORDS = new Set([
  "attribute",
  "configuration",
  "config",
  "detail",
  "info",
  "information",
  "summary",
]);

/** Which kinds of name may stand in a member of a kind, the best first. */
const KINDS: Readonly<Record<NameKind, readonly NameKind[]>> = {
  id: ["id", "arn", "plain", "name"],
  name: ["name", "plain"],
  arn: ["arn"],
  url: ["url"],
  plain: ["plain", "name", "arn", "id"],
};

function findExact(subject: Subject, member: string): Known[] {
  const { base, kind } = parseNaming(member);
  const same = subject.known.filter((known) => known.base === base && known.kind === kind);
  const [first] = same;
  return first ? same.filter((known) => known.member === first.member && known.depth === first.depth) : [];
}

function findByNoun(subject: Subject, read: OperationWords, member: string): Known[] {
  const { base, kind } = parseNaming(member);
  const isOwnNoun =
    base === "" ? namesWords(read.words.join(""), subject.words) : namesWords(base, subject.words);
  if (!isOwnNoun) return [];
  const own = listOwn(subject.known, subject.words);
  for (const wanted of KINDS[kind]) {
    const found = own.filter((known) => known.kind === wanted);
    const [first] = found;
    if (first) return found.filter((known) => known.member === first.member && known.depth === first.depth);
  }
  return [];
}

/** A scalar that names nothing (a method, a type) but that the call has under the same name. */
function findScalar(subject: Subject, member: string): Value | undefined {
  const key = Object.keys(subject.input).find((name) => name.toLowerCase() === member.toLowerCase());
  const value = key === undefined ? undefined : subject.input[key];
  return typeof value === "string" || typeof value === "number" ? value : undefined;
}

/** The one of an enum's values that is the name of a member the call has: `enableDnsSupport`. */
function findChosen(subject: Subject, values: readonly string[]): string | undefined {
  const members = new Set(Object.keys(subject.input).map((name) => name.toLowerCase()));
  return values.find((value) => members.has(value.toLowerCase()));
}

interface Filled {
  readonly input: Record<string, Value>;
  readonly used: Known[];
}

function fillMember(
  subject: Subject,
  read: OperationWords,
  name: string,
  shape: Shape,
  filled: Filled,
): boolean {
  const element = shape.type === "list" && shape.member ? shape.member : shape;
  const isText = element.type === "string" || element.type === "integer" || element.type === "long";
  if (!isText) return false;
  const isNumber = element.type !== "string";
  const exact = element.enum ? [] : findExact(subject, name);
  const found = exact.length > 0 || element.enum || isNumber ? exact : findByNoun(subject, read, name);
  const [first] = found;
  if (first) {
    const texts = [...new Set(found.map(({ value }) => value))];
    filled.input[name] = shape.type === "list" ? texts : isNumber ? Number(first.value) : first.value;
    filled.used.push(...(shape.type === "list" ? found : [first]));
    return true;
  }
  const scalar = findScalar(subject, name) ?? findChosen(subject, element.enum ?? []);
  if (scalar === undefined || shape.type === "list") return false;
  filled.input[name] = scalar;
  return true;
}

/** A page's length that has to be given, and one that every API allows. */
const PAGE_SIZE = /^max|limit$|size$/i;
const PAGE_LENGTH = 50;

const NO_NAMES = /token|marker|max|limit|filter|owner|exclusive/i;

function isNamingMember(read: OperationWords, name: string): boolean {
  const { base, kind } = parseNaming(name);
  if (NO_NAMES.test(name)) return false;
  return kind === "plain" ? base === read.words.join("") : true;
}

/** The input of a read operation, filled from what is known; undefined where a required member is not. */
function fillInput(subject: Subject, operation: Operation): Filled | undefined {
  const filled: Filled = { input: makeStructure(), used: [] };
  if (!operation.input) return filled;
  const read = parseOperation(operation.name);
  const shape = operation.input;
  const required = new Set(shape.required ?? []);
  const fills = findFills(subject.model.service, operation.name);
  for (const row of fills) filled.input[row.member] = row.value;
  for (const [name, ref] of listMembers(shape)) {
    if (!required.has(name) || name in filled.input) continue;
    if (PAGE_SIZE.test(name) && ref.type === "integer") {
      filled.input[name] = PAGE_LENGTH;
      continue;
    }
    if (!fillMember(subject, read, name, ref, filled)) return undefined;
  }
  const optional = listMembers(shape).filter(([name]) => !required.has(name) && !(name in filled.input));
  // A read by the thing's own name; where that is required already, the rest narrows it down (cluster, EventBusName).
  const isNamed = filled.used.some(({ base }) => namesWords(base, subject.words));
  if (!isNamed) {
    const naming = optional.filter(
      ([name]) => isNamingMember(read, name) && namesWords(parseNaming(name).base, subject.words),
    );
    const order = (name: string) => {
      const isSame = findExact(subject, name).some(({ from, depth }) => from === "output" || depth === 0);
      return ["id", "arn", "url", "name", "plain"].indexOf(parseNaming(name).kind) + (isSame ? 0 : 10);
    };
    naming.sort(([a], [b]) => order(a) - order(b));
    for (const [name, ref] of naming) if (fillMember(subject, read, name, ref, filled)) break;
  }
  if (required.size === 0) {
    // With nothing required the members are alternatives, of which one is enough; a name holds only within its whole.
    if (filled.used.length > 0 && filled.used.some(({ kind }) => kind !== "name")) return filled;
    const isAlone = filled.used.length === 0;
    for (const [name, ref] of optional) {
      const exact = findExact(subject, name).filter((known) =>
        isAlone ? known.depth === 0 : known.from === "input" && known.isRequired,
      );
      if (exact.length === 0 || name in filled.input || !isNamingMember(read, name)) continue;
      if (filled.used.some((known) => exact.includes(known))) continue;
      if (fillMember(subject, read, name, ref, filled) && isAlone) break;
    }
    return filled;
  }
  for (const [name, ref] of optional) {
    const isGiven = findExact(subject, name).some((known) => known.from === "input" && known.depth === 0);
    if (isGiven && !NO_NAMES.test(name) && !(name in filled.input) && ref.type === "string")
      fillMember(subject, read, name, ref, filled);
  }
  return filled;
}

function countMissing(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => !others.includes(word)).length;
}

/** How far the noun of a read is from that of the call; undefined where they are not related. */
function measureDistance(subject: Subject, read: OperationWords): number | undefined {
  const nouns = [...subject.words, ...subject.scope];
  const participle = `${subject.verb.toLowerCase().replace(/e$/, "")}ed`;
  const words = read.words.filter((word) => word !== participle);
  const isDone = words.length < read.words.length;
  const added = words.filter((word) => !nouns.includes(word));
  const absent = countMissing(nouns, [...words, ...read.scope]);
  // What the read is narrowed down by, and the call does not know of: GetSecurityGroupsForVpc.
  const narrowed = countMissing(read.scope, [...nouns, "resource"]) * 0.6;
  if (added.length === 0 && absent === 0)
    return narrowed + (isDone ? -1 : countMissing(nouns, words) > 0 ? 0.5 : 0);
  if (absent === 0 && added.every((word) => ADDED_WORDS.has(word))) return narrowed + 1;
  if (countMissing(nouns, words) === 0) return narrowed + FAR + added.length;
  const isPart = words.length > 0 && added.length === 0;
  return isPart ? narrowed + 2 * FAR + absent : undefined;
}

interface Candidate extends Reader {
  readonly distance: number;
  readonly score: number;
}

function rate(subject: Subject, operation: Operation): Candidate | undefined {
  const read = parseOperation(operation.name);
  const rank = READ_VERBS.indexOf(read.verb);
  if (rank < 0 || !hasReadVerb(operation.name)) return undefined;
  const distance = measureDistance(subject, read);
  if (distance === undefined) return undefined;
  const filled = fillInput(subject, operation);
  if (!filled) return undefined;
  const isNamed = filled.used.length > 0;
  // A noun that only shares a word says something of the thing if the thing's own name went in.
  if (!isNamed && distance >= FAR) return undefined;
  // One thing is a surer answer than a list in which it has to be found.
  const score =
    distance * 10 +
    (isNamed ? 0 : 15) +
    rank +
    (read.verb.endsWith("List") ? 12 : listsThings(operation.name) ? 4 : 0);
  return { operation, ...filled, distance, score };
}

function readByRow(subject: Subject, row: ReadRow): Reader | undefined {
  const operation = subject.model.operations[row.read];
  if (!operation) return undefined;
  const filter = row.filter;
  const values =
    filter && subject.known.filter(({ member, from }) => member === filter.member && from === "input");
  if (filter && values) {
    const input = makeStructure();
    input["Filters"] = [{ Name: filter.name, Values: values.map(({ value }) => value) }];
    return values.length > 0 ? { operation, input, used: values } : undefined;
  }
  const renamed = Object.entries(row.from ?? {}).flatMap(([member, source]) =>
    subject.known
      .filter((known) => known.member === source)
      .map((known): Known => ({ ...known, ...parseNaming(member), depth: 0 })),
  );
  const filled = fillInput({ ...subject, known: [...renamed, ...subject.known] }, operation);
  const holds = subject.known.filter(({ member, from }) => from === "input" && row.holds?.includes(member));
  return filled && { operation, ...filled, holds };
}

/** The reads of the thing that a setting belongs to: PutRetentionPolicy names a log group, DescribeLogGroups reads it. */
function findWhole(subject: Subject): Reader[] {
  const named = subject.known.filter(
    ({ isRequired, base, from, depth }) =>
      from === "input" && depth === 0 && (isRequired || base !== "") && base.length > 2,
  );
  if (/^(Create|Register|Run|Import)/.test(subject.verb)) return [];
  for (const { base } of named) {
    const readers = Object.values(subject.model.operations).flatMap((operation) => {
      const read = parseOperation(operation.name);
      if (read.words.join("") !== base || !hasReadVerb(operation.name)) return [];
      return rate({ ...subject, words: read.words, scope: [] }, operation) ?? [];
    });
    const found = readers.filter(({ used }) => used.length > 0).sort((a, b) => a.score - b.score);
    if (found.length > 0) return found.slice(0, MOST_READERS);
  }
  return [];
}

/** The reads by which the subject can be found again, the surest first. */
export function findReaders(subject: Subject): Reader[] {
  const { model, operation } = subject;
  const rows = findReadRows(model.service, operation.name).flatMap((row) => readByRow(subject, row) ?? []);
  if (rows.length > 0) return rows;
  const candidates = Object.values(model.operations).flatMap((other) => rate(subject, other) ?? []);
  candidates.sort((a, b) => a.score - b.score || a.operation.name.length - b.operation.name.length);
  const near = candidates.filter(({ distance }) => distance < FAR).slice(0, MOST_READERS);
  if (near.length > 0) return near;
  const whole = findWhole(subject);
  return whole.length > 0 ? whole : candidates.slice(0, 1);
}
