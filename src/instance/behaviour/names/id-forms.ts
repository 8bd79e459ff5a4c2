/** In which forms services make up ids and ARNs, where the models and the ARNs' templates do not tell: two tables. */

import * as v from "valibot";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import arnRows from "./arn-forms.json" with { type: "json" };
import { isForm } from "./draw-form.ts";
import idRows from "./id-forms.json" with { type: "json" };

const Form = v.pipe(Text, v.check(isForm, "a place that is none"));
/** What the input says, by members: the row is for that alone. */
const When = v.optional(v.record(Text, Text));

/** A row of id-forms.json: the forms of a service's ids, by the types of what has them. */
export const IdFormRow = v.strictObject({
  service: Text,
  when: When,
  ids: v.optional(v.record(Text, Form), {}),
  /** Of names that the service makes up where nobody gives one. */
  names: v.optional(v.record(Text, Form), {}),
  urls: v.optional(v.record(Text, Form), {}),
  reason: Text,
});

/**
 * A row of arn-forms.json. `except`: not where the thing stands in one of that name. `of`: a text of the ARN of what the thing stands
 * in, in whose place another one is, with the form behind it. The first row that fits holds.
 */
export const ArnFormRow = v.strictObject({
  service: Text,
  type: Text,
  when: When,
  except: v.optional(Text),
  of: v.optional(v.tuple([Text, Text])),
  arn: Form,
  /** Places that are empty where the input does not say them. */
  optional: v.optional(v.array(Text)),
  reason: Text,
});

type IdRow = v.InferInput<typeof IdFormRow>;
type ArnRow = v.InferOutput<typeof ArnFormRow>;

const NONE: readonly never[] = [];
const ids = Map.groupBy(idRows as readonly IdRow[], ({ service }) => service);
const arns = PairMap.groupBy(arnRows as readonly ArnRow[], ({ service, type }) => [service, type]);

function holds({ when }: Pick<IdRow, "when">, { input }: Context): boolean {
  for (const member in when) if (String(input[member]) !== when[member]) return false;
  return true;
}

/** The form of a thing's id or URL, or of the name that the service makes up for it. */
export function findIdForm(
  context: Context,
  type: string,
  what: "ids" | "names" | "urls",
): string | undefined {
  for (const row of ids.get(context.operation.model.service) ?? NONE) {
    const form = row[what]?.[type];
    if (form !== undefined && holds(row, context)) return form;
  }
  return undefined;
}

/** The form of a thing's ARN, with places for names as the templates of ARNs have them. */
export function findArnForm(
  context: Context,
  type: string,
  chain: readonly string[],
): Pick<ArnRow, "arn" | "of" | "optional"> | undefined {
  const outer = chain.at(-2);
  for (const row of arns.get(context.resources.service, type) ?? NONE) {
    const { except } = row;
    const fits = except === undefined || (outer !== undefined && outer !== except);
    if (fits && holds(row, context)) return row;
  }
  return undefined;
}

compileLightly(findIdForm, findArnForm);
