// Replays of the admin API that a kill cuts off: they are listed after a restart, and gone on with.
import { expect, test } from "bun:test";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type StartedInstance, startInstance } from "./support/instance.ts";
import { makeKillLog } from "./support/kill-log.ts";
import { formatTrail, makeFolder } from "./support/trails.ts";

interface Told {
  readonly id: string;
  readonly state: string;
  readonly resumable?: true;
  readonly progress: { readonly sent: number };
  readonly result?: { readonly succeeded: number; readonly failed: number; readonly interrupted: boolean };
}

const PATH = "/api/cloudtrail/replays";

async function ask<T>({ adminUrl }: StartedInstance, path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${adminUrl}${path}`, init);
  return (await answer.json()) as T;
}

async function waitFor(instance: StartedInstance, id: string, is: (told: Told) => boolean): Promise<Told> {
  for (;;) {
    const told = await ask<Told>(instance, `${PATH}/${id}`);
    if (is(told)) return told;
    await Bun.sleep(20);
  }
}

test("a replay that was cut off with the server is told as interrupted, and goes on", async () => {
  using folder = makeFolder();
  const args = ["--data", join(folder.path, "data"), "--region", "eu-west-1"];
  const records = makeKillLog(1);
  const body = formatTrail(...records);
  let id = "";
  {
    await using instance = await startInstance(args);
    // A call every tenth of a second.
    const asked = `/api/cloudtrail/replay?async&speed=10&services=s3,ec2,iam,sqs,sns,kms,logs`;
    ({ id } = await ask<Told>(instance, asked, { method: "POST", body }));
    await waitFor(instance, id, ({ progress }) => progress.sent >= 3);
    await instance.kill();
  }
  await using instance = await startInstance(args);
  const { replays } = await ask<{ readonly replays: readonly Told[] }>(instance, PATH);
  expect(replays).toMatchObject([{ id, state: "interrupted", resumable: true }]);
  const kept = join(folder.path, "data", "replays");
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(kept))
    expect([name, statSync(join(kept, name)).mode & 0o077]).toEqual([name, 0]);
  const went = await fetch(`${instance.adminUrl}${PATH}/${id}/resume`, { method: "POST" });
  expect(went.status).toBe(202);
  const ended = await waitFor(instance, id, ({ state }) => state === "succeeded" || state === "failed");
  expect(ended).toMatchObject({
    state: "succeeded",
    progress: { sent: records.length },
    result: { succeeded: records.length, failed: 0, interrupted: false },
  });
  expect(ended).not.toHaveProperty("resumable");
  const again = await fetch(`${instance.adminUrl}${PATH}/${id}/resume`, { method: "POST" });
  expect([again.status, await again.json()]).toMatchObject([409, { error: "not_resumable" }]);
  const { resources } = await ask<{ readonly resources: readonly unknown[] }>(instance, "/api/resources");
  expect(resources.length).toBeGreaterThan(10);
}, 60_000);

test("a server that keeps none says so", async () => {
  await using instance = await startInstance([]);
  const { id } = await ask<Told>(instance, "/api/cloudtrail/replay?async", {
    method: "POST",
    body: formatTrail(...makeKillLog(1)),
  });
  await waitFor(instance, id, ({ state }) => state === "succeeded");
  const answer = await fetch(`${instance.adminUrl}${PATH}/${id}/resume`, { method: "POST" });
  expect([answer.status, await answer.json()]).toMatchObject([
    409,
    { error: "not_resumable", message: expect.stringContaining("--data") },
  ]);
}, 60_000);
