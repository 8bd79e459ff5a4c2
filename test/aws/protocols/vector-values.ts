/** What the protocol test vectors write otherwise than the API models do. */
import type { Shape } from "../../../src/aws/model/types.ts";
import { isStructure, makeStructure, type Value } from "../../../src/aws/values.ts";

/** JSON whose namespaces are as real models have them, {uri}, and not bare URIs. */
export function parseVectors(text: string): unknown {
  return JSON.parse(text, (key, value) =>
    key === "xmlNamespace" && typeof value === "string" ? { uri: value } : value,
  );
}

/** Values in the types of their shapes: the vectors write timestamps as epoch seconds and blobs as plain text. */
export function convertValue(shape: Shape, value: Value): Value {
  if (value === null || shape.document) return value;
  const { member: items, value: values } = shape;
  if (shape.type === "timestamp" && typeof value === "number") return new Date(value * 1000);
  if (shape.type === "timestamp" && typeof value === "string") return new Date(value);
  const isFloat = shape.type === "float" || shape.type === "double";
  if (isFloat && typeof value === "string") return Number(value);
  if (shape.type === "blob" && typeof value === "string") return new TextEncoder().encode(value);
  if (items && Array.isArray(value)) {
    return value.map((item) => convertValue(items, item));
  }
  if (!isStructure(value)) return value;
  const converted = makeStructure();
  for (const [key, item] of Object.entries(value)) {
    const ref = shape.type === "map" ? values : shape.members?.[key];
    converted[key] = ref ? convertValue(ref, item ?? null) : (item ?? null);
  }
  return converted;
}
