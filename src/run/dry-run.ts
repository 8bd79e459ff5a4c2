/** A dry run: what a session would send, without sending it. */
import { tellCount } from "../base/count.ts";
import { renderDryRunLine } from "../report/dry-run.ts";
import type { Session } from "./open-session.ts";

/** To hand on each line by itself takes as long as to make it. */
const CHARACTERS_AT_ONCE = 65_536;

/** How many records were left out for each reason: `skipped: read_only 2, filtered 11`. */
export function tellSkipped(skipped: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
  return reasons.length === 0 ? "none skipped" : `skipped: ${reasons.join(", ")}`;
}

/**
 * Hands `write` one JSON line with its line break for each request that would be sent, many at once, until it answers
 * false or the signal is aborted. Gives how many of the records would be sent, how many calls besides, and why the others would not,
 * as one line for people.
 */
export async function dryRunSession(
  { steps, prepare, selection, plan }: Session,
  write: (lines: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<string> {
  const created = steps.filter((step) => step.creation).length;
  let unsendable = 0;
  let unsendableCreated = 0;
  let shown = 0;
  let lines = "";
  let waiting = 0;
  const show = async () => {
    const isRead = waiting === 0 || (await write(lines));
    if (isRead) shown += waiting;
    lines = "";
    waiting = 0;
    return isRead;
  };
  for (const step of steps) {
    if (signal.aborted) break;
    const prepared = prepare(step);
    if ("unsendable" in prepared) {
      if (step.creation) unsendableCreated++;
      else unsendable++;
      continue;
    }
    lines += `${renderDryRunLine(step, prepared.request)}\n`;
    waiting++;
    if (lines.length >= CHARACTERS_AT_ONCE && !(await show())) break;
  }
  await show();
  // The log was perhaps not read to its end: counts of its records would be wrong.
  if (signal.aborted) return `dry run: interrupted; ${shown} requests were shown, and there may be more`;
  const skipped = { ...selection.skipped, ...plan.skipped, ...(unsendable > 0 ? { unsendable } : {}) };
  const logged = steps.length - created - unsendable;
  const besides = created - unsendableCreated;
  const more = besides === 0 ? "" : `, and ${tellCount(besides, "call")} besides that the log does not hold`;
  return `dry run: ${logged} of ${selection.total} events would be sent${more}; ${tellSkipped(skipped)}`;
}
