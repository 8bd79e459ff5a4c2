/** The forms of texts: what a member's name, or what stands beside it, says that its text has to be. */
import * as v from "valibot";
import type { Operation, Shape } from "../../aws/model/types.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { Conditions } from "./conditions.ts";
import { KEY_NAMES } from "./placeholder-keys.ts";
import forms from "./text-forms.json" with { type: "json" };

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
  /**
   * Texts hold `${account}`, `${region}`, `${partition}`, `${service}`, and `${unique}`, which no other call has; a document is
   * printed as its format demands.
   */
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

export type Form = v.InferOutput<typeof FormRow>;

const rows = forms as readonly Form[];
const named = rows.filter((row) => row.names !== undefined);
const ofName = new Map<string, readonly Form[]>();

/** The forms that are told by a model's pattern alone. */
export const NAMELESS_FORMS = rows.filter((row) => row.names === undefined);

/** The forms of a member by its name or by that of its shape. */
export function findForms(name: string, service: string, shape: string): readonly Form[] {
  return ofName.getOrInsertComputed(`${service} ${name} ${shape}`, () =>
    named.filter(
      (row) =>
        (row.services?.includes(service) ?? true) &&
        (matchesPattern(row.names ?? "", name) || matchesPattern(row.names ?? "", shape)),
    ),
  );
}

/** Whether the name of a member tells its form, whatever stands beside it. */
export function hasForm(shape: Shape, name: string, { name: operation, model }: Operation): boolean {
  return findForms(name, model.service, shape.name).some(
    ({ operations, beside, services, only }) =>
      matchesPattern(operations ?? "*", operation) && (services !== undefined || (!beside && !only)),
  );
}
