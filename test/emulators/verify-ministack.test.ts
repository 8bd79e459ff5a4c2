/** Verifies replays against a real MiniStack, of the logs that are drawn (all in a long run): what stands is found, and what does not is what a failed call did not make. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type EmulatorServer, startMiniStack } from "../../scripts/lib/servers.ts";
import { drawSome } from "../support/expect-always.ts";
import { replayFile } from "./support/small-log.ts";

const root = join(import.meta.dir, "..", "..");
const shared = join(root, "..", "shared");
/** The first start may have to install it. */
const START_LIMIT_MS = 300_000;
const LIMIT_MS = 120_000;

let server: EmulatorServer | undefined;
beforeAll(async () => {
  server = await startMiniStack();
}, START_LIMIT_MS);
afterAll(() => server?.stop());
beforeEach(async () => {
  const answer = await fetch(`${server?.endpoint}/_ministack/reset`, { method: "POST" });
  if (!answer.ok) throw new Error(`MiniStack refused to be reset: ${answer.status}`);
}, LIMIT_MS);

test(
  "everything of a company of 22 services is read and is as it was asked for",
  async () => {
    const outcome = await replayFile(
      server?.endpoint ?? "",
      join(root, "fixtures", "verify", "orchard.json"),
    );
    expect(outcome).toMatchObject({ failed: [], open: [], verified: 63, exitCode: 0 });
  },
  LIMIT_MS,
);

/** The logs in a folder of the real ones, without which they are skipped. */
function listLogs(...folder: readonly string[]): string[] {
  const path = join(shared, ...folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".json")) : [];
  return names.map((name) => join(path, name));
}

/** The part of the logs that is tried, but for a long run. */
const SHARE = 0.3;
const LOGS = [
  join(shared, "trails", "invictus"),
  join(shared, "trails", "plaso"),
  ...listLogs("trails", "stratus"),
  ...listLogs("cases"),
];

/** What MiniStack takes and does not keep. */
const LOST: readonly (readonly [said: string, reason: string])[] = [
  [
    "different ModifySnapshotAttribute: null",
    "it knows UserIds with an OperationType, and not CreateVolumePermission",
  ],
];

test
  .skipIf(!existsSync(shared))
  .each(drawSome(LOGS, SHARE).map((path) => [path.slice(shared.length + 1), path] as const))(
  "of %s, only what failed is not as it was asked for",
  async (_, path) => {
    const { unexplained } = await replayFile(server?.endpoint ?? "", path);
    expect(unexplained.filter((said) => !LOST.some(([known]) => said === known))).toEqual([]);
  },
  LIMIT_MS,
);
