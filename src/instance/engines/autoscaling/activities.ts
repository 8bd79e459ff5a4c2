/** What a group of machines is told to have done. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";

const ID_DIGITS = 32;

/** What was done to a machine for somebody who asked for it. */
export function tellActivity({ mint, now }: Context, { chain }: Thing, Description: string): Structure {
  return {
    ActivityId: mint(ID_DIGITS),
    AutoScalingGroupName: chain.at(-1) ?? "",
    Description,
    Cause: `At ${new Date(now).toISOString()} this was done in response to a user request.`,
    StartTime: new Date(now),
    StatusCode: "InProgress",
    Progress: 0,
  };
}
