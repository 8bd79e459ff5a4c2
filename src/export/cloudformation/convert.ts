/** A value as it stands in the API, as a property of CloudFormation takes it. */

import {
  type CfnValueKind,
  fold,
  type Properties,
  type Property,
  readProperties,
} from "../../aws/cloudformation/kinds.ts";
import { listRows } from "../../aws/cloudformation/rows.ts";
import type { CfnProperties } from "../../aws/cloudformation/types.ts";
import { joinPath } from "../../aws/secrets/mask.ts";
import { isObject, type JsonObject, type JsonValue } from "../../base/values.ts";
import { findMember, parseDocument, readPath } from "../paths.ts";
import { isNothing, pairNames, readPairs, unwrapList, unwrapOne } from "./unwrap.ts";
import { isTemplateObject, mapLeaves, NamedText, type TemplateObject, type TemplateValue } from "./values.ts";

/** What is needed to convert, and is told on the way. */
export interface Conversion {
  readonly structures: readonly CfnProperties[];
  /** Whether the log hides a value. */
  readonly isHidden: (value: JsonValue, path: string) => boolean;
  /** What stands for a text or a number that the log hides. */
  readonly fillHidden: (path: string, type: "String" | "Number") => TemplateValue;
  /** A member that has no property, or whose value is none of the property's kind. */
  readonly onLeft: (path: string, why: string) => void;
}

/** Names that CloudFormation takes for its functions. */
function hasFunctions(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasFunctions);
  if (!isObject(value)) return false;
  return Object.entries(value as JsonObject).some(
    ([name, inner]) =>
      name === "Ref" || name === "Condition" || name.startsWith("Fn::") || hasFunctions(inner),
  );
}

/** JSON as it is; undefined where CloudFormation would read a function of its own in it. */
function convertJson(value: JsonValue): TemplateValue | undefined {
  const read = typeof value === "string" ? (parseDocument(value) ?? value) : value;
  // A text alone is no document: where it may be one, another alternative takes it.
  if (typeof read === "string") return undefined;
  if (!hasFunctions(read)) return read as TemplateValue;
  // The Condition of a policy's statement is a map of operators, and no name of a condition.
  return isPolicy(read) ? (read as TemplateValue) : undefined;
}

function isPolicy(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const { Statement: statements } = value as JsonObject;
  const list = Array.isArray(statements) ? statements : [statements];
  return list.every((one) => {
    if (!isObject(one)) return false;
    const { Condition: condition, ...others } = one as JsonObject;
    return !hasFunctions(others) && (condition === undefined || !hasFunctions(condition));
  });
}

function convertScalar(
  given: JsonValue,
  kind: "text" | "number" | "whole" | "boolean",
): TemplateValue | undefined {
  const value = unwrapOne(given);
  if (kind === "text") {
    return typeof value === "object" ? undefined : String(value);
  }
  if (kind === "boolean") {
    if (typeof value === "boolean") return value;
    return value === "true" ? true : value === "false" ? false : undefined;
  }
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return undefined;
  return kind === "whole" && !Number.isInteger(number) ? undefined : number;
}

function convertList(
  value: JsonValue,
  of: CfnValueKind,
  path: string,
  to: Conversion,
): TemplateValue | undefined {
  const names = pairNames(of, to.structures);
  let items: readonly JsonValue[] | undefined;
  if (Array.isArray(value)) items = value;
  else if (isObject(value)) {
    items = unwrapList(value as JsonObject);
    if (!items && names)
      items = Object.entries(value as JsonObject).map(([key, inner]) => ({
        [names[0]]: key,
        [names[1]]: inner,
      }));
    if (!items) items = [value];
  } else items = [value];
  const converted = items.flatMap((item) => {
    const one = convert(item, of, `${path}[]`, to);
    return one === undefined ? [] : [one];
  });
  return converted;
}

function convertMap(
  value: JsonValue,
  of: CfnValueKind,
  path: string,
  to: Conversion,
): TemplateValue | undefined {
  const map = Array.isArray(value) ? readPairs(value) : value;
  if (!isObject(map)) return undefined;
  const entries = Object.entries(map as JsonObject).flatMap(([key, inner]) => {
    const one = convert(inner, of, joinPath(path, key), to);
    return one === undefined ? [] : [[key, one] as const];
  });
  return Object.fromEntries(entries);
}

/** The value as a kind takes it; undefined where it is none, which is told. */
export function convert(
  value: JsonValue,
  kind: CfnValueKind,
  path: string,
  to: Conversion,
): TemplateValue | undefined {
  if (to.isHidden(value, path)) {
    const hidden = fillHidden(kind, path, to);
    if (hidden === undefined) to.onLeft(path, "the log hides it");
    return hidden;
  }
  if (value === null) return undefined;
  switch (kind.is) {
    case "either":
      return convertEither(value, kind.kinds, path, to);
    case "json": {
      const converted = convertJson(value);
      if (converted === undefined)
        to.onLeft(
          path,
          typeof value === "string" ? "is no JSON" : "CloudFormation would take names in it for functions",
        );
      return converted;
    }
    case "list":
      return convertList(value, kind.of, path, to);
    case "map":
      return convertMap(value, kind.of, path, to);
    case "structure":
      return convertStructure(value, kind.place, path, to);
    case "tag":
      return convertTag(value);
    default: {
      const converted = convertScalar(value, kind.is);
      if (converted === undefined && !isNothing(value)) to.onLeft(path, `is no ${kind.is}`);
      return converted;
    }
  }
}

