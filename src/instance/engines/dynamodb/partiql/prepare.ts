/** Statements as what they do to tables: reads, and writes that are checked as far as they can be without the item. */
import type { Structure, Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { readText } from "../../engine.ts";
import { type AttributeValue, type TableItem, typeOf } from "../attributes.ts";
import { meets, type ResolvedTree } from "../expressions/condition.ts";
import { project } from "../expressions/projection.ts";
import { isCompound } from "../key-condition.ts";
import type { Expressions } from "../parameters.ts";
import { checkItemSize } from "../put-item.ts";
import { refuse, refuseAs } from "../refusal.ts";
import { checkItem } from "../table-keys.ts";
import { findTable, type Table } from "../tables.ts";
import { readUpdate } from "../update-item.ts";
import { type ItemChange, type ItemWrite, tellsFailed } from "../writes.ts";
import { readCondition } from "./conditions.ts";
import { parseStatement } from "./parse-statement.ts";
import type {
  DeleteStatement,
  InsertStatement,
  ParsedStatement,
  PartiqlExpression,
  ReturningClause,
  SelectStatement,
  StatementSource,
  UpdateStatement,
} from "./syntax.ts";
import { readAssignments } from "./updates.ts";
import { readInserted, readParameters, type StatementValues } from "./values.ts";
import { getKey } from "./where.ts";

/** A statement that writes an item. */
export interface PreparedWrite {
  readonly kind: "write";
  readonly table: Table;
  readonly write: ItemWrite;
  readonly returning: ReturningClause | undefined;
  /** What it tells of the item; undefined where it tells nothing. */
  readonly tell: (change: ItemChange) => TableItem[] | undefined;
}

/** A statement that reads items, or says of one that it is there. */
export interface PreparedSelect {
  readonly kind: "select" | "exists";
  readonly table: Table;
  readonly select: SelectStatement;
  readonly tree: ResolvedTree | undefined;
}

export type PreparedStatement = PreparedWrite | PreparedSelect;

function getTable(context: Context, { table: name }: StatementSource): Table {
  const table = findTable(context, name);
  if (!table) throw refuseAs("ResourceNotFoundException", "Requested resource not found");
  return table;
}

function getWritten(context: Context, source: StatementSource): Table {
  if (source.index !== undefined) throw refuse("This operation is not supported on an index");
  return getTable(context, source);
}

function readWhere(values: StatementValues, where: PartiqlExpression | undefined): ResolvedTree | undefined {
  return where && readCondition(values, where);
}

function isThere(item: TableItem): boolean {
  for (const _ in item) return true;
  return false;
}

function makeExpressions(test: (item: TableItem) => boolean, tree: ResolvedTree): Expressions {
  return {
    condition: { test, tree, paths: [] },
    ...{
      update: undefined,
      keyCondition: undefined,
      filter: undefined,
      search: undefined,
      projection: undefined,
    },
  };
}

function prepareInsert(
  context: Context,
  values: StatementValues,
  { source, item: written }: InsertStatement,
): PreparedWrite {
  const item = readInserted(values, written);
  if (source.index !== undefined)
    throw refuse("FROM clause may only contain a single table name in data manipulation statements");
  const table = getTable(context, source);
  for (const { name, type } of table.keys) {
    const value = item[name];
    if (!value) throw refuse(`Key attribute should be present in the item: Key ${name}`);
    if (typeOf(value) !== type)
      throw refuse(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
  }
  checkItem(table, item);
  checkItemSize(item);
  const make = (before: TableItem | undefined) => {
    if (before) throw refuseAs("DuplicateItemException", "Duplicate primary key exists in table");
    return item;
  };
  const write = { table, key: item, test: undefined, make, tellsFailed: false };
  return { kind: "write", table, write, returning: undefined, tell: () => undefined };
}

function prepareUpdate(
  context: Context,
  values: StatementValues,
  statement: UpdateStatement,
  input: Structure,
): PreparedWrite {
  const { source, assignments, where, returning } = statement;
  const form = readAssignments(values, assignments);
  const tree = readWhere(values, where);
  const table = getWritten(context, source);
  const key = getKey(table.keys, tree);
  // What is not there is not made.
  const test = (item: TableItem) => isThere(item) && (!tree || meets(tree, item));
  const expressions = tree ? makeExpressions(test, tree) : undefined;
  if (!expressions) throw refuse("Where clause does not contain a mandatory equality on all key attributes");
  const write = readUpdate(input, table, key, form, expressions);
  const tell = ({ before, after }: ItemChange) => {
    if (!returning) return undefined;
    const item = returning.isNew ? after : before;
    const told = item && (returning.isWhole ? item : project(item, form.paths));
    return told && isThere(told) ? [told] : [];
  };
  return { kind: "write", table, write, returning, tell };
}

function prepareDelete(
  context: Context,
  values: StatementValues,
  statement: DeleteStatement,
  input: Structure,
): PreparedWrite {
  const { source, where, returning } = statement;
  const tree = readWhere(values, where);
  const table = getWritten(context, source);
  const key = getKey(table.keys, tree);
  // What is not there need not meet the condition.
  const test = (item: TableItem) => !isThere(item) || !tree || meets(tree, item);
  const write = { table, key, test, make: () => undefined, tellsFailed: tellsFailed(input) };
  const tell = ({ before }: ItemChange) => (returning ? (before ? [before] : []) : undefined);
  return { kind: "write", table, write, returning, tell };
}

function prepareSelect(
  context: Context,
  values: StatementValues,
  select: SelectStatement,
): Omit<PreparedSelect, "kind"> {
  const tree = readWhere(values, select.where);
  const table = getTable(context, select.source);
  const index = table.indexes.find(({ name }) => name === select.source.index);
  if (index && isCompound(index.keys))
    throw refuse(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.",
    );
  if (select.problem) throw select.problem;
  return { table, select, tree };
}

/** What a statement is to do. Throws a refusal of what is none. */
export function prepare(context: Context, parsed: ParsedStatement, input: Structure): PreparedStatement {
  const { statement } = parsed;
  const given = input["Parameters"];
  const parameters = Array.isArray(given) ? (given as readonly Value[]) : [];
  const values = readParameters(parsed, parameters as readonly AttributeValue[]);
  switch (statement.kind) {
    case "insert":
      return prepareInsert(context, values, statement);
    case "update":
      return prepareUpdate(context, values, statement, input);
    case "delete":
      return prepareDelete(context, values, statement, input);
    case "exists":
      return { kind: "exists", ...prepareSelect(context, values, statement.select) };
    default:
      return { kind: "select", ...prepareSelect(context, values, statement) };
  }
}

/** The statement of a request. Throws a refusal of what is none. */
export function readStatement(input: Structure): ParsedStatement {
  return parseStatement(readText(input, "Statement"));
}
