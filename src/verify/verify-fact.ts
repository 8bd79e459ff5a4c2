/** Reads a thing back by the first read that tells of it, and waits for one that is on its way to another state. */
import type { Operation, Shape } from "../aws/model/types.ts";
import type { Structure } from "../aws/values.ts";
import type { Clock } from "../base/clock.ts";
import type { Call } from "../dialect/call.ts";
import type { Fact, Reader } from "./fact.ts";
import { isSilent, judge, UNTOLD } from "./judge.ts";
import { lastMember } from "./knowledge.ts";
import { holdsText, listFound } from "./locate.ts";
import type { ReadBack, Reads } from "./read-back.ts";
import { readState } from "./states.ts";
import { NOTHING, type Result } from "./verdict.ts";

/** Reads what tells of a fact, by its reader of that number; `anew`: whatever was read before. */
export type ReadFact = (fact: Fact, index: number, anew: boolean) => Promise<ReadBack>;

/** Reads facts in the account and region of a call. */
export function makeReadFact(reads: Pick<Reads, "find">, about: Call): ReadFact {
  return async ({ own, others, version, readers, knowledge }, index, anew) => {
    const reader = readers[index];
    if (!reader) return { kind: "unreadable", reason: "no reader" };
    return reads.find(reader, { own, others, version, deed: knowledge.deed }, about, anew);
  };
}

/** Waits a little; false where the time for it is over. */
export type Wait = () => Promise<boolean>;

/** So long a whole verification waits at most. */
const LONGEST_WAIT_MS = 30_000;
const POLL_MS = 1_000;

/** The waits of one verification, which have an end together. */
export function makeWait(clock: Clock, signal: AbortSignal): Wait {
  let end: number | undefined;
  return async () => {
    end ??= clock.now() + LONGEST_WAIT_MS;
    if (clock.now() >= end) return false;
    await clock.sleep(POLL_MS, signal);
    return !signal.aborted;
  };
}

type ToldThing = Extract<ReadBack, { kind: "found" }>;

/** Why nothing is told of a thing that no name tells from others. */
export const NAMELESS = "the log does not hold its identifier";

/** Whether nothing is known by which the thing could be told from others of its kind, among which a read has to find it. */
export function isNameless({ own, others, version, readers, knowledge }: Fact, reader: Reader): boolean {
  if (own.length + others.length > 0 || version !== undefined) return false;
  // What is the account's own has no name, and no other of its kind.
  if (knowledge.rows.length === 0 && !reader.isList) return false;
  return (readers[0]?.used.length ?? 0) === 0 || (reader.isList && knowledge.deed === "create");
}

/** Fewer equal members than these tell no thing from others. */
const LEAST_EQUAL = 2;

/**
 * What one of the listed things comes to that is all that was asked for, where no name tells which one is meant. Of what an account
 * has one, that one is.
 */
function findAlike(fact: Fact, reader: Reader, output: Structure): Result | undefined {
  const all = listFound(reader, output, fact.live.input);
  const isOnly = all.length === 1 && fact.knowledge.rows.every(({ side }) => side === "output");
  return all
    .map((found) => judge(fact, reader.operation.name, { kind: "found", output, found }))
    .find(({ status, compared }) => status === "verified" && compared >= (isOnly ? 1 : LEAST_EQUAL));
}

/** How deep a member is looked for in what a read answers. */
const DEEPEST = 4;

/** Whether an answer of a shape has a place for a member of that name, however deep. */
function hasPlace(shape: Shape | undefined, name: string, depth = 0): boolean {
  if (!shape || depth > DEEPEST) return false;
  const inner = shape.member ?? shape.value;
  if (inner) return hasPlace(inner, name, depth);
  return Object.entries(shape.members ?? {}).some(
    ([member, ref]) => member.toLowerCase() === name || hasPlace(ref, name, depth + 1),
  );
}

/** Whether a read by the other side of a relation tells of that alone: a group without the things in it. */
export function isOneSided({ knowledge, own }: Fact, reader: Reader, { output }: ToldThing): boolean {
  const { isList, used, operation } = reader;
  if (knowledge.deed !== "attach" || isList || own.length === 0 || used.length === 0) return false;
  const asked = new Set(used.map(({ text }) => text));
  return !own.some(
    ({ text, row }) =>
      asked.has(text) ||
      holdsText(output, text) ||
      hasPlace(operation.output, lastMember(row.steps).toLowerCase()),
  );
}

