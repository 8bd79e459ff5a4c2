/** The properties of a resource, from the members of what stands. */

import { type Property, readProperties } from "../../aws/cloudformation/kinds.ts";
import { listRows } from "../../aws/cloudformation/rows.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { JsonObject, JsonValue } from "../../base/values.ts";
import { asObject, findMember, readPath, spreadPath } from "../paths.ts";
import type { StandingThing } from "../standing.ts";
import { isName, makeConversion } from "./conversion.ts";
import { type Conversion, fillProperties } from "./convert.ts";
import type { CfnItem, LeftOut } from "./gather.ts";
import { addParameter, findParameter } from "./parameters.ts";
import { makeParts } from "./parts.ts";
import type { CfnResource, TemplateFilling } from "./resource.ts";
import { isTemplateObject, type TemplateObject, type TemplateValue } from "./values.ts";

function pick(members: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}

function writeTags(
  { cfn, standing }: CfnResource,
  properties: Record<string, TemplateValue>,
  leftOut: LeftOut[],
): void {
  const entries = Object.entries(standing.tags).filter(([key]) => !key.startsWith("aws:"));
  if (entries.length === 0) return;
  if (!cfn.tags) {
    leftOut.push({ standing, member: "tags", why: "have no property" });
    return;
  }
  const { property, as } = cfn.tags;
  const propagates = as === "asg" ? { PropagateAtLaunch: true } : {};
  properties[property] =
    as === "map"
      ? Object.fromEntries(entries)
      : entries.map(([Key, Value]) => ({ Key, Value, ...propagates }));
}

/** A list of items as a map of two members of each, or as a list of one. */
function pairUp(value: JsonValue, key: string, inner: string | undefined): JsonValue {
  if (!Array.isArray(value)) return value;
  if (inner === undefined)
    return value.flatMap((item) => {
      const object = asObject(item);
      return object ? (readPath(object, key) ?? []) : [item];
    });
  const pairs = value.flatMap((item): [string, JsonValue][] => {
    const object = asObject(item);
    const [name, told] = object ? [readPath(object, key), readPath(object, inner)] : [];
    return typeof name === "string" && told !== undefined ? [[name, told]] : [];
  });
  return Object.fromEntries(pairs);
}

/** What parts and rows say of properties, by these; a path with a dot is a property of a property. */
function listSet(item: CfnItem): Record<string, readonly JsonValue[]> {
  const set: Record<string, readonly JsonValue[]> = { ...item.set };
  for (const { cfn, property, each, as } of listRows("spread")) {
    if (cfn !== item.cfn.name) continue;
    const found = spreadPath(item.members, each, as);
    if (found.length > 0) set[property] = [...(set[property] ?? []), ...found];
  }
  for (const { cfn, property, from, key, value } of listRows("set")) {
    const found = cfn === item.cfn.name ? readPath(item.members, from) : undefined;
    if (found !== undefined) set[property] = [key === undefined ? found : pairUp(found, key, value)];
  }
  for (const { cfn, property, from, key, is, value } of listRows("named")) {
    if (cfn !== item.cfn.name) continue;
    const found = spreadPath(item.members, `${from}[]`).filter((one) => readPath(one, key) === is);
    const values = found.flatMap((one) => readPath(one, value) ?? []);
    if (values.length > 0) set[property] = values;
  }
  return set;
}

function fillSet(
  set: Readonly<Record<string, readonly JsonValue[]>>,
  list: readonly Property[],
  to: Conversion,
): Record<string, TemplateValue> {
  const filled: Record<string, TemplateValue> = {};
  for (const property of list) {
    const values = set[property.name];
    if (!values) continue;
    const value = property.kind.is === "list" ? values.flat() : (values[0] ?? null);
    const own = { ...property, from: property.name, isRequired: false };
    Object.assign(
      filled,
      fillProperties({ [property.name]: value }, { list: [own], without: new Set() }, "", to),
    );
  }
  return filled;
}

/** The value of a row, with parameters in the place of `$parameter`. */
function fillParameters(value: TemplateValue, path: string, to: Conversion): TemplateValue {
  if (value === "$parameter") return to.fillHidden(path, "String");
  if (!isTemplateObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    fillParameters(inner, `${path}.${name}`, to),
  ]);
  return Object.fromEntries(entries) as TemplateValue;
}

/** Puts what parts and rows say of properties to those that are there. */
function addSet(
  item: CfnItem,
  list: readonly Property[],
  to: Conversion,
  filled: Record<string, TemplateValue>,
): void {
  const set = listSet(item);
  Object.assign(filled, fillSet(set, list, to));
  for (const [path, values] of Object.entries(set)) {
    const [outer = "", inner] = path.split(".");
    const kind = list.find(({ name }) => name === outer)?.kind;
    if (inner === undefined || kind?.is !== "structure") continue;
    const { list: properties } = readProperties(item.cfn.structures[kind.place] ?? {});
    const before = filled[outer];
    filled[outer] = {
      ...(isTemplateObject(before) ? before : {}),
      ...fillSet({ [inner]: values }, properties, to),
    };
  }
  for (const { cfn, property, value, when } of listRows("default"))
    if (cfn === item.cfn.name && !(property in filled) && (when === undefined || when in item.members))
      filled[property] = fillParameters(value as TemplateValue, property, to);
}

