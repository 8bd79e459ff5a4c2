// A log whose accounts and regions are mapped stands in the instance under what they are mapped to, answers included.
import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { Instance } from "../../src/instance/instance.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { performReplay } from "../../src/run/perform-replay.ts";

const TRAIL = fileURLToPath(new URL("../../fixtures/demo/trail.json", import.meta.url));

const around = {
  remarks: { warn: () => {}, info: () => {} },
  signal: new AbortController().signal,
};

async function replay(flags: Readonly<Record<string, string[]>>) {
  const instance = new Instance({ home: {}, now: () => 0, random: (length) => "a".repeat(length) });
  const options = parseReplayOptions(
    { input: [TRAIL], endpoint: ["http://localhost:4566"], verify: true, ...flags },
    {},
    Date.now(),
  );
  const ended = await performReplay(options, { ...around, instance }, { onLines: async () => true });
  return { instance, ended };
}

test("nothing of the recorded account and region is left where both are mapped", async () => {
  const { instance, ended } = await replay({
    "account-map": ["123456789012=999999999999"],
    "region-map": ["eu-west-1=us-west-2"],
  });
  const made = instance.state.things.filter(({ brought }) => brought === undefined);
  expect(made.length).toBeGreaterThan(5);
  const texts = JSON.stringify(made.map(({ place, names, members }) => [place, names, members]));
  expect(texts).toContain("999999999999");
  expect(texts).not.toContain("123456789012");
  expect(texts).not.toContain("eu-west-1");
  expect(instance.about).toMatchObject({ account: "999999999999", region: "us-west-2" });
  expect(ended).toMatchObject({
    exitCode: 0,
    result: { failed: 0, verification: { missing: 0, different: 0 } },
  });
});

test("production's own stand where nothing is mapped", async () => {
  const { instance } = await replay({});
  expect(instance.about).toMatchObject({ account: "123456789012", region: "eu-west-1" });
});
