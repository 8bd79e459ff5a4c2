/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listStructures, readText } from "../../engine.ts";
import type { AttributeValue, TableItem } from "../attributes.ts";
import { doAll } from "../cancellation.ts";
import { costOfChange } from "../capacity.ts";
import { meets } from "../expressions/condition.ts";
import { changeItem, findItem } from "../items.ts";
import { RefusedRequest, refuse } from "../refusal.ts";
import type { Table } from "../tables.ts";
import { checkOnce, costOfTransactedRead, doubleTable, tellCapacities } from "../transact-get.ts";
import { findRepeated, keepToken } from "../transaction-tokens.ts";
import { failCondition, type ItemWrite, tellsFailed, work } from "../writes.ts";
import { type PreparedStatement, prepare, readStatement } from "./prepare.ts";
import { tellOne } from "./select.ts";
import type { ParsedStatement, SelectStatement } from "./syntax.ts";
import { checkParameters } from "./values.ts";
import { findKey, listConditions } from "./where.ts";

/** A statement of a transaction, which is about one item. */
interface Step {
  readonly kind: PreparedStatement["kind"];
  readonly table: Table;
  readonly key: TableItem;
  readonly select?: SelectStatement;
  /** What it does; a condition leaves the item as it is. */
  readonly write?: ItemWrite;
}

function readStep(context: Context, parsed: ParsedStatement, input: Structure): Step {
  const prepared = prepare(context, parsed, input);
  const { kind, table } = prepared;
  if (prepared.kind === "write") {
    if (prepared.returning) throw refuse("RETURNING clause is not supported in ExecuteTransaction.");
    return { kind, table, key: prepared.write.key, write: prepared.write };
  }
  const { select, tree } = prepared;
  if (select.source.index !== undefined)
    throw refuse("Reads on indices are not supported within transactions.");
  const key = findKey(table.keys, tree);
  if (prepared.kind === "exists") {
    if (!key || listConditions(tree).length <= table.keys.length)
      throw refuse("EXISTS() must contain a single item read with additional condition");
    const test = (item: TableItem) => Object.keys(item).length > 0 && tree !== undefined && meets(tree, item);
    const make = (before: TableItem | undefined) => before;
    return { kind, table, key, write: { table, key, test, make, tellsFailed: tellsFailed(input) } };
  }
  if (!key || listConditions(tree).length > table.keys.length)
    throw refuse(
      "Select statements within ExecuteTransaction must specify the primary key in the where clause.",
    );
  return { kind, table, key, select };
}

/** A refusal of one of the statements says which; what a value is refused for cancels the transaction later. */
function refuseAt(problem: unknown, at: number): unknown {
  if (!(problem instanceof RefusedRequest) || problem.error.code !== "ValidationException") return problem;
  return refuse(`Validation failed in TransactStatements[${at}]: ${problem.error.message}`);
}

function attempt<T>(at: number, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    throw refuseAt(problem, at);
  }
}

function readSteps(context: Context): Step[] {
  const inputs = listStructures(context.input["TransactStatements"]);
  const parsed = inputs.map((input, at) => attempt(at, () => readStatement(input)));
  for (const { Parameters: given } of inputs)
    if (Array.isArray(given)) checkParameters(given as readonly AttributeValue[]);
  const isWrite = parsed.filter(({ statement }) => statement.kind !== "select");
  if (isWrite.length > 0 && isWrite.length < parsed.length)
    throw refuse(
      "ExecuteTransaction API does not support both read and write operations in the same request.",
    );
  // What is inserted is refused as one of the reasons for which the transaction is cancelled.
  const inserted = doAll(parsed, (one) =>
    one.statement.kind === "insert" ? readStep(context, one, inputs[parsed.indexOf(one)] ?? {}) : undefined,
  );
  return parsed.map((one, at) => attempt(at, () => inserted[at] ?? readStep(context, one, inputs[at] ?? {})));
}

function readAll(context: Context, steps: readonly Step[]): Structure {
  const found = steps.map(({ table, key }) => findItem(context, table, key));
  const costs = steps.map(({ table }, at) => ({ table, units: costOfTransactedRead(found[at]) }));
  return {
    Responses: steps.map(({ select }, at) => {
      const Item = select && tellOne(select, found[at]);
      return Item ? { Item } : {};
    }),
    ...tellCapacities(context.input, costs, "ReadCapacityUnits"),
  };
}

/** Statements that are all done or none. */
export function executeTransaction(context: Context): Structure {
  const { input } = context;
  const steps = readSteps(context);
  checkOnce(steps);
  if (steps.every(({ kind }) => kind === "select")) return readAll(context, steps);
  const token = readText(input, "ClientRequestToken");
  if (token !== "" && findRepeated(context, token)) {
    const costs = steps.map(({ table, key }) => ({ table, units: costOfTransactedRead(key) }));
    return { Responses: [], ...tellCapacities(input, costs, "ReadCapacityUnits") };
  }
  const worked = doAll(steps, ({ table, kind, write }) => {
    if (!write) throw failCondition(undefined);
    return { table, kind, ...work(context, write) };
  });
  for (const { table, kind, before, after } of worked)
    if (kind === "write") changeItem(context, table, before, after);
  if (token !== "") keepToken(context, token);
  const costs = worked.map(({ table, before, after }) => ({
    table,
    units: doubleTable(costOfChange(table, before, after)),
  }));
  return { Responses: [], ...tellCapacities(input, costs, "WriteCapacityUnits") };
}
