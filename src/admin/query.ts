/** Reads a replay's query parameters: the flags of `cloudtrail replay` under their own names, and `async`. */

import { foldFlag, suggestNames } from "../base/suggest.ts";
import { MOST_CONCURRENT } from "../options/flag-readers.ts";
import type { Flags, FlagValue } from "../options/flags.ts";
import { parseReplayOptions, type ReplayOptions } from "../options/options.ts";
import { ApiError } from "./answer.ts";
import type { AdminOptions } from "./options.ts";
import { MOST_RUNNING } from "./replay-jobs.ts";

/** What is known of a flag of the command line; src/cli/admin-command.ts says which ones are parameters. */
export interface ReplayFlag {
  readonly type?: string;
  readonly valueHint?: string | readonly string[];
  readonly choices?: readonly string[];
}

/** The flags that are parameters, by name. */
export type ReplayFlags = Readonly<Record<string, ReplayFlag>>;

/** Flags that name files of the machine that the server runs on. */
export const FILE_PARAMETERS: readonly string[] = ["output", "id-map", "ids", "body-dir"];

/** All replays together have as many calls under way as one of the command line may have. */
const MOST_CALLS = MOST_CONCURRENT / MOST_RUNNING;

/** What a request asked for, checked. */
export interface ReplayRequest {
  readonly options: ReplayOptions;
  /** Whether the answer is given before the replay. */
  readonly isAsync: boolean;
}

/** The server as a request finds it. */
export interface RequestRules {
  readonly flags: ReplayFlags;
  readonly server: Pick<AdminOptions, "endpoint" | "allowRemote">;
  /** Whether the request showed the server's token. */
  readonly isTrusted: boolean;
  /** Milliseconds since 1970, which relative times count from. */
  readonly now: number;
}

function refuse(message: string): ApiError {
  return new ApiError(400, "invalid_parameter", message);
}

function readSwitch(name: string, texts: readonly string[]): boolean {
  const [text = "", ...more] = texts;
  if (more.length > 0) throw refuse(`${name}: given more than once; give it once`);
  if (text === "" || text === "true") return true;
  if (text === "false") return false;
  throw refuse(`${name} is a switch: write ${name}, ${name}=true or ${name}=false, not ${name}=${text}`);
}

function refuseUnknown(name: string, known: readonly string[]): never {
  const [near] = suggestNames(foldFlag(name), known, 1);
  const advice = near === undefined ? "/api/openapi.json lists them" : `did you mean ${near}?`;
  throw refuse(`there is no parameter ${JSON.stringify(name)}; ${advice}`);
}

/** The flags that the parameters stand for, each by its own type; `async` is a switch among them. */
function readFlags(parameters: URLSearchParams, flags: ReplayFlags): Flags {
  const known = Object.keys(flags);
  const read: Record<string, FlagValue> = {};
  for (const name of new Set(parameters.keys())) {
    const texts = parameters.getAll(name);
    if (name === "input") throw refuse("input: the request's body is the input; send the trail there");
    if (name !== "async" && !known.includes(name)) refuseUnknown(name, [...known, "async"]);
    const { type, choices, valueHint = choices?.join("|") } = flags[name] ?? { type: "boolean" };
    if (type === "boolean") read[name] = readSwitch(name, texts);
    else if (texts.includes("")) throw refuse(`${name} needs a value: ${name}=${valueHint}`);
    else read[name] = texts;
  }
  return read;
}

/** A request must not widen what whoever started the server allowed. */
function checkRights(flags: Flags, { server, isTrusted }: RequestRules): void {
  const file = FILE_PARAMETERS.find((name) => flags[name] !== undefined);
  if (file !== undefined && !isTrusted) {
    throw refuse(
      `${file}: names a file of the server's machine, which takes the server's token: start it with CLOUDMOCK_ADMIN_TOKEN and send the token`,
    );
  }
  if (flags["allow-remote"] === true && !server.allowRemote) {
    throw new ApiError(
      403,
      "not_allowed",
      "allow-remote: the server was started without --allow-remote, and a request cannot allow more than that",
    );
  }
}

function refuseContradictions(options: ReplayOptions, isAsync: boolean): void {
  if (options.concurrency > MOST_CALLS) {
    throw refuse(
      `concurrency: ${MOST_RUNNING} replays may run at the same time, so one has ${MOST_CALLS} calls under way at most`,
    );
  }
  if (!isAsync) return;
  if (options.dryRun)
    throw refuse("dry-run: its lines are the answer itself, so it cannot be async; leave one of them out");
  if (options.format === "text")
    throw refuse("format: an async replay is read as JSON from its status_url; leave format out");
}

/**
 * Checks the query of a replay by the rules of the command line. Throws an ApiError or a UsageError that names the
 * parameter.
 */
export function readReplayRequest(parameters: URLSearchParams, rules: RequestRules): ReplayRequest {
  const { async: isAsync = false, ...given } = readFlags(parameters, rules.flags);
  checkRights(given, rules);
  const { endpoint, allowRemote } = rules.server;
  const flags = {
    endpoint: [endpoint],
    ...(given["dry-run"] === true ? {} : { format: ["json"] }),
    ...given,
    "allow-remote": allowRemote && given["allow-remote"] !== false,
    input: ["-"],
  };
  // The server's environment is no part of a request.
  const options = parseReplayOptions(flags, undefined, rules.now);
  refuseContradictions(options, isAsync === true);
  return { options, isAsync: isAsync === true };
}
