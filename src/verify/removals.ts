/** What calls take away from the facts standing so far: things with what stands in them, relations, single items. */
import type { Deed } from "../aws/resources/types.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { isApart } from "../plan/apart.ts";
import type { Fact } from "./fact.ts";
import { type FactTable, type Groups, groupByMember } from "./fact-table.ts";
import { fillInput } from "./fill.ts";
import type { Knowledge, KnowledgeBase } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { listNamed, listNames, type Named } from "./named.ts";
import { listOwners } from "./owners.ts";
import { printScalar, saysSo } from "./same.ts";
import { keyUndoing, listIdentity } from "./undoings.ts";

const REMOVING: ReadonlySet<Deed> = new Set<Deed>(["delete", "detach", "untag"]);

/** Whether an operation takes something away. */
export function isRemoving({ deed }: Knowledge): boolean {
  return REMOVING.has(deed);
}

type Site = LiveStep["step"];

function listMembers(named: readonly Named[]): ReadonlySet<string> {
  return new Set(named.flatMap(({ row }) => row.steps[0] ?? []));
}

function takeParts(facts: FactTable, fact: Fact, live: LiveStep, naming: ReadonlySet<string>): void {
  const left = fact.expectations.take({ input: live.input, ref: live.step.operation.input }, naming);
  if (left !== "parts") facts.delete(fact);
}

/** What a call has taken away: all that a fact says, or the items of it that it named by their ids. */
export interface Took {
  readonly fact: Fact;
  /** undefined where the call does not name them so; none where it is not known which these are. */
  readonly items?: readonly Structure[];
}

/**
 * Takes away the items that a call names by the ids which the service has answered for them, such as a group's rules; undefined
 * where it names none of that kind.
 */
function takeAnswered(facts: FactTable, fact: Fact, taken: readonly Named[]): Took | undefined {
  const isOfMany = ({ row }: Named) => !row.isScalar && row.type !== undefined;
  const types = new Set(taken.filter(isOfMany).map(({ row }) => row.type));
  const answered = fact.named.filter(
    (one) => one.row.side === "output" && isOfMany(one) && one.row.kind === "id" && types.has(one.row.type),
  );
  if (answered.length === 0) return undefined;
  const gone = new Set(taken.map(({ text }) => text));
  const places = [...answered.keys()].filter((place) => gone.has(answered[place]?.text ?? ""));
  const isAll = places.length === answered.length;
  // Which of its items is gone is not known: nothing is said of any.
  const items = places.length === 0 ? [] : fact.expectations.takeAnswered(places, answered.length);
  if (isAll || !items) facts.delete(fact);
  // The ids are those of what was made, and not of parts of it.
  return fact.knowledge.deed === "create" ? { fact } : { fact, items: items ?? [] };
}

/** The groups of members that tell the thing which a call is about: those that it requires, where it requires any. */
function listThing(named: readonly Named[]): Groups {
  const own = named.filter(({ row }) => row.side === "input" && row.part === "own");
  const required = own.filter(({ row }) => row.isRequired);
  return groupByMember(required.length > 0 ? required : own);
}

/** Removes a thing, what stands in it, and what was set on it; gives what was about the thing itself. */
function removeThing(
  facts: FactTable,
  { type, deed }: Knowledge,
  named: readonly Named[],
  live: LiveStep,
): Fact[] {
  const groups = listThing(named);
  // The other side of a relation has to be the same, too.
  const others = named.filter(
    ({ row }) =>
      row.isScalar && (row.part === "container" || (deed === "detach" && row.part === "reference")),
  );
  const containers = groupByMember(others);
  if (groups.length === 0) {
    // Which of them are gone is not known: nothing is said of any. Or what is gone has no name of its own.
    const held = facts.findWithin(containers, live.step).filter((fact) => {
      const isKind = type !== undefined && fact.knowledge.type === type;
      return isKind && !isOfAnother(fact, live) && facts.agree(fact, containers, [], live.step);
    });
    for (const fact of held) facts.delete(fact);
    return held;
  }
  const isThing = groups.every((group) => group.some(({ row }) => !row.type || !type || row.type === type));
  const isGone = (fact: Fact) => {
    if (deed === "detach" && fact.knowledge.deed !== "attach") return false;
    return isThing || (type !== undefined && fact.knowledge.type === type);
  };
  const site = live.step;
  const about = facts
    .findAbout(groups, containers, site)
    .filter((fact) => facts.agree(fact, groups, containers, site));
  const within = isThing && deed === "delete" ? facts.findWithin(groups, site) : [];
  const inside = within.filter((fact) => facts.agree(fact, groups, containers, site));
  const mine = about.filter((fact) => isGone(fact) && !isOfAnother(fact, live));
  for (const fact of mine) facts.delete(fact);
  for (const fact of inside) if (isGone(fact) && !isOfAnother(fact, live)) facts.delete(fact);
  // What stands in what stood in it goes along: the rules of a balancer's listeners.
  for (const fact of inside) if (isGone(fact)) removeWithin(facts, fact, site);
  return mine;
}

