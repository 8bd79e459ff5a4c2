/** How many bytes items take. AWS tells it as it was up to six hours ago. */
import type { Context } from "../../behaviour/context.ts";
import { pick } from "./attributes.ts";
import { sizeOfItem } from "./item-size.ts";
import { countItems, listItems } from "./items.ts";
import type { SecondaryIndex, Table } from "./tables.ts";

/** Of a larger table, so many items stand for the others. */
const MEASURED = 1_000;

/** The bytes that the items of a table take, or those of an index. */
export function measureItems(context: Context, table: Table, index?: SecondaryIndex): number {
  let bytes = 0;
  let seen = 0;
  for (const item of listItems(context, table, index, {})) {
    bytes += sizeOfItem(index?.attributes ? pick(item, index.attributes) : item);
    seen++;
    if (seen === MEASURED) return Math.round((bytes / seen) * countItems(context, table, index));
  }
  return bytes;
}
