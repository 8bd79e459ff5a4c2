/** Texts that a call has beside CloudFormation's word for the type of what they name: `AWS::IAM::Role` and `deploy`. */
import * as v from "valibot";
import { readAnswerPath } from "../../aws/model/answer-path.ts";
import { findCfnType, loadCfnTypes } from "../../aws/resources/table.ts";
import { isStructure } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import type { Call } from "../../dialect/call.ts";
import { loadRecipes } from "./catalogue.ts";
import rows from "./typed.json" with { type: "json" };

/** A row of typed.json: the members that hold a type and a name, at the top of an input or in the items of a list, `at`. */
export const TypedRow = v.strictObject({
  service: Text,
  at: v.optional(Text),
  type: Text,
  name: Text,
  reason: Text,
});

const byService = Map.groupBy(rows as readonly v.InferOutput<typeof TypedRow>[], ({ service }) => service);

/** A type of the resource table with the text that names such a thing. */
export interface Typed {
  readonly service: string;
  readonly type: string;
  readonly text: string;
}

/** What a call names by its type. CloudFormation's types have been loaded. */
export function listTypes({ service, input }: Pick<Call, "service" | "input">): readonly Typed[] {
  const found = (byService.get(service) ?? []).flatMap(({ at, type, name }) => {
    const holders = at === undefined ? [input] : readAnswerPath(at, input).filter(isStructure);
    return holders.map((holder) => [holder[type], holder[name]] as const);
  });
  return found.flatMap(([type, text]) => {
    const known = typeof type === "string" ? findCfnType(type) : undefined;
    return known && typeof text === "string" ? [{ ...known, text }] : [];
  });
}

/** Whether a call may name things by their types. */
export function namesTypes({ service }: Pick<Call, "service">): boolean {
  return byService.has(service);
}

/** Makes ready what is known of the things that a call names by their types. */
export async function loadTyped(call: Pick<Call, "service" | "input">): Promise<void> {
  if (!namesTypes(call)) return;
  await loadCfnTypes();
  for (const { service } of listTypes(call)) await loadRecipes(service);
}
