/** Watches a process that runs cases: what it tells, and what ends it: a crash, a hang, memory. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CaseKind } from "./case-kinds.ts";

const SCRIPT = join(import.meta.dir, "..", "run-cases.ts");
/** Of the processor: whoever else uses the machine does not make a case hang. */
const MOST_CPU_MS = 5_000;
/** What waits for something that never comes uses no processor. */
const MOST_WALL_MS = 60_000;
const POLL_MS = 100;

/** What of a kind is run. */
export interface CaseRange {
  readonly kind: CaseKind;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The most that the process may hold in memory, in MB. */
  readonly mostMb: number;
}

/** A case that failed. */
export interface FailedCase {
  readonly number: number;
  readonly wrong: string;
}

/** What came of a range. */
export interface Watched {
  readonly failed: readonly FailedCase[];
  /** The most that a process of it held, in MB. */
  readonly peakMb: number;
}

interface Usage {
  readonly cpuMs: number;
  readonly mb: number;
}

const TICK_MS = 10;

/** What a process of Linux has used of the processor, and holds in memory; undefined once it has ended. */
function readUsage(pid: number): Usage | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [, mb = "0"] = /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, mb: Number(mb) / 1_024 };
  } catch {
    return undefined;
  }
}

/** Runs one process from a case on; gives where the next one is to go on. */
async function runProcess(
  { kind, seed, from, to, mostMb }: CaseRange,
  failed: FailedCase[],
): Promise<{ next: number; peakMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-cases-"));
  const progress = join(folder, "progress");
  const child = Bun.spawn(
    [process.execPath, SCRIPT, kind, String(seed), String(from), String(to), progress],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const said = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
  let [number, since, cpuSince, peakMb] = [from, performance.now(), 0, 0];
  let killedFor: string | undefined;
  while (child.exitCode === null && child.signalCode === null) {
    await Promise.race([child.exited, Bun.sleep(POLL_MS)]);
    const usage = readUsage(child.pid);
    if (!usage) continue;
    peakMb = Math.max(peakMb, usage.mb);
    const now = existsSync(progress) ? Number(readFileSync(progress, "utf8")) : from;
    if (now !== number) [number, since, cpuSince] = [now, performance.now(), usage.cpuMs];
    if (usage.mb > mostMb) killedFor = `memory: ${Math.round(usage.mb)} MB`;
    // Its start takes a second.
    else if (usage.cpuMs - cpuSince > MOST_CPU_MS + 2_000)
      killedFor = `a hang: ${usage.cpuMs - cpuSince} ms of the processor`;
    else if (performance.now() - since > MOST_WALL_MS) killedFor = "a hang: it waits";
    if (killedFor !== undefined) child.kill("SIGKILL");
  }
  const [stdout = "", stderr = ""] = await Promise.all(said);
  for (const line of stdout.split("\n")) if (line !== "") failed.push(JSON.parse(line) as FailedCase);
  const last = existsSync(progress) ? Number(readFileSync(progress, "utf8")) : from;
  rmSync(folder, { recursive: true, force: true });
  if (child.exitCode === 0) return { next: to, peakMb };
  const why = killedFor ?? `a crash (${child.signalCode ?? child.exitCode}): ${stderr.slice(-1_000)}`;
  failed.push({ number: last, wrong: why });
  return { next: last + 1, peakMb };
}

/** Runs all cases of a range, each block of them in a process of its own; one that ends a process is left behind. */
export async function watchCases(range: CaseRange, block: number): Promise<Watched> {
  const failed: FailedCase[] = [];
  let peakMb = 0;
  for (let from = range.from; from < range.to; ) {
    const done = await runProcess({ ...range, from, to: Math.min(from + block, range.to) }, failed);
    peakMb = Math.max(peakMb, done.peakMb);
    from = done.next;
  }
  return { failed, peakMb };
}
