/** Runs the programs of `--init`, as LocalStack runs those of its ready.d: https://docs.localstack.cloud/aws/capabilities/config/initialization-hooks/ */
import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Invocation } from "./command.ts";

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function start(path: string, env: Record<string, string>, signal: AbortSignal): Bun.Subprocess {
  const settings = { env, stdin: "ignore", stdout: 2, stderr: 2, signal } as const;
  try {
    return Bun.spawn([path], settings);
  } catch (error) {
    // A script that does not say what runs it is the shell's, as a shell has it.
    if (error instanceof Error && "code" in error && error.code === "ENOEXEC")
      return Bun.spawn(["/bin/sh", path], settings);
    throw error;
  }
}

/** The exit code of a program, or why it has none. Standard output is this program's own. */
async function run(path: string, env: Record<string, string>, signal: AbortSignal): Promise<string> {
  try {
    const child = start(path, env, signal);
    const exitCode = await child.exited;
    return child.signalCode === null ? `exit code ${exitCode}` : `signal ${child.signalCode}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Runs the executables of a folder one after the other, by their names. One that fails is told, and the others are run. */
export async function runInitScripts(
  folder: string,
  env: Record<string, string>,
  { log, signal }: Pick<Invocation, "log" | "signal">,
): Promise<void> {
  const paths = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  for (const path of paths.filter((one) => statSync(one).isFile())) {
    if (signal.aborted) return;
    if (!mayRun(path)) {
      log.warn(`${path} is passed over: it is not executable (chmod +x)`);
      continue;
    }
    const ended = await run(path, env, signal);
    if (ended !== "exit code 0") log.error(`${path} failed (${ended}); cloudmock goes on`);
  }
}
