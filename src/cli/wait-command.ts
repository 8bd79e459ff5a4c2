/** `cloudmock wait`: its flags and its help. */
import * as v from "valibot";
import { DEFAULT_ENDPOINT, readEndpoint } from "../options/endpoint.ts";
import { checkFlags, keepText, one, toggle } from "../options/flag-readers.ts";
import type { Env, Flags } from "../options/flags.ts";
import { parseDuration } from "../replay/pace.ts";
import type { Command } from "./command.ts";
import { type WaitOptions, wait } from "./wait.ts";

const DEFAULT_TIMEOUT = "60s";

const schema = v.object({
  endpoint: one(keepText),
  "allow-remote": toggle,
  timeout: v.optional(one(parseDuration), [DEFAULT_TIMEOUT]),
});

function parseWaitOptions(flags: Flags, env: Env): WaitOptions {
  const given = checkFlags(schema, { ...flags, endpoint: readEndpoint(flags, env) });
  return { endpoint: given.endpoint, allowRemote: given["allow-remote"], timeoutMs: given.timeout };
}

/** `cloudmock wait`. */
export const waitCommand: Command = {
  meta: { name: "wait", description: "Wait until an emulator or the admin API answers" },
  args: {
    endpoint: {
      type: "string",
      env: ["AWS_ENDPOINT_URL"],
      valueHint: "URL",
      default: DEFAULT_ENDPOINT,
      description: "where it should answer; without it AWS_ENDPOINT_URL",
    },
    timeout: {
      type: "string",
      valueHint: "DURATION",
      default: DEFAULT_TIMEOUT,
      description: "how long to wait before giving up (exit 4): 500ms, 30s, 5m",
    },
    "allow-remote": {
      type: "boolean",
      description: "allow an endpoint that is not on this machine or a private network (never AWS itself)",
    },
  },
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
  run: ({ data }) => wait(parseWaitOptions(data.flags, data.env), data),
};
