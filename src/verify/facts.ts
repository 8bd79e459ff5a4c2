/**
 * What should exist at the end of a log: each making or changing call becomes a claim on the fact that its read tells,
 * and each removing call takes facts, or parts of them, away.
 */
import type { Deed } from "../aws/resources/types.ts";
import { areApart, isApart, NOTHING_APART } from "../plan/apart.ts";
import type { Step } from "../plan/steps.ts";
import { readBatch } from "./batches.ts";
import { Expectations } from "./expectations.ts";
import type { Fact, Reader } from "./fact.ts";
import { keyRead, keyThing, WHOLE } from "./fact-keys.ts";
import { FactTable, groupByMember } from "./fact-table.ts";
import { findReaders } from "./find-readers.ts";
import { dropPresetAgain } from "./given-whole.ts";
import type { Knowledge, KnowledgeBase } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { makeFacts, readStep } from "./make-facts.ts";
import { listNamed, listOwn, makeTextRow, type Named } from "./named.ts";
import { listRemoved } from "./opened.ts";
import { isAnother, isMove } from "./others.ts";
import { putsItems } from "./puts-items.ts";
import { isRemoving, remove, removeEnded, removeReplaced, supersede, type Took } from "./removals.ts";
import { listRenamings, type Renaming, renameFact } from "./renames.ts";
import { foldDns } from "./same-name.ts";
import { type Removal, Taken, type Unsaid } from "./taken.ts";
import { listUndoings } from "./undoings.ts";

/** Deeds that leave in place what they do not name. */
const ADDITIVE: ReadonlySet<Deed> = new Set<Deed>(["create", "put", "attach", "tag"]);
/** Deeds whose settings another read of the thing may tell of as well. */
const SETTING: ReadonlySet<Deed> = new Set<Deed>(["update", "put", "tag"]);

class Deriver {
  readonly facts = new FactTable();
  readonly #things = new Map<string, Fact>();

  constructor(
    readonly base: KnowledgeBase,
    readonly hasFailed: (step: Step) => boolean,
    readonly taken: Taken | undefined,
  ) {}

  apply(live: LiveStep): void {
    const knowledge = this.base.find(live.step.operation);
    const hasFailed = this.hasFailed(live.step);
    const renamings = listRenamings(listNamed(knowledge, live));
    const replaced = hasFailed ? [] : removeReplaced(this.facts, this.base, knowledge, live);
    if (isRemoving(knowledge)) {
      const took = remove(this.facts, this.base, live);
      this.taken?.note(knowledge, live, took);
      if (knowledge.compares.sets.length > 0) this.#switch(knowledge, live);
    } else if (knowledge.leavesSomething && (this.taken || live.step.creation === undefined)) {
      if (knowledge.batch) this.#applyBatch(knowledge, live);
      else if (hasFailed && renamings.length > 0) {
        // What goes by its old name still is as it was, and nothing goes by the new one.
        for (const fact of makeFacts(knowledge, live)) this.#keep(renamings.reduce(renameFact, fact));
      } else for (const fact of makeFacts(knowledge, live)) this.#add(fact);
    }
    if (!isRemoving(knowledge)) this.#meet(knowledge, live);
    // What a call takes the place of may be all of what it ends.
    const isEnded = ({ fact }: Took) => fact.knowledge.undoing?.operation === live.step.operation;
    const ended = [...replaced.filter(isEnded), ...removeEnded(this.facts, knowledge, live)];
    if (ended.length > 0) this.taken?.note(knowledge, live, ended);
    if (!hasFailed) this.#rename(knowledge, live, renamings);
    this.#consume(knowledge, live);
    if (!hasFailed) supersede(this.facts, knowledge, live);
  }

