/** The options of `cloudtrail replay`: flags, checked once, as one typed object. */
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { type IdMap, readIdMap } from "../identities/id-map.ts";
import { parseDuration, parseSpeed } from "../replay/pace.ts";
import {
  type Filters,
  parseAccounts,
  parseEvents,
  parseRegions,
  parseServices,
  parseTimeBound,
} from "../trail/filters.ts";
import type { Flags } from "./command.ts";
import { UsageError } from "./errors.ts";
import { suggestNames } from "./suggest.ts";

export const DEFAULT_ENDPOINT = "http://localhost:4566";

const FORMATS = ["text", "json"] as const;

/** What a parser makes of a flag's texts: a value, or a sentence that says what is wrong. */
type Read<T> = { readonly value: T } | { readonly error: string } | { readonly problem: string };

/** A flag whose texts are read by `parse`. */
function texts<T>(parse: (given: readonly string[]) => Read<T>) {
  return v.pipe(
    v.array(v.string()),
    v.rawTransform<string[], T>(({ dataset, addIssue, NEVER }) => {
      const read = parse(dataset.value);
      if ("value" in read) return read.value;
      addIssue({ message: "error" in read ? read.error : read.problem });
      return NEVER;
    }),
  );
}

/** A flag that takes one value. */
function one<T>(parse: (text: string) => Read<T>) {
  return texts(([text = "", ...more]) =>
    more.length === 0 ? parse(text) : { error: "given more than once; give it once" },
  );
}

/** A flag that takes a list; an empty one would read as no limit at all. */
function list(parse: (given: readonly string[]) => Read<readonly string[]>) {
  return texts((given) => {
    const read = parse(given);
    const isEmpty = "value" in read && read.value.length === 0;
    return isEmpty ? { error: "names nothing; give at least one" } : read;
  });
}

/** A comma separates inputs, unless it is part of an existing file's name or of a glob's braces. */
function parseInputs(given: readonly string[]): Read<readonly string[]> {
  const paths = given.flatMap((text) => (existsSync(text) ? [text] : text.split(/,(?![^{}]*\})/)));
  return { value: paths.map((path) => path.trim()).filter((path) => path !== "") };
}

const toggle = v.optional(v.boolean(), false);

/** The endpoint is checked by src/replay/endpoint.ts, which asks the resolver. */
function keepText(text: string): Read<string> {
  return { value: text };
}

/** More requests than this wait inside fetch, where their time-outs run already. */
const MOST_CONCURRENT = 256;

function parseConcurrency(text: string): Read<number> {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MOST_CONCURRENT) return { value };
  return {
    error: `${JSON.stringify(text)} is not a number of calls; give a whole number from 1 (one at a time) to ${MOST_CONCURRENT}`,
  };
}

function parseFormat(text: string): Read<(typeof FORMATS)[number]> {
  const value = FORMATS.find((format) => format === text);
  if (value) return { value };
  const [near] = suggestNames(text, FORMATS, 1);
  const advice = near ? `; did you mean ${near}?` : "";
  return { error: `${JSON.stringify(text)} is not a format; it is text or json${advice}` };
}

/** Finds out, without writing, whether a file can be written where `path` says. */
function parseOutput(path: string): Read<string> {
  const quoted = JSON.stringify(path);
  const folder = dirname(path);
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) return { error: `${quoted} is a folder; name a file in it` };
    if (!existing && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return { error: `the folder ${JSON.stringify(folder)} does not exist; make it first` };
    }
    accessSync(existing ? path : folder, constants.W_OK);
    return { value: path };
  } catch {
    return { error: `${quoted} cannot be written; choose a place that you may write to` };
  }
}

function makeSchema(now: number) {
  const time = v.optional(one((text) => parseTimeBound(text, new Date(now))));
  return v.object({
    input: list(parseInputs),
    endpoint: one(keepText),
    services: v.optional(list(parseServices)),
    events: v.optional(list(parseEvents)),
    regions: v.optional(list(parseRegions)),
    accounts: v.optional(list(parseAccounts)),
    from: time,
    to: time,
    "include-reads": toggle,
    speed: v.optional(one(parseSpeed), ["0"]),
    "max-gap": v.optional(one(parseDuration)),
    concurrency: v.optional(one(parseConcurrency), ["16"]),
    "dry-run": toggle,
    output: v.optional(one(parseOutput)),
    format: v.optional(one(parseFormat), ["text"]),
    strict: toggle,
    "allow-remote": toggle,
    "fail-on-error": toggle,
  });
}

