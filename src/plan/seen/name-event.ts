/** What the event of a call that is seen names. */
import { loadOperation } from "../../aws/model/table.ts";
import { decodeCall } from "../../dialect/call.ts";
import { learnKeyTypes } from "../../dialect/key-types.ts";
import type { TrailEvent } from "../../trail/record.ts";
import { loadRecipes } from "../missing/catalogue.ts";
import { type NamedStep, nameStep } from "../missing/log-facts.ts";
import { loadTyped } from "../missing/typed.ts";

/** The types of a table's keys do not change what a call names. */
const NO_TYPES = learnKeyTypes([]);

/** Loads what the event's service needs, and reads what the event names. */
export async function nameEvent(event: TrailEvent): Promise<NamedStep> {
  await loadRecipes(event.service);
  const operation = await loadOperation(event.service, event.operation);
  const call = decodeCall(event, operation, NO_TYPES);
  await loadTyped(call);
  return nameStep(call);
}
