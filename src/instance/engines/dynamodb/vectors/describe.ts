/** Vector indexes as AWS describes them. */
import type { Structure, Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listStructures } from "../../engine.ts";
import { sizeOfItem } from "../item-size.ts";
import { countItems, listItems } from "../items.ts";
import { writeMembers } from "../read-members.ts";
import type { Table } from "../tables.ts";
import { readEntry } from "./entries.ts";
import { listVectorIndexes, type VectorIndex } from "./vector-indexes.ts";

/** Of a larger table, so many items stand for the others. */
const MEASURED = 1_000;

function measure(context: Context, table: Table, index: VectorIndex): Structure {
  let [seen, count, bytes] = [0, 0, 0];
  for (const item of listItems(context, table, undefined, {}, MEASURED)) {
    const entry = readEntry(index, item);
    seen++;
    if (entry) {
      count++;
      bytes += sizeOfItem(entry.item);
    }
    if (seen === MEASURED) break;
  }
  const share = seen === MEASURED ? countItems(context, table) / seen : 1;
  return { IndexSizeBytes: Math.round(bytes * share), ItemCount: Math.round(count * share) };
}

/** The vector indexes of a table; undefined where it has none. */
export function describeVectorIndexes(context: Context, table: Table): Value | undefined {
  const indexes = listStructures(table.thing.members["VectorIndexes"]);
  if (indexes.length === 0) return undefined;
  const known = new Map(listVectorIndexes(table).map((index) => [index.name, index]));
  return indexes.map((index) => {
    const { IndexName, SearchSchema, Projection, VectorAttribute, Dimensions, DistanceFunction } = index;
    const name = String(IndexName);
    const found = known.get(name);
    return writeMembers(
      {
        ...{ IndexName, SearchSchema, Projection, VectorAttribute, Dimensions, DistanceFunction },
        IndexStatus: "ACTIVE",
        IndexArn: `${table.arn}/index/${name}`,
      },
      found ? measure(context, table, found) : {},
    );
  });
}
