/** What a process has taken of the processor and of memory, as Linux tells it. */
import { readFileSync } from "node:fs";

const TICK_MS = 10;

/** Milliseconds of the processor, in steps of 10. */
export function readCpuMs(pid: number): number {
  // The name in parentheses may have spaces; what follows it is counted from the third field.
  const [, fields = ""] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const [user, system] = fields.split(" ").slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}

/** Resident memory, in MB of 10^6 bytes. */
export function readResidentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
