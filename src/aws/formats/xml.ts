/**
 * XML bodies, both ways: values of a shape to texts and elements to values. The query protocols answer in it, too.
 * See https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings.
 */
import { compileLightly } from "../../base/compiling.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import { writeOnce } from "./lasting.ts";
import { Malformed, type ReadingRules } from "./reading.ts";
import { formatScalar, readScalar } from "./scalars.ts";
import { expectStructure, listEntries, listItems, Unsendable } from "./unsendable.ts";
import {
  encloseXml,
  escapeText,
  findElement,
  listElements,
  nameOf,
  stripPrefix,
  textOf,
  type WrittenElements,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from "./xml-elements.ts";

const NONE: readonly never[] = [];

function listNamespaces({ xmlNamespace }: Shape): readonly XmlAttribute[] {
  if (xmlNamespace === undefined) return NONE;
  const { uri, prefix } = xmlNamespace;
  return [[prefix ? `xmlns:${prefix}` : "xmlns", uri]];
}

/** What a flattened list without a name of its own is called: as its member, or as SimpleDB answers, as its items. */
type Naming = "by member" | "by items";

function nameOfItems(shape: Shape): string | undefined {
  return shape.type === "list" && shape.flattened ? shape.member?.locationName : undefined;
}

/** What the element of a member is called; a structure's own name is for roots only. */
function nameElement(shape: Shape, name: string, naming: Naming): string {
  return shape.locationName ?? (naming === "by items" ? nameOfItems(shape) : undefined) ?? name;
}

/** The members of a structure: those that stand in the start of its element, and the elements in it. */
interface Members {
  readonly attributes: readonly XmlAttribute[];
  readonly elements: readonly WrittenElements[];
}

const IN_BODY = { body: "iso8601" } as const;

function writeMembers(shape: Shape, value: Value, naming: Naming): Members {
  let attributes = listNamespaces(shape);
  const elements: WrittenElements[] = [];
  const given = expectStructure(value, shape, shape.name);
  for (const key of Object.keys(given)) {
    const [member, item] = [shape.members?.[key], given[key]];
    if (member === undefined || item === undefined || item === null) continue;
    const name = nameElement(member, key, naming);
    if (member.xmlAttribute) attributes = [...attributes, [name, formatScalar(item, member, IN_BODY)]];
    else elements.push({ name, text: writeElements(member, item, name, naming) });
  }
  return { attributes, elements };
}

function writeStructure(shape: Shape, value: Value, name: string, naming: Naming): string {
  const structure = expectStructure(value, shape, shape.name);
  return writeOnce(structure, { shape, format: naming, name }, () => {
    const { attributes, elements } = writeMembers(shape, structure, naming);
    let inner = "";
    for (const { text } of elements) inner += text;
    return encloseXml(name, attributes, inner);
  });
}

function writeList(shape: Shape, value: Value, name: string, naming: Naming): string {
  if (shape.member === undefined) throw new Unsendable(`${shape.name} is a list without a shape for items`);
  const member = shape.member;
  const itemName = shape.flattened ? name : (member.locationName ?? "member");
  let items = "";
  for (const item of listItems(value, shape.name))
    if (item !== null) items += writeElements(member, item, itemName, naming);
  return shape.flattened ? items : encloseXml(name, listNamespaces(shape), items);
}

function writeMap(shape: Shape, value: Value, name: string, naming: Naming): string {
  if (shape.key === undefined || shape.value === undefined) {
    throw new Unsendable(`${shape.name} is a map without shapes for keys and values`);
  }
  const [keys, values] = [shape.key, shape.value];
  let entries = "";
  for (const [key, item] of listEntries(value, shape, shape.name)) {
    if (item === undefined || item === null) continue;
    const written =
      writeElements(keys, key, keys.locationName ?? "key", naming) +
      writeElements(values, item, values.locationName ?? "value", naming);
    entries += encloseXml(shape.flattened ? name : "entry", NONE, written);
  }
  return shape.flattened ? entries : encloseXml(name, listNamespaces(shape), entries);
}

/** A value's elements: one, or one an item for flattened lists and maps. */
function writeElements(shape: Shape, value: Value, name: string, naming: Naming): string {
  switch (shape.type) {
    case "structure":
      return writeStructure(shape, value, name, naming);
    case "list":
      return writeList(shape, value, name, naming);
    case "map":
      return writeMap(shape, value, name, naming);
    default:
      return encloseXml(name, listNamespaces(shape), escapeText(formatScalar(value, shape, IN_BODY)));
  }
}

/**
 * The name of a body's root element. A structure's own name wins over the one that the operation refers to it by;
 * a payload member's wins over the structure's, unless it only repeats the member's name.
 */
export function nameRoot(shape: Shape, payloadMember: string | undefined): string {
  const { rootName, locationName, name } = shape;
  const preferred = payloadMember === undefined || locationName === payloadMember ? rootName : undefined;
  return preferred ?? locationName ?? rootName ?? name;
}

/**
 * The XML text of a body: of the whole input where `payloadMember` is undefined (`value` then has only the members
 * without a location), else of that member. Throws Unsendable where a value does not fit its shape.
 */
export function writeXmlBody(ref: Shape, value: Value, payloadMember: string | undefined): string {
  return writeElements(ref, value, nameRoot(ref, payloadMember), "by member");
}

/** The element of that name of an answer, with the members of a structure. */
export function writeXmlElement(
  shape: Shape,
  value: Structure,
  name: string,
  naming: Naming = "by member",
): XmlElement {
  const { attributes, elements } = writeMembers(shape, value, naming);
  return { name, attributes, content: elements };
}

/** Members that stand elsewhere in a request or an answer are no part of the document. */
function isInBody(member: Shape): boolean {
  return member.location === undefined;
}

function readAttribute(element: XmlNode, name: string): string | undefined {
  const wanted = stripPrefix(name);
  return Object.entries(element.attributes).find(([key]) => stripPrefix(key) === wanted)?.[1];
}

/** Refuses what no member of the shape has read, where that is to be refused. */
function checkAllRead(
  shape: Shape,
  element: XmlNode,
  read: ReadonlySet<string>,
  reading: ReadingRules,
): void {
  if (!reading.refusesUnknown) return;
  const isForeign = listElements(element).some((child) => !read.has(nameOf(child)));
  if (isForeign || textOf(element).trim() !== "") throw new Malformed(shape, undefined);
}

function readStructure(shape: Shape, element: XmlNode, reading: ReadingRules): Structure {
  const structure = makeStructure();
  const children = Map.groupBy(listElements(element), nameOf);
  const read = new Set<string>();
  for (const [name, member] of listMembers(shape)) {
    if (!isInBody(member)) continue;
    const names = [member.locationName ?? name, nameOfItems(member)].filter((one) => one !== undefined);
    const wireName = names.find((one) => children.has(one)) ?? member.locationName ?? name;
    const found = children.get(wireName);
    const attribute = member.xmlAttribute ? readAttribute(element, wireName) : undefined;
    if (found) structure[name] = readXmlValue(member, found, reading);
    else if (attribute !== undefined) structure[name] = readScalar(member, attribute, reading);
    read.add(wireName);
  }
  checkAllRead(shape, element, read, reading);
  return structure;
}

function readMap(shape: Shape, entries: readonly XmlNode[], reading: ReadingRules): Structure {
  const map = makeStructure();
  if (!shape.key || !shape.value) return map;
  const keyName = shape.key.locationName ?? "key";
  const valueName = shape.value.locationName ?? "value";
  for (const entry of entries) {
    const key = findElement(entry, keyName);
    const value = findElement(entry, valueName);
    if (key && value) map[textOf(key)] = readXmlValue(shape.value, [value], reading);
    else if (reading.isStrict) throw new Malformed(shape, undefined);
  }
  return map;
}

function readItems(shape: Shape, elements: readonly XmlNode[], reading: ReadingRules): Value[] {
  const { member } = shape;
  if (!member) return [];
  const items = shape.flattened ? elements : elements.flatMap(listElements);
  const itemName = member.locationName ?? "member";
  if (reading.refusesUnknown && !shape.flattened && items.some((item) => nameOf(item) !== itemName)) {
    throw new Malformed(shape, undefined);
  }
  return items.map((item) => readXmlValue(member, [item], reading));
}

/**
 * The elements of one name in one parent as a value of a shape, by member names: all of them are the items of a
 * flattened list or map, the first is any other value. Elements that the shape does not have, and texts that do not
 * fit their shape, are kept out or refused, as `reading` says.
 */
export function readXmlValue(shape: Shape, elements: readonly XmlNode[], reading: ReadingRules): Value {
  const [first] = elements;
  if (first === undefined) return null;
  switch (shape.type) {
    case "structure":
      return readStructure(shape, first, reading);
    case "list":
      return readItems(shape, elements, reading);
    case "map":
      return readMap(shape, shape.flattened ? elements : elements.flatMap(listElements), reading);
    default:
      if (reading.isStrict && listElements(first).length > 0) throw new Malformed(shape, makeStructure());
      return readScalar(shape, textOf(first), reading);
  }
}

compileLightly(writeMembers, writeStructure, writeList, writeElements);
