/** Lists in pages, by the model's paginators. */
import type { Operation } from "../../../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { findPageSize } from "./asked-rows.ts";

/** A page, and what the output says of it and of the next one: at its top, and in the structure that it is. */
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
  const size = Number(pagination?.pageSize === undefined ? undefined : input[pagination.pageSize]);
  return start === undefined ? undefined : { start, size: size > 0 ? size : 0 };
}

/** A member's path in an output: of the output itself, or of the structure that it is. */
const PATH = /^\w+(?:\.\w+)?$/;

/** Says something at a path of an output; a structure that lists say something in is there already, or is none of these. */
function say(more: Record<string, Value>, path: string, value: Value): void {
  const [first = "", second] = path.split(".");
  if (second === undefined) more[first] = value;
  else more[first] = Object.assign(makeStructure(), more[first], { [second]: value });
}

/** Where an output says how many items a page may have, as the input does: what was asked for, or what the service presets. */
function findSize(operation: Operation, input: Structure): [string, Value] | undefined {
  const { pagination, output, model } = operation;
  const name = pagination?.pageSize ?? "";
  const [, outer] = /^(\w+)\.\w+$/.exec(pagination?.outputTokens[0] ?? "") ?? [];
  const shape = outer === undefined ? output : output?.members?.[outer];
  const told = shape?.members?.[name];
  const size = input[name] ?? findPageSize(model.service, operation.name);
  if (!told || size === undefined || size === null) return undefined;
  const value = told.type === "string" ? String(size) : Number(size);
  return [outer === undefined ? name : `${outer}.${name}`, value];
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
  const hasMore = end < items.length && PATH.test(output);
  const more: Record<string, Value> = {};
  if (hasMore) say(more, output, writeToken(end));
  const flag = pagination?.moreResults;
  if (flag !== undefined && PATH.test(flag)) say(more, flag, hasMore);
  const told = findSize(operation, input);
  if (told) say(more, ...told);
  return {
    items: items.slice(start, hasMore ? end : items.length),
    more: Object.assign(makeStructure(), more),
  };
}

/** An output with what is said of its page, beside what it says itself. */
export function addPage(output: Structure, { more }: Pick<Page<unknown>, "more">): Structure {
  const added = Object.entries(more).map(([name, value]) => {
    const own = output[name];
    return [
      name,
      isStructure(own) && isStructure(value) ? Object.assign(makeStructure(), own, value) : value,
    ];
  });
  return Object.assign(makeStructure(), output, Object.fromEntries(added));
}
