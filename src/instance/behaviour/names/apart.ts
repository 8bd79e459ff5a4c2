/** Tells things without names apart as the call does that takes one away: a rule by its number, a route by its destination. */
import { compileFill, fillMember, parseCallPath } from "../../../aws/resources/fill-input.ts";
import { isScalar, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { readContainers, readOwn } from "./names.ts";

function join(values: ReadonlyMap<string, Value>): string | undefined {
  const texts = [...values].map(([member, value]) => `${member}=${value}`).sort();
  return texts.length > 0 ? texts.join(" ") : undefined;
}

/** Whether a removal's member tells a thing from the others: not what it stands in, nor how it is to be removed. */
function tells({ operation, resources }: Context, removal: string, member: string, value: Value): boolean {
  const { input } = operation.model.operations[removal] ?? {};
  const naming = resources.operations[removal]?.input.filter(({ part }) => part === "container") ?? [];
  const isOption = typeof value === "boolean" && input?.required?.includes(member) !== true;
  const isText = isScalar(value) || (Array.isArray(value) && value.every((item) => isScalar(item)));
  return isText && !isOption && naming.every(({ path }) => path !== member);
}

/** What a call that makes a thing gives for the one that removes it; undefined where that asks for nothing. */
export function tellMade(context: Context): string | undefined {
  const { readings, operation, input } = context;
  const undoing = readings.undoing[operation.name];
  const removal = undoing && operation.model.operations[undoing.operation];
  if (!removal) return undefined;
  const values = new Map<string, Value>();
  for (const fill of compileFill(removal, undoing.fill, parseCallPath)) {
    const value = fillMember(removal, fill, { input, output: {} })?.value;
    if (value !== undefined && value !== null && tells(context, removal.name, fill.member, value))
      values.set(fill.member, value);
  }
  return join(values);
}

/** What a call that changes things gives of what tells one of them from the others, as the call that made it did. */
function tellChanged(context: Context, type: string): string | undefined {
  const { resources, readings, operation } = context;
  for (const maker of Object.keys(readings.undoing)) {
    const { deed, type: made } = resources.operations[maker] ?? {};
    const making = operation.model.operations[maker];
    const name =
      made === type && deed === "create" && making ? tellMade({ ...context, operation: making }) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The thing without a name of its own that a removal or a change tells from the others. */
export function findUnnamed(context: Context, type: string): Thing | undefined {
  if (readOwn(context).length > 0) return undefined;
  const name = context.meaning.deed === "update" ? tellChanged(context, type) : tellRemoved(context);
  if (name === undefined) return undefined;
  const kind = { service: context.operation.model.service, type };
  return context.store.find(placeOf(context, type), kind, [name], readContainers(context));
}

/** The same of a call that removes things; undefined where it removes none so. */
function tellRemoved(context: Context): string | undefined {
  const { readings, operation, input } = context;
  const undone = Object.values(readings.undoing).filter((one) => one.operation === operation.name);
  const members = new Set(undone.flatMap(({ fill }) => Object.keys(fill)));
  const values = new Map<string, Value>();
  for (const [member, value] of Object.entries(input))
    if (
      members.has(member) &&
      value !== undefined &&
      value !== null &&
      tells(context, operation.name, member, value)
    )
      values.set(member, value);
  return join(values);
}
