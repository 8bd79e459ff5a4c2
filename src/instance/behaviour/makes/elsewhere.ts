/** Things that a call makes in another region than it is sent to. */

import * as v from "valibot";
import type { Operation } from "../../../aws/model/types.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import rows from "./elsewhere.json" with { type: "json" };

/** A row of elsewhere.json: the member that names the region, and the structure of the answer that tells what was made there. */
export const ElsewhereRow = v.strictObject({
  service: Text,
  operation: Text,
  region: Text,
  answer: Text,
  reason: Text,
});

type Row = v.InferOutput<typeof ElsewhereRow>;

const ROWS = new PairMap((rows as readonly Row[]).map((row) => [row.service, row.operation, row] as const));

/** The row of an operation that makes things elsewhere; undefined of any other one. */
export function findElsewhere({ name, model }: Operation): Row | undefined {
  return ROWS.get(model.service, name);
}

/** The call as one that makes a thing where it is to stand; undefined of a call whose things stand where it is sent. */
export function goElsewhere(context: Context): Context | undefined {
  const row = findElsewhere(context.operation);
  const region = row && context.input[row.region];
  return row && typeof region === "string" ? goTo(context, row, region) : undefined;
}

function goTo(context: Context, row: Row, region: string): Context {
  const { meaning, caller } = context;
  const { type } = meaning;
  const names = (member: MemberMeaning) => member.part === "own" && member.type === type;
  const own = meaning.input
    .filter(names)
    .map((member) => ({ ...member, path: `${row.answer}.${member.path}` }));
  const output = meaning.output.filter(({ path }) => own.every((one) => one.path !== path));
  const arn = { path: `${row.answer}.Arn`, type, part: "own", kind: "arn", hold: "exclusive" } as const;
  return {
    ...context,
    caller: { ...caller, region },
    meaning: {
      ...meaning,
      deed: "create",
      output: [...own, ...(type === undefined ? [] : [{ ...arn, type }]), ...output],
    },
  };
}

compileLightly(findElsewhere, goElsewhere);
