/**
 * The json protocols 1.0 and 1.1, and JSON text for rest-json.
 * See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html.
 */

import type { Operation, Shape } from "../model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import {
  chooseTimestampFormat,
  encodeBase64,
  formatNumber,
  formatTimestamp,
  toEpochSeconds,
} from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";

/** The JSON text of any value by its own type, as documents have no members. Numbers keep their digits. */
export function writeDocument(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (value instanceof Digits) return value.text;
  if (typeof value === "number") {
    return Number.isFinite(value) ? formatNumber(value) : JSON.stringify(formatNumber(value));
  }
  if (value instanceof Date) return String(toEpochSeconds(value));
  if (value instanceof Uint8Array) return JSON.stringify(encodeBase64(value));
  if (isStructure(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return writeObject(entries.map(([key, item]) => [key, writeDocument(item ?? null)]));
  }
  return `[${value.map(writeDocument).join(",")}]`;
}

function writeObject(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
}

function writeTimestamp(value: Date, shape: Shape): string {
  const format = chooseTimestampFormat(shape, { body: "unixTimestamp" });
  const text = formatTimestamp(value, format);
  return format === "unixTimestamp" ? text : JSON.stringify(text);
}

/**
 * The JSON text of a value of a shape. Members that are null are left out, null items of lists and maps stay null.
 * Throws Unsendable where the value does not fit the shape.
 */
export function writeJson(shape: Shape, value: Value): string {
  if (value === null || shape.document) return writeDocument(value);
  switch (shape.type) {
    case "structure":
      return writeObject(
        listEntries(value, shape, shape.name).flatMap(([key, item]) => {
          const member = shape.members?.[key];
          if (member === undefined || item === undefined || item === null) return [];
          return [[member.locationName ?? key, writeJson(member, item)] as const];
        }),
      );
    case "map": {
      if (shape.value === undefined)
        throw new Unsendable(`${shape.name} is a map without a shape for values`);
      const values = shape.value;
      const entries = listEntries(value, shape, shape.name).filter(([, item]) => item !== undefined);
      return writeObject(entries.map(([key, item]) => [key, writeJson(values, item ?? null)]));
    }
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.name} is a list without a shape for items`);
      const member = shape.member;
      return `[${listItems(value, shape.name)
        .map((item) => writeJson(member, item))
        .join(",")}]`;
    }
    case "blob":
      return typeof value === "string" ? JSON.stringify(encodeBase64(value)) : writeDocument(value);
    case "timestamp":
      return value instanceof Date ? writeTimestamp(value, shape) : writeDocument(value);
    default:
      return writeDocument(value);
  }
}

/** A json 1.0 or 1.1 request. Throws Unsendable for a service whose model names no target prefix. */
export function encodeJson(operation: Operation, input: Structure): WireRequest {
  const { targetPrefix, jsonVersion, awsQueryCompatible } = operation.model.metadata;
  if (targetPrefix === undefined || jsonVersion === undefined) {
    throw new Unsendable(`${operation.model.service} does not speak the json protocol`);
  }
  return {
    method: operation.http.method,
    path: "/",
    query: [],
    headers: {
      "x-amz-target": `${targetPrefix}.${operation.name}`,
      "content-type": `application/x-amz-json-${jsonVersion}`,
      ...(awsQueryCompatible && { "x-amzn-query-mode": "true" }),
    },
    body: operation.input ? writeJson(operation.input, input) : "{}",
  };
}
