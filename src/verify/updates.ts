/**
 * Members of a change that are called as what they change, with Update behind or New before: `ConfigurationUpdates` of the
 * `Configuration` that the thing was made with, `NewBudget` of the `Budget`, at every depth; and those that are called as the structure
 * and what stands in it: the `incidentTemplateImpact` of a plan, which is made with an `incidentTemplate`.
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

/** The structure of the making, and the member in it, that a member's name puts together; undefined of any other member. */
function findInside(
  name: string,
  shape: Shape | undefined,
  made: Shape | undefined,
  naming: ReadonlySet<string>,
): readonly [holder: string, inner: string] | undefined {
  if (made?.members?.[name] || naming.has(name)) return undefined;
  for (const [holder, { type, members }] of Object.entries(made?.members ?? {})) {
    const rest = type === "structure" && name.startsWith(holder) ? name.slice(holder.length) : "";
    const inner = [rest, rest.charAt(0).toLowerCase() + rest.slice(1)].find((one) => members?.[one]);
    if (inner !== undefined && members?.[inner]?.type === shape?.type) return [holder, inner];
  }
  return undefined;
}

/** The paths by which an operation names things: such a member says of none how it is. */
function listNaming({ model, name }: Operation): ReadonlySet<string> {
  const { operations = {} } = findResources(model.service) ?? {};
  return new Set(operations[name]?.input.map(({ path }) => path));
}

function rename(
  value: Structure,
  shape: Shape | undefined,
  made: Shape | undefined,
  naming: ReadonlySet<string>,
): Structure {
  const renamed: Record<string, Value | undefined> = makeStructure();
  for (const [name, inner] of Object.entries(value)) {
    const at = shape?.members?.[name];
    const [holder, stands] = findInside(name, at, made, naming) ?? [];
    if (holder !== undefined && stands !== undefined) {
      const beside = renamed[holder];
      renamed[holder] = Object.assign(makeStructure(), isStructure(beside) ? beside : {}, {
        [stands]: inner,
      });
      continue;
    }
    const changed = findChanged(name, at, made) ?? name;
    renamed[changed] = isStructure(inner) ? rename(inner, at, made?.members?.[changed], naming) : inner;
  }
  return renamed as Structure;
}

const makings = new WeakMap<Operation, Shape | "none">();

/** What the making of the thing is given, where the change has members that are called so; undefined for any other operation. */
function findMaking(operation: Operation): Shape | undefined {
  const making = makings.getOrInsertComputed(operation, chooseMaking);
  return making === "none" ? undefined : making;
}

function chooseMaking(operation: Operation): Shape | "none" {
  const { input, model, name } = operation;
  const { operations = {} } = findResources(model.service) ?? {};
  const meaning = operations[name];
  if (meaning?.deed !== "update" || meaning.type === undefined) return "none";
  const made = Object.entries(operations).flatMap(([maker, { deed, type }]) =>
    deed === "create" && type === meaning.type ? (model.operations[maker]?.input ?? []) : [],
  );
  const naming = listNaming(operation);
  const making = made.find((one) =>
    Object.entries(input?.members ?? {}).some(
      ([member, shape]) => findChanged(member, shape, one) ?? findInside(member, shape, one, naming),
    ),
  );
  return making ?? "none";
}

/** What a change says, by the names that the making of the thing has for it. */
export function nameAsMade(
  operation: Operation,
  input: Structure,
): { readonly input: Structure; readonly ref: Shape | undefined } {
  const made = findMaking(operation);
  if (!made || !operation.input) return { input, ref: operation.input };
  const ref = withMembers(operation.input, { ...made.members, ...operation.input.members });
  return { input: rename(input, operation.input, made, listNaming(operation)), ref };
}
