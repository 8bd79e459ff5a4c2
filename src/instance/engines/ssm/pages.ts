/** Lists in pages. Their tokens count what was told, so that tests which were written with other emulators can read them. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Page } from "../../behaviour/reads/pages.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";

const TOKEN = /^\d{1,9}$/;

/** Where a call's page begins, and how many are on it. */
function readAsked({ input }: Context, usual: number) {
  const token = readText(input, "NextToken");
  if (token !== "" && !TOKEN.test(token)) refuse("InvalidNextToken", "The specified token isn't valid.");
  const { MaxResults } = input;
  return { start: Number(token), size: typeof MaxResults === "number" ? MaxResults : usual };
}

function tellNext(start: number): Structure {
  return merge({ NextToken: String(start) });
}

/** The page that a call asks for; `usual`: how many where it does not say. */
export function takePage<T>(context: Context, items: readonly T[], usual: number): Page<T> {
  const { start, size } = readAsked(context, usual);
  const end = start + size;
  return { items: items.slice(start, end), more: end < items.length ? tellNext(end) : makeStructure() };
}

/**
 * The page that a call asks for of what `pick` gives of all items, where most are not looked at. `isOpen`: whether a page that is full
 * tells of a next one though that may be empty.
 */
export function walkItems<T, Picked>(
  context: Context,
  items: readonly T[],
  pick: (item: T) => Picked | undefined,
  { usual, isOpen = false }: { readonly usual: number; readonly isOpen?: boolean },
): Page<Picked> {
  const { start, size } = readAsked(context, usual);
  const found: Picked[] = [];
  for (let at = start; at < items.length; at++) {
    const picked = pick(items[at] as T);
    if (picked === undefined) continue;
    if (found.length === size) return { items: found, more: tellNext(at) };
    found.push(picked);
  }
  const hasMore = isOpen && found.length === size;
  return { items: found, more: hasMore ? tellNext(items.length) : makeStructure() };
}
