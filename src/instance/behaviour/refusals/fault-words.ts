/** What services say of what is not there, and of names that are taken: models have the codes alone. */

import * as v from "valibot";
import { splitArn } from "../../../aws/resources/arns.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Context } from "../context.ts";
import { readChain, readContainers } from "../names/names.ts";
import rows from "./fault-words.json" with { type: "json" };

/**
 * A row of fault-words.json, by types; `*` is any other type. Texts hold `${text}`, what the thing was called by, `${name}` the end of
 * that where it is an ARN, `${outer}` what it would stand in, `${account}`, `${region}`, and members of the input.
 */
export const FaultWordsRow = v.strictObject({
  service: Text,
  absent: v.optional(v.record(Text, Text)),
  taken: v.optional(v.record(Text, Text)),
  reason: Text,
});

const WORDS = new Map(
  (rows as readonly v.InferOutput<typeof FaultWordsRow>[]).map((row) => [row.service, row] as const),
);

/** The service's own words for a thing of a type; undefined where no row has them, or the call lacks what they tell. */
export function sayFault(
  context: Context,
  fault: "absent" | "taken",
  type: string,
  text: string,
): string | undefined {
  const { operation, caller, input } = context;
  const words = WORDS.get(operation.model.service)?.[fault];
  const template = words?.[type] ?? words?.["*"];
  if (template === undefined || !template.includes("${")) return template;
  const said = Object.entries(input).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  // A setting goes by the name of what it is set on.
  const outer = readContainers(context).findLast((one) => one !== text) ?? text;
  return fillText(template, {
    ...Object.fromEntries(said),
    outer,
    account: caller.account,
    region: caller.region,
    text,
    name: (splitArn(text) && readChain(text)?.at(-1)) ?? text,
  });
}

compileLightly(sayFault);
