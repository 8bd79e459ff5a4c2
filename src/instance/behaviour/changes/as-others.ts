/** Calls that do several times what another operation does once: a batch of partitions, of grants. */

import * as v from "valibot";
import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import type { Operation } from "../../../aws/model/types.ts";
import type { OperationMeaning } from "../../../aws/resources/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { KnowledgeBase } from "../../../verify/knowledge.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import rows from "./as-others.json" with { type: "json" };

/**
 * A row of as-others.json: for each item of the list at `each`, `operation` does what the operation `as` does. That is given the
 * members of `given`, from a path of the `input.` or of the `item`, and what it takes of the rest of the input.
 */
export const AsOtherRow = v.strictObject({
  service: Text,
  operation: Text,
  each: Text,
  as: Text,
  given: v.record(Text, Text),
  reason: Text,
});

type Row = v.InferOutput<typeof AsOtherRow>;

const ROWS = new PairMap((rows as readonly Row[]).map((row) => [row.service, row.operation, row] as const));

/** The calls that one is in the place of, in their order; undefined where it is none such. */
function listOthers(context: Context, base: KnowledgeBase): readonly Context[] | undefined {
  const { model, name } = context.operation;
  const row = ROWS.get(model.service, name);
  const other = row && model.operations[row.as];
  const meaning = row && context.resources.operations[row.as];
  return row && other && meaning ? listItems(context, base, row, other, meaning) : undefined;
}

function listItems(
  context: Context,
  base: KnowledgeBase,
  row: Row,
  other: Operation,
  meaning: OperationMeaning,
): readonly Context[] {
  const { input, told } = context;
  const items = input[row.each];
  return (Array.isArray(items) ? (items as readonly Value[]) : []).map((item) => {
    const said = Object.assign(makeStructure(), { input, item });
    const rest = Object.entries(input).filter(([member]) => other.input?.members?.[member] !== undefined);
    const given = Object.entries(row.given).map(([member, path]) => [member, readAnswerPath(path, said)[0]]);
    const all: Structure = Object.assign(makeStructure(), Object.fromEntries([...rest, ...given]));
    const output = makeStructure();
    return {
      ...context,
      operation: other,
      meaning,
      knowledge: base.find(other),
      input: all,
      told: told && { ...told, output },
    };
  });
}

/** Does a call as those that it is in the place of; undefined where it is in the place of none. */
export function doAsOthers(
  context: Context,
  base: KnowledgeBase,
  doOne: (context: Context) => Done,
): Done | undefined {
  const others = listOthers(context, base);
  if (!others) return undefined;
  for (const other of others) {
    const done = doOne(other);
    // What of a batch is refused is told with its answer, and the rest is done.
    if ("error" in done && isStructure(done.error) && done.error.status === 501) return done;
  }
  return { output: context.told?.output ?? makeStructure() };
}

compileLightly(listOthers);