/** Whether a row has made something else of a member, which so is not left out. */
function isTaken({ cfn }: CfnItem, member: string): boolean {
  const plain = (path: string) => path.replaceAll("[]", "").toLowerCase();
  const path = plain(member);
  return [...listRows("part"), ...listRows("spread"), ...listRows("set"), ...listRows("named")].some(
    (row) => {
      if (row.cfn !== cfn.name) return false;
      const taken = plain("each" in row ? row.each : row.from);
      return taken === path || taken.startsWith(`${path}.`) || path.startsWith(`${taken}.`);
    },
  );
}

/** Whether a member is there to name the thing or what it stands in: others may have the same name. */
function isNaming(member: string, value: JsonValue | undefined, standing: StandingThing): boolean {
  const { service, operation, id, arn, url, account } = standing;
  if (!isName(value, standing)) return false;
  const names = findMeaning(service, operation).input.filter(({ part }) => part !== "reference");
  return (
    names.length === 0 ||
    names.some(({ path }) => path.replaceAll("[]", "").toLowerCase() === member.toLowerCase()) ||
    [id, arn, url, account].includes(String(value))
  );
}

/** The members, with those that rows assume where nobody said them. */
function assume({ cfn, members }: CfnItem): Record<string, JsonValue> {
  const assumed = { ...members };
  for (const row of listRows("assume")) {
    const outer = row.cfn === cfn.name ? asObject(assumed[row.member]) : undefined;
    if (outer && findMember(outer, row.name) === undefined)
      assumed[row.member] = { ...outer, [row.name]: row.value };
  }
  return assumed;
}

/** Puts what the thing is called where its type has a property for that and no member is called so. */
function addOwnName({ cfn, standing, members, asked }: CfnItem, filled: Record<string, TemplateValue>): void {
  const [ref = "", other] = cfn.ref;
  const name = standing.chain.at(-1);
  const property = readProperties(cfn.properties).list.find((one) => one.name === ref);
  if (other !== undefined || name === undefined || property?.kind.is !== "text" || ref in filled) return;
  // What nobody chose is made up anew.
  const isChosen = standing.isNamed || [...asked].some((member) => members[member] === name);
  if (isChosen || (property.isRequired && name !== standing.id)) filled[ref] = name;
}

/** The resource of an item, and those of what CloudFormation has beside it. */
export async function fill(
  item: CfnItem,
  logicalId: string,
  filling: TemplateFilling,
): Promise<CfnResource[]> {
  const { standing, cfn, asked } = item;
  const members = assume(item);
  for (const { cfn: name, member } of listRows("told")) if (name === cfn.name) asked.add(member);
  const properties = readProperties(cfn.properties);
  const left: LeftOut[] = [];
  const to = makeConversion(item, logicalId, { ...filling, leftOut: left });
  const filled: Record<string, TemplateValue> = {
    ...fillProperties(pick(members, asked), properties, "", to),
  };
  const missing = properties.list.filter(({ name, isRequired }) => isRequired && !(name in filled));
  if (missing.length > 0) {
    const told = fillProperties(members, { list: missing, without: new Set() }, "", to);
    Object.assign(filled, told);
  }
  addSet(item, properties.list, to, filled);
  addOwnName(item, filled);
  for (const { member, ...one } of left) {
    const path = member?.replaceAll("[]", "") ?? "";
    if (isTaken(item, path) || isNaming(path, readPath(members, path), standing)) continue;
    filling.leftOut.push({ ...one, ...(member !== undefined && { member }) });
  }
  const one: CfnResource = { logicalId, cfn, standing, properties: filled, outerId: undefined };
  writeTags(one, filled, filling.leftOut);
  for (const row of listRows("never"))
    if (row.cfn === cfn.name && (row.beside?.some((name) => name in filled) ?? true))
      delete filled[row.property];
  return [one, ...(await makeParts(item, one, filling))];
}

/** Gives what the type cannot do without: a parameter for texts and numbers; says what else is missing. */
export function completeRequired(
  { logicalId, cfn, standing, properties }: CfnResource,
  filling: TemplateFilling,
): { readonly properties: TemplateObject; readonly missing: string | undefined } {
  const added: Record<string, TemplateValue> = {};
  for (const { name, from, kind, isRequired } of readProperties(cfn.properties).list) {
    if (!isRequired || name in properties) continue;
    const type = findParameter(kind);
    if (!type) return { properties, missing: name };
    const use = { logicalId, standing, from, member: name, isSecret: false, type };
    added[name] = addParameter(filling, use);
  }
  return { properties: { ...properties, ...added }, missing: undefined };
}
