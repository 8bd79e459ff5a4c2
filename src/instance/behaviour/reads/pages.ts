/** Lists in pages, by the model's paginators. */
import type { Operation } from "../../../aws/model/types.ts";
import { makeStructure, type Structure } from "../../../aws/values.ts";

/** A page, and what the output says of the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: Structure;
}

const WORD = "page";

/** A token says where the next page begins; it is nobody's to read. */
function writeToken(start: number): string {
  return Buffer.from(`${WORD} ${start}`).toString("base64url");
}

function readToken(token: string): number | undefined {
  const [word, start] = Buffer.from(token, "base64url").toString().split(" ");
  return word === WORD && start !== undefined && /^\d{1,9}$/.test(start) ? Number(start) : undefined;
}

/** What a paginator's operation was asked for: where its page begins and how many it has; undefined where its token is none of ours. */
function readAsked({ pagination }: Operation, input: Structure) {
  const [member = ""] = pagination?.inputTokens ?? [];
  const token = input[member];
  const start = typeof token === "string" && token !== "" ? readToken(token) : 0;
  const size = pagination?.pageSize === undefined ? undefined : input[pagination.pageSize];
  return start === undefined ? undefined : { start, size: typeof size === "number" ? size : 0 };
}

/** The page that an input asks for; undefined where its token is none of ours. All in one page without a paginator. */
export function paginate<T>(
  operation: Operation,
  input: Structure,
  items: readonly T[],
): Page<T> | undefined {
  const { pagination } = operation;
  const [output = ""] = pagination?.outputTokens ?? [];
  const asked = readAsked(operation, input);
  if (!asked) return undefined;
  const { start, size } = asked;
  const end = size > 0 ? start + size : items.length;
  const hasMore = end < items.length && /^\w+$/.test(output);
  const more: Record<string, string | boolean> = {};
  if (hasMore) more[output] = writeToken(end);
  const flag = pagination?.moreResults;
  if (flag !== undefined && /^\w+$/.test(flag)) more[flag] = hasMore;
  return {
    items: items.slice(start, hasMore ? end : items.length),
    more: Object.assign(makeStructure(), more),
  };
}
