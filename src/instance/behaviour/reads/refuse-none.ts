/** Refuses reads about what an ARN names that does not stand, where it would be known here if it did. */
import { splitArn } from "../../../aws/resources/arns.ts";
import { arnTemplates } from "../../../aws/resources/table.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { isHere } from "../refusals/references.ts";
import { refuseAbsent, refusesReference } from "../refusals/refusals.ts";
import { listTraces } from "../traces.ts";
import { listTexts } from "./find-any.ts";

/** The service's error for what would be known here if it stood; undefined where that cannot be told. */
export function refuseNone(context: Context): Done | undefined {
  const { made } = listTraces(context.resources, context.readings);
  for (const text of listTexts(context)) {
    const arn = splitArn(text);
    const { type } = (arn && arnTemplates.read(arn)) ?? {};
    if (type !== undefined && made.has(type) && isHere(context, text) && refusesReference(context, type))
      return { error: refuseAbsent(context, type, text) };
  }
  return undefined;
}
