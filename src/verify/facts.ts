/**
 * What should exist at the end of a log: each making or changing call becomes a claim on the fact that its read
 * operation can tell, and each removing call takes facts, or parts of them, away.
 */
import { getReadings } from "../aws/resources/readings.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { parseVerb } from "../plan/order/verbs.ts";
import type { Step } from "../plan/steps.ts";
import { readBatch } from "./batches.ts";
import { type Claim, type Fact, isSameScope, nameScope } from "./fact.ts";
import { findReaders, type Reader, type Subject } from "./find-readers.ts";
import { collectKnown, type Known, listOwn } from "./known.ts";
import type { LiveStep } from "./live.ts";
import { type OperationWords, parseOperation } from "./names.ts";
import { isTagging, supersede } from "./parts.ts";
import { type BatchRow, findBatch } from "./readers.ts";
import { isRemoving, isTagged, remove, sharesName, supersedeElsewhere, takeParts } from "./removals.ts";

/** Verbs, besides those that create, after which something can be read. */
const CHANGING =
  /^(Admin|Batch)?(Put|Attach|Associate|Add|Subscribe|Authorize|Tag|Set|Update|Modify|Enable|Change|Configure|Replace|Apply|Assign|Upload)$/;
/** Of these, the ones that change a thing as it is. */
const UPDATING = /^(Admin|Batch)?(Set|Update|Modify)$/;
/** And the ones that bring two things together. */
const RELATING = /^(Batch)?(Attach|Associate|Add|Register)$/;

/** Nouns of verbs that have none of their own. */
const VERB_NOUNS: Readonly<Record<string, string>> = {
  Tag: "tag",
  Untag: "tag",
  Subscribe: "subscription",
  Unsubscribe: "subscription",
};

function readWords(name: string): OperationWords {
  const { verb, words, scope } = parseOperation(name);
  const noun = VERB_NOUNS[verb];
  if (noun !== undefined) return { verb, words: [noun], scope: words.filter((word) => word !== "resource") };
  return { verb, words: words.filter((word) => word !== "deletion"), scope };
}

/** A call with its words and what is known from it. */
export function makeSubject({ step, input, output }: LiveStep): Subject {
  const { operation } = step;
  const { model } = operation;
  const known = collectKnown(operation, input, output);
  return { model, operation, input, known, ...readWords(operation.name) };
}

function isMaking({ verb }: Subject, step: Step): boolean {
  return parseVerb(step.operation.name).deed === "create" || CHANGING.test(verb);
}

function listOthers(subject: Subject, own: readonly Known[]): Known[] {
  const isRelating = RELATING.test(subject.verb);
  const isCreating = parseVerb(subject.operation.name).deed === "create" && !isRelating;
  if (isCreating) return [];
  return subject.known.filter(
    (known) =>
      known.from === "input" &&
      known.depth === 0 &&
      (isRelating || known.isRequired) &&
      known.kind !== "plain" &&
      !own.includes(known),
  );
}

/** One reader for each of several things that one read would fetch together. */
function splitReader(reader: Reader): Reader[] {
  for (const [member, value] of Object.entries(reader.input)) {
    if (!Array.isArray(value) || value.length < 2) continue;
    const isFilled = value.every((text) => reader.used.some((known) => known.value === text));
    if (!isFilled) continue;
    return value.map((text) => ({
      ...reader,
      input: { ...reader.input, [member]: [text] },
      used: reader.used.filter((known) => known.value === text || !value.includes(known.value)),
    }));
  }
  const filters = reader.input["Filters"];
  const [filter] = Array.isArray(filters) ? (filters as readonly Value[]) : [];
  if (!isStructure(filter) || !Array.isArray(filter["Values"])) return [reader];
  return (filter["Values"] as readonly Value[]).map((text) => ({
    ...reader,
    input: { ...reader.input, Filters: [{ ...filter, Values: [text] }] },
    used: reader.used.filter((known) => known.value === text),
  }));
}

/** The facts that one call claims: several where it makes several things (RunInstances, CreateTags). */
function makeFacts(live: LiveStep): Fact[] {
  const subject = makeSubject(live);
  const own = listOwn(subject.known, subject.words);
  const readers = findReaders(subject);
  const [first, ...more] = readers;
  const claim: Claim = { ...live, expected: live.input, ref: live.step.operation.input };
  if (!first) return [{ subject, own, others: listOthers(subject, own), readers: [], claims: [claim] }];
  const split = splitReader(first);
  return split.map((reader) => {
    const isAmong = (known: Known) => split.length === 1 || reader.used.includes(known);
    const mine = split.length === 1 ? own : own.filter(isAmong);
    const others = [...listOthers(subject, own), ...(reader.holds ?? [])].filter(
      (known) => !reader.used.some(({ value }) => value === known.value) && isAmong(known),
    );
    const fallbacks = split.length === 1 ? more : [];
    return { subject, own: mine, others, readers: [reader, ...fallbacks], claims: [claim] };
  });
}

