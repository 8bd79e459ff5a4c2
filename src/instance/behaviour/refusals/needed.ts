/**
 * Whether what a call takes of another service stands: most services take an ARN as it is and find out later, those of the table
 * look at once.
 */

import * as v from "valibot";
import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { readChain } from "../names/names.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./needed.json" with { type: "json" };
import { isForeign } from "./refusals.ts";

/**
 * A row of needed.json: `at` are paths of texts that name things `of` a service and type; `where` says in which region, where
 * that is not the caller's; `unless` is a member that asks to look not. `${text}` in the message is what the thing was called by.
 */
export const NeededRow = v.strictObject({
  service: Text,
  operations: v.array(Text),
  at: v.array(Text),
  of: Text,
  where: v.optional(Text),
  unless: v.optional(Text),
  error: v.strictObject({ code: Text, status: v.number(), message: Text }),
  reason: Text,
});

type Row = v.InferOutput<typeof NeededRow>;

const findRows = findByOperation(rows as readonly Row[]);

/** Whether a thing stands; of another account's nothing is known. */
function stands({ store, caller, input }: Context, row: Row, text: string): boolean {
  const [service = "", type = ""] = row.of.split(":");
  if (isForeign(service, type, text, "")) return true;
  const arn = splitArn(text);
  if (arn && (arn.account || caller.account) !== caller.account) return true;
  const [said] = row.where === undefined ? [] : readTexts(parsePath(row.where), input);
  const region = said ?? (arn?.region || caller.region);
  const texts = [text, ...(readChain(text)?.slice(-1) ?? [])];
  return [region, ""].some((one) =>
    store.find({ account: caller.account, region: one }, { service, type }, texts),
  );
}

/** AWS's own error where a call takes what is not there. */
export function refuseNeeded(context: Context): Done | undefined {
  // What production took is right, whatever stands here.
  const rows = context.told ? [] : findRows(context.operation);
  return rows.length === 0 ? undefined : refuseByRows(context, rows);
}

function refuseByRows(context: Context, rows: readonly Row[]): Done | undefined {
  const { input } = context;
  for (const row of rows) {
    if (row.unless !== undefined && input[row.unless] === true) continue;
    const texts = row.at.flatMap((path) => readTexts(parsePath(path), input));
    const text = texts.find((one) => !stands(context, row, one));
    if (text === undefined) continue;
    return { error: { ...row.error, message: fillText(row.error.message, { text }) ?? row.error.message } };
  }
  return undefined;
}

compileLightly(refuseNeeded);
