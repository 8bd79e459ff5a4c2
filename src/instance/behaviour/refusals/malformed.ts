/** What AWS refuses for what a call says: policies that are no JSON, and ranges of addresses that are none, or are taken. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { areOverlapping, type IpRange, isWithin, readIpRange } from "../../../base/ip-range.ts";
import { Text } from "../../../base/row-types.ts";
import { isObject } from "../../../base/values.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Done } from "../../gateway.ts";
import { type Context, placeOf } from "../context.ts";
import { findNamed } from "../names/names.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./malformed.json" with { type: "json" };

const For = {
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  /** Paths of the texts that are looked at; the first that is refused is `${text}` in the message. */
  at: v.pipe(v.array(Text), v.nonEmpty()),
  error: v.strictObject({ code: Text, status: v.number(), message: Text }),
  reason: Text,
};

/** The ranges that things of a type have at paths of their members. */
const Ranges = { of: Text, by: Text, ranges: v.pipe(v.array(Text), v.nonEmpty()) };

/** A row of malformed.json. */
export const MalformedRow = v.variant("kind", [
  /** It must be an object of JSON. */
  v.strictObject({ kind: v.literal("document"), ...For }),
  /** It must be a range of IPv4 addresses, of so many bits. */
  v.strictObject({
    kind: v.literal("range"),
    ...For,
    bits: v.optional(v.strictObject({ from: v.number(), to: v.number() })),
  }),
  /** The range must be in one of the thing that the member `by` names, where that is known. */
  v.strictObject({ kind: v.literal("inside"), ...For, ...Ranges }),
  /** The range must overlap with none of the things that say the same in the member `by`. */
  v.strictObject({ kind: v.literal("apart"), ...For, ...Ranges }),
]);

type Row = v.InferOutput<typeof MalformedRow>;

const findRows = findByOperation(rows as readonly Row[]);

function isDocument(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function listRanges(members: Structure, paths: readonly string[]): IpRange[] {
  return paths.flatMap((path) =>
    readTexts(parsePath(path), members).flatMap((text) => readIpRange(text) ?? []),
  );
}

/** Whether AWS takes a text as it is. */
function fits(context: Context, row: Row, text: string): boolean {
  if (row.kind === "document") return isDocument(text);
  const range = readIpRange(text);
  if (!range) return row.kind !== "range";
  if (row.kind === "range") {
    const { from, to } = row.bits ?? { from: 0, to: range.bits };
    return range.bits >= from && range.bits <= to;
  }
  const { operation, store, input } = context;
  const said = input[row.by];
  if (typeof said !== "string") return true;
  if (row.kind === "inside") {
    const ranges = listRanges(findNamed(context, row.of, [said])?.members ?? {}, row.ranges);
    return ranges.length === 0 || ranges.some((one) => isWithin(range, one));
  }
  return store
    .list(placeOf(context, row.of), { service: operation.model.service, type: row.of })
    .filter(({ members }) => members[row.by] === said)
    .every(({ members }) => listRanges(members, row.ranges).every((one) => !areOverlapping(range, one)));
}

/** AWS's own error for what a call says; what production took is right. */
export function refuseMalformed(context: Context): Done | undefined {
  const rows = context.told ? [] : findRows(context.operation);
  return rows.length === 0 ? undefined : refuseByRows(context, rows);
}

function refuseByRows(context: Context, rows: readonly Row[]): Done | undefined {
  const { input } = context;
  for (const row of rows) {
    const texts = row.at.flatMap((path) => readTexts(parsePath(path), input));
    const text = texts.find((one) => !fits(context, row, one));
    if (text === undefined) continue;
    return { error: { ...row.error, message: fillText(row.error.message, { text }) ?? row.error.message } };
  }
  return undefined;
}

compileLightly(fits, refuseMalformed);
