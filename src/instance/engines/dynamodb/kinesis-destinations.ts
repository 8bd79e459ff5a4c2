/** Streams of Kinesis that changes of items go to: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures, readText } from "../engine.ts";
import { changeMembers, getNamedTable } from "./named-table.ts";
import { readStructure, writeMembers } from "./read-members.ts";
import { refuseAs } from "./refusal.ts";
import type { Table } from "./tables.ts";

const DESTINATIONS = "KinesisDataStreamDestinations";

/** The streams of Kinesis that a table's changes go to, also those that they went to. */
export function listDestinations({ thing }: Table): readonly Structure[] {
  const own = thing.members[DESTINATIONS];
  if (own !== undefined) return listStructures(own);
  const { StreamArn, DestinationStatus } = thing.members;
  return StreamArn === undefined ? [] : [writeMembers({ StreamArn, DestinationStatus })];
}

function setDestination(context: Context, deed: string, wants: readonly string[], status: string): Structure {
  const table = getNamedTable(context);
  const StreamArn = readText(context.input, "StreamArn");
  const all = listDestinations(table);
  const before = all.find((one) => one["StreamArn"] === StreamArn);
  if (!wants.includes(String(before?.["DestinationStatus"] ?? "DISABLED")))
    throw refuseAs(
      "ResourceInUseException",
      `Table is not in a valid state to ${deed} Kinesis Streaming Destination: KinesisStreamingDestination must be ${wants.join(" or ")} to perform ${deed.toUpperCase()} operation.`,
    );
  const configuration =
    context.input["EnableKinesisStreamingConfiguration"] ??
    context.input["UpdateKinesisStreamingConfiguration"];
  const precision = readStructure(configuration)["ApproximateCreationDateTimePrecision"];
  const after = writeMembers(before ?? {}, {
    StreamArn,
    DestinationStatus: status,
    ApproximateCreationDateTimePrecision:
      precision ?? before?.["ApproximateCreationDateTimePrecision"] ?? "MILLISECOND",
  });
  changeMembers(context, table, {
    [DESTINATIONS]: [...all.filter((one) => one["StreamArn"] !== StreamArn), after],
  });
  return { TableName: table.name, StreamArn };
}

function enableDestination(context: Context): Structure {
  const told = setDestination(context, "enable", ["DISABLED", "ENABLE_FAILED"], "ACTIVE");
  const { EnableKinesisStreamingConfiguration } = context.input;
  return writeMembers(told, { DestinationStatus: "ENABLING", EnableKinesisStreamingConfiguration });
}

function disableDestination(context: Context): Structure {
  return { ...setDestination(context, "disable", ["ACTIVE"], "DISABLED"), DestinationStatus: "DISABLING" };
}

function updateDestination(context: Context): Structure {
  const told = setDestination(context, "update", ["ACTIVE"], "ACTIVE");
  const { UpdateKinesisStreamingConfiguration } = context.input;
  return writeMembers(told, { DestinationStatus: "UPDATING", UpdateKinesisStreamingConfiguration });
}

function describeDestinations(context: Context): Structure {
  const table = getNamedTable(context);
  return { TableName: table.name, [DESTINATIONS]: [...listDestinations(table)] };
}

export const kinesisDestinations = {
  EnableKinesisStreamingDestination: enableDestination,
  DisableKinesisStreamingDestination: disableDestination,
  UpdateKinesisStreamingDestination: updateDestination,
  DescribeKinesisStreamingDestination: describeDestinations,
};
