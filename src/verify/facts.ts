/**
 * What should exist at the end of a log: each making or changing call becomes a claim on the fact that its read
 * operation can tell, and each removing call takes facts, or parts of them, away.
 */
import { isStructure, type Structure, type Value } from "../aws/values.ts";
import { parseVerb } from "../plan/verbs.ts";
import type { Step } from "../plan/steps.ts";
import { findReaders, type Reader, type Subject } from "./find-readers.ts";
import { collectKnown, type Known, listOwn } from "./known.ts";
import type { LiveStep } from "./live.ts";
import { callsSame, namesWords, type OperationWords, parseOperation } from "./names.ts";
import { isTagging, subtract, supersede } from "./parts.ts";
import { findNoTrace } from "./readers.ts";

/** What one call asked for, as far as later calls have left it standing. */
export interface Claim extends LiveStep {
  readonly expected: Structure;
}

/** Something that should exist: a resource, a setting of one, or a relation of two. */
export interface Fact {
  readonly subject: Subject;
  /** The identity by which it is told from others of its kind in a list: one of `own` and all of `others`. */
  readonly own: readonly Known[];
  readonly others: readonly Known[];
  readonly readers: readonly Reader[];
  readonly claims: Claim[];
}

/** Verbs, besides those that create, after which something can be read. */
const CHANGING =
  /^(Admin|Batch)?(Put|Attach|Associate|Add|Subscribe|Authorize|Tag|Set|Update|Modify|Enable|Change|Configure|Replace|Apply|Assign|Upload)$/;
/** Of these, the ones that change a thing as it is. */
const UPDATING = /^(Admin|Batch)?(Set|Update|Modify)$/;
/** And the ones that bring two things together. */
const RELATING = /^(Batch)?(Attach|Associate|Add|Register)$/;

/** What removing verbs undo; Delete and its kind undo anything. */
const UNDOES: Readonly<Record<string, RegExp>> = {
  Detach: /^Attach/,
  Disassociate: /^Associate/,
  Remove: /^(Add|Put|Attach|Associate|Register|Set)/,
  Revoke: /^(Authorize|Create|Grant)/,
  Disable: /^Enable/,
  Unsubscribe: /^Subscribe/,
};

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
  const { model, operation } = step;
  const known = collectKnown(model, operation, input, output);
  return { model, operation, input, known, ...readWords(operation.name) };
}

function isMaking({ verb }: Subject, step: Step): boolean {
  return parseVerb(step.operation.name).deed === "create" || CHANGING.test(verb);
}

