/** Runs a command line in this process, where a process of its own would add nothing but its start. */
import { makeLog } from "../../src/cli/log.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { runArgv } from "../../src/cli/runner.ts";
import { Screen } from "../../src/cli/screen.ts";

/** The exit code, and all that was written. Nothing of the environment is read but what is given. */
export async function runHere(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let stdout = "";
  let stderr = "";
  const writeError = (text: string) => {
    stderr += text;
  };
  const screen = new Screen({ write: writeError, progress: "none", columns: () => 80 });
  const write = async (text: string) => {
    stdout += text;
    return true;
  };
  const exitCode = await runArgv(mainCommand, argv, {
    env,
    stdout: { isTerminal: false, write },
    screen,
    log: makeLog(writeError, false),
    handOverSignals: () => {},
    signal: new AbortController().signal,
    colour: { stdout: false, stderr: false },
  });
  return { exitCode, stdout, stderr };
}
