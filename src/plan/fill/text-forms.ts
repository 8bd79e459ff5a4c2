/**
 * What form a made text has: what its name or a member beside it demands, by the rows of text-forms.json; else, of all
 * forms, one that its pattern takes; else the least text that the pattern and the lengths allow.
 */
import { mayFitText, writeText } from "../../aws/model/fit-text.ts";
import { findPartition } from "../../aws/model/partitions.ts";
import type { Shape } from "../../aws/model/types.ts";
import type { Structure, Value } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import type { Step } from "../steps.ts";
import { readRecord } from "./applies-here.ts";
import { holdAll } from "./conditions.ts";
import { type Form, findForms, NAMELESS_FORMS } from "./form-rows.ts";
import { readKey } from "./placeholder-keys.ts";

/** What stands for a text that nothing else is known of. */
export const PLACEHOLDER = "placeholder";

/** Where a text is made. */
export interface TextPlace {
  /** The member's name; that of the list for what stands in it, and the key for what stands in a map. */
  readonly name: string;
  readonly step: Step;
  /** The structure that it is a member of. */
  readonly beside: Structure;
}

/** A made text and what it is, for people. */
export interface MadeText {
  readonly text: string;
  readonly filled: string;
}

/** A value that says that what stands beside it is YAML: `YAML`, `application/x-yaml`. */
const YAML = /^(?:[a-z]{1,20}\/)?(?:x-)?ya?ml$/i;

const PARTS: Readonly<Record<string, (step: Step) => string>> = {
  account: ({ account }) => account,
  region: ({ region }) => region,
  partition: ({ region }) => findPartition(region).name,
  service: ({ operation: { model } }) => model.metadata.signingName ?? model.metadata.endpointPrefix,
  unique: ({ id }) => Bun.CryptoHasher.hash("sha256", id, "hex").slice(0, 12),
};

function fillParts(text: string, step: Step): string {
  return text.replace(/\$\{([a-z]+)\}/g, (whole, part: string) => PARTS[part]?.(step) ?? whole);
}

function asksForYaml(beside: Structure): boolean {
  return Object.values(beside).some((value) => typeof value === "string" && YAML.test(value));
}

/** The text of a document, in the format that a member beside it names: YAML, or else JSON. */
export function printDocument(value: unknown, { step, beside }: Pick<TextPlace, "step" | "beside">): string {
  const json = fillParts(JSON.stringify(value), step);
  return asksForYaml(beside) ? `${Bun.YAML.stringify(JSON.parse(json), null, 2).trimEnd()}\n` : json;
}

function write({ fill }: Form, place: TextPlace): string {
  switch (fill.kind) {
    case "text":
      return fillParts(fill.text, place.step);
    case "base64":
      return Buffer.from(fill.text).toString("base64");
    case "document":
      return printDocument(fill.value, place);
    case "key":
      return readKey(fill.name);
  }
}

function tryRow(row: Form, shape: Shape, place: TextPlace): MadeText[] {
  const text = write(row, place);
  return mayFitText(shape, text) ? [{ text, filled: row.filled }] : [];
}

function tryNamed(shape: Shape, place: TextPlace): { row: Form; made: MadeText } | undefined {
  const { name, step, beside } = place;
  for (const row of findForms(name, step.service, shape.name)) {
    if (row.operations && !matchesPattern(row.operations, step.operation.name)) continue;
    if (!holdAll(beside, row.beside) || (row.only && !holdAll(readRecord(step), row.only))) continue;
    const [made] = tryRow(row, shape, place);
    if (made) return { row, made };
  }
  return undefined;
}

/** As long as a shape wants it. */
function fitLength({ min = 0, max = Number.POSITIVE_INFINITY }: Shape): string {
  return PLACEHOLDER.repeat(Math.max(1, Math.ceil(min / PLACEHOLDER.length))).slice(
    0,
    Math.min(max, Math.max(min, PLACEHOLDER.length)),
  );
}

function describe(text: string): string {
  return `the text ${text}`;
}

/** A text for a shape. Where nothing is found that it takes, the word placeholder. */
export function makeText(shape: Shape, place: TextPlace): MadeText {
  const byName = tryNamed(shape, place)?.made;
  if (byName) return byName;
  const sized = fitLength(shape);
  if (mayFitText(shape, sized)) return { text: sized, filled: describe(sized) };
  for (const row of NAMELESS_FORMS) {
    const [made] = tryRow(row, shape, place);
    if (made) return made;
  }
  const text = writeText(shape, []) ?? PLACEHOLDER;
  return { text, filled: describe(text) };
}

/** The text that stands for a hidden value also where the API could do without one; undefined where there is none. */
export function makeKeptText(shape: Shape, place: TextPlace): MadeText | undefined {
  if (shape.enum || (shape.type !== "string" && shape.type !== "blob")) return undefined;
  const found = tryNamed(shape, place);
  return found?.row.always ? found.made : undefined;
}

/** The text whose form a member's name tells; undefined where it tells none. */
export function makeNamedText(shape: Shape, place: TextPlace): string | undefined {
  return shape.enum || shape.type !== "string" ? undefined : tryNamed(shape, place)?.made.text;
}

/** A text as a shape takes it. */
export function encodeText({ type }: Shape, text: string): Value {
  return type === "blob" ? Buffer.from(text) : text;
}
