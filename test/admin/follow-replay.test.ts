// A replay that the program makes itself, as `start --input` does, stands in the console's history.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { MOST_RUNNING } from "../../src/admin/replay-jobs.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { performReplay } from "../../src/run/perform-replay.ts";
import { makeInstance, startTestAdmin } from "./support.ts";

const TRAIL = join(root, "fixtures", "demo", "trail.json");

function quiet() {
  const told: string[] = [];
  return {
    told,
    around: {
      remarks: { warn: (text: string) => void told.push(text), info: () => undefined },
      signal: new AbortController().signal,
      instance: makeInstance(),
    },
  };
}

async function list(url: string) {
  const answer = await fetch(`${url}/api/cloudtrail/replays`);
  return ((await answer.json()) as { replays: { id: string; state: string }[] }).replays;
}

test("it has its result and its calls, and whoever watches it is told, too", async () => {
  const { around } = quiet();
  await using admin = startTestAdmin("http://127.0.0.1:1", {}, undefined, around.instance);
  const options = parseReplayOptions({ input: [TRAIL], endpoint: ["http://127.0.0.1:1"] }, undefined, 0);
  let outcomes = 0;
  const observer = { onOutcome: () => void outcomes++ };
  const ended = await admin.server.follow({ ...around, observer }, (own) =>
    performReplay(options, own, { onLines: async () => true }),
  );
  expect(ended).toMatchObject({ kind: "performed", exitCode: 0 });
  expect(outcomes).toBe(13);
  const [replay, other] = await list(admin.url);
  expect(other).toBeUndefined();
  expect(replay).toMatchObject({ state: "succeeded", progress: { succeeded: 13, failed: 0 }, exit_code: 0 });
  const whole = await (await fetch(`${admin.url}/api/cloudtrail/replays/${replay?.id}`)).json();
  expect(whole).toMatchObject({ result: { succeeded: 13 } });
  const calls = await (await fetch(`${admin.url}/api/cloudtrail/replays/${replay?.id}/calls`)).json();
  expect(calls).toMatchObject({ total: 13 });
});

test("one that cannot be done is told as failed, to both", async () => {
  const { around } = quiet();
  await using admin = startTestAdmin("http://127.0.0.1:1", {}, undefined, around.instance);
  const input = [join(root, "fixtures", "none.json")];
  const options = parseReplayOptions({ input, endpoint: ["http://127.0.0.1:1"] }, undefined, 0);
  const replay = admin.server.follow(around, (own) =>
    performReplay(options, own, { onLines: async () => true }),
  );
  expect(await replay.catch((error: Error) => error.message)).toContain("none.json");
  expect(await list(admin.url)).toMatchObject([{ state: "failed" }]);
});

test("one is done though as many run as may", async () => {
  const { around } = quiet();
  await using admin = startTestAdmin("http://127.0.0.1:1", {}, undefined, around.instance);
  const { promise, resolve } = Promise.withResolvers<void>();
  const options = parseReplayOptions({ input: [TRAIL], endpoint: ["http://127.0.0.1:1"] }, undefined, 0);
  const perform = (own: Parameters<typeof performReplay>[1]) =>
    performReplay(options, own, { onLines: async () => true });
  const others = Array.from({ length: MOST_RUNNING }, () =>
    admin.server.follow(around, async () => {
      await promise;
      throw new Error("no more");
    }),
  );
  expect(await admin.server.follow(around, perform)).toMatchObject({ kind: "performed", exitCode: 0 });
  resolve();
  await Promise.allSettled(others);
});
