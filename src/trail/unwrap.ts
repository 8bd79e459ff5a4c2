/** Opens what other services put around a record: EventBridge, CloudWatch Logs and lookup-events. */

import { isObject } from "../base/values.ts";
import { LIST_MEMBERS } from "./list-members.ts";
import type { ParseText } from "./parse-json.ts";

/** What was found inside an item. */
export interface Unwrapped {
  /** The way from the item to the value (`CloudTrailEvent`, `detail`), empty where the item is the value. */
  readonly path: string;
  readonly value: unknown;
  /** Why there is no value. */
  readonly problem?: string;
}

/** Members that hold the record, as an object or as its JSON text. A record has none of them. */
const WRAPPERS = [
  { member: "CloudTrailEvent", source: "an item of aws cloudtrail lookup-events" },
  { member: "detail", source: "an EventBridge event" },
  { member: "message", source: "an event of CloudWatch Logs" },
] as const;

/** What CloudWatch Logs sends now and then to test a subscription's destination, in the place of a record. */
const CONTROL_MESSAGE = "CWL CONTROL MESSAGE";

/** Lists of containers of wrappings: no known form is deeper. */
const DEEPEST = 5;

/**
 * The records that one item of a trail holds: usually the item itself. Texts inside it are parsed with `parse`, so that
 * the same item can be opened a second time digit for digit.
 */
export function unwrapItem(item: unknown, parse: ParseText): readonly Unwrapped[] {
  if (isObject(item) && typeof item["eventName"] === "string") return [{ path: "", value: item }];
  return [...unwrapValue(item, "", parse, 0)];
}

function* unwrapValue(value: unknown, path: string, parse: ParseText, depth: number): Generator<Unwrapped> {
  if (depth < DEEPEST && Array.isArray(value) && value.length > 0) {
    yield* unwrapList(value, path, parse, depth);
    return;
  }
  if (depth >= DEEPEST || !isObject(value) || "eventName" in value) return yield { path, value };
  const list = LIST_MEMBERS.find(({ name }) => Array.isArray(value[name]));
  if (list !== undefined) {
    yield* unwrapList(value[list.name] as unknown[], joinPath(path, list.name), parse, depth);
    return;
  }
  const wrapper = WRAPPERS.find(({ member }) => isContent(value[member]));
  if (wrapper === undefined) return yield { path, value };
  const inner = joinPath(path, wrapper.member);
  const content = value[wrapper.member];
  if (typeof content !== "string") return yield* unwrapValue(content, inner, parse, depth + 1);
  if (content.startsWith(CONTROL_MESSAGE)) return;
  const parsed = parse(content);
  if (parsed === undefined) return yield { path: inner, value: undefined, problem: "Invalid JSON" };
  yield* unwrapValue(addOuterReadOnly(parsed, value["ReadOnly"]), inner, parse, depth + 1);
}

function* unwrapList(
  list: readonly unknown[],
  path: string,
  parse: ParseText,
  depth: number,
): Generator<Unwrapped> {
  for (const [i, element] of list.entries()) yield* unwrapValue(element, `${path}[${i}]`, parse, depth + 1);
}

/** lookup-events says beside the record whether it is a read; old records do not say so themselves. */
function addOuterReadOnly(record: unknown, readOnly: unknown): unknown {
  if (readOnly === undefined || !isObject(record) || "readOnly" in record) return record;
  return { ...record, readOnly };
}

function isContent(value: unknown): boolean {
  return typeof value === "string" || isObject(value);
}

function joinPath(path: string, member: string): string {
  return path === "" ? member : `${path}.${member}`;
}