/** A parameter, of a list a list of one; undefined for what no parameter can be. */
function fillHidden(kind: CfnValueKind, path: string, to: Conversion): TemplateValue | undefined {
  switch (kind.is) {
    case "text":
      return to.fillHidden(path, "String");
    case "number":
    case "whole":
      return to.fillHidden(path, "Number");
    case "either":
      return kind.kinds.some(({ is }) => is === "text") ? to.fillHidden(path, "String") : undefined;
    case "list": {
      const item = fillHidden(kind.of, path, to);
      return item === undefined ? undefined : [item];
    }
    default:
      return undefined;
  }
}

function convertTag(value: JsonValue): TemplateValue | undefined {
  if (!isObject(value)) return undefined;
  const object = value as JsonObject;
  const [key, text] = [readPath(object, "key"), readPath(object, "value")];
  return typeof key === "string" ? { Key: key, Value: String(text ?? "") } : undefined;
}

/** The first alternative that takes the value whole, else the first that takes it at all. */
function convertEither(
  value: JsonValue,
  kinds: readonly CfnValueKind[],
  path: string,
  to: Conversion,
): TemplateValue | undefined {
  let best: { readonly converted: TemplateValue; readonly left: [string, string][] } | undefined;
  // A document is easier to read as one, and texts in it are references there too.
  const ordered = [...kinds].sort((one, other) => Number(other.is === "json") - Number(one.is === "json"));
  for (const kind of ordered) {
    const left: [string, string][] = [];
    const converted = convert(value, kind, path, { ...to, onLeft: (...one) => void left.push(one) });
    if (converted !== undefined && (!best || left.length < best.left.length)) best = { converted, left };
    if (best?.left.length === 0) break;
  }
  if (best) for (const one of best.left) to.onLeft(...one);
  else to.onLeft(path, "is of no kind that the property takes");
  return best?.converted;
}

function convertStructure(
  value: JsonValue,
  place: number,
  path: string,
  to: Conversion,
): TemplateValue | undefined {
  const properties = readProperties(to.structures[place] ?? {});
  const lists = properties.list.filter(({ kind }) => kind.is === "list");
  const read = typeof value === "string" ? (parseDocument(value) ?? value) : value;
  const [only] = lists;
  if (Array.isArray(read) && only && lists.length === 1)
    return fillProperties({ [only.name]: read }, properties, path, to);
  if (!isObject(read)) {
    to.onLeft(path, "is no structure");
    return undefined;
  }
  const filled = fillProperties(read as JsonObject, properties, path, to);
  if (Object.keys(filled).length === 0 && !isNothing(value)) return undefined;
  const missing = properties.list.find(({ name, isRequired }) => isRequired && !(name in filled));
  if (!missing) return filled;
  to.onLeft(path, `has no ${missing.name}`);
  return undefined;
}

/** Members that are not missed. */
const quiet: ReadonlySet<string> = new Set(listRows("quiet").flatMap(({ members }) => members.map(fold)));

/** Whether nothing is left of what was said: a document that is empty says that. */
function isLost(value: TemplateValue, said: JsonValue): boolean {
  const read = typeof said === "string" ? (parseDocument(said) ?? said) : said;
  return isTemplateObject(value) && Object.keys(value).length === 0 && !isNothing(read);
}

function isBlank(value: TemplateValue | undefined): boolean {
  return value === "" || (value instanceof NamedText && value.text === "");
}

/** Texts, of a list too, that name things of the types. */
function nameTexts(value: TemplateValue, names: Property["names"]): TemplateValue {
  return mapLeaves(value, (leaf) => (typeof leaf === "string" ? new NamedText(leaf, names) : leaf));
}

/** The properties that an object's members are. Members that have none are told where they are of the API's input. */
export function fillProperties(
  object: JsonObject,
  { list, without }: Properties,
  path: string,
  to: Conversion,
): TemplateObject {
  const filled: Record<string, TemplateValue> = {};
  const used = new Set<string>();
  for (const { name, kind, from, names, isRequired } of list) {
    const isBeside = from === ".";
    const found = isBeside ? object : readPath(object, from);
    if (found === undefined || found === null || (Array.isArray(found) && found.length === 0 && !isRequired))
      continue;
    const [first = ""] = from.split(".");
    const member = findMember(object, first);
    const telling = isBeside ? { ...to, onLeft: () => undefined } : to;
    const converted = convert(found, kind, isBeside ? path : joinPath(path, from), telling);
    if (member !== undefined) used.add(member);
    if (converted === undefined || isLost(converted, found)) continue;
    filled[name] = names.length === 0 ? converted : nameTexts(converted, names);
  }
  // An empty text says that there is nothing, but for one that is all that is said.
  for (const { name, isRequired } of list)
    if (isBlank(filled[name]) && !isRequired && Object.keys(filled).length > 1) delete filled[name];
  for (const [member, value] of Object.entries(object)) {
    // What is not so needs no property that says it.
    if (
      used.has(member) ||
      isNothing(value) ||
      value === false ||
      !without.has(fold(member)) ||
      quiet.has(fold(member))
    )
      continue;
    to.onLeft(joinPath(path, member), "has no property");
  }
  return filled;
}
