/** What comes along with a resource, which its attributes tell: a network's own group. */
import { listRows } from "../../../../aws/cloudformation/rows.ts";
import type { Thing } from "../../../thing.ts";
import type { ResourceKind } from "./kind.ts";
import type { ResourceContext } from "./resource-world.ts";

/** The id of what came along with a thing, as the rows of the export say; undefined where the attribute tells no such id. */
export function findBrought(
  { store }: Pick<ResourceContext, "store">,
  { cfn }: ResourceKind,
  thing: Thing | undefined,
  attribute: string,
): string | undefined {
  const row = listRows("brought").find((one) => one.cfn === cfn.name && one.attribute === attribute);
  const id = thing?.names.id;
  if (!row || !thing || id === undefined) return undefined;
  const [service = "", type = ""] = row.type.split(":");
  const found = store
    .list(thing.place, { service, type })
    .find(({ brought, members }) => brought !== undefined && members[row.by] === id);
  return found?.names.id;
}
