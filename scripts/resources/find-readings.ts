/** Tells by which operations what a call made or changed can be read back, and from where these are filled. */
import type { PackedModel, PackedOperation } from "../../src/aws/model/types.ts";
import type { Fill, Reading } from "../../src/aws/resources/readings.ts";
import type { OperationMeaning } from "../../src/aws/resources/types.ts";
import type { ReadingRows } from "./correct-readings.ts";
import { type Described, type Filled, fillInput } from "./fill-input.ts";
import {
  isDetail,
  listsThings,
  type NameWords,
  participleOf,
  rankRead,
  readVerb,
  readWords,
} from "./read-words.ts";

/** What finding the readings of a service's operations needs to know of it. */
export interface ServiceReads {
  readonly model: PackedModel;
  readonly meanings: Readonly<Record<string, OperationMeaning>>;
  /** By type, the members that name a thing only together: see findNaming. */
  readonly naming: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rows: ReadingRows;
}

const NONE: ReadonlySet<string> = new Set();

/** More readings than these differ only in what they leave out. */
const MOST_READINGS = 4;
/** From this distance on a read tells of something else as well, or only of a part. */
const FAR = 2;

function countMissing(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => !others.includes(word)).length;
}

/** How far the noun of a read is from that of the call; undefined where they are not related. */
function measureDistance(call: NameWords, read: NameWords): number | undefined {
  const nouns = [...call.noun, ...call.scope];
  const words = read.noun.filter((word) => word !== participleOf(call.verb));
  const isDone = words.length < read.noun.length;
  const added = words.filter((word) => !nouns.includes(word));
  const absent = countMissing(nouns, [...words, ...read.scope]);
  // What the read is narrowed down by, and the call does not know of: GetSecurityGroupsForVpc.
  const narrowed = countMissing(read.scope, [...nouns, "resource"]) * 0.6;
  if (added.length === 0 && absent === 0)
    return narrowed + (isDone ? -1 : countMissing(nouns, words) > 0 ? 0.5 : 0);
  if (absent === 0 && added.every(isDetail)) return narrowed + 1;
  if (countMissing(nouns, words) === 0) return narrowed + FAR + added.length;
  const isPart = words.length > 0 && added.length === 0;
  return isPart ? narrowed + 2 * FAR + absent : undefined;
}

interface Rated {
  readonly reading: Reading;
  readonly distance: number;
  readonly score: number;
  /** Whether what the call names went into the read. */
  readonly isNamed: boolean;
}

/** Where in the answer the thing of a type stands: the structure that has its name. */
function findPlace({ type, output }: OperationMeaning): string | undefined {
  const [first] = output
    .filter((row) => type !== undefined && row.type === type)
    .map(({ path }) => path.split("."))
    .sort((a, b) => a.length - b.length);
  return first?.slice(0, -1).join(".");
}

function fillRead(
  reads: ServiceReads,
  before: Described,
  next: Described,
  avoided: ReadonlySet<string> = NONE,
  told: Readonly<Record<string, string>> = {},
): Filled | undefined {
  return fillInput({
    avoided,
    model: reads.model,
    before,
    next,
    naming: reads.naming.get(next.meaning.type ?? "") ?? NONE,
    given: {
      ...Object.fromEntries(
        reads.rows.listFills(next.operation.name).map(({ member, value }) => [member, { value }]),
      ),
      ...told,
    },
    isInverse: false,
  });
}

/** Whether an answer has a list, at its top or right below. */
function hasList(model: PackedModel, { output }: PackedOperation): boolean {
  const listShapes = (name: string | undefined) =>
    Object.values(model.shapes[name ?? ""]?.members ?? {}).map(({ shape }) => shape);
  const top = listShapes(output?.shape);
  return [...top, ...top.flatMap(listShapes)].some((name) => model.shapes[name]?.type === "list");
}

/** Whether the lists of an answer are what the call itself sets, and no lists of things: the events that a vault tells of. */
function tellsSetLists(
  { shapes }: PackedModel,
  before: PackedOperation,
  { output }: PackedOperation,
): boolean {
  const set = new Set(Object.keys(shapes[before.input?.shape ?? ""]?.members ?? {}));
  const lists = Object.entries(shapes[output?.shape ?? ""]?.members ?? {}).flatMap(([name, { shape }]) =>
    shapes[shape]?.type === "list" ? [name] : [],
  );
  return lists.length > 0 && lists.every((name) => set.has(name));
}

