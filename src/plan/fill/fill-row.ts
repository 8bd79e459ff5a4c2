/** The value that a row of the placeholder table has for a member, or the file of --body-dir for it. */

import { mayFitText, writeText } from "../../aws/model/fit-text.ts";
import type { Shape } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import type { Value } from "../../aws/values.ts";
import type { Step } from "../steps.ts";
import type { ReadBody } from "./bodies.ts";
import type { Facts } from "./placeholder-facts.ts";
import { readKey } from "./placeholder-keys.ts";
import { MAKE } from "./placeholder-makers.ts";
import type { Placing } from "./placeholder-rows.ts";
import { readName, readText } from "./read-text.ts";
import {
  encodeText,
  makeKeptText,
  makeText,
  PLACEHOLDER,
  printDocument,
  type TextPlace,
} from "./text-forms.ts";

/** What a row may look at. */
export interface RowPlace extends TextPlace {
  readonly step: Step;
  readonly facts: Facts;
  readonly readBody: ReadBody | undefined;
}

/** A value with what it is, for people; undefined as its value: the member is left out. */
export interface MadeValue {
  readonly value: Value | undefined;
  readonly filled: string;
}

/** The file of --body-dir for a row: its bytes, or a word on why there is one that is not used. */
function findFile(
  { step, readBody }: RowPlace,
  row: Placing,
): { bytes?: Uint8Array; filled: string } | undefined {
  if (!readBody) return undefined;
  let refused: string | undefined;
  for (const pattern of row.files ?? []) {
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    if (names.some((name) => readText(step.input, name) === "")) continue;
    const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => readName(readText(step.input, name)));
    const body = readBody(path);
    if (body.kind === "found") return { bytes: body.bytes, filled: `the file ${path} of --body-dir` };
    if (body.kind === "refused") refused ??= `; the file ${path} of --body-dir is not used: ${body.reason}`;
  }
  return refused === undefined ? undefined : { filled: refused };
}

/**
 * The text of a row. One for every service goes by the name alone, and gives way to what a form says of that service and to
 * what the model's pattern takes.
 */
function fitToShape(row: Placing, text: string, shape: Shape, place: RowPlace): MadeValue {
  const kept = row.service === undefined ? makeKeptText(shape, place) : undefined;
  if (!kept && (row.service !== undefined || mayFitText(shape, text)))
    return { value: encodeText(shape, text), filled: row.filled };
  const made = kept ?? makeText(shape, place);
  return { value: encodeText(shape, made.text), filled: made.filled };
}

/** A text that the pattern beside it takes, where there is one that is understood; else the plain one. */
function fitToPattern(shape: Shape, pattern: string, plain: string): MadeValue {
  const text = pattern === "" ? undefined : writeText({ ...shape, pattern }, [PLACEHOLDER]);
  if (text === undefined || text === PLACEHOLDER)
    return { value: encodeText(shape, PLACEHOLDER), filled: plain };
  return { value: encodeText(shape, text), filled: "a text that the pattern beside it takes" };
}

function makeValue(row: Placing, shape: Shape, place: RowPlace): MadeValue | undefined {
  const { fill, filled } = row;
  const { step, facts, beside, name } = place;
  switch (fill.kind) {
    case "answer": {
      const [text] = readTexts(parsePath(fill.path), step.output);
      return text === undefined || text === "" ? undefined : { value: text, filled };
    }
    case "leave-out":
      return { value: undefined, filled };
    case "text":
      return fitToShape(row, fill.text, shape, place);
    case "pattern":
      return fitToPattern(shape, readText(beside, fill.of), filled);
    case "document":
      return { value: encodeText(shape, printDocument(fill.value, place)), filled };
    case "key":
      return { value: encodeText(shape, readKey(fill.name)), filled };
    case "value":
      return { value: fill.value as Value, filled };
    case "make": {
      const made = MAKE[fill.maker]({ step, facts, beside, name, shape });
      return made && { value: made.value, filled: made.filled ?? filled };
    }
  }
}

/** What a row puts in the place of a member; undefined where its maker finds that the call needs nothing. */
export function makeByRow(row: Placing, shape: Shape, place: RowPlace): MadeValue | undefined {
  const file = findFile(place, row);
  if (file?.bytes)
    return {
      value: shape.type === "blob" ? file.bytes : Buffer.from(file.bytes).toString(),
      filled: file.filled,
    };
  const made = makeValue(row, shape, place);
  return made && { ...made, filled: `${made.filled}${file?.filled ?? ""}` };
}
