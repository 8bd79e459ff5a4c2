/** RemoveTargets. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { findRule, readCallBus, SERVICE, TARGET } from "./buses.ts";
import { checkChangedRule } from "./check-rules.ts";

/** Takes targets from a rule. An id that none of them has takes nothing, and is no fault. */
export function removeTargets(context: Context): Done {
  const { input, store } = context;
  const refused = checkChangedRule(context, "Rule");
  if (refused) return { error: refused };
  const bus = readCallBus(context);
  const rule = findRule(context, bus, readText(input, "Rule"));
  const ids = Array.isArray(input["Ids"]) ? input["Ids"] : [];
  for (const id of ids) {
    const kind = { service: SERVICE, type: TARGET };
    const target = typeof id === "string" && rule ? store.find(bus.place, kind, [id], rule.chain) : undefined;
    if (target) store.remove(target);
  }
  return { output: merge({ FailedEntryCount: 0, FailedEntries: [] }) };
}
