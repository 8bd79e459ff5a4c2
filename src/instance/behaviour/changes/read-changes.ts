/** What a call and its answer say that changes of a thing, in the words in which that stands. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Statement } from "../../../verify/expectations.ts";
import { nestLikeMaking } from "../../../verify/nested.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { readToldThing } from "../makes/adopt.ts";
import { readSaid } from "../names/said.ts";
import { isToldInside, nestAsTold } from "./told-inside.ts";

/** What the input says of the thing, without what only names it: what it goes by, and not a name that it has besides. */
export function readChanges(context: Context, { chain, names, call, members }: Thing): Statement {
  const said = readSaid(context);
  const input: Record<string, Value | undefined> = Object.assign(makeStructure(), said.input);
  const own = context.meaning.input.filter(({ part, renames }) => part === "own" && !renames);
  const texts = new Set([...chain, ...Object.values(names)]);
  const goesBy = own.filter(({ path }) => texts.has(readTexts(parsePath(path), context.input)[0] ?? ""));
  for (const { path, part, kind } of context.meaning.input) {
    const isBesides =
      part === "own" && kind === "name" && goesBy.length > 0 && goesBy.every((one) => one.path !== path);
    if (part !== "reference" && !isBesides) delete input[path];
  }
  const flat = spread(context, call.operation, input as Structure);
  const maker = context.operation.model.operations[call.operation];
  if (!maker) return { ...said, input: nestAsTold(context, flat) };
  const hasPlace = (holder: string, name: string) =>
    members[name] === undefined && (isStructure(members[holder]) || isToldInside(context, holder, name));
  const nested = nestLikeMaking(maker, context.operation, flat, hasPlace);
  return { ...said, input: nestAsTold(context, nested) };
}

/** What a call gives in a structure of its own that the making of the thing was given beside each other: `JobUpdate`. */
function spread({ operation, resources }: Context, maker: string, input: Structure): Structure {
  const { members = {} } = operation.model.operations[maker]?.input ?? {};
  const own = (resources.operations[maker]?.input ?? []).filter(({ part }) => part === "own");
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), input);
  for (const [name, value] of Object.entries(input)) {
    if (!isStructure(value) || members[name] !== undefined) continue;
    const names = Object.keys(value);
    const shared = names.filter((one) => members[one] !== undefined);
    // What only has a name is another thing that is named: the list of tasks that a worker asks for.
    const isOther = shared.every((one) => own.some(({ path }) => path === one));
    if (isOther || shared.length * 2 < names.length) continue;
    delete result[name];
    Object.assign(result, value);
  }
  return result as Structure;
}

/** What production's answer says of the thing, without how it is called: that was told when it was made. */
export function readToldChanges(context: Context, type: string, { names }: Thing): Structure {
  const told: Record<string, Value | undefined> = readToldThing(context, type).members;
  for (const { path, type: of, kind } of context.meaning.output) {
    const member = path.slice(path.lastIndexOf(".") + 1);
    // Who named it by its ARN may be answered with that for its name.
    const isArn = names.arn !== undefined && told[member] === names.arn;
    if (of === type && (kind !== "name" || isArn)) delete told[member];
  }
  return told as Structure;
}
