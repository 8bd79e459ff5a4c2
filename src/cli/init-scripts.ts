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

/** The exit code of a program, or why it has none. Standard output is this program's own. */
async function run(path: string, env: Record<string, string>, signal: AbortSignal): Promise<string> {
  try {
    const child = Bun.spawn([path], { env, stdin: "ignore", stdout: 2, stderr: 2, signal });
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
