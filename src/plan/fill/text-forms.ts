/**
 * What form a made text has: what its name or a member beside it demands, by the rows of text-forms.json; else, of all
 * forms, one that its pattern takes; else the least text that the pattern and the lengths allow.
 */
import * as v from "valibot";
import { mayFitText, writeText } from "../../aws/model/fit-text.ts";
import { findPartition } from "../../aws/model/partitions.ts";
import type { Operation, Shape } from "../../aws/model/types.ts";
import type { Structure, Value } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import { readRecord } from "./applies-here.ts";
import { Conditions, holdAll } from "./conditions.ts";
import { KEY_NAMES, readKey } from "./placeholder-keys.ts";
import forms from "./text-forms.json" with { type: "json" };

/** What stands for a text that nothing else is known of. */
export const PLACEHOLDER = "placeholder";

/** A row of src/plan/fill/text-forms.json. */
export const FormRow = v.strictObject({
  /** A pattern for the name of the member or of its shape. Absent: a form that is told by the model's pattern alone. */
  names: v.optional(Text),
  services: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  /** A pattern for the operation's name. */
  operations: v.optional(Text),
  /** Conditions on members beside it, as placeholders have them. */
  beside: v.optional(Conditions),
  /** The same on the operation's input and, after `answer.`, on what production answered. */
  only: v.optional(Conditions),
  /** It stands for a hidden value also where the API could do without one. */
  always: v.optional(v.literal(true)),
  /** Texts hold `${account}`, `${region}`, `${partition}`, `${service}`; a document is printed as its format demands. */
  fill: v.variant("kind", [
    v.strictObject({ kind: v.literal("text"), text: Text }),
    v.strictObject({ kind: v.literal("base64"), text: Text }),
    v.strictObject({ kind: v.literal("document"), value: v.unknown() }),
    v.strictObject({ kind: v.literal("key"), name: v.picklist(KEY_NAMES) }),
  ]),
  /** What it is, for people. */
  filled: Text,
  reason: Text,
});

type Form = v.InferOutput<typeof FormRow>;

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

const rows = forms as readonly Form[];
const named = rows.filter((row) => row.names !== undefined);
const nameless = rows.filter((row) => row.names === undefined);
const ofName = new Map<string, readonly Form[]>();
/** A value that says that what stands beside it is YAML: `YAML`, `application/x-yaml`. */
const YAML = /^(?:[a-z]{1,20}\/)?(?:x-)?ya?ml$/i;

function findNamed(name: string, service: string, shape: string): readonly Form[] {
  return ofName.getOrInsertComputed(`${service} ${name} ${shape}`, () =>
    named.filter(
      (row) =>
        (row.services?.includes(service) ?? true) &&
        (matchesPattern(row.names ?? "", name) || matchesPattern(row.names ?? "", shape)),
    ),
  );
}

function fillParts(text: string, { account, region, operation: { model } }: Step): string {
  const parts: Readonly<Record<string, string>> = {
    account,
    region,
    partition: findPartition(region).name,
    service: model.metadata.signingName ?? model.metadata.endpointPrefix,
  };
  return text.replace(/\$\{([a-z]+)\}/g, (whole, part: string) => parts[part] ?? whole);
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
  for (const row of findNamed(name, step.service, shape.name)) {
    if (row.operations && !matchesPattern(row.operations, step.operation.name)) continue;
    if (!holdAll(beside, row.beside) || (row.only && !holdAll(readRecord(step), row.only))) continue;
    const [made] = tryRow(row, shape, place);
    if (made) return { row, made };
  }
  return undefined;
}

/** Whether the name of a member tells its form, whatever stands beside it. */
export function hasForm(shape: Shape, name: string, { name: operation, model }: Operation): boolean {
  return findNamed(name, model.service, shape.name).some(
    ({ operations, beside, services, only }) =>
      matchesPattern(operations ?? "*", operation) && (services !== undefined || (!beside && !only)),
  );
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
  for (const row of nameless) {
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

/** A text as a shape takes it. */
export function encodeText({ type }: Shape, text: string): Value {
  return type === "blob" ? Buffer.from(text) : text;
}
