/** What AWS refuses for how a thing is: what is protected is not deleted, what has stopped is not stopped, and some there is once. */

import * as v from "valibot";
import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isScalar } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import { printScalar } from "../../../verify/same.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { findNamed, findOuter } from "../names/names.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./forbidden.json" with { type: "json" };

const For = {
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  of: Text,
  /** `${text}` is what the thing is called, `${state}` how it is. */
  error: v.strictObject({ code: Text, status: v.number(), message: Text }),
  reason: Text,
};

/** A row of forbidden.json. */
export const ForbiddenRow = v.variant("kind", [
  /**
   * Things `of` a type that the call names at paths, `by`, are refused where they have one of the texts `is`, or none of `isNot`, at
   * a path of their members; `else` is what they have where that tells nothing. `unless`: a member of the input that says to do it anyway.
   */
  v.strictObject({
    kind: v.literal("state"),
    ...For,
    by: v.pipe(v.array(Text), v.nonEmpty()),
    at: Text,
    is: v.optional(v.array(Text)),
    isNot: v.optional(v.array(Text)),
    else: v.optional(Text),
    unless: v.optional(Text),
  }),
  /** There is one of a type in an account and region. */
  v.strictObject({ kind: v.literal("once"), ...For }),
  /** There are so many of a type at most in what the call's thing stands in. */
  v.strictObject({ kind: v.literal("most"), ...For, most: v.number() }),
]);

type Row = v.InferOutput<typeof ForbiddenRow>;

const findRows = findByOperation(rows as readonly Row[]);

function readState({ members }: Thing, row: Extract<Row, { kind: "state" }>): string | undefined {
  for (const path of row.at.split(" || ")) {
    const [value] = readAnswerPath(path, members);
    if (value !== undefined && value !== null && isScalar(value)) return printScalar(value);
  }
  return row.else;
}

/** What is wrong with the first thing that is as a row says. */
function findWrong(
  context: Context,
  row: Row,
): { readonly text: string; readonly state: string } | undefined {
  const { store, operation, input } = context;
  if (row.kind === "once") {
    const [one] = store.list(placeOf(context, row.of), { service: operation.model.service, type: row.of });
    return one && { text: one.chain.at(-1) ?? "", state: "" };
  }
  if (row.kind === "most") {
    const outer = findOuter(context);
    const inside = outer ? store.listInner(outer).filter(({ type }) => type === row.of) : [];
    return inside.length < row.most ? undefined : { text: outer?.chain.at(-1) ?? "", state: "" };
  }
  if (row.unless !== undefined && input[row.unless] === true) return undefined;
  for (const text of row.by.flatMap((path) => readTexts(parsePath(path), input))) {
    const thing = findNamed(context, row.of, [text]);
    const state = thing && readState(thing, row);
    if (state === undefined) continue;
    if (row.is?.includes(state) || (row.isNot && !row.isNot.includes(state)))
      return { text: thing?.chain.at(-1) ?? text, state };
  }
  return undefined;
}

/** AWS's own error where a call is about what is not as it must be; what production did is right. */
export function refuseForbidden(context: Context): Done | undefined {
  const rows = context.told ? [] : findRows(context.operation);
  return rows.length === 0 ? undefined : refuseByRows(context, rows);
}

function refuseByRows(context: Context, rows: readonly Row[]): Done | undefined {
  for (const row of rows) {
    const wrong = findWrong(context, row);
    if (!wrong) continue;
    return { error: { ...row.error, message: fillText(row.error.message, wrong) ?? row.error.message } };
  }
  return undefined;
}

compileLightly(refuseForbidden);
