/** Which items a Query is about: conditions on attributes of a key, as an expression or as KeyConditions. */
import { ownRows } from "../../../base/own-rows.ts";
import type { AttributeValue, TableItem } from "./attributes.ts";
import { typeOf } from "./attributes.ts";
import type { ResolvedCondition, ResolvedTree } from "./expressions/condition.ts";
import type { Path } from "./expressions/paths.ts";
import type { Term } from "./expressions/terms.ts";
import { type AttributeCondition, checkCondition } from "./legacy.ts";
import { refuse } from "./refusal.ts";
import type { KeyAttribute } from "./tables.ts";

/** The operators of expressions as those of KeyConditions, and what they are where the attribute stands on the right. */
const OPERATORS: Readonly<Record<string, readonly [string, string]>> = ownRows({
  "=": ["EQ", "EQ"],
  "<": ["LT", "GT"],
  "<=": ["LE", "GE"],
  ">": ["GT", "LT"],
  ">=": ["GE", "LE"],
  BETWEEN: ["BETWEEN", "BETWEEN"],
  begins_with: ["BEGINS_WITH", "BEGINS_WITH"],
});

/** Where the attribute has to be the first operand. */
const FIRST = new Set(["BETWEEN", "begins_with"]);

function listConditions(tree: ResolvedTree): ResolvedCondition[] {
  if (tree.kind === "and") return [...listConditions(tree.left), ...listConditions(tree.right)];
  if (tree.kind === "condition") return [tree];
  throw refuse(`Invalid operator used in KeyConditionExpression: ${tree.kind.toUpperCase()}`);
}

function findPath(terms: readonly Term[]): { readonly path: Path; readonly at: number } {
  const paths = terms.flatMap((term, at) => (term.kind === "path" ? [{ path: term.path, at }] : []));
  const [first, second] = paths;
  const invalid = (what: string) => refuse(`Invalid condition in KeyConditionExpression: ${what}`);
  if (second) throw invalid("Multiple attribute names used in one condition");
  if (!first) throw invalid("No key attribute specified");
  return first;
}

function convert({ operator, terms }: ResolvedCondition): AttributeCondition {
  const names = OPERATORS[operator];
  // What measures an attribute is told before the operator that it stands with.
  if (!names) throw refuse(`Invalid operator used in KeyConditionExpression: ${operator}`);
  if (terms.some(({ kind }) => kind === "call"))
    throw refuse("KeyConditionExpressions cannot contain nested operations");
  if (FIRST.has(operator) && terms[0]?.kind !== "path")
    throw refuse(
      `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
    );
  const { path, at } = findPath(terms);
  if (path.length > 1) throw refuse("KeyConditionExpressions cannot have conditions on nested attributes");
  const values = terms.flatMap((term) => (term.kind === "value" ? [term.value] : []));
  return { name: String(path[0]), operator: names[at === 0 ? 0 : 1], values };
}

/** The conditions of a KeyConditionExpression. Throws a refusal of what a key cannot be asked by. */
export function convertKeyCondition(tree: ResolvedTree): AttributeCondition[] {
  const found: AttributeCondition[] = [];
  for (const condition of listConditions(tree)) {
    const converted = convert(condition);
    if (found.some(({ name }) => name === converted.name))
      throw refuse("KeyConditionExpressions must only contain one condition per key");
    checkCondition(converted.operator, converted.values);
    found.push(converted);
  }
  return found;
}

/** What a Query asks of a key: all attributes that choose the partition, and some of those that order it. */
export interface KeyQuery {
  /** Those that are given whole. */
  readonly given: TableItem;
  /** The condition of the last attribute of the key that has one, where that orders items. */
  readonly last: AttributeCondition | undefined;
  readonly conditions: readonly AttributeCondition[];
}

const INDEXABLE = new Set(Object.values(OPERATORS).map(([name]) => name));

function checkOne({ name, type, isHash }: KeyAttribute, { operator, values }: AttributeCondition): void {
  if (!INDEXABLE.has(operator))
    throw refuse("Attempted conditional constraint is not an indexable operation");
  if (values.some((value) => typeOf(value) !== type))
    throw refuse(
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    );
  if (isHash && operator !== "EQ") throw refuse("Query key condition not supported");
  const empty = values.find(({ S, B }) => S === "" || B?.length === 0);
  if (empty && operator !== "BEGINS_WITH")
    throw refuse(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${empty.S === "" ? "string" : "binary"} value. Key: ${name}`,
    );
}

function checkEqual(
  keys: readonly KeyAttribute[],
  conditions: ReadonlyMap<string, AttributeCondition>,
  last: KeyAttribute | undefined,
): void {
  const lacks = ({ name }: KeyAttribute) => conditions.get(name)?.operator !== "EQ";
  const tell = (missing: readonly KeyAttribute[]) => missing.map(({ name }) => name).join(", ");
  const hashes = keys.filter((key) => key.isHash && lacks(key));
  if (hashes.length > 0)
    throw refuse(`HASH key attributes ${tell(hashes)} must have equality conditions specified in the query`);
  const sorted = keys.filter(({ isHash }) => !isHash);
  const before = last ? sorted.slice(0, sorted.indexOf(last)).filter(lacks) : [];
  if (before.length > 0)
    throw refuse(
      `RANGE key attributes ${tell(before)} must have equality conditions specified in the query because a condition is present on key attribute ${last?.name}`,
    );
}

/** Whether one half of a key has several attributes, as only those of global indexes can. */
export function isCompound(keys: readonly KeyAttribute[]): boolean {
  return keys.length > 2 || (keys.length === 2 && keys.every(({ isHash }) => isHash));
}

/** What conditions ask of a key. Throws a refusal of conditions that do not fit it. */
export function readKeyQuery(
  keys: readonly KeyAttribute[],
  conditions: readonly AttributeCondition[],
): KeyQuery {
  if (conditions.length === 0 || conditions.length > Math.max(2, keys.length))
    throw refuse("Conditions can be of length 1 or 2 only");
  const byName = new Map(conditions.map((condition) => [condition.name, condition]));
  const sorted = keys.filter(({ isHash }) => !isHash);
  const last = sorted.findLast(({ name }) => byName.has(name));
  if (isCompound(keys)) checkEqual(keys, byName, last);
  const given: Record<string, AttributeValue> = Object.create(null);
  for (const key of keys) {
    const condition = byName.get(key.name);
    if (key.isHash && keys.length === 1 && conditions.length > 1)
      throw refuse("Query key condition not supported");
    if (!condition) {
      const isMissed = key.isHash || conditions.length > keys.indexOf(key);
      if (isMissed) throw refuse(`Query condition missed key schema element: ${key.name}`);
      continue;
    }
    checkOne(key, condition);
    const [value] = condition.values;
    if (value && condition.operator === "EQ") given[key.name] = value;
  }
  return { given, last: last && byName.get(last.name), conditions };
}
