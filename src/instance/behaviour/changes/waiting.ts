/** Changes that wait, unless they are asked for at once: till then a thing is as production's answer tells it. */
import * as v from "valibot";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import rows from "./waiting.json" with { type: "json" };

/** A row of waiting.json: the member of a service's changes that asks for them at once. */
export const WaitingRow = v.strictObject({ service: Text, member: Text, reason: Text });

const MEMBERS = new Map(
  (rows as readonly v.InferOutput<typeof WaitingRow>[]).map(({ service, member }) => [service, member]),
);

/** Whether what a call asks for is still to come. */
export function waits({ operation, input }: Pick<Context, "operation" | "input">): boolean {
  const member = MEMBERS.get(operation.model.service);
  return member !== undefined && operation.input?.members?.[member] !== undefined && input[member] !== true;
}