function isRemoving({ verb }: Subject, step: Step): boolean {
  const { deed } = parseVerb(step.operation.name);
  if (step.operation.name.startsWith("Cancel") && step.operation.name.endsWith("Deletion")) return false;
  if (step.operation.name.startsWith("Schedule")) return step.operation.name.endsWith("Deletion");
  return deed === "delete" || verb in UNDOES || verb === "Untag";
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
  const claim: Claim = { ...live, expected: live.input };
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

function scopeOf({ event, model }: Step): string {
  return `${model.service} ${event.account} ${event.region}`;
}

function keyOf(fact: Fact, step: Step): string {
  const [reader] = fact.readers;
  const isPart = fact.others.map(({ member, value }) => [member, value]);
  const read = reader ? [reader.operation.name, reader.input] : [step.operation.name, step.input];
  // A read that names nothing tells many things apart only by what they are called.
  const own = reader && reader.used.length > 0 ? [] : fact.own.slice(0, 1).map(({ value }) => value);
  return JSON.stringify([scopeOf(step), read, isPart, own]);
}

function sharesName(known: Known, others: readonly Known[], words: readonly string[]): boolean {
  return others.some((other) => {
    const isSameMember = other.base === known.base || namesWords(known.base, words) || namesWords(other.base, words);
    return isSameMember && callsSame(other.value, known.value);
  });
}

function listNamed(remover: Subject): Known[] {
  const top = remover.known.filter(({ from, depth, kind, base }) => from === "input" && depth === 0 && (kind !== "plain" || base !== ""));
  const required = top.filter(({ isRequired }) => isRequired);
  return required.length > 0 ? required : top;
}

/** Groups known texts by their member: of a list, one is enough. */
function everyMember(known: readonly Known[], test: (one: Known) => boolean): boolean {
  const byMember = Map.groupBy(known, ({ member }) => member);
  return byMember.size > 0 && [...byMember.values()].every((sharing) => sharing.some(test));
}

/** Whether `remover` takes away the very thing that the fact is of, or a part of it. */
function concernsSame(remover: Subject, fact: Fact): boolean {
  const nouns = [...fact.subject.words, ...fact.subject.scope];
  if (!remover.words.every((word) => nouns.includes(word))) return false;
  const undoes = UNDOES[remover.verb];
  if (undoes && !undoes.test(fact.subject.operation.name)) return false;
  const known = [...fact.own, ...fact.subject.known.filter(({ from, depth }) => from === "input" && depth === 0)];
  const named = listNamed(remover).filter(({ member }) => {
    const isListOfParts = Object.keys(fact.subject.input).includes(member) === false;
    return !isListOfParts || known.some(({ base }) => base === parseBase(remover, member) || base === "");
  });
  return everyMember(named, (one) => sharesName(one, known, fact.subject.words));
}

function parseBase(subject: Subject, member: string): string {
  return subject.known.find((known) => known.member === member)?.base ?? "";
}

/** Whether the fact is part of a whole that `remover` deletes: its read names the whole. */
function isPartOf(remover: Subject, fact: Fact): boolean {
  if (parseVerb(remover.operation.name).deed !== "delete") return false;
  const used = fact.readers[0]?.used ?? fact.subject.known.filter(({ isRequired }) => isRequired);
  const named = listNamed(remover);
  const whole = named.filter(({ base }) => namesWords(base, remover.words));
  if (whole.length === 0) return false;
  const isArnWithin = whole.some(({ value }) =>
    used.some((known) => value.startsWith("arn:") && new RegExp(`^${RegExp.escape(value)}[:/]`).test(known.value)),
  );
  if (isArnWithin) return true;
  return everyMember(named, (one) =>
    used.some((known) => {
      const isUnique = /-[0-9a-f]{8,}$|^arn:/.test(one.value);
      const isSameMember = isUnique || known.base === one.base || (one.base === "" && known.base === remover.words.join(""));
      return isSameMember && callsSame(known.value, one.value);
    }),
  );
}

/** Whether a tagging call is on the thing that the fact is of. */
function isTagged(tagging: Subject, fact: Fact): boolean {
  const targets = tagging.known.filter(({ from, kind, base }) => from === "input" && (kind !== "plain" || base === "resource"));
  return targets.some((target) => fact.own.some(({ value }) => callsSame(value, target.value)));
}

/** Applies a call that removes to the facts standing so far. */
function remove(facts: Map<string, Fact>, live: LiveStep, scope: string): void {
  const remover = makeSubject(live);
  for (const [key, fact] of facts) {
    const [first] = fact.claims;
    if (!first || scopeOf(first.step) !== scope) continue;
    const isSame = concernsSame(remover, fact);
    if (!isSame && !isPartOf(remover, fact)) {
      if (isTagging(remover.words) && isTagged(remover, fact)) takeParts(fact, live);
      continue;
    }
    if (!isSame || takeParts(fact, live) !== "parts") facts.delete(key);
  }
}

/** Takes the parts that a removing call lists out of what the fact claims; `parts` where something is left. */
function takeParts(fact: Fact, live: LiveStep): "parts" | "all" {
  const results = fact.claims.map((claim) => ({ claim, rest: subtract(claim.expected, live.input) }));
  const left = results.flatMap(({ claim, rest }) => {
    if (rest === "none") return [claim];
    return rest === "all" ? [] : [{ ...claim, expected: rest }];
  });
  if (results.every(({ rest }) => rest === "none")) return "all";
  fact.claims.splice(0, fact.claims.length, ...left);
  return left.length > 0 ? "parts" : "all";
}

/** An update of a thing that another read tells of as well (GetFunction, GetFunctionConfiguration) holds there too. */
function supersedeElsewhere(facts: Map<string, Fact>, fact: Fact, live: LiveStep): void {
  if (!/^(Update|Modify|Set|Put)/.test(live.step.operation.name)) return;
  const used = new Set(fact.readers[0]?.used.map(({ value }) => value));
  for (const other of facts.values()) {
    if (other.claims.some(({ step }) => step === live.step) || used.size === 0) continue;
    const isSameKind = other.subject.words.every((word) => fact.subject.words.includes(word));
    const isSameThing = isSameKind && other.own.some(({ value }) => used.has(value));
    if (!isSameThing || other.subject.model !== fact.subject.model) continue;
    const claims = other.claims.map((claim) => ({ ...claim, expected: supersede(claim.expected, live.input, false) }));
    other.claims.splice(0, other.claims.length, ...claims);
  }
}

/** The fact of the same read that a claim belongs to. An update belongs to the thing, whatever it calls its part. */
function findFact(facts: ReadonlyMap<string, Fact>, key: string, { subject }: Fact): Fact | undefined {
  const own = facts.get(`${key} ${subject.words.join(" ")}`);
  if (own || !UPDATING.test(subject.verb)) return own;
  for (const [other, fact] of facts) if (other.startsWith(`${key} `)) return fact;
  return undefined;
}

function add(facts: Map<string, Fact>, live: LiveStep): void {
  for (const fact of makeFacts(live)) {
    const key = keyOf(fact, live.step);
    const known = findFact(facts, key, fact);
    if (known) {
      const isAdditive = /^(Tag|Add|Register|Authorize|Put|Create)/.test(live.step.operation.name);
      const claims = known.claims.map((claim) => ({
        ...claim,
        expected: supersede(claim.expected, live.input, isAdditive),
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
  if (!a || !b || scopeOf(a.step) !== scopeOf(b.step)) return false;
  const makesWhole = parseVerb(whole.subject.operation.name).deed === "create";
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
    const { service } = step.model;
    if (isRemoving(subject, step)) remove(facts, live, scopeOf(step));
    else if (isMaking(subject, step) && step.creation === undefined) {
      if (findNoTrace(service, step.operation.name) === undefined) add(facts, live);
    }
  }
  return [...facts.values()];
}
