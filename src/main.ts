/** The program: argv to exit code, with the process's streams and signals. */
import { homedir } from "node:os";
import { EXIT } from "./base/errors.ts";
import { asksForNoColour } from "./cli/argv.ts";
import { makeLog, usesColour } from "./cli/log.ts";
import { mainCommand } from "./cli/main-command.ts";
import { makeOutput } from "./cli/output.ts";
import { reportFailure, runArgv, type Start } from "./cli/runner.ts";
import { chooseProgressForm, keepApart, Screen } from "./cli/screen.ts";
import { ignoreProxies } from "./replay/proxies.ts";

const argv = process.argv.slice(2);
const interruption = new AbortController();

const screen = new Screen({
  write: (text) => void process.stderr.write(text),
  progress: chooseProgressForm(process.stderr, process.env),
  columns: () => process.stderr.columns || 80,
});

/** The first signal asks the command to end with what it has; a second one ends the process at once. */
function interrupt(): void {
  if (interruption.signal.aborted) {
    screen.close();
    process.exit(EXIT.interrupted);
  }
  interruption.abort();
}

function handOverSignals(take: (signal: NodeJS.Signals) => void): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupt);
  for (const signal of ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const) process.on(signal, take);
}

/** As it was before: a command that is run gets the machine's own proxies. */
const env = { ...process.env };
ignoreProxies(process.env);
process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
// A closed standard error must not end a replay.
process.stderr.on("error", () => {});

/** The user's home folder, or the root where the user has none, as in a container that knows no users. */
function findHome(): string {
  try {
    return homedir();
  } catch {
    return "/";
  }
}

/** Where it was started; nowhere where that folder is gone. */
function findPlace(): Pick<Start, "place"> {
  try {
    return { place: { cwd: process.cwd(), home: findHome(), uid: process.getuid?.() } };
  } catch {
    return {};
  }
}

const mayColour = !asksForNoColour(argv);
const colour = {
  stdout: mayColour && usesColour(process.stdout, process.env),
  stderr: mayColour && usesColour(process.stderr, process.env),
};
const start: Start = {
  env,
  stdout: keepApart(makeOutput(process.stdout), screen),
  screen,
  log: makeLog((text) => screen.write(text), colour.stderr),
  signal: interruption.signal,
  handOverSignals,
  colour,
  // A terminal that does not know its size says 0.
  columns: { stdout: process.stdout.columns || undefined, stderr: process.stderr.columns || undefined },
  ...findPlace(),
};

async function exitWith(exitCode: number): Promise<never> {
  screen.close();
  // What was written to standard error before must be out too; the empty text waits for it.
  await new Promise((resolve) => process.stderr.write("", resolve));
  process.exit(exitCode);
}

/** What no command caught ends the program as a failure of ours. */
async function endWith(error: unknown): Promise<never> {
  return exitWith(await reportFailure(error, "cloudmock", start));
}

process.on("uncaughtException", endWith);
process.on("unhandledRejection", endWith);

await exitWith(await runArgv(mainCommand, argv, start));
