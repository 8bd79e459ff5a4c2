/** Tells which requests S3 answers before anybody asks which operation is meant, so that nothing is loaded for all others. */

import type { WireRequest } from "../../../aws/wire.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { isSignedInOldWay } from "./old-signature.ts";

/** What a put says of how it is encrypted, and no read takes. */
export const ENCRYPTION = "x-amz-server-side-encryption";

/** What a query says of the part that a put is. */
export const UPLOAD = "uploadId";
export const PART = "partNumber";

/** Whether a pair of a query is a name alone. */
export function isBare(value: string | undefined): boolean {
  return value === undefined || value === "";
}

/** Whether a query may name what the rest of its request has not. */
export function mayBeStray({ method, query }: Pick<WireRequest, "method" | "query">): boolean {
  for (const [name, value] of query)
    if (isBare(value) || (method === "PUT" && (name === UPLOAD || name === PART))) return true;
  return false;
}

/** Whether a request may be one that front.ts answers. Costs next to nothing. */
export function isAtFront({ method, headers, query }: WireRequest): boolean {
  return (
    method === "OPTIONS" ||
    isSignedInOldWay(headers) ||
    mayBeStray({ method, query }) ||
    headers[ENCRYPTION] !== undefined ||
    headers["host"]?.includes("s3-website") === true ||
    (method === "POST" && headers["content-type"]?.startsWith("multipart/form-data") === true) ||
    (query.length > 0 &&
      query.some(([name]) => name.startsWith("X-Amz-") || name === "Signature" || name === "AWSAccessKeyId"))
  );
}

compileLightly(isAtFront);
