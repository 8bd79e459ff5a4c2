/** The time to live of tables' items: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { noteEndings } from "./end-items.ts";
import { getNamedTable } from "./named-table.ts";
import { readStructure, writeMembers } from "./read-members.ts";
import { refuse } from "./refusal.ts";
import { readTable } from "./tables.ts";
import { describeTimeToLive, readEndingAttribute } from "./time-to-live.ts";

function updateTimeToLive(context: Context): Structure {
  const table = getNamedTable(context);
  const { TimeToLiveSpecification } = context.input;
  const { Enabled, AttributeName } = readStructure(TimeToLiveSpecification);
  const before = readEndingAttribute(table.thing);
  if (before === undefined && Enabled !== true) throw refuse("TimeToLive is already disabled");
  if (before !== undefined && before !== AttributeName)
    throw refuse(`TimeToLive is active on a different AttributeName: current AttributeName is ${before}`);
  if (before !== undefined && Enabled === true) throw refuse("TimeToLive is already enabled");
  const members = writeMembers(table.thing.members, {
    TimeToLiveSpecification,
    TimeToLiveDescription: TimeToLiveSpecification,
    TimeToLiveStatus: Enabled === true ? "ENABLED" : "DISABLED",
  });
  const thing = { ...table.thing, members };
  context.store.put(thing);
  noteEndings(context, readTable(thing));
  return writeMembers({ TimeToLiveSpecification });
}

export const tableEndings = {
  UpdateTimeToLive: updateTimeToLive,
  DescribeTimeToLive: (context: Context): Structure => ({
    TimeToLiveDescription: describeTimeToLive(getNamedTable(context)),
  }),
};
