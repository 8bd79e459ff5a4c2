/** The program: argv to exit code, with the process's streams and signals. */
import { homedir } from "node:os";
import { makeLog, usesColour } from "./cli/log.ts";
import { mainCommand } from "./cli/main-command.ts";
import { makeOutput } from "./cli/output.ts";
import { reportFailure, runArgv, type Surroundings } from "./cli/runner.ts";
import { ignoreProxies } from "./replay/proxies.ts";
import { EXIT, type ExitCode } from "./session/exit-codes.ts";

const interruption = new AbortController();

/** The first signal asks the command to end with what it has; a second one ends the process at once. */
function interrupt(): void {
  if (interruption.signal.aborted) process.exit(EXIT.interrupted);
  interruption.abort();
}

function writeError(text: string): void {
  process.stderr.write(text);
}

ignoreProxies(process.env);
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
// A closed standard error must not end a replay.
process.stderr.on("error", () => {});

/** Where it was started; nowhere where that folder is gone. */
function findPlace(): Pick<Surroundings, "place"> {
  try {
    return { place: { cwd: process.cwd(), home: homedir(), uid: process.getuid?.() } };
  } catch {
    return {};
  }
}

const colour = {
  stdout: usesColour(process.stdout, process.env),
  stderr: usesColour(process.stderr, process.env),
};
const around: Surroundings = {
  env: process.env,
  stdout: makeOutput(process.stdout),
  log: makeLog(writeError, colour.stderr),
  signal: interruption.signal,
  writeError,
  colour,
  // A terminal that does not know its size says 0.
  columns: { stdout: process.stdout.columns || undefined, stderr: process.stderr.columns || undefined },
  ...findPlace(),
};

async function exitWith(exitCode: ExitCode): Promise<never> {
  // What was written to standard error before must be out too; the empty text waits for it.
  await new Promise((resolve) => process.stderr.write("", resolve));
  process.exit(exitCode);
}

/** What no command caught ends the program as a failure of ours. */
async function endWith(error: unknown): Promise<never> {
  return exitWith(await reportFailure(error, "cloudmock", around));
}

process.on("uncaughtException", endWith);
process.on("unhandledRejection", endWith);

await exitWith(await runArgv(mainCommand, process.argv.slice(2), around));
