/** `cloudmock wait`: its flags and its help. */
import { readOptions } from "../options/flag-table.ts";
import type { Env, Flags } from "../options/flags.ts";
import { type Command, makeArgs } from "./command.ts";
import type { WaitOptions } from "./wait.ts";

function parseWaitOptions(flags: Flags, env: Env): WaitOptions {
  const given = readOptions("wait", flags, { now: Date.now(), env });
  return { endpoint: given.endpoint, allowRemote: given["allow-remote"], timeoutMs: given.timeout };
}

/** `cloudmock wait`. */
export const waitCommand: Command = {
  meta: { name: "wait", description: "Wait until an emulator or the admin API answers" },
  args: makeArgs("wait"),
  strayArgument: "name the endpoint with --endpoint",
  examples: [
    {
      purpose: "The emulator on this machine, started a moment ago",
      line: "cloudmock wait --endpoint http://localhost:4566",
    },
    {
      purpose: "Is the admin API up?",
      line: "cloudmock wait --endpoint http://localhost:4599 --timeout 2s",
    },
  ],
  run: async ({ data }) => (await import("./wait.ts")).wait(parseWaitOptions(data.flags, data.env), data),
};
