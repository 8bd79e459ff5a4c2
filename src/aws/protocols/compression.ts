/**
 * Requests that are compressed for their way, as SDKs do with long ones of some operations:
 * https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
 */

import { gunzipSync } from "node:zlib";
import { compileLightly } from "../../base/compiling.ts";
import { MAX_INFLATED } from "../formats/limits.ts";
import type { Operation } from "../model/types.ts";
import type { WireRequest } from "../wire.ts";
import { bytesOf } from "./body.ts";
import { failsOnEncodings } from "./oddities.ts";
import { Unreadable } from "./protocol.ts";
import { findPayload, isRaw } from "./rest.ts";

/** A body that is not in the encoding that its request says. */
export class BadEncoding extends Unreadable {}

/** The request with the body that was compressed. Throws BadEncoding for what is not, and for far more than it says. */
export function inflateRequest(request: WireRequest): WireRequest {
  if (request.headers["content-encoding"]?.trim().toLowerCase() !== "gzip") return request;
  const { "content-encoding": _, ...headers } = request.headers;
  try {
    return { ...request, headers, body: gunzipSync(bytesOf(request), { maxOutputLength: MAX_INFLATED }) };
  } catch {
    throw new BadEncoding("not compressed with gzip");
  }
}

const KNOWN: ReadonlySet<string> = new Set(["", "identity", "gzip"]);

/** The same for a request of an operation: where the body is the user's own data, it is kept as it came. */
export function inflateInput({ input, model }: Operation, request: WireRequest): WireRequest {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && failsOnEncodings(model) && !KNOWN.has(encoding.trim().toLowerCase()))
    throw new BadEncoding("in an encoding that is not known");
  const payload = input && findPayload(input);
  return payload && isRaw(payload.shape) ? request : inflateRequest(request);
}

compileLightly(inflateInput);
