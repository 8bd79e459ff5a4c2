/** What the answers to later calls told of a thing by themselves: a revision, how many run, when it was changed. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";

/** Whether an answer tells a member with a value, at whatever depth. */
function tells(answer: Value | undefined, name: string, value: Value | undefined): boolean {
  if (Array.isArray(answer)) return (answer as readonly Value[]).some((item) => tells(item, name, value));
  if (!isStructure(answer)) return false;
  return (
    (answer[name] !== undefined && Bun.deepEquals(answer[name], value)) ||
    Object.values(answer).some((inner) => tells(inner, name, value))
  );
}

/**
 * The members that answers alone have told of a thing, with those that this one tells. `changes`: what the call asked for. What somebody has asked
 * for before stays asked for, whoever tells it again.
 */
export function listToldLater(
  { members, call, toldLater = [] }: Thing,
  changes: Structure,
  told: Structure,
): Thing["toldLater"] {
  const isAlone = (name: string) =>
    call.input[name] === undefined &&
    (members[name] === undefined || toldLater.includes(name) || tells(call.output, name, members[name]));
  const names = new Set([...toldLater, ...Object.keys(told).filter(isAlone)]);
  const left = names.difference(new Set(Object.keys(changes)));
  return left.size === 0 ? undefined : [...left];
}
