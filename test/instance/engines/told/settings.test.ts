// What production set is told as what a client sets: each setting is made once live, and once as a replay tells it.
import { expect, test } from "bun:test";
import { buckets } from "./buckets.ts";
import { commands } from "./commands.ts";
import { makeTwice, type Setting } from "./compare.ts";
import { events } from "./events.ts";
import { keys } from "./keys.ts";
import { messaging } from "./messaging.ts";
import { secrets } from "./secrets.ts";
import { streams } from "./streams.ts";
import { tables } from "./tables.ts";

const all: Readonly<Record<string, Setting>> = {
  ...keys,
  ...secrets,
  ...buckets,
  ...messaging,
  ...streams,
  ...tables,
  ...events,
  ...commands,
};

test.each(Object.keys(all))("%s", async (name) => {
  const { live, replayed, mixed } = await makeTwice(all[name] as Setting);
  expect(JSON.stringify(live)).not.toContain('"status":501');
  expect(replayed).toEqual(live);
  expect(mixed).toEqual(live);
});
