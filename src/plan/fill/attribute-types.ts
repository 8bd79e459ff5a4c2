/**
 * The types of attributes, from the whole log: what defines them, values that it holds, and what expressions do with them.
 * One attribute is of one type in all calls, so that what is filled in for one of them fits the others.
 */

import type { Shape } from "../../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import type { Step } from "../steps.ts";
import { findLanguage, type Language } from "./expression-rows.ts";
import { readExpression } from "./read-expression.ts";
import { readText } from "./read-text.ts";
import { hint, makeNode, SURE, type TypeNode } from "./type-nodes.ts";

/** The nodes of attributes, by what holds them and their path. */
export type AttributeTypes = Map<string, TypeNode>;

/** A structure whose members may be expressions, and the key of what holds the attributes. */
interface Scope {
  readonly language: Language;
  readonly types: AttributeTypes;
  readonly holder: string;
}

/** What the structures of a step share. */
export interface TypeSetting {
  readonly language: Language;
  readonly types: AttributeTypes;
  readonly step: Pick<Step, "account" | "region">;
}

/** The name in an ARN: `arn:…:table/NAME/index/…`. */
function readHolder(text: string): string {
  return text.startsWith("arn:") ? (text.split("/")[1] ?? text) : text;
}

/** What the attributes of a structure belong to; `name` may be an ARN. */
export function openScope({ language, types, step }: TypeSetting, name: string): Scope {
  return { language, types, holder: `${step.account} ${step.region} ${readHolder(name)}` };
}

/** A log may hold a path of any length, and each step of it would be remembered with all before it. */
const DEEPEST = 32;

/**
 * The node of the attribute at a path, "" for any number. Those around it hold others, which says their types. A path
 * deeper than items can be is none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function findAttribute({ language, types, holder }: Scope, path: readonly string[]): TypeNode {
  if (path.length > DEEPEST) return makeNode();
  let key = holder;
  let node = makeNode();
  for (const [index, name] of path.entries()) {
    key += `\0${name}`;
    node = types.getOrInsertComputed(key, makeNode);
    const next = path[index + 1];
    if (next !== undefined)
      hint(node, next === "" ? language.inside.number : language.inside.name, SURE.only);
  }
  return node;
}

/** The values and names that a structure's expressions refer to. The types are known once the whole log has been read. */
export interface References {
  readonly values: ReadonlyMap<string, TypeNode>;
  readonly names: ReadonlySet<string>;
}

/** What an alias stands for; its own text where the log does not say. */
export function readAlias(alias: string): string {
  return alias.replace(/^#/, "");
}

/** Reads the expressions among a structure's members. */
export function readReferences(scope: Scope, members: Structure): References {
  const { language } = scope;
  const given = members[language.names];
  const aliases = isStructure(given) ? given : undefined;
  const values = new Map<string, TypeNode>();
  const names = new Set<string>();
  const nameOf = (name: string): string => {
    if (!name.startsWith("#")) return name;
    names.add(name);
    return readText(aliases, name) || readAlias(name);
  };
  for (const [member, text] of Object.entries(members)) {
    if (typeof text !== "string" || !matchesPattern(language.expressions, member)) continue;
    readExpression(language, text, {
      valueOf: (mark) => values.getOrInsertComputed(mark, makeNode),
      attributeAt: (path) => findAttribute(scope, path.map(nameOf)),
    });
  }
  const recorded = members[language.values];
  if (isStructure(recorded))
    for (const [mark, value] of Object.entries(recorded)) hintValue(values.get(mark), value);
  return { values, names };
}

/** Says the type of a value that the log holds: the only member of a union. */
function hintValue(node: TypeNode | undefined, value: Value | undefined): void {
  const [type] = isStructure(value) ? Object.keys(value) : [];
  if (node && type !== undefined) hint(node, type, SURE.only);
}

function learnDefinitions(setting: TypeSetting, input: Structure, answer: Structure): void {
  const { list, name, type } = setting.language.definitions;
  const holder = readText(input, setting.language.holder) || readText(answer, setting.language.holder);
  const items = answer[list];
  if (holder === "" || !Array.isArray(items)) return;
  const scope = openScope(setting, holder);
  for (const item of items as readonly Value[])
    if (isStructure(item))
      hint(findAttribute(scope, [readText(item, name)]), readText(item, type), SURE.defined);
}

/** Reads what stands in a value of an input, in `holder` unless it says another one itself. */
function learnValue(
  setting: TypeSetting,
  shape: Shape | undefined,
  value: Value | undefined,
  holder: string,
): void {
  const { language } = setting;
  if (!shape) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) learnValue(setting, shape.member, item, holder);
    return;
  }
  if (!isStructure(value)) return;
  const own = shape.type === "map" ? holder : readText(value, language.holder) || holder;
  if (shape.type === "structure") readReferences(openScope(setting, own), value);
  for (const [name, inner] of Object.entries(value)) {
    if (shape.type === "map") learnValue(setting, shape.value, inner, holder);
    else if (name === language.holders && isStructure(inner))
      for (const [key, item] of Object.entries(inner))
        learnValue(setting, shape.members?.[name]?.value, item, key);
    else if (language.held.includes(name) && isStructure(inner))
      for (const [attribute, held] of Object.entries(inner))
        hintValue(findAttribute(openScope(setting, own), [attribute]), held);
    else learnValue(setting, shape.members?.[name], inner, own);
  }
}

/** Reads all steps of services that have expressions. */
export function learnAttributeTypes(steps: readonly Step[]): AttributeTypes {
  const types: AttributeTypes = new Map();
  for (const step of steps) {
    const language = findLanguage(step.service);
    if (!language) continue;
    const setting: TypeSetting = { language, types, step };
    for (const answer of [step.input, step.output, ...Object.values(step.output)])
      if (isStructure(answer)) learnDefinitions(setting, step.input, answer);
    learnValue(setting, step.operation.input, step.input, "");
  }
  return types;
}

compileLightly(learnValue, readReferences);
