/** Tells things without names apart as the call does that takes one away: a rule by its number, a route by its destination. */
import { compileFill, fillMember, parseCallPath } from "../../../aws/resources/fill-input.ts";
import type { Fill } from "../../../aws/resources/readings.ts";
import { isScalar, isStructure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { readContainers, readOwn } from "./names.ts";

function print(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(print).join(" ")}]`;
  if (!isStructure(value)) return String(value);
  const members = Object.entries(value).map(([name, inner]) => `${name}=${print(inner ?? null)}`);
  return `{${members.sort().join(" ")}}`;
}

function join(values: ReadonlyMap<string, Value>): string | undefined {
  const texts = [...values].map(([member, value]) => `${member}=${print(value)}`).sort();
  return texts.length > 0 ? texts.join(" ") : undefined;
}

/** Whether a member of a removal or a read tells a thing from the others: not what it stands in, nor how that is to be done. */
function tells({ operation, resources }: Context, removal: string, member: string, value: Value): boolean {
  const { input } = operation.model.operations[removal] ?? {};
  const naming = resources.operations[removal]?.input.filter(({ part }) => part === "container") ?? [];
  const isOption = typeof value === "boolean" && input?.required?.includes(member) !== true;
  const isText = Array.isArray(value) ? value.every(isScalar) : isScalar(value) || isStructure(value);
  return isText && !isOption && naming.every(({ path }) => path !== member);
}

/** What tells a thing apart: the name that an operation calls it by, else all that is given for that operation. */
function tellBy({ resources }: Context, operation: string, values: ReadonlyMap<string, Value>) {
  const own = resources.operations[operation]?.input.find(
    ({ part, path }) => part === "own" && values.has(path),
  );
  const name = own && values.get(own.path);
  return typeof name === "string" ? name : join(values);
}

/** What a call gives of what another operation asks for, whose input is filled from it. */
function listGiven(context: Context, { operation: name, fill }: { operation: string; fill: Fill }) {
  const { operation, input } = context;
  const values = new Map<string, Value>();
  const asking = operation.model.operations[name];
  if (!asking) return values;
  for (const one of compileFill(asking, fill, parseCallPath)) {
    const value = fillMember(asking, one, { input, output: {} })?.value;
    if (value !== undefined && value !== null && tells(context, name, one.member, value))
      values.set(one.member, value);
  }
  return values;
}

/** What a call that makes a thing gives for the one that removes it; undefined where that asks for nothing. */
export function tellMade(context: Context): string | undefined {
  const undoing = context.readings.undoing[context.operation.name];
  return undoing && tellBy(context, undoing.operation, listGiven(context, undoing));
}

/** The same for the read that tells one such thing, of what that read cannot do without. */
export function tellRead(context: Context): string | undefined {
  const { readings, operation } = context;
  const reading = readings.readings[operation.name]?.find(({ lists = false }) => !lists);
  if (!reading) return undefined;
  const demanded = operation.model.operations[reading.operation]?.input?.required ?? [];
  const given = [...listGiven(context, reading)].filter(([member]) => demanded.includes(member));
  return tellBy(context, reading.operation, new Map(given));
}

/** What a call that changes things gives of what tells one of them from the others, as the call that made it did. */
function tellChanged(context: Context, type: string): string | undefined {
  const { resources, readings, operation } = context;
  for (const maker of Object.keys(readings.undoing)) {
    const { deed, type: made } = resources.operations[maker] ?? {};
    const making = operation.model.operations[maker];
    const name =
      made === type && (deed === "create" || deed === "put") && making
        ? tellMade({ ...context, operation: making })
        : undefined;
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
