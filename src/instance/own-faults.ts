/**
 * What a service refuses of an input beside what its model says: constraints that a model has lost, and what is refused before
 * anything else is looked at.
 */

import * as v from "valibot";
import type { Operation, Shape } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import { isStructure, type Structure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Pattern, Text } from "../base/row-types.ts";
import { fillText } from "../plan/missing/fill.ts";
import type { Constraint, Fault } from "./fault.ts";
import rows from "./own-faults.json" with { type: "json" };

const Where = {
  service: Text,
  /** A pattern. */
  operations: Text,
  /** A member of the input. */
  member: Text,
};

/** A row of own-faults.json. `message`: with `${member}` for the member's name; `code`: where the error is not ValidationException. */
export const OwnFaultRow = v.variant("kind", [
  /** A member that must be there; with a message, nothing else is told. */
  v.strictObject({
    kind: v.literal("required"),
    ...Where,
    message: v.optional(Text),
    code: v.optional(Text),
    reason: Text,
  }),
  /** A text, a list or a map that must be so long, in the words of constraints, or with a message alone. `but`: a text for which this does not hold. */
  v.strictObject({
    kind: v.literal("length"),
    ...Where,
    least: v.optional(v.number()),
    most: v.optional(v.number()),
    but: v.optional(Pattern),
    message: v.optional(Text),
    code: v.optional(Text),
    reason: Text,
  }),
  /** What a text must be like. `words`: the pattern as it is told. */
  v.strictObject({
    kind: v.literal("pattern"),
    ...Where,
    pattern: Pattern,
    words: Text,
    but: v.optional(Pattern),
    reason: Text,
  }),
  /** The order in which a service tells what a text may be, for every such choice. */
  v.strictObject({ kind: v.literal("choice"), service: Text, values: v.array(Text), reason: Text }),
  /** The members that a structure is told with, those that it does not have as well. */
  v.strictObject({
    kind: v.literal("shown"),
    service: Text,
    shape: Text,
    members: v.array(Text),
    reason: Text,
  }),
  /**
   * A member that is told by the model's own name and without its value, where nothing else is wrong. `path`: its names with dots
   * between them, `*` for an entry of a map.
   */
  v.strictObject({
    kind: v.literal("bare"),
    service: Text,
    operations: Text,
    /** Names with dots between them, and `{}` for a value of a map. */
    path: Text,
    /** Of which of two bounds. */
    bound: v.picklist(["least", "most"]),
    reason: Text,
  }),
  /**
   * What the keys of a map must be like, of which all is told, with the map as JSON, where one is not. `yields`: what is told only
   * where nothing else is wrong.
   */
  v.strictObject({
    kind: v.literal("keys"),
    ...Where,
    least: v.number(),
    most: v.number(),
    but: Pattern,
    pattern: Pattern,
    words: Text,
    yields: v.optional(v.literal(true)),
    reason: Text,
  }),
  /** A member whose faults are told before those of another one, which the model has first. */
  v.strictObject({ kind: v.literal("ahead"), ...Where, of: Text, reason: Text }),
  /** What is told of a member that breaks any constraint: another code, or with a message other words, too. `path`: its names with dots between them. */
  v.strictObject({
    kind: v.literal("said"),
    service: Text,
    operations: Text,
    path: Text,
    code: Text,
    message: v.optional(Text),
    reason: Text,
  }),
  /** What a text of a shape may be like, where the model's own pattern forbids what the service takes, or refuses itself in other words. */
  v.strictObject({ kind: v.literal("taken"), service: Text, shape: Text, pattern: Pattern, reason: Text }),
  /** How the pattern of a shape is told, where it is not as the model has it. */
  v.strictObject({ kind: v.literal("words"), service: Text, shape: Text, words: Text, reason: Text }),
  /** A shape whose values are not told. */
  v.strictObject({ kind: v.literal("unsaid"), service: Text, shape: Text, reason: Text }),
]);

type Row = v.InferOutput<typeof OwnFaultRow>;
type InputRow = Extract<Row, { kind: "required" | "length" | "pattern" }>;

/** All of own-faults.json. */
export const ROWS = rows as readonly Row[];

/** A row with its expressions compiled. */
interface Rule {
  readonly row: InputRow;
  readonly but: RegExp | undefined;
  readonly pattern: RegExp | undefined;
}

const rules = new WeakMap<Operation, readonly Rule[]>();

function chooseRules({ model, name }: Operation): readonly Rule[] {
  return ROWS.flatMap((row) =>
    (row.kind === "required" || row.kind === "length" || row.kind === "pattern") &&
    row.service === model.service &&
    matchesPattern(row.operations, name)
      ? [
          {
            row,
            but: "but" in row && row.but !== undefined ? new RegExp(row.but) : undefined,
            pattern: row.kind === "pattern" ? new RegExp(`^(?:${row.pattern})$`) : undefined,
          },
        ]
      : [],
  );
}

function listRules(operation: Operation): readonly Rule[] {
  return rules.getOrInsertComputed(operation, chooseRules);
}

const NONE: readonly never[] = [];