/** Removes what stands in a thing that a fact is about, at every depth. */
function removeWithin(facts: FactTable, outer: Fact, site: Site): void {
  if (outer.knowledge.deed !== "create" || outer.own.length === 0) return;
  const groups = groupByMember(outer.own);
  for (const fact of facts.findWithin(groups, site)) {
    if (!facts.has(fact) || !facts.agree(fact, groups, [], site)) continue;
    facts.delete(fact);
    removeWithin(facts, fact, site);
  }
}

/** Takes the items that a call parts from a thing out of what was asked when that was made: a group's balancers. */
function takeFromMade(
  facts: FactTable,
  { type }: Knowledge,
  named: readonly Named[],
  live: LiveStep,
  identity: ReadonlySet<string>,
): void {
  const groups = listThing(named);
  if (groups.length === 0) return;
  for (const fact of facts.findAbout(groups, [], live.step)) {
    const isMade = fact.knowledge.deed === "create" && fact.knowledge.type === type;
    if (isMade && facts.agree(fact, groups, [], live.step))
      fact.expectations.take({ input: live.input, ref: live.step.operation.input }, identity);
  }
}

/**
 * Whether a call names another part of a thing than a fact is about: another route of its table, or an action of its name on
 * another thing.
 */
function isOfAnother(fact: Fact, { input, step }: LiveStep): boolean {
  const { marks, named, readers, apart, knowledge } = fact;
  if (knowledge.undoing?.operation === step.operation && isApart(apart, input)) return true;
  const [reader] = readers;
  const isOther = ({ row, text }: Named) => {
    const told = input[row.path];
    return isScalar(told) && printScalar(told) !== text;
  };
  const isNamedOther = (one: Named) => {
    const { row } = one;
    const told = input[row.path];
    const isTold = row.side === "input" && row.isScalar && row.isRequired && row.part === "reference";
    if (!isTold || typeof told !== "string") return false;
    const names = new Set(listNames(one, step));
    return !listNames({ row, text: told }, step).some((name) => names.has(name));
  };
  return [...(reader?.held ?? []), ...marks].some(isOther) || named.some(isNamedOther);
}

/** Whether a call that may name a thing in several ways gives it another name than the one by which it would take the fact back. */
function isNamedOtherwise(fact: Fact, { operation, rows }: Knowledge, { input }: LiveStep): boolean {
  const { undoing } = fact.knowledge;
  const filled = undoing?.operation === operation ? fillInput(undoing, fact.live) : undefined;
  if (!undoing || !filled) return false;
  const members = rows.flatMap(({ side, part, isScalar, path }) => {
    // A name of the thing that the call is not filled with is the same member of both.
    const isSame = fact.own.some(({ row }) => row.side === "input" && row.path === path);
    const value = filled.input[path] ?? (isSame ? fact.live.input[path] : undefined);
    const names = side === "input" && isScalar && part !== "reference" && value !== undefined;
    return names ? [{ member: path, value, isName: true }] : [];
  });
  return isApart({ undoneBy: operation, members }, input);
}

