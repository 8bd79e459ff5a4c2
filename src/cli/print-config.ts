/** Prints the options that a command would run with, and where each comes from: `--print-config`. */

import { findFlag, findVariable } from "../options/flag-table.ts";
import type { Env, FlagValue } from "../options/flags.ts";
import { printJson } from "../report/unprintable.ts";
import { listOwnFlags } from "./argv.ts";
import type { Command, CommandArg } from "./command.ts";
import type { Config, ResolvedFlags } from "./config.ts";

type Source = "flag" | "environment" | "file" | "default";

interface PrintedOption {
  /** null where there is none: what holds then depends on other options. */
  readonly value: FlagValue | string | null;
  readonly from: Source;
  /** The environment variable that it comes from. */
  readonly variable?: string;
}

/** Hides a secret, and a name and a password in a URL. */
function maskText(text: string, name: string): string {
  return findFlag(name)?.isSecret ? "***" : text.replace(/^([a-z][a-z\d+.-]*:\/\/).*@/is, "$1***@");
}

function mask(value: FlagValue, name: string): FlagValue {
  return typeof value === "boolean" ? value : value.map((text) => maskText(text, name));
}

/** A list as a list, anything else as the text that it is. */
function shapeValue(value: FlagValue, arg: CommandArg): FlagValue | string {
  return typeof value === "boolean" || arg.isList || value.length !== 1 ? value : (value[0] ?? "");
}

function printOption(
  name: string,
  arg: CommandArg,
  hasOpposite: boolean,
  { flags, fromFile }: ResolvedFlags,
  env: Env,
): PrintedOption {
  const value = flags[name];
  if (value !== undefined) {
    return { value: shapeValue(mask(value, name), arg), from: fromFile.has(name) ? "file" : "flag" };
  }
  const variable = findVariable(arg, env);
  if (variable !== undefined) {
    return { value: maskText(env[variable] ?? "", name), from: "environment", variable };
  }
  const preset = arg.default === undefined ? null : String(arg.default);
  return { value: arg.type === "boolean" && !hasOpposite ? false : preset, from: "default" };
}

/** The options as JSON, one a line, with the file that was read; secrets are masked. */
export function renderConfig(
  { name, command }: { readonly name: string; readonly command: Command },
  resolved: ResolvedFlags,
  { env, config }: { readonly env: Env; readonly config: Config | undefined },
): string {
  const flags = listOwnFlags(command);
  const names = new Set(flags.map(([flag]) => flag));
  const options = flags.map(([flag, arg]) => {
    // A switch with an opposite is off only where that one is on.
    const printed = printOption(flag, arg, names.has(`no-${flag}`), resolved, env);
    return `    ${printJson(flag)}: ${printJson(printed)}`;
  });
  return [
    "{",
    `  "command": ${printJson(name)},`,
    `  "file": ${printJson(config?.path ?? null)},`,
    `  "options": {`,
    options.join(",\n"),
    "  }",
    "}",
    "",
  ].join("\n");
}
