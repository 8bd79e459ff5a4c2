/**
 * DynamoDB: what reads a table whole. No item is kept, so that a table that stands is empty.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { findThing } from "../../behaviour/names.ts";
import { refuseAbsent } from "../../behaviour/refusals.ts";
import type { Done } from "../../gateway.ts";
import { readText, type ServiceEngine } from "../engine.ts";

const TABLE = "table";

function tellNoItems(context: Context): Done {
  const { input } = context;
  const name = readText(input, "TableName");
  const table = findThing(context, TABLE);
  if (!table) return { error: refuseAbsent(context, TABLE, name) };
  const capacity = readText(input, "ReturnConsumedCapacity");
  return {
    output: Object.assign(
      makeStructure(),
      readText(input, "Select") === "COUNT" ? {} : { Items: [] },
      { Count: 0, ScannedCount: 0 },
      capacity === "TOTAL" || capacity === "INDEXES"
        ? { ConsumedCapacity: { TableName: table.chain.at(-1) ?? name, CapacityUnits: 0.5 } }
        : {},
    ),
  };
}

export const dynamodb: ServiceEngine = { Scan: tellNoItems, Query: tellNoItems };
