/** Sets, which are kept in order. */
import type { AttributeValue } from "../attributes.ts";
import { checkValue } from "../check-values.ts";

function byText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function without<T>(all: readonly T[], others: readonly T[], nameOf: (one: T) => string): T[] {
  const names = new Set(others.map(nameOf));
  return all.filter((one) => !names.has(nameOf(one)));
}

function itself(text: string): string {
  return text;
}

/** What is in one set or in another of the same type. */
export function joinSets(one: AttributeValue, other: AttributeValue): AttributeValue {
  if (one.SS && other.SS) return checkValue({ SS: [...one.SS, ...without(other.SS, one.SS, itself)] }).value;
  if (one.NS && other.NS) return checkValue({ NS: [...one.NS, ...without(other.NS, one.NS, itself)] }).value;
  return checkValue({ BS: [...(one.BS ?? []), ...without(other.BS ?? [], one.BS ?? [], byText)] }).value;
}

/** What is in a set and not in another of the same type; undefined where that is nothing, for no set is empty. */
export function takeFromSet(from: AttributeValue, other: AttributeValue): AttributeValue | undefined {
  const left: AttributeValue = from.SS
    ? { SS: without(from.SS, other.SS ?? [], itself) }
    : from.NS
      ? { NS: without(from.NS, other.NS ?? [], itself) }
      : { BS: without(from.BS ?? [], other.BS ?? [], byText) };
  return (left.SS ?? left.NS ?? left.BS)?.length === 0 ? undefined : left;
}
