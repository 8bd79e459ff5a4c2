/** Recorded requestParameters to an operation's input: corrections first, then the walker. */

import type { Operation } from "../aws/model/types.ts";
import { makeStructure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject } from "../base/values.ts";
import { applyCorrections } from "./correct.ts";
import { findCorrections } from "./corrections.ts";
import { type DecodeContext, type Decoded, decodeRecorded } from "./decode.ts";

const fixedQueries = new WeakMap<Operation, ReadonlyMap<string, string>>();

/** The fixed pairs in a requestUri's query (`/{Bucket}?policy`, `?list-type=2`). */
function readFixedQuery({ http }: Operation): ReadonlyMap<string, string> {
  const [, query = ""] = http.requestUri.split("?");
  return new Map(
    query
      .split("&")
      .map((pair) => pair.split("="))
      .flatMap(([name = "", value = ""]) => (name === "" ? [] : [[name, value] as const])),
  );
}

/** S3 logs the fixed query as parameters: `"policy": ""`, in older logs `"policy": [""]`, `"list-type": "2"`. */
function dropFixedQuery(operation: Operation, raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  const fixed = fixedQueries.getOrInsertComputed(operation, readFixedQuery);
  if (fixed.size === 0) return raw;
  const isFixed = (key: string) => {
    const value = fixed.get(key);
    if (value === undefined) return false;
    const [only, ...others] = [raw[key]].flat();
    return others.length === 0 && (only === "" || only === value);
  };
  return Object.keys(raw).some(isFixed)
    ? Object.fromEntries(Object.entries(raw).filter(([key]) => !isFixed(key)))
    : raw;
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

compileLightly(decodeParameters, dropFixedQuery);
