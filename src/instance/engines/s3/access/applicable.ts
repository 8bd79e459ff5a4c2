/**
 * Of what the actions of a policy are: buckets, or objects. An operation of which no row says it is of what its address names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
import type { Operation, ServiceModel } from "../../../../aws/model/types.ts";
import { fits } from "../../../../base/pattern.ts";
import { type ActionRow, findActionRow } from "./actions.ts";

type Kind = ActionRow["of"];

/** Where the addresses of operations on objects have the key. */
export const OBJECT_LABEL = "{Key+}";
const PREFIX = "s3:";
const WILD = /[*?]/;

function readKind({ name, http }: Operation): Kind {
  return findActionRow(name)?.of ?? (http.requestUri.includes(OBJECT_LABEL) ? "object" : "bucket");
}

const known = new WeakMap<ServiceModel, ReadonlyMap<string, Kind>>();

/** What all actions are of, by their names in small letters. */
function listKinds(model: ServiceModel): ReadonlyMap<string, Kind> {
  const found = known.get(model);
  if (found) return found;
  const kinds = new Map<string, Kind>();
  for (const operation of Object.values(model.operations)) {
    const { action = operation.name, versioned } = findActionRow(operation.name) ?? {};
    for (const name of [action, versioned])
      if (name !== undefined) kinds.set(name.toLowerCase(), readKind(operation));
  }
  known.set(model, kinds);
  return kinds;
}

/** Whether a resource may be one of a kind. A star stands for slashes, too. */
function isOf(resource: string, kind: Kind): boolean {
  return WILD.test(resource.split("/")[0] ?? "") || resource.includes("/") === (kind === "object");
}

/** Whether an action is of none of some resources. One that is not known may be of any. */
export function isOfNone(model: ServiceModel, action: string, resources: readonly string[]): boolean {
  const pattern = action.toLowerCase().slice(action.includes(":") ? PREFIX.length : 0);
  const meant = [...listKinds(model)].filter(([name]) => fits(pattern, name));
  return meant.length > 0 && !meant.some(([, kind]) => resources.some((one) => isOf(one, kind)));
}
