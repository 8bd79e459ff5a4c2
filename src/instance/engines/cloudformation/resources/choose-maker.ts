/** Which of a service's operations makes a resource. */
import { fold, readProperties } from "../../../../aws/cloudformation/kinds.ts";
import type { Operation } from "../../../../aws/model/types.ts";
import type { OperationMeaning } from "../../../../aws/resources/types.ts";
import type { JsonObject } from "../../../../base/values.ts";
import { buildInput, findProperty, hasPlace } from "./build-input.ts";
import type { ResourceKind } from "./kind.ts";
import { listMakingRows } from "./rows.ts";

/** The operations that may make things of a kind, the likeliest first. */
function listCandidates({ operations, isAttachment, type, model, resources, cfn }: ResourceKind): string[] {
  if (operations) return [...operations];
  const all = Object.entries(resources.operations).filter(([name]) => model.operations[name]?.input);
  const makes = ({ deed }: OperationMeaning) =>
    isAttachment ? deed === "attach" : deed === "create" || deed === "put";
  const own = all.filter(([, meaning]) => meaning.type === type && makes(meaning));
  if (own.length > 0) return own.map(([name]) => name);
  const brought = all.filter(([, meaning]) => meaning.type === type && meaning.deed === "attach");
  if (brought.length > 0) return brought.map(([name]) => name);
  const noun = fold(cfn.name.split("::").at(-1) ?? "");
  return all.filter(([name, meaning]) => makes(meaning) && fold(name).endsWith(noun)).map(([name]) => name);
}

/** Whether CloudFormation makes up what a member demands: a name, a token. */
export function isMadeUp(
  { resources, cfn, type }: ResourceKind,
  operation: Operation,
  member: string,
): boolean {
  const shape = operation.input?.members?.[member];
  if (shape?.idempotencyToken) return true;
  if (listMakingRows(cfn.name, "give").some((row) => row.member === member)) return true;
  const own = resources.operations[operation.name]?.input.find(({ path }) => path === member);
  return shape?.type === "string" && own?.part === "own" && (own.type === undefined || own.type === type);
}

/** The operation that takes most of the properties and lacks least; undefined where none may be it. */
export function chooseMaker(kind: ResourceKind, properties: JsonObject): Operation | undefined {
  const known = readProperties(kind.cfn.properties).list;
  const scored = listCandidates(kind).flatMap((name) => {
    const operation = kind.model.operations[name];
    if (!operation) return [];
    const { input, placed } = buildInput(kind, operation, properties);
    const lacking = (operation.input?.required ?? []).filter(
      (member) => input[member] === undefined && !isMadeUp(kind, operation, member),
    );
    const possible = known.filter((one) => hasPlace(operation.input, findProperty(kind, one.name), {}, kind));
    const others = Object.keys(operation.input?.members ?? {}).length - possible.length;
    return [{ operation, score: [-lacking.length, placed.size, possible.length, -others] }];
  });
  scored.sort((one, other) => {
    for (const [at, value] of one.score.entries()) {
      const difference = (other.score[at] ?? 0) - value;
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return scored[0]?.operation;
}
