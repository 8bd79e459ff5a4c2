/** Starts what is measured, the instance and a server that does nothing, and tells what they take. Linux only. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./python.ts";

const TICK_MS = 10;

/** A server that runs, for its measuring. */
export interface Server {
  readonly url: string;
  readonly adminUrl: string;
  readonly pid: number;
  /** From the program's start to the answer to a first request, in milliseconds. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** What a process has taken of the processor, in milliseconds. */
export function readCpuMs(pid: number): number {
  const [, fields = ""] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const [user, system] = fields.split(" ").slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}

/** Resident memory of a process, in MB of 10^6 bytes. */
export function readResidentMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}

async function readUntil(stream: ReadableStream<Uint8Array>, end: string): Promise<string> {
  let text = "";
  for await (const piece of stream) {
    text += new TextDecoder().decode(piece);
    if (text.includes(end)) break;
  }
  return text;
}

/** Starts the instance at free ports, and asks it once. */
export async function startInstance(binary: string, args: readonly string[]): Promise<Server> {
  const start = performance.now();
  const child = Bun.spawn([binary, "start", "--port", "0", "--admin-port", "0", ...args], {
    stdout: "pipe",
    stderr: "pipe",
    env: {},
  });
  const [line, told] = await Promise.all([
    readUntil(child.stdout, "\n"),
    readUntil(child.stderr, "Ready.\n"),
  ]);
  const url = /(http:\S+)/.exec(line)?.[1] ?? "";
  const answer = await fetch(`${url}/_cloudmock/health`);
  await answer.bytes();
  return {
    url,
    adminUrl: /the admin API is at (http:\S+)/.exec(told)?.[1] ?? "",
    pid: child.pid,
    startMs: performance.now() - start,
    async stop() {
      child.kill();
      await child.exited;
    },
  };
}

/** A server that answers each request with JSON of so many bytes, and does nothing else. */
export async function startEmpty(bytes: number): Promise<Server> {
  const script = join(root, "scripts", "lib", "empty-server.ts");
  const child = Bun.spawn([process.execPath, script, String(bytes)], { stdout: "pipe" });
  const port = (await readUntil(child.stdout, "\n")).trim();
  const stop = async () => {
    child.kill();
    await child.exited;
  };
  return { url: `http://127.0.0.1:${port}`, adminUrl: "", pid: child.pid, startMs: 0, stop };
}
