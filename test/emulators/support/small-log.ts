/** Small logs of our own, one for each kind of what real logs hold, and what a replay with verification makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere } from "../../support/run-argv.ts";

export const ACCOUNT = "333344445555";
export const REGION = "eu-west-1";
const BEGIN = Date.UTC(2025, 2, 1, 8);

/** One record: `eventSource`'s first part and the event's name, what was asked, what was answered, what is otherwise. */
export type Entry = readonly [call: string, asked: object | null, answered?: object | null, changes?: object];

/** The records of entries, a second apart. */
export function makeRecords(entries: readonly Entry[]): object[] {
  return entries.map(([call, requestParameters, responseElements = null, changes], place) => {
    const [source, eventName] = call.split(".");
    return {
      eventVersion: "1.09",
      eventID: `5ca1ab1e-0000-4000-8000-${String(place).padStart(12, "0")}`,
      eventTime: new Date(BEGIN + place * 1000).toISOString().replace(".000", ""),
      eventType: "AwsApiCall",
      eventSource: `${source}.amazonaws.com`,
      eventName,
      awsRegion: REGION,
      recipientAccountId: ACCOUNT,
      userIdentity: {
        type: "IAMUser",
        accountId: ACCOUNT,
        userName: "nora",
        arn: `arn:aws:iam::${ACCOUNT}:user/nora`,
      },
      readOnly: false,
      requestParameters,
      responseElements,
      ...changes,
    };
  });
}

/** What came out, in short. */
export interface Outcome {
  readonly succeeded: number;
  /** The failed calls, each with its category. */
  readonly failed: readonly string[];
  readonly skipped: Readonly<Record<string, number>>;
  /** The operations of the calls that the log does not hold. */
  readonly created: readonly string[];
  readonly unmatched: number;
  /** What is not verified: status and call. */
  readonly open: readonly string[];
  /** What of that no failed call explains, with the reason that is told. */
  readonly unexplained: readonly string[];
  readonly verified: number;
  readonly exitCode: number;
}

interface Result {
  readonly succeeded: number;
  readonly errors: readonly { event_name: string; category: string }[];
  readonly skipped_by_reason: Readonly<Record<string, number>>;
  readonly created: readonly { operation: string }[];
  readonly unmatched: readonly unknown[];
  readonly verification?: {
    readonly verified: number;
    readonly resources: readonly { status: string; event_name: string; reason: string | null }[];
  };
}

/** Replays a log into an emulator and verifies what stands there. */
export async function replayFile(
  endpoint: string,
  log: string,
  flags: readonly string[] = [],
): Promise<Outcome> {
  const ended = await runHere(
    ["cloudtrail", "replay", "--input", log, "--endpoint", endpoint, "--verify", "--format", "json"].concat(
      flags,
    ),
  );
  if (!ended.stdout.startsWith("{")) throw new Error(ended.stderr);
  const result = JSON.parse(ended.stdout) as Result;
  const resources = result.verification?.resources ?? [];
  const open = resources.filter(({ status }) => status !== "verified");
  return {
    succeeded: result.succeeded,
    failed: result.errors.map(({ event_name, category }) => `${event_name}: ${category}`),
    skipped: result.skipped_by_reason,
    created: result.created.map(({ operation }) => operation),
    unmatched: result.unmatched.length,
    open: open.map(({ status, event_name }) => `${status} ${event_name}`),
    unexplained: open
      .filter(({ reason }) => !reason?.includes("failed in the replay"))
      .map(({ status, event_name, reason }) => `${status} ${event_name}: ${reason}`),
    verified: result.verification?.verified ?? 0,
    exitCode: ended.exitCode,
  };
}

/** Replays records. */
export async function replayLog(
  endpoint: string,
  records: readonly object[],
  flags: readonly string[] = [],
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-kinds-"));
  try {
    const log = join(folder, "log.json");
    writeFileSync(log, JSON.stringify({ Records: records }));
    return await replayFile(endpoint, log, flags);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
