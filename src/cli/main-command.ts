/** The root of the command tree. */
import { adminCommand } from "./admin-command.ts";
import type { Command } from "./command.ts";
import { makeCompletionsCommand } from "./completions.ts";
import { diffCommand } from "./diff-command.ts";
import { exportCommand } from "./export-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { queryCommand } from "./query-command.ts";
import { replayCommand } from "./replay-command.ts";
import { selectCommand } from "./select-command.ts";
import { servicesCommand } from "./services.ts";
import { startCommand } from "./start-command.ts";
import { verifyCommand } from "./verify-command.ts";
import { waitCommand } from "./wait-command.ts";

const cloudtrailCommand: Command = {
  meta: { name: "cloudtrail", description: "Work with AWS CloudTrail logs" },
  subCommands: {
    replay: replayCommand,
    verify: verifyCommand,
    inspect: inspectCommand,
    select: selectCommand,
    diff: diffCommand,
    export: exportCommand,
    query: queryCommand,
  },
  examples: [
    {
      purpose: "Replay a trail against the emulator on this machine",
      line: "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
    },
  ],
};

/** `cloudmock`. */
export const mainCommand: Command = {
  meta: { name: "cloudmock", description: "Replay AWS CloudTrail logs against a local AWS emulator" },
  subCommands: {
    cloudtrail: cloudtrailCommand,
    start: startCommand,
    admin: adminCommand,
    services: servicesCommand,
    wait: waitCommand,
    completions: makeCompletionsCommand(() => mainCommand),
  },
  bare: "start",
  examples: [
    {
      purpose: "What production made, at an AWS endpoint of its own",
      line: "cloudmock start --input trail.json",
    },
    {
      purpose: "Replay the write calls of a trail against the emulator on this machine",
      line: "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
    },
    { purpose: "What can be replayed", line: "cloudmock services" },
    {
      purpose: "An AWS endpoint with nothing in it, and its admin API; the same as cloudmock start",
      line: "cloudmock",
    },
  ],
};
