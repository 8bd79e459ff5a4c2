/** The options of a command: from the command line, the environment, the project's file, and the program's defaults. */

import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { splitList } from "../base/split-list.ts";
import { findFlag, findVariable, listOpposed } from "../options/flag-table.ts";
import type { Env, Flags, FlagValue } from "../options/flags.ts";
import { listOwnFlags } from "./argv.ts";
import type { Command, CommandArg } from "./command.ts";
import { type ConfigValue, type ConfigValues, checkConfig } from "./config-schema.ts";
import { findConfig, type StartedAt } from "./find-config.ts";

/** A project's defaults, and the file that holds them. */
export interface Config {
  readonly path: string;
  readonly values: ConfigValues;
}

/** The flags that a command is run with. */
export interface ResolvedFlags {
  readonly flags: Flags;
  /** Those of them that the file gave. */
  readonly fromFile: ReadonlySet<string>;
}

/** The project's defaults for the command tree under `root`. Throws a UsageError that names the file. */
export function loadConfig(
  root: Command,
  place: StartedAt,
  warn: (message: string) => void,
): Config | undefined {
  const found = findConfig(place, warn);
  return found && { path: found.path, values: checkConfig(found, root) };
}

/** A path as the file means it, which is from the file's own folder, seen from the working directory. */
function rebase(text: string, folder: string, cwd: string): string {
  const move = (path: string) =>
    path === "-" || isAbsolute(path) ? path : relative(cwd, join(folder, path.trim())) || ".";
  // A comma separates paths, unless it is part of a file's name or of a glob's braces.
  if (existsSync(join(folder, text))) return move(text);
  return splitList(text).map(move).join(",");
}

function readValue(value: ConfigValue, arg: CommandArg, path: string, cwd: string): FlagValue {
  if (typeof value === "boolean") return value;
  const texts = (typeof value === "object" ? value : [value]).map(String);
  const isPath = arg.names === "file" || arg.names === "folder";
  return isPath ? texts.map((text) => rebase(text, dirname(path), cwd)) : texts;
}

/** What is in such a folder is sent: a repository of somebody else could name the home folder, or link to it. */
function confine(name: string, text: string, path: string, cwd: string): void {
  const given = isAbsolute(text) ? text : join(cwd, text);
  // What does not exist is complained of where it is used.
  if (!existsSync(given)) return;
  const root = join(realpathSync(dirname(path)), sep);
  if (join(realpathSync(given), sep).startsWith(root)) return;
  throw new UsageError(
    say`${path}: ${JSON.stringify(name)}: a file may only name a folder below its own, since what is in it is sent; give ${nameFlag(name)} on the command line`,
  );
}

/**
 * Whether the command line says something that a flag of the file would contradict. A dry run of the file is never
 * dropped, so that nothing is sent which would not have been.
 */
function isOpposed(name: string, given: Flags): boolean {
  if (name === "dry-run") return false;
  return listOpposed(name).some((other) => given[other]);
}

/** Whether a value of the file is a choice that only other commands have. */
function isForOthers(value: FlagValue, { choices }: CommandArg): boolean {
  return choices !== undefined && typeof value === "object" && value.some((text) => !choices.includes(text));
}

/**
 * What was given on the command line, and what the project's file says where neither the command line nor the
 * environment says anything. Paths of the file are given from `cwd`. Throws a UsageError for one that it may not name.
 */
export function resolveFlags(
  command: Command,
  given: Flags,
  { env, cwd, config }: { readonly env: Env; readonly cwd: string; readonly config: Config | undefined },
): ResolvedFlags {
  const flags: Record<string, FlagValue> = { ...given };
  const fromFile = new Set<string>();
  for (const [name, arg] of config ? listOwnFlags(command) : []) {
    const value = config?.values[name];
    if (value === undefined || name in given || findVariable(arg, env) || isOpposed(name, given)) continue;
    const read = readValue(value, arg, config?.path ?? "", cwd);
    if (isForOthers(read, arg)) continue;
    if (findFlag(name)?.isConfined) confine(name, String(read), config?.path ?? "", cwd);
    flags[name] = read;
    fromFile.add(name);
  }
  return { flags, fromFile };
}

/** A UsageError that names the file, where it is about a flag that the file gave; any other error as it is. */
export function blameFile(
  error: unknown,
  config: Config | undefined,
  fromFile: ReadonlySet<string>,
): unknown {
  if (!(error instanceof UsageError) || !config) return error;
  const { flag, flags, said } = error;
  if (flag !== undefined && fromFile.has(flag))
    return new UsageError(say`${config.path}: ${JSON.stringify(flag)}: ${said}`);
  const blamed = flags.filter((name) => fromFile.has(name));
  if (blamed.length === 0) return error;
  const names = blamed.map((name) => JSON.stringify(name)).join(" and ");
  const remark = `(${names} ${blamed.length === 1 ? "is" : "are"} set in ${config.path})`;
  return new UsageError(say`${said} ${remark}`, flag);
}
