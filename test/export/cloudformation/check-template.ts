/** Checks a template, as JSON, against CloudFormation's own list of resource types. */

import { type CfnValueKind, readProperties } from "../../../src/aws/cloudformation/kinds.ts";
import { type LoadedCfnType, loadCfnType } from "../../../src/aws/cloudformation/table.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** A template as it is read from JSON. */
export interface ReadTemplate {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly NoEcho?: boolean }>>;
  readonly Resources: Readonly<
    Record<
      string,
      { readonly Type: string; readonly DependsOn?: readonly string[]; readonly Properties?: JsonObject }
    >
  >;
  readonly Metadata?: Json;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFunction(value: Json): boolean {
  const [name, other] = isObject(value) ? Object.keys(value) : [];
  return other === undefined && (name === "Ref" || name?.startsWith("Fn::") === true);
}

function checkKind(value: Json, kind: CfnValueKind, type: LoadedCfnType, path: string): string[] {
  if (isFunction(value)) return kind.is === "structure" ? [`${path}: a function for a structure`] : [];
  const wrong = [`${path}: ${JSON.stringify(value)?.slice(0, 80)} is no ${kind.is}`];
  switch (kind.is) {
    case "text":
      return typeof value === "string" ? [] : wrong;
    case "number":
      return typeof value === "number" ? [] : wrong;
    case "whole":
      return Number.isInteger(value) ? [] : wrong;
    case "boolean":
      return typeof value === "boolean" ? [] : wrong;
    case "json":
      return typeof value === "object" ? [] : wrong;
    case "tag":
      return isObject(value) && typeof value["Key"] === "string" ? [] : wrong;
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item: Json, place) => checkKind(item, kind.of, type, `${path}[${place}]`))
        : wrong;
    case "map":
      return isObject(value)
        ? Object.entries(value).flatMap(([key, inner]) => checkKind(inner, kind.of, type, `${path}.${key}`))
        : wrong;
    case "either": {
      const tried = kind.kinds.map((one) => checkKind(value, one, type, path));
      return tried.some((found) => found.length === 0) ? [] : (tried[0] ?? wrong);
    }
    default:
      return isObject(value) ? checkProperties(value, type.structures[kind.place] ?? {}, type, path) : wrong;
  }
}

function checkProperties(
  object: JsonObject,
  properties: LoadedCfnType["properties"],
  type: LoadedCfnType,
  path: string,
): string[] {
  const { list } = readProperties(properties);
  const unknown = Object.keys(object).filter((name) => !list.some((one) => one.name === name));
  const missing = list.filter(({ name, isRequired }) => isRequired && !(name in object));
  return [
    ...unknown.map((name) => `${path}.${name}: no such property`),
    ...missing.map(({ name }) => `${path}.${name}: missing`),
    ...list.flatMap(({ name, kind }) => {
      const value = object[name];
      return value === undefined ? [] : checkKind(value, kind, type, `${path}.${name}`);
    }),
  ];
}

/** The names that the functions in a value have. */
function listNames(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(listNames);
  if (!isObject(value)) return [];
  const { Ref: ref, "Fn::GetAtt": get, "Fn::Sub": sub } = value;
  if (isFunction(value)) {
    if (typeof ref === "string") return [ref];
    if (Array.isArray(get)) return [get.join(".")];
    if (typeof sub === "string") return [...sub.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = ""]) => name);
  }
  return Object.values(value).flatMap(listNames);
}

/** What is wrong with a template. */
export async function checkTemplate({ Parameters = {}, Resources }: ReadTemplate): Promise<string[]> {
  const faults: string[] = [];
  const links = new Map<string, string[]>();
  for (const [id, { Type, Properties = {}, DependsOn = [] }] of Object.entries(Resources)) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) faults.push(`${id}: no logical id`);
    const type = await loadCfnType(Type);
    if (!type) {
      faults.push(`${id}: no type ${Type}`);
      continue;
    }
    faults.push(...checkProperties(Properties, type.properties, type, id));
    const named = listNames(Properties);
    for (const name of named) {
      const [whose = "", ...attribute] = name.split(".");
      if (whose.startsWith("AWS::") || Object.hasOwn(Parameters, whose)) continue;
      const other = Resources[whose];
      const otherType = other && (await loadCfnType(other.Type));
      if (!otherType) faults.push(`${id}: names ${name}, which is not there`);
      else if (attribute.length > 0 && !otherType.attributes.includes(attribute.join(".")))
        faults.push(`${id}: names ${name}, which is no attribute`);
    }
    links.set(id, [...named.map((name) => name.split(".")[0] ?? ""), ...DependsOn]);
  }
  return [...faults, ...findCircle(links)];
}

function findCircle(links: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, "open" | "done">();
  const visit = (id: string): string | undefined => {
    if (state.get(id) === "done") return undefined;
    if (state.get(id) === "open") return id;
    state.set(id, "open");
    for (const next of links.get(id) ?? []) {
      const found = visit(next);
      if (found !== undefined) return found;
    }
    state.set(id, "done");
    return undefined;
  };
  for (const id of links.keys()) {
    const found = visit(id);
    if (found !== undefined) return [`${found}: in a circle`];
  }
  return [];
}
