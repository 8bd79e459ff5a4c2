/** A report for people as GitHub's Markdown, made for $GITHUB_STEP_SUMMARY, which takes a megabyte at most. */
import { tellCount } from "../../base/count.ts";
import { CATEGORIES } from "../../replay/causes.ts";
import type { VerifyReport } from "../../verify/report-schema.ts";
import { REMOVAL_STATUSES, STATUSES } from "../../verify/verdict.ts";
import type { Divergence } from "../divergence.ts";
import { formatDuration } from "../duration.ts";
import { escapeUnprintable } from "../unprintable.ts";
import type { Reported, ReportedReplay } from "./reported.ts";

/** Longer texts are cut, in characters. */
const LONGEST = 300;
const MOST_FAILURES = 50;
const MOST_ROWS = 100;
/** A job's summary may have 1 MiB, and other steps may write to it too. */
const MOST_CHARACTERS = 500_000;

/**
 * A text of a log or of an answer, as it is: no mark of Markdown's, no element, mention, reference or address is read in it. What
 * stands as an entity is never a mark (https://github.github.com/gfm/#entity-and-numeric-character-references).
 */
export function showText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const plain = escapeUnprintable(cut.toWellFormed());
  const shown = plain.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  return shown === "" ? "" : `<code>${shown}</code>`;
}

type Cell = string | number;

function renderRow(cells: readonly Cell[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table, whose cells are Markdown; columns of numbers stand at the right. */
function renderTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const isNumber = head.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === "number"));
  return [
    renderRow(head),
    renderRow(isNumber.map((numbers) => (numbers ? "---:" : "---"))),
    ...rows.map(renderRow),
  ];
}

/** Rows that may be many, of which the first are shown. */
function renderFirst(head: readonly string[], rows: readonly (readonly Cell[])[], most: number): string[] {
  const rest = rows.length > most ? ["", `and ${rows.length - most} more`] : [];
  return [...renderTable(head, rows.slice(0, most)), ...rest];
}

