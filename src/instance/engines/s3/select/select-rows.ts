/** The rows that a statement of S3 Select tells of records. */
import type { Value } from "../../../../aws/values.ts";
import { makeAggregate } from "./aggregates.ts";
import { evaluate, follow, type RowScope } from "./evaluate.ts";
import { unsupported } from "./refusals.ts";
import type { ObjectQuery, SelectColumn, SelectStep, SelectTerm } from "./syntax.ts";
import { listMembers, type NamedCells, type SelectedCell, type SelectRecord } from "./values.ts";

/** What a path finds in a value: what is in each list that it passes. What is no list is the only one of its kind. */
function* findRows(cell: SelectedCell, steps: readonly SelectStep[]): Generator<SelectedCell> {
  const [step, ...more] = steps;
  if (!step) yield cell;
  else if (step.kind !== "each") yield* findRows(follow(cell, step), more);
  else if (Array.isArray(cell)) for (const one of cell as readonly Value[]) yield* findRows(one, more);
  else yield* findRows(cell, more);
}

function* listRows(
  { from, names, where }: ObjectQuery,
  records: Iterable<SelectRecord>,
): Generator<RowScope> {
  // `S3Object[*]` is each record, as `S3Object` is.
  const steps = from[0]?.kind === "each" ? from.slice(1) : from;
  for (const { value, cells } of records)
    for (const row of findRows(value, steps)) {
      const scope: RowScope = { row, cells: steps.length === 0 ? cells : undefined, names };
      if (!where || evaluate(where, scope) === true) yield scope;
    }
}

type AggregateTerm = SelectTerm & { readonly kind: "aggregate" };

/** The terms in a term. */
function listInner(term: SelectTerm): readonly SelectTerm[] {
  switch (term.kind) {
    case "binary":
    case "and":
    case "or":
    case "call":
      return term.terms;
    case "not":
    case "negative":
    case "is":
    case "cast":
      return [term.term];
    case "between":
      return [term.term, ...term.bounds];
    case "in":
      return [term.term, ...term.among];
    case "like":
      return [term.term, term.pattern];
    case "case":
      return [term.of, ...term.when.flat(), term.otherwise].filter((inner) => inner !== undefined);
    default:
      return [];
  }
}

function listAggregates(term: SelectTerm): AggregateTerm[] {
  return term.kind === "aggregate" ? [term] : listInner(term).flatMap(listAggregates);
}

function hasPath(term: SelectTerm): boolean {
  return term.kind === "path" || (term.kind !== "aggregate" && listInner(term).some(hasPath));
}

function tellAll(
  columns: readonly SelectColumn[],
  aggregates: readonly AggregateTerm[],
  rows: Iterable<RowScope>,
): NamedCells {
  if (columns.some(({ term }) => hasPath(term))) throw unsupported("an aggregate beside a column");
  const all = aggregates.map((term) => ({ term, aggregate: makeAggregate(term.name) }));
  let names: ReadonlySet<string> = new Set();
  for (const scope of rows) {
    names = scope.names;
    for (const { term, aggregate } of all) aggregate.add(term.term ? evaluate(term.term, scope) : true);
  }
  const made = new Map(all.map(({ term, aggregate }) => [term as SelectTerm, aggregate.end()]));
  const scope: RowScope = { row: undefined, cells: undefined, names, made };
  return columns.map(({ name, term }) => [name, evaluate(term, scope)]);
}

function* tellEach({ columns, limit }: ObjectQuery, rows: Iterable<RowScope>): Generator<NamedCells> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  if (left === 0) return;
  for (const scope of rows) {
    yield columns
      ? columns.map(({ name, term }) => [name, evaluate(term, scope)])
      : (scope.cells ?? listMembers(scope.row));
    if (--left === 0) return;
  }
}

/** The rows that a statement tells. Throws a refusal of what it cannot do with them. */
export function* selectRows(statement: ObjectQuery, records: Iterable<SelectRecord>): Generator<NamedCells> {
  const { columns = [] } = statement;
  const aggregates = columns.flatMap(({ term }) => listAggregates(term));
  const rows = listRows(statement, records);
  if (aggregates.length > 0) yield tellAll(columns, aggregates, rows);
  else yield* tellEach(statement, rows);
}
