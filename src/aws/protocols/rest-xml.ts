/**
 * Bodies of rest-xml: values as XML elements.
 * See https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings.
 */

import type { Shape } from "../model/types.ts";
import type { Value } from "../values.ts";
import { formatScalar } from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";
import { renderXml, type XmlElement } from "./xml.ts";

type Attribute = XmlElement["attributes"][number];

function writeNamespace(shape: Shape): Attribute[] {
  if (shape.xmlNamespace === undefined) return [];
  const { uri, prefix } = shape.xmlNamespace;
  return [[prefix ? `xmlns:${prefix}` : "xmlns", uri]];
}

function makeElement(name: string, shape: Shape, content: XmlElement["content"]): XmlElement {
  return { name, attributes: writeNamespace(shape), content };
}

function writeStructure(shape: Shape, value: Value, name: string): XmlElement {
  const attributes = writeNamespace(shape);
  const children: XmlElement[] = [];
  for (const [key, item] of listEntries(value, shape, shape.name)) {
    const member = shape.members?.[key];
    if (member === undefined || item === undefined || item === null) continue;
    // A structure's own name is for roots only.
    const memberName = member.locationName ?? key;
    if (member.xmlAttribute) attributes.push([memberName, formatScalar(item, member, { body: "iso8601" })]);
    else children.push(...writeElements(member, item, memberName));
  }
  return { name, attributes, content: children };
}

function writeList(shape: Shape, value: Value, name: string): XmlElement[] {
  if (shape.member === undefined) throw new Unsendable(`${shape.name} is a list without a shape for items`);
  const member = shape.member;
  const itemName = shape.flattened ? name : (member.locationName ?? "member");
  const items = listItems(value, shape.name)
    .filter((item) => item !== null)
    .flatMap((item) => writeElements(member, item, itemName));
  return shape.flattened ? items : [makeElement(name, shape, items)];
}

function writeMap(shape: Shape, value: Value, name: string): XmlElement[] {
  if (shape.key === undefined || shape.value === undefined) {
    throw new Unsendable(`${shape.name} is a map without shapes for keys and values`);
  }
  const [keys, values] = [shape.key, shape.value];
  const entries = listEntries(value, shape, shape.name).flatMap(([key, item]): XmlElement[] => {
    if (item === undefined || item === null) return [];
    const content = [
      ...writeElements(keys, key, keys.locationName ?? "key"),
      ...writeElements(values, item, values.locationName ?? "value"),
    ];
    return [{ name: shape.flattened ? name : "entry", attributes: [], content }];
  });
  return shape.flattened ? entries : [makeElement(name, shape, entries)];
}

/** A value's elements: one, or one an item for flattened lists and maps. */
function writeElements(shape: Shape, value: Value, name: string): XmlElement[] {
  switch (shape.type) {
    case "structure":
      return [writeStructure(shape, value, name)];
    case "list":
      return writeList(shape, value, name);
    case "map":
      return writeMap(shape, value, name);
    default:
      return [makeElement(name, shape, formatScalar(value, shape, { body: "iso8601" }))];
  }
}

/**
 * The name of a body's root element. A structure's own name wins over the one that the operation refers to it by;
 * a payload member's wins over the structure's, unless it only repeats the member's name.
 */
function chooseRootName(shape: Shape, payloadMember: string | undefined): string {
  const { rootName, locationName, name } = shape;
  const preferred = payloadMember === undefined || locationName === payloadMember ? rootName : undefined;
  return preferred ?? locationName ?? rootName ?? name;
}

/**
 * The XML text of a body: of the whole input where `payloadMember` is undefined (`value` then has only the members
 * without a location), else of that member. Throws Unsendable where a value does not fit its shape.
 */
export function writeXmlBody(ref: Shape, value: Value, payloadMember: string | undefined): string {
  const name = chooseRootName(ref, payloadMember);
  return writeElements(ref, value, name).map(renderXml).join("");
}
