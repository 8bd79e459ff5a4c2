/**
 * Parses argv against the command tree, strictly: what no command has is a problem and never ignored
 * (citty's own parser ignores unknown flags and stray arguments, and takes `--speed` without a value as "").
 */

import { foldFlag, suggestNames } from "../base/suggest.ts";
import type { Flags, FlagValue } from "../options/flags.ts";
import { type Command, type CommandArg, nameValue } from "./command.ts";

/** What a command line asks for; `name` is the command's full name, e.g. `cloudmock cloudtrail replay`. */
export type ParsedArgv = { readonly command: Command; readonly name: string } & (
  | { readonly asks: "help" | "version" }
  | {
      readonly asks: "run" | "config";
      readonly flags: Flags;
      readonly operands: readonly string[];
      /** What follows `--` where the command runs it; empty where nothing does. */
      readonly commandLine: readonly string[];
    }
  /** A command with subcommands, and none of them was named. */
  | { readonly asks: "nothing" }
  | { readonly asks: "usage"; readonly problem: string }
);

/** What may follow a flag as its value although it begins with a dash: `-` itself, -1, -24h. */
const DASHED_VALUE = /^-(?:$|[\d.])/;

function looksLikeFlag(token: string): boolean {
  return token.startsWith("-") && !DASHED_VALUE.test(token);
}

function addSuggestion(problem: string, names: readonly string[]): string {
  return names.length === 0 ? problem : `${problem}; did you mean ${names.join(" or ")}?`;
}

/** The positional arguments that a command takes, by name. */
export function listOperands(command: Command): [name: string, arg: CommandArg][] {
  return Object.entries(command.args ?? {}).filter(([, arg]) => arg.type === "positional");
}

/** The flags that a command declares, by kebab-case name. */
export function listOwnFlags(command: Command): [name: string, arg: CommandArg][] {
  return Object.entries(command.args ?? {}).filter(([, arg]) => arg.type !== "positional");
}

const NO_COLOUR = "--no-color";
/** The switches that are no options of a command. */
const OWN_SWITCHES: readonly string[] = [NO_COLOUR, "--print-config", "--help"];

/** Whether `--no-color` is given, asked before anything else so that what is wrong with `argv` is told without colour too. */
export function asksForNoColour(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).includes(NO_COLOUR);
}

/** Whether a command has options of its own, which a project's file could give. */
export function hasOptions(command: Command): boolean {
  return command.run !== undefined && listOwnFlags(command).length > 0;
}

/** What somebody may have meant by a word where a command was expected: commands, those below them, and switches. */
function listWays({ subCommands = {} }: Command, isRoot: boolean): Map<string, string> {
  const below = Object.entries(subCommands).flatMap(([name, child]) =>
    [...listWays(child, false)].map(([last, way]) => [last, `${name} ${way}`] as const),
  );
  const own = Object.keys(subCommands).map((name) => [name, name] as const);
  const switches = isRoot ? (["help", "version"] as const).map((name) => [name, `--${name}`] as const) : [];
  return new Map([...below, ...own, ...switches]);
}

class Walk {
  name: string;
  readonly flags: Record<string, FlagValue> = Object.create(null);
  readonly operands: string[] = [];
  commandLine: readonly string[] = [];
  problem: string | undefined;
  noSuchCommand = false;
  asked: "help" | "version" | "config" | undefined;

  constructor(
    public command: Command,
    readonly argv: readonly string[],
  ) {
    this.name = command.meta.name;
  }

  /** Later problems are often only the first one's consequences. */
  note(problem: string): void {
    this.problem ??= problem;
  }

  /** Takes the flag at `index` and gives how many tokens it took. */
  takeFlag(index: number): number {
    const token = this.argv[index] ?? "";
    const equals = token.indexOf("=");
    const flag = equals < 0 ? token : token.slice(0, equals);
    const attached = equals < 0 ? undefined : token.slice(equals + 1);
    if (token === "--help" || token === "-h") {
      this.asked = "help";
      return 1;
    }
    if (this.name === this.command.meta.name && (token === "--version" || token === "-v")) {
      this.asked ??= "version";
      return 1;
    }
    if (token === NO_COLOUR) return 1;
    if (token === "--print-config" && hasOptions(this.command)) {
      this.asked ??= "config";
      return 1;
    }
    const known = new Map(listOwnFlags(this.command));
    const arg = flag.startsWith("--") ? known.get(flag.slice(2)) : undefined;
    if (!arg && attached !== undefined && OWN_SWITCHES.includes(flag)) {
      this.note(`${flag} takes no value: write ${flag}`);
      return 1;
    }
    if (!arg) {
      const typed = foldFlag(flag);
      const names = [...known.keys(), NO_COLOUR.slice(2)];
      const denied = /^no-(.+)/.exec(typed)?.[1] ?? "";
      const near =
        known.get(denied)?.type === "boolean"
          ? [`--${denied}=false`]
          : (this.suggestBare(typed) ?? suggestNames(typed, names, 1).map((name) => `--${name}`));
      this.note(addSuggestion(`${this.name} has no flag ${flag}`, near));
      return 1;
    }
    return arg.type === "boolean"
      ? this.takeSwitch(flag, attached)
      : this.takeValue(flag, attached, this.argv[index + 1], arg);
  }

