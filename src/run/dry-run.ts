/** A dry run: what a session would send, without sending it. */
import { renderDryRunLine } from "../report/dry-run.ts";
import type { Session } from "./open-session.ts";

/**
 * Hands `write` one JSON line, without a line break, for each request that would be sent, until it answers false or the
 * signal is aborted. Gives how many of the records would be sent and why the others would not, as one line for people.
 */
export async function dryRunSession(
  { steps, prepare, selection, plan }: Session,
  write: (line: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<string> {
  let unsendable = 0;
  let shown = 0;
  for (const step of steps) {
    if (signal.aborted) break;
    const prepared = prepare(step);
    if ("unsendable" in prepared) unsendable += step.creation ? 0 : 1;
    else if (await write(renderDryRunLine(step, prepared.request))) shown++;
    else break;
  }
  // The log was perhaps not read to its end: counts of its records would be wrong.
  if (signal.aborted) return `dry run: interrupted; ${shown} requests were shown, and there may be more`;
  const skipped = { ...selection.skipped, ...plan.skipped, ...(unsendable > 0 ? { unsendable } : {}) };
  const reasons = Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`);
  const left = reasons.length === 0 ? "none skipped" : `skipped: ${reasons.join(", ")}`;
  const count = steps.filter((step) => !step.creation).length - unsendable;
  return `dry run: ${count} of ${selection.total} events would be sent; ${left}`;
}
