/** What a call says anew as a whole, so that nothing is left of what was said before and is not said again. */
import * as v from "valibot";
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import type { ServiceResources } from "../../../aws/resources/types.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { Text } from "../../../base/row-types.ts";
import type { Statement } from "../../../verify/expectations.ts";
import { listGivenWhole } from "../../../verify/given-whole.ts";
import type { Context } from "../context.ts";
import rows from "./merging.json" with { type: "json" };

/** A row of merging.json: operations, as a pattern, that put things and leave as it is what they are not given. */
export const MergingRow = v.strictObject({ service: Text, operations: Text, reason: Text });

function merges({ model, name }: Operation): boolean {
  return rows.some((row) => row.service === model.service && matchesPattern(row.operations, name));
}

const whole = new WeakMap<Operation, readonly string[]>();

/** The structures that an update demands as the making does: the definition of the thing. */
function listWhole(operation: Operation, resources: ServiceResources, type: string): readonly string[] {
  return whole.getOrInsertComputed(operation, () => {
    const makers = Object.entries(resources.operations).flatMap(([name, { deed, type: of }]) =>
      deed === "create" && of === type ? (operation.model.operations[name]?.input ?? []) : [],
    );
    const { input } = operation;
    return listMembers(input).flatMap(([name, shape]) => {
      const isWhole =
        shape.type === "structure" &&
        input?.required?.includes(name) === true &&
        makers.some((one) => one.required?.includes(name) && one.members?.[name]?.name === shape.name);
      return isWhole ? [name] : [];
    });
  });
}

/** The members of a thing without those that the call says anew: all that it could say, where it puts the thing. */
export function dropReplaced(context: Context, type: string, members: Structure, said: Statement): Structure {
  const { operation, resources, meaning } = context;
  const isPut = meaning.deed === "put" && !merges(operation);
  const names = isPut
    ? [...listMembers(operation.input).map(([name]) => name), ...Object.keys(said.input)]
    : meaning.deed === "update"
      ? [...listWhole(operation, resources, type), ...listGivenWhole(operation, context.input)]
      : [];
  if (names.length === 0) return members;
  const left: Record<string, Value | undefined> = Object.assign(makeStructure(), members);
  for (const name of names) if (said.additive?.has(name) !== true) delete left[name];
  return left as Structure;
}
