/** The rows of effects.json, by their service and operations. */
import * as v from "valibot";
import { matchesPattern } from "../../../base/pattern.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import rows from "./effects.json" with { type: "json" };
import { tellEnded } from "./ended.ts";

const Members = v.record(Text, v.unknown());

/** What a list gets: items that take the place of those that are alike at all of the paths, or lie on them. */
const Puts = v.strictObject({ by: v.pipe(v.array(Text), v.nonEmpty()), items: v.unknown() });

/** What a call makes besides: one thing, or one for each item at a path of `input.` or `output.`, of which `item.` is said. */
const Makes = v.strictObject({
  type: Text,
  /** A path, or a value that is a list. */
  each: v.optional(v.unknown()),
  /** The service that has it, where that is another one; `global`: it stands once an account. */
  service: v.optional(Text),
  global: v.optional(v.literal(true)),
  /** The operation that would make it. */
  as: v.optional(v.string(), ""),
  id: v.unknown(),
  /** Its id is made up, and production's own goes in its place once a call names it. */
  invented: v.optional(v.literal(true)),
  /** A path of `input.` or `output.` at which its tags are, or all of them. */
  tags: v.optional(Text),
  /** Members, or a value that is a structure. */
  members: Members,
});

/**
 * A row of effects.json: what becomes of the things that a call is about, or of those of a `type` that it names at a path, `by`, of
 * its `input.` or `output.` (`told.`, where that is production's), or that stand in one of the type `in` that is named so, or that have such a text at one of the paths `named` of their members, and the values of `has`
 * (`{"$some": …}` of an item of a list).
 * They get the members of `sets`, at every depth; those of `replaces` are as the call gives them, with nothing of what they were; those
 * of `counts` go on by one from the number that they begin with; their lists get the items of `adds` and `puts`, and lose those
 * that have all that `takes` says; `clears` are members that go, unless the call gives them; lists that stand deeper go by paths
 * with dots. All others that stand in the same get the members of `others`. `ends`: they stand no more; `becomes`: the id that they
 * have from then on. `makes` is what the call makes besides, which later rows call `${TYPE-Id}`, and `answers` what it answers then.
 * Texts hold `${part}`, as those of presets.json do; `{"$from": "input.Member"}` is what the call gave, the answer or, by `thing.`, what the
 * thing has at a path;
 * `{"$each": "input.Names[]", "as": …}` a list of what each text there says, as `${Item}`, or of each structure, as `item.` (`with`: how the item
 * around it is called then);
 * `{"$first": […]}` the first that is known; `{"$thing": "vpc", "by": {…}, "has": {…}, "region": {…}, "tells": …}` what another thing tells, as `thing.`;
 * `before.` what the thing was, where the row says so; `${Now}` when the call is made; `${Mint-17}` so many digits, which are the same in all of a row;
 * `{"$in": "input.Items[]", "where": {…}, "tells": …}` what the first item tells that has such members, as `item.`;
 * `{"$all": "snapshot", "has": {…}, "region": {…}}` the members of all things that have some; `{"$join": […]}` one text of several;
 * `{"$digits": 17, "of": [texts]}` hexadecimal digits that are the same for the same texts, whichever row tells them;
 * `{"$after": "https://", "of": "input.Url"}` a text without what it may begin with;
 * `{"$address": "10.0.0.0/24", "of": ["instance"], "at": "PrivateIpAddress"}` an address of a range that none of the things has there;
 * `{"$certificate": …, "tells": …}` what a certificate in PEM says, as `certificate.`; `{"$moment": "${Now}"}` a moment of a text;
 * `{"$on": …, "put": …}` one structure on another. What a call makes is told of the thing that the row is about as `${of-Name}`, and
 * what it answers as `thing.`; `takes` takes keys from maps.
 */
