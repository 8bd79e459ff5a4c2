// As round-trips.test.ts, with many more values; and each exception is one.
import { expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../../src/aws/model/table.ts";
import { checkService } from "../../support/round-trips.ts";
import exceptions from "../../support/wire-exceptions.json" with { type: "json" };

const RUNS = 25;

test("every input and every output comes back as it was, many times", async () => {
  const excepted = new Set<string>();
  for (const { service } of (await loadIndex()).services) {
    const trips = checkService(await loadModel(service), RUNS);
    expect(trips.wrong).toEqual([]);
    for (const name of trips.excepted) excepted.add(name);
  }
  expect([...excepted].sort()).toEqual(exceptions.map(({ operation }) => operation).sort());
}, 3_600_000);
