/** The call that takes back what another one did. */
import { compileFill, fillMember, parseCallPath } from "../../../../aws/resources/fill-input.ts";
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { ClientCall } from "./call-as-client.ts";
import type { ResourceKind } from "./kind.ts";

/** The call by the table of what undoes what; undefined where that does not tell it, or the call lacks what it asks for. */
export function findUndoing(
  { model, readings }: Pick<ResourceKind, "model" | "readings">,
  operation: string,
  call: { readonly input: Structure; readonly output: Structure },
): ClientCall | undefined {
  const undoing = readings.undoing[operation];
  const undone = undoing && model.operations[undoing.operation];
  if (!undoing || !undone) return undefined;
  const input: Record<string, Value> = makeStructure();
  for (const member of compileFill(undone, undoing.fill, parseCallPath)) {
    const filled = fillMember(undone, member, call);
    if (filled) input[member.member] = filled.value;
  }
  const lacks = (undone.input?.required ?? []).some((name) => input[name] === undefined);
  return lacks ? undefined : { service: model.service, operation: undone.name, input };
}
