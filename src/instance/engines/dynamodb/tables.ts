/** Tables, as items see them: what their keys and those of their indexes are. */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../../behaviour/context.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { listStructures } from "../engine.ts";
import { refuseAs } from "./refusal.ts";

/** An attribute of a key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
  /** Whether it chooses the partition; else it orders what stands in one. */
  readonly isHash: boolean;
}

/** A secondary index. */
export interface SecondaryIndex {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly keys: readonly KeyAttribute[];
  /** The attributes that an entry has, with those of its keys and the table's; undefined where it has all of an item's. */
  readonly attributes: ReadonlySet<string> | undefined;
}

/** A table. */
export interface Table {
  readonly thing: Thing;
  readonly name: string;
  readonly arn: string;
  /** By which its records are found. */
  readonly owner: string;
  readonly keys: readonly KeyAttribute[];
  readonly indexes: readonly SecondaryIndex[];
}

function readKeys(schema: Value | undefined, types: ReadonlyMap<string, string>): KeyAttribute[] {
  return listStructures(schema).map(({ AttributeName, KeyType }) => {
    const name = String(AttributeName);
    const type = types.get(name);
    return { name, type: type === "N" || type === "B" ? type : "S", isHash: KeyType === "HASH" };
  });
}

function readIndex(
  { IndexName, KeySchema, Projection }: Structure,
  isGlobal: boolean,
  keys: readonly KeyAttribute[],
  types: ReadonlyMap<string, string>,
): SecondaryIndex {
  const own = readKeys(KeySchema, types);
  const { ProjectionType, NonKeyAttributes } = isStructure(Projection) ? Projection : {};
  const others = Array.isArray(NonKeyAttributes) ? (NonKeyAttributes as readonly Value[]).map(String) : [];
  const all = new Set([...[...own, ...keys].map(({ name }) => name), ...others]);
  const isWhole = ProjectionType === "ALL" || ProjectionType === undefined;
  return { name: String(IndexName), isGlobal, keys: own, attributes: isWhole ? undefined : all };
}

const known = new WeakMap<Thing, Table>();

/** What a thing of the type table says. It is put anew with every change, so that what is known of it holds. */
export function readTable(thing: Thing): Table {
  return known.getOrInsertComputed(thing, makeTable);
}

function makeTable(thing: Thing): Table {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = thing.members;
  const types = new Map(
    listStructures(AttributeDefinitions).map(({ AttributeName, AttributeType }) => [
      String(AttributeName),
      String(AttributeType),
    ]),
  );
  const keys = readKeys(KeySchema, types);
  // What is wrong with a value is told of the first index by name.
  const indexes = [
    ...listStructures(LocalSecondaryIndexes).map((one) => readIndex(one, false, keys, types)),
    ...listStructures(GlobalSecondaryIndexes).map((one) => readIndex(one, true, keys, types)),
  ].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const name = thing.chain.at(-1) ?? "";
  return { thing, name, arn: thing.names.arn ?? "", owner: nameThing(thing), keys, indexes };
}

const KIND = { service: "dynamodb", type: "table" };
/** A table, or an index of one, in an ARN. */
const ARN = /^arn:[^:]*:dynamodb:([^:]*):([^:]*):table\/([^/]*)/;

/** The table that stands by a name or an ARN; undefined where there is none. */
export function findTable({ store, caller }: Context, text: string): Table | undefined {
  const [, region = caller.region, account = caller.account, name = text] = text.startsWith("arn:")
    ? (ARN.exec(text) ?? [])
    : [];
  const thing = store.find({ account, region }, KIND, [name]);
  return thing && readTable(thing);
}

/** The table that an operation on items names. Throws a refusal where there is none. */
export function getTable(context: Context, text: string): Table {
  const table = findTable(context, text);
  if (!table) throw refuseAs("ResourceNotFoundException", "Requested resource not found");
  return table;
}

compileLightly(findTable);
