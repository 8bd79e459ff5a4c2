/** The key schema of a DynamoDB table, from the keys by which the log names its items. */
import * as v from "valibot";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import rows from "./key-names.json" with { type: "json" };
import type { NamedStep } from "./log-facts.ts";
import { type Condition, isOnTable, listQueries } from "./queries.ts";

/** A key attribute with its type (S, N or B). */
export interface TableKey {
  readonly name: string;
  readonly type: string;
}

interface Sighting {
  readonly type: string;
  readonly values: Set<string>;
}

/** A row of key-names.json: names, as a pattern without regard to case, that tell which of a table's keys an attribute is. */
export const KeyNameRow = v.strictObject({
  key: v.picklist(["hash", "range"]),
  names: v.pipe(v.string(), v.nonEmpty()),
  reason: v.pipe(v.string(), v.nonEmpty()),
});

function compileNames(key: v.InferOutput<typeof KeyNameRow>["key"]): RegExp[] {
  return rows.filter((row) => row.key === key).map(({ names }) => new RegExp(names, "i"));
}

const hashNames = compileNames("hash");
const rangeNames = compileNames("range");

/** The keys of items in a call on `table`; items are recorded by their keys alone. */
function* findKeys(value: Value | undefined, table: string, isOn: boolean): Generator<Structure> {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* findKeys(item, table, isOn);
  if (!isStructure(value)) return;
  const { TableName: named } = value;
  const on = typeof named === "string" ? named === table || named.endsWith(`/${table}`) : isOn;
  for (const [name, inner] of Object.entries(value)) {
    if (on && (name === "Key" || name === "Item") && isStructure(inner)) yield inner;
    else if (on && name === "Keys" && Array.isArray(inner))
      yield* (inner as readonly Value[]).filter((key) => isStructure(key));
    else yield* findKeys(inner, table, on || name === table);
  }
}

/** The attributes that queries of the table or of one of its indexes hold to one value, and all that their conditions name. */
function readConditions(
  calls: readonly NamedStep[],
  table: string,
  index?: string,
): { equal: string[]; all: Map<string, string> } {
  const queries = calls
    .flatMap(({ step }) => listQueries(step.input, table))
    .filter((query) => query.index === index);
  const said = queries.filter(({ isStatement }) => !isStatement).flatMap((query) => query.conditions);
  // A statement may hold to a value what is no key.
  const conditions = said.length > 0 ? said : queries.flatMap((query) => chooseKeys(query.conditions));
  return {
    equal: conditions.flatMap(({ name, isEqual }) => (isEqual ? [name] : [])),
    all: new Map(conditions.map(({ name, type }) => [name, type])),
  };
}

/** What a statement says of the keys: what is held to a value first, and what is compared, or is called like a second key. */
function chooseKeys(conditions: readonly Condition[]): readonly Condition[] {
  const first = conditions.find(({ isEqual }) => isEqual);
  const second = conditions.find(
    ({ name, isEqual }) => name !== first?.name && (!isEqual || rangeNames.some((names) => names.test(name))),
  );
  return first ? [first, ...(second ? [second] : [])] : [];
}

function* listStructures(value: Value | undefined): Generator<Structure> {
  for (const item of Array.isArray(value) ? (value as readonly Value[]) : [])
    if (isStructure(item)) yield item;
}

/** The keys that an answer describes: that of the table, or of the one that it is restored as. */
export function findDescribedKeys(calls: readonly NamedStep[]): readonly TableKey[] | undefined {
  for (const { step } of calls) {
    const described = step.output["TableDescription"];
    if (!isStructure(described)) continue;
    const types = new Map<unknown, unknown>();
    for (const one of listStructures(described["AttributeDefinitions"]))
      types.set(one["AttributeName"], one["AttributeType"]);
    const schema = [...listStructures(described["KeySchema"])];
    const ordered = schema.toSorted(
      (a, b) => Number(a["KeyType"] === "RANGE") - Number(b["KeyType"] === "RANGE"),
    );
    const keys = ordered.flatMap(({ AttributeName: name }) =>
      typeof name === "string" ? [{ name, type: String(types.get(name) ?? "S") }] : [],
    );
    if (keys.length > 0) return keys;
  }
  return undefined;
}

