/** Replaces what a whole record of CloudTrail holds: what CloudTrail wrote by itself, and the call's parameters and answer. */
import type { Operation } from "../aws/model/types.ts";
import { Digits, makeStructure, type Value } from "../aws/values.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { sourcePrefix } from "../trail/event-names.ts";
import { renewNumber } from "./documents.ts";
import { findKind, isWord } from "./envelope.ts";
import { renewParameters } from "./parameters.ts";
import { isCfnProperty, SERVICES } from "./tables.ts";
import type { RenewedTexts } from "./texts.ts";

/** What a record's members are replaced with the help of. */
interface Renewal {
  readonly operation: Operation | undefined;
  readonly texts: RenewedTexts;
}

/** The name of an operation, or of something else that AWS tells of itself. */
const EVENT_NAME = /^[A-Za-z][A-Za-z0-9_]{1,80}$/;
const OMITTED: ReadonlySet<string> = new Set(["reason", "omitted", "originalSize"]);

/** Whether CloudTrail left something out for its size. */
function isOmitted(raw: unknown): raw is RawObject {
  return isObject(raw) && raw["omitted"] !== undefined && Object.keys(raw).every((key) => OMITTED.has(key));
}

/** An event's name is AWS's where a service of AWS tells it: others may send events to CloudTrail Lake. */
function renewEventName(name: string, source: unknown, texts: RenewedTexts): string {
  const isOfAws = typeof source === "string" && SERVICES.has(sourcePrefix(source));
  return isOfAws && EVENT_NAME.test(name) ? name : texts.renew(name);
}

/** A record with all of it replaced that is no word of AWS's; `operation` is what it is a call of, as far as it is known. */
export function renewRecord(record: RawObject, operation: Operation | undefined, texts: RenewedTexts): Value {
  const renewal = { operation, texts };
  const made = makeStructure();
  for (const [key, value] of Object.entries(record)) {
    if (key === "eventName" && typeof value === "string")
      made[key] = renewEventName(value, record["eventSource"], texts);
    else made[findKind(key) === undefined ? renewKey(key, texts) : key] = renewMember(value, key, renewal, 0);
  }
  return made;
}

/** A key that CloudTrail has made since, or a program on the way. */
function renewKey(key: string, texts: RenewedTexts): string {
  return isCfnProperty(key.charAt(0).toUpperCase() + key.slice(1)) ? key : texts.renew(key);
}

const DEEPEST = 50;

function renewMember(value: unknown, path: string, renewal: Renewal, depth: number): Value {
  const { texts, operation } = renewal;
  const kind = findKind(path);
  if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
  if (typeof value === "number" || value instanceof Digits)
    return renewNumber(value, (text) => texts.renew(text));
  if (kind === "input" || kind === "output")
    return isOmitted(value)
      ? Object.assign(makeStructure(), value)
      : renewParameters(value, operation, kind, texts);
  if (typeof value === "string") return kind === "word" && isWord(value) ? value : texts.renew(value);
  if (depth > DEEPEST) return texts.renew(JSON.stringify(value));
  if (Array.isArray(value)) return value.map((item) => renewMember(item, path, renewal, depth + 1));
  if (!isObject(value)) return null;
  const made = makeStructure();
  for (const [key, inner] of Object.entries(value)) {
    const below = `${path}.${key}`;
    const name =
      findKind(below) !== undefined ? key : kind === "map" ? texts.renew(key) : renewKey(key, texts);
    made[name] = renewMember(inner, below, renewal, depth + 1);
  }
  return made;
}
