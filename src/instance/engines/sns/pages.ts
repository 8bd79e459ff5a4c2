/** Lists of a hundred at a time, as all of SNS's are. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";

const PAGE = 100;

/** One page of a list, behind the thing that the token names. */
export function answerPage(
  { input }: Context,
  member: string,
  things: readonly Thing[],
  show: (thing: Thing) => Structure,
): Done {
  const token = Buffer.from(readText(input, "NextToken"), "base64").toString();
  const from = token === "" ? 0 : things.findIndex(({ names }) => names.arn === token) + 1;
  const page = things.slice(from, from + PAGE);
  const output = makeStructure();
  output[member] = page.map(show);
  const last = page.at(-1)?.names.arn;
  if (from + PAGE < things.length && last !== undefined)
    output["NextToken"] = Buffer.from(last).toString("base64");
  return { output };
}
