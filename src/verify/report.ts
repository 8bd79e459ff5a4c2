/** Turns verdicts into the report: for machines as data, for people as text. */
import { tellEventId, tellEventName } from "../dialect/call.ts";
import type { VerifyReport } from "./report-schema.ts";
import { STATUSES, type Verdict } from "./verdict.ts";

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

/** The report of a verification against `endpoint`. total = verified + different + missing + unreadable, always. */
export function buildVerifyReport(verdicts: readonly Verdict[], endpoint: string): VerifyReport {
  const byService = [...Map.groupBy(verdicts, ({ call }) => call.service)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    endpoint,
    total: verdicts.length,
    ...countStatuses(verdicts),
    services: Object.fromEntries(byService.map(([service, group]) => [service, countStatuses(group)])),
    resources: verdicts.map(describeResource),
  };
}

/** Whether the state is not what the log asked for: something is missing or different. */
export function hasDiverged({ missing, different }: VerifyReport): boolean {
  return missing + different > 0;
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

/** The counts and a line for each thing that is not verified; ends with a line break. */
export function renderVerifyReport(report: VerifyReport): string {
  const rows = [
    ["Resources", report.total] as const,
    ...STATUSES.map((status) => [status, report[status]] as const),
  ];
  const lines = rows.map(([name, value]) => {
    const label = `${name[0]?.toUpperCase()}${name.slice(1)}:`;
    return `  ${label.padEnd(15)}${value}`;
  });
  const open = report.resources.filter(({ status }) => status !== "verified").flatMap(listLines);
  return `${["CloudTrail Verification Results", ...lines, ...open].join("\n")}\n`;
}
