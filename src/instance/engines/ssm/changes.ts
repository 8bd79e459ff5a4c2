/** Tells the default event bus of what becomes of parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html */

import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { writeEvent } from "../events/bus-event.ts";
import { DEFAULT_BUS } from "../events/buses.ts";
import { sendEvent } from "../events/send-event.ts";
import { nameOf, tellArn } from "./parameter.ts";

/** What became of a parameter, in the words of the events. */
export type ParameterChange = "Create" | "Update" | "Delete" | "LabelParameterVersion";

/** Tells of a change, where a rule hears it. */
export async function tellChange(
  context: Context,
  parameter: Thing,
  operation: ParameterChange,
): Promise<void> {
  const { account, region } = parameter.place;
  const { members } = parameter;
  const description = readText(members, "Description");
  const detail = {
    name: nameOf(parameter),
    ...(description !== "" && { description }),
    type: readText(members, "Type") || "String",
    operation,
  };
  const event = writeEvent({
    id: makeUuid(context.mint(32)),
    type: "Parameter Store Change",
    source: "aws.ssm",
    account,
    region,
    happenedAt: context.now,
    gotAt: context.now,
    resources: [tellArn(parameter)],
    detail: JSON.stringify(detail),
    size: 0,
  });
  await sendEvent(context, { place: { account, region }, name: DEFAULT_BUS }, event, { isKept: true });
}
