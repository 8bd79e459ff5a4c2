/** What a replay makes of a log, in blocks: what is sent and what not, what is added, hidden, left standing, and needed. */
import type { Inspection } from "../../inspect/inspection-schema.ts";
import { SKIP_REASONS, type SkipReason } from "../../trail/record.ts";
import {
  fit,
  printCount,
  printNumber,
  renderTable,
  renderTitle,
  style,
  type TextBlock,
  type TextPage,
  wrap,
  wrapAfter,
  wrapItems,
} from "./layout.ts";
import { REASON_WORDS } from "./reasons.ts";
import { tellSpan } from "./span.ts";

/** So many names are told of each reason. */
const MOST_EXAMPLES = 4;

function tellMore(shown: number, size: number, page: TextPage): TextBlock {
  return size > shown ? [style(`  ${printNumber(size - shown)} more`, "quiet", page)] : [];
}

/** The names of which most records were left out for a reason. */
function listExamples({ operations }: Inspection, reason: SkipReason): string[] {
  const left = operations.list
    .flatMap(({ event_name, skipped_by_reason }) => {
      const count = skipped_by_reason[reason] ?? 0;
      return count > 0 ? [{ event_name, count }] : [];
    })
    .sort((one, other) => other.count - one.count);
  const named = left
    .slice(0, MOST_EXAMPLES)
    .map(({ event_name, count }) => `${event_name} ${printNumber(count)}`);
  return [...named, ...(left.length > MOST_EXAMPLES ? ["…"] : [])];
}

/** What is told of the first calls only. */
function tellUnplanned(calls: number): string {
  return `The last ${printCount(calls, "call")} of these ${calls === 1 ? "is" : "are"} not planned (--plan-calls), so that planning may leave some out; what is added, hidden and left standing is told of those before.`;
}

/** What is replayed, and what is not for which reasons. */
export function renderReplayed(inspection: Inspection, page: TextPage): TextBlock {
  const { total_events, replayed, skipped, skipped_by_reason, unplanned, added, unsendable } = inspection;
  const besides =
    added.length === 0 ? "" : `, and ${printCount(added.length, "call")} that the log does not hold`;
  const lines = SKIP_REASONS.flatMap((reason) => {
    const count = skipped_by_reason[reason];
    if (count === undefined) return [];
    const examples = listExamples(inspection, reason);
    const label = `  ${printNumber(count).padStart(printNumber(skipped).length)}  ${reason}`;
    return [
      fit(`${label}: ${REASON_WORDS[reason]}`, page.columns),
      ...wrapItems(examples, page, label.length - reason.length + 2).map((line) =>
        style(line, "quiet", page),
      ),
    ];
  });
  const lost = [
    ...new Set(unsendable.map(({ service, event_name, reason }) => `${service} ${event_name}: ${reason}`)),
  ];
  return [
    ...renderTitle(
      `${printNumber(replayed)} of ${printCount(total_events, "record")} would be replayed${besides}`,
      "",
      page,
    ),
    ...(skipped === 0 ? [] : [`  ${printNumber(skipped)} would not:`]),
    ...lines,
    ...lost.slice(0, page.top).flatMap((line) => wrap(line, page, 6)),
    ...(unplanned === 0 ? [] : wrap(tellUnplanned(unplanned), page, 2)),
  ];
}

const ADDED: Readonly<Record<Inspection["added"][number]["kind"], string>> = {
  prerequisite: "Made first, as the log uses it and does not make it",
  seen: "Made first, as the log reads it",
  closing: "Removed, as the log must have lost that it was",
  lookup: "Asked for, as the target has it by itself",
};

