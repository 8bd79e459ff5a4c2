/** Every flag, in the order of the help, and how the flags that somebody gave become options. */
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { Parsed } from "../base/parsed.ts";
import type { Flag, FlagContext, Taker } from "./flag.ts";
import { parseChoice } from "./flag-readers.ts";
import type { Env, Flags, FlagValue } from "./flags.ts";
import { EXPORT_FLAGS } from "./table/export-flags.ts";
import { INSPECT_FLAGS } from "./table/inspect-flags.ts";
import { JOURNAL_FLAGS } from "./table/journal-flags.ts";
import { QUERY_FLAGS } from "./table/query-flags.ts";
import { REPLAY_FLAGS } from "./table/replay-flags.ts";
import { REPORT_FLAGS } from "./table/report-flags.ts";
import { RESULT_FLAGS } from "./table/result-flags.ts";
import { SELECT_FLAGS } from "./table/select-flags.ts";
import { SELECTION_FLAGS } from "./table/selection-flags.ts";
import { SERVER_FLAGS } from "./table/server-flags.ts";

/** Every flag that some command or a request takes, by its kebab-case name; src/options/parser-flags.ts has the rest. */
export const FLAGS = {
  ...EXPORT_FLAGS,
  ...QUERY_FLAGS,
  ...SERVER_FLAGS,
  ...SELECTION_FLAGS,
  ...REPLAY_FLAGS,
  ...JOURNAL_FLAGS,
  ...RESULT_FLAGS,
  ...REPORT_FLAGS,
  ...INSPECT_FLAGS,
  ...SELECT_FLAGS,
};

type Table = typeof FLAGS;
type TakerOf<Name extends keyof Table> = Table[Name] extends Flag<unknown, infer By> ? By : never;
type ValueOf<Name extends keyof Table> = Table[Name] extends Flag<infer Value, Taker> ? Value : never;

/** The options of one that takes flags, by the flags' names. */
export type OptionsOf<By extends Taker> = {
  readonly [Name in keyof Table as By extends TakerOf<Name> ? Name : never]: ValueOf<Name>;
};

const table: readonly (readonly [name: string, flag: Flag])[] = Object.entries(FLAGS);
const byName: ReadonlyMap<string, Flag> = new Map(table);

/** The flags of one that takes flags, with the words that it has for them. */
export function listFlags(taker: Taker): readonly (readonly [name: string, flag: Flag])[] {
  return table
    .filter(([, flag]) => flag.takenBy.includes(taker))
    .map(([name, flag]) => [name, { ...flag, ...flag.as?.[taker] }]);
}

/** The flag of a name; undefined for one that there is none of. */
export function findFlag(name: string): Flag | undefined {
  return byName.get(name);
}

/** The variable that stands for a flag: the first one that is set. */
export function findVariable({ env: names }: Pick<Flag, "env">, env: Env): string | undefined {
  return names?.find((name) => env[name]);
}

/** The flags that one contradicts, where both are given and on. */
export function listOpposed(name: string): readonly string[] {
  const own = byName.get(name)?.excludes?.flags ?? [];
  const others = table.filter(([, { excludes }]) => excludes?.flags.includes(name)).map(([other]) => other);
  return [...own, ...others];
}

function refuseOpposed(flags: Flags): void {
  for (const [one, { excludes }] of table) {
    const other = flags[one] ? excludes?.flags.find((name) => flags[name]) : undefined;
    if (other === undefined) continue;
    if (excludes?.because !== undefined) throw new UsageError(excludes.because, other);
    throw new UsageError(
      say`${nameFlag(one)} and ${nameFlag(other)} contradict each other; give one of them`,
    );
  }
}

function refuseLacking(taker: Taker, options: Readonly<Record<string, unknown>>): void {
  for (const [name, { needs }] of listFlags(taker)) {
    const value = options[name];
    if (needs === undefined || typeof value !== "string" || options[needs.flag] !== undefined) continue;
    const why = needs.explain(value);
    if (why !== undefined) throw new UsageError(why, name);
  }
}

/** Reads a flag: which choices there are can differ for one that takes it. */
function readFlag(flag: Flag, given: FlagValue | undefined, asked: FlagContext): Parsed<unknown> {
  const [only, ...others] = typeof given === "object" ? given : [];
  const chosen =
    flag.choices && only !== undefined && others.length === 0 ? parseChoice(flag.choices)(only) : undefined;
  return chosen && "error" in chosen ? chosen : flag.read(given, asked);
}

/**
 * Reads the flags that were given to `taker`, and the variables that stand for others. Throws a UsageError that names the
 * first flag that is wrong or missing, contradicts another one or lacks it.
 */
export function readOptions<By extends Taker>(taker: By, flags: Flags, asked: FlagContext): OptionsOf<By> {
  const options: Record<string, unknown> = {};
  for (const [name, flag] of listFlags(taker)) {
    const variable = findVariable(flag, asked.env ?? {});
    const said = flags[name] ?? (variable === undefined ? undefined : [asked.env?.[variable] ?? ""]);
    const preset = flag.as?.[taker]?.preset;
    const given = said ?? (preset === undefined ? undefined : [preset]);
    if (given === undefined && flag.needed !== undefined)
      throw new UsageError(say`${nameFlag(name)} is missing: ${flag.needed}`);
    const read = readFlag(flag, given, asked);
    if ("error" in read) throw new UsageError(read.error, name);
    options[name] = read.value;
  }
  refuseOpposed(flags);
  refuseLacking(taker, options);
  // Each flag gave a value of its own type.
  return options as OptionsOf<By>;
}
