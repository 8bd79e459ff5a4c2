/** What an update makes of an item. All of it is worked out from the item as it was. */
import { type AttributeValue, makeItem, type TableItem, typeOf } from "../attributes.ts";
import { addNumbers } from "../numbers.ts";
import { refuse } from "../refusal.ts";
import { findAt, type Path, type PathPart } from "./paths.ts";
import { joinSets, takeFromSet } from "./sets.ts";
import type { Term } from "./terms.ts";
import type { Change, NewValue } from "./update.ts";

const NOT_THERE = "The provided expression refers to an attribute that does not exist in the item";
const WRONG_TYPE = "An operand in the update expression has an incorrect data type";
const NO_WAY = "The document path provided in the update expression is invalid for update";

function evaluateTerm(term: Term, item: TableItem): AttributeValue {
  if (term.kind === "value") return term.value;
  if (term.kind === "path") {
    const found = findAt(item, term.path);
    if (!found) throw refuse(NOT_THERE);
    return found;
  }
  const [first, second] = term.terms;
  if (!first || !second) throw refuse(NOT_THERE);
  if (term.name === "if_not_exists") {
    // DynamoDB works out what it would put there even where it need not.
    const other = evaluateTerm(second, item);
    return (first.kind === "path" && findAt(item, first.path)) || other;
  }
  const { L: start } = evaluateTerm(first, item);
  const { L: end } = evaluateTerm(second, item);
  if (!start || !end) throw refuse(WRONG_TYPE);
  return { L: [...start, ...end] };
}

function evaluateNew(value: NewValue, item: TableItem): AttributeValue {
  if (value.kind !== "sum") return evaluateTerm(value, item);
  const [left, right] = value.terms.map((term) => evaluateTerm(term, item).N);
  if (left === undefined || right === undefined) throw refuse(WRONG_TYPE);
  return { N: addNumbers(left, right, value.operator) };
}

/** What ADD makes of what stands at a path. */
function add(old: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!old) return value;
  if (typeOf(old) !== typeOf(value)) throw refuse(WRONG_TYPE);
  if (old.N !== undefined && value.N !== undefined) return { N: addNumbers(old.N, value.N, "+") };
  return joinSets(old, value);
}

/** What DELETE leaves of what stands at a path; undefined where that is nothing. */
function takeOff(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (!old) return undefined;
  if (typeOf(old) !== typeOf(value)) throw refuse(WRONG_TYPE);
  return takeFromSet(old, value);
}

/** What a change puts in its place; undefined where nothing is to stand there. */
function evaluateChange(change: Change, item: TableItem): AttributeValue | undefined {
  switch (change.section) {
    case "SET":
      return evaluateNew(change.value, item);
    case "ADD":
      return add(findAt(item, change.path), change.value);
    case "DELETE":
      return takeOff(findAt(item, change.path), change.value);
    default:
      return undefined;
  }
}

/** What is to stand at paths, by their steps. */
interface Plan {
  readonly steps: Map<PathPart, Plan>;
  value?: AttributeValue;
  /** Whether the path ends here. */
  isEnd?: true;
}

function plan(root: Plan, path: Path, value: AttributeValue | undefined): void {
  let at = root;
  for (const step of path) at = at.steps.getOrInsertComputed(step, () => ({ steps: new Map() }));
  at.isEnd = true;
  if (value) at.value = value;
}

function applyToMap(map: TableItem, { steps }: Plan): TableItem {
  const changed = makeItem(map);
  for (const [step, inner] of steps) {
    if (typeof step === "number") throw refuse(NO_WAY);
    const value = applyTo(map[step], inner);
    if (value) changed[step] = value;
    else delete changed[step];
  }
  return changed;
}

/** Elements beyond the end are appended in the order of their indexes, and what is removed leaves no gap. */
function applyToList(list: readonly AttributeValue[], { steps }: Plan): readonly AttributeValue[] {
  const changed: (AttributeValue | undefined)[] = [...list];
  const beyond: [number, AttributeValue][] = [];
  for (const [step, inner] of steps) {
    if (typeof step !== "number") throw refuse(NO_WAY);
    const value = applyTo(list[step], inner);
    if (step < list.length) changed[step] = value;
    else if (value) beyond.push([step, value]);
  }
  beyond.sort(([one], [other]) => one - other);
  return [...changed.filter((value) => value !== undefined), ...beyond.map(([, value]) => value)];
}

function applyTo(old: AttributeValue | undefined, inner: Plan): AttributeValue | undefined {
  if (inner.isEnd) return inner.value;
  const [step] = inner.steps.keys();
  if (typeof step === "number") {
    if (!old?.L) throw refuse(NO_WAY);
    return { L: applyToList(old.L, inner) };
  }
  if (!old?.M) throw refuse(NO_WAY);
  return { M: applyToMap(old.M, inner) };
}

/** The item that changes make of an item. Throws a refusal where it does not have what they ask for. */
export function applyChanges(item: TableItem, changes: readonly Change[]): TableItem {
  const root: Plan = { steps: new Map() };
  for (const change of changes) plan(root, change.path, evaluateChange(change, item));
  return applyToMap(item, root);
}
