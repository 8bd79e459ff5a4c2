/** Runs the command that follows `--`, against what a replay has made. */
import { closeSync, existsSync, openSync } from "node:fs";
import { constants } from "node:os";
import { findMainRegion } from "../emulator/main-region.ts";
import type { ReplayOptions } from "../options/options.ts";
import type { Session } from "../run/open-session.ts";
import type { Invocation } from "./command.ts";
import { makeCommandEnvironment } from "./command-environment.ts";

/** As shells have them: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02 */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
const BY_SIGNAL = 128;

const DUMMY = "test";
const ANY_REGION = "us-east-1";

/**
 * The access key with which the command sees what the main account has become: the usual dummy where that is the target's
 * default account; else the account's id, where the target takes it for one.
 */
function chooseAccessKey(
  { accounts, profile }: Session,
  { choice }: ReplayOptions,
  log: Invocation["log"],
): string {
  const { main } = accounts;
  const isOwn = main !== undefined && (choice.keepAccounts || choice.accountMap.has(main));
  if (!isOwn) return DUMMY;
  const { accessKey, headers } = accounts.place({ account: main, region: ANY_REGION });
  if (profile.accounts.by === "access-key") return accessKey;
  for (const header of Object.keys(headers))
    log.warn(
      `the command sees the default account of ${profile.name}, not ${accessKey}: that one needs the header ${header}, which no SDK sends`,
    );
  return DUMMY;
}

/** Whether a terminal sends its ^C to the command as well as to this program. */
function hasTerminal(): boolean {
  if (process.platform === "win32") return true;
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}

function start(command: readonly string[], env: Record<string, string>) {
  return Bun.spawn([...command], { env, stdin: "inherit", stdout: "inherit", stderr: "inherit" });
}

/** The exit code for a command that did not start, with what to do about it. */
function explain(program: string, error: unknown, { log }: Invocation): number {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const isFile = /[\\/]/.test(program) && existsSync(program);
  if (code === "ENOENT" && isFile) {
    log.error(`${program} is not run: there is no such interpreter as its first line names`);
    return NOT_EXECUTABLE;
  }
  if (code === "ENOENT") {
    log.error(`${program} is not run: there is no such command; check its spelling and PATH`);
    return NOT_FOUND;
  }
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "it is no file that may be executed",
    ENOEXEC: "it is no program of this machine; a script begins with #!, as in #!/bin/sh",
  };
  const message = error instanceof Error ? error.message : String(error);
  log.error(`${program} is not run: ${reasons[String(code)] ?? message}`);
  return NOT_EXECUTABLE;
}

/** Runs the command that follows a replay, against the session's target. */
export async function runCommand(
  session: Session,
  options: ReplayOptions,
  invocation: Invocation,
): Promise<number> {
  const { env, log } = invocation;
  const { endpoint, tallies, accounts } = session;
  const region =
    findMainRegion(tallies, (tally) => accounts.place(tally)) ??
    (env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || ANY_REGION);
  return startCommandLine(
    { endpoint, region, accessKey: chooseAccessKey(session, options, log) },
    invocation,
  );
}

/**
 * Runs the command with this program's standard streams until it ends, whatever signals come: the command gets them, and
 * decides. Gives its exit code, or 128 and the number of the signal that ended it.
 */
export async function startCommandLine(
  place: Parameters<typeof makeCommandEnvironment>[1],
  invocation: Invocation,
): Promise<number> {
  const { commandLine, env, handOverSignals } = invocation;
  let child: ReturnType<typeof start>;
  try {
    child = start(commandLine, makeCommandEnvironment(env, place));
  } catch (error) {
    return explain(commandLine[0] ?? "", error, invocation);
  }
  const sharesTerminal = hasTerminal();
  handOverSignals((signal) => {
    const isKey = signal === "SIGINT" || signal === "SIGQUIT";
    if (!(isKey && sharesTerminal)) child.kill(signal);
  });
  const exitCode = await child.exited;
  const { signalCode } = child;
  if (signalCode === null) return exitCode;
  return BY_SIGNAL + (typeof signalCode === "number" ? signalCode : constants.signals[signalCode]);
}
