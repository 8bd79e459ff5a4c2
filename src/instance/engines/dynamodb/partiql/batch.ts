/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */

import type { Structure, Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listStructures } from "../../engine.ts";
import type { TableItem } from "../attributes.ts";
import { addUnits, costOfChange, onlyTable, tellCapacity, type Units } from "../capacity.ts";
import { costOfRead } from "../get-item.ts";
import { findItem } from "../items.ts";
import { encodeKey } from "../keys.ts";
import { RefusedRequest, refuse } from "../refusal.ts";
import type { Table } from "../tables.ts";
import { doWrite } from "../writes.ts";
import { MISPLACED_EXISTS } from "./execute-statement.ts";
import { type PreparedSelect, type PreparedStatement, prepare, readStatement } from "./prepare.ts";
import { tellOne } from "./select.ts";
import { findKey, listConditions } from "./where.ts";

/** Codes of errors of single statements. */
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  ResourceNotFoundException: "ResourceNotFound",
  ValidationException: "ValidationError",
};

/** What came of one statement of several. */
interface Outcome {
  readonly told: Structure;
  readonly cost?: { readonly table: Table; readonly units: Units };
  /** What a write that failed would have cost, which counts where another one did not fail. */
  readonly failed?: { readonly table: Table; readonly units: number };
}

function tellError(problem: unknown): Structure {
  if (!(problem instanceof RefusedRequest)) throw problem;
  const { code, message, members } = problem.error;
  const error: Record<string, Value> = { Code: CODES[code] ?? code, Message: message };
  const item = members?.["Item"];
  if (item !== undefined) error["Item"] = item;
  return { Error: error };
}

/** The key of a SELECT of one item, which has no other condition. */
function findOne({ table, tree, select }: PreparedSelect): TableItem | undefined {
  const isOne = select.source.index === undefined && listConditions(tree).length === table.keys.length;
  return isOne ? findKey(table.keys, tree) : undefined;
}

const ONE_BY_ONE =
  "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";

function doOne(context: Context, prepared: PreparedStatement, input: Structure): Outcome {
  const { table } = prepared;
  if (prepared.kind === "write") {
    const change = doWrite(context, prepared.write);
    const [Item] = prepared.tell(change) ?? [];
    const units = costOfChange(table, change.before, change.after);
    return { told: { TableName: table.name, ...(Item && { Item }) }, cost: { table, units } };
  }
  const key = findOne(prepared);
  if (!key) throw refuse(ONE_BY_ONE);
  const found = findItem(context, table, key);
  const Item = tellOne(prepared.select, found);
  const units = onlyTable(costOfRead(found, { isConsistent: input["ConsistentRead"] === true }));
  return { told: { TableName: table.name, ...(Item && { Item }) }, cost: { table, units } };
}

/** The key of the item that a statement is about; undefined where that is not one. */
function keyOf(prepared: PreparedStatement): TableItem | undefined {
  return prepared.kind === "write" ? prepared.write.key : findOne(prepared);
}

/** A statement of a batch, or why it is none. */
type Read =
  | { readonly prepared: PreparedStatement; readonly input: Structure; readonly key: TableItem | undefined }
  | { readonly problem: unknown };

function readOne(context: Context, input: Structure): Read {
  try {
    const prepared = prepare(context, readStatement(input), input);
    if (prepared.kind === "exists") throw refuse(MISPLACED_EXISTS);
    return { prepared, input, key: keyOf(prepared) };
  } catch (problem) {
    return { problem };
  }
}

function checkBatch(all: readonly Read[]): void {
  const prepared = all.flatMap((one) => ("prepared" in one ? [one] : []));
  const writes = prepared.filter((one) => one.prepared.kind === "write");
  if (writes.length > 0 && writes.length < prepared.length)
    throw refuse("Read and write requests together in the same batch is not supported.");
  const keys = prepared.flatMap(({ prepared: { table }, key }) =>
    key ? [`${table.name} ${Buffer.from(encodeKey(table, key)).toString("hex")}`] : [],
  );
  if (new Set(keys).size < keys.length) throw refuse("Provided list of item keys contains duplicates");
}

function tellFailed(context: Context, prepared: PreparedStatement, problem: unknown): Outcome {
  const told = tellError(problem);
  if (prepared.kind !== "write") return { told };
  const { table, write } = prepared;
  const before = findItem(context, table, write.key);
  // What came as far as its table tells it.
  return {
    told: { ...told, TableName: table.name },
    failed: { table, units: costOfChange(table, before, write.key).table },
  };
}

/** ConsumedCapacity by tables; none where nothing succeeded. What failed is in the sum of its table alone. */
function tellCosts(input: Structure, outcomes: readonly Outcome[]): Structure {
  const costs = Map.groupBy(
    outcomes.flatMap(({ cost }) => (cost ? [cost] : [])),
    ({ table }) => table.name,
  );
  const told = [...costs].flatMap(([name, all]) => {
    const one = tellCapacity(input, name, addUnits(all.map(({ units }) => units)));
    if (!one) return [];
    const failed = outcomes.reduce(
      (sum, { failed: of }) => sum + (of?.table.name === name ? of.units : 0),
      0,
    );
    return [{ ...one, CapacityUnits: Number(one["CapacityUnits"]) + failed }];
  });
  return told.length > 0 ? { ConsumedCapacity: told } : {};
}

/** Statements one by one, each with what came of it. */
export function batchExecuteStatement(context: Context): Structure {
  const { input } = context;
  const all = listStructures(input["Statements"]).map((one) => readOne(context, one));
  checkBatch(all);
  const outcomes = all.map((one): Outcome => {
    if ("problem" in one) return { told: tellError(one.problem) };
    try {
      return doOne(context, one.prepared, one.input);
    } catch (problem) {
      return tellFailed(context, one.prepared, problem);
    }
  });
  return { Responses: outcomes.map(({ told }) => told), ...tellCosts(input, outcomes) };
}
