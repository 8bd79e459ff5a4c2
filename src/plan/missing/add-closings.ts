/**
 * Adds the calls that production must have seen and the log has lost: a deletion that production accepted, though by
 * the log something still hangs on the thing, gets the inverse of each such attachment right before it.
 */

import type { Operation } from "../../aws/model/types.ts";
import { loadReadings } from "../../aws/resources/readings.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { Structure } from "../../aws/values.ts";
import { lightly } from "../../base/compiling.ts";
import { tellEventName, tellEventTime } from "../../dialect/call.ts";
import { tellDeed } from "../order/deeds.ts";
import { type Creation, type Step, tellSecond } from "../steps.ts";
import { type Attachment, hangsOn, tellDeleted } from "./attached.ts";
import { canBeRefused, doesCascade } from "./attachments.ts";
import { LaterUses } from "./later-uses.ts";
import { Ledger } from "./ledger.ts";
import { makeUp } from "./make-up.ts";
import { nameInput, tellType } from "./telling.ts";

/** A made-up step of the same service, account, region and second as the one that needs it, right before it. */
function makeUpFor(
  need: Step,
  operation: Operation,
  input: Structure,
  creation: Omit<Creation, "recorded" | "neededBy">,
): Step {
  const { id, service, account, region, at, ordinal } = need;
  return makeUp({
    service,
    operation,
    account,
    region,
    at,
    ordinal: ordinal - 0.5,
    input,
    creation: { ...creation, recorded: nameInput(input), neededBy: need.creation?.neededBy ?? id },
    neededBy: id,
  });
}

class Closings {
  readonly ledger = new Ledger();
  readonly #later: LaterUses;

  constructor(steps: readonly Step[]) {
    this.#later = new LaterUses(steps);
  }

  /** The inverses of all that still hangs on what a step deletes, the outermost first. */
  close(step: Step): readonly Step[] {
    const { operation } = step;
    if (tellDeed(findMeaning(step.service, operation.name), step) !== "delete") return [];
    const all = this.ledger.listAll(step);
    const deleted = tellDeleted(step);
    if (!deleted) return [];
    const isRefusable = canBeRefused(operation);
    const isCascade = doesCascade(step.service, operation.name);
    const second = tellSecond(step);
    let isRenewed: boolean | undefined;
    const isOnNew = ({ opener }: Attachment) => {
      if (tellSecond(opener) !== second) return false;
      isRenewed ??= this.#later.isRenewed(step);
      return isRenewed;
    };
    const closings: Step[] = [];
    for (const attachment of all.find(() => deleted.needed.map(({ keys }) => keys)).reverse()) {
      const { pair, closeInput, opener } = attachment;
      if (
        !all.has(attachment) ||
        pair.isLoose ||
        !(pair.isSure || isRefusable) ||
        !hangsOn(attachment, deleted) ||
        isOnNew(attachment)
      )
        continue;
      all.delete(attachment);
      const closing = makeUpFor(step, pair.closes, closeInput, {
        kind: "closing",
        type: tellType(pair.closes),
        evidence: `${tellEventName(opener)} at ${tellEventTime(opener)} was never undone in the log, and ${operation.name} went through`,
      });
      if (!isCascade && this.#later.has(closing)) continue;
      // What a deletion takes with it takes with it what hangs on that.
      const inner = this.close(closing);
      if (!isCascade) closings.push(...inner, closing);
    }
    return closings;
  }
}

/**
 * `steps` (sorted by time) with the removals that the log has lost, as steps with `creation`, each in the second of
 * the deletion that needs it. Bulk data (objects, items, records) is never removed.
 */
export async function addClosings(steps: readonly Step[]): Promise<Step[]> {
  for (const service of new Set(steps.map((step) => step.service))) await loadReadings(service);
  const closings = new Closings(steps);
  const { ledger } = closings;
  const seconds = Map.groupBy(steps, tellSecond);
  const close = lightly((group: readonly Step[]) => {
    // Within a second the order is not known: what was attached before is undone first, what is new comes after.
    const early = group.filter((step) => !ledger.undo(step));
    ledger.attachAll(group);
    for (const step of early) ledger.undo(step);
    return group.flatMap((step) => [...closings.close(step), step]);
  });
  return [...seconds.values()].flatMap(close);
}
