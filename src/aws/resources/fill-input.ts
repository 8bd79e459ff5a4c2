/** Fills the input of an operation from another call, as the rows of readings.bin say. */
import { compileLightly } from "../../base/compiling.ts";
import type { Operation } from "../model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../values.ts";
import { type PathStep, parsePath } from "./read-texts.ts";
import type { Fill, Source } from "./readings.ts";

/** What a call was asked and answered. */
export interface Sides {
  readonly input: Structure;
  readonly output: Structure;
}

/** A path in a call. */
export interface CallPath {
  readonly side: keyof Sides;
  readonly steps: readonly PathStep[];
}

/** How one member of an operation is filled from a call: from the first source that has a value. */
export interface MemberFill<Path extends CallPath = CallPath> {
  readonly member: string;
  readonly isRequired: boolean;
  readonly sources: readonly (
    | { readonly path: Path; readonly filter?: string }
    | { readonly value: string | number | boolean | readonly string[]; readonly when?: Path }
  )[];
}

/** What a member was filled with: the value, and the values that it was made of where those stood in the call. */
export interface FilledMember<Path extends CallPath = CallPath> {
  readonly value: Value;
  readonly from?: { readonly path: Path; readonly values: readonly Value[] };
}

/** A path as the table writes it: `input.RoleName`, `output.Role.Arn`. */
export function parseCallPath(text: string): CallPath {
  const [side, ...rest] = text.split(".");
  return { side: side === "output" ? "output" : "input", steps: parsePath(rest.join(".")) };
}

/** What fills an operation's members, made ready to be read; `parse` reads the paths. */
export function compileFill<Path extends CallPath>(
  operation: Operation,
  fill: Fill,
  parse: (text: string) => Path,
): MemberFill<Path>[] {
  const required = new Set(operation.input?.required);
  const parseSource = (source: Source): MemberFill<Path>["sources"][number] => {
    if (typeof source === "string") return { path: parse(source) };
    if ("filter" in source) return { path: parse(source.from), filter: source.filter };
    return source.if === undefined
      ? { value: source.value }
      : { value: source.value, when: parse(source.if) };
  };
  return Object.entries(fill).map(([member, sources]) => ({
    member,
    isRequired: required.has(member),
    sources: sources.map(parseSource),
  }));
}

function addValue(value: Value, found: Value[]): void {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) found.push(item);
  else found.push(value);
}

function walk(steps: readonly PathStep[], at: number, value: Value | undefined, found: Value[]): void {
  if (value === undefined || value === null || value === "") return;
  const step = steps[at];
  if (step === undefined) addValue(value, found);
  else if (step === "[]") {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) walk(steps, at + 1, item, found);
  } else if (!isStructure(value)) return;
  else if (step === "{key}") for (const key of Object.keys(value)) found.push(key);
  else if (step === "{}") for (const item of Object.values(value)) walk(steps, at + 1, item, found);
  else walk(steps, at + 1, value[step], found);
}

/** The values at a path of a call; of a list at its end, the items. */
export function readCall({ side, steps }: CallPath, call: Sides): Value[] {
  const found: Value[] = [];
  walk(steps, 0, call[side], found);
  return found;
}

/** A text or a number as text; undefined for anything else. */
export function printText(value: Value): string | undefined {
  if (value instanceof Digits) return value.text;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** What one member of the operation gets from a call; undefined where no source has a value. */
export function fillMember<Path extends CallPath>(
  operation: Operation,
  { member, sources }: MemberFill<Path>,
  call: Sides,
): FilledMember<Path> | undefined {
  const shape = operation.input?.members?.[member];
  if (!shape) return undefined;
  for (const source of sources) {
    if ("value" in source) {
      if (source.when && readCall(source.when, call).length === 0) continue;
      return { value: source.value };
    }
    const { path, filter } = source;
    const read = readCall(path, call);
    const all = read.length > 1 ? [...new Set(read)] : read;
    const [first] = all;
    if (first === undefined) continue;
    const isList = shape.type === "list";
    const from = { path, values: isList ? all : [first] };
    if (filter !== undefined) return { value: [{ Name: filter, Values: all }], from };
    if (isList) return { value: all, from };
    const text = printText(first);
    const isNumber = shape.type === "integer" || shape.type === "long";
    if (isNumber && text !== undefined) return { value: Number(text), from };
    return { value: shape.type === "string" && text !== undefined ? text : first, from };
  }
  return undefined;
}

compileLightly(fillMember, readCall, walk);
