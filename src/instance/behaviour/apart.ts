/** Tells things without names apart as the call does that takes one away: a rule by its number, a route by its destination. */
import { compileFill, fillMember, parseCallPath } from "../../aws/resources/fill-input.ts";
import { isScalar, type Value } from "../../aws/values.ts";
import type { Context } from "./context.ts";

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

/** The same of a call that removes things, or changes what others remove; undefined where it is about none so. */
export function tellRemoved(context: Context): string | undefined {
  const { readings, operation, input, resources, meaning } = context;
  const isRemoved = (maker: string, removal: string) =>
    meaning.deed === "update"
      ? resources.operations[maker]?.type === meaning.type
      : removal === operation.name;
  const undone = Object.entries(readings.undoing).flatMap(([maker, one]) =>
    isRemoved(maker, one.operation) ? [one] : [],
  );
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
