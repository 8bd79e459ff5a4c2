/** Recorded requestParameters to an operation's input: corrections first, then the walker. */
import type { Operation } from "../aws/model/types.ts";
import { makeStructure } from "../aws/values.ts";
import { isObject } from "../base/values.ts";
import { applyCorrections } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import { type DecodeContext, type Decoded, decodeRecorded, isTooDeep } from "./decode.ts";

/** The fixed pairs in a requestUri's query (`/{Bucket}?policy`, `?list-type=2`). */
function readFixedQuery(operation: Operation): ReadonlyMap<string, string> {
  const [, query = ""] = operation.http.requestUri.split("?");
  return new Map(
    query
      .split("&")
      .map((pair) => pair.split("="))
      .map(([name = "", value = ""]) => [name, value]),
  );
}

/** S3 logs the fixed query as parameters: `"policy": ""`, in older logs `"policy": [""]`, `"list-type": "2"`. */
function dropFixedQuery(operation: Operation, raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const fixed = readFixedQuery(operation);
  const isFixed = (key: string, value: unknown) => {
    const [only, ...others] = Array.isArray(value) ? value : [value];
    return fixed.has(key) && others.length === 0 && (only === "" || only === fixed.get(key));
  };
  return Object.fromEntries(Object.entries(raw).filter(([key, value]) => !isFixed(key, value)));
}

/**
 * The input of `operation` that the recorded parameters mean, and what of them fits no member (`(all)` where they are
 * no object or nested too deep). Never throws for what JSON can hold.
 */
export function decodeParameters(
  operation: Operation,
  requestParameters: unknown,
  makeContext: (corrected: unknown) => DecodeContext = () => ({}),
): Decoded {
  if (isTooDeep(requestParameters)) return { input: makeStructure(), unmatched: ["(all)"] };
  const rows = findCorrections(operation.model.service, operation.name);
  const corrected = applyCorrections(dropFixedQuery(operation, requestParameters), rows);
  if (!operation.input) {
    const keys = isObject(corrected) ? Object.keys(corrected) : [];
    return { input: makeStructure(), unmatched: keys };
  }
  return decodeRecorded(
    operation.model.metadata.protocol,
    operation.input,
    corrected,
    makeContext(corrected),
  );
}
