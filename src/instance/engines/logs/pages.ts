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

/** The page of a list behind the token's item; where that is gone, behind where it was, if the list goes by its names. */
export function paginate<T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  token: string,
  limit: number,
): NamedPage<T> | Refused {
  let start = 0;
  if (token !== "") {
    const text = Buffer.from(token, "base64url").toString();
    if (!text.startsWith(HEAD)) return BAD_TOKEN;
    const name = text.slice(HEAD.length);
    const at = all.findIndex((item) => nameOf(item) === name);
    const beyond = all.findIndex((item) => nameOf(item) > name);
    start = at >= 0 ? at + 1 : beyond >= 0 ? beyond : all.length;
  }
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = last !== undefined && start + items.length < all.length;
  const more = hasMore ? { nextToken: Buffer.from(`${HEAD}${nameOf(last)}`).toString("base64url") } : {};
  return { items, more: merge(more) };
}
