/**
 * What a call takes away, as the call says it that puts such things there: what that claims must not be found any longer. It needs
 * no call in the log that has put it there.
 */

import { findPair } from "../aws/model/pairs.ts";
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import type { Deed } from "../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { isCollection } from "./asked-items.ts";
import type { Statement } from "./expectations.ts";
import type { Fact } from "./fact.ts";
import type { Knowledge, KnowledgeBase, Row } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { makeFacts } from "./make-facts.ts";
import { type SaidBackwards, sayBackwards } from "./say-backwards.ts";

/** What makes a thing tells the most of it, by the surest read. */
const SUREST: readonly Deed[] = ["create", "put", "attach", "tag", "update", "act"];

/** Tags by their keys, as the call says them that puts them on: in a list of pairs or a map. */
function sayTags(opener: Knowledge, keys: readonly Value[]): Structure | undefined {
  for (const [name, shape] of listMembers(opener.operation.input)) {
    const pair = findPair(shape.member);
    if (shape.type === "list" && pair) return { [name]: keys.map((key): Structure => ({ [pair.key]: key })) };
    if (shape.type === "map")
      return Object.fromEntries([[name, Object.fromEntries(keys.map((key) => [String(key), null]))]]);
  }
  return undefined;
}

/** What a call that takes tags off says, in the words of one that puts them on the same things. */
function sayUntag(
  opener: Knowledge,
  { operation, rows }: Knowledge,
  taking: Structure,
): SaidBackwards | undefined {
  const named = new Set(rows.map(({ steps }) => steps[0]));
  const input = makeStructure();
  for (const [name, value] of Object.entries(taking)) {
    if (value === undefined || value === null) continue;
    if (named.has(name)) {
      if (!opener.operation.input?.members?.[name]) return undefined;
      input[name] = value;
    } else if (Array.isArray(value)) {
      const tags = sayTags(opener, value as readonly Value[]);
      if (!tags) return undefined;
      Object.assign(input, tags);
    }
  }
  const isWhole = (opener.operation.input?.required ?? []).every((name) => input[name] !== undefined);
  return isWhole && operation.input ? { input, output: makeStructure() } : undefined;
}

/** The part of what was put there that one call takes: a member of the putting call with one item. */
export interface PartGone {
  readonly input: Structure;
  readonly member: string;
  /** The shape of the input, where it is not the putting call's. */
  readonly ref?: Shape;
}

/** An item that has lists of others, one for each of those. */
function splitItem(item: Value): Value[] {
  if (!isStructure(item)) return [item];
  const lists = Object.entries(item).filter(([, value]) => Array.isArray(value) && value.length > 0);
  if (lists.length === 0) return [item];
  const own = Object.fromEntries(Object.entries(item).filter(([, value]) => !Array.isArray(value)));
  return lists.flatMap(([name, value]) =>
    (value as readonly Value[]).map((one): Structure => ({ ...own, [name]: [one] })),
  );
}

/** The items that an input lists, but for the members that name what these are put to. */
export function listParts({ rows }: Knowledge, input: Structure): PartGone[] {
  const naming = new Set(
    rows.flatMap(({ side, part, steps }) =>
      side === "input" && part !== "reference" && steps.length <= 2 ? (steps[0] ?? []) : [],
    ),
  );
  return Object.entries(input).flatMap(([member, value]): PartGone[] => {
    if (naming.has(member) || value === undefined) return [];
    if (Array.isArray(value))
      return (value as readonly Value[])
        .flatMap(splitItem)
        .map((one) => ({ member, input: { [member]: [one] } }));
    const isMap = isStructure(value) && Object.values(value).every((one) => one === null);
    if (!isStructure(value) || !isMap) return [];
    return Object.keys(value).map((key) => ({ member, input: { [member]: { [key]: null } } }));
  });
}

/** The items that a change names as removed, in the words of the read; what it sets as a whole names none. */
export function listRemoved({ input, ref }: Pick<Statement, "input" | "ref">): PartGone[] {
  if (!ref) return [];
  return Object.entries(input).flatMap(([member, value]): PartGone[] => {
    if (Array.isArray(value))
      return (value as readonly Value[]).map((one) => ({ member, ref, input: { [member]: [one] } }));
    if (!isStructure(value)) return [];
    return Object.keys(value).map((key) => ({ member, ref, input: { [member]: { [key]: null } } }));
  });
}

/** What a call takes away, in the words of one that puts it there. */
export interface OpenedByCall {
  readonly facts: readonly Fact[];
  readonly parts: readonly PartGone[];
  /** Whether the call says more of what it takes than these words do: the ids of rules. */
  readonly isVague: boolean;
}

/** What an identifier's place can hold as well: a call that takes a thing away may go by its name, which the making one gave it. */
function nameByName(
  { rows }: Knowledge,
  closer: Knowledge,
  live: LiveStep,
  said: SaidBackwards,
): SaidBackwards {
  const own = (row: Row) => row.part === "own" && row.isScalar && row.side === "input";
  const [name] = rows.filter((row) => own(row) && row.kind === "name" && said.input[row.path] === undefined);
  const texts = closer.rows.flatMap((row) =>
    own(row) && row.kind !== "arn" ? (live.input[row.path] ?? []) : [],
  );
  const [text] = texts;
  if (!name || typeof text !== "string" || texts.length > 1 || isArn(text)) return said;
  const isId = rows.some(({ side, part, kind }) => side === "output" && part === "own" && kind === "id");
  return isId ? said : { ...said, input: { ...said.input, [name.path]: text } };
}

function isArn(text: string): boolean {
  return text.startsWith("arn:");
}

function open(opener: Knowledge, closer: Knowledge, live: LiveStep): OpenedByCall | undefined {
  const { undoing } = opener;
  const isUndone = undoing?.operation === closer.operation;
  const told = isUndone ? sayBackwards(undoing, live.input) : sayUntag(opener, closer, live.input);
  if (!told) return undefined;
  const said = isUndone ? nameByName(opener, closer, live, told) : told;
  const { placeholders: _, ...step } = live.step;
  const facts = makeFacts(opener, { step: { ...step, operation: opener.operation, ...said }, ...said });
  const known = new Set(isUndone ? undoing.members.map(({ member }) => member) : Object.keys(live.input));
  const isVague = Object.entries(live.input).some(([name, value]) => !known.has(name) && isCollection(value));
  const parts = opener.deed === "create" ? [] : listParts(opener, said.input);
  return { facts: facts.filter(({ readers }) => readers.length > 0), parts, isVague };
}

/** How many members a call's words name of what is taken. */
function countSaid({ facts }: OpenedByCall): number {
  return Math.max(0, ...facts.map(({ named }) => named.length));
}

/** What a call takes away, in the words of the call that tells the most of it; undefined where none is known. */
export function findOpened(base: KnowledgeBase, closer: Knowledge, live: LiveStep): OpenedByCall | undefined {
  const openers = base
    .findOpeners(closer.operation)
    .filter(({ reads, leavesSomething }) => reads.length > 0 && leavesSomething)
    .toSorted((a, b) => SUREST.indexOf(a.deed) - SUREST.indexOf(b.deed));
  const opened = openers.flatMap((opener) => open(opener, closer, live) ?? []);
  const told = opened.filter(({ facts }) => facts.length > 0);
  return told.toSorted((a, b) => countSaid(b) - countSaid(a))[0] ?? opened[0];
}
