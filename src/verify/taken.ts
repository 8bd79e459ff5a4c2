/**
 * What calls have taken away and no later one has put back: the log's last word on it is that it is not there.
 */

import { makeStructure } from "../aws/values.ts";
import { areApart } from "../plan/apart.ts";
import type { Step } from "../plan/steps.ts";
import { isCollection } from "./asked-items.ts";
import { compareInput } from "./compare.ts";
import type { Fact } from "./fact.ts";
import { keyRead } from "./fact-keys.ts";
import { FactTable, type Groups, groupByMember } from "./fact-table.ts";
import type { Knowledge, KnowledgeBase } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { listNamed, type Named } from "./named.ts";
import { findOpened, listParts, type OpenedByCall, type PartGone } from "./opened.ts";
import type { Took } from "./removals.ts";
import { type Renaming, renameFact } from "./renames.ts";

/** Something that a call has taken away. */
export interface Removal {
  /** What it was: how it is read, and what was asked of it. */
  readonly fact: Fact;
  /** The key under which it is the same as another fact. */
  readonly read: string;
  /** The call that took it. */
  readonly by: Step;
  /** The items of it that are gone; undefined where all is. */
  readonly part: PartGone | undefined;
  /** Why nobody can tell whether it is gone. */
  readonly unknown?: string;
}

/** A call that takes something away of which no read tells. */
export interface Unsaid {
  readonly by: Step;
  readonly names: readonly string[];
  readonly reason: string;
}

const VAGUE = "which of its parts the call takes away is not known";
const UNSAID = "no read is known that tells of what this call takes away";

/** Whether two facts are about one thing: what is read, and by what it is told. */
function areOne(one: Fact, other: Fact): boolean {
  return keyRead(one) === keyRead(other) && !areApart(one.apart, other.apart);
}

function sharesName(one: Fact, other: Fact): boolean {
  const names = new Set([...one.own, ...(one.readers[0]?.used ?? [])].map(({ text }) => text));
  return [...other.own, ...(other.readers[0]?.used ?? [])].some(({ text }) => names.has(text));
}

function isUnnamed({ own, others, readers: [reader] }: Fact): boolean {
  return own.length + others.length + (reader?.used.length ?? 0) === 0;
}

/** What a call has taken, as it was put there: what the log says of that tells more than the taking call. */
function listWholes(took: readonly Took[], closer: Knowledge, opened: OpenedByCall | undefined): Fact[] {
  const facts = took.map(({ fact }) => fact);
  const undone = facts.filter(({ knowledge }) => knowledge.undoing?.operation === closer.operation);
  const made = closer.deed === "delete" ? facts.filter(({ knowledge }) => knowledge.deed === "create") : [];
  const known = made.length > 0 ? made : undone.length > 0 ? undone : closer.deed === "delete" ? [] : facts;
  const others = (opened?.facts ?? []).filter(
    (fact) => !known.some((one) => areOne(one, fact) || sharesName(one, fact) || isUnnamed(fact)),
  );
  const all = [...known, ...others];
  return all.length > 0 ? all : facts.slice(0, 1);
}

/** Whether a structure of the input that surviving calls gave holds a part that was taken: it has come back. */
function asksFor(survivor: Fact, { fact, part }: Removal, isLater: (step: Step) => boolean): boolean {
  const ref = part?.ref ?? fact.knowledge.operation.input;
  if (!part || !ref) return false;
  return survivor.expectations.settle().some(({ step, expected, ref: at }) => {
    if (!at || !isLater(step)) return false;
    const { knowledge } = fact;
    const { compared, differences } = compareInput(
      knowledge.operation,
      part.input,
      { ref: at, value: expected },
      { ref, isWhole: false, skipped: new Set(), type: knowledge.type, isGathering: true, areBare: true },
    );
    return compared > 0 && differences.length === 0;
  });
}

const MAKING: ReadonlySet<string> = new Set(["create", "put", "attach"]);

/** Whether a surviving fact is the same thing, put there again. */
function isAgain(survivor: Fact, { knowledge, others }: Fact): boolean {
  if (!MAKING.has(survivor.knowledge.deed) || survivor.knowledge.type !== knowledge.type) return false;
  const told = new Set(survivor.named.map(({ text }) => text));
  return others.every(({ text }) => told.has(text));
}

/** Gathers what is taken away in the course of a log. */
export class Taken {
  readonly #facts = new FactTable();
  readonly #removals = new Map<Fact, Removal>();
  readonly #byKey = new Map<string, Fact>();
  readonly #unsaid: Unsaid[] = [];

  constructor(readonly base: KnowledgeBase) {}

