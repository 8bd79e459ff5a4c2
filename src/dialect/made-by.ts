/** Tells by the ARNs that a record names which of several APIs makes such things: who tags an API's thing asks that API. */
import { compileTemplate, splitArn } from "../aws/resources/arns.ts";
import { getResources } from "../aws/resources/table.ts";
import type { ServiceResources } from "../aws/resources/types.ts";
import { isStructure } from "../aws/values.ts";

const forms = new WeakMap<ServiceResources, readonly RegExp[]>();

/** What ARNs look like of the types that some operation of a service makes. */
function listForms({ operations, types }: ServiceResources): readonly RegExp[] {
  const made = new Set(
    Object.values(operations).flatMap(({ deed, type }) =>
      type !== undefined && (deed === "create" || deed === "put") ? [type] : [],
    ),
  );
  return [...made].flatMap((type) =>
    (types[type]?.arns ?? []).flatMap((arn) => {
      const resource = splitArn(arn)?.resource;
      return resource === undefined ? [] : [compileTemplate(resource)];
    }),
  );
}

/** What an ARN's resource begins with, up to each of its names: the API before its stage. */
function listRoots(resource: string): readonly string[] {
  return [...resource.matchAll(/[/:]|$/g)].map(({ index }) => resource.slice(0, index));
}

/**
 * How much of the first ARN at the top of recorded parameters names a thing that a service makes (its resources have been loaded), the
 * outermost such thing: what stands in it may be made by others too. Infinite where it makes none of it.
 */
export function measureRoot(service: string, requestParameters: unknown): number {
  if (!isStructure(requestParameters)) return Number.POSITIVE_INFINITY;
  const [resource] = Object.values(requestParameters).flatMap((value) =>
    typeof value === "string" ? (splitArn(value)?.resource ?? []) : [],
  );
  if (resource === undefined) return Number.POSITIVE_INFINITY;
  const known = forms.getOrInsertComputed(getResources(service), listForms);
  const root = listRoots(resource).find((one) => known.some((form) => form.test(one)));
  return root?.length ?? Number.POSITIVE_INFINITY;
}
