// Small logs, one for each kind of what real logs hold, replayed into a real moto and verified: those that are drawn, all in a long run.
import { beforeEach, describe, expect, test } from "bun:test";
import { useMoto } from "../e2e/support/moto.ts";
import { drawSome } from "../support/expect-always.ts";
import type { Kind } from "./support/kinds.ts";
import { BESIDE } from "./support/kinds-beside.ts";
import { CALLS } from "./support/kinds-calls.ts";
import { FACTS } from "./support/kinds-facts.ts";
import { NEEDS } from "./support/kinds-needs.ts";
import { OLDER } from "./support/kinds-older.ts";
import { STATES } from "./support/kinds-states.ts";
import { TOLD } from "./support/kinds-told.ts";
import { UNDONE } from "./support/kinds-undone.ts";
import { makeRecords, replayLog } from "./support/small-log.ts";

const LIMIT_MS = 300_000;
/** The part of the kinds that is tried, but for a long run. */
const SHARE = 0.3;

const moto = useMoto();
beforeEach(() => moto.reset(), LIMIT_MS);

async function check([, entries, wanted = {}]: Kind): Promise<void> {
  const { failed = [], skipped = {}, created = [], open = [], verified } = wanted;
  const { unexplained, ...outcome } = await replayLog(moto.endpoint, makeRecords(entries));
  expect(unexplained.length).toBeLessThanOrEqual(open.length);
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  expect(outcome).toEqual({
    succeeded: entries.length - failed.length - left,
    failed,
    skipped,
    created,
    unmatched: 0,
    open,
    verified: verified ?? outcome.verified,
    exitCode: open.length > 0 ? 1 : 0,
  });
}

describe.each([
  ["calls", CALLS],
  ["states", STATES],
  ["facts", FACTS],
  ["told", TOLD],
  ["undone", UNDONE],
  ["older", OLDER],
  ["beside", BESIDE],
  ["needs", NEEDS],
] as const)("%s", (_, kinds) => {
  for (const kind of drawSome<Kind>(kinds, SHARE)) test(kind[0], () => check(kind), LIMIT_MS);
});
