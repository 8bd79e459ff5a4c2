/** What terms of S3 Select are of a row: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html */
import { isStructure, type Value } from "../../../../aws/values.ts";
import { SCALAR_FUNCTIONS } from "./functions.ts";
import { matchesLike } from "./like.ts";
import { unsupported, unsupportedFunction, wrongValue } from "./refusals.ts";
import type { SelectOperator, SelectStep, SelectTerm } from "./syntax.ts";
import {
  CASTS,
  compare,
  isAbsent,
  type NamedCells,
  readNumber,
  type SelectedCell,
  toText,
} from "./values.ts";

/** What terms are held against. */
export interface RowScope {
  readonly row: SelectedCell;
  /** The cells of a row of CSV by their places, which go by `_1` and so on whatever the columns are called. */
  readonly cells: NamedCells | undefined;
  /** What the row itself is called, in capital letters. */
  readonly names: ReadonlySet<string>;
  /** What aggregates made of all rows, by their terms. */
  readonly made?: ReadonlyMap<SelectTerm, SelectedCell>;
}

const PLACE = /^_([1-9]\d{0,5})$/;

function findMember(
  cell: SelectedCell,
  { name, exact }: SelectStep & { readonly kind: "name" },
): SelectedCell {
  if (!isStructure(cell)) return undefined;
  if (name in cell) return cell[name];
  if (exact) return undefined;
  const wanted = name.toLowerCase();
  const found = Object.keys(cell).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : cell[found];
}

/** What a step leads to. */
export function follow(cell: SelectedCell, step: SelectStep): SelectedCell {
  if (step.kind === "name") return findMember(cell, step);
  if (step.kind === "each") throw unsupported("[*] in a term");
  return Array.isArray(cell) ? (cell as readonly Value[])[step.index] : undefined;
}

function findPath(steps: readonly SelectStep[], { row, cells, names }: RowScope): SelectedCell {
  const [first, ...more] = steps;
  if (first?.kind !== "name") return undefined;
  const isRow = names.has(first.name.toUpperCase());
  const inner = isRow ? more : steps;
  const [next] = inner;
  const place = next?.kind === "name" && cells ? PLACE.exec(next.name)?.[1] : undefined;
  const found = place === undefined ? undefined : cells?.[Number(place) - 1]?.[1];
  return found ?? inner.reduce(follow, row);
}

function calculate(operator: SelectOperator, one: SelectedCell, other: SelectedCell): SelectedCell {
  if (isAbsent(one) || isAbsent(other)) return null;
  if (operator === "||") return toText(one) + toText(other);
  const [left, right] = [readNumber(one), readNumber(other)];
  if (left === undefined || right === undefined)
    throw wrongValue(`Operator ${operator} takes numbers: ${toText(left === undefined ? one : other)}.`);
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      if (right === 0) throw wrongValue("Division by zero.");
      return operator === "/" ? left / right : left % right;
  }
}

type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

const COMPARISONS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function isComparison(operator: SelectOperator): operator is Comparison {
  return operator in COMPARISONS;
}

/** Whether two values stand to each other like that: nothing is known where one is absent. */
function holds(operator: Comparison, one: SelectedCell, other: SelectedCell): boolean | null {
  if (isAbsent(one) || isAbsent(other)) return null;
  const order = compare(one, other);
  return order === undefined ? operator === "<>" : COMPARISONS[operator](order);
}

/** Three-valued logic: https://en.wikipedia.org/wiki/Three-valued_logic */
function join(cells: Iterable<SelectedCell>, deciding: boolean): boolean | null {
  let joined: boolean | null = !deciding;
  for (const cell of cells) {
    if (cell === deciding) return deciding;
    if (cell !== !deciding) joined = null;
  }
  return joined;
}

/** Values of terms, each made only if those before it did not decide. */
function* eachOf(terms: readonly SelectTerm[], scope: RowScope): Generator<SelectedCell> {
  for (const term of terms) yield evaluate(term, scope);
}

const negate = (cell: SelectedCell): boolean | null => (typeof cell === "boolean" ? !cell : null);

function decide(
  { of, when, otherwise }: SelectTerm & { readonly kind: "case" },
  scope: RowScope,
): SelectedCell {
  const subject = of && evaluate(of, scope);
  const found = when.find(([test]) => {
    const cell = evaluate(test, scope);
    return of ? holds("=", subject, cell) === true : cell === true;
  });
  const term = found?.[1] ?? otherwise;
  return term ? evaluate(term, scope) : null;
}

function isLike(term: SelectTerm & { readonly kind: "like" }, scope: RowScope): boolean | null {
  const [text, pattern] = [evaluate(term.term, scope), evaluate(term.pattern, scope)];
  if (isAbsent(text) || isAbsent(pattern)) return null;
  const escaping = term.escape ? toText(evaluate(term.escape, scope)) : "";
  return matchesLike(toText(text), toText(pattern), escaping);
}

/** The value of a term. Throws a refusal of what an operator or a function does not take. */
export function evaluate(term: SelectTerm, scope: RowScope): SelectedCell {
  const of = (inner: SelectTerm) => evaluate(inner, scope);
  switch (term.kind) {
    case "value":
      return term.value;
    case "path":
      return findPath(term.steps, scope);
    case "binary": {
      const [one, other] = [of(term.terms[0]), of(term.terms[1])];
      return isComparison(term.operator)
        ? holds(term.operator, one, other)
        : calculate(term.operator, one, other);
    }
    case "and":
      return join(eachOf(term.terms, scope), false);
    case "or":
      return join(eachOf(term.terms, scope), true);
    case "not":
      return negate(of(term.term));
    case "negative":
      return calculate("-", 0, of(term.term));
    case "between": {
      const cell = of(term.term);
      return join([holds(">=", cell, of(term.bounds[0])), holds("<=", cell, of(term.bounds[1]))], false);
    }
    case "in": {
      const cell = of(term.term);
      // As of OR, what stands behind the first that is equal is not asked.
      return join(
        eachOf(term.among, scope).map((one) => holds("=", cell, one)),
        true,
      );
    }
    case "like":
      return isLike(term, scope);
    case "is":
      return term.what === "MISSING" ? of(term.term) === undefined : isAbsent(of(term.term));
    case "cast": {
      const cast = CASTS.get(term.type);
      if (!cast) throw unsupported(`CAST AS ${term.type}`);
      const cell = of(term.term);
      return isAbsent(cell) ? null : cast(cell);
    }
    case "case":
      return decide(term, scope);
    case "aggregate":
      if (!scope.made) throw unsupported("an aggregate in a condition");
      return scope.made.get(term);
    default: {
      const make = SCALAR_FUNCTIONS.get(term.name);
      if (!make) throw unsupportedFunction(term.name);
      return make(...term.terms.map(of));
    }
  }
}
