/**
 * Replaces what a log recorded of a call's parameters and answer, in the form in which it stands there. The API's model says
 * which keys are its own and which a user's, and which values are words of it.
 */
import { fitsText, mayFitText } from "../aws/model/fit-text.ts";
import { findPair } from "../aws/model/pairs.ts";
import type { Operation, Shape } from "../aws/model/types.ts";
import { Digits, makeStructure, type Value } from "../aws/values.ts";
import { Known } from "../base/known.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { readByteBuffer } from "../dialect/forms.ts";
import { matchMember } from "../dialect/match-member.ts";
import { isNamespace, WRAPPER_KEY } from "../dialect/wrappers.ts";
import { renewDocument, renewNumber } from "./documents.ts";
import { findNamed } from "./member-names.ts";
import { isCfnProperty, isDocumentKey, isLabel } from "./tables.ts";
import type { RenewedTexts } from "./texts.ts";

/** What a value is, and where it stands. */
interface Spot {
  readonly operation: Operation | undefined;
  readonly shape: Shape | undefined;
  /** The name of the member, or of that which holds the list or map. */
  readonly member: string;
  /** Words that the API has for members of that name, where the place itself has no shape. */
  readonly words?: ReadonlySet<string> | undefined;
  readonly isLabel: boolean;
  readonly depth: number;
}

const DEEPEST = 100;
/** How CloudTrail writes lists, and scalars with something beside them; none of them is a name. */
const LIST_KEYS: ReadonlySet<string> = new Set(["items", "item", "member", "entry"]);
const SCALAR_KEYS: ReadonlySet<string> = new Set(["value", "content", "tag"]);
const NUMERIC: ReadonlySet<string> = new Set(["integer", "long", "float", "double", "timestamp", "boolean"]);
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const enums = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Replaces recorded parameters (or answers) of an operation; of an unknown one, all that is no word of AWS's. */
export function renewParameters(
  raw: unknown,
  operation: Operation | undefined,
  part: "input" | "output",
  texts: RenewedTexts,
): Value {
  const shape = operation?.[part];
  return renewRaw(raw, { operation, shape, member: "", isLabel: false, depth: 0 }, texts);
}

function renewRaw(raw: unknown, spot: Spot, texts: RenewedTexts): Value {
  if (raw === null || raw === undefined || typeof raw === "boolean") return raw ?? null;
  if (typeof raw === "string") return renewText(raw, spot, texts);
  if (typeof raw === "number" || raw instanceof Digits) return renewCount(raw, spot, texts);
  if (spot.depth > DEEPEST) return texts.renew(JSON.stringify(raw));
  if (spot.shape?.type === "blob") {
    const bytes = readByteBuffer(raw);
    if (bytes) return renewBytes(raw, bytes, texts);
  }
  const below = { ...spot, depth: spot.depth + 1 };
  if (Array.isArray(raw)) {
    const inside = spot.shape?.type === "list" ? enter(below, spot.shape.member, spot.member) : below;
    return raw.map((item) => renewRaw(item, inside, texts));
  }
  return isObject(raw) ? renewObject(raw, below, texts) : null;
}

function enter(spot: Spot, shape: Shape | undefined, member: string): Spot {
  const { operation, depth } = spot;
  return {
    operation,
    shape,
    member,
    isLabel: spot.isLabel || isLabel(member) || (shape !== undefined && isLabel(shape.name)),
    depth,
  };
}

function renewText(text: string, spot: Spot, texts: RenewedTexts): string {
  const { shape, words, member, operation, isLabel: isOfLabel } = spot;
  if (shape?.enum && enums.getOrInsertComputed(shape.enum, (all) => new Set(all)).has(text)) return text;
  if (words?.has(text)) return text;
  if (shape && NUMERIC.has(shape.type) && NUMBER.test(text)) return text;
  const service = operation?.model.service;
  const place = isOfLabel || service === undefined ? undefined : { service, member };
  const made = texts.renew(text, place, isOfLabel);
  return shape?.pattern === undefined || made === text ? made : mend(shape, shape.pattern, text, made, texts);
}

