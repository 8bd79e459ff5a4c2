/** Changes of items as streams of Kinesis get them: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds_using-shards-and-metrics.html */
import type { Context } from "../../behaviour/context.ts";
import type { TableItem } from "./attributes.ts";
import { waitFor } from "./deliveries.ts";
import { listDestinations } from "./kinesis-destinations.ts";
import { makeRecord } from "./stream-records.ts";
import type { Table } from "./tables.ts";

const STREAM = /^arn:[^:]*:kinesis:([^:]*):([^:]*):stream\/(.+)$/;
const MICROSECONDS = 1_000;

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** Sends a change to the streams of Kinesis that a table has. */
export function sendChange(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
  isEnded: boolean,
): void {
  for (const destination of listDestinations(table)) {
    const [, region = "", account = "", name = ""] = STREAM.exec(String(destination["StreamArn"])) ?? [];
    if (destination["DestinationStatus"] !== "ACTIVE" || name === "") continue;
    const record = makeRecord(context, table, "NEW_AND_OLD_IMAGES", before, after, isEnded);
    const isFine = destination["ApproximateCreationDateTimePrecision"] === "MICROSECOND";
    const Data = JSON.stringify({
      awsRegion: table.thing.place.region,
      eventID: record.id,
      eventName: record.name,
      userIdentity: isEnded ? { principalId: "dynamodb.amazonaws.com", type: "Service" } : null,
      recordFormat: "application/json",
      tableName: table.name,
      dynamodb: {
        ApproximateCreationDateTime: isFine ? record.at * MICROSECONDS : record.at,
        ...(isFine && { ApproximateCreationDateTimePrecision: "MICROSECOND" }),
        Keys: parse(record.keys),
        NewImage: parse(record.after),
        OldImage: parse(record.before),
        SizeBytes: record.bytes,
      },
      eventSource: "aws:dynamodb",
    });
    const input = { StreamName: name, Data: Buffer.from(Data), PartitionKey: record.id };
    waitFor(
      context,
      context.ask({ service: "kinesis", operation: "PutRecord", input, caller: { account, region } }),
    );
  }
}
