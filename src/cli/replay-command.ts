/** `cloudmock cloudtrail replay`: its flags and its help. */

import { TARGET_NAMES } from "../emulator/profiles.ts";
import { DEFAULT_ENDPOINT } from "../options/endpoint.ts";
import { FORMATS, parseReplayOptions, STACKS } from "../options/options.ts";
import type { Command, CommandArg } from "./command.ts";
import { replay } from "./replay.ts";
import { WATCH_ARGS } from "./watch.ts";

const INPUT = "Input";
const SELECTION = "What is replayed";
const TARGET = "Where to";
const PACE = "Pace";
const MISSING = "What the log does not hold";
const TOPOLOGY = "Identifiers, accounts and regions";
const RESULT = "Result";

const args: Record<string, CommandArg> = {
  input: {
    type: "string",
    isList: true,
    names: "file",
    group: INPUT,
    needed: true,
    valueHint: "PATH",
    description:
      "a file, a folder (searched through), a quoted glob, or - for standard input; repeat it or separate with commas",
  },
  strict: {
    type: "boolean",
    group: INPUT,
    description: "stop at a malformed record (exit 3) instead of counting it and going on",
  },
  services: {
    type: "string",
    isList: true,
    names: "service",
    group: SELECTION,
    valueHint: "NAMES",
    description: "only these services, by botocore's name or the eventSource's prefix: dynamodb,s3,states",
  },
  events: {
    type: "string",
    isList: true,
    group: SELECTION,
    valueHint: "PATTERNS",
    description: "only these event names: 'Create*,!CreateTags' (* is any text, ! leaves out)",
  },
  regions: {
    type: "string",
    isList: true,
    group: SELECTION,
    valueHint: "NAMES",
    description: "only these regions",
  },
  accounts: {
    type: "string",
    isList: true,
    group: SELECTION,
    valueHint: "IDS",
    description: "only these 12-digit accounts",
  },
  from: {
    type: "string",
    group: SELECTION,
    valueHint: "TIME",
    description: "only events at this time or later: 2026-03-01T00:00:00Z, or -24h before now",
  },
  to: { type: "string", group: SELECTION, valueHint: "TIME", description: "only events before this time" },
  "final-state": {
    type: "boolean",
    group: SELECTION,
    description: "only what survives to the end of the log: leave out what is made and removed again",
  },
  stacks: {
    type: "string",
    choices: STACKS,
    group: SELECTION,
    valueHint: "WHICH",
    default: "children",
    description:
      "children: replay what CloudFormation made, call by call; template: the stacks, from --body-dir",
  },
  shard: {
    type: "string",
    group: SELECTION,
    valueHint: "I/N",
    description:
      "only part I (from 0) of N: each account and region is in one of them; in a job N alone takes I from JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX",
  },
  "include-reads": { type: "boolean", group: SELECTION, description: "replay read-only calls as well" },
  endpoint: {
    type: "string",
    env: ["AWS_ENDPOINT_URL"],
    group: TARGET,
    valueHint: "URL",
    default: DEFAULT_ENDPOINT,
    description: "the emulator; without it AWS_ENDPOINT_URL",
  },
  "allow-remote": {
    type: "boolean",
    group: TARGET,
    description: "allow an endpoint that is not on this machine or a private network (never AWS itself)",
  },
  "dry-run": {
    type: "boolean",
    group: TARGET,
    description: "contact nothing; print one JSON line for each request that would be sent",
  },
  "create-missing": {
    type: "boolean",
    group: MISSING,
    description: "make what the log uses and never creates (on, but for a dry run)",
  },
  "no-create-missing": {
    type: "boolean",
    group: MISSING,
    description: "make nothing that the log does not hold",
  },
  "body-dir": {
    type: "string",
    names: "folder",
    group: MISSING,
    valueHint: "DIR",
    description:
      "real bodies in the place of placeholders: DIR/BUCKET/KEY, DIR/lambda/NAME.zip, DIR/cloudformation/STACK.yaml",
  },
  target: {
    type: "string",
    choices: TARGET_NAMES,
    group: TOPOLOGY,
    valueHint: "NAME",
    description: `the emulator (${TARGET_NAMES.join(", ")}) instead of asking it`,
  },
  "main-account": {
    type: "string",
    group: TOPOLOGY,
    valueHint: "ID",
    description:
      "the account that becomes the target's default one; without it the one with most write calls",
  },
  "keep-accounts": {
    type: "boolean",
    group: TOPOLOGY,
    description: "keep the ids of all of production's accounts",
  },
  "account-map": {
    type: "string",
    isList: true,
    group: TOPOLOGY,
    valueHint: "A=B",
    description: "another account for a recorded one; repeat it or separate with commas",
  },
  "region-map": {
    type: "string",
    isList: true,
    group: TOPOLOGY,
    valueHint: "A=B",
    description: "another region for a recorded one, zones and ARNs included: eu-west-1=us-east-1",
  },
  "id-map": {
    type: "string",
    names: "file",
    group: TOPOLOGY,
    valueHint: "FILE",
    description: "write every pair of a recorded and a live identifier to a file",
  },
  ids: {
    type: "string",
    names: "file",
    group: TOPOLOGY,
    valueHint: "FILE",
    description: "read the --id-map of an earlier run",
  },
  speed: {
    type: "string",
    group: PACE,
    valueHint: "FACTOR",
    default: "0",
    description: "0 is as fast as possible, 1.0 real time, 2.0 double, 0.5 half",
  },
  "max-gap": {
    type: "string",
    group: PACE,
    valueHint: "DURATION",
    description: "never wait longer than this between two events: 500ms, 30s, 5m, 1h",
  },
  concurrency: {
    type: "string",
    group: PACE,
    valueHint: "N",
    default: "16",
    description: "how many calls may be under way at the same time; 1 is strictly one after the other",
  },
  output: {
    type: "string",
    names: "file",
    group: RESULT,
    valueHint: "FILE",
    description: "write the result as JSON to a file",
  },
  format: {
    type: "string",
    choices: FORMATS,
    group: RESULT,
    default: "text",
    description: "how the result is printed",
  },
  verify: {
    type: "boolean",
    group: RESULT,
    description:
      "read back what stands in the target and compare (exit 1 if something is missing or different)",
  },
  "fail-on-error": { type: "boolean", group: RESULT, description: "exit 1 if a replayed call failed" },
  ...WATCH_ARGS,
};

/** `cloudmock cloudtrail replay`. */
export const replayCommand: Command = {
  meta: {
    name: "replay",
    description: "Replay the write calls of AWS CloudTrail logs against a local AWS emulator",
  },
  args,
  takesCommand: true,
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "As fast as possible, against the emulator on this machine",
      line: "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
    },
    {
      purpose: "Only some services, from a folder of log files",
      line: "cloudmock cloudtrail replay --input AWSLogs/ --services dynamodb,s3,sqs",
    },
    {
      purpose: "At twice the recorded pace, waiting at most 30 seconds between two events",
      line: "cloudmock cloudtrail replay --input trail.json --speed 2.0 --max-gap 30s",
    },
    {
      purpose: "What would be sent, without sending it",
      line: "cloudmock cloudtrail replay --input trail.json --dry-run",
    },
    {
      purpose: "In CI: keep the result, and fail if a call failed",
      line: "cloudmock cloudtrail replay --input trail.json --output result.json --fail-on-error",
    },
    {
      purpose: "Then run the tests against it, and end with their exit code",
      line: "cloudmock cloudtrail replay --input trail.json --fail-on-error -- npm test",
    },
  ],
  run: ({ data }) => replay(parseReplayOptions(data.flags, data.env, Date.now()), data),
};
