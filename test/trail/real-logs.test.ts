/** Real logs of others, where they are at hand. */

import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { findSources } from "../../src/trail/find-sources.ts";
import { selectFrom } from "./records.ts";

const TRAILS = "../shared/trails";
const absent = !existsSync(TRAILS);

test.skipIf(absent)("invictus: a delivery folder with a licence in it", async () => {
  const { events, ...rest } = await selectFrom(await findSources([`${TRAILS}/invictus`]));
  expect(events).toHaveLength(435);
  expect(rest).toEqual({
    total: 2900,
    skipped: { not_an_api_call: 45, read_only: 2326, failed_in_production: 94 },
    files: { logs: 55, digests: 0, foreign: 1, found: { "Records[]": 2900 } },
    messages: [],
  });
});

test.skipIf(absent)("stratus: bare lists", async () => {
  const { events, ...rest } = await selectFrom(await findSources([`${TRAILS}/stratus`]));
  expect(events).toHaveLength(45);
  expect(rest).toEqual({
    total: 310,
    skipped: { not_an_api_call: 1, read_only: 261, failed_in_production: 3 },
    files: { logs: 35, digests: 0, foreign: 1, found: { "[]": 310 } },
    messages: [],
  });
});

test.skipIf(absent)("plaso: lookup-events items as lines", async () => {
  const { events, ...rest } = await selectFrom(await findSources([`${TRAILS}/plaso/*.jsonl`]));
  expect(events.map(({ eventName }) => eventName)).toHaveLength(4);
  expect(rest).toMatchObject({ total: 6, skipped: { not_an_api_call: 1, read_only: 1 }, messages: [] });
});

test.skipIf(absent)("containers: examples from AWS's documentation", async () => {
  const { events, ...rest } = await selectFrom(await findSources([`${TRAILS}/containers`]));
  expect(events).toHaveLength(9);
  expect(rest).toEqual({
    total: 15,
    skipped: { duplicate: 2, read_only: 3, failed_in_production: 1 },
    files: {
      logs: 3,
      digests: 1,
      foreign: 0,
      found: { "Records[]": 13, "documents.detail": 1, "Events[].CloudTrailEvent": 1 },
    },
    messages: [],
  });
});