  /** Notes what a call has taken; what it took before is said anew. */
  note(closer: Knowledge, live: LiveStep, took: readonly Took[]): void {
    const { step: by } = live;
    // A switch is read by what it says, and data by nothing.
    if (closer.compares.sets.length > 0 || this.base.takesData(closer)) return;
    const answered = took.filter(({ items }) => items);
    for (const { fact, items = [] } of answered) {
      for (const input of items)
        for (const [member, value] of Object.entries(input))
          if (isCollection(value)) this.#note(fact, { by, part: { member, input } });
      if (items.length === 0) this.#note(fact, { by, part: undefined, unknown: VAGUE });
    }
    if (answered.length > 0) return;
    const opened = findOpened(this.base, closer, live);
    const carriers = opened?.facts.length ? opened.facts : took.slice(0, 1).map(({ fact }) => fact);
    const isVague = opened?.isVague ?? listParts(closer, live.input).length > 0;
    if (opened && opened.parts.length > 0) {
      for (const fact of carriers) for (const part of opened.parts) this.#note(fact, { by, part });
      return;
    }
    for (const fact of listWholes(took, closer, opened))
      this.#note(fact, { by, part: undefined, ...(isVague && { unknown: VAGUE }) });
    if (took.length > 0 || opened?.facts.length) return;
    const names = listNamed(closer, { ...live, output: makeStructure() }).map(({ text }) => text);
    this.#unsaid.push({ by, names, reason: UNSAID });
  }

  /** Notes that a call has taken all of a fact, which is the same as others under the key `read`. */
  noteWhole(fact: Fact, by: Step, read: string): void {
    this.#add({ fact, by, read, part: undefined });
  }

  /** Notes that a change has removed items from what it is about. */
  noteItems(fact: Fact, by: Step, parts: readonly PartGone[]): void {
    for (const part of parts) this.#note(fact, { by, part });
  }

  #note(fact: Fact, rest: Omit<Removal, "fact" | "read">): void {
    this.#add({ ...rest, fact, read: keyRead(fact) });
  }

  #add(removal: Removal): void {
    const { fact: was, part, read } = removal;
    const key = JSON.stringify([read, was.apart.members, part?.input]);
    const before = this.#byKey.get(key);
    if (before) this.#drop(before);
    // One fact can lose several parts.
    const fact = { ...was };
    this.#byKey.set(key, fact);
    this.#removals.set(fact, { ...removal, fact });
    this.#facts.add(fact, { read, undoing: [] });
  }

  /**
   * A call about a thing that was taken away has met it: something has called it back, a key whose deletion is cancelled, and what
   * stands in it.
   */
  meet({ type }: Knowledge, own: readonly Named[], containers: Groups, site: Step): void {
    if (this.#removals.size === 0 || own.length === 0) return;
    const groups = groupByMember(own);
    const about = this.#facts.findAbout(groups, containers, site);
    const things = about.filter(
      (fact) => fact.knowledge.type === type && this.#facts.agree(fact, groups, containers, site),
    );
    if (!things.some((fact) => this.#isWhole(fact))) return;
    const within = this.#facts.findWithin(groups, site);
    for (const fact of [...things, ...within]) if (this.#isWhole(fact)) this.#drop(fact);
  }

  /** Whether a thing itself was taken away, and not only something of it. */
  #isWhole(fact: Fact): boolean {
    return fact.knowledge.deed === "create" && this.#removals.get(fact)?.part === undefined;
  }

  #drop(fact: Fact): void {
    this.#facts.delete(fact);
    this.#removals.delete(fact);
  }

  /** What is gone of a thing that gets another name is gone of that. */
  rename(renaming: Renaming, containers: Groups, site: Step): void {
    const groups = [[renaming.from]];
    const about = this.#facts.findAbout(groups, containers, site);
    const within = this.#facts.findWithin(groups, site);
    for (const before of new Set([...about, ...within])) {
      const removal = this.#removals.get(before);
      if (!removal || !this.#facts.agree(before, groups, containers, site)) continue;
      this.#drop(before);
      const { by, part, unknown } = removal;
      this.#note(renameFact(before, renaming), { by, part, ...(unknown !== undefined && { unknown }) });
    }
  }

  /** What no later call has put back, given what survives and each step's place in the log; in the order of that. */
  settle(survivors: FactTable, places: ReadonlyMap<Step, number>): Removal[] {
    const placeOf = (step: Step) => places.get(step) ?? 0;
    return [...this.#removals.values()].filter((removal) => {
      const { fact, part, read, by } = removal;
      const isLater = (step: Step) => placeOf(step) >= placeOf(by);
      const site = fact.live.step;
      const same = survivors.findByRead(read).filter((one) => !areApart(one.apart, fact.apart));
      const containers = groupByMember(
        fact.named.filter(({ row }) => row.side === "input" && row.isScalar && row.part === "container"),
      );
      const about = fact.own.flatMap((one) =>
        survivors
          .findAbout([[one]], containers, site)
          .filter((survivor) => survivors.agree(survivor, [[one]], containers, site)),
      );
      if (part) return ![...same, ...about].some((survivor) => asksFor(survivor, removal, isLater));
      const again = [...same, ...about.filter((survivor) => isAgain(survivor, fact))];
      return !again.some(({ expectations }) => expectations.steps.some(isLater));
    });
  }

  /** Calls of which nobody knows what they have taken away. */
  get unsaid(): readonly Unsaid[] {
    return this.#unsaid;
  }
}
