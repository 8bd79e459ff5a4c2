/** Makes shapes that all have one form: what looks at many of them, as every walk does, takes half the time then. */
import type { Shape } from "./types.ts";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All that a shape can have, in one order. */
const EMPTY: { readonly [K in keyof Required<Shape>]: undefined } = {
  name: undefined,
  type: undefined,
  members: undefined,
  member: undefined,
  key: undefined,
  value: undefined,
  required: undefined,
  enum: undefined,
  min: undefined,
  max: undefined,
  pattern: undefined,
  location: undefined,
  locationName: undefined,
  queryName: undefined,
  rootName: undefined,
  flattened: undefined,
  timestampFormat: undefined,
  jsonvalue: undefined,
  document: undefined,
  payload: undefined,
  union: undefined,
  sparse: undefined,
  sensitive: undefined,
  streaming: undefined,
  eventstream: undefined,
  event: undefined,
  eventpayload: undefined,
  eventheader: undefined,
  xmlNamespace: undefined,
  xmlAttribute: undefined,
  xmlOrder: undefined,
  hostLabel: undefined,
  idempotencyToken: undefined,
  resultWrapper: undefined,
  wrapper: undefined,
  exception: undefined,
  error: undefined,
  fault: undefined,
  retryable: undefined,
};

/** A shape with that name, kind and more; what it leads to can be set later. */
export function makeShape(facts: Pick<Shape, "name" | "type"> & Partial<Shape>): Mutable<Shape> {
  return Object.assign<object, typeof facts>({ ...EMPTY }, facts) as Mutable<Shape>;
}

/** Gives `one`, which is `shape` with other traits, what that leads to. */
export function leadOn(one: Mutable<Shape>, shape: Shape): void {
  const { members, member, key, value } = shape;
  Object.assign(one, { members, member, key, value });
}
