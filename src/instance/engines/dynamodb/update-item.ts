/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { merge, readText } from "../engine.ts";
import { type AttributeUpdate, applyAttributeUpdates, readAttributeUpdates } from "./attribute-updates.ts";
import { type AttributeValue, makeItem, type TableItem, typeOf } from "./attributes.ts";
import { checkValues } from "./check-values.ts";
import { applyChanges } from "./expressions/apply-update.ts";
import type { Path } from "./expressions/paths.ts";
import { project } from "./expressions/projection.ts";
import type { Change } from "./expressions/update.ts";
import { sizeOfItem } from "./item-size.ts";
import { checkMixing, type Expressions, readExpressions } from "./parameters.ts";
import { checkCondition } from "./put-item.ts";
import { refuse, refuseAtOnce } from "./refusal.ts";
import { checkIndexKeys, checkKey, checkPaths } from "./table-keys.ts";
import { getTable, type Table } from "./tables.ts";
import { sizeOfUpdate } from "./update-size.ts";
import { checkVectors } from "./vectors/check-vectors.ts";
import {
  checkExpected,
  doWrite,
  type ItemChange,
  type ItemWrite,
  LARGEST_ITEM,
  readTest,
  tellsFailed,
  tellWrite,
} from "./writes.ts";

/** The update of a request, in either form. */
export interface UpdateForm {
  /** Whether it only takes away, which makes no item where there is none. */
  readonly onlyRemoves: boolean;
  readonly paths: readonly Path[];
  readonly apply: (item: TableItem) => TableItem;
  /** The values that it gives whatever the item, by the attributes. */
  readonly given: TableItem;
  /** All paths in it. */
  readonly allPaths: readonly Path[];
}

/** What changes give whole attributes whatever the item. */
function listGiven(changes: readonly Change[]): TableItem {
  const given = makeItem();
  for (const change of changes) {
    const [name, ...inner] = change.path;
    if (typeof name !== "string" || inner.length > 0) continue;
    const value = readGiven(change);
    if (value) given[name] = value;
  }
  return given;
}

function readGiven(change: Change): AttributeValue | undefined {
  if (change.section === "ADD") return change.value;
  return change.section === "SET" && change.value.kind === "value" ? change.value.value : undefined;
}

function listPut(updates: readonly AttributeUpdate[]): TableItem {
  const given = makeItem();
  for (const { name, action, value } of updates) if (value && action !== "DELETE") given[name] = value;
  return given;
}

/** The update of a request. Throws a refusal of what is none. */
export function readForm(
  updates: readonly AttributeUpdate[],
  { update }: Pick<Expressions, "update">,
): UpdateForm {
  if (!update) {
    const paths = updates.map(({ name }) => [name]);
    return {
      onlyRemoves: updates.length > 0 && updates.every(({ action }) => action === "DELETE"),
      paths,
      apply: (item) => applyAttributeUpdates(item, updates),
      given: listPut(updates),
      allPaths: paths,
    };
  }
  const { changes, paths, allPaths } = update;
  return {
    onlyRemoves: changes.every(({ section }) => section === "REMOVE" || section === "DELETE"),
    paths,
    apply: (item) => applyChanges(item, changes),
    given: listGiven(changes),
    allPaths,
  };
}

/** Throws a refusal of an update of the key, or of what a key of an index does not take. */
function checkForm(table: Table, form: UpdateForm): void {
  const changed = new Set(form.paths.map(([name]) => name));
  for (const { name } of table.keys)
    if (changed.has(name))
      throw refuse(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  checkGiven(table, form.given);
  checkPaths(table, form.allPaths);
}

function isEmpty({ S, B }: AttributeValue): boolean {
  return S === "" || B?.length === 0;
}

function checkGiven(table: Table, given: TableItem): void {
  for (const { keys } of table.indexes)
    for (const { name } of keys) {
      const value = given[name];
      if (value && isEmpty(value))
        throw refuseAtOnce(
          `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${value.S === "" ? "string" : "binary"} value.`,
        );
    }
  checkIndexKeys(table, given);
  checkVectors(table, given);
}

/** Throws a refusal of what an update made of an item. */
function checkMade(table: Table, item: TableItem): void {
  for (const { keys } of table.indexes)
    for (const { name, type } of keys) {
      const value = item[name];
      if (value && typeOf(value) !== type)
        throw refuse("The update expression attempted to update the secondary index key to unsupported type");
    }
  checkSize(sizeOfItem(item));
}

function checkSize(size: number): void {
  if (size > LARGEST_ITEM) throw refuse("Item size to update has exceeded the maximum allowed size");
}

/** The write, which is also refused where the update by itself is too large: transactions and PartiQL only see the item. */
function limitUpdate(write: ItemWrite, changes: readonly Change[]): ItemWrite {
  const make = (before: TableItem | undefined) => {
    const item = write.make(before);
    if (item) checkSize(sizeOfUpdate(changes, item));
    return item;
  };
  return { ...write, make };
}

/** The write of an update whose key was checked as values. Throws a refusal of what the table does not take. */
export function readUpdate(
  input: Structure,
  table: Table,
  key: TableItem,
  form: UpdateForm,
  expressions: Expressions,
): ItemWrite {
  checkKey(table.keys, key);
  checkForm(table, form);
  checkCondition(table, expressions);
  const make = (before: TableItem | undefined) => {
    // What is not there has nothing that could be taken off, whatever the path to it.
    if (!before && form.onlyRemoves) return undefined;
    const item = form.apply(before ?? key);
    checkMade(table, item);
    checkVectors(table, item, before);
    return item;
  };
  return { table, key, test: readTest(input, expressions), make, tellsFailed: tellsFailed(input) };
}

function tellAttributes(
  { ReturnValues: asked }: Structure,
  { paths }: UpdateForm,
  { before, after }: ItemChange,
): TableItem | undefined {
  const item = asked === "ALL_OLD" || asked === "UPDATED_OLD" ? before : after;
  switch (asked) {
    case "ALL_OLD":
    case "ALL_NEW":
      return item;
    case "UPDATED_OLD":
    case "UPDATED_NEW": {
      const told = item && project(item, paths);
      return told && Object.keys(told).length > 0 ? told : undefined;
    }
    default:
      return undefined;
  }
}

/** What of a request needs no table. */
function readRequest(input: Structure) {
  checkMixing(
    input,
    ["UpdateExpression", "ConditionExpression"],
    ["AttributeUpdates", "Expected", "ConditionalOperator"],
  );
  const key = checkValues(input["Key"]);
  const updates = readAttributeUpdates(input);
  checkExpected(input);
  const expressions = readExpressions(input);
  return { key, form: readForm(updates, expressions), expressions };
}

/** Changes an item, or makes it. */
export function updateItem(context: Context): Structure {
  const { input } = context;
  const { key, form, expressions } = readRequest(input);
  const table = getTable(context, readText(input, "TableName"));
  const write = limitUpdate(
    readUpdate(input, table, key, form, expressions),
    expressions.update?.changes ?? [],
  );
  const change = doWrite(context, write);
  const told = tellWrite(input, write, change);
  const attributes = tellAttributes(input, form, change);
  return attributes ? merge(told, { Attributes: attributes }) : told;
}