/** Applies a call that takes away to the facts standing so far; gives those of which it has taken something, or all. */
export function remove(facts: FactTable, base: KnowledgeBase, live: LiveStep): Took[] {
  const { step } = live;
  const knowledge = base.find(step.operation);
  const named = listNamed(knowledge, { input: live.input, output: makeStructure() });
  const identity = listMembers(listIdentity(named).texts);
  const undone = facts
    .findUndone(keyUndoing(knowledge, live.input, named, step))
    .filter((fact) => !isOfAnother(fact, live) && !isNamedOtherwise(fact, knowledge, live));
  const took = undone.map((fact): Took => {
    const answered = takeAnswered(facts, fact, named);
    if (!answered) takeParts(facts, fact, live, identity);
    return answered ?? { fact };
  });
  if (knowledge.deed === "detach") takeFromMade(facts, knowledge, named, live, identity);
  if (knowledge.deed !== "untag") {
    if (knowledge.deed !== "delete" && undone.length > 0) return took;
    const more = removeThing(facts, knowledge, named, live).filter((fact) => !undone.includes(fact));
    return [...took, ...more.map((fact) => ({ fact }))];
  }
  const groups = listThing(named);
  const containers = groupByMember(named.filter(({ row }) => row.isScalar && row.part === "container"));
  for (const site of [step, ...listOwners(named, step)]) {
    for (const fact of facts.findAbout(groups, containers, site)) {
      if (!facts.agree(fact, groups, containers, site)) continue;
      if (fact.knowledge.deed === "tag") takeParts(facts, fact, live, identity);
      // Tags that the thing was made with.
      else fact.expectations.take({ input: live.input, ref: step.operation.input }, identity);
    }
  }
  return took;
}

/** Takes away what an act ends that another call made: a key that is to be deleted, with no deletion of its own. */
export function removeEnded(facts: FactTable, knowledge: Knowledge, live: LiveStep): Took[] {
  if (knowledge.deed !== "act") return [];
  const named = listNamed(knowledge, { input: live.input, output: makeStructure() });
  const ended = facts
    .findUndone(keyUndoing(knowledge, live.input, named, live.step))
    .filter((fact) => fact.knowledge.deed === "create");
  for (const fact of ended) facts.delete(fact);
  return ended.map((fact) => ({ fact }));
}

/** A value without the members of a name, at every depth. */
function leaveOut(value: Value, name: string | undefined): Value {
  if (name === undefined) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => leaveOut(item, name));
  if (!isStructure(value)) return value;
  const kept = Object.entries(value).flatMap(([member, inner]) =>
    member === name ? [] : [[member, leaveOut(inner ?? null, name)] as const],
  );
  return Object.assign(makeStructure(), Object.fromEntries(kept)) as Structure;
}

/** Takes away what a call takes the place of: the association of a subnet that gets another table. Gives the facts. */
export function removeReplaced(
  facts: FactTable,
  base: KnowledgeBase,
  { replaced }: Knowledge,
  live: LiveStep,
): Took[] {
  return replaced.flatMap((filling) => {
    const filled = fillInput(filling, live);
    const { operation, without } = filling;
    if (!filled) return [];
    const input = leaveOut(filled.input, without) as Structure;
    return remove(facts, base, { ...live, input, step: { ...live.step, operation } });
  });
}

/** Takes away what a call says anew of a thing that others made: the document of a policy that gets another default version. */
export function supersede(facts: FactTable, knowledge: Knowledge, live: LiveStep): void {
  for (const { when, of, members } of knowledge.superseded) {
    if (when && !saysSo(when, live.input)) continue;
    const named = listNamed(knowledge, live).filter(({ row }) => row.side === "input" && row.isScalar);
    const groups = groupByMember(named.filter(({ row }) => row.part !== "reference"));
    const input = Object.assign(makeStructure(), Object.fromEntries(members.map((name) => [name, null])));
    for (const group of groups)
      for (const fact of facts.findAbout([group], [], live.step))
        if (of.includes(fact.knowledge.operation.name) && facts.agree(fact, [group], [], live.step))
          fact.expectations.replace({ input, ref: undefined }, false);
  }
}