/** What a replay was asked to do. */
export interface ReplayOptions {
  readonly input: readonly string[];
  /** As given, not yet checked. */
  readonly endpoint: string;
  readonly filters: Filters;
  readonly includeReads: boolean;
  /** The factor on recorded time; 0 is as fast as possible. */
  readonly speed: number;
  /** Infinity for no cap. */
  readonly maxGapMs: number;
  /** How many calls may be under way at the same time; 1 is strictly one after the other. */
  readonly concurrency: number;
  readonly dryRun: boolean;
  /** A file that could be written when the options were checked. */
  readonly output: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly strict: boolean;
  readonly allowRemote: boolean;
  readonly failOnError: boolean;
}

/**
 * Checks the flags of `cloudtrail replay`. AWS_ENDPOINT_URL is the only thing read from `env`; `now` (milliseconds
 * since 1970) is what relative times count from. Throws a UsageError that names the flag.
 */
export function parseReplayOptions(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): ReplayOptions {
  if (flags["input"] === undefined) {
    throw new UsageError("--input is missing: name a trail file, a folder, a glob, or - for standard input");
  }
  const fromEnv = env["AWS_ENDPOINT_URL"];
  const endpoint = flags["endpoint"] ?? [fromEnv || DEFAULT_ENDPOINT];
  const checked = v.safeParse(makeSchema(now), { ...flags, endpoint });
  if (!checked.success) {
    const [issue] = checked.issues;
    throw new UsageError(`--${v.getDotPath(issue)}: ${issue.message}`);
  }
  const { output: given } = checked;
  const unused = given["dry-run"]
    ? ["output", "format"].find((flag) => flags[flag] !== undefined)
    : undefined;
  if (unused !== undefined) {
    throw new UsageError(
      `--${unused}: a dry run sends nothing and has no result; its lines go to standard output`,
    );
  }
  if (given.from !== undefined && given.to !== undefined && given.from >= given.to) {
    throw new UsageError("--from: is not before --to, so no event could be replayed");
  }
  return {
    input: given.input,
    endpoint: given.endpoint,
    filters: {
      services: given.services ?? [],
      events: given.events ?? [],
      regions: given.regions ?? [],
      accounts: given.accounts ?? [],
      from: given.from,
      to: given.to,
    },
    includeReads: given["include-reads"],
    speed: given.speed,
    maxGapMs: given["max-gap"] ?? Number.POSITIVE_INFINITY,
    concurrency: given.concurrency,
    dryRun: given["dry-run"],
    output: given.output,
    format: given.format,
    strict: given.strict,
    allowRemote: given["allow-remote"],
    failOnError: given["fail-on-error"],
  };
}

/** Reads a file that `replay --id-map` wrote. */
function parseIds(path: string): Read<IdMap> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { error: `${JSON.stringify(path)} cannot be read (${reason}); name a file that --id-map wrote` };
  }
  const read = readIdMap(text);
  return "error" in read ? { error: `${JSON.stringify(path)} ${read.error}` } : read;
}

/** What a verification was asked to do. */
export type VerifyOptions = Pick<
  ReplayOptions,
  "input" | "endpoint" | "filters" | "concurrency" | "output" | "format" | "strict" | "allowRemote"
> & {
  /** The map that a replay wrote. */
  readonly ids: IdMap | undefined;
};

/** Checks the flags of `cloudtrail verify`, which mean what they mean for `replay`. Throws a UsageError that names the flag. */
export function parseVerifyOptions(
  { ids, ...flags }: Flags,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): VerifyOptions {
  const options = parseReplayOptions(flags, env, now);
  const checked = v.safeParse(v.object({ ids: v.optional(one(parseIds)) }), { ids });
  if (!checked.success) throw new UsageError(`--ids: ${checked.issues[0].message}`);
  return { ...options, ids: checked.output.ids };
}
