/** Turns verdicts into the report: for machines as data, for people as text. */
import { tellEventId, tellEventName } from "../dialect/call.ts";
import type { VerifyReport } from "./report-schema.ts";
import {
  REMOVAL_STATUSES,
  type RemovalVerdict,
  STATUSES,
  type Verdict,
  type VerifiedLog,
} from "./verdict.ts";

const SHOWN = 120;

function countStatuses(verdicts: readonly Verdict[]) {
  const count = (status: Verdict["status"]) => verdicts.filter((verdict) => verdict.status === status).length;
  return {
    verified: count("verified"),
    different: count("different"),
    missing: count("missing"),
    unreadable: count("unreadable"),
  };
}

function describeResource({
  call,
  read,
  reason,
  parts,
  ...verdict
}: Verdict): VerifyReport["resources"][number] {
  return {
    status: verdict.status,
    service: call.service,
    names: [...verdict.names],
    event_id: tellEventId(call),
    event_name: tellEventName(call),
    region: call.region,
    account: call.account,
    read: read ?? null,
    compared: verdict.compared,
    differences: verdict.differences.map((difference) => ({ ...difference })),
    tolerated: verdict.tolerated.map((difference) => ({ ...difference })),
    reason: reason ?? null,
    parts: parts.map((part) => ({ event_id: tellEventId(part), event_name: tellEventName(part) })),
  };
}

function describeRemoval({
  status,
  call,
  names,
  part,
  read,
  reason,
}: RemovalVerdict): VerifyReport["removals"]["open"] {
  if (status === "gone") return [];
  return [
    {
      status,
      service: call.service,
      names: [...names],
      part: part ?? null,
      event_id: tellEventId(call),
      event_name: tellEventName(call),
      region: call.region,
      account: call.account,
      read: read ?? null,
      reason: reason ?? null,
    },
  ];
}

function describeRemovals(removals: readonly RemovalVerdict[]): VerifyReport["removals"] {
  const count = (status: RemovalVerdict["status"]) => removals.filter((one) => one.status === status).length;
  return {
    total: removals.length,
    gone: count("gone"),
    remaining: count("remaining"),
    unchecked: count("unchecked"),
    open: removals.flatMap(describeRemoval),
  };
}

/** The report of a verification against `endpoint`. total = verified + different + missing + unreadable, always. */
export function buildVerifyReport({ verdicts, removals }: VerifiedLog, endpoint: string): VerifyReport {
  const byService = [...Map.groupBy(verdicts, ({ call }) => call.service)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    endpoint,
    total: verdicts.length,
    ...countStatuses(verdicts),
    services: Object.fromEntries(byService.map(([service, group]) => [service, countStatuses(group)])),
    resources: verdicts.map(describeResource),
    removals: describeRemovals(removals),
  };
}

/** Whether the state is not what the log asked for: something is missing or different, or there and should not be. */
export function hasDiverged({ missing, different, removals }: VerifyReport): boolean {
  return missing + different + removals.remaining > 0;
}

function fold(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}][\p{Cc}\p{Zl}\p{Zp} ]*/gu, " ").trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

function describeParts(parts: VerifyReport["resources"][number]["parts"]): string {
  return parts.length === 0 ? "" : `; with it ${parts.map(({ event_name }) => event_name).join(", ")}`;
}

function listLines(resource: VerifyReport["resources"][number]): string[] {
  const { status, service, event_name, names, reason, differences, parts } = resource;
  const label = status.toUpperCase();
  const thing = `${service}.${event_name} ${fold(names[0] ?? "(no name)")}${names[1] === undefined ? "" : ` (${fold(names[1])})`}`;
  if (status !== "different") return [`  [${label}] ${thing}: ${fold(reason ?? "")}${describeParts(parts)}`];
  const cause = reason === null ? "" : ` (${fold(reason)})`;
  return differences.map(
    ({ member, expected, found }) =>
      `  [${label}] ${thing}: ${member} should be ${fold(expected)}, is ${fold(found)}${cause}`,
  );
}

function describeLeft({
  status,
  service,
  event_name,
  names,
  part,
  reason,
}: VerifyReport["removals"]["open"][number]): string {
  const called = names.length === 0 ? "(no name)" : names.slice(0, 2).map(fold).join(" ");
  const item = part === null ? "" : ` ${fold(part)}`;
  return `  [${status.toUpperCase()}] ${service}.${event_name} ${called}${item}: ${fold(reason ?? "")}`;
}

/** The counts and a line for each thing that is not verified; ends with a line break. */
export function renderVerifyReport(report: VerifyReport): string {
  const { removals } = report;
  const rows = [
    ["Resources", report.total] as const,
    ...STATUSES.map((status) => [status, report[status]] as const),
    ...(removals.total === 0
      ? []
      : [
          ["Removed", removals.total] as const,
          ...REMOVAL_STATUSES.map((status) => [status, removals[status]] as const),
        ]),
  ];
  const lines = rows.map(([name, value]) => {
    const label = `${name[0]?.toUpperCase()}${name.slice(1)}:`;
    return `  ${label.padEnd(15)}${value}`;
  });
  const open = report.resources.filter(({ status }) => status !== "verified").flatMap(listLines);
  const left = removals.open.map(describeLeft);
  return `${["CloudTrail Verification Results", ...lines, ...open, ...left].join("\n")}\n`;
}
