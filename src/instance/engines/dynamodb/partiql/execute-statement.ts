/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { asksCapacity, costOfChange, tellCapacity } from "../capacity.ts";
import { refuse } from "../refusal.ts";
import { doWrite } from "../writes.ts";
import { type PreparedWrite, prepare, readStatement } from "./prepare.ts";
import { answerSelect } from "./select.ts";

function answerWrite(context: Context, { table, write, tell }: PreparedWrite): Structure {
  const { input } = context;
  const change = doWrite(context, write);
  const output: Record<string, Value> = makeStructure();
  output["Items"] = tell(change) ?? [];
  const told =
    asksCapacity(input) && tellCapacity(input, table.name, costOfChange(table, change.before, change.after));
  if (told) output["ConsumedCapacity"] = told;
  return output;
}

/** Conditions alone are no statement but in a transaction. */
export const MISPLACED_EXISTS = "EXISTS can only be used in ExecuteTransaction write requests.";

/** One statement. */
export function executeStatement(context: Context): Structure {
  const { input } = context;
  const prepared = prepare(context, readStatement(input), input);
  if (prepared.kind === "exists") throw refuse(MISPLACED_EXISTS);
  return prepared.kind === "write" ? answerWrite(context, prepared) : answerSelect(context, prepared);
}
