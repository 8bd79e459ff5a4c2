/** The values an operation's input is made of, in the names of its shapes: what decoding gives and encoding takes. */
import { isObject } from "../base/values.ts";

/**
 * A JSON number kept as its source text, where a JavaScript number would not print the same digits again
 * (9007199254740993, 1.0).
 */
export class Digits {
  constructor(readonly text: string) {}
}

/** Timestamps are Date, blobs are Uint8Array, structures and maps are null-prototype objects. null means absent. */
export type Value =
  | null
  | string
  | number
  | boolean
  | Digits
  | Date
  | Uint8Array
  | readonly Value[]
  | Structure;

/** A structure (keys are member names of the shape) or a map (keys are the user's own). */
export interface Structure {
  readonly [name: string]: Value | undefined;
}

/** An empty structure whose keys cannot collide with Object's own (`__proto__`). */
export function makeStructure(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** Whether a value is a structure or a map, and not one of the other objects. */
export function isStructure(value: unknown): value is Structure {
  return isObject(value);
}

/** Whether a value is one thing: a text, a number, a boolean, a moment, bytes; null is none. */
export function isScalar(
  value: Value | undefined,
): value is Exclude<Value, null | readonly Value[] | Structure> {
  return value !== undefined && value !== null && !Array.isArray(value) && !isStructure(value);
}
