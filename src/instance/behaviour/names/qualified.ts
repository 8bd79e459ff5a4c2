/** Names with a version or an alias behind them, which a member of its own can say as well: `function:alias`. */

import * as v from "valibot";
import type { Operation } from "../../../aws/model/types.ts";
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import rows from "./qualified.json" with { type: "json" };

/**
 * A row of qualified.json: of calls that have both members, the one that names a thing, and the one that says which version of it.
 * `form`: a regular expression for the first, whose groups are the name and what is behind it; `short`: one for a name that is a part
 * of an ARN, whose group is what the thing is called.
 */
export const QualifiedRow = v.strictObject({
  service: Text,
  member: Text,
  qualifier: Text,
  form: Pattern,
  short: Pattern,
  reason: Text,
});

const ROWS = new Map(
  (rows as readonly v.InferOutput<typeof QualifiedRow>[]).map((row) => [
    row.service,
    { ...row, form: new RegExp(row.form), short: new RegExp(row.short) },
  ]),
);

/** The input with the name and what is behind it each in its own member. */
export function splitQualified({ model, input: shape }: Operation, input: Structure): Structure {
  const row = ROWS.get(model.service);
  if (!row || !shape?.members?.[row.qualifier]) return input;
  const text = input[row.member];
  const [, name, behind] = (typeof text === "string" && row.form.exec(text)) || [];
  if (name === undefined) return input;
  const own = row.short.exec(name)?.[1] ?? name;
  if (own === text) return input;
  // Who says both says the same.
  const said = behind === undefined || input[row.qualifier] !== undefined ? {} : { [row.qualifier]: behind };
  return Object.assign(makeStructure(), input, { [row.member]: own }, said);
}

compileLightly(splitQualified);
