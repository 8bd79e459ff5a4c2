/** What replays that are killed go into, and what of it is compared with an undisturbed run's. */
import { expect } from "bun:test";
import { join } from "node:path";
import { awaitEnd, startBinary } from "./binary.ts";
import { startInstance } from "./instance.ts";
import {
  comparable,
  type KilledReplay,
  type KillingProxy,
  listUnknown,
  makeRandom,
  replayKilled,
  startKillingProxy,
} from "./journal-kills.ts";
import { makeKillLog } from "./kill-log.ts";
import { formatTrail, makeFolder } from "./trails.ts";

/** Operations that may be made twice, since the second call does no more than the first: all others go out once. */
const REPEATABLE =
  /^(?:Put|Set|Delete|CreateTags|CreateTopic|CreateQueue|CreateBucket|CreateLogGroup|CreateAlias|Subscribe)/;

/** Calls of a replay that tells an instance what production answered, by their operation and the ids of their records. */
function nameTold(request: Request, body: Buffer): string | undefined {
  if (request.method !== "POST" || !request.url.endsWith("/_cloudmock/adopt")) return undefined;
  const head: { told: { event?: string } } = JSON.parse(body.subarray(0, body.indexOf(10)).toString());
  return head.told.event;
}

/** Calls of a replay into an emulator, by all that is sent; undefined of reads. */
function nameSent(request: Request, body: Buffer): string | undefined {
  const { method, url, headers } = request;
  const text = body.toString();
  const target = headers.get("x-amz-target")?.split(".").at(-1);
  const operation = target ?? /(?:^|&)Action=(\w+)/.exec(text)?.[1] ?? `${method === "PUT" ? "Put" : method}`;
  if (/^(?:Get|Describe|List|GET|HEAD)/.test(operation) || url.includes("/moto-api/")) return undefined;
  return `${operation} ${new URL(url).pathname} ${text}`;
}

/** All that stands in an instance, as its admin API tells it. */
async function listStanding(adminUrl: string): Promise<unknown> {
  const answer = await fetch(`${adminUrl}/api/resources`);
  const { resources } = (await answer.json()) as { readonly resources: readonly unknown[] };
  // What was under way together may be made in another order.
  return resources.map((one) => JSON.stringify(one)).sort();
}

/** How many things of each kind moto has. */
async function countInMoto(endpoint: string): Promise<unknown> {
  const answer = await fetch(`${endpoint}/moto-api/data.json`);
  const services = (await answer.json()) as Record<string, Record<string, readonly unknown[]>>;
  return Object.fromEntries(
    Object.entries(services).flatMap(([service, models]) =>
      Object.entries(models).map(([model, things]) => [`${service} ${model}`, things.length]),
    ),
  );
}

function expectSame(seed: number, killed: KilledReplay, calm: KilledReplay, proxy: KillingProxy): void {
  const twice = [...proxy.counts].filter(([name, count]) => count > 1 && !REPEATABLE.test(name));
  expect({ seed, twice: twice.map(([name]) => name) }).toEqual({ seed, twice: [] });
  expect({ seed, result: comparable(killed.result) }).toEqual({ seed, result: comparable(calm.result) });
}

/** Kills a replay into an instance as a seed says, and checks what stands and what is told; gives how often it was killed. */
export async function killIntoInstance(seed: number, rounds: number): Promise<number> {
  using folder = makeFolder();
  const trail = folder.write("trail.json", formatTrail(...makeKillLog(rounds)));
  const args = ["--input", trail, "--concurrency", "4"];
  let url = "";
  const names = new Map(makeKillLog(rounds).map((one) => [one["eventID"], one["eventName"]]));
  using proxy = startKillingProxy(
    () => url,
    (request, body) => {
      const id = nameTold(request, body);
      return id && `${names.get(id)} ${id}`;
    },
  );
  await using calm = await startInstance(["--region", "eu-west-1"]);
  url = calm.url;
  const undisturbed = await replayKilled(proxy, args, join(folder.path, "calm.journal"));
  proxy.forget();
  await using instance = await startInstance(["--data", join(folder.path, "data"), "--region", "eu-west-1"]);
  url = instance.url;
  const killed = await replayKilled(proxy, args, join(folder.path, "killed.journal"), makeRandom(seed));
  expectSame(seed, killed, undisturbed, proxy);
  const [expected, found] = await Promise.all([calm, instance].map(({ adminUrl }) => listStanding(adminUrl)));
  expect({ seed, standing: found }).toEqual({ seed, standing: expected });
  return killed.kills;
}

/**
 * The same into a moto, which is emptied before. Where it is not known whether a call was made, what stands may differ by what that
 * makes: gives how many such there were.
 */
export async function killIntoMoto(
  seed: number,
  rounds: number,
  moto: { readonly endpoint: string; reset(): Promise<void> },
): Promise<{ readonly kills: number; readonly unknown: number }> {
  using folder = makeFolder();
  const trail = folder.write("trail.json", formatTrail(...makeKillLog(rounds)));
  const args = ["--input", trail, "--concurrency", "4"];
  using proxy = startKillingProxy(() => moto.endpoint, nameSent);
  await moto.reset();
  const undisturbed = await replayKilled(proxy, args, join(folder.path, "calm.journal"));
  const expected = await countInMoto(moto.endpoint);
  await moto.reset();
  proxy.forget();
  const ids = join(folder.path, "ids.json");
  const killed = await replayKilled(
    proxy,
    [...args, "--id-map", ids],
    join(folder.path, "killed.journal"),
    makeRandom(seed),
  );
  const unknown = listUnknown(killed.result).length;
  if (unknown > 0) return { kills: killed.kills, unknown };
  expectSame(seed, killed, undisturbed, proxy);
  expect({ seed, standing: await countInMoto(moto.endpoint) }).toEqual({ seed, standing: expected });
  const verify = ["cloudtrail", "verify", "--input", trail, "--endpoint", moto.endpoint, "--ids", ids];
  const verified = await awaitEnd(startBinary(verify));
  expect({ seed, code: verified.exitCode, said: verified.stdout }).toMatchObject({ seed, code: 0 });
  return { kills: killed.kills, unknown };
}
