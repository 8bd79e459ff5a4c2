/** What a thing has from another one that it is made of: a snapshot tells what its database was, and what is restored from it is that. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import { findNamed } from "../names/names.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./inherited.json" with { type: "json" };

/** A row of inherited.json: `by` are paths of the input that name a thing `of` a type; `omits` are members that are not taken from it. */
export const InheritedRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  of: Text,
  by: v.pipe(v.array(Text), v.nonEmpty()),
  omits: v.optional(v.array(Text), []),
  reason: Text,
});

type Row = v.InferInput<typeof InheritedRow>;

const findRows = findByOperation(rows as readonly Row[]);

/** The members that a call's thing has from others; none of production's, whose answers tell them. */
export function inherit(context: Context): Structure {
  const rows = context.told ? [] : findRows(context.operation);
  return rows.length === 0 ? makeStructure() : inheritBy(context, rows);
}

function inheritBy(context: Context, rows: readonly Row[]): Structure {
  const { input } = context;
  const taken: Record<string, Value | undefined> = makeStructure();
  for (const { of, by, omits = [] } of rows) {
    const texts = by.flatMap((path) => readTexts(parsePath(path), input));
    const from = texts.length > 0 ? findNamed(context, of, texts) : undefined;
    Object.assign(taken, from?.members);
    for (const name of from ? omits : []) delete taken[name];
  }
  return taken as Structure;
}

compileLightly(inherit);
