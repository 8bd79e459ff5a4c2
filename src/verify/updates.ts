/**
 * Members of a change that are called as what they change, with Update behind or New before: `ConfigurationUpdates` of the
 * `Configuration` that the thing was made with, `NewBudget` of the `Budget`, at every depth.
 */
import { withMembers } from "../aws/model/shape.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { findResources } from "../aws/resources/table.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";

const UPDATE = /^(.+)Updates?$|^New(.+)$/;

/** The name of what a member changes, where the making has a structure that is called so; undefined of any other member. */
function findChanged(name: string, shape: Shape | undefined, made: Shape | undefined): string | undefined {
  const [, updated, renewed] = UPDATE.exec(name) ?? [];
  const stem = updated ?? renewed;
  const isOf =
    stem !== undefined && shape?.type === "structure" && made?.members?.[stem]?.type === "structure";
  return isOf ? stem : undefined;
}

function rename(value: Structure, shape: Shape | undefined, made: Shape | undefined): Structure {
  const renamed: Record<string, Value | undefined> = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const at = shape?.members?.[name];
    const changed = findChanged(name, at, made) ?? name;
    renamed[changed] = isStructure(inner) ? rename(inner, at, made?.members?.[changed]) : inner;
  }
  return renamed as Structure;
}

const makings = new WeakMap<Operation, Shape | undefined>();

/** What the making of the thing is given, where the change has members that are called so; undefined for any other operation. */
function findMaking(operation: Operation): Shape | undefined {
  return makings.getOrInsertComputed(operation, () => {
    const { input, model, name } = operation;
    const { operations = {} } = findResources(model.service) ?? {};
    const meaning = operations[name];
    if (meaning?.deed !== "update" || meaning.type === undefined) return undefined;
    const made = Object.entries(operations).flatMap(([maker, { deed, type }]) =>
      deed === "create" && type === meaning.type ? (model.operations[maker]?.input ?? []) : [],
    );
    return made.find((one) =>
      Object.entries(input?.members ?? {}).some(([member, shape]) => findChanged(member, shape, one)),
    );
  });
}

/** What a change says, by the names that the making of the thing has for it. */
export function nameAsMade(
  operation: Operation,
  input: Structure,
): { readonly input: Structure; readonly ref: Shape | undefined } {
  const made = findMaking(operation);
  if (!made || !operation.input) return { input, ref: operation.input };
  const ref = withMembers(operation.input, { ...made.members, ...operation.input.members });
  return { input: rename(input, operation.input, made), ref };
}
