/**
 * A table that is asked by words of others: it has the rows that it was given and nothing else, where an object of JavaScript also has
 * a `constructor` and a `toString`.
 */
export function ownRows<Table extends object>(rows: Table): Table {
  return Object.assign(Object.create(null), rows);
}
