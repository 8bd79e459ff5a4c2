/** Runs `cloudmock admin` as a whole program. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBinary } from "./binary.ts";

export interface RunningAdmin extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** What it printed at its start. */
  readonly greeting: string;
  /** The files that it holds in its temporary folder. */
  listFiles(): string[];
  /** Signals it, and gives how it ended and what it printed on standard error. */
  end(...signals: NodeJS.Signals[]): Promise<{ exitCode: number; stderr: string; leftovers: string[] }>;
}

/** Starts it on a free port, with a temporary folder of its own, and waits until it says that it serves. */
export async function startAdmin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningAdmin> {
  const temporary = mkdtempSync(join(tmpdir(), "cloudmock-admin-test-"));
  const child = startBinary(["admin", "--port", "0", ...args], { env: { TMPDIR: temporary, ...env } });
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const stderr = new Response(child.stderr).text();
  let greeting = "";
  while (!greeting.includes("stops it")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`it did not start: ${await stderr}`);
    greeting += value;
  }
  const url = /served at (\S+)/.exec(greeting)?.[1] ?? "";
  const end = async (...signals: NodeJS.Signals[]) => {
    for (const signal of signals) {
      child.kill(signal);
      await Bun.sleep(100); // two signals at once would arrive as one
    }
    const exitCode = await child.exited;
    const leftovers = readdirSync(temporary);
    return { exitCode, stderr: await stderr, leftovers };
  };
  return {
    url,
    pid: child.pid,
    greeting,
    listFiles: () =>
      readdirSync(temporary, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    end,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.exited;
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** Sends a trail, and gives the answer's status and JSON. */
export async function postTrail(
  { url }: { readonly url: string },
  body: string | Uint8Array | ReadableStream,
  query = "",
  init: RequestInit = {},
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${url}/api/cloudtrail/replay${query}`, { method: "POST", body, ...init });
  return { status: response.status, json: JSON.parse(await response.text()), headers: response.headers };
}
