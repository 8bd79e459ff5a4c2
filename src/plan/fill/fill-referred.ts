/** Fills in what is referred to and not there: values and names of expressions, and attributes of which only names are. */

import type { Shape } from "../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Placeholder } from "../steps.ts";
import { findAttribute, openScope, readAlias, readReferences, type TypeSetting } from "./attribute-types.ts";
import { readText } from "./read-text.ts";
import { readType, type TypeNode } from "./type-nodes.ts";

type Members = Record<string, Value | undefined>;

interface Filled {
  readonly value: Value;
  readonly filled: string;
}

/** A value of a table's row as the shape takes it: texts are bytes there in a blob. */
function fitShape(shape: Shape, value: Value): Value {
  if (shape.type === "blob") return Buffer.from(String(value));
  if (Array.isArray(value)) {
    const { member } = shape;
    return member ? (value as readonly Value[]).map((item) => fitShape(member, item)) : value;
  }
  return value;
}

function makeTyped({ language }: TypeSetting, shape: Shape, node: TypeNode): Filled | undefined {
  const known = readType(node) ?? language.preset;
  const name = Object.hasOwn(language.types, known) ? known : language.preset;
  const row = language.types[name];
  const member = shape.members?.[name];
  if (!row || !member) return undefined;
  const value = Object.assign(makeStructure(), { [name]: fitShape(member, row.value as Value) });
  return { value, filled: row.filled };
}

function openMap(value: Value | undefined): Members {
  return Object.assign(makeStructure(), isStructure(value) ? value : {});
}

/**
 * Adds the values and names that a structure's expressions refer to and that are not beside them. `path` is the
 * structure's, `holder` what the structure around says of whose attributes they are.
 */
export function fillReferences(
  setting: TypeSetting,
  shape: Shape,
  members: Members,
  path: string,
  holder: string,
): Placeholder[] {
  const { language } = setting;
  const member = shape.members?.[language.values]?.value;
  const name = shape.members?.[language.names];
  if (!member || !name) return [];
  const scope = openScope(setting, readText(members as Structure, language.holder) || holder);
  const references = readReferences(scope, members as Structure);
  const placeholders: Placeholder[] = [];
  const values = openMap(members[language.values]);
  const names = openMap(members[language.names]);
  const reason = "An expression refers to it, and CloudTrail leaves it out.";
  for (const [mark, node] of references.values) {
    const made = values[mark] === undefined ? makeTyped(setting, member, node) : undefined;
    if (!made) continue;
    values[mark] = made.value;
    placeholders.push({ path: `${path}${language.values}.${mark}`, filled: made.filled, reason });
  }
  for (const alias of references.names) {
    if (names[alias] !== undefined) continue;
    names[alias] = readAlias(alias);
    placeholders.push({
      path: `${path}${language.names}.${alias}`,
      filled: `the name ${readAlias(alias)}`,
      reason,
    });
  }
  if (Object.keys(values).length > 0) members[language.values] = values as Structure;
  if (Object.keys(names).length > 0) members[language.names] = names as Structure;
  return placeholders;
}

/** A map with the attributes whose names the record holds, and what has been filled in. */
export function fillNamed(
  setting: TypeSetting,
  shape: Shape,
  given: Value | undefined,
  names: readonly string[],
  path: string,
  holder: string,
): { value: Structure; placeholders: Placeholder[] } {
  const value = openMap(given);
  const placeholders: Placeholder[] = [];
  const scope = openScope(setting, holder);
  for (const name of names) {
    if (value[name] !== undefined || !shape.value) continue;
    const made = makeTyped(setting, shape.value, findAttribute(scope, [name]));
    if (!made) continue;
    value[name] = made.value;
    const reason = "CloudTrail has the name of the attribute, and no value.";
    placeholders.push({ path: `${path}.${name}`, filled: made.filled, reason });
  }
  return { value: value as Structure, placeholders };
}

compileLightly(fillReferences);
