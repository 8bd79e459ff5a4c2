/** What is made in two steps: a plan, and the call that does what it says. The thing that it is for may come with the plan. */

import * as v from "valibot";
import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import { type Context, placeOf } from "../context.ts";
import { findNamed, findThing } from "../names/names.ts";
import { overlay } from "../overlay.ts";
import rows from "./steps.json" with { type: "json" };

/** A row of steps.json. */
export const StepRow = v.variant("kind", [
  /**
   * A thing comes with what a call makes, where the call has a text at a path, or one of those that `is` lists: in what the call
   * names of the type `within`, with what the call says of it, by its members. Of one that is there, `again` is said anew.
   */
  v.strictObject({
    kind: v.literal("opens"),
    service: Text,
    operation: Text,
    when: v.strictObject({ at: Text, is: v.optional(v.array(Text)) }),
    type: Text,
    within: v.optional(Text),
    /** Paths of the call's input and answer. */
    name: Text,
    id: v.optional(Text),
    /** The operation that would make it; absent where only what is there is changed. */
    as: v.optional(Text),
    sets: v.record(Text, Text),
    says: v.optional(v.record(Text, Text), {}),
    again: v.optional(v.array(Text), []),
    reason: Text,
  }),
  /** A call does what a plan says: the thing of a type that the plan names in `by` gets what it has in `takes`. */
  v.strictObject({
    kind: v.literal("applies"),
    service: Text,
    operation: Text,
    plan: Text,
    type: Text,
    by: Text,
    takes: v.array(Text),
    /** The state that the thing has then, by the one that it had; `*` is any other. */
    state: Text,
    becomes: v.record(Text, Text),
    reason: Text,
  }),
]);

type Row = v.InferInput<typeof StepRow>;
type RowOf<Kind extends Row["kind"]> = Extract<Row, { kind: Kind }>;

const ROWS = PairMap.groupBy(rows as readonly Row[], ({ service, operation }) => [service, operation]);
const NONE: readonly never[] = [];

function pick(values: Structure, names: readonly string[]): Structure {
  const found = names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const]));
  return Object.fromEntries(found) as Structure;
}

/** The names of what a call names of a type, the outermost first. */
function findChain(context: Context, type: string): readonly string[] {
  const { meaning, input } = context;
  const member = meaning.input.find((one) => one.part === "container" && one.type === type);
  const texts = member ? readTexts(parsePath(member.path), input) : [];
  return findNamed(context, type, texts)?.chain ?? texts.slice(0, 1);
}

function open(context: Context, row: RowOf<"opens">, output: Structure): void {
  const { store, input, told, now, operation } = context;
  const said: Structure = Object.assign(makeStructure(), { input, output });
  const read = (path: string) =>
    readAnswerPath(path, said).find((text) => text !== undefined && text !== null);
  const [asked, name, id] = [
    read(row.when.at),
    read(row.name),
    row.id === undefined ? undefined : read(row.id),
  ];
  if (typeof asked !== "string" || row.when.is?.includes(asked) === false || typeof name !== "string") return;
  const kind = { service: operation.model.service, type: row.type };
  const place = placeOf(context, row.type);
  const outer = row.within === undefined ? [] : findChain(context, row.within);
  const says = Object.entries(row.says ?? {}).flatMap(([member, path]) => {
    const value = read(path);
    return value === undefined ? [] : [[member, value] as const];
  });
  const members: Structure = Object.assign(makeStructure(), row.sets, Object.fromEntries(says));
  const before = store.find(place, kind, [name], outer);
  if (before) store.put({ ...before, members: overlay(before.members, pick(members, row.again ?? [])) });
  if (before || row.as === undefined) return;
  store.put({
    ...{
      place,
      ...kind,
      chain: [...outer, name],
      within: row.within,
      members,
      tags: new Map(),
      createdAt: now,
    },
    names: typeof id === "string" ? { id, ...(id.startsWith("arn:") && { arn: id }) } : {},
    call: { operation: row.as, event: told?.event, input: members, output: members },
  });
}

function apply(context: Context, row: RowOf<"applies">): void {
  const plan = findThing(context, row.plan);
  const name = plan?.members[row.by] ?? plan?.call.output[row.by];
  const texts = [...(typeof name === "string" ? [name] : []), ...(plan?.chain.slice(0, 1) ?? [])];
  const thing = plan && findNamed(context, row.type, texts);
  if (!plan || !thing) return;
  const taken = row.takes.flatMap((member): [string, Value][] => {
    const value = plan.members[member];
    return value === undefined || value === null ? [] : [[member, value]];
  });
  const before = thing.members[row.state];
  const state = (typeof before === "string" ? row.becomes[before] : undefined) ?? row.becomes["*"];
  const members = overlay(
    thing.members,
    Object.fromEntries([...taken, [row.state, state ?? null]]) as Structure,
  );
  context.store.put({ ...thing, members, tags: plan.tags.size > 0 ? plan.tags : thing.tags });
}

/** Makes what comes with a plan, or does what a plan says. */
export function takeStep(context: Context, output: Structure): void {
  const { operation } = context;
  for (const row of ROWS.get(operation.model.service, operation.name) ?? NONE) {
    if (row.kind === "opens") open(context, row, output);
    else apply(context, row);
  }
}

compileLightly(takeStep);
