/** What WHERE says of keys: of one item, or of those that are read. */
import { ownRows } from "../../../../base/own-rows.ts";
import { type AttributeValue, makeItem, type TableItem, typeOf } from "../attributes.ts";
import type { ResolvedCondition, ResolvedTree } from "../expressions/condition.ts";
import type { KeyQuery } from "../key-condition.ts";
import type { AttributeCondition } from "../legacy.ts";
import { refuse } from "../refusal.ts";
import type { KeyAttribute } from "../tables.ts";

/** The conditions that all must hold. */
export function listConditions(tree: ResolvedTree | undefined): ResolvedCondition[] {
  if (!tree) return [];
  if (tree.kind === "and") return [...listConditions(tree.left), ...listConditions(tree.right)];
  return tree.kind === "condition" ? [tree] : [];
}

/** A condition that compares an attribute with values. */
interface Comparison {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

/** What an operator is where the attribute stands on the right. */
const TURNED: Readonly<Record<string, string>> = ownRows({
  "=": "=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
});

function readComparison({ operator, terms }: ResolvedCondition): Comparison | undefined {
  const [first, second] = terms;
  const turned = TURNED[operator];
  if (turned !== undefined && first?.kind === "value" && second?.kind === "path" && second.path.length === 1)
    return { name: String(second.path[0]), operator: turned, values: [first.value] };
  if (first?.kind !== "path" || first.path.length !== 1) return undefined;
  const values = terms.slice(1).flatMap((term) => (term.kind === "value" ? [term.value] : []));
  return values.length === terms.length - 1 && values.length > 0
    ? { name: String(first.path[0]), operator, values }
    : undefined;
}

/** What of the conditions that all must hold is said of each attribute. */
export function listComparisons(tree: ResolvedTree | undefined): Comparison[] {
  return listConditions(tree).flatMap((condition) => readComparison(condition) ?? []);
}

/** Throws a refusal of values that an attribute of a key does not have. */
export function checkType({ name, type }: KeyAttribute, values: readonly AttributeValue[]): void {
  for (const value of values) {
    if (typeOf(value) !== type)
      throw refuse(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
    if (value.S === "" || value.B?.length === 0)
      throw refuse(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${value.S === "" ? "string" : "binary"} value. Key: ${name}`,
      );
  }
}

/** The key of the one item that WHERE is about; undefined where it is about several. */
export function findKey(
  keys: readonly KeyAttribute[],
  tree: ResolvedTree | undefined,
): TableItem | undefined {
  const key = makeItem();
  const comparisons = listComparisons(tree);
  for (const attribute of keys) {
    const said = comparisons.filter(({ name, operator }) => name === attribute.name && operator === "=");
    const [value] = said[0]?.values ?? [];
    if (!value) return undefined;
    if (said.length > 1)
      throw refuse(
        `Multiple conditions on same key ${attribute.name}. Only single item Update/Insert/Delete are supported`,
      );
    checkType(attribute, [value]);
    key[attribute.name] = value;
  }
  return key;
}

/** The same of a write, which is always about one item. */
export function getKey(keys: readonly KeyAttribute[], tree: ResolvedTree | undefined): TableItem {
  const key = findKey(keys, tree);
  if (key) return key;
  throw refuse("Where clause does not contain a mandatory equality on all key attributes");
}

/** The operators of conditions on what orders items. */
const RANGES: Readonly<Record<string, string>> = ownRows({
  "=": "EQ",
  "<": "LT",
  "<=": "LE",
  ">": "GT",
  ">=": "GE",
  BETWEEN: "BETWEEN",
  begins_with: "BEGINS_WITH",
});

function findLast(
  keys: readonly KeyAttribute[],
  comparisons: readonly Comparison[],
): AttributeCondition | undefined {
  const attribute = keys.find(({ isHash }) => !isHash);
  if (!attribute) return undefined;
  for (const { name, operator, values } of comparisons) {
    const range = RANGES[operator];
    if (name !== attribute.name || range === undefined) continue;
    checkType(attribute, values);
    return { name, operator: range, values };
  }
  return undefined;
}

/** The partitions that WHERE is about, each with a condition on their order; undefined where it is about all. */
export function planQueries(
  keys: readonly KeyAttribute[],
  tree: ResolvedTree | undefined,
): KeyQuery[] | undefined {
  const comparisons = listComparisons(tree);
  let givens: TableItem[] = [makeItem()];
  for (const attribute of keys.filter(({ isHash }) => isHash)) {
    const said = comparisons.find(
      ({ name, operator }) => name === attribute.name && (operator === "=" || operator === "IN"),
    );
    if (!said) return undefined;
    checkType(attribute, said.values);
    givens = givens.flatMap((given) =>
      said.values.map((value) => Object.assign(makeItem(given), { [attribute.name]: value })),
    );
  }
  const last = findLast(keys, comparisons);
  return givens.map((given) => ({ given, last, conditions: [] }));
}

/** Throws a refusal of values that no key has, where all items are looked at. */
export function checkScanned(keys: readonly KeyAttribute[], tree: ResolvedTree | undefined): void {
  for (const { name, operator, values } of listComparisons(tree)) {
    const attribute = keys.find((one) => one.name === name);
    if (!attribute || operator === "attribute_type" || operator === "<>") continue;
    if (operator === "=" || operator === "IN") checkType(attribute, values);
    else if (values.some((value) => typeOf(value) !== attribute.type))
      throw refuse(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
      );
  }
}
