/** What is made in two steps: a plan, and the call that does what it says. The thing that it is for may come with the plan. */
import * as v from "valibot";
import { readAnswerPath } from "../../aws/model/answer-path.ts";
import { makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { type Context, placeOf } from "./context.ts";
import { findNamed, findThing } from "./names.ts";
import { overlay } from "./overlay.ts";
import rows from "./steps.json" with { type: "json" };

/** A row of steps.json. */
export const StepRow = v.variant("kind", [
  /** A plan of a kind, one of the texts `is` at a path of its call, is for a thing that comes with it, in a state of its own. */
  v.strictObject({
    kind: v.literal("opens"),
    service: Text,
    operation: Text,
    when: v.strictObject({ at: Text, is: v.array(Text) }),
    type: Text,
    /** Paths of the call's input and answer. */
    name: Text,
    id: Text,
    as: Text,
    sets: v.record(Text, Text),
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

type Row = v.InferOutput<typeof StepRow>;
type RowOf<Kind extends Row["kind"]> = Extract<Row, { kind: Kind }>;

const ROWS = rows as readonly Row[];

function open(context: Context, row: RowOf<"opens">): void {
  const { store, input, told, now, operation } = context;
  const said: Structure = Object.assign(makeStructure(), { input, output: told?.output ?? makeStructure() });
  const read = (path: string) => readAnswerPath(path, said).find((text) => typeof text === "string");
  const [asked, name, id] = [read(row.when.at), read(row.name), read(row.id)];
  if (asked === undefined || !row.when.is.includes(asked) || name === undefined) return;
  const kind = { service: operation.model.service, type: row.type };
  const place = placeOf(context, row.type);
  if (store.find(place, kind, [name])) return;
  const members: Structure = Object.assign(makeStructure(), row.sets);
  store.put({
    ...{ place, ...kind, chain: [name], within: undefined, members, tags: new Map(), createdAt: now },
    names: id === undefined ? {} : { id, ...(id.startsWith("arn:") && { arn: id }) },
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
export function takeStep(context: Context): void {
  const { operation } = context;
  for (const row of ROWS) {
    if (row.service !== operation.model.service || row.operation !== operation.name) continue;
    if (row.kind === "opens") open(context, row);
    else apply(context, row);
  }
}
