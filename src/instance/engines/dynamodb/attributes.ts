/** Attribute values: a member named by the type, as the API has them. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */

export type AttributeType = "S" | "N" | "B" | "SS" | "NS" | "BS" | "M" | "L" | "BOOL" | "NULL";

/** A value of an attribute that was checked: it has exactly one member, and numbers are written as AWS writes them. */
export type AttributeValue = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly Uint8Array[];
  readonly M?: TableItem;
  readonly L?: readonly AttributeValue[];
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
};

/** Attributes by their names, without a prototype: an item, or a map in one. */
export type TableItem = { readonly [name: string]: AttributeValue };

/** An item that is being made. */
export type OpenItem = Record<string, AttributeValue>;

/** An item without attributes. */
export function makeItem(attributes?: TableItem): OpenItem {
  return Object.assign(Object.create(null) as OpenItem, attributes);
}

/** The type of a value. */
export function typeOf(attribute: AttributeValue): AttributeType {
  for (const type in attribute) return type as AttributeType;
  return "NULL";
}

/** Those of the named attributes that an item has. */
export function pick(item: TableItem, names: Iterable<string>): TableItem {
  const picked = makeItem();
  for (const name of names) {
    const attribute = item[name];
    if (attribute) picked[name] = attribute;
  }
  return picked;
}
