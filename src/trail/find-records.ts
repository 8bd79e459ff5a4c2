/**
 * Finds the records in a value of any form: itself, in lists and members at any depth, in texts that hold JSON, in rows of
 * cells. What other services put around a record is so opened by what it holds, not by its own name.
 */
import { isObject } from "../base/values.ts";
import { readRow } from "./columns.ts";
import { isEcsEvent, readEcs } from "./ecs.ts";
import { isApiActivity, openStructs, readOcsf } from "./ocsf.ts";
import { isRecordText, openText } from "./open-text.ts";
import type { ParseText } from "./parse-json.ts";
import { RECORD_TEXTS } from "./record-texts.ts";
import { joinCells, readNamedRows, readResultSet } from "./rows.ts";
import { resemblesRecord } from "./schema.ts";

/** What was found inside an item. */
export interface FoundRecord {
  /** The way from the item to the value (`CloudTrailEvent`, `detail`), empty where the item is the value. */
  readonly path: string;
  readonly value: unknown;
  /** Why there is no value. */
  readonly problem?: string;
}

/** Deeper than any known container: lists in members and texts in texts count. */
const DEEPEST = 40;

/** Events that Lambda gets from other services (aws:sqs, aws:s3) have members called like a record's. */
function isNotification(value: Readonly<Record<string, unknown>>): boolean {
  const source = value["eventSource"] ?? value["EventSource"];
  return typeof source === "string" && source.startsWith("aws:");
}

/**
 * The records that one item of a trail holds, each once; none where it holds none. Texts inside it are parsed with `parse`,
 * so that the same item can be opened a second time digit for digit. Takes time that grows with the item.
 */
export function findRecords(item: unknown, parse: ParseText): readonly FoundRecord[] {
  // What other programs put around a record may have some of its members beside it, but not its parameters.
  if (
    isObject(item) &&
    typeof item["eventName"] === "string" &&
    "requestParameters" in item &&
    !isNotification(item)
  )
    return [{ path: "", value: item }];
  const found = [...searchValue(item, "", parse, 0)];
  return found.length < 2 ? found : dropRepeated(found);
}

/** One record may stand in an item twice: parsed, and as the text that it came as. */
function dropRepeated(found: readonly FoundRecord[]): readonly FoundRecord[] {
  const seen = new Set<unknown>();
  return found.filter(({ value }) => {
    const id = isObject(value) ? value["eventID"] : undefined;
    const isNew = id === undefined || !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

function* searchValue(value: unknown, path: string, parse: ParseText, depth: number): Generator<FoundRecord> {
  if (depth > DEEPEST) return;
  if (typeof value === "string") yield* searchText(value, path, parse, depth);
  else if (Array.isArray(value)) yield* searchList(value, path, parse, depth);
  else if (isObject(value)) yield* searchObject(value, path, parse, depth);
}

function* searchText(text: string, path: string, parse: ParseText, depth: number): Generator<FoundRecord> {
  const documents = openText(text, parse);
  if (documents === undefined) {
    yield { path, value: undefined, problem: "Invalid JSON" };
    return;
  }
  for (const document of documents) yield* searchValue(document, path, parse, depth + 1);
}

function* searchList(
  list: readonly unknown[],
  path: string,
  parse: ParseText,
  depth: number,
): Generator<FoundRecord> {
  const row = joinCells(list);
  if (row !== undefined) {
    const found = [...searchObject(row, path, parse, depth + 1)];
    if (found.length > 0) return yield* found;
  }
  for (const [i, element] of list.entries()) yield* searchValue(element, `${path}[${i}]`, parse, depth + 1);
}

function* searchObject(
  value: Record<string, unknown>,
  path: string,
  parse: ParseText,
  depth: number,
): Generator<FoundRecord> {
  const member = RECORD_TEXTS.find((name) => typeof value[name] === "string");
  if (member !== undefined) {
    const record = parse(String(value[member]));
    const inner = joinPath(path, member);
    if (record === undefined) return yield { path: inner, value: undefined, problem: "Invalid JSON" };
    return yield* searchRecordText(
      addOuterReadOnly(record, value["ReadOnly"] ?? value["readOnly"]),
      inner,
      parse,
      depth,
    );
  }
  if (!isNotification(value)) {
    const row = resemblesRecord(value) ? value : readRow(value);
    if (row !== undefined) {
      const whole = "requestParameters" in row ? [] : [...searchWhole(value, path, parse, depth)];
      return yield* whole.length > 0 ? whole : [{ path, value: row }];
    }
  }
  const rows = readResultSet(value) ?? readNamedRows(value);
  if (rows !== undefined) {
    for (const [i, row] of rows.entries())
      yield* searchObject(row, joinPath(path, `Rows[${i}]`), parse, depth + 1);
    return;
  }
  let isFound = false;
  for (const [member, inner] of Object.entries(value)) {
    for (const found of searchValue(inner, joinPath(path, member), parse, depth + 1)) {
      isFound = true;
      yield found;
    }
  }
  if (isFound) return;
  const event = openStructs(value, parse) ?? value;
  if (isApiActivity(event)) yield { path, value: readOcsf(event, parse) };
  else if (isEcsEvent(event)) yield { path, value: readEcs(event) };
}

/** The record as it was, where a program has taken some of its members out and kept it as a text beside them (Splunk's _raw). */
function* searchWhole(
  value: Record<string, unknown>,
  path: string,
  parse: ParseText,
  depth: number,
): Generator<FoundRecord> {
  for (const [member, text] of Object.entries(value)) {
    if (!isRecordText(text)) continue;
    for (const found of searchText(text, joinPath(path, member), parse, depth + 1))
      if (found.problem === undefined) yield found;
  }
}

/** What lookup-events holds is a record even if it does not look like one. */
function* searchRecordText(
  record: unknown,
  path: string,
  parse: ParseText,
  depth: number,
): Generator<FoundRecord> {
  const found = [...searchValue(record, path, parse, depth + 1)];
  yield* found.length > 0 ? found : [{ path, value: record }];
}

/** lookup-events says beside the record whether it is a read; old records do not say so themselves. */
function addOuterReadOnly(record: unknown, readOnly: unknown): unknown {
  if (readOnly === undefined || !isObject(record) || "readOnly" in record) return record;
  return { ...record, readOnly };
}

function joinPath(path: string, member: string): string {
  return path === "" ? member : `${path}.${member}`;
}
