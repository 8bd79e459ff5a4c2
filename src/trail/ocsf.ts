/**
 * Reads what Amazon Security Lake makes of a CloudTrail record: an event of OCSF's class API Activity.
 * https://schema.ocsf.io/1.1.0/classes/api_activity
 * https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS
 */
import { isObject } from "../base/values.ts";
import type { ParseText } from "./parse-json.ts";
import { parseStructText } from "./struct-text.ts";

type Members = Record<string, unknown>;

/** The value at a path of members; undefined where some object of it is missing. */
function get(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

/** `unmapped` has a member a path (`requestParameters.tagSet.0.key`), as an object or as pairs: Parquet's way. */
function listUnmapped(unmapped: unknown, parse: ParseText): readonly (readonly [string, unknown])[] {
  if (typeof unmapped === "string") {
    const opened = parse(unmapped) ?? parseStructText(unmapped);
    return isObject(opened) || Array.isArray(opened) ? listUnmapped(opened, parse) : [];
  }
  if (isObject(unmapped)) return Object.entries(unmapped);
  if (!Array.isArray(unmapped)) return [];
  return unmapped.flatMap((pair): (readonly [string, unknown])[] => {
    if (Array.isArray(pair) && typeof pair[0] === "string") return [[pair[0], pair[1]]];
    return isObject(pair) && typeof pair["key"] === "string" ? [[pair["key"], pair["value"]]] : [];
  });
}

const PLACE = /^(?:0|[1-9]\d{0,5})$/;

/** Members that are called 0, 1, 2 … are a list's. */
function closeLists(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, closeLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([name], i) => PLACE.test(name) && Number(name) === i);
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** What stands below `member` among flattened paths, put together again; undefined where nothing does. */
function unflatten(paths: readonly (readonly [string, unknown])[], member: string): unknown {
  const root: Members = Object.create(null);
  let found = false;
  for (const [written, value] of paths) {
    // Some write the places in lists in brackets.
    const path = written.replace(/\[(\d+)\]/g, ".$1");
    if (!path.startsWith(`${member}.`)) continue;
    found = true;
    const names = path.slice(member.length + 1).split(".");
    const last = names.pop() ?? "";
    let inner = root;
    for (const name of names) {
      const known = inner[name];
      const next: Members = isObject(known) ? known : Object.create(null);
      inner[name] = next;
      inner = next;
    }
    inner[last] = value;
  }
  return found ? closeLists(root) : undefined;
}

function readTime(event: Members): unknown {
  const { time, time_dt: printed } = event;
  if (typeof printed === "string" && printed !== "" && printed !== "null") return printed;
  // A text of digits is what a table prints of it, any other what Parquet's moments are printed as.
  if (typeof time === "string" && !/^\d+$/.test(time)) return time;
  if (time === undefined || time === null) return undefined;
  const moment = new Date(Number(time));
  return Number.isNaN(moment.getTime()) ? time : moment.toISOString();
}

/** The same with its structs opened, which Athena prints as texts; undefined for what is no row of such events. */
export function openStructs(row: Members, parse: ParseText): Members | undefined {
  if (typeof row["api"] !== "string" || typeof row["metadata"] !== "string") return undefined;
  const open = (cell: unknown) =>
    typeof cell === "string" && /^[{[]/.test(cell) ? (parse(cell) ?? parseStructText(cell) ?? cell) : cell;
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, open(cell)]));
}

/** Whether an object is an event of that class. Other products than CloudTrail write it too: they have no eventSource in it. */
export function isApiActivity(value: Members): boolean {
  const service = get(value, "api", "service", "name");
  return (
    typeof get(value, "api", "operation") === "string" &&
    typeof service === "string" &&
    /\.amazonaws\./.test(service)
  );
}

/** The record that an event of OCSF was made from: by its fields, where it has not kept the record as it was. */
export function readOcsf(event: Members, parse: ParseText): Members {
  const unmapped = listUnmapped(event["unmapped"], parse);
  const kept = new Map(unmapped);
  const open = (member: string) => kept.get(member) ?? unflatten(unmapped, member);
  const record: Members = {
    eventVersion: get(event, "metadata", "product", "version"),
    eventID: get(event, "metadata", "uid"),
    eventType: get(event, "metadata", "event_code") ?? kept.get("eventType"),
    eventName: get(event, "api", "operation"),
    eventSource: get(event, "api", "service", "name"),
    apiVersion: get(event, "api", "version"),
    eventTime: readTime(event),
    awsRegion: get(event, "cloud", "region"),
    errorCode: get(event, "api", "response", "error"),
    errorMessage: get(event, "api", "response", "error_message") ?? get(event, "api", "response", "message"),
    requestParameters: get(event, "api", "request", "data") ?? open("requestParameters"),
    responseElements: get(event, "api", "response", "data") ?? open("responseElements"),
    additionalEventData: open("additionalEventData"),
    readOnly: kept.get("readOnly"),
    sharedEventID: kept.get("sharedEventID"),
    recipientAccountId:
      kept.get("recipientAccountId") ??
      get(event, "cloud", "account", "uid") ??
      get(event, "cloud", "account_uid"),
    userIdentity: {
      type: get(event, "actor", "user", "type"),
      arn: get(event, "actor", "user", "uid"),
      accountId: get(event, "actor", "user", "account", "uid") ?? get(event, "actor", "user", "account_uid"),
      invokedBy: get(event, "actor", "invoked_by"),
    },
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
}
