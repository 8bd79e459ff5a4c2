/** The options of `cloudtrail diff`: what is compared, and its flags, checked once, as one typed object. */
import { UsageError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import type { PlaceTexts } from "../emulator/place-texts.ts";
import { type OptionsOf, readOptions } from "./flag-table.ts";
import type { Env, Flags } from "./flags.ts";
import type { ReplayOptions } from "./options.ts";
import { parseStandingLog } from "./unsent-replay.ts";

/** What was asked to be compared. */
export interface DiffOptions extends Pick<OptionsOf<"diff">, "services" | "regions" | "accounts" | "format"> {
  /** Logs, states, results, addresses of instances. */
  readonly a: string;
  readonly b: string;
  /** How logs are let stand; their inputs are `a` and `b`. */
  readonly replay: ReplayOptions;
  readonly allowRemote: boolean;
  /** What accounts and regions of `a` are called in `b`. */
  readonly renamed: PlaceTexts;
}

/** The flags that a replay of a log takes as they are. */
const OF_LOGS = ["strict", "from-reads", "no-create-missing", "body-dir"] as const;

function pickFlags(flags: Flags): Flags {
  return Object.fromEntries(
    OF_LOGS.flatMap((name) => {
      const given = flags[name];
      return given === undefined ? [] : [[name, given] as const];
    }),
  );
}

/** Checks the command line of `cloudtrail diff`. Throws a UsageError that names the flag. */
export function parseDiffOptions(
  operands: readonly string[],
  flags: Flags,
  env: Env,
  now: number,
): DiffOptions {
  const given = readOptions("diff", flags, { now, env });
  const [a, b] = operands;
  if (a === undefined || b === undefined)
    throw new UsageError(
      say`name two to compare: logs, state files, results of ${nameFlag("output")}, addresses of instances`,
    );
  if (a === "-" && b === "-")
    throw new UsageError("standard input can be read once: name something else for one of the two");
  const { services, regions, accounts, format } = given;
  const replay = parseStandingLog({ ...pickFlags(flags), input: [a] }, now);
  return {
    a,
    b,
    ...{ services, regions, accounts, format },
    replay: { ...replay, adminToken: given["admin-token"] },
    allowRemote: given["allow-remote"],
    renamed: { accounts: given["account-map"], regions: given["region-map"] },
  };
}
