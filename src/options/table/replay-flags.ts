/** The flags that say where calls go, what they become there, and how fast they go. */

import { nameFlag, say } from "../../base/message.ts";
import { parseAccount, parseAccountMap, parseRegionMap, parseTarget } from "../../emulator/options.ts";
import { TARGET_NAMES } from "../../emulator/profiles.ts";
import { checkBodyDir } from "../../plan/fill/bodies.ts";
import { parseDuration, parseSpeed } from "../../replay/pace.ts";
import { defineGiven, defineList, defineOpenSwitch, defineSwitch, defineValue } from "../flag.ts";
import { keepText, NOT_WRITTEN, parseConcurrency, parseIds, parseOutput } from "../flag-readers.ts";
import { parseToken, SHORTEST_TOKEN } from "../server-readers.ts";

/** Where emulators listen as they come. */
export const DEFAULT_ENDPOINT = "http://localhost:4566";

const TARGET = "Where to";
const MISSING = {
  group: "What the log does not hold",
  takenBy: ["replay", "inspect", "start", "request"],
} as const;
const TOPOLOGY = {
  group: "Identifiers, accounts and regions",
  takenBy: ["replay", "verify", "request"],
} as const;
const PACE = { group: "Pace", takenBy: ["replay", "inspect", "request"] } as const;
const RENAMED = { group: "What is compared" } as const;

const UNGROUPED = { group: "Flags" } as const;
const NO_PAIRS: ReadonlyMap<string, string> = new Map();

/** Of a token, for the server that asks for it. */
const ASKED_FOR = {
  group: "Server",
  help: `what requests must show as 'Authorization: Bearer TOKEN', ${SHORTEST_TOKEN} characters or more; 'ps' shows flags, so CLOUDMOCK_ADMIN_TOKEN is the better place`,
} as const;

