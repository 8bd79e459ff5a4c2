/** What a journal costs a replay: the same log is sent to a server that does nothing, without a journal and with one, in turns. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../lib/python.ts";

/** Processor time a call, in microseconds; medians. */
export interface JournalCost {
  readonly calls: number;
  readonly withoutMicros: number;
  readonly withMicros: number;
  /** How much longer than without it took, as a share of that. */
  readonly ratio: number;
}

const RUNS = 5;
const CONCURRENCY = "32";

function makeLog(calls: number): string {
  const records = Array.from({ length: calls }, (_, at) => ({
    eventVersion: "1.09",
    userIdentity: { type: "IAMUser", accountId: "111122223333" },
    eventTime: new Date(Date.UTC(2026, 3, 1) + at * 1000).toISOString().replace(".000", ""),
    eventSource: "sqs.amazonaws.com",
    eventName: "CreateQueue",
    awsRegion: "eu-west-1",
    requestParameters: { queueName: `queue-${at}` },
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    readOnly: false,
    eventType: "AwsApiCall",
    recipientAccountId: "111122223333",
  }));
  return JSON.stringify({ Records: records });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Measures it with a built program. */
export async function measureJournal(binary: string, calls = 20_000): Promise<JournalCost> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-bench-"));
  const server = Bun.spawn([process.execPath, join(root, "scripts", "lib", "empty-server.ts")], {
    stdout: "pipe",
    stderr: "inherit",
  });
  try {
    const reader = server.stdout.getReader();
    const port = new TextDecoder().decode((await reader.read()).value).trim();
    const trail = join(folder, "trail.json");
    writeFileSync(trail, makeLog(calls));
    const endpoint = `http://127.0.0.1:${port}`;
    const args = ["cloudtrail", "replay", "--input", trail, "--endpoint", endpoint, "--target", "generic"];
    const run = async (more: readonly string[]) => {
      const child = Bun.spawn([binary, ...args, "--concurrency", CONCURRENCY, "--quiet", ...more], {
        stdout: "ignore",
        stderr: "inherit",
        env: {},
      });
      if ((await child.exited) !== 0) throw new Error(`it ended with ${child.exitCode}`);
      return Number(child.resourceUsage()?.cpuTime.total ?? 0) / calls;
    };
    const without: number[] = [];
    const kept: number[] = [];
    for (let round = 0; round < RUNS; round++) {
      without.push(await run([]));
      kept.push(await run(["--journal", join(folder, `${round}.journal`)]));
    }
    const [withoutMicros, withMicros] = [median(without), median(kept)];
    return { calls, withoutMicros, withMicros, ratio: withMicros / withoutMicros - 1 };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await measureJournal(join(root, "dist", "cloudmock")));
