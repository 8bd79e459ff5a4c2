/**
 * Runs commands of the guide one after the other, each by a shell of its own, in the namespaces that this program was
 * started in (ALONE): with a registry of the release's npm packages, and a stand-in for AWS's
 * CloudTrail. Reads its order from standard input and prints what became of each command, both as JSON.
 */
import { findTarget } from "../../../scripts/lib/targets.ts";
import { startRegistry } from "../../release/support/registry.ts";
import { awaitEnd, binary, type Ended } from "./binary.ts";

export interface Order {
  /** Where the commands run. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** CloudTrail's answers to LookupEvents, one after the other. */
  readonly lookups: readonly object[];
  readonly steps: readonly {
    readonly script: string;
    /** What answers once the command serves; it is left running then. */
    readonly serves?: string;
  }[];
}

const order: Order = await Bun.stdin.json();
const registry = startRegistry(findTarget(`linux-${process.arch}`), binary);
const lookups = order.lookups.values();
const cloudtrail = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: () => Response.json(lookups.next().value ?? {}),
});

function start(script: string) {
  return Bun.spawn(["bash", "-euo", "pipefail", "-c", script], {
    cwd: order.folder,
    env: {
      ...order.env,
      npm_config_registry: registry.url,
      AWS_ENDPOINT_URL_CLOUDTRAIL: cloudtrail.url.href,
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

const ended: (Ended | "serves")[] = [];
for (const { script, serves } of order.steps) {
  const child = start(script);
  if (serves !== undefined) {
    while (child.exitCode === null && !(await answers(serves))) await Bun.sleep(50);
  }
  ended.push(serves !== undefined && child.exitCode === null ? "serves" : await awaitEnd(child));
}
await Bun.write(Bun.stdout, JSON.stringify(ended));
// With it ends all that it started.
process.exit(0);
