import { expect, test } from "bun:test";
import { loadIndex } from "../../src/aws/model/table.ts";
import rows from "../../src/emulator/global-services.json" with { type: "json" };
import { findMainRegion } from "../../src/emulator/main-region.ts";
import { tallyEvents } from "../../src/trail/tally.ts";
import { makeEvent } from "../replay/sample-event.ts";

function find(events: readonly (readonly [service: string, region: string])[]): string | undefined {
  const made = events.map(([service, region]) => makeEvent({ service, region }));
  return findMainRegion(tallyEvents(made), (tally) => tally);
}

test("most calls decide, and of as many the earliest", () => {
  expect(
    find([
      ["sqs", "eu-west-1"],
      ["sns", "us-west-2"],
      ["s3", "us-west-2"],
    ]),
  ).toBe("us-west-2");
  expect(
    find([
      ["sqs", "eu-west-1"],
      ["sns", "us-west-2"],
    ]),
  ).toBe("eu-west-1");
  expect(find([])).toBeUndefined();
});

test("global services count where there are no others", () => {
  expect(
    find([
      ["iam", "us-east-1"],
      ["iam", "us-east-1"],
      ["sqs", "eu-west-1"],
    ]),
  ).toBe("eu-west-1");
  expect(find([["iam", "us-east-1"]])).toBe("us-east-1");
});

test("the region is the one where calls go", () => {
  const events = [makeEvent({ region: "eu-west-1" })];
  expect(findMainRegion(tallyEvents(events), () => ({ region: "us-east-1" }))).toBe("us-east-1");
});

test.each(["example.com/#", "x\ny", "", "US"])("%j is no region to put into a host's name", (region) => {
  expect(
    find([
      ["sqs", region],
      ["sqs", region],
      ["sqs", "eu-west-1"],
    ]),
  ).toBe("eu-west-1");
  expect(find([["sqs", region]])).toBeUndefined();
});

test("every row names a service", async () => {
  const names = new Set((await loadIndex()).services.map(({ service }) => service));
  expect(rows.filter(({ service }) => !names.has(service))).toEqual([]);
});
