/** Runs a command line: from argv to an exit code, with every error told on standard error. */
import { runCommand } from "citty";
import { EXIT, type ExitCode, Fault, PortTaken, UsageError } from "../base/errors.ts";
import { hasOptions, type ParsedArgv, parseArgv } from "./argv.ts";
import type { Command, Invocation, Process } from "./command.ts";
import { blameFile, loadConfig, resolveFlags } from "./config.ts";
import type { StartedAt } from "./find-config.ts";
import { findWho } from "./find-who.ts";
import { renderHelp } from "./help.ts";
import { renderConfig } from "./print-config.ts";
import { describeVersion } from "./version.ts";

/** How the program was started: its process, and what only the runner itself needs. */
export interface Start extends Process {
  /** Where a project's file of defaults is looked for; without it there is none. */
  readonly place?: StartedAt;
}

/** The version comes from the model table, which may itself be what failed. */
async function describeVersionSafely(): Promise<string> {
  return describeVersion().catch(() => "cloudmock (its API models cannot be read)");
}

/**
 * Tells what ended the program and gives the exit code that says by whose fault. A failure of ours is printed
 * with its stack every time: a replay changes what it runs against, so a second run may not fail again.
 */
export async function reportFailure(error: unknown, name: string, start: Start): Promise<ExitCode> {
  if (error instanceof Fault) {
    const told = error instanceof PortTaken ? await findWho(error) : error;
    start.log.error(told.message);
    if (error instanceof UsageError) start.screen.write(`Run '${name} --help' for its flags and examples.\n`);
    return error.exitCode;
  }
  if (start.signal.aborted) return EXIT.interrupted;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  start.log.error("cloudmock failed, and it is not your fault");
  start.log.log(
    `Please report it with these lines, and if you can with the records that led to it:\n` +
      `${await describeVersionSafely()} on ${process.platform} ${process.arch}\n${stack}`,
  );
  return EXIT.ours;
}

type Asked = Extract<ParsedArgv, { asks: "run" | "config" }>;

/** Runs a command with the options that hold for it, or prints them. */
async function runParsed(root: Command, parsed: Asked, start: Start): Promise<number> {
  const { command, operands, commandLine } = parsed;
  const { env, place, log } = start;
  const config =
    place && hasOptions(command) ? loadConfig(root, place, (message) => log.warn(message)) : undefined;
  const resolved = resolveFlags(command, parsed.flags, { env, cwd: place?.cwd ?? ".", config });
  if (parsed.asks === "config") {
    await start.stdout.write(renderConfig(parsed, resolved, { env, config }));
    return EXIT.done;
  }
  try {
    const data: Invocation = { ...start, flags: resolved.flags, operands, commandLine };
    const { result } = await runCommand(command, { rawArgs: [], data });
    return result as number;
  } catch (error) {
    throw blameFile(error, config, resolved.fromFile);
  }
}

/** Does what `argv` (without the program's own name) asks of the command tree under `root`; never rejects. */
export async function runArgv(root: Command, argv: readonly string[], start: Start): Promise<number> {
  const parsed = parseArgv(root, argv);
  const { command, name } = parsed;
  try {
    switch (parsed.asks) {
      case "help":
        await start.stdout.write(renderHelp(command, name, start.colour.stdout, start.columns?.stdout));
        return EXIT.done;
      case "version":
        await start.stdout.write(`${await describeVersion()}\n`);
        return EXIT.done;
      case "usage":
        throw new UsageError(parsed.problem);
      case "nothing":
        // Not a success: a script that forgot the subcommand must not go on as if something had been done.
        start.screen.write(renderHelp(command, name, start.colour.stderr, start.columns?.stderr));
        return EXIT.usage;
      case "config":
      case "run": {
        return await runParsed(root, parsed, start);
      }
    }
  } catch (error) {
    return reportFailure(error, name, start);
  }
}
