/** Recorded requestParameters to an operation's input: corrections first, then the walker. */
import type { Operation, ServiceModel } from "../aws/models/types.ts";
import { makeStructure } from "../aws/values.ts";
import { applyCorrections } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import { type DecodeContext, type Decoded, decodeRecorded } from "./decode.ts";

/** The bare names in a requestUri's query (`/{Bucket}?policy`): S3 logs them as parameters with an empty text. */
function listSubresources(operation: Operation): Set<string> {
  const [, query = ""] = operation.http.requestUri.split("?");
  return new Set(query.split("&").map((pair) => pair.split("=")[0] ?? ""));
}

function dropSubresources(operation: Operation, raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const names = listSubresources(operation);
  return Object.fromEntries(Object.entries(raw).filter(([key, value]) => !(value === "" && names.has(key))));
}

/** The input of `operation` that the recorded parameters mean, and what of them fits no member. */
export function decodeParameters(
  model: ServiceModel,
  operation: Operation,
  requestParameters: unknown,
  makeContext: (corrected: unknown) => DecodeContext = () => ({}),
): Decoded {
  const rows = findCorrections(model.service, operation.name);
  const corrected = applyCorrections(dropSubresources(operation, requestParameters), rows);
  if (!operation.input) {
    const keys = typeof corrected === "object" && corrected !== null ? Object.keys(corrected) : [];
    return { input: makeStructure(), unmatched: keys };
  }
  return decodeRecorded(model, operation.input, corrected, makeContext(corrected));
}
