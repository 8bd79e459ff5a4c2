// What a client encodes a server decodes, and the other way round: every operation of every service, in all its protocols.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import { checkService } from "../../support/round-trips.ts";
import exceptions from "../../support/wire-exceptions.json" with { type: "json" };

/** round-trips.long.ts has more. */
const RUNS = 1;

test("every input and every output comes back as it was", async () => {
  const wrong: string[] = [];
  const excepted = new Set<string>();
  let checked = 0;
  for (const { service } of (await loadIndex()).services) {
    const trips = checkService(await loadModel(service), RUNS);
    wrong.push(...trips.wrong);
    for (const name of trips.excepted) excepted.add(name);
    checked += trips.checked;
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(wrong.length).toBe(0);
  expect(checked).toBeGreaterThan(45_000);
  for (const name of excepted) expect(exceptions.map(({ operation }) => operation)).toContain(name);
}, 300_000);
