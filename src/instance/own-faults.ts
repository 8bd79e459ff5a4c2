/**
 * What a service refuses of an input beside what its model says: constraints that a model has lost, and what is refused before
 * anything else is looked at.
 */
import * as v from "valibot";
import type { Operation, Shape } from "../aws/model/types.ts";
import type { ServiceError } from "../aws/protocols/protocol.ts";
import { isStructure, type Structure } from "../aws/values.ts";
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
  /** What a text of a shape may be like, where the model's own pattern forbids what the service takes, or refuses itself in other words. */
  v.strictObject({ kind: v.literal("taken"), service: Text, shape: Text, pattern: Pattern, reason: Text }),
  /** How the pattern of a shape is told, where it is not as the model has it. */
  v.strictObject({ kind: v.literal("words"), service: Text, shape: Text, words: Text, reason: Text }),
  /** A shape whose values are not told. */
  v.strictObject({ kind: v.literal("unsaid"), service: Text, shape: Text, reason: Text }),
]);

type Row = v.InferOutput<typeof OwnFaultRow>;
type InputRow = Extract<Row, { member: string }>;

const ROWS = rows as readonly Row[];

/** A row with its expressions compiled. */
interface Rule {
  readonly row: InputRow;
  readonly but: RegExp | undefined;
  readonly pattern: RegExp | undefined;
}

const rules = new WeakMap<Operation, readonly Rule[]>();

function listRules(operation: Operation): readonly Rule[] {
  return rules.getOrInsertComputed(operation, ({ model, name }) =>
    ROWS.flatMap((row) =>
      "member" in row && row.service === model.service && matchesPattern(row.operations, name)
        ? [
            {
              row,
              but: "but" in row && row.but !== undefined ? new RegExp(row.but) : undefined,
              pattern: row.kind === "pattern" ? new RegExp(`^(?:${row.pattern})$`) : undefined,
            },
          ]
        : [],
    ),
  );
}

/** The constraints of a rule that an input does not keep to. */
function listBroken({ row, but, pattern }: Rule, input: Structure): Constraint[] {
  const value = input[row.member];
  if (value === undefined || value === null) return row.kind === "required" ? [{ kind: "required" }] : [];
  if (typeof value === "string" && but?.test(value)) return [];
  if (row.kind === "pattern")
    return typeof value === "string" && pattern?.test(value) === false
      ? [{ kind: "pattern", pattern: row.words }]
      : [];
  if (row.kind === "required") return [];
  const isLong = typeof value === "string" || Array.isArray(value);
  if (!isLong && !isStructure(value)) return [];
  const { length } = isLong ? value : Object.keys(value);
  const { least = 0, most = Number.POSITIVE_INFINITY } = row;
  return [
    length < least ? [{ kind: "length", bound: "least", limit: least } as const] : [],
    length > most ? [{ kind: "length", bound: "most", limit: most } as const] : [],
  ].flat();
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
export function listOwnFaults(operation: Operation, input: Structure): Fault[] {
  return listRules(operation).flatMap((rule) => {
    const { row } = rule;
    if (row.kind !== "pattern" && row.message !== undefined) return [];
    const shape = operation.input?.members?.[row.member];
    return listBroken(rule, input).map((constraint) => ({
      path: [{ member: row.member }],
      value: input[row.member] ?? undefined,
      constraint,
      ...(shape && { shape }),
      ...(shape?.sensitive && { isSecret: true as const }),
    }));
  });
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
