/** Alternatives of WHERE that are about one partition, of which one says which part of it and another does not. */
import { type AttributeValue, makeItem } from "../attributes.ts";
import { isEqual } from "../expressions/compare.ts";
import { listPaths, meets, type ResolvedCondition, type ResolvedTree } from "../expressions/condition.ts";
import { refuse } from "../refusal.ts";
import type { KeyAttribute } from "../tables.ts";
import { listComparisons, listConditions } from "./where.ts";

/** What an alternative says of a key. */
interface Branch {
  /** Its partition. */
  readonly hash: AttributeValue;
  /** Its condition on the order of items, where it has one. */
  readonly range: ResolvedCondition | undefined;
  /** The one value that this allows, if it is an equality. */
  readonly value: AttributeValue | undefined;
  /** Whether it says what the order is not. Such a one goes with all others. */
  readonly isNegated: boolean;
}

function listBranches(tree: ResolvedTree): ResolvedTree[] {
  return tree.kind === "or" ? [...listBranches(tree.left), ...listBranches(tree.right)] : [tree];
}

function negates(tree: ResolvedTree, name: string): boolean {
  if (tree.kind === "and") return negates(tree.left, name) || negates(tree.right, name);
  const isAbout = listPaths(tree).some(([first]) => first === name);
  return isAbout && (tree.kind === "not" || (tree.kind === "condition" && tree.operator === "<>"));
}

function readBranch(tree: ResolvedTree, hash: string, sorted: string): Branch | undefined {
  const comparisons = listComparisons(tree);
  const find = (name: string) =>
    comparisons.find((one) => one.name === name && one.operator === "=")?.values[0];
  const partition = find(hash);
  if (!partition) return undefined;
  const range = listConditions(tree).find(
    ({ terms: [first] }) => first?.kind === "path" && first.path[0] === sorted,
  );
  return { hash: partition, range, value: find(sorted), isNegated: negates(tree, sorted) };
}

function overlap(one: Branch, other: Branch, sorted: string): boolean {
  if (one.isNegated || other.isNegated || !isEqual(one.hash, other.hash)) return false;
  if (!one.range || !other.range) return one.range !== other.range;
  const value = one.value ?? other.value;
  if (!value) return false;
  const item = Object.assign(makeItem(), { [sorted]: value });
  return [one.range, other.range].every((range) => meets(range, item));
}

/** Throws a refusal of alternatives of which one has what the other has as well, by their order in one partition. */
export function checkOverlaps(keys: readonly KeyAttribute[], tree: ResolvedTree | undefined): void {
  const [hash, sorted] = keys;
  if (tree?.kind !== "or" || !hash || !sorted) return;
  const branches = listBranches(tree).map((one) => readBranch(one, hash.name, sorted.name));
  for (const [at, one] of branches.entries())
    for (const other of branches.slice(at + 1))
      if (one && other && overlap(one, other, sorted.name))
        throw refuse("Overlapping conditions with range keys are not supported in where clause");
}
