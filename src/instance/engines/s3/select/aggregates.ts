/** Functions of S3 Select that make one value of all rows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html */
import { wrongValue } from "./refusals.ts";
import { compare, isAbsent, readNumber, type SelectedCell, toText } from "./values.ts";

/** Takes a value of each row, and tells what it makes of them. */
export interface Aggregate {
  readonly add: (cell: SelectedCell) => void;
  readonly end: () => SelectedCell;
}

function count(): Aggregate {
  let rows = 0;
  return { add: () => void rows++, end: () => rows };
}

function makeSum(end: (sum: number, rows: number) => SelectedCell): () => Aggregate {
  return () => {
    let [sum, rows] = [0, 0];
    const add = (cell: SelectedCell) => {
      const number = readNumber(cell);
      if (number === undefined) throw wrongValue(`An aggregate takes numbers: ${toText(cell)}.`);
      sum += number;
      rows++;
    };
    return { add, end: () => (rows === 0 ? null : end(sum, rows)) };
  };
}

function makeExtreme(sign: 1 | -1): () => Aggregate {
  return () => {
    let found: SelectedCell = null;
    const add = (cell: SelectedCell) => {
      if (found === null || (compare(cell, found) ?? 0) * sign > 0) found = cell;
    };
    return { add, end: () => found };
  };
}

const MAKERS: ReadonlyMap<string, () => Aggregate> = new Map([
  ["AVG", makeSum((sum, rows) => sum / rows)],
  ["COUNT", count],
  ["MAX", makeExtreme(1)],
  ["MIN", makeExtreme(-1)],
  ["SUM", makeSum((sum) => sum)],
]);

/** The names of these functions. */
export const AGGREGATES: ReadonlySet<string> = new Set(MAKERS.keys());

/** An aggregate, which passes over what is absent. */
export function makeAggregate(name: string): Aggregate {
  const { add, end } = (MAKERS.get(name) ?? count)();
  return { end, add: (cell) => (isAbsent(cell) ? undefined : add(cell)) };
}
