/** Fills the input of an operation from what a call was asked and answered. */
import type { PathStep } from "../aws/resources/read-texts.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Filling, MemberFill, PathSource } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import { makeTextRow, type Named } from "./named.ts";

type Sides = Pick<LiveStep, "input" | "output">;

/** What an operation was filled with, and the texts in it that name things. */
export interface Filled {
  readonly input: Structure;
  readonly used: readonly Named[];
}

function* walk(steps: readonly PathStep[], at: number, value: Value | undefined): Generator<Value> {
  if (value === undefined || value === null || value === "") return;
  const step = steps[at];
  if (step === undefined) yield value;
  else if (step === "[]") {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* walk(steps, at + 1, item);
  } else if (!isStructure(value)) return;
  else if (step === "{key}") yield* Object.keys(value);
  else if (step === "{}") for (const item of Object.values(value)) yield* walk(steps, at + 1, item);
  else yield* walk(steps, at + 1, value[step]);
}

function readValues({ side, steps }: PathSource, call: Sides): Value[] {
  return [...walk(steps, 0, call[side])].flatMap((value) =>
    Array.isArray(value) ? (value as readonly Value[]) : [value],
  );
}

function printText(value: Value): string | undefined {
  if (value instanceof Digits) return value.text;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

interface Found {
  readonly value: Value;
  readonly used: readonly Named[];
}

function nameValues({ rows: [row] }: PathSource, values: readonly Value[]): Named[] {
  return values.flatMap((value) => {
    const text = printText(value);
    return row && text !== undefined ? [{ text, row }] : [];
  });
}

function fillMember(filling: Filling, { member, sources }: MemberFill, call: Sides): Found | undefined {
  const shape = filling.operation.input?.members?.[member];
  if (!shape) return undefined;
  for (const source of sources) {
    if ("value" in source) {
      if (source.when && readValues(source.when, call).length === 0) continue;
      return { value: source.value, used: [] };
    }
    const values = [...new Set(readValues(source.path, call))];
    const [first] = values;
    if (first === undefined) continue;
    const used = nameValues(source.path, shape.type === "list" ? values : [first]);
    if (source.filter !== undefined) return { value: [{ Name: source.filter, Values: values }], used };
    if (shape.type === "list") return { value: values, used };
    const text = printText(first);
    const isNumber = shape.type === "integer" || shape.type === "long";
    if (isNumber && text !== undefined) return { value: Number(text), used };
    return { value: shape.type === "string" && text !== undefined ? text : first, used };
  }
  return undefined;
}

/** The texts at a path of a call. */
export function readHeld(path: PathSource, call: Sides): Named[] {
  const row = path.rows[0] ?? makeTextRow(path.steps.join("."));
  return readValues(path, call).flatMap((value) => {
    const text = printText(value);
    return text === undefined ? [] : [{ text, row }];
  });
}

/** The operation's input; undefined where a member that it requires has no value. */
export function fillInput(filling: Filling, call: Sides): Filled | undefined {
  const input = makeStructure();
  const used: Named[] = [];
  for (const fill of filling.members) {
    const found = fillMember(filling, fill, call);
    if (!found && fill.isRequired) return undefined;
    if (!found) continue;
    input[fill.member] = found.value;
    used.push(...found.used);
  }
  return { input, used };
}
