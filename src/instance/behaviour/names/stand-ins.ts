/** Names that stand for other things wherever a call names those: the alias of a key. */

import * as v from "valibot";
import type { OperationMeaning } from "../../../aws/resources/types.ts";
import { makeStructure } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import { findNamed } from "./names.ts";
import rows from "./stand-ins.json" with { type: "json" };

/** A row of stand-ins.json: things of a `type` stand for those `of` another one, each for the one that its `target` names. */
export const StandInRow = v.strictObject({ service: Text, type: Text, of: Text, target: Text, reason: Text });

type Row = v.InferOutput<typeof StandInRow>;

const ROWS: ReadonlyMap<string, Row> = new Map(rows.map((row) => [row.service, row]));

const members = new WeakMap<OperationMeaning, readonly string[]>();

/** The members of an input that name things for which others may stand. */
function listMembers({ input }: OperationMeaning, { of }: Row): readonly string[] {
  return input.flatMap(({ path, type }) => (type === of && /^\w+$/.test(path) ? [path] : []));
}

/** The id of what a text stands for, or names by its ARN; undefined where it is that already, or is not known. */
function findMeant(
  context: Context,
  { type, of, target }: Row,
  member: string,
  text: string,
): string | undefined {
  // Nothing stands for what itself only stands for something.
  const standIn = member === target ? undefined : findNamed(context, type, [text]);
  const named = standIn ? standIn.members[target] : text;
  const thing = typeof named === "string" ? findNamed(context, of, [named]) : undefined;
  return thing?.names.id ?? (typeof named === "string" && named !== text ? named : undefined);
}

/** A call whose input names by their ids what it named by what stands for it. */
export function resolveStandIns(context: Context): Context {
  const row = ROWS.get(context.operation.model.service);
  return row ? resolveBy(context, row) : context;
}

function resolveBy(context: Context, row: Row): Context {
  const { meaning, input } = context;
  const meant = members
    .getOrInsertComputed(meaning, () => listMembers(meaning, row))
    .flatMap((name) => {
      const text = input[name];
      const id = typeof text === "string" ? findMeant(context, row, name, text) : undefined;
      return id === undefined || id === text ? [] : [[name, id] as const];
    });
  if (meant.length === 0) return context;
  return { ...context, input: Object.assign(makeStructure(), input, Object.fromEntries(meant)) };
}

compileLightly(resolveStandIns);