/** The words that a pattern writes out: they are the API's. */
const patternWords = new Map<string, ReadonlySet<string>>();

function listPatternWords(pattern: string): ReadonlySet<string> {
  return patternWords.getOrInsertComputed(pattern, (source) => {
    const plain = source
      .replace(/\\[A-Za-z](?:\{[^}\\]{0,40}\})?/g, " ")
      .replace(/\[(?:\\.|[^\]\\]){0,200}\]/g, " ");
    return new Set(plain.match(/[A-Za-z]+/g));
  });
}

const MOST_MENDED = 10_000;
const mendedBy = new WeakMap<RenewedTexts, Known<string>>();

/** A text that the API's pattern took, and would not in its new form, keeps the words that the pattern demands. */
function mend(shape: Shape, pattern: string, text: string, made: string, texts: RenewedTexts): string {
  const words = listPatternWords(pattern);
  if (words.size === 0) return made;
  const mended = mendedBy.getOrInsertComputed(texts, () => new Known(MOST_MENDED));
  return mended.take(`${shape.min} ${shape.max} ${pattern} ${text} ${made}`, () => {
    if (mayFitText(shape, made) || !fitsText(shape, text)) return made;
    const other = texts.renewBut(text, words);
    return mayFitText(shape, other) ? other : made;
  });
}

/** A number stays, but where the model has a text, which CloudTrail may have turned into one. */
function renewCount(raw: number | Digits, spot: Spot, texts: RenewedTexts): Value {
  const { shape } = spot;
  if (shape === undefined) return renewNumber(raw, (text) => texts.renew(text));
  if (shape.type !== "string" && shape.type !== "character") return raw;
  const text = raw instanceof Digits ? raw.text : String(raw);
  const made = renewText(text, spot, texts);
  if (made === text) return raw;
  return String(Number(made)) === made ? Number(made) : made;
}

/** Bytes are replaced by others, as many. */
function renewBytes(raw: unknown, bytes: Uint8Array, texts: RenewedTexts): Value {
  const made = [...texts.renewBytes(bytes)];
  if (!isObject(raw)) return made;
  return Object.assign(
    makeStructure(),
    renewDocument({ ...raw, hb: [] }, (text) => texts.renew(text)),
    { hb: made, offset: 0, limit: made.length },
  );
}

function renewObject(raw: RawObject, spot: Spot, texts: RenewedTexts): Value {
  const { shape } = spot;
  if (shape?.document) return renewDocument(raw, (text) => texts.renew(text), spot.member);
  switch (shape?.type) {
    case "structure":
      return renewMembers(raw, spot, shape, texts);
    case "list":
      return renewListObject(raw, spot, shape, texts);
    case "map":
      return renewMap(raw, spot, shape, texts);
    case undefined:
      if (raw["Statement"] !== undefined) return renewDocument(raw, (text) => texts.renew(text), spot.member);
      return renewMembers(raw, spot, undefined, texts);
    default:
      return isOpened(raw, spot)
        ? renewEach(raw, (key, value) => [key, renewRaw(value, spot, texts)])
        : renewDocument(raw, (text) => texts.renew(text), spot.member);
  }
}

/** Whether an object stands around a single value: `{"value":false}`, and in EC2's lists `{"resourceId":"i-1"}`. */
function isOpened(raw: RawObject, { operation }: Spot): boolean {
  const keys = Object.keys(raw).filter((key) => !SCALAR_KEYS.has(key) && !isNamespace(key));
  const [only] = keys;
  if (only === undefined) return true;
  const isOfList = operation?.model.metadata.protocol === "ec2" && keys.length === 1 && !isObject(raw[only]);
  return isOfList && (isOwnKey(only, operation) || findNamed(operation.model, only, raw[only]) !== undefined);
}

function renewEach(raw: RawObject, renew: (key: string, value: unknown) => readonly [string, Value]): Value {
  const made = makeStructure();
  for (const [key, value] of Object.entries(raw)) {
    const [name, inner] = renew(key, value);
    made[name] = inner;
  }
  return made;
}

