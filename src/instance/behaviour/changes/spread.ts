/** Calls that make, change or end a thing for each combination of what several lists name: a stack for each account and region. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { findOuter, readContainers, readOuterType } from "../names/names.ts";
import { overlay } from "../overlay.ts";
import { refuseAbsent } from "../refusals/refusals.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./spread.json" with { type: "json" };

/**
 * A row of spread.json. `over`: by the members that each thing has, the paths of the lists whose texts these are. `keeps`: other
 * members of the call that are said of each. `record`: what the call itself is told as, under the id that it is answered with.
 */
export const SpreadRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  over: v.record(Text, v.array(Text)),
  keeps: v.array(Text),
  record: v.optional(v.strictObject({ type: Text, id: Text, members: v.record(Text, Text) })),
  reason: Text,
});

type Row = v.InferOutput<typeof SpreadRow>;

const ROWS = rows as readonly Row[];
const findRows = findByOperation(ROWS);

/** Whether calls of a service are told as things of a type. */
export function isRecord(service: string, type: string): boolean {
  return ROWS.some((row) => row.service === service && row.record?.type === type);
}

/** Each combination of the texts that the lists have. */
function combine({ over }: Row, input: Structure): Structure[] {
  return Object.entries(over).reduce<Structure[]>(
    (all, [member, paths]) => {
      const texts = [...new Set(paths.flatMap((path) => readTexts(parsePath(path), input)))];
      return all.flatMap((one) =>
        texts.map((text) => Object.assign(makeStructure(), one, { [member]: text })),
      );
    },
    [makeStructure()],
  );
}

function pick(input: Structure, names: readonly string[]): Structure {
  const given = names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]] as const]));
  return Object.assign(makeStructure(), Object.fromEntries(given)) as Structure;
}

function makeThing(context: Context, type: string, own: string, members: Structure): Thing {
  const { operation, input, told, now } = context;
  return {
    place: placeOf(context, type),
    service: operation.model.service,
    type,
    chain: [...readContainers(context), own],
    within: readOuterType(context),
    names: {},
    members,
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, event: told?.event, input, output: told?.output ?? makeStructure() },
  };
}

/** Does one of the combinations. */
function doOne(context: Context, type: string, one: Structure, said: Structure): void {
  const { store, meaning } = context;
  const made = makeThing(context, type, Object.values(one).join(" "), overlay(one, said));
  const before = store.find(made.place, made, made.chain.slice(-1), made.chain.slice(0, -1));
  if (meaning.deed === "delete") {
    if (before) store.remove(before);
  } else store.put(before ? { ...before, members: overlay(before.members, said) } : made);
}

/** What became of a call that is about combinations; undefined of any other. */
export function doSpread(context: Context, type: string): Done | undefined {
  const [row] = findRows(context.operation);
  if (!row) return undefined;
  const { input, told, store, mint } = context;
  const outer = findOuter(context);
  if (!outer && !told)
    return {
      error: refuseAbsent(context, readOuterType(context) ?? type, readContainers(context).at(-1) ?? ""),
    };
  const said = pick(input, row.keeps);
  for (const one of combine(row, input)) doOne(context, type, one, said);
  const { record } = row;
  if (!record) return { output: told?.output ?? makeStructure() };
  const answered = told?.output[record.id] ?? input[record.id];
  const id: Value = typeof answered === "string" ? answered : mint(32);
  const action = record.members[context.operation.name];
  const members = Object.assign(makeStructure(), {
    [record.id]: id,
    ...(action !== undefined && { Action: action }),
  });
  // Lists of what operations make do not have it.
  const thing = makeThing(context, record.type, id, members);
  store.put({ ...thing, call: { ...thing.call, operation: "" } });
  return { output: told?.output ?? Object.assign(makeStructure(), { [record.id]: id }) };
}

compileLightly(doOne, doSpread);