function toReading(
  { model }: Pick<ServiceReads, "model">,
  before: PackedOperation,
  operation: PackedOperation,
  meaning: OperationMeaning,
  fill: Fill,
): Reading {
  const at = findPlace(meaning);
  // A thing that is the whole answer, or one structure of it, is not among others, whatever the operation is called.
  const isSet = meaning.deed === "read" && tellsSetLists(model, before, operation);
  const isAmongOthers = at === undefined ? !isSet && hasList(model, operation) : at.includes("[");
  return {
    operation: operation.name,
    fill,
    ...(at === undefined ? {} : { at }),
    ...(listsThings(operation.name) && isAmongOthers ? { lists: true } : {}),
  };
}

/** The readings that readings.json says; undefined where it says nothing. Throws a RangeError where one cannot be made. */
function readRows(reads: ServiceReads, before: Described): Reading[] | undefined {
  const row = reads.rows.findRead(before.operation.name);
  return row?.reads.map((name) => {
    const operation = reads.model.operations[name];
    const meaning = reads.meanings[name];
    const next = operation && meaning && { operation, meaning };
    const members = reads.model.shapes[operation?.input?.shape ?? ""]?.members ?? {};
    const given = Object.entries(row.given ?? {}).filter(([member]) => member in members);
    const { filter, holds, at } = row;
    const filtered = filter && {
      ...Object.fromEntries(given.map(([member, path]) => [member, [path]])),
      Filters: [{ filter: filter.name, from: filter.from }],
    };
    const fill = filtered ?? (next && fillRead(reads, before, next, NONE, Object.fromEntries(given)))?.fill;
    if (!next || !fill) throw new RangeError(`${name} cannot read back ${before.operation.name}`);
    const more = { ...(at !== undefined && ({ at, lists: true } as const)), ...(holds && { holds }) };
    return { ...toReading(reads, before.operation, operation, meaning, fill), ...more };
  });
}

function rate(
  reads: ServiceReads,
  before: Described,
  call: NameWords,
  operation: PackedOperation,
): Rated | undefined {
  const rank = rankRead(operation.name);
  const meaning = reads.meanings[operation.name];
  if (rank === undefined || !meaning || (meaning.deed !== "read" && meaning.deed !== "list"))
    return undefined;
  const distance = measureDistance(call, readWords(operation.name));
  if (distance === undefined) return undefined;
  const filled = fillRead(reads, before, { operation, meaning });
  if (!filled) return undefined;
  const isNamed = filled.used.length > 0;
  // A noun that only shares a word says something of the thing if the thing's own name went in.
  if (!isNamed && distance >= FAR) return undefined;
  // One thing is a surer answer than a list in which it has to be found.
  const score =
    distance * 10 +
    (isNamed ? 0 : 15) +
    rank +
    (readVerb(operation.name) === "list" ? 12 : listsThings(operation.name) ? 4 : 0);
  return {
    reading: toReading(reads, before.operation, operation, meaning, filled.fill),
    distance,
    score,
    isNamed,
  };
}

function rateAll(reads: ServiceReads, before: Described, call: NameWords): Rated[] {
  const rated = Object.values(reads.model.operations).flatMap(
    (other) => rate(reads, before, call, other) ?? [],
  );
  return rated.sort((a, b) => a.score - b.score || a.reading.operation.length - b.reading.operation.length);
}