/** `{"items":[…]}`, a list of one written as its item, or a list of pairs written as a map. */
function renewListObject(raw: RawObject, spot: Spot, shape: Shape, texts: RenewedTexts): Value {
  const element = shape.member;
  const inside = enter(spot, element, spot.member);
  const keys = Object.keys(raw);
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    const isItems =
      LIST_KEYS.has(only.toLowerCase()) || only.toLowerCase() === element?.locationName?.toLowerCase();
    if (isItems) return renewEach(raw, (key, value) => [key, renewRaw(value, spot, texts)]);
  }
  const pair =
    element?.type === "structure" && !keys.some((key) => matchMember(element, key)) && findPair(element);
  if (pair && keys.every((key) => typeof raw[key] !== "object" || raw[key] === null))
    return renewEach(raw, (key, value) => [
      renewText(key, enter(spot, element.members?.[pair.key], spot.member), texts),
      renewRaw(value, enter(spot, element.members?.[pair.value], spot.member), texts),
    ]);
  return renewObject(raw, inside, texts);
}

/** A number that an attribute of the API's has: CloudTrail writes `"MessageRetentionPeriod": "345600"`. */
function isMeasure(key: string, value: unknown, { key: keys }: Shape): value is string {
  return typeof value === "string" && /^\d{1,7}$/.test(value) && (keys?.enum?.includes(key) ?? false);
}

function renewMap(raw: RawObject, spot: Spot, shape: Shape, texts: RenewedTexts): Value {
  const keys = { ...enter(spot, shape.key, spot.member), isLabel: spot.isLabel };
  return renewEach(raw, (key, value) => {
    const name = renewText(key, keys, texts);
    if (isMeasure(key, value, shape)) return [key, value];
    // The words for a value go by its key where that is AWS's own: an attribute's.
    return [name, renewRaw(value, enter(spot, shape.value, name === key ? key : ""), texts)];
  });
}

function renewMembers(raw: RawObject, spot: Spot, shape: Shape | undefined, texts: RenewedTexts): Value {
  return renewEach(raw, (key, value) => {
    if (isNamespace(key))
      return [key, typeof value === "string" ? texts.renew(value) : renewRaw(value, spot, texts)];
    const match = shape && matchMember(shape, key);
    if (match) return [key, renewRaw(value, enter(spot, match.ref, match.name), texts)];
    return renewUnmatched(key, value, spot, texts);
  });
}

/** A key that the structure does not have: a wrapper, a member that stands elsewhere in the model, or a name. */
function renewUnmatched(
  key: string,
  value: unknown,
  spot: Spot,
  texts: RenewedTexts,
): readonly [string, Value] {
  const { operation, shape } = spot;
  const isWrapper = LIST_KEYS.has(key) || WRAPPER_KEY.test(key);
  if (isWrapper && isOwnKey(key, operation)) return [key, renewRaw(value, spot, texts)];
  const named = operation && findNamed(operation.model, key, value);
  if (named) {
    const inside = enter(spot, named.shape, key);
    return [key, renewRaw(value, { ...inside, words: named.words }, texts)];
  }
  // S3's sub-resources are parameters without a value: `object-lock`.
  const isSubresource = operation !== undefined && value === "" && spot.depth === 1;
  const isOwn = isSubresource || isOwnKey(key, operation) || (shape !== undefined && isDocumentKey(key));
  const name = isOwn ? key : texts.renew(key);
  return [name, renewRaw(value, enter(spot, undefined, key), texts)];
}

/** Whether AWS can have written a key where no model has it: it is made of its words. */
function isOwnKey(key: string, operation: Operation | undefined): boolean {
  if (LIST_KEYS.has(key) || SCALAR_KEYS.has(key)) return true;
  const capital = key.charAt(0).toUpperCase() + key.slice(1);
  return (
    isCfnProperty(capital) || (operation !== undefined && /^(?:x-amz-|X-Amz-|x-id$|Host$|host$)/.test(key))
  );
}
