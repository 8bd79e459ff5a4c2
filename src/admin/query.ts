/** Reads a replay's query parameters: the flags of `cloudtrail replay` under their own names, and `async`. */

import { foldFlag, suggestNames } from "../base/suggest.ts";
import { type Flag, nameFlagValue } from "../options/flag.ts";
import { MOST_CONCURRENT } from "../options/flag-readers.ts";
import { listFlags } from "../options/flag-table.ts";
import type { Flags, FlagValue } from "../options/flags.ts";
import { parseReplayOptions, type ReplayOptions } from "../options/options.ts";
import { ApiError } from "./answer.ts";
import { findBelow } from "./files.ts";
import type { AdminOptions } from "./options.ts";
import { MOST_RUNNING } from "./replay-jobs.ts";

/** The flags that are parameters of a replay, by name. */
export const PARAMETERS: ReadonlyMap<string, Flag> = new Map(listFlags("request"));

/** Parameters that name files or folders of the machine that the server runs on. */
export const FILE_PARAMETERS: readonly string[] = [...PARAMETERS].flatMap(([name, { names }]) =>
  names === "file" || names === "folder" ? [name] : [],
);

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
  readonly server: Pick<AdminOptions, "endpoint" | "allowRemote" | "allowEndpoint" | "files">;
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

/** The flags that the parameters stand for, each by its own type. */
function readFlags(parameters: URLSearchParams): Flags {
  const read: Record<string, FlagValue> = {};
  for (const name of new Set(parameters.keys())) {
    const texts = parameters.getAll(name);
    if (name === "input") throw refuse("input: the request's body is the input; send the trail there");
    const flag = PARAMETERS.get(name) ?? refuseUnknown(name, [...PARAMETERS.keys()]);
    if (flag.type === "boolean") read[name] = readSwitch(name, texts);
    else if (texts.includes("")) throw refuse(`${name} needs a value: ${name}=${nameFlagValue(flag)}`);
    else read[name] = texts;
  }
  return read;
}

function forbid(message: string): ApiError {
  return new ApiError(403, "not_allowed", message);
}

/** The flags with the files that they name as real paths below the server's folder for files. */
function confineFiles(flags: Flags, { server, isTrusted }: RequestRules): Flags {
  const confined: Record<string, FlagValue> = { ...flags };
  for (const name of FILE_PARAMETERS) {
    const paths = flags[name];
    if (paths === undefined || typeof paths === "boolean") continue;
    if (!isTrusted)
      throw refuse(
        `${name}: names a file of the server's machine, which takes the server's token: start it with CLOUDMOCK_ADMIN_TOKEN and send the token`,
      );
    const { files } = server;
    if (files === undefined)
      throw forbid(`${name}: the server was started without --files DIR, so a request may name no file`);
    confined[name] = paths.map((path) => {
      const real = findBelow(files, path);
      if (real !== undefined) return real;
      throw forbid(
        `${name}: ${JSON.stringify(path)} is not below the folder that the server was started with (--files); name one in it, without .. and without a link that leads out`,
      );
    });
  }
  return confined;
}

function isSameEndpoint(given: FlagValue, own: string): boolean {
  const hrefs = typeof given === "boolean" ? [] : given.map((text) => URL.parse(text)?.href);
  return hrefs.every((href) => href === new URL(own).href);
}

/** A request must not widen what whoever started the server allowed. */
function checkRights(flags: Flags, { server }: RequestRules): void {
  const { endpoint } = flags;
  if (endpoint !== undefined && !server.allowEndpoint && !isSameEndpoint(endpoint, server.endpoint))
    throw forbid(
      "endpoint: the server was started without --allow-endpoint, so replays go to its own endpoint; leave endpoint out",
    );
  if (flags["allow-remote"] === true && !server.allowRemote)
    throw forbid(
      "allow-remote: the server was started without --allow-remote, and a request cannot allow more than that",
    );
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
  const { async: isAsync = false, ...asked } = readFlags(parameters);
  checkRights(asked, rules);
  const given = confineFiles(asked, rules);
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
