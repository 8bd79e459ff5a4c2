/** Says why an input cannot become a request, and checks a value against the kind of shape it stands for. */

import type { Shape } from "../model/types.ts";
import { isStructure, type Structure, type Value } from "../values.ts";

/** Thrown inside an encoder, caught by encodeRequest alone. The message is a plain reason for people. */
export class Unsendable extends Error {}

/** The entries of a structure or map in the input's order. Throws Unsendable for any other value. */
export function listEntries(value: Value, shape: Shape, name: string): [string, Value | undefined][] {
  return Object.entries(expectStructure(value, shape, name));
}

/** A structure or a map. Throws Unsendable for any other value. */
export function expectStructure(value: Value, shape: Shape, name: string): Structure {
  if (!isStructure(value))
    throw new Unsendable(`${name} must be a ${shape.type}, not ${describeValue(value)}`);
  return value;
}

/** The items of a list. Throws Unsendable for any other value. */
export function listItems(value: Value, name: string): readonly Value[] {
  if (!Array.isArray(value)) throw new Unsendable(`${name} must be a list, not ${describeValue(value)}`);
  return value;
}

function describeValue(value: Value): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a timestamp";
  if (value instanceof Uint8Array) return "a blob";
  if (isStructure(value)) return "a structure";
  return typeof value === "string" ? "text" : typeof value === "boolean" ? "a boolean" : "a number";
}
