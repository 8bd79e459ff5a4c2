/** What the filters of a list leave of its things. */
import { listMembers } from "../../aws/model/shape.ts";
import { parsePath } from "../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { type Filter, readFilters } from "../../plan/missing/read-filters.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { findMember } from "./fit-value.ts";

/** The members of the input that a list is asked by, besides what names things and pages. */
function listAsked({ operation, meaning, input }: Context): [string, Value][] {
  const naming = new Set(
    meaning.input.filter(({ part }) => part !== "reference").map(({ path }) => parsePath(path)[0]),
  );
  const paging = new Set([...(operation.pagination?.inputTokens ?? []), operation.pagination?.pageSize]);
  return listMembers(operation.input).flatMap(([name, { member }]) => {
    const value = input[name];
    // A list of words of the API's own says what is to be told of each thing.
    const isChoice = member?.enum !== undefined;
    if (value === undefined || value === null || isChoice || naming.has(name) || paging.has(name)) return [];
    return [[name, value] as [string, Value]];
  });
}

/** The values at a name with hyphens, as EC2's filters have them: `attachment.vpc-id`. */
function listAt(value: Value | undefined, path: readonly string[]): Value[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item) => listAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return isStructure(value) ? listAt(findMember(value, name), rest) : [];
}

/** Whether a filter lets through what is shown of a thing, with its tags. */
export function fitsFilter(
  shown: Structure,
  tags: ReadonlyMap<string, string>,
  { name, values }: Filter,
): boolean {
  const found = name.startsWith("tag:")
    ? [tags.get(name.slice(4))]
    : name === "tag-key"
      ? [...tags.keys()]
      : listAt(shown, name.replaceAll("-", "").split(".")).map(String);
  return found.some((text) => text !== undefined && values.includes(text));
}

function countItems(value: Value): number {
  if (Array.isArray(value)) return value.length;
  return isStructure(value) ? Object.keys(value).length : 1;
}

/** The filters that a list is asked by, all of them; undefined where one is not understood. */
export function readAllFilters(context: Context): readonly Filter[] | undefined {
  const filters = readFilters(context);
  const structured = listAsked(context).filter(([, value]) => !isScalar(value));
  const given = structured.reduce((sum, [, value]) => sum + countItems(value), 0);
  return filters.length === given ? filters : undefined;
}

/** What filters look at: what a thing was made with and what it is called. */
function viewMembers({ members, names, type }: Thing): Structure {
  const { id } = names;
  return id === undefined
    ? members
    : Object.assign(makeStructure(), members, { [`${type.replaceAll("-", "")}id`]: id });
}

/** The things that the filters leave; undefined where one of them is not understood. */
export function filterThings(context: Context, things: readonly Thing[]): readonly Thing[] | undefined {
  const filters = readAllFilters(context);
  if (!filters) return undefined;
  const scalars = listAsked(context).filter(([, value]) => isScalar(value) && typeof value !== "boolean");
  if (scalars.length === 0 && filters.length === 0) return things;
  return things.filter((thing) => {
    const { members, tags } = thing;
    return (
      scalars.every(([name, value]) => String(findMember(members, name) ?? "") === String(value)) &&
      filters.every((filter) => fitsFilter(viewMembers(thing), tags, filter))
    );
  });
}
