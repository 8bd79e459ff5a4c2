/**
 * The types of DynamoDB key attributes. Data events hold a key's values without their types (S, N, B); the tables'
 * own definitions, where the log has them, say which.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
 */

import { Digits, isStructure } from "../aws/values.ts";
import type { RawObject } from "../base/values.ts";
import type { TrailEvent } from "../trail/record.ts";
import type { DecodeContext } from "./decode.ts";

/** Attribute name to S, N or B, by table. */
export type KeyTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

function readMember(raw: unknown, name: string): unknown {
  if (!isStructure(raw)) return Array.isArray(raw) ? raw[Number(name.slice(1, -1))] : undefined;
  const key = Object.keys(raw).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (raw as RawObject)[key];
}

/** The name of the table, which may be given by its ARN. */
function readTableName(raw: unknown): string | undefined {
  const name = readMember(raw, "tableName");
  return typeof name === "string" ? name.replace(/^arn:.*:table\//, "") : undefined;
}

function nameTable(event: TrailEvent, table: string): string {
  return `${event.account} ${event.region} ${table}`;
}

/** Reads the key types out of every table definition among the events (CreateTable, or an answer that describes one). */
export function learnKeyTypes(events: readonly TrailEvent[]): KeyTypes {
  const types = new Map<string, Map<string, string>>();
  for (const event of events) {
    if (event.service !== "dynamodb") continue;
    const answer = readMember(event.responseElements, "tableDescription");
    for (const definition of [event.requestParameters, answer]) {
      const table = readTableName(definition) ?? readTableName(event.requestParameters);
      const attributes = readMember(definition, "attributeDefinitions");
      if (table === undefined || !Array.isArray(attributes)) continue;
      const known = types.get(nameTable(event, table)) ?? new Map<string, string>();
      for (const attribute of attributes) {
        const name = readMember(attribute, "attributeName");
        const type = readMember(attribute, "attributeType");
        if (typeof name === "string" && typeof type === "string") known.set(name, type);
      }
      types.set(nameTable(event, table), known);
    }
  }
  return types;
}

/** The name of the table that the value at `path` belongs to: the nearest tableName above it. */
function findTable(parameters: unknown, path: readonly string[]): string | undefined {
  let holder = parameters;
  let table = readTableName(holder);
  for (const name of path) {
    holder = readMember(holder, name);
    table = readTableName(holder) ?? table;
  }
  return table;
}

function guessType(raw: unknown): string {
  if (typeof raw === "number" || raw instanceof Digits) return "N";
  return typeof raw === "boolean" ? "BOOL" : "S";
}

/** What decoding one event's corrected parameters needs to know of its tables' keys. */
export function makeKeyContext(types: KeyTypes, event: TrailEvent, parameters: unknown): DecodeContext {
  return {
    chooseUnionMember: (shape, path, raw) => {
      if (event.service !== "dynamodb" || shape !== "AttributeValue") return undefined;
      const table = findTable(parameters, path);
      const attribute = path.at(-1) ?? "";
      const known = table === undefined ? undefined : types.get(nameTable(event, table))?.get(attribute);
      return known ?? guessType(raw);
    },
  };
}