export const EffectRow = v.strictObject({
  service: Text,
  /** Patterns. */
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  type: v.optional(Text),
  /** A path, or a value that tells the text. */
  by: v.optional(v.unknown()),
  named: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  has: v.optional(Members),
  /** The type of what `by` names, where the row is about the things that stand in that. */
  in: v.optional(Text),
  /** All of the type. */
  every: v.optional(v.literal(true)),
  when: v.optional(v.strictObject({ at: Text, is: v.optional(Text), absent: v.optional(v.literal(true)) })),
  /** Types of which an account has one thing by itself, which texts name: `${root-Id}`. */
  only: v.optional(v.array(Text), []),
  /** What the thing of the call was before it is told as `before.`. */
  before: v.optional(v.literal(true)),
  /** It is all that the call does. */
  instead: v.optional(v.literal(true)),
  sets: v.optional(Members, {}),
  adds: v.optional(Members, {}),
  puts: v.optional(v.record(Text, Puts), {}),
  takes: v.optional(Members, {}),
  /** The member that tells items of `adds` and `takes` apart, where one is not told by all that it says. */
  key: v.optional(Text),
  clears: v.optional(v.array(Text), []),
  replaces: v.optional(v.array(Text), []),
  counts: v.optional(v.record(Text, v.number()), {}),
  /** The same, whatever the call gives; deeper and of the items of a list as well: `Holder.List[].Member`. */
  drops: v.optional(v.array(Text), []),
  others: v.optional(Members, {}),
  ends: v.optional(v.literal(true)),
  becomes: v.optional(v.unknown()),
  makes: v.optional(Makes),
  answers: v.optional(Members, {}),
  /** What production told of a thing that the call makes stays: these members are said of what it did not tell. */
  yields: v.optional(v.literal(true)),
  /** The answer tells its things as they are then. */
  retells: v.optional(v.literal(true)),
  reason: Text,
});

/** A row of effects.json. */
export type EffectRow = v.InferOutput<typeof EffectRow>;

const EMPTY = {
  ...{ sets: {}, adds: {}, puts: {}, takes: {}, others: {}, answers: {}, counts: {} },
  ...{ clears: [], drops: [], replaces: [], only: [] },
};

const ROWS = Map.groupBy(
  (rows as readonly v.InferInput<typeof EffectRow>[]).map(
    ({ makes, ...row }) => ({ ...EMPTY, ...row, ...(makes && { makes: { as: "", ...makes } }) }) as EffectRow,
  ),
  ({ service }) => service,
);

const known = new WeakMap<object, readonly EffectRow[]>();

/** The row of an operation whose name alone says what becomes of its thing, which no other table tells. */
function deriveRow(context: Context): EffectRow | undefined {
  const { name, model } = context.operation;
  const sets = context.knowledge.compares.sets.length > 0 ? undefined : tellEnded(context);
  if (!sets) return undefined;
  return {
    ...EMPTY,
    service: model.service,
    operations: [name],
    sets,
    instead: true,
    reason: "Its name says it.",
  };
}

/** The rows of a call's operation, in their order. */
export function listEffects(context: Context): readonly EffectRow[] {
  return known.get(context.operation) ?? findEffects(context);
}

function findEffects(context: Context): readonly EffectRow[] {
  const { operation } = context;
  const told = (ROWS.get(operation.model.service) ?? []).filter((row) =>
    row.operations.some((pattern) => matchesPattern(pattern, operation.name)),
  );
  const found = told.length > 0 ? told : [deriveRow(context) ?? []].flat();
  known.set(operation, found);
  return found;
}

/** Whether a row of a call's operation tells what its thing was before. */
export function tellsBefore(context: Context): boolean {
  return listEffects(context).some(({ before }) => before);
}

/** By service: the types of which calls make things besides. */
const MADE = new Map(
  [...ROWS].map(([service, all]) => [service, new Set(all.flatMap(({ makes }) => makes?.type ?? []))]),
);

const NONE: ReadonlySet<string> = new Set();

/** The types of a service of which calls make things besides. */
export function listMadeBesides(service: string): ReadonlySet<string> {
  return MADE.get(service) ?? NONE;
}

const INVENTED = new Map(
  [...ROWS].map(([service, all]) => [
    service,
    all.flatMap(({ makes }) => (makes?.invented ? [makes.type] : [])),
  ]),
);

/** Those of them whose ids are made up. */
export function listInventedBesides(service: string): readonly string[] {
  return INVENTED.get(service) ?? [];
}
