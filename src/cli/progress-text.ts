/** How far a command is, as one line of plain ASCII. */
import { tellCount } from "../base/count.ts";
import { formatDuration } from "../report/duration.ts";
import type { Progress } from "../run/progress.ts";

/** What a progress line tells besides what is counted. */
export interface Stage {
  /** How many calls are being planned, once everything is read. */
  readonly planning: number | undefined;
  /** How many answers a verification has got; undefined where none is going on. */
  readonly readBack: number | undefined;
}

function formatRate(rate: number): string {
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`;
}

/** Whole seconds: a time left that has fractions pretends to know them. */
function formatLeft(milliseconds: number): string {
  return `${formatDuration(Math.max(1, Math.ceil(milliseconds / 1000)) * 1e9)} left`;
}

function formatLag(milliseconds: number): string {
  return `lag ${formatDuration(Math.round(milliseconds) * 1e6)}`;
}

/** The line, e.g. `847 events read, 120 of 312 sent, 4 failed, 85/s, 3s left`. */
export function renderProgress(progress: Progress, { planning, readBack }: Stage): string {
  const { phase, read, planned, sent, failed, rate, lagMs, leftMs } = progress;
  const parts = [`${tellCount(read, "event")} read`];
  if (readBack !== undefined) return [...parts, `verifying: ${tellCount(readBack, "answer")}`].join(", ");
  if (phase === "reading") {
    if (planning !== undefined) parts.push(`planning ${tellCount(planning, "call")}`);
    return parts.join(", ");
  }
  parts.push(`${sent} of ${planned} sent`, `${failed} failed`, formatRate(rate));
  if (lagMs !== undefined) parts.push(formatLag(lagMs));
  else if (leftMs !== undefined && sent < planned) parts.push(formatLeft(leftMs));
  return parts.join(", ");
}
