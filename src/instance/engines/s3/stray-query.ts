/**
 * Queries that name what the rest of a request has not: half of a part, or what only buckets have, of a key. No operation is named so,
 * and to take it for one that looks at no query would do what nobody asked for.
 */
import { listFixedPairs } from "../../../aws/bindings/target.ts";
import type { ServiceModel } from "../../../aws/model/types.ts";
import type { WireRequest } from "../../../aws/wire.ts";
import { OBJECT_LABEL } from "./access/applicable.ts";
import { isBare, PART, UPLOAD } from "./at-front.ts";
import { invalidArgument, invalidRequest, refuse, type S3Refusal } from "./errors.ts";

/** The names that queries have without a value, by what they are of: `versions` of a bucket, `GET versions`, too. */
interface BareNames {
  readonly ofKeys: ReadonlySet<string>;
  readonly ofBuckets: ReadonlySet<string>;
}

const known = new WeakMap<ServiceModel, BareNames>();

function listBareNames(model: ServiceModel): BareNames {
  const found = known.get(model);
  if (found) return found;
  const [ofKeys, ofBuckets] = [new Set<string>(), new Set<string>()];
  for (const operation of Object.values(model.operations)) {
    const { method, requestUri } = operation.http;
    const names = requestUri.includes(OBJECT_LABEL) ? ofKeys : ofBuckets;
    for (const [name, value] of listFixedPairs(operation))
      if (isBare(value)) names.add(name).add(`${method} ${name}`);
  }
  known.set(model, { ofKeys, ofBuckets });
  return { ofKeys, ofBuckets };
}

/** Why a request is refused for its query; undefined where it is not. */
export function refuseStray(
  { method, query }: WireRequest,
  key: string,
  model: ServiceModel,
): S3Refusal | undefined {
  if (key === "") return undefined;
  const names = new Set(query.map(([name]) => name));
  if (method === "PUT" && names.has(PART) !== names.has(UPLOAD))
    return names.has(UPLOAD)
      ? refuse("MethodNotAllowed", "The specified method is not allowed against this resource.", 405, {
          Method: method,
          ResourceType: "UPLOAD",
        })
      : invalidArgument("This operation does not accept partNumber without uploadId", PART, PART);
  const { ofKeys, ofBuckets } = listBareNames(model);
  const stray = query.find(
    ([name, value]) =>
      isBare(value) && ofBuckets.has(`${method} ${name}`) && !ofKeys.has(`${method} ${name}`),
  )?.[0];
  if (stray === undefined) return undefined;
  return invalidRequest(
    ofKeys.has(stray)
      ? `Key is not expected for the ${method} method ?${stray} subresource`
      : `There is no such thing as the ?${stray} sub-resource for a key`,
  );
}
