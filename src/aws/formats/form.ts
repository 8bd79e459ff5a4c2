/**
 * Values of a shape as the names and texts of a form, both ways: `Tags.member.1.Key=a`.
 * See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and .../aws-ec2-query-protocol.html.
 */
import { compileLightly } from "../../base/compiling.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import { type FormNode, listNumbered } from "./form-tree.ts";
import { Malformed, type ReadingRules } from "./reading.ts";
import { formatScalar, readScalar } from "./scalars.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";

/** What the query protocol and EC2's do each in their own way. */
export interface FormStyle {
  readonly nameMember: (member: Shape, name: string) => string;
  /** What a list that is not empty is called instead, where that is not the member's name. */
  readonly nameByItems: (member: Shape) => string | undefined;
  /** The part of a name between a list's and its items' numbers, where there is one. */
  readonly nameItems: (list: Shape, item: Shape) => string | undefined;
  /** Whether an empty list is written as its bare name. */
  readonly writesEmptyLists: boolean;
}

type Pair = readonly [name: string, value: string];

const nameEntries = (map: Shape) => (map.flattened ? undefined : "entry");
const nameKey = (keys: Shape) => keys.locationName ?? "key";
const nameValue = (values: Shape) => values.locationName ?? "value";

function join(prefix: string, part: string | undefined): string {
  if (part === undefined) return prefix;
  return prefix === "" ? part : `${prefix}.${part}`;
}

/**
 * A value as name and value pairs, depth first; `prefix` is the name of what it stands in. Throws Unsendable where a value
 * does not fit its shape.
 */
export function writeForm(style: FormStyle, shape: Shape, value: Value, prefix: string): Pair[] {
  const pairs: Pair[] = [];
  addForm(style, shape, value, prefix, pairs);
  return pairs;
}

function addForm(
  style: FormStyle,
  shape: Shape,
  value: Value | undefined,
  prefix: string,
  pairs: Pair[],
): void {
  if (value === null || value === undefined) return;
  switch (shape.type) {
    case "structure":
      for (const [key, item] of listEntries(value, shape, shape.name)) {
        const member = shape.members?.[key];
        if (member === undefined) continue;
        const ofItems = Array.isArray(item) && item.length > 0 ? style.nameByItems(member) : undefined;
        addForm(style, member, item, join(prefix, ofItems ?? style.nameMember(member, key)), pairs);
      }
      return;
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.name} is a list without a shape for items`);
      const items = listItems(value, shape.name).filter((item) => item !== null);
      if (items.length === 0 && style.writesEmptyLists) pairs.push([prefix, ""]);
      const name = join(prefix, style.nameItems(shape, shape.member));
      for (const [index, item] of items.entries())
        addForm(style, shape.member, item, `${name}.${index + 1}`, pairs);
      return;
    }
    case "map": {
      if (shape.key === undefined || shape.value === undefined) {
        throw new Unsendable(`${shape.name} is a map without shapes for keys and values`);
      }
      const [keys, values] = [shape.key, shape.value];
      const entries = listEntries(value, shape, shape.name).filter(([, item]) => item !== null);
      for (const [index, [key, item]] of entries.entries()) {
        const name = `${join(prefix, nameEntries(shape))}.${index + 1}`;
        addForm(style, keys, key, `${name}.${nameKey(keys)}`, pairs);
        addForm(style, values, item, `${name}.${nameValue(values)}`, pairs);
      }
      return;
    }
    default:
      pairs.push([prefix, formatScalar(value, shape, { body: "iso8601" })]);
  }
}

function readStructure(style: FormStyle, shape: Shape, node: FormNode, reading: ReadingRules): Structure {
  const structure = makeStructure();
  for (const [name, member] of listMembers(shape)) {
    const ofItems = style.nameByItems(member);
    const child =
      (ofItems === undefined ? undefined : node.children.get(ofItems)) ??
      node.children.get(style.nameMember(member, name));
    if (child) structure[name] = readForm(style, member, child, reading);
  }
  return structure;
}

/** The node whose numbered children are the items; undefined where only the empty text says that there are none. */
function findItems(node: FormNode, part: string | undefined): FormNode | undefined {
  return part === undefined ? node : node.children.get(part);
}

function readMap(style: FormStyle, shape: Shape, node: FormNode, reading: ReadingRules): Structure {
  const map = makeStructure();
  const entries = findItems(node, nameEntries(shape));
  if (!entries || !shape.key || !shape.value) return map;
  for (const entry of listNumbered(entries)) {
    const key = entry.children.get(nameKey(shape.key));
    if (key?.text === undefined) throw new Malformed(shape, undefined);
    // An empty structure has no names.
    const value = entry.children.get(nameValue(shape.value)) ?? { children: new Map() };
    map[key.text] = readForm(style, shape.value, value, reading);
  }
  return map;
}

/** The value of a shape under a node. Names that the shape does not have are left out, as AWS's servers do. */
export function readForm(style: FormStyle, shape: Shape, node: FormNode, reading: ReadingRules): Value {
  const isScalar = shape.type !== "structure" && shape.type !== "list" && shape.type !== "map";
  if (isScalar) {
    if (node.text !== undefined && node.children.size === 0) return readScalar(shape, node.text, reading);
    throw new Malformed(shape, makeStructure());
  }
  if (node.text !== undefined && node.text !== "") throw new Malformed(shape, node.text);
  if (shape.type === "structure") return readStructure(style, shape, node, reading);
  if (shape.type === "map") return readMap(style, shape, node, reading);
  const { member } = shape;
  const items = member && findItems(node, style.nameItems(shape, member));
  return items ? listNumbered(items).map((item) => readForm(style, member, item, reading)) : [];
}

compileLightly(addForm, readStructure);
