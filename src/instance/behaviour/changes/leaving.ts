/** What is to be deleted after a while, and can be had back until then: it is told, and nothing else can be done with it. */

import * as v from "valibot";
import { describeError } from "../../../aws/protocols/error-shapes.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import type { Done } from "../../gateway.ts";
import type { Kind, Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findNamed } from "../names/names.ts";
import rows from "./leaving.json" with { type: "json" };

/**
 * A row of leaving.json: things of a type that calls name `at` members of their input are to be deleted where they have a member.
 * Operations whose models have the error refuse that, but those of `besides`. `lists` is the member that asks lists for such
 * things, which else leave them out.
 */
export const LeavingRow = v.strictObject({
  service: Text,
  type: Text,
  at: v.array(Text),
  has: Text,
  besides: v.array(Text),
  error: v.strictObject({ code: Text, status: v.number(), message: Text }),
  lists: Text,
  reason: Text,
});

type Row = v.InferOutput<typeof LeavingRow>;

const ROWS: ReadonlyMap<string, Row> = new Map(rows.map((row) => [row.service, row]));

/** Whether a thing is to be deleted. */
export function isLeaving({ service, type, members }: Kind & Pick<Thing, "members">): boolean {
  const row = ROWS.get(service);
  return row?.type === type && members[row.has] !== undefined;
}

/** Whether a list tells a thing: one that is to be deleted where such are asked for. */
export function isListedLeaving({ input }: Context, thing: Thing): boolean {
  return !isLeaving(thing) || input[ROWS.get(thing.service)?.lists ?? ""] === true;
}

/** AWS's own error where a call is about what is to be deleted; what production did is done. */
export function refuseLeaving(context: Context): Done | undefined {
  const { operation, told } = context;
  const row = ROWS.get(operation.model.service);
  return !row || told || row.besides.includes(operation.name) ? undefined : refuseAbout(context, row);
}

function refuseAbout(context: Context, row: Row): Done | undefined {
  const { operation, input } = context;
  const { model, errors = [] } = operation;
  if (!errors.some((shape) => describeError(model, shape).code === row.error.code)) return undefined;
  const texts = row.at.flatMap((path) => readTexts(parsePath(path), input));
  const thing = findNamed(context, row.type, texts);
  return thing && isLeaving(thing) ? { error: row.error } : undefined;
}

compileLightly(refuseLeaving);
