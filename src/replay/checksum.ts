/** The checksum of a body where the model requires one, and where production got one: S3 refuses some requests without. */

import type { Operation } from "../aws/model/types.ts";
import type { ReadyRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";

/** Those that were recorded are of the body that production got. */
const CHECKSUM = /^(content-md5|x-amz-checksum-|x-amz-sdk-checksum-)/;

/** The headers of a request with the checksum of its body. */
export function addChecksum(
  { httpChecksum, httpChecksumRequired }: Operation,
  { headers, body, method }: Pick<ReadyRequest, "headers" | "body" | "method">,
): Readonly<Record<string, string>> {
  const isRequired = httpChecksumRequired || httpChecksum?.requestChecksumRequired === true;
  if (!isRequired && httpChecksum === undefined) return headers;
  const others = Object.entries(headers).filter(([name]) => !CHECKSUM.test(name));
  const wasSent = others.length < Object.keys(headers).length;
  // What is put can be empty: an object of no bytes.
  if (!(isRequired || wasSent) || (body === undefined && method !== "PUT")) return headers;
  const checksum = Bun.CryptoHasher.hash("md5", body ?? "", "base64");
  return { ...Object.fromEntries(others), "content-md5": checksum };
}

compileLightly(addChecksum);