/** The readings of what a setting belongs to: PutRetentionPolicy names a log group, DescribeLogGroups reads it. */
function findWhole(reads: ServiceReads, before: Described): Rated[] {
  const { input } = before.meaning;
  // The nearest thing first: what the operation is about, what that stands in from the inside out, what it names besides.
  const named = [
    ...input.filter(({ part }) => part === "own"),
    ...input.filter(({ part }) => part === "container").toReversed(),
    ...input.filter(({ part, path }) => part === "reference" && !path.includes(".")),
  ];
  for (const type of new Set(
    named.flatMap(({ type = "" }) => (type === "" || type.includes(":") ? [] : [type])),
  )) {
    const rows = input.map((row) => (row.type === type ? { ...row, part: "own" as const } : row));
    const whole = { ...before, meaning: { ...before.meaning, type, input: rows } };
    const found = rateAll(reads, whole, { verb: "", noun: type.split("-"), scope: [] }).filter(
      ({ distance, isNamed }) => distance < FAR && isNamed,
    );
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * The readings of what a call makes, where those nearest by its name are of what it is made from: RestoreDBClusterFromSnapshot
 * makes a cluster, which no read of snapshots tells.
 */
function findMade(reads: ServiceReads, before: Described, near: readonly Rated[]): Rated[] {
  const { deed, type } = before.meaning;
  const isMade = ({ reading }: Rated) => reads.meanings[reading.operation]?.type === type;
  if (deed !== "create" || type === undefined || near.length === 0 || near.some(isMade)) return [];
  return findWhole(reads, before).filter(isMade).slice(0, MOST_READINGS);
}

/** The same read by what the call itself said, for where its answer is not known: a group by its name. */
function readByName(reads: ServiceReads, before: Described, { operation: name, fill }: Reading): Reading[] {
  const isMinted = Object.values(fill).some((sources) =>
    sources.every((source) => typeof source === "string" && source.startsWith("output.")),
  );
  const operation = reads.model.operations[name];
  const meaning = reads.meanings[name];
  if (!isMinted || !operation || !meaning) return [];
  const asked = { ...before, meaning: { ...before.meaning, output: [] } };
  const filled = fillRead(reads, asked, { operation, meaning });
  return filled?.used.some(({ part }) => part === "own")
    ? [toReading(reads, before.operation, operation, meaning, filled.fill)]
    : [];
}

/**
 * The same read asked in other ways, for where a call does not have what the first way asks by, or the API takes only one of
 * the members that it names: by its other names, and without what it names besides.
 */
function readOtherwise(
  reads: ServiceReads,
  before: Described,
  { operation: name, fill }: Reading,
): Reading[] {
  const operation = reads.model.operations[name];
  const meaning = reads.meanings[name];
  if (!operation || !meaning) return [];
  const required = reads.model.shapes[operation.input?.shape ?? ""]?.required ?? [];
  const listNames = (isOwn: boolean, filled: Fill) =>
    meaning.input.flatMap(({ path, part }) => {
      const member = path.replace(/\[\]$/, "");
      return (part === "own") === isOwn && member in filled && !required.includes(member) ? [member] : [];
    });
  const ways: Reading[] = [];
  const add = (avoided: ReadonlySet<string>): Fill | undefined => {
    const filled = fillRead(reads, before, { operation, meaning }, avoided);
    if (!filled?.used.some(({ part }) => part === "own")) return undefined;
    ways.push(toReading(reads, before.operation, operation, meaning, filled.fill));
    return filled.fill;
  };
  const own = listNames(true, fill);
  const others = listNames(false, fill);
  if (own.length > 0 && others.length > 0) add(new Set(others));
  const avoided = new Set<string>();
  for (let names = own; names.length > 0 && ways.length < MOST_READINGS; ) {
    for (const one of names) avoided.add(one);
    names = listNames(true, add(avoided) ?? {});
  }
  return ways;
}

/** By what an operation's doing is read back, the surest first; empty for operations that leave nothing to read. */
export function findReadings(reads: ServiceReads, operation: PackedOperation): Reading[] {
  const meaning = reads.meanings[operation.name];
  if (!meaning || ["read", "list", "delete", "detach", "untag"].includes(meaning.deed)) return [];
  if (reads.rows.leavesNothing(operation.name)) return [];
  const before: Described = { operation, meaning };
  const told = readRows(reads, before);
  if (told) return told;
  const rated = rateAll(reads, before, readWords(operation.name));
  const near = rated.filter(({ distance }) => distance < FAR).slice(0, MOST_READINGS);
  const whole =
    near.length > 0 || (["create"].includes(meaning.deed) && rated.length > 0)
      ? []
      : findWhole(reads, before).slice(0, MOST_READINGS);
  const made = findMade(reads, before, near);
  const found =
    made.length > 0 ? made : near.length > 0 ? near : whole.length > 0 ? whole : rated.slice(0, 1);
  const ways = found.flatMap(({ reading }) => [
    reading,
    ...readByName(reads, before, reading),
    ...readOtherwise(reads, before, reading),
  ]);
  return [...new Map(ways.map((way) => [JSON.stringify([way.operation, way.fill]), way])).values()];
}
