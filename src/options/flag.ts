/** What a flag is: defined once, with all that the command line, files, the API and the docs have to know of it. */
import type { Said } from "../base/message.ts";
import type { Parsed } from "../base/parsed.ts";
import type { Env, FlagValue } from "./flags.ts";

/** Who takes a flag: commands, and a request to the API, where it is a parameter of the query. */
export type Taker =
  | "replay"
  | "verify"
  | "query"
  | "inspect"
  | "select"
  | "diff"
  | "export"
  | "admin"
  | "wait"
  | "start"
  | "request";

/** What a flag's text may be read against besides. */
export interface FlagContext {
  /** Milliseconds since 1970, which relative times count from. */
  readonly now: number;
  /** Undefined where no variable counts: a request is not about the server's own environment. */
  readonly env: Env | undefined;
}

/** What is said of a flag to people. */
export interface Words {
  /** One sentence without its full stop. */
  readonly help: string;
  /** Its heading in the help. */
  readonly group?: string;
}

/** What else can differ for one that takes a flag: its preset, its choices, how it is read, and that there is doing without it or what it needs. */
export interface Otherwise {
  /** What reads it, into a value of the same type. */
  readonly read?: Flag["read"];
  readonly preset?: string;
  readonly choices?: readonly string[];
  readonly needed?: undefined;
  readonly needs?: undefined;
}

/** What one definition says of its flag. */
export interface Told<By extends Taker = Taker> extends Words {
  readonly takenBy: readonly By[];
  /** Where it is something else for one that takes it. */
  readonly as?: Readonly<Partial<Record<Taker, Partial<Words> & Otherwise>>>;
  /** What its value is called; without it the choices, or VALUE. */
  readonly hint?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** What a value names, for a shell to complete. The path of a file or folder in a project's file is from that file's folder. */
  readonly names?: "file" | "folder" | "service";
  /** The value that holds where nobody says another one. */
  readonly preset?: string;
  /** The environment variables that stand for it where it is not given, the first one that is set first. */
  readonly env?: readonly string[];
  /** Whether no output may show its value. */
  readonly isSecret?: boolean;
  /** Set where there is no doing without it: what to do. */
  readonly needed?: Said | undefined;
  /** Why a project's file may not set it: the file may have come with a repository that somebody else wrote. */
  readonly refusedInFile?: string;
  /** Whether a project's file may only name what is below its own folder: what is there is sent. */
  readonly isConfined?: boolean;
  /** A flag or its variable that has to be there, for which of its values, and what to say where it is not. */
  readonly needs?:
    | { readonly flag: string; readonly explain: (value: string) => Said | undefined }
    | undefined;
  /** Flags that it cannot stand with; of the two, the other is wrong where `because` says why. */
  readonly excludes?: { readonly flags: readonly string[]; readonly because?: Said };
}

/** A flag. */
export interface Flag<T = unknown, By extends Taker = Taker> extends Told<By> {
  readonly type: "boolean" | "string";
  /** Whether it takes several values: given again, or separated by commas. */
  readonly isList: boolean;
  /** The value of what was given; undefined where nothing was. */
  readonly read: (given: FlagValue | undefined, asked: FlagContext) => Parsed<T>;
}

/** What a flag's value is called: its hint, its choices, or VALUE. */
export function nameFlagValue({ hint, choices }: Pick<Flag, "hint" | "choices">): string {
  return hint ?? choices?.join("|") ?? "VALUE";
}

type Parse<T> = (text: string, asked: FlagContext) => Parsed<T>;

function parseOne<T>(given: FlagValue, parse: Parse<T>, asked: FlagContext): Parsed<T> {
  const [text = "", ...more] = typeof given === "boolean" ? [String(given)] : given;
  return more.length === 0 ? parse(text, asked) : { error: "given more than once; give it once" };
}

/** A switch that is off where it is not given. */
export function defineSwitch<const By extends Taker>(told: Told<By>): Flag<boolean, By> {
  return { ...told, type: "boolean", isList: false, read: (given) => ({ value: given === true }) };
}

/** A switch whose meaning depends on others where it is not given. */
export function defineOpenSwitch<const By extends Taker>(told: Told<By>): Flag<boolean | undefined, By> {
  const read = (given: FlagValue | undefined) => ({ value: given === undefined ? given : given === true });
  return { ...told, type: "boolean", isList: false, read };
}

/** A flag that takes one value, and has none where it is not given. */
export function defineValue<T, const By extends Taker>(
  told: Told<By>,
  parse: Parse<T>,
): Flag<T | undefined, By> {
  return {
    ...told,
    type: "string",
    isList: false,
    read: (given, asked) => (given === undefined ? { value: given } : parseOne(given, parse, asked)),
  };
}

/** A flag that takes one value and always has one: it is needed, or preset. */
export function defineGiven<T, const By extends Taker>(
  told: Told<By> & ({ readonly preset: string } | { readonly needed: Said }),
  parse: Parse<T>,
): Flag<T, By> {
  return {
    ...told,
    type: "string",
    isList: false,
    read: (given, asked) => parseOne(given ?? [told.preset ?? ""], parse, asked),
  };
}

/** A flag that takes several values, and has `none` where it is not given. */
export function defineList<T, const By extends Taker>(
  told: Told<By>,
  none: T,
  parse: (given: readonly string[]) => Parsed<T>,
): Flag<T, By> {
  return {
    ...told,
    type: "string",
    isList: true,
    read: (given) =>
      given === undefined ? { value: none } : parse(typeof given === "boolean" ? [String(given)] : given),
  };
}
