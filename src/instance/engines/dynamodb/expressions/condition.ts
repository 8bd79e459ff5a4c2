/** Conditions: checked in the order in which AWS does, and held against items. */

import { type TableItem, typeOf } from "../attributes.ts";
import { checkTerms, checkTree, nameOperator, openExpression } from "./check-condition.ts";
import { beginsWith, contains, holds, isBetween, isEqual } from "./compare.ts";
import { rememberTexts } from "./known-texts.ts";
import { parseCondition } from "./parse-condition.ts";
import type { Path } from "./paths.ts";
import type { ExpressionScope } from "./scope.ts";
import type { Comparator, ConditionTree } from "./syntax.ts";
import { evaluate, resolveOperand, type Term } from "./terms.ts";
import type { ExpressionReader } from "./tokens.ts";

/** Whether an item meets a condition. */
export type Test = (item: TableItem) => boolean;

/** A condition of a request. */
export interface CheckedCondition {
  readonly test: Test;
  /** The paths in it. */
  readonly paths: readonly Path[];
  readonly tree: ResolvedTree;
}

/** A condition with what its placeholders stand for. */
export type ResolvedTree =
  | { readonly kind: "and"; readonly left: ResolvedTree; readonly right: ResolvedTree }
  | { readonly kind: "or"; readonly left: ResolvedTree; readonly right: ResolvedTree }
  | { readonly kind: "not"; readonly of: ResolvedTree }
  | ResolvedCondition;

export interface ResolvedCondition {
  readonly kind: "condition";
  /** A comparator, IN, BETWEEN, or the name of a function. */
  readonly operator: string;
  readonly terms: readonly Term[];
}

function resolveTree(reader: ExpressionReader, scope: ExpressionScope, tree: ConditionTree): ResolvedTree {
  if (tree.kind === "and" || tree.kind === "or") {
    const left = resolveTree(reader, scope, tree.left);
    return { kind: tree.kind, left, right: resolveTree(reader, scope, tree.right) };
  }
  if (tree.kind === "not") return { kind: "not", of: resolveTree(reader, scope, tree.of) };
  const terms = tree.operands.map((operand) => resolveOperand(reader, scope, operand));
  const operator = nameOperator(tree);
  checkTerms(reader, operator, terms);
  return { kind: "condition", operator, terms };
}

/** Whether an item meets a condition. */
export function meets(tree: ResolvedTree, item: TableItem): boolean {
  if (tree.kind === "and") return meets(tree.left, item) && meets(tree.right, item);
  if (tree.kind === "or") return meets(tree.left, item) || meets(tree.right, item);
  if (tree.kind === "not") return !meets(tree.of, item);
  const { operator, terms } = tree;
  const [first, second, third] = terms.map((term) => evaluate(term, item));
  switch (operator) {
    case "attribute_exists":
      return first !== undefined;
    case "attribute_not_exists":
      return first === undefined;
    case "attribute_type":
      return first !== undefined && typeOf(first) === second?.S;
    case "begins_with":
      return beginsWith(first, second);
    case "contains":
      return contains(first, second);
    case "BETWEEN":
      return isBetween(first, second, third);
    case "IN":
      return terms.slice(1).some((term) => {
        const choice = evaluate(term, item);
        return first !== undefined && choice !== undefined && isEqual(first, choice);
      });
    default:
      return holds(operator as Comparator, first, second);
  }
}

/** All paths in a condition. */
export function listPaths(tree: ResolvedTree): CheckedCondition["paths"] {
  const paths: Path[] = [];
  const open: (ResolvedTree | Term)[] = [tree];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "path") paths.push(next.path);
    else if (next.kind === "condition" || next.kind === "call") open.push(...next.terms);
    else if (next.kind === "and" || next.kind === "or") open.push(next.right, next.left);
    else if (next.kind === "not") open.push(next.of);
  }
  return paths;
}

const readText = rememberTexts((text, place) => {
  const reader = openExpression(text, place);
  const read = parseCondition(reader);
  checkTree(reader, read);
  return { reader, read };
});

/** A condition of a parameter. Throws a refusal of what is none. */
export function readCondition(text: string, place: string, scope: ExpressionScope): CheckedCondition {
  const { reader, read: tree } = readText(text, place);
  const resolved = resolveTree(reader, scope, tree);
  return { test: (item) => meets(resolved, item), paths: listPaths(resolved), tree: resolved };
}
