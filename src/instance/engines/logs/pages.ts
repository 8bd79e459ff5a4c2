/** Pages of lists: a token says behind which item the next page begins. */
import type { Structure } from "../../../aws/values.ts";
import { merge } from "../engine.ts";
import { BAD_TOKEN, type Refused } from "./refusals.ts";

/** A page, and what the answer says of the next one. */
interface NamedPage<T> {
  readonly items: readonly T[];
  readonly more: Structure;
}

const HEAD = "after\n";

function writeToken(name: string, container: string | undefined): string {
  return container === undefined
    ? Buffer.from(`${HEAD}${name}`).toString("base64url")
    : `${container}@${name}`;
}

function readToken(token: string, container: string | undefined): string | undefined {
  const text = container === undefined ? Buffer.from(token, "base64url").toString() : token;
  const head = container === undefined ? HEAD : `${container}@`;
  return text.startsWith(head) ? text.slice(head.length) : undefined;
}

/**
 * The page of a list behind the token's item; where that is gone, behind where it was, if the list goes by its names. Tokens of a
 * list with a container say its name and the item's.
 */
export function paginate<T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  token: string,
  limit: number,
  container?: string,
): NamedPage<T> | Refused {
  let start = 0;
  if (token !== "") {
    const name = readToken(token, container);
    if (name === undefined) return BAD_TOKEN;
    const at = all.findIndex((item) => nameOf(item) === name);
    const beyond = all.findIndex((item) => nameOf(item) > name);
    start = at >= 0 ? at + 1 : beyond >= 0 ? beyond : all.length;
  }
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + items.length < all.length;
  const more = hasMore ? { nextToken: writeToken(nameOf(last), container) } : {};
  return { items, more: merge(more) };
}