function keyOf(fact: Fact, step: Step): string {
  const [reader] = fact.readers;
  const isPart = fact.others.map(({ member, value }) => [member, value]);
  const read = reader ? [reader.operation.name, reader.input] : [step.operation.name, step.input];
  // A read that names nothing tells many things apart only by what they are called.
  const own = reader && reader.used.length > 0 ? [] : fact.own.slice(0, 1).map(({ value }) => value);
  return JSON.stringify([nameScope(step), read, isPart, own]);
}

/** The fact of the same read that a claim belongs to. An update belongs to the thing, whatever it calls its part. */
function findFact(facts: ReadonlyMap<string, Fact>, key: string, { subject }: Fact): Fact | undefined {
  const own = facts.get(`${key} ${subject.words.join(" ")}`);
  if (own || !UPDATING.test(subject.verb)) return own;
  for (const [other, fact] of facts) if (other.startsWith(`${key} `)) return fact;
  return undefined;
}

/** Applies a batch of changes: each of its items is a fact of its own, or takes one away. */
function applyBatch(facts: Map<string, Fact>, live: LiveStep, row: BatchRow): void {
  const subject = makeSubject(live);
  const readers = findReaders(subject);
  for (const { expected, ref, keys, isRemoved } of readBatch(live, row)) {
    const fact: Fact = {
      subject,
      own: keys.slice(0, 1),
      others: keys,
      readers,
      claims: [{ ...live, expected, ref }],
    };
    if (isRemoved) facts.delete(`${keyOf(fact, live.step)} ${subject.words.join(" ")}`);
    else addFacts(facts, [fact], live);
  }
}

function addFacts(facts: Map<string, Fact>, made: readonly Fact[], live: LiveStep): void {
  for (const fact of made) {
    const key = keyOf(fact, live.step);
    const known = findFact(facts, key, fact);
    if (known) {
      const isAdditive = /^(Tag|Add|Register|Authorize|Put|Create)/.test(live.step.operation.name);
      const claims = known.claims.map((claim) => ({
        ...claim,
        expected: supersede(claim.expected, fact.claims[0]?.expected ?? live.input, isAdditive),
      }));
      known.claims.splice(0, known.claims.length, ...claims, ...fact.claims);
    } else {
      facts.set(`${key} ${fact.subject.words.join(" ")}`, fact);
    }
    supersedeElsewhere(facts, fact, live);
    if (!isTagging(fact.subject.words)) continue;
    for (const other of facts.values()) {
      if (other !== known && other !== fact && isTagged(fact.subject, other)) takeParts(other, live);
    }
  }
}

/** Whether the one fact is a part of what the other is: its read names the other's thing, and it is not that thing. */
export function isWithin(part: Fact, whole: Fact): boolean {
  if (part === whole || part.subject.model !== whole.subject.model) return false;
  const [a, b] = [part.claims[0], whole.claims[0]];
  if (!a || !b || !isSameScope(a.step, b.step)) return false;
  const makesWhole = parseVerb(whole.subject.operation.name).deed === "create" && whole.others.length === 0;
  const named = whole.readers[0]?.used ?? [];
  const used = part.readers[0]?.used ?? [];
  const isNamed = named.length > 0 && named.every((known) => sharesName(known, used, whole.subject.words));
  const isThing = part.subject.words.join() === whole.subject.words.join() && part.others.length === 0;
  return makesWhole && isNamed && !isThing;
}

/** The facts that should hold after the steps (in their order), which all succeeded in production. */
export function deriveFacts(lives: readonly LiveStep[]): Fact[] {
  const facts = new Map<string, Fact>();
  for (const live of lives) {
    const { step } = live;
    const subject = makeSubject(live);
    const { service } = step;
    if (isRemoving(subject, step)) remove(facts, subject, live);
    else if (isMaking(subject, step) && step.creation === undefined) {
      const batch = findBatch(service, step.operation.name);
      if (batch) applyBatch(facts, live, batch);
      else if (!getReadings(service).traceless.includes(step.operation.name))
        addFacts(facts, makeFacts(live), live);
    }
  }
  return [...facts.values()];
}
