/** Runs programs that are measured, and tells what they took. Peaks are told on Linux alone. */
import { readFileSync } from "node:fs";

/** Bytes of a megabyte. */
export const MB = 1_000_000;

/** What a program took. */
export interface Measured {
  readonly seconds: number;
  /** Peak resident memory, in MB of 10^6 bytes. */
  readonly peakMb: number;
  /** What all threads of the process took of the processor, in seconds. */
  readonly cpuSeconds: number;
  readonly stdout: string;
}

/** How often the child's peak is read; what it grows by in its last moments is missed. */
const POLL_MS = 10;

/** The peak resident memory of a process so far, in MB. (The wait's own figure counts the parent's.) */
function readPeak(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / MB;
  } catch {
    return 0; // the process has ended
  }
}

/** Runs a program to its end. Throws where it fails. */
export async function measure(binary: string, args: readonly string[]): Promise<Measured> {
  const start = Bun.nanoseconds();
  const child = Bun.spawn([binary, ...args], { stdout: "pipe", stderr: "inherit", env: {} });
  let peakMb = 0;
  const poll = setInterval(() => {
    peakMb = Math.max(peakMb, readPeak(child.pid));
  }, POLL_MS);
  const stdout = await new Response(child.stdout).text();
  const exitCode = await child.exited;
  clearInterval(poll);
  if (exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${exitCode}`);
  const cpuSeconds = Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1e6;
  return { seconds: (Bun.nanoseconds() - start) / 1e9, peakMb, cpuSeconds, stdout };
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
