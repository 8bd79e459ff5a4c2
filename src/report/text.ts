/** The result as text for people: exactly what goes to stdout. */
import { formatDuration } from "./duration.ts";
import type { ReplayResult } from "./result-schema.ts";

/** Folds control characters (line breaks, escapes) and the spaces after them to one space: a failure is one line. */
export function foldLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}][\p{Cc}\p{Zl}\p{Zp} ]*/gu, " ").trim();
}

/** The line that opens a replay of `totalEvents` records, and the empty line after it. */
export function renderHeader(totalEvents: number, endpoint: string): string {
  return `Replaying ${totalEvents} CloudTrail events against ${endpoint}\n\n`;
}

/** The results block and a line for each failed call; ends with a line break. */
export function renderResult(result: ReplayResult): string {
  const rows: readonly (readonly [label: string, value: string | number])[] = [
    ["Total events:", result.total_events],
    ["Replayed:", result.replayed],
    ["Skipped:", result.skipped],
    ["Succeeded:", result.succeeded],
    ["Failed:", result.failed],
    ["Duration:", formatDuration(result.duration)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = [
    "CloudTrail Replay Results",
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}${value}`),
    ...result.errors.map(
      ({ service, event_name, error, status }) =>
        `  [FAIL] ${foldLine(`${service}.${event_name}: ${error}`)} (status ${status})`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
