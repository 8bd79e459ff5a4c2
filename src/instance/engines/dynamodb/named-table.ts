/** Deeds of operations about tables, and the table that they name. */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import { writeMembers } from "./read-members.ts";
import { RefusedRequest, refuseAs } from "./refusal.ts";
import { findTable, type Table } from "./tables.ts";

/** The name of a table in a name or an ARN. */
export function readTableName(text: string): string {
  return /^arn:.*?:table\/([^/]*)/.exec(text)?.[1] ?? text;
}

/** The table that an operation on tables names. Throws a refusal where there is none. */
export function getNamedTable(context: Context, member = "TableName"): Table {
  const name = readText(context.input, member);
  const table = findTable(context, name);
  if (table) return table;
  throw refuseAs(
    "ResourceNotFoundException",
    `Requested resource not found: Table: ${readTableName(name)} not found`,
  );
}

/** The same for operations on backups, which have an error of their own for it. */
export function getBackedUpTable(context: Context, member = "TableName"): Table {
  const name = readText(context.input, member);
  const table = findTable(context, name);
  if (table) return table;
  throw refuseAs("TableNotFoundException", `Table not found: ${readTableName(name)}`);
}

/**
 * A deed of the service's own, which refuses by throwing. What it leaves undefined is done by the generic behaviour, as is what
 * production did, unless the deed does that as well: then what it refuses, as the log hides why it was not, is left.
 */
export function deedOf(
  deed: (context: Context) => Structure | undefined,
  isAlsoTold: boolean,
): (context: Context) => Done | undefined {
  return (context) => {
    const { told } = context;
    if (told && !isAlsoTold) return undefined;
    try {
      const output = deed(context);
      return output && { output: told?.output ?? output };
    } catch (problem) {
      if (!(problem instanceof RefusedRequest)) throw problem;
      return told ? undefined : { error: problem.error };
    }
  };
}

/** Sets members of a table. */
export function changeMembers(
  { store }: Context,
  { thing }: Table,
  members: Readonly<Record<string, Value | undefined>>,
): void {
  store.put({ ...thing, members: writeMembers(thing.members, members) });
}
