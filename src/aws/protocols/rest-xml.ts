/**
 * Bodies of rest-xml: values as XML elements.
 * See https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings.
 */

import { type ResolvedShape, resolveShape } from "../model/shape.ts";
import type { ServiceModel, ShapeRef } from "../model/types.ts";
import type { Value } from "../values.ts";
import { formatScalar } from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";
import { renderXml, type XmlElement } from "./xml.ts";

type Attribute = XmlElement["attributes"][number];

function writeNamespace(shape: ResolvedShape): Attribute[] {
  if (shape.xmlNamespace === undefined) return [];
  const { uri, prefix } = shape.xmlNamespace;
  return [[prefix ? `xmlns:${prefix}` : "xmlns", uri]];
}

function makeElement(name: string, shape: ResolvedShape, content: XmlElement["content"]): XmlElement {
  return { name, attributes: writeNamespace(shape), content };
}

function writeStructure(model: ServiceModel, shape: ResolvedShape, value: Value, name: string): XmlElement {
  const attributes = writeNamespace(shape);
  const children: XmlElement[] = [];
  for (const [key, item] of listEntries(value, shape, shape.shape)) {
    const ref = shape.members?.[key];
    if (ref === undefined || item === undefined || item === null) continue;
    const member = resolveShape(model, ref);
    // A structure's own name is for roots only.
    const memberName = ref.locationName ?? key;
    if (member.xmlAttribute) attributes.push([memberName, formatScalar(item, member, { body: "iso8601" })]);
    else children.push(...writeElements(model, member, item, memberName));
  }
  return { name, attributes, content: children };
}

function writeList(model: ServiceModel, shape: ResolvedShape, value: Value, name: string): XmlElement[] {
  if (shape.member === undefined) throw new Unsendable(`${shape.shape} is a list without a shape for items`);
  const member = resolveShape(model, shape.member);
  const itemName = shape.flattened ? name : (member.locationName ?? "member");
  const items = listItems(value, shape.shape)
    .filter((item) => item !== null)
    .flatMap((item) => writeElements(model, member, item, itemName));
  return shape.flattened ? items : [makeElement(name, shape, items)];
}

function writeMap(model: ServiceModel, shape: ResolvedShape, value: Value, name: string): XmlElement[] {
  if (shape.key === undefined || shape.value === undefined) {
    throw new Unsendable(`${shape.shape} is a map without shapes for keys and values`);
  }
  const [keys, values] = [resolveShape(model, shape.key), resolveShape(model, shape.value)];
  const entries = listEntries(value, shape, shape.shape).flatMap(([key, item]): XmlElement[] => {
    if (item === undefined || item === null) return [];
    const content = [
      ...writeElements(model, keys, key, keys.locationName ?? "key"),
      ...writeElements(model, values, item, values.locationName ?? "value"),
    ];
    return [{ name: shape.flattened ? name : "entry", attributes: [], content }];
  });
  return shape.flattened ? entries : [makeElement(name, shape, entries)];
}

/** A value's elements: one, or one an item for flattened lists and maps. */
function writeElements(model: ServiceModel, shape: ResolvedShape, value: Value, name: string): XmlElement[] {
  switch (shape.type) {
    case "structure":
      return [writeStructure(model, shape, value, name)];
    case "list":
      return writeList(model, shape, value, name);
    case "map":
      return writeMap(model, shape, value, name);
    default:
      return [makeElement(name, shape, formatScalar(value, shape, { body: "iso8601" }))];
  }
}

/**
 * The name of a body's root element. A structure's own name wins over the one that the operation refers to it by;
 * a payload member's wins over the structure's, unless it only repeats the member's name.
 */
function chooseRootName(model: ServiceModel, ref: ShapeRef, payloadMember: string | undefined): string {
  const own = model.shapes[ref.shape]?.locationName;
  const given = ref.locationName;
  const preferred = payloadMember === undefined || given === payloadMember ? own : undefined;
  return preferred ?? given ?? own ?? ref.shape;
}

/**
 * The XML text of a body: of the whole input where `payloadMember` is undefined (`value` then has only the members
 * without a location), else of that member. Throws Unsendable where a value does not fit its shape.
 */
export function writeXmlBody(
  model: ServiceModel,
  ref: ShapeRef,
  value: Value,
  payloadMember: string | undefined,
): string {
  const name = chooseRootName(model, ref, payloadMember);
  return writeElements(model, resolveShape(model, ref), value, name).map(renderXml).join("");
}
