/** How large an update is by itself: UpdateItem holds that against the limit of items, besides the item that it makes. */
import { makeItem, type TableItem } from "./attributes.ts";
import type { Change } from "./expressions/update.ts";
import { sizeOfItem } from "./item-size.ts";

/** What AWS was seen to count: for the update, for a clause that gives something, and for one that takes it away. */
const UPDATE = 3;
const GIVES = 19;
const TAKES = 2;

/** Those of a list's elements take one more. */
function sizeOfClause({ section, path }: Change): number {
  if (section === "REMOVE" || section === "DELETE") return TAKES;
  return GIVES + (section === "SET" && typeof path.at(-1) === "number" ? 1 : 0);
}

/** The bytes of an update that made an item: the whole attributes in which it gave something, and what its clauses take. */
export function sizeOfUpdate(changes: readonly Change[], made: TableItem): number {
  const given = makeItem();
  let size = UPDATE;
  for (const change of changes) {
    size += sizeOfClause(change);
    const name = change.path[0];
    const value = typeof name === "string" ? made[name] : undefined;
    if (typeof name === "string" && value && (change.section === "SET" || change.section === "ADD"))
      given[name] = value;
  }
  return size + sizeOfItem(given);
}
