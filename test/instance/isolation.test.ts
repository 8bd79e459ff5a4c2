// Accounts and regions never see each other: what one is answered does not depend on what another has done.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import type { Operation } from "../../src/aws/model/types.ts";
import { loadReadings } from "../../src/aws/resources/readings.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { makeBehaviour } from "../../src/instance/behaviour/behave.ts";
import { findElsewhere } from "../../src/instance/behaviour/makes/elsewhere.ts";
import type { Requester } from "../../src/instance/caller.ts";
import type { Done } from "../../src/instance/gateway.ts";
import { Store } from "../../src/instance/store.ts";
import { drawSome } from "../support/expect-always.ts";
import { type Draw, makeDraw } from "../support/make-value.ts";
import { drawSeed } from "../support/seed.ts";
import { makeValid } from "./support/make-valid.ts";
import { fillRead } from "./support/world.ts";

/** The part of the services that is tried, but for a long run. */
const SHARE = 0.04;
const LIMIT_MS = 120_000;

/** Services of which all accounts see something: a bucket's name is one for all of them, and s3control is told whose it asks about. */
const SHARED: ReadonlySet<string> = new Set(["s3", "s3control"]);

const ME: Requester = { account: "111122223333", region: "eu-west-1" };
const OTHER_ACCOUNT: Requester = { account: "444455556666", region: "eu-west-1" };
const OTHER_REGION: Requester = { account: "111122223333", region: "us-east-1" };

/** A world in which each caller gets ids of its own, the same in every run. */
function makeWorld() {
  const counts = new Map<string, number>();
  let asking = "";
  const mint = (length: number) => {
    const count = (counts.get(asking) ?? 0) + 1;
    counts.set(asking, count);
    return count.toString(16).padStart(8, "0").padEnd(length, "a").slice(0, length);
  };
  const behave = makeBehaviour({
    store: new Store(),
    now: () => 1_775_000_000_000,
    mint,
    sleep: async () => {},
  });
  return async (operation: Operation, input: Structure, caller: Requester): Promise<Done> => {
    asking = `${caller.account} ${caller.region}`;
    return behave({ operation, input, caller });
  };
}

interface Ask {
  readonly operation: Operation;
  readonly input: Structure;
}

/** What a service is asked: all that makes, then each reader of what was made, then all else, each with the same input. */
async function listAsks(service: string, draw: Draw): Promise<Ask[]> {
  const [model, { operations }, { readings }] = [
    await loadModel(service),
    await loadResources(service),
    await loadReadings(service),
  ];
  const [asks, world] = [[] as Ask[], makeWorld()];
  for (const [name, { deed }] of Object.entries(operations)) {
    const operation = model.operations[name];
    const input = operation && makeValid(draw, operation.input);
    if (!operation || !input || !["create", "put", "attach"].includes(deed)) continue;
    const done = await world(operation, input, ME);
    asks.push({ operation, input });
    if (!("output" in done)) continue;
    for (const reading of readings[name] ?? []) {
      const read = model.operations[reading.operation];
      const filled = read && fillRead(read, reading, { input, output: done.output });
      if (read && filled) asks.push({ operation: read, input: filled });
    }
  }
  for (const operation of Object.values(model.operations)) {
    const input = makeValid(draw, operation.input);
    if (input) asks.push({ operation, input });
    asks.push({ operation, input: {} });
  }
  return asks;
}

/** What I am answered, after each of others has asked the same. */
async function listAnswers(asks: readonly Ask[], others: readonly Requester[]): Promise<Done[]> {
  const world = makeWorld();
  const answers: Done[] = [];
  for (const { operation, input } of asks) {
    // What is made in another region is seen there by the same account, as in AWS.
    const reached = findElsewhere(operation) ? others.filter((other) => other !== OTHER_REGION) : others;
    for (const other of reached) await world(operation, input, other);
    answers.push(await world(operation, input, ME));
  }
  return answers;
}

/** Keys as texts, and what is counted from them. */
const OF_KEYS = /^-----BEGIN|^(?:[0-9a-f]{2}:)+[0-9a-f]{2}$|^[A-Za-z0-9+/]{43}=$/;

/** An answer without its bytes: keys and what they sign are others each time. */
function hideBytes(value: unknown): unknown {
  if (value instanceof Uint8Array || (typeof value === "string" && OF_KEYS.test(value))) return "bytes";
  if (Array.isArray(value)) return value.map(hideBytes);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideBytes(inner)]));
}

test(
  "what one account is answered in one region is the same whatever others do",
  async () => {
    const seed = drawSeed();
    const draw = makeDraw(seed);
    const all = (await loadIndex()).services.filter(({ service }) => !SHARED.has(service));
    const services = drawSome(all, SHARE, draw);
    const seen: string[] = [];
    for (const { service } of services) {
      const asks = await listAsks(service, draw);
      const { scope, types } = await loadResources(service);
      const isRegional = [scope, ...Object.values(types).map((type) => type.scope ?? scope)].every(
        (one) => one === "region",
      );
      const others = isRegional ? [OTHER_ACCOUNT, OTHER_REGION] : [OTHER_ACCOUNT];
      const [alone, among] = [await listAnswers(asks, []), await listAnswers(asks, others)];
      for (const [at, { operation }] of asks.entries())
        if (!Bun.deepEquals(hideBytes(alone[at]), hideBytes(among[at])))
          seen.push(`${service}:${operation.name} (seed ${seed})`);
    }
    expect(seen).toEqual([]);
  },
  LIMIT_MS,
);