export const REPLAY_FLAGS = {
  endpoint: defineGiven(
    {
      group: TARGET,
      takenBy: ["replay", "verify", "admin", "wait", "request"],
      env: ["AWS_ENDPOINT_URL"],
      hint: "URL",
      preset: DEFAULT_ENDPOINT,
      help: "the emulator; without it AWS_ENDPOINT_URL",
      as: {
        admin: { help: "the emulator that replays go to; without it AWS_ENDPOINT_URL" },
        wait: { ...UNGROUPED, help: "where it should answer; without it AWS_ENDPOINT_URL" },
      },
    },
    // It is checked by src/replay/endpoint.ts, which asks the resolver.
    keepText,
  ),
  embedded: defineOpenSwitch({
    group: TARGET,
    takenBy: ["replay"],
    excludes: { flags: ["endpoint", "allow-remote", "dry-run", "target"] },
    help: "an instance of cloudmock's own, for as long as the command after -- runs (on where there is one, and no endpoint)",
  }),
  save: defineValue(
    {
      group: TARGET,
      takenBy: ["replay"],
      names: "file",
      hint: "FILE",
      refusedInFile: NOT_WRITTEN,
      needs: {
        flag: "embedded",
        explain: () =>
          say`only what stands in an instance of cloudmock's own can be saved; add ${nameFlag("embedded")}`,
      },
      help: "with --embedded: write what stands afterwards to a file, for cloudmock start --state",
    },
    parseOutput,
  ),
  timeout: defineGiven(
    {
      takenBy: ["wait"],
      hint: "DURATION",
      preset: "60s",
      help: "how long to wait before giving up (exit 4): 500ms, 30s, 5m",
    },
    parseDuration,
  ),
  "allow-remote": defineSwitch({
    group: TARGET,
    takenBy: ["replay", "verify", "diff", "admin", "wait", "request"],
    refusedInFile: "whether calls may leave this machine is for the person at it to say",
    help: "allow an endpoint that is not on this machine or a private network (never AWS itself)",
    as: { wait: UNGROUPED, diff: { group: "Instances" } },
  }),
  "admin-token": defineValue(
    {
      group: TARGET,
      takenBy: ["replay", "verify", "diff", "admin", "start"],
      hint: "TOKEN",
      env: ["CLOUDMOCK_ADMIN_TOKEN"],
      isSecret: true,
      refusedInFile: "a secret does not belong into a project's files; set CLOUDMOCK_ADMIN_TOKEN",
      help: "the token of the instance of cloudmock that is the endpoint, where it has one; CLOUDMOCK_ADMIN_TOKEN is the better place",
      as: { admin: ASKED_FOR, start: ASKED_FOR, diff: { group: "Instances" } },
    },
    parseToken,
  ),
  "allow-endpoint": defineSwitch({
    group: TARGET,
    takenBy: ["admin"],
    refusedInFile: "where calls may go is for the person at the machine to say",
    help: "let a request choose another endpoint; without it all replays go to the server's own",
  }),
  "dry-run": defineSwitch({
    group: TARGET,
    takenBy: ["replay", "request"],
    excludes: {
      flags: ["output", "report", "format", "id-map", "verify", "verbose", "journal"],
      because: "a dry run sends nothing and has no result but its lines",
    },
    help: "contact nothing; print one JSON line for each request that would be sent",
  }),
  "create-missing": defineOpenSwitch({
    ...MISSING,
    excludes: { flags: ["no-create-missing"] },
    help: "make what the log uses and never creates (on, but for a dry run)",
  }),
  "no-create-missing": defineSwitch({
    ...MISSING,
    takenBy: ["replay", "diff", "export", "start", "request"],
    help: "make nothing that the log does not hold",
  }),
  "from-reads": defineSwitch({
    ...MISSING,
    takenBy: ["replay", "diff", "export", "start", "request"],
    excludes: { flags: ["no-create-missing"] },
    help: "make what the log's reads name, too: what is older than the log",
  }),
  "body-dir": defineValue(
    {
      ...MISSING,
      takenBy: ["replay", "verify", "inspect", "diff", "export", "start", "request"],
      names: "folder",
      hint: "DIR",
      isConfined: true,
      help: "real bodies in the place of placeholders: DIR/BUCKET/KEY, DIR/lambda/NAME.zip, DIR/cloudformation/STACK.yaml",
    },
    checkBodyDir,
  ),
  target: defineValue(
    {
      ...TOPOLOGY,
      choices: TARGET_NAMES,
      hint: "NAME",
      help: `the emulator (${TARGET_NAMES.join(", ")}) instead of asking it`,
    },
    parseTarget,
  ),
  "main-account": defineValue(
    {
      ...TOPOLOGY,
      hint: "ID",
      help: "the account that becomes the target's default one; without it the one with most write calls",
    },
    parseAccount,
  ),
  "keep-accounts": defineSwitch({
    ...TOPOLOGY,
    excludes: { flags: ["account-map", "main-account"] },
    help: "keep the ids of all of production's accounts",
  }),
  "account-map": defineList(
    {
      ...TOPOLOGY,
      takenBy: ["replay", "verify", "diff", "start", "request"],
      as: { diff: { ...RENAMED, help: "what an account of A is called in B: 111122223333=444455556666" } },
      hint: "A=B",
      help: "another account for a recorded one; repeat it or separate with commas",
    },
    NO_PAIRS,
    parseAccountMap,
  ),
  "region-map": defineList(
    {
      ...TOPOLOGY,
      takenBy: ["replay", "verify", "diff", "export", "start", "request"],
      as: { diff: { ...RENAMED, help: "what a region of A is called in B: eu-west-1=us-east-1" } },
      hint: "A=B",
      help: "another region for a recorded one, zones and ARNs included: eu-west-1=us-east-1",
    },
    NO_PAIRS,
    parseRegionMap,
  ),
  "id-map": defineValue(
    {
      ...TOPOLOGY,
      takenBy: ["replay", "request"],
      names: "file",
      hint: "FILE",
      refusedInFile: NOT_WRITTEN,
      help: "write every pair of a recorded and a live identifier to a file",
    },
    parseOutput,
  ),
  ids: defineValue(
    {
      ...TOPOLOGY,
      names: "file",
      hint: "FILE",
      help: "read the --id-map of an earlier run",
      as: {
        verify: {
          group: TARGET,
          help: "the map of identifiers that the replay wrote with --id-map; without it things are found by name and tags",
        },
      },
    },
    parseIds,
  ),
  speed: defineGiven(
    {
      ...PACE,
      hint: "FACTOR",
      preset: "0",
      help: "0 is as fast as possible, 1.0 real time, 2.0 double, 0.5 half",
    },
    parseSpeed,
  ),
  "max-gap": defineValue(
    {
      ...PACE,
      hint: "DURATION",
      help: "never wait longer than this between two events: 500ms, 30s, 5m, 1h",
    },
    parseDuration,
  ),
  concurrency: defineGiven(
    {
      ...PACE,
      takenBy: ["replay", "verify", "start", "request"],
      hint: "N",
      preset: "16",
      help: "how many calls may be under way at the same time; 1 is strictly one after the other",
    },
    parseConcurrency,
  ),
};
