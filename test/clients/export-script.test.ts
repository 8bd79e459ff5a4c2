// The script of an export, run with the real AWS CLI: it makes what a replay of the same log makes. export-script.long.ts runs many, in moto too.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { readTopology } from "../../src/topology/read.ts";
import { root } from "../e2e/support/binary.ts";
import { listStanding } from "../support/compare-topologies.ts";
import { type CliServer, startCli } from "./support/cli-server.ts";
import { runExport, runReplay, serveEmpty } from "./support/run-script.ts";

const LIMIT_MS = 300_000;
const LOG = join(root, "fixtures", "demo", "trail.json");
const ACCOUNT = "123456789012";

let cli: CliServer;
beforeAll(async () => {
  cli = await startCli(1, [ACCOUNT]);
}, LIMIT_MS);
afterAll(() => cli[Symbol.asyncDispose]());

test(
  "the example's script makes in the instance what its replay makes",
  async () => {
    await using one = serveEmpty(ACCOUNT, "eu-west-1");
    await using other = serveEmpty(ACCOUNT, "eu-west-1");
    expect(await runExport(cli, LOG, one.endpoint)).toEqual({ made: 13, failed: 0, said: "" });
    expect(await runReplay(LOG, other.endpoint)).toMatchObject({ made: 13, failed: 0 });
    const made = listStanding(await readTopology(one.instance));
    expect(made).toEqual(listStanding(await readTopology(other.instance)));
    expect(made.length).toBeGreaterThan(8);
  },
  LIMIT_MS,
);
