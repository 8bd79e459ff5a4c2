/** Calls that production answered with a success though it did nothing of what they ask for. */

import { listMembers } from "../../../aws/model/shape.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { tellsRefused } from "../../../replay/partial.ts";
import type { Context } from "../context.ts";

function countItems(value: Value | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Whether an answer names something of what the call is about, but in the list of what was refused: a fleet that got no machine. */
function namesSome({ told, meaning }: Context, refused: string): boolean {
  return meaning.output.some(({ path, type }) => {
    const steps = parsePath(path);
    const isOf = type !== undefined && type === meaning.type && steps[0] !== refused;
    return isOf && told !== undefined && readTexts(steps, told.output).length > 0;
  });
}

/** Whether nothing was done but what is listed as refused: other lists are empty; where there are none, all was refused that was asked. */
function isAll({ told, operation, input }: Context, refused: string): boolean {
  const lists = listMembers(operation.output).filter(([, { type }]) => type === "list");
  const others = lists.filter(([name]) => name !== refused);
  if (others.length > 0) return others.every(([name]) => countItems(told?.output[name]) === 0);
  const count = countItems(told?.output[refused]);
  return (operation.input?.required ?? []).some((name) => countItems(input[name]) === count);
}

/** Whether production refused each item of a call, whose answer is a success: such a call does nothing. */
export function isRefusedWhole(context: Context): boolean {
  const { told, operation } = context;
  return Object.entries(told?.output ?? {}).some(
    ([name, value]) =>
      countItems(value) > 0 &&
      tellsRefused(operation, name) &&
      isAll(context, name) &&
      !namesSome(context, name),
  );
}

compileLightly(countItems);
