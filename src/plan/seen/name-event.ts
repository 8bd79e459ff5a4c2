/** What the event of a call that is seen names. */
import { loadOperation } from "../../aws/model/table.ts";
import { findArnServices } from "../../aws/resources/table.ts";
import { decodeCall } from "../../dialect/call.ts";
import { learnKeyTypes } from "../../dialect/key-types.ts";
import type { TrailEvent } from "../../trail/record.ts";
import { loadRecipes } from "../missing/catalogue.ts";
import { type NamedStep, nameStep } from "../missing/log-facts.ts";
import { loadTyped } from "../missing/typed-names.ts";

/** The types of a table's keys do not change what a call names. */
const NO_TYPES = learnKeyTypes([]);

/** The words for services in the ARNs that have been looked at. */
const met = new Set<string>();

/** Makes ready what is known of the services of the ARNs in texts, of which no call of the log need be. */
export async function loadArns(texts: readonly string[]): Promise<void> {
  for (const text of texts)
    for (const [, word = ""] of text.matchAll(/\barn:[\w-]+:([\w-]+):/g)) {
      if (met.has(word)) continue;
      met.add(word);
      for (const service of await findArnServices(word)) await loadRecipes(service);
    }
}

/** Loads what the event and the ARNs in it need, and reads what the event names. */
export async function nameEvent(event: TrailEvent): Promise<NamedStep> {
  await loadRecipes(event.service);
  await loadArns([JSON.stringify(event.requestParameters ?? "")]);
  const operation = await loadOperation(event.service, event.operation);
  const call = decodeCall(event, operation, NO_TYPES);
  await loadTyped(call);
  return nameStep(call);
}
