/** Runs the compiled binary as a whole program: dist/cloudmock, which `npm run build` makes, unless told otherwise. */
import { join } from "node:path";

export const root = join(import.meta.dir, "..", "..", "..");

/** CLOUDMOCK_BINARY names another program to test, as scripts/test-release.ts does. */
export const binary = process.env["CLOUDMOCK_BINARY"] ?? join(root, "dist", "cloudmock");

export interface RunSettings {
  /** The whole environment of the program: nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  /** The whole command line of these arguments, where the program is started by another one. */
  readonly command?: (...args: string[]) => string[];
}

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the binary with its streams as pipes, for a test that signals it or reads while it runs. */
export function startBinary(
  args: readonly string[],
  { env = {}, cwd = root, stdin = "", command = (...all) => [binary, ...all] }: RunSettings = {},
) {
  return Bun.spawn(command(...args), {
    env,
    cwd,
    stdin: Buffer.from(stdin),
    stdout: "pipe",
    stderr: "pipe",
  });
}

/** Waits for a program to end, and gives all that it wrote. */
export async function awaitEnd(
  child: Bun.Subprocess<Bun.SpawnOptions.Writable, "pipe", "pipe">,
): Promise<Ended> {
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

/** Runs the binary to its end. */
export function runBinary(args: readonly string[], settings: RunSettings = {}): Promise<Ended> {
  return awaitEnd(startBinary(args, settings));
}
