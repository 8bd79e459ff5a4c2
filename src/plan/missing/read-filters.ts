/** Reads the filters of a call: pairs of a name and values, however an API writes them. */
import type { Operation, Shape } from "../../aws/model/types.ts";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";

/** A filter of a read, with all that it lets through. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** How a member holds filters. */
type Form = "list" | "map";

/** The comparison of a filter that lets through what is the same. */
const EQUALS = "Equals";

const filterMembers = new WeakMap<Operation, readonly (readonly [member: string, form: Form])[]>();

/** The members by which an item of a list of filters is called, whichever it has. */
function findName({ members = {} }: Shape): "Name" | "Key" | undefined {
  if (members["Values"]?.type !== "list") return undefined;
  // Where a key stands alone, how it is compared is not said.
  if (members["Name"]) return "Name";
  return members["Key"] && members["Option"] ? "Key" : undefined;
}

function tellForm(name: string, { type, member, value }: Shape): Form | undefined {
  if (type === "list") return member && findName(member) ? "list" : undefined;
  return type === "map" && value?.type === "list" && /filters?$/i.test(name) ? "map" : undefined;
}

function listMembers(operation: Operation): readonly (readonly [member: string, form: Form])[] {
  return filterMembers.getOrInsertComputed(operation, () =>
    Object.entries(operation.input?.members ?? {}).flatMap(([name, shape]) => {
      const form = tellForm(name, shape);
      return form ? [[name, form] as const] : [];
    }),
  );
}

/** Whether an operation can be asked with filters. */
export function hasFilters(operation: Operation): boolean {
  return listMembers(operation).length > 0;
}

function makeFilter(name: Value | undefined, values: Value | undefined): readonly Filter[] {
  if (typeof name !== "string" || !Array.isArray(values) || values.length === 0) return [];
  return [{ name, values: values.map(String) }];
}

function readItem(item: Value): readonly Filter[] {
  if (!isStructure(item)) return [];
  const { Name, Key, Option, Values } = item;
  if (Name !== undefined) return makeFilter(Name, Values);
  return Option === EQUALS ? makeFilter(Key, Values) : [];
}

/** The filters of a call that let through what has one of their values. */
export function readFilters({
  operation,
  input,
}: {
  operation: Operation;
  input: Structure;
}): readonly Filter[] {
  return listMembers(operation).flatMap(([member, form]) => {
    const held = input[member];
    if (form === "map")
      return isStructure(held)
        ? Object.entries(held).flatMap(([name, values]) => makeFilter(name, values))
        : [];
    return Array.isArray(held) ? (held as readonly Value[]).flatMap(readItem) : [];
  });
}

/** A name without what differs between a filter and a member: `db-cluster-id` is DBClusterIdentifier. */
export function fold(name: string): string {
  return name
    .replace(/\W/g, "")
    .toLowerCase()
    .replace(/identifier$/, "id");
}