function fold(summary: string, lines: readonly string[]): string[] {
  return ["", `<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}

function describeFailure({ failure, causedBy }: Divergence): Cell[] {
  const said = failure.message === "" ? failure.code : `${failure.code}: ${failure.message}`;
  const { service, operation, event, id } = failure.call;
  const follows = causedBy ? `${causedBy.service} ${causedBy.operation.name}` : "";
  return [
    showText(service),
    showText(event?.eventName ?? operation.name),
    showText(said),
    failure.status,
    showText(follows),
    showText(id),
  ];
}

/** The failed calls of the log by category and cause, each cause with its advice. */
function renderFailures({ calls }: ReportedReplay): string[] {
  const failed = calls.flatMap(({ end, evidence }) =>
    end.kind === "failed" && evidence === undefined ? [end.divergence] : [],
  );
  if (failed.length === 0) return [];
  const groups = CATEGORIES.flatMap((category) => {
    const own = failed.filter((one) => one.category === category);
    return [...Map.groupBy(own, ({ cause }) => cause)].map(([cause, group]) => ({ category, cause, group }));
  });
  const head = ["service", "event", "answer", "status", "follows from", "event id"];
  return [
    "",
    "#### What failed",
    ...groups.flatMap(({ category, cause, group }) => [
      "",
      `**${showText(category)}: ${showText(cause)}** (${group.length})`,
      "",
      `Advice: ${showText(group[0]?.advice ?? "")}`,
      "",
      ...renderFirst(head, group.map(describeFailure), MOST_FAILURES),
    ]),
  ];
}

function renderPlaceholders({ placeholders }: ReportedReplay["result"]): string[] {
  if (placeholders.length === 0) return [];
  const rows = placeholders.map(({ service, event_name, path, filled, reason }) =>
    [service, event_name, path, filled, reason].map(showText),
  );
  return fold(
    `${tellCount(placeholders.length, "member")} filled in, as the log hides them`,
    renderFirst(["service", "event", "member", "filled with", "why"], rows, MOST_ROWS),
  );
}

function renderCreated({ created }: ReportedReplay["result"]): string[] {
  if (created.length === 0) return [];
  const rows = created.map(({ kind, service, operation, recorded, ok, code = "", evidence }) =>
    [kind, service, operation, recorded, ok ? "ok" : code, evidence].map(showText),
  );
  return fold(
    `${tellCount(created.length, "call")} that the log does not hold`,
    renderFirst(["why", "service", "operation", "for", "end", "evidence"], rows, MOST_ROWS),
  );
}

function renderStanding({ standing }: ReportedReplay): string[] {
  const things = standing.filter(({ isPart }) => !isPart);
  if (things.length === 0) return [];
  const sum = things.reduce((total, { count }) => total + count, 0);
  const rows = things.map(({ service, type, count }) => [showText(service), showText(type), count]);
  return fold(
    `${tellCount(sum, "thing")} left standing`,
    renderFirst(["service", "type", "count"], rows, MOST_ROWS),
  );
}

function renderReplay(replay: ReportedReplay): string[] {
  const { result } = replay;
  const { total_events, replayed, skipped, succeeded, failed } = result;
  const reasons = Object.entries(result.skipped_by_reason).map(
    ([reason, count]) => `${showText(reason)} ${count}`,
  );
  const into = `Into ${showText(result.endpoint)} (${showText(result.target.name)}) in ${formatDuration(result.duration)}.`;
  const why = reasons.length === 0 ? "" : ` Skipped: ${reasons.join(", ")}.`;
  return [
    "### CloudTrail replay",
    "",
    ...renderTable(
      ["Total events", "Replayed", "Skipped", "Succeeded", "Failed"],
      [[total_events, replayed, skipped, succeeded, failed]],
    ),
    "",
    `${into}${why}`,
    ...(result.interrupted ? ["", "**Interrupted**: this is of what was sent until then."] : []),
    ...renderFailures(replay),
    ...renderPlaceholders(result),
    ...renderCreated(result),
    ...renderStanding(replay),
  ];
}

function describeResource({
  status,
  service,
  event_name,
  names,
  reason,
  differences,
}: VerifyReport["resources"][number]) {
  const thing = [showText(service), showText(event_name), showText(names[0] ?? ""), showText(status)];
  if (status !== "different") return [[...thing, showText(reason ?? "")]];
  return differences.map(({ member, expected, found }) => [
    ...thing,
    `${showText(member)} should be ${showText(expected)}, is ${showText(found)}`,
  ]);
}

function renderVerification(report: VerifyReport): string[] {
  const open = report.resources.filter(({ status }) => status !== "verified").flatMap(describeResource);
  const head = [
    "Resources",
    ...STATUSES.map((status) => `${status.charAt(0).toUpperCase()}${status.slice(1)}`),
  ];
  const { removals } = report;
  const left = removals.open.map((one) => [
    showText(one.service),
    showText(one.event_name),
    showText([...one.names.slice(0, 1), one.part ?? ""].join(" ").trim()),
    showText(one.status),
    showText(one.reason ?? ""),
  ]);
  const removed = REMOVAL_STATUSES.map((status) => removals[status]);
  return [
    "### CloudTrail verification",
    "",
    ...renderTable(head, [[report.total, ...STATUSES.map((status) => report[status])]]),
    ...(open.length === 0
      ? []
      : ["", ...renderFirst(["service", "event", "name", "status", "why"], open, MOST_ROWS)]),
    ...(removals.total === 0
      ? []
      : ["", ...renderTable(["Removed", "Gone", "Remaining", "Unchecked"], [[removals.total, ...removed]])]),
    ...(left.length === 0
      ? []
      : ["", ...renderFirst(["service", "event", "name", "status", "why"], left, MOST_ROWS)]),
  ];
}

/** As many lines as a summary has room for, and a remark where that is not all of them. */
function cutLines(lines: readonly string[]): readonly string[] {
  let left = MOST_CHARACTERS;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return end < 0
    ? lines
    : [...lines.slice(0, end), "", "The rest has no room here; the result as JSON has all of it."];
}

/** The report as Markdown; ends with a line break. */
export function renderMarkdown({ replay, verification }: Reported): string {
  const parts = [replay ? renderReplay(replay) : [], verification ? renderVerification(verification) : []];
  const lines = parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : ["", ...part]));
  return `${cutLines(lines).join("\n")}\n`;
}
