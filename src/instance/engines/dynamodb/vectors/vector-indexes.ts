/** Vector indexes of tables: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html */
import { isStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { Thing } from "../../../thing.ts";
import { listStructures } from "../../engine.ts";
import { type AttributeValue, type TableItem, typeOf } from "../attributes.ts";
import { listTexts, readNumber, readStructure, writeMembers } from "../read-members.ts";
import { type KeyAttribute, readTable, type Table } from "../tables.ts";

/** A vector index. */
export interface VectorIndex {
  readonly name: string;
  /** The attribute that has the vector. */
  readonly attribute: string;
  readonly dimensions: number;
  readonly distance: string;
  /** What searches are narrowed by: what chooses a partition, and filters. */
  readonly schema: readonly KeyAttribute[];
  /** The attributes that an entry has besides the vector; undefined where it has all of an item's. */
  readonly attributes: ReadonlySet<string> | undefined;
}

function readSchema(schema: Value | undefined, types: ReadonlyMap<string, string>): KeyAttribute[] {
  return listStructures(schema).map(({ AttributeName, SearchSchemaElementType }) => {
    const name = String(AttributeName);
    const type = types.get(name);
    return {
      name,
      type: type === "N" || type === "B" ? type : "S",
      isHash: SearchSchemaElementType === "HASH",
    };
  });
}

function readIndex(
  index: Structure,
  keys: readonly KeyAttribute[],
  types: ReadonlyMap<string, string>,
): VectorIndex {
  const { IndexName, VectorAttribute, Dimensions, DistanceFunction, SearchSchema, Projection } = index;
  const { ProjectionType, NonKeyAttributes } = readStructure(Projection);
  const schema = readSchema(SearchSchema, types);
  const names = [...keys, ...schema].map(({ name }) => name);
  return {
    name: String(IndexName),
    attribute: String(readStructure(VectorAttribute)["AttributeName"]),
    dimensions: readNumber(Dimensions) ?? 0,
    distance: String(DistanceFunction),
    schema,
    attributes: ProjectionType === "ALL" ? undefined : new Set([...names, ...listTexts(NonKeyAttributes)]),
  };
}

const known = new WeakMap<Thing, readonly VectorIndex[]>();

/** The vector indexes of a table, in the order of their names. */
export function listVectorIndexes({ thing }: Table): readonly VectorIndex[] {
  return known.getOrInsertComputed(thing, () => {
    const { AttributeDefinitions, VectorIndexes } = thing.members;
    const types = new Map(
      listStructures(AttributeDefinitions).map((one) => [
        String(one["AttributeName"]),
        String(one["AttributeType"]),
      ]),
    );
    const { keys } = readTable(thing);
    return listStructures(VectorIndexes)
      .map((index) => readIndex(index, keys, types))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  });
}

/** An index as it is kept. DynamoDB takes dimensions with a fraction, and leaves that off. */
export function keepVectorIndex(index: Structure): Structure {
  const dimensions = readNumber(index["Dimensions"]);
  return dimensions === undefined ? index : writeMembers(index, { Dimensions: Math.trunc(dimensions) });
}

/** The attributes that the search schemas of indexes name. */
export function nameSearched(indexes: Value | undefined): string[] {
  return listStructures(indexes).flatMap(({ SearchSchema }) =>
    listStructures(SearchSchema).map(({ AttributeName }) => String(AttributeName)),
  );
}

/** The vector attribute that a definition of an index names. */
export function nameVector({ VectorAttribute }: Structure): string {
  return isStructure(VectorAttribute) ? String(VectorAttribute["AttributeName"]) : "";
}

/** A number as 32 bits hold it; undefined of one that is none, or beyond them. */
export function readFloat({ N }: AttributeValue): number | undefined {
  const float = N === undefined || N.trim() === "" ? Number.NaN : Math.fround(Number(N));
  return Number.isFinite(float) ? float : undefined;
}

/** The vector of an item; undefined where it has none that fits the index. */
export function readVector({ attribute, dimensions }: VectorIndex, item: TableItem): number[] | undefined {
  const list = item[attribute]?.L;
  if (list?.length !== dimensions) return undefined;
  const vector: number[] = [];
  for (const element of list) {
    const float = readFloat(element);
    if (float === undefined) return undefined;
    vector.push(float);
  }
  return vector;
}

/** Whether nothing but its vector keeps an item out of an index. */
export function fitsSchema({ schema }: VectorIndex, item: TableItem): boolean {
  return schema.every(({ name, type, isHash }) => {
    const value = item[name];
    if (!value) return !isHash;
    return typeOf(value) === type && !(isHash && (value.S === "" || value.B?.length === 0));
  });
}