  /** What is meant where a command was left out that is run where nothing is said. */
  private suggestBare(flag: string): string[] | undefined {
    const { bare = "", subCommands = {} } = this.command;
    const isItsOwn = subCommands[bare] && listOwnFlags(subCommands[bare]).some(([name]) => name === flag);
    return isItsOwn ? [`${this.name} ${bare} --${flag}`] : undefined;
  }

  private takeSwitch(flag: string, attached: string | undefined): number {
    if (attached !== undefined && attached !== "true" && attached !== "false") {
      this.note(`${flag} is a switch: write ${flag}, or ${flag}=false, not ${flag}=${attached}`);
    }
    this.flags[flag.slice(2)] = attached !== "false";
    return 1;
  }

  private takeValue(
    flag: string,
    attached: string | undefined,
    next: string | undefined,
    arg: CommandArg,
  ): number {
    const isAbsent = attached === undefined && (next === undefined || looksLikeFlag(next));
    const value = attached ?? next;
    if (isAbsent || !value) {
      const dashed =
        isAbsent && next !== undefined && !next.startsWith("--")
          ? `; a value that begins with a dash is written ${flag}=${next}`
          : "";
      this.note(`${flag} needs a value: ${flag} ${nameValue(arg)}${dashed}`);
      return attached === undefined && !isAbsent ? 2 : 1;
    }
    const before = this.flags[flag.slice(2)];
    this.flags[flag.slice(2)] = [...(Array.isArray(before) ? before : []), value];
    return attached === undefined ? 2 : 1;
  }

  /** Takes a token that is no flag: the name of a subcommand, or a positional argument. */
  takeWord(word: string, mayBeCommand: boolean): void {
    const { subCommands } = this.command;
    if (subCommands && mayBeCommand && !this.noSuchCommand) {
      const found = Object.hasOwn(subCommands, word) ? subCommands[word] : undefined;
      if (found) {
        this.command = found;
        this.name = `${this.name} ${word}`;
        return;
      }
      this.noSuchCommand = true;
      const ways = listWays(this.command, this.name === this.command.meta.name);
      const near = suggestNames(word, ways.keys(), 1).map((name) => ways.get(name) ?? name);
      this.note(addSuggestion(`${this.name} has no command ${JSON.stringify(word)}`, near));
      return;
    }
    this.operands.push(word);
    if (this.operands.length > listOperands(this.command).length) {
      const advice = this.command.strayArgument ? `; ${this.command.strayArgument}` : "";
      this.note(`unexpected argument ${JSON.stringify(word)}${advice}`);
    }
  }

  /** Takes what follows `--`: a command to run, else arguments that may begin with a dash. */
  takeRest(words: readonly string[]): void {
    if (this.command.takesCommand) {
      this.commandLine = words;
      if (!words[0]) this.note("-- needs a command after it: -- npm test");
    } else if (this.command.run && listOperands(this.command).length === 0 && words.length > 0) {
      this.note(`${this.name} runs no command after --`);
    } else {
      for (const word of words) this.takeWord(word, false);
    }
  }
}

/**
 * What `argv` (without the program's own name) asks of the command tree under `root`. Help is asked for by
 * --help or -h anywhere before `--`, whatever else is wrong, unless the command itself does not exist.
 */
export function parseArgv(root: Command, argv: readonly string[]): ParsedArgv {
  if (argv.length === 0 && root.bare !== undefined) return parseArgv(root, [root.bare]);
  const walk = new Walk(root, argv);
  let index = 0;
  while (index < argv.length && argv[index] !== "--") {
    const token = argv[index] ?? "";
    if (looksLikeFlag(token)) {
      index += walk.takeFlag(index);
    } else {
      walk.takeWord(token, true);
      index += 1;
    }
  }
  if (index < argv.length) walk.takeRest(argv.slice(index + 1));

  const { command, name, problem, asked, flags, operands, commandLine } = walk;
  if (asked === "help" && !walk.noSuchCommand) return { command, name, asks: "help" };
  if (problem !== undefined) return { command, name, asks: "usage", problem };
  if (asked === "version") return { command, name, asks: "version" };
  if (command.subCommands) return { command, name, asks: "nothing" };
  return { command, name, asks: asked === "config" ? "config" : "run", flags, operands, commandLine };
}
