/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures, readText } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { doAll } from "./cancellation.ts";
import { costOfChange, type Units } from "./capacity.ts";
import { checkValues } from "./check-values.ts";
import { sizeOfItem } from "./item-size.ts";
import { changeItem } from "./items.ts";
import { checkMixing, type Expressions, readExpressions } from "./parameters.ts";
import { checkItemSize, readDelete, readPut } from "./put-item.ts";
import { refuse } from "./refusal.ts";
import { getTable, type Table } from "./tables.ts";
import { checkOnce, costOfTransactedRead, doubleTable, tellCapacities } from "./transact-get.ts";
import { findRepeated, keepToken } from "./transaction-tokens.ts";
import { readForm, readUpdate } from "./update-item.ts";
import { type ItemChange, type ItemWrite, tellCollections, work } from "./writes.ts";

const MOST_BYTES = 4 * 1024 * 1024;

const KINDS = ["ConditionCheck", "Put", "Delete", "Update"] as const;
type Kind = (typeof KINDS)[number];

/** A step of a transaction, checked as far as it can be without its table. */
interface Step {
  readonly kind: Kind;
  readonly input: Structure;
  /** The item that is put, or the key. */
  readonly key: TableItem;
  readonly expressions: Expressions;
}

function findKind(item: Structure): { readonly kind: Kind; readonly input: Structure } {
  const found = KINDS.flatMap((kind) => {
    const input = item[kind];
    return isStructure(input) ? [{ kind, input }] : [];
  });
  const [first, second] = found;
  if (second) throw refuse("TransactItems can only contain one of Check, Put, Update or Delete");
  if (!first)
    throw refuse("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  return first;
}

function readStep(item: Structure): Step {
  const { kind, input } = findKind(item);
  checkMixing(
    input,
    kind === "Update" ? ["UpdateExpression", "ConditionExpression"] : ["ConditionExpression"],
    [],
  );
  const key = checkValues(input[kind === "Put" ? "Item" : "Key"]);
  if (kind === "Put") checkItemSize(key);
  return { kind, input, key, expressions: readExpressions(input) };
}

function readWrite({ kind, input, key, expressions }: Step, table: Table): ItemWrite {
  switch (kind) {
    case "Put":
      return readPut(input, table, key, expressions);
    case "Update":
      return readUpdate(input, table, key, readForm([], expressions), expressions);
    case "Delete":
      return readDelete(input, table, key, expressions);
    default:
      return { ...readDelete(input, table, key, expressions), make: (before) => before };
  }
}

/** A step that was worked out, and not yet done. */
interface Worked extends ItemChange {
  readonly step: Step;
  readonly table: Table;
}

function costOf({ step, table, before, after }: Worked): Units {
  return doubleTable(
    step.kind === "ConditionCheck" ? costOfChange(table, before, before) : costOfChange(table, before, after),
  );
}

function tellMetrics({ ReturnItemCollectionMetrics: asked }: Structure, done: readonly Worked[]): Structure {
  if (asked !== "SIZE") return {};
  const metrics = makeStructure();
  for (const [name, all] of Map.groupBy(done, ({ table }) => table.name)) {
    const told = all.flatMap(({ table, step: { key } }) => tellCollections(table, key));
    if (told.length > 0) metrics[name] = told;
  }
  return Object.keys(metrics).length > 0 ? { ItemCollectionMetrics: metrics } : {};
}

/** Writes that are all done or none. */
export function transactWriteItems(context: Context): Structure {
  const { input } = context;
  const steps = listStructures(input["TransactItems"]).map(readStep);
  const token = readText(input, "ClientRequestToken");
  const tables = steps.map((step) => getTable(context, readText(step.input, "TableName")));
  const withTables = steps.map((step, at) => ({ step, key: step.key, table: tables[at] as Table }));
  if (token !== "" && findRepeated(context, token)) {
    const costs = withTables.map(({ table, key }) => ({ table, units: costOfTransactedRead(key) }));
    return tellCapacities(input, costs, "ReadCapacityUnits");
  }
  checkOnce(withTables);
  if (steps.reduce((size, { key }) => size + sizeOfItem(key), 0) > MOST_BYTES)
    throw refuse("Transaction payload size cannot exceed 4 MB");
  // What one of them cannot be is told before any is tried.
  const writes = doAll(
    withTables,
    ({ step, table }) => ({ step, table, write: readWrite(step, table) }),
    true,
  );
  const worked = doAll(
    writes,
    ({ step, table, write }): Worked => ({ ...work(context, write), step, table }),
  );
  for (const { step, table, before, after } of worked)
    if (step.kind !== "ConditionCheck") changeItem(context, table, before, after);
  if (token !== "") keepToken(context, token);
  const costs = worked.map((one) => ({ table: one.table, units: costOf(one) }));
  const output: Record<string, Value | undefined> = {
    ...tellCapacities(input, costs, "WriteCapacityUnits"),
    ...tellMetrics(input, worked),
  };
  return output;
}
