/** AttributeUpdates: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import { type AttributeType, type AttributeValue, makeItem, type TableItem, typeOf } from "./attributes.ts";
import { checkValue } from "./check-values.ts";
import { joinSets, takeFromSet } from "./expressions/sets.ts";
import { addNumbers } from "./numbers.ts";
import { refuse } from "./refusal.ts";

/** What happens to an attribute. */
export interface AttributeUpdate {
  readonly name: string;
  readonly action: "PUT" | "ADD" | "DELETE";
  readonly value: AttributeValue | undefined;
}

const SETS: readonly AttributeType[] = ["SS", "NS", "BS"];
const ADDABLE: readonly AttributeType[] = ["N", "L", ...SETS];

function invalid(what: string): Error {
  return refuse(`One or more parameter values were invalid: ${what}`);
}

function readUpdate(name: string, { Action, Value: given }: Structure): AttributeUpdate {
  const action = Action === "ADD" || Action === "DELETE" ? Action : "PUT";
  const value = given === undefined || given === null ? undefined : checkValue(given).value;
  if (!value) {
    if (action !== "DELETE")
      throw invalid("Only DELETE action is allowed when no attribute value is specified");
    return { name, action, value };
  }
  const type = typeOf(value);
  if (action === "DELETE" && !SETS.includes(type))
    throw invalid(`DELETE action with value is not supported for the type ${type}`);
  if (action === "ADD" && !ADDABLE.includes(type))
    throw invalid(`ADD action is not supported for the type ${type}`);
  return { name, action, value };
}

/** The updates of a request. Throws a refusal of what is none. */
export function readAttributeUpdates({ AttributeUpdates: given }: Structure): AttributeUpdate[] {
  if (!isStructure(given)) return [];
  return Object.entries(given).map(([name, update]) => readUpdate(name, isStructure(update) ? update : {}));
}

function change(
  old: AttributeValue | undefined,
  { action, value }: AttributeUpdate,
): AttributeValue | undefined {
  if (action === "PUT") return value;
  if (!value || (action === "DELETE" && !old)) return undefined;
  if (!old) return value;
  if (typeOf(old) !== typeOf(value)) throw refuse("Type mismatch for attribute to update");
  if (action === "DELETE") return takeFromSet(old, value);
  if (old.N !== undefined && value.N !== undefined) return { N: addNumbers(old.N, value.N, "+") };
  return old.L && value.L ? { L: [...old.L, ...value.L] } : joinSets(old, value);
}

/** The item that updates make of an item. Throws a refusal where they do not fit it. */
export function applyAttributeUpdates(item: TableItem, updates: readonly AttributeUpdate[]): TableItem {
  const changed = makeItem(item);
  for (const update of updates) {
    const value = change(item[update.name], update);
    if (value) changed[update.name] = value;
    else delete changed[update.name];
  }
  return changed;
}
