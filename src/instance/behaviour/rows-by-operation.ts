/** Rows of a data table, found by the operations that they name. */
import type { Operation } from "../../aws/model/types.ts";

interface OperationRow {
  readonly service: string;
  readonly operations: readonly string[];
}

/** Finds the rows of an operation, in the table's order: looked through once for each, since every call asks. */
export function findByOperation<Row extends OperationRow>(
  rows: readonly Row[],
): (operation: Operation) => readonly Row[] {
  const found = new WeakMap<Operation, readonly Row[]>();
  const find = ({ model, name }: Operation) =>
    rows.filter((row) => row.service === model.service && row.operations.includes(name));
  return (operation) => found.getOrInsertComputed(operation, find);
}