  /** What a call is about is not gone, whatever took it away before. */
  #meet(knowledge: Knowledge, live: LiveStep): void {
    if (!this.taken) return;
    const given = listNamed(knowledge, live).filter(({ row }) => row.side === "input" && row.isScalar);
    const containers = groupByMember(given.filter(({ row }) => row.part === "container"));
    const own = given.filter(({ row }) => row.part === "own");
    this.taken.meet(knowledge, own, containers, live.step);
  }

  /** Takes away what a call has turned into another thing, and the parts of that. */
  #consume(knowledge: Knowledge, live: LiveStep): void {
    for (const { member, type } of knowledge.consumed) {
      const groups = groupByMember(listNamed(knowledge, live).filter(({ row }) => row.path === member));
      const about = this.facts.findAbout(groups, [], live.step);
      const within = this.facts.findWithin(groups, live.step);
      for (const fact of [...about.filter((one) => one.knowledge.type === type), ...within])
        this.facts.delete(fact);
    }
  }

  /** What a call renames, what stands in that, and what refers to it, goes by the new name. */
  #rename(knowledge: Knowledge, live: LiveStep, renamings: readonly Renaming[]): void {
    const containers = groupByMember(
      listNamed(knowledge, live).filter(
        ({ row }) => row.side === "input" && row.isScalar && row.part === "container",
      ),
    );
    for (const renaming of renamings) {
      this.taken?.rename(renaming, containers, live.step);
      const groups = [[renaming.from]];
      const about = this.facts.findAbout(groups, containers, live.step);
      const within = this.facts.findWithin(groups, live.step);
      const referring = this.facts.findReferring(renaming.from, live.step);
      for (const fact of new Set([...about, ...within, ...referring])) {
        if (!this.facts.agree(fact, groups, containers, live.step)) continue;
        this.facts.delete(fact);
        this.#keep(renameFact(fact, renaming));
      }
    }
  }

  #keep(fact: Fact): void {
    this.facts.add(fact, { read: keyRead(fact), undoing: listUndoings(fact, this.base) });
    const thing = keyThing(fact);
    if (thing !== undefined) this.#things.set(thing, fact);
  }

  #findSame(fact: Fact, key: string): Fact | undefined {
    const isOther = ({ apart }: Fact) => isApart(apart, fact.live.input) || areApart(apart, fact.apart);
    const same = this.facts.findByRead(key).find((one) => !isOther(one));
    if (same || fact.knowledge.deed !== "update") return same;
    const thing = keyThing(fact);
    if (thing === undefined) return this.#findListed(fact);
    const made = this.#things.get(thing);
    return made && this.facts.has(made) ? made : undefined;
  }

  /** The thing that a change is about where the read that tells of both lists all such things. */
  #findListed({ knowledge, live, own, readers: [reader] }: Fact): Fact | undefined {
    if (!reader || reader.used.length > 0) return undefined;
    const made = this.#findMade(knowledge, live, own).filter(
      (one) => one.knowledge.deed === "create" && one.readers[0]?.operation === reader.operation,
    );
    return made.length === 1 ? made[0] : undefined;
  }

  /** A switch that is read apart from the thing is said anew; else it is said of the thing. */
  #switch(knowledge: Knowledge, live: LiveStep): void {
    const facts = makeFacts(knowledge, live);
    const isApart = facts.some((fact) => this.facts.findByRead(keyRead(fact)).length > 0);
    if (isApart || !this.#set(knowledge, live)) for (const fact of facts) this.#add(fact);
  }

  /**
   * What a call says of a thing that another one made, which it leaves as it is otherwise: that a rule is switched off. False
   * where no call has made it.
   */
  #set(knowledge: Knowledge, live: LiveStep): boolean {
    const own = listOwn(listNamed(knowledge, live));
    const asked = readStep(knowledge, live);
    const made = this.#findMade(knowledge, live, own);
    for (const fact of made) fact.expectations.add(asked, false);
    return made.length > 0;
  }

  /** The facts of calls that made or changed the things of the call's type that are named. */
  #findMade(knowledge: Knowledge, live: LiveStep, own: readonly Named[]): Fact[] {
    const containers = groupByMember(
      listNamed(knowledge, live).filter(({ row }) => row.isScalar && row.part === "container"),
    );
    const found = own.flatMap((one) =>
      this.facts
        .findAbout([[one]], containers, live.step)
        .filter((fact) => this.facts.agree(fact, [[one]], containers, live.step)),
    );
    const isMade = (fact: Fact) =>
      fact.knowledge.type === knowledge.type &&
      (WHOLE.has(fact.knowledge.deed) || fact.knowledge.deed === "put");
    return [...new Set(found)].filter(isMade);
  }

  #add(fact: Fact): void {
    const { knowledge, live } = fact;
    // Of several things each has what is said of it alone.
    const [alone] = fact.expectations.settle();
    const asked = { ...readStep(knowledge, live), ...(alone && { input: alone.input, ref: alone.ref }) };
    const found = this.#findSame(fact, keyRead(fact));
    // What is put elsewhere is no longer where the same call put it before, and its name may have become another thing's.
    const isMoved = found !== undefined && (isMove(found, fact) || isAnother(found, fact));
    if (found && isMoved) this.facts.delete(found);
    const same = isMoved ? undefined : found;
    const isOwn = same !== undefined && putsItems(knowledge);
    if (isOwn) this.#putAnew(fact);
    if (same && !isOwn) {
      dropPresetAgain(same.expectations, live.step.operation, live.input);
      same.expectations.add(asked, ADDITIVE.has(knowledge.deed));
    } else this.#keep(fact);
    const mine = (isOwn ? undefined : same) ?? fact;
    if (asked.gone) this.taken?.noteItems(fact, live.step, listRemoved(asked.gone));
    if (SETTING.has(knowledge.deed)) this.#replaceElsewhere(mine, fact);
    else if (knowledge.compares.sets.length > 0)
      for (const made of this.#findMade(knowledge, live, fact.own)) made.expectations.replace(asked, false);
  }

  /** The items of earlier calls that a call puts anew are that one's. */
  #putAnew(fact: Fact): void {
    for (const one of this.facts.findByRead(keyRead(fact)))
      if (one.expectations.giveUp(readStep(fact.knowledge, fact.live)) === "all") this.facts.delete(one);
  }

  /** What is set on a thing is no longer as an earlier call has asked, whichever read tells of that. */
  #replaceElsewhere(mine: Fact, { knowledge, live, named, own, readers: [reader] }: Fact): void {
    const held = named.filter(({ row }) => row.isScalar && row.part === "container");
    const containers = groupByMember(held);
    // A setting without a name of its own is that of what it stands in, where the thing's own read tells of it.
    const isNameless = own.length === 0 && knowledge.deed === "put";
    for (const one of isNameless ? held : own) {
      for (const other of this.facts.findAbout([[one]], containers, live.step)) {
        const isSame = other === mine || other.knowledge.operation.model !== knowledge.operation.model;
        if (isSame || !WHOLE.has(other.knowledge.deed)) continue;
        if (isNameless && other.readers[0]?.operation !== reader?.operation) continue;
        if (!this.facts.agree(other, [[one]], containers, live.step)) continue;
        other.expectations.replace(readStep(knowledge, live), knowledge.deed === "tag");
      }
    }
  }

  /** A batch of changes: each of its items is a fact of its own, or takes one away. */
  #applyBatch(knowledge: Knowledge, live: LiveStep): void {
    const { batch } = knowledge;
    if (!batch) return;
    const [reader] = findReaders(knowledge, live);
    const named = listNamed(knowledge, live).filter(({ row }) => row.part === "container");
    for (const { expected, ref, keys, isRemoved } of readBatch(knowledge.operation, live.input, batch)) {
      const texts = keys.map(
        ({ member, text }): Named => ({ text: foldDns(text), row: makeTextRow(member) }),
      );
      const readers: Reader[] = reader ? [reader] : [];
      const expectations = new Expectations({ step: live.step, input: expected, ref });
      const own = texts.slice(0, 1);
      const fact = {
        knowledge,
        live,
        named,
        own,
        others: texts.slice(1),
        marks: [],
        apart: NOTHING_APART,
        version: undefined,
        readers,
        expectations,
      };
      const read = JSON.stringify([keyRead(fact), own.map(({ text }) => text)]);
      const [same] = this.facts.findByRead(read);
      if (isRemoved) {
        if (same) this.facts.delete(same);
        this.taken?.noteWhole(same ?? fact, live.step, read);
      } else if (same) same.expectations.add({ step: live.step, input: expected, ref }, false);
      else this.facts.add(fact, { read, undoing: [] });
    }
  }
}