/** The constraints of a rule that an input does not keep to. */
function listBroken({ row, but, pattern }: Rule, input: Structure): readonly Constraint[] {
  const value = input[row.member];
  if (value === undefined || value === null) return row.kind === "required" ? [{ kind: "required" }] : NONE;
  if (typeof value === "string" && but?.test(value)) return NONE;
  if (row.kind === "pattern")
    return typeof value === "string" && pattern?.test(value) === false
      ? [{ kind: "pattern", pattern: row.words }]
      : NONE;
  if (row.kind === "required") return NONE;
  const isLong = typeof value === "string" || Array.isArray(value);
  if (!isLong && !isStructure(value)) return NONE;
  const { length } = isLong ? value : Object.keys(value);
  const { least = 0, most = Number.POSITIVE_INFINITY } = row;
  const broken: Constraint[] = [];
  if (length < least) broken.push({ kind: "length", bound: "least", limit: least });
  if (length > most) broken.push({ kind: "length", bound: "most", limit: most });
  return broken;
}

/** What is refused before anything else of an input is looked at; undefined where nothing is. */
export function refuseFirst(operation: Operation, input: Structure): ServiceError | undefined {
  for (const rule of listRules(operation)) {
    const { row } = rule;
    if (row.kind === "pattern" || row.message === undefined || listBroken(rule, input).length === 0) continue;
    const message = fillText(row.message, { member: row.member }) ?? row.message;
    return { code: row.code ?? "ValidationException", message, status: 400 };
  }
  return undefined;
}

/** What is wrong with an input that its model does not know. */
export function listOwnFaults(operation: Operation, input: Structure): readonly Fault[] {
  let all: readonly Fault[] = NONE;
  for (const rule of listRules(operation)) {
    if (rule.row.kind !== "pattern" && rule.row.message !== undefined) continue;
    const broken = listBroken(rule, input);
    if (broken.length > 0)
      all = [...all, ...broken.map((one) => describeBroken(operation, input, rule, one))];
  }
  return all;
}

function describeBroken(
  operation: Operation,
  input: Structure,
  { row }: Rule,
  constraint: Constraint,
): Fault {
  const shape = operation.input?.members?.[row.member];
  return {
    path: [{ member: row.member }],
    value: input[row.member] ?? undefined,
    constraint,
    ...(shape && { shape }),
    ...(shape?.sensitive && { isSecret: true as const }),
  };
}

const CHOICES = Map.groupBy(
  ROWS.filter((row) => row.kind === "choice"),
  ({ service }) => service,
);

/** What a text may be, in the order in which the service tells it. */
export function orderChoice(service: string, values: readonly string[]): readonly string[] {
  const told = new Set(values);
  return (
    CHOICES.get(service)?.find(
      (row) => told.size === row.values.length && row.values.every((one) => told.has(one)),
    )?.values ?? values
  );
}

const SHOWN = new Map(
  ROWS.flatMap((row) =>
    row.kind === "shown" ? [[`${row.service} ${row.shape}`, row.members] as const] : [],
  ),
);

/** The members that a structure of a shape is told with; undefined where it is told with those that it has. */
export function listShown(service: string, shape: string): readonly string[] | undefined {
  return SHOWN.get(`${service} ${shape}`);
}

const BARE = ROWS.filter((row) => row.kind === "bare");

/** Whether a fault that is the only one is told without the value. */
export function isBare({ model, name }: Operation, { path, constraint }: Fault): boolean {
  const bound = "bound" in constraint ? constraint.bound : undefined;
  const steps = path.map((step) => ("member" in step ? step.member : "{}")).join(".");
  return BARE.some(
    (row) =>
      row.service === model.service &&
      row.bound === bound &&
      row.path === steps &&
      matchesPattern(row.operations, name),
  );
}

const SAID = ROWS.filter((row) => row.kind === "said");

/** What a service says of a fault in words, or by a code, of that member's own; undefined where it says what it says of all. */
export function findSaid(
  { model, name }: Operation,
  { path }: Fault,
): { readonly code: string; readonly message?: string | undefined } | undefined {
  const steps = path.map((step) => ("member" in step ? step.member : "*")).join(".");
  return SAID.find(
    (row) => row.service === model.service && row.path === steps && matchesPattern(row.operations, name),
  );
}

const TAKEN = new Map(
  ROWS.flatMap((row) =>
    row.kind === "taken"
      ? [[`${row.service} ${row.shape}`, new RegExp(`^(?:${row.pattern})$`)] as const]
      : [],
  ),
);

/** Whether a service takes a text that is not like its shape's pattern, or none of its choices. */
export function takesAll(service: string, { constraint, shape, value }: Fault): boolean {
  return (
    (constraint.kind === "pattern" || constraint.kind === "enum") &&
    typeof value === "string" &&
    TAKEN.get(`${service} ${shape?.name ?? ""}`)?.test(value) === true
  );
}

const WORDS = new Map(
  ROWS.flatMap((row) => (row.kind === "words" ? [[`${row.service} ${row.shape}`, row.words] as const] : [])),
);

/** The pattern of a shape as its service tells it. */
export function tellPattern(service: string, shape: Shape | undefined, pattern: string): string {
  return WORDS.get(`${service} ${shape?.name ?? ""}`) ?? pattern;
}

const UNSAID: ReadonlySet<string> = new Set(
  ROWS.flatMap((row) => (row.kind === "unsaid" ? [`${row.service} ${row.shape}`] : [])),
);

/** Whether a service tells what is wrong with the values of a shape without them. */
export function hidesValue(service: string, shape: Shape | undefined): boolean {
  return UNSAID.has(`${service} ${shape?.name ?? ""}`);
}

compileLightly(refuseFirst, listOwnFaults);
