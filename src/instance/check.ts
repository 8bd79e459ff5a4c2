/**
 * Holds an input against the constraints of its shapes: required, enum, length, range and pattern
 * (https://smithy.io/2.0/spec/constraint-traits.html). What AWS says of it is written by describe-faults.ts.
 */
import { matchesWhole } from "../aws/model/match-pattern.ts";
import { listMembers } from "../aws/model/shape.ts";
import { readPattern } from "../aws/model/text-pattern.ts";
import type { Shape } from "../aws/model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";

/** One step to a value: a member of a structure, an item of a list (counted from 1), an entry of a map. */
export type FaultStep = { readonly member: string } | { readonly item: number } | { readonly entry: string };

/** A bound or a choice that a value does not keep to. */
export type Constraint =
  | { readonly kind: "required" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "length" | "range"; readonly bound: "least" | "most"; readonly limit: number };

/** What is wrong with one value of an input. */
export interface Fault {
  readonly path: readonly FaultStep[];
  /** undefined where it is missing. */
  readonly value: Value | undefined;
  readonly constraint: Constraint;
  /** Set where the value is a key of the map at the path. */
  readonly isKey?: true;
}

/** More than AWS tells, so that an input of a million wrong items costs no more than one. */
const MOST_FAULTS = 10;

function countEntries(value: Value): number | undefined {
  if (typeof value === "string") return [...value].length;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.length;
  return isStructure(value) ? Object.keys(value).length : undefined;
}

function readNumber(value: Value): number | undefined {
  if (value instanceof Digits) return Number(value.text);
  return typeof value === "number" ? value : undefined;
}

function* checkBounds(
  kind: "length" | "range",
  size: number | undefined,
  { min, max }: Shape,
): Generator<Constraint> {
  if (size === undefined) return;
  if (max !== undefined && size > max) yield { kind, bound: "most", limit: max };
  if (min !== undefined && size < min) yield { kind, bound: "least", limit: min };
}

/** A pattern that is not understood refuses nothing. */
function fitsPattern(pattern: string, text: string): boolean {
  const node = readPattern(pattern);
  return node === undefined || matchesWhole(node, text);
}

/** What a value's own shape refuses; not that of its members. */
function* checkValue(shape: Shape, value: Value): Generator<Constraint> {
  if (shape.enum && typeof value === "string") {
    if (!shape.enum.includes(value)) yield { kind: "enum", values: shape.enum };
    return;
  }
  if (shape.pattern !== undefined && typeof value === "string" && !fitsPattern(shape.pattern, value))
    yield { kind: "pattern", pattern: shape.pattern };
  yield* checkBounds("length", countEntries(value), shape);
  yield* checkBounds("range", readNumber(value), shape);
}

function* checkAll(shape: Shape, value: Value, path: readonly FaultStep[]): Generator<Fault> {
  for (const constraint of checkValue(shape, value)) yield { path, value, constraint };
  if (Array.isArray(value)) {
    if (!shape.member) return;
    for (const [index, item] of (value as readonly Value[]).entries())
      if (item !== null) yield* checkAll(shape.member, item, [...path, { item: index + 1 }]);
  } else if (!isStructure(value) || shape.document || shape.jsonvalue) return;
  else if (shape.type === "map") yield* checkMap(shape, value, path);
  else yield* checkMembers(shape, value, path);
}

function* checkMap(
  { key, value: shape }: Shape,
  map: Structure,
  path: readonly FaultStep[],
): Generator<Fault> {
  for (const [name, value] of Object.entries(map)) {
    if (key)
      for (const constraint of checkValue(key, name)) yield { path, value: name, constraint, isKey: true };
    if (shape && value !== undefined && value !== null)
      yield* checkAll(shape, value, [...path, { entry: name }]);
  }
}

function* checkMembers(shape: Shape, value: Structure, path: readonly FaultStep[]): Generator<Fault> {
  for (const [name, member] of listMembers(shape)) {
    const inner = value[name];
    const at = [...path, { member: name }];
    if (inner !== undefined && inner !== null) yield* checkAll(member, inner, at);
    else if (shape.required?.includes(name) && !member.idempotencyToken)
      yield { path: at, value: undefined, constraint: { kind: "required" } };
  }
}

/** What is wrong with an input by its shape, in the order of the model's members: the first ten faults. */
export function listFaults(shape: Shape | undefined, input: Structure): Fault[] {
  return shape ? checkAll(shape, input, []).take(MOST_FAULTS).toArray() : [];
}