/**
 * The facts that should hold after the steps (in their order), which all succeeded in production; `hasFailed` tells those
 * that failed in the replay.
 */
export function deriveFacts(
  lives: readonly LiveStep[],
  base: KnowledgeBase,
  hasFailed: (step: Step) => boolean = () => false,
): Fact[] {
  const deriver = new Deriver(base, hasFailed, undefined);
  for (const live of lives) deriver.apply(live);
  // What was renamed was put down anew.
  const places = new Map(lives.map(({ step }, place) => [step, place]));
  const placeOf = ({ live }: Fact) => places.get(live.step) ?? 0;
  return deriver.facts.list().sort((a, b) => placeOf(a) - placeOf(b));
}

/** What calls of the whole log have taken away and no later one has put back, and those of which nobody knows what. */
export function deriveRemovals(
  lives: readonly LiveStep[],
  base: KnowledgeBase,
  hasFailed: (step: Step) => boolean = () => false,
): { readonly removals: readonly Removal[]; readonly unsaid: readonly Unsaid[] } {
  const taken = new Taken(base);
  const deriver = new Deriver(base, hasFailed, taken);
  for (const live of lives) deriver.apply(live);
  const places = new Map(lives.map(({ step }, place) => [step, place]));
  return { removals: taken.settle(deriver.facts, places), unsaid: taken.unsaid };
}
