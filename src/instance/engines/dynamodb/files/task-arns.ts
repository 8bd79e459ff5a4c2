/** ARNs by which calls name exports, imports and the tables of exports. */
import { findPartition } from "../../../../aws/model/partitions.ts";
import type { Context } from "../../../behaviour/context.ts";
import { readText } from "../../engine.ts";
import { refuse, refuseResource } from "../refusal.ts";

const ARN = /^arn:([^:]*:[^:]*:[^:]*:[^:]*):(.*)$/;

/** What an ARN names, as the refusal of one that names something else calls it. */
const RESOURCES = {
  Export: /^table\/[^/]{3,}\/export\/[^/]+$/,
  Import: /^table\/[^/]{3,}\/import\/[^/]+$/,
  TableArn: /^table\/[^/]{3,}$/,
} as const;

/**
 * The ARN in a member of the input. Throws a refusal of a text that is none, then of what is not the caller's to ask for, then of
 * what is not of that kind.
 */
export function readArn(context: Context, member: string, kind: keyof typeof RESOURCES): string {
  const { input, caller } = context;
  const arn = readText(input, member);
  const [, place, resource = ""] = ARN.exec(arn) ?? [];
  const invalid = `Invalid ${kind === "TableArn" ? kind : `${kind} ARN`}: ${arn}`;
  if (place === undefined) throw refuse(invalid);
  const own = `${findPartition(caller.region).name}:dynamodb:${caller.region}:${caller.account}`;
  if (place !== own) throw refuseResource(context, arn);
  if (!RESOURCES[kind].test(resource)) throw refuse(invalid);
  return arn;
}
