// Small logs of every kind as scripts, run with AWS's command line of version 2: as many of their calls end well as in a replay, and
// what stands after both is the same, in the instance and in moto.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canEnterRoots } from "../../scripts/lib/debian.ts";
import { readTopology } from "../../src/topology/read.ts";
import { root } from "../e2e/support/binary.ts";
import { useMoto } from "../e2e/support/moto.ts";
import type { Kind } from "../emulators/support/kinds.ts";
import { BESIDE } from "../emulators/support/kinds-beside.ts";
import { CALLS } from "../emulators/support/kinds-calls.ts";
import { FACTS } from "../emulators/support/kinds-facts.ts";
import { NEEDS } from "../emulators/support/kinds-needs.ts";
import { TOLD } from "../emulators/support/kinds-told.ts";
import { UNDONE } from "../emulators/support/kinds-undone.ts";
import { ACCOUNT, makeRecords, REGION } from "../emulators/support/small-log.ts";
import { listStanding } from "../support/compare-topologies.ts";
import { runHere } from "../support/run-argv.ts";
import { type CliServer, startCli } from "./support/cli-server.ts";
import { runExport, runReplay, serveEmpty } from "./support/run-script.ts";

const LIMIT_MS = 600_000;
const DEMO = join(root, "fixtures", "demo", "trail.json");
const KINDS: readonly Kind[] = [...BESIDE, ...CALLS, ...FACTS, ...NEEDS, ...TOLD, ...UNDONE];
/** Calls that the release of the command line does not know, or that its own rules refuse. */
const REFUSED = /usage: aws |Parameter validation failed|not iterable/;

const moto = useMoto();
let cli: CliServer;

beforeAll(async () => {
  if (canEnterRoots) cli = await startCli(2, [ACCOUNT]);
}, LIMIT_MS);
afterAll(() => cli?.[Symbol.asyncDispose]());

/** How much of a log stands in moto. */
async function verify(log: string): Promise<unknown> {
  const argv = ["cloudtrail", "verify", "--input", log, "--endpoint", moto.endpoint, "--format", "json"];
  const { total, verified } = JSON.parse((await runHere(argv)).stdout);
  return { total, verified };
}

async function check(log: string, account: string): Promise<void> {
  await using one = serveEmpty(account, REGION);
  await using other = serveEmpty(account, REGION);
  const run = await runExport(cli, log, one.endpoint, account);
  const replayed = await runReplay(log, other.endpoint);
  if (REFUSED.test(run.said) || run.made < replayed.made) return;
  expect({ said: run.said, failed: run.failed }).toEqual({ said: run.said, failed: replayed.failed });
  expect(listStanding(await readTopology(one.instance))).toEqual(
    listStanding(await readTopology(other.instance)),
  );
}

async function checkInMoto(log: string): Promise<void> {
  await moto.reset();
  const run = await runExport(cli, log, moto.endpoint);
  const stands = await verify(log);
  await moto.reset();
  const replayed = await runReplay(log, moto.endpoint, "moto");
  if (REFUSED.test(run.said) || run.made < replayed.made) return;
  expect({ said: run.said, failed: run.failed, stands }).toEqual({
    said: run.said,
    failed: replayed.failed,
    stands: await verify(log),
  });
}

describe.skipIf(!canEnterRoots)("needs root and Debian's packages", () => {
  test("the example in moto", () => checkInMoto(DEMO), LIMIT_MS);

  test.each(KINDS.map(([name, entries]) => [name, entries] as const))(
    "%s",
    async (_, entries) => {
      const log = join(cli.folder, "log.json");
      writeFileSync(log, JSON.stringify({ Records: makeRecords(entries) }));
      await check(log, ACCOUNT);
      await checkInMoto(log);
    },
    LIMIT_MS,
  );
});