/** What the reads of a fact tell. */
export interface FactVerdict {
  readonly result: Result;
  /** Of reads that were answered with success and told of nothing: the target knows no better, or the thing is not there. */
  readonly silence?: {
    readonly reads: readonly Operation[];
    /** What it comes to where the target does know better. */
    readonly missing: Result;
  };
}

/** What one read tells, and whether the thing was found by it. */
interface ToldOnce extends FactVerdict {
  readonly isFound: boolean;
}

/** What one read tells. What is not as it should be and on its way to another state is read again. */
async function readFact(fact: Fact, index: number, read: ReadFact, wait: Wait): Promise<ToldOnce> {
  const reader = fact.readers[index];
  if (!reader) throw new RangeError(`no reader ${index}`);
  const { operation } = reader;
  const tell = (status: Result["status"], reason: string | undefined): ToldOnce => ({
    result: { status, read: operation.name, ...NOTHING, reason },
    isFound: false,
  });
  for (let anew = false; ; anew = true) {
    const back = await read(fact, index, anew);
    if (back.kind !== "found") {
      if (back.kind === "unreadable") return tell("unreadable", back.reason);
      if (!isNameless(fact, reader)) return tell("missing", back.reason);
      const alike = back.output && findAlike(fact, reader, back.output);
      return alike ? { result: alike, isFound: true } : tell("unreadable", NAMELESS);
    }
    if (isSilent(fact, reader, back)) {
      const { result: missing } = tell("missing", `${operation.name} tells of nothing`);
      return { ...tell("unreadable", UNTOLD), silence: { reads: [operation], missing } };
    }
    if (isOneSided(fact, reader, back)) return tell("unreadable", UNTOLD);
    const state = readState(operation, back.output, back.found);
    const reason = state && `it is ${state.name}`;
    // A relation has a state of its own, such as a target's health.
    if (state?.kind === "ended" && fact.knowledge.deed === "create") return tell("missing", reason);
    const result = judge(fact, operation.name, back);
    if (result.status === "different" && isNameless(fact, reader)) {
      const alike = findAlike(fact, reader, back.output);
      return alike ? { result: alike, isFound: true } : tell("unreadable", NAMELESS);
    }
    if (state?.kind !== "moving" || result.status === "verified") return { result, isFound: true };
    if (!(await wait())) return { result: { ...result, reason: result.reason ?? reason }, isFound: true };
  }
}

/** What a list without the thing comes to where the read before told of nothing: an empty one may know no better, either. */
function joinSilence(first: ToldOnce, { result }: ToldOnce, reader: Reader | undefined): FactVerdict {
  const reads = [...(first.silence?.reads ?? []), ...(reader ? [reader.operation] : [])];
  return { result: first.result, silence: { reads, missing: result } };
}

/** Whether a later read of a fact asks by other names what was asked already. */
function isOtherwiseNamed({ readers }: Fact, index: number): boolean {
  const asked = new Set(readers.slice(0, index + 1).map(({ operation }) => operation));
  return readers.slice(index + 1).some(({ operation }) => asked.has(operation));
}

/**
 * What became of a fact: what the first of its reads says that tells something of it, else why the surest does not. Once it
 * was found, no other read has it missing.
 */
export async function verifyFact(fact: Fact, read: ReadFact, wait: Wait): Promise<FactVerdict> {
  let first: ToldOnce | undefined;
  const isRelation = fact.knowledge.deed === "attach" && fact.others.length > 0;
  const last = fact.readers.length - 1;
  for (const index of fact.readers.keys()) {
    const told = await readFact(fact, index, read, wait);
    const { status, reason } = told.result;
    // Another read may tell of a relation by its other side, or know the thing by another of its names only.
    const isOpen = status === "missing" && (isRelation || isOtherwiseNamed(fact, index)) && index < last;
    const isTold = !isOpen && (status !== "unreadable" || reason === NAMELESS);
    if (status === "missing" && first?.silence && !told.isFound)
      return joinSilence(first, told, fact.readers[index]);
    // Where neither has it, the surest read says so.
    if (status === "missing" && index === last && first?.result.status === "missing" && !told.isFound)
      return first;
    if (isTold && (!first?.isFound || told.isFound)) return told;
    if (!first || (told.isFound && !first.isFound)) first = told;
  }
  const reason = "the API has no operation that reads it";
  return first ?? { result: { status: "unreadable", read: undefined, ...NOTHING, reason } };
}