/** The hash key and, where there is one, the range key; a key of text named `id` where the log has no item's key. */
export function findTableKeys(table: string, calls: readonly NamedStep[]): readonly TableKey[] {
  const seen = new Map<string, Sighting>();
  let names: readonly string[] | undefined;
  for (const { step } of calls) {
    for (const key of findKeys(step.input, table, false)) {
      for (const [name, value] of Object.entries(key)) {
        const type = isStructure(value) ? Object.keys(value)[0] : undefined;
        const sighting = seen.get(name) ?? { type: type ?? "S", values: new Set() };
        seen.set(name, sighting);
        sighting.values.add(JSON.stringify(value));
      }
      const own = Object.keys(key);
      names = names ? names.filter((name) => own.includes(name)) : own;
    }
  }
  const { equal, all } = readConditions(calls, table);
  const keys = (names?.length ? names : [...all.keys()]).slice(0, 2);
  if (keys.length === 0) return [{ name: "id", type: "S" }];
  return sortKeys(keys, equal, (name) => seen.get(name)?.values.size ?? 0).map((name) => ({
    name,
    type: seen.get(name)?.type ?? all.get(name) ?? "S",
  }));
}

/** The hash key first: the one that is held to a value alone, or is called so, or is named first, or has the fewest values. */
function sortKeys(
  keys: readonly string[],
  equal: readonly string[],
  countValues: (name: string) => number,
): string[] {
  const rank = (name: string) => {
    const areAll = keys.every((key) => equal.includes(key));
    const isAlone = equal.includes(name) && !areAll;
    if (isAlone || hashNames.some((names) => names.test(name))) return Number.NEGATIVE_INFINITY;
    // Where both are held to a value, people write the first one first.
    if (areAll && keys.length > 1 && equal[0] === name) return -1;
    if (rangeNames.some((names) => names.test(name))) return Number.POSITIVE_INFINITY;
    return countValues(name);
  };
  return keys.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? -1 : 1));
}

/** An index of a table, by how the log queries it. */
export interface QueriedIndex {
  readonly name: string;
  readonly keys: readonly TableKey[];
}

/** What changes of a table's indexes name, by what they do to them. */
function listIndexChanges(calls: readonly NamedStep[], table: string): { kind: string; name: string }[] {
  const updates = calls.flatMap(({ step: { input } }) =>
    isOnTable(input, table) ? ([input["GlobalSecondaryIndexUpdates"]].flat() as Value[]) : [],
  );
  return updates.flatMap((update) =>
    Object.entries(isStructure(update) ? update : {}).flatMap(([kind, change]) => {
      const name = isStructure(change) ? change["IndexName"] : undefined;
      return typeof name === "string" ? [{ kind, name }] : [];
    }),
  );
}

/** The indexes that are changed or taken off before the log puts one of that name on. */
function listOlderIndexes(calls: readonly NamedStep[], table: string): string[] {
  const known = new Set<string>();
  return listIndexChanges(calls, table).flatMap(({ kind, name }) => {
    if (known.has(name)) return [];
    known.add(name);
    return kind === "Create" ? [] : [name];
  });
}

/**
 * The indexes whose key conditions the log has, and those that it changes though no call of it made them. An attribute that is
 * a key of the table has its type there; an index whose keys are not in the log has the table's first one.
 */
export function findTableIndexes(table: string, calls: readonly NamedStep[]): readonly QueriedIndex[] {
  const tableKeys = findTableKeys(table, calls);
  const types = new Map(tableKeys.map(({ name, type }) => [name, type]));
  const names = calls.flatMap(({ step }) =>
    listQueries(step.input, table).flatMap(({ index }) => index ?? []),
  );
  const older = new Set(listOlderIndexes(calls, table));
  return [...new Set([...names, ...older])].flatMap((index) => {
    const { equal, all } = readConditions(calls, table, index);
    const keys = sortKeys([...all.keys()].slice(0, 2), equal, () => 0);
    if (keys.length === 0 && older.has(index)) return [{ name: index, keys: tableKeys.slice(0, 1) }];
    if (index === "" || keys.length === 0) return [];
    for (const [name, type] of all) if (!types.has(name)) types.set(name, type);
    return [{ name: index, keys: keys.map((name) => ({ name, type: types.get(name) ?? "S" })) }];
  });
}