/** What is made beforehand, or done besides, and by which evidence. */
export function renderAdded({ added, only_read }: Inspection, page: TextPage): TextBlock {
  const blocks = Object.entries(ADDED).map(([kind, words]) => {
    const own = added.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const shown = own
      .slice(0, page.top)
      .flatMap(({ service, type, recorded, evidence }) => [
        fit(`  ${service} ${type}  ${recorded}`, page.columns),
        ...wrap(evidence, page, 6).map((line) => style(line, "quiet", page)),
      ]);
    return [
      ...renderTitle(words, `(${printNumber(own.length)})`, page),
      ...shown,
      ...tellMore(page.top, own.length, page),
    ];
  });
  const lines = blocks
    .filter((block) => block.length > 0)
    .flatMap((block, at) => (at === 0 ? block : ["", ...block]));
  if (!only_read) return lines;
  const types = Object.entries(only_read.types).map(([type, count]) => `${type} ${printNumber(count)}`);
  const head = `${only_read.at_least ? "at least " : ""}${printNumber(only_read.things)}`;
  return [
    ...lines,
    ...(lines.length === 0 ? [] : [""]),
    ...renderTitle("Only read, and made too with --from-reads", `(${head})`, page),
    ...wrap([...types.slice(0, page.top), ...(types.length > page.top ? ["…"] : [])].join(", "), page, 2),
  ];
}

/** What the log hides and is filled in. */
export function renderHidden({ placeholders }: Inspection, page: TextPage): TextBlock {
  if (placeholders.length === 0) return [];
  const shown = placeholders.slice(0, page.top);
  const total = placeholders.reduce((sum, { calls }) => sum + calls, 0);
  const columns = [
    { head: "service", kind: "text" as const, cells: shown.map(({ service }) => service) },
    { head: "event", kind: "text" as const, cells: shown.map(({ event_name }) => event_name) },
    { head: "member", kind: "text" as const, cells: shown.map(({ path }) => path) },
    { head: "filled with", kind: "text" as const, cells: shown.map(({ filled }) => filled) },
    { head: "calls", kind: "number" as const, cells: shown.map(({ calls }) => printNumber(calls)) },
  ];
  return [
    ...renderTitle("Hidden, and filled in", `(${printNumber(total)})`, page),
    ...renderTable(columns, page),
    ...tellMore(page.top, placeholders.length, page),
  ];
}

/** What stands at the end, by type. */
export function renderStanding({ standing, unplanned }: Inspection, page: TextPage): TextBlock {
  if (standing.length === 0) return [];
  const things = standing.filter(({ part }) => !part);
  const sum = (some: Inspection["standing"]) => some.reduce((total, { count }) => total + count, 0);
  const parts = sum(standing.filter(({ part }) => part));
  const shown = things.slice(0, page.top);
  const columns = [
    { head: "service", kind: "text" as const, cells: shown.map(({ service }) => service) },
    { head: "type", kind: "text" as const, cells: shown.map(({ type }) => type) },
    { head: "stand", kind: "number" as const, cells: shown.map(({ count }) => printNumber(count)) },
    {
      head: "made first",
      kind: "number" as const,
      cells: shown.map(({ beforehand }) => (beforehand === 0 ? "" : printNumber(beforehand))),
    },
  ];
  const besides =
    parts === 0
      ? ""
      : `, and ${parts === 1 ? "1 setting or attachment" : `${printNumber(parts)} settings and attachments`}`;
  return [
    ...renderTitle(
      unplanned === 0 ? "Stands at the end" : "Stands after what is planned",
      `(${printNumber(sum(things))}${besides})`,
      page,
    ),
    ...renderTable(columns, page),
    ...tellMore(page.top, things.length, page),
  ];
}

const MEGABYTE = 1_000_000;

/** What a replay takes. */
export function renderNeeds({ needs }: Inspection, page: TextPage): TextBlock {
  const { calls, memory_bytes, recorded_seconds, speed, seconds } = needs;
  const memory = `${printNumber(Math.ceil(memory_bytes / MEGABYTE))} MB: what this inspection took, which reads and plans as a replay does, and the outcomes`;
  const asFast = `as fast as the endpoint answers; at --speed 1 ${tellSpan(recorded_seconds)}, at --speed 60 ${tellSpan(recorded_seconds / 60)}`;
  const time =
    seconds === null
      ? asFast
      : `${tellSpan(seconds)} at --speed ${speed}; as recorded it took ${tellSpan(recorded_seconds)}`;
  return [
    ...renderTitle("A replay takes", `(${printCount(calls, "call")})`, page),
    ...wrapAfter("  memory  ", memory, page),
    ...wrapAfter("  time    ", time, page),
  ];
}
