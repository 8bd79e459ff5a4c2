/**
 * XML bodies to values of a shape: the query, ec2 and rest-xml protocols.
 *
 * The parser is Bun's own, in its tree form. Measured with Bun 1.4.5: the tree keeps order, attributes, whitespace,
 * CDATA and character references exactly; ill-formed documents, control characters and invalid UTF-8
 * throw; external entities are never fetched, internal ones stop at an amplification limit; 50,000 levels throw;
 * 300,000 elements take 0.3 s. (Its compact form is no use: it loses the order of elements with different names.)
 */

import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import { MAX_DEPTH } from "./limits.ts";
import { readScalar } from "./scalars.ts";

/** An element of a parsed document; names keep their namespace prefix. */
export type XmlElement = Bun.XML.Node;

/** What an empty body is read as where AWS leaves out the document. */
export const EMPTY_ELEMENT: XmlElement = { name: "", attributes: {}, children: [] };

/** A name without its namespace prefix: AWS's documents never have two meanings of one local name. */
function stripPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An element's name without its namespace prefix. */
export function nameOf(element: XmlElement): string {
  return stripPrefix(element.name);
}

/** The child elements, without text and comments. */
function listElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child === "object" && "name" in child);
}

/** The first child element of that local name. */
export function findElement(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element && listElements(element).find((child) => nameOf(child) === name);
}

/** The text directly in an element, exactly. */
export function textOf(element: XmlElement): string {
  return element.children.filter((child) => typeof child === "string").join("");
}

function isTooDeep(element: XmlElement, room: number): boolean {
  return room === 0 || listElements(element).some((child) => isTooDeep(child, room - 1));
}

/** The root element of a document; undefined for what is no XML or nested too deeply. */
export function parseXml(text: string): XmlElement | undefined {
  try {
    const root = Bun.XML.parse(text.trimStart(), { compact: false });
    return isTooDeep(root, MAX_DEPTH) ? undefined : root;
  } catch {
    return undefined;
  }
}

/** A flattened list goes by its member's name where it has one, as in botocore: `<Message>` of `Messages`. */
function nameMember(shape: Shape, name: string): string {
  const flattened = shape.type === "list" && shape.flattened && shape.member;
  const ofItem = flattened ? flattened.locationName : undefined;
  return ofItem ?? shape.locationName ?? name;
}

function readAttribute(element: XmlElement, name: string): string | undefined {
  const wanted = stripPrefix(name);
  return Object.entries(element.attributes).find(([key]) => stripPrefix(key) === wanted)?.[1];
}

function readStructure(shape: Shape, element: XmlElement): Structure {
  const structure = makeStructure();
  const children = Map.groupBy(listElements(element), nameOf);
  for (const [name, member] of listMembers(shape)) {
    const inner = member;
    if (inner.location === "header" || inner.location === "headers" || inner.location === "statusCode")
      continue;
    const found = children.get(nameMember(inner, name));
    const attribute = inner.xmlAttribute ? readAttribute(element, inner.locationName ?? name) : undefined;
    if (found) structure[name] = readXmlValue(member, found);
    else if (attribute !== undefined) structure[name] = readScalar(inner.type, attribute);
  }
  return structure;
}

function readMap(shape: Shape, entries: readonly XmlElement[]): Structure {
  const map = makeStructure();
  if (!shape.key || !shape.value) return map;
  const keyName = shape.key.locationName ?? "key";
  const valueName = shape.value.locationName ?? "value";
  for (const entry of entries) {
    const key = findElement(entry, keyName);
    const value = findElement(entry, valueName);
    if (key && value) map[textOf(key)] = readXmlValue(shape.value, [value]);
  }
  return map;
}

/**
 * The elements of one name in one parent as a value of the shape that `ref` names, by member names:
 * all of them are the items of a flattened list or map, the first is any other value.
 * Elements that the shape does not have are left out; a text that does not fit its type is kept as it came.
 */
export function readXmlValue(shape: Shape, elements: readonly XmlElement[]): Value {
  const [first] = elements;
  if (first === undefined) return null;
  const { member } = shape;
  switch (shape.type) {
    case "structure":
      return readStructure(shape, first);
    case "list": {
      const items = shape.flattened ? elements : elements.flatMap(listElements);
      return member ? items.map((item) => readXmlValue(member, [item])) : [];
    }
    case "map":
      return readMap(shape, shape.flattened ? elements : elements.flatMap(listElements));
    default:
      return readScalar(shape.type, textOf(first));
  }
}
