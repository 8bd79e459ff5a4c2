/** The flags that say which records are meant, and where they come from. */
import { nameFlag, say } from "../../base/message.ts";
import {
  parseAccounts,
  parseEvents,
  parseRegions,
  parseServices,
  parseTimeBound,
} from "../../trail/filters.ts";
import { parseShard } from "../../trail/shard.ts";
import { defineGiven, defineList, defineSwitch, defineValue } from "../flag.ts";
import { parseChoice, parseInputs, refuseNone } from "../flag-readers.ts";

/** The values of --stacks. */
const STACKS = ["children", "template"] as const;

/** The stacks themselves are replayed, whose templates no log holds. */
const NO_TEMPLATES = say`template needs the templates: give ${nameFlag("body-dir")} DIR with DIR/cloudformation/STACK.yaml`;

const INPUT = "Input";
/** Of what prints records, and replays none. */
const SELECTED = { group: "What is selected" } as const;
const SELECTION = { group: "What is replayed", as: { select: SELECTED } } as const;
const FILTER = {
  ...SELECTION,
  takenBy: ["replay", "verify", "query", "inspect", "select", "export", "start", "request"],
} as const;
/** What a log's calls and what stands at its end are both picked by. */
const PLACED = { ...FILTER, takenBy: [...FILTER.takenBy, "diff"] } as const;
const COMPARED = { ...SELECTION.as, diff: { group: "What is compared" } } as const;
const NOTHING: readonly string[] = [];

export const SELECTION_FLAGS = {
  input: defineList(
    {
      group: INPUT,
      takenBy: ["replay", "verify", "inspect", "select", "export", "start"],
      as: {
        start: { needed: undefined, help: "the logs to replay before it is ready, named as for a replay" },
      },
      names: "file",
      hint: "PATH",
      needed: say`name a trail file, a folder, a glob, or - for standard input`,
      help: "a file, a folder (searched through), a quoted glob, or - for standard input; repeat it or separate with commas",
    },
    NOTHING,
    refuseNone(parseInputs),
  ),
  strict: defineSwitch({
    group: INPUT,
    takenBy: ["replay", "verify", "inspect", "select", "diff", "export", "start", "request"],
    help: "stop at a malformed record (exit 3) instead of counting it and going on",
  }),
  services: defineList(
    {
      ...PLACED,
      as: COMPARED,
      names: "service",
      hint: "NAMES",
      help: "only these services, by botocore's name or the eventSource's prefix: dynamodb,s3,states",
    },
    NOTHING,
    refuseNone(parseServices),
  ),
  events: defineList(
    {
      ...FILTER,
      hint: "PATTERNS",
      help: "only these event names: 'Create*,!CreateTags' (* is any text, ! leaves out)",
    },
    NOTHING,
    refuseNone(parseEvents),
  ),
  regions: defineList(
    { ...PLACED, as: COMPARED, hint: "NAMES", help: "only these regions" },
    NOTHING,
    refuseNone(parseRegions),
  ),
  accounts: defineList(
    { ...PLACED, as: COMPARED, hint: "IDS", help: "only these 12-digit accounts" },
    NOTHING,
    refuseNone(parseAccounts),
  ),
  from: defineValue(
    {
      ...FILTER,
      hint: "TIME",
      help: "only events at this time or later: 2026-03-01T00:00:00Z, or -24h before now",
    },
    (text, { now }) => parseTimeBound(text, new Date(now)),
  ),
  to: defineValue({ ...FILTER, hint: "TIME", help: "only events before this time" }, (text, { now }) =>
    parseTimeBound(text, new Date(now)),
  ),
  "final-state": defineSwitch({
    ...SELECTION,
    takenBy: ["replay", "inspect", "select", "start", "request"],
    help: "only what survives to the end of the log: leave out what is made and removed again",
  }),
  stacks: defineGiven(
    {
      ...SELECTION,
      takenBy: ["replay", "verify", "inspect", "start", "request"],
      choices: STACKS,
      hint: "WHICH",
      preset: "children",
      needs: {
        flag: "body-dir",
        explain: (which) => (which === "template" ? NO_TEMPLATES : undefined),
      },
      help: "children: replay what CloudFormation made, call by call; template: the stacks, from --body-dir",
    },
    parseChoice(STACKS),
  ),
  shard: defineValue(
    {
      ...SELECTION,
      takenBy: ["replay", "verify", "inspect", "start", "request"],
      hint: "I/N",
      help: "only part I (from 0) of N: each account and region is in one of them; in a job N alone takes I from JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX",
    },
    (text, { env }) => parseShard(text, env),
  ),
  "include-reads": defineSwitch({
    ...FILTER,
    takenBy: ["replay", "query", "inspect", "select", "start", "request"],
    as: { select: { ...SELECTED, help: "print read-only calls as well" } },
    help: "replay read-only calls as well",
  }),
};
