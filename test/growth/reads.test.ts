/** What a log of reads costs, in steps: four times the things that it names are about four times the steps. */
import { expect, test } from "bun:test";
import { makeRead, tell } from "../plan/seen/tell.ts";
import { countItemsAsync } from "../support/count-items.ts";
import type { TestRecord } from "../trail/records.ts";

const SIZE = 400;
/** The most that four times the reads may take. */
const MOST = 4.4;

/** What the reads of each log ask for, and how many things each read names that no other one does. */
const LOGS: readonly (readonly [what: string, read: (place: number) => TestRecord, share: number])[] = [
  [
    "objects of three buckets",
    (place) => makeRead("s3", "GetObject", { bucketName: `files-${place % 3}`, key: `img/${place}.jpg` }),
    1,
  ],
  [
    "items of three tables, each by a key of its own",
    (place) =>
      makeRead("dynamodb", "GetItem", { tableName: `t${place % 3}`, key: { pk: `c-${place}`, sk: place } }),
    0,
  ],
  ["queues", (place) => makeRead("sqs", "GetQueueUrl", { queueName: `q${place}` }), 1],
  ["policies of buckets", (place) => makeRead("s3", "GetBucketPolicy", { bucketName: `files-${place}` }), 2],
  [
    "canaries, which have no recipe",
    (place) => makeRead("synthetics", "GetCanary", { name: `c${place}` }),
    1,
  ],
  [
    "target groups by their names",
    (place) =>
      makeRead(
        "elasticloadbalancing",
        "DescribeTargetGroups",
        { names: [`g${place}`] },
        { apiVersion: "2015-12-01" },
      ),
    1,
  ],
  [
    "integrations of one API",
    (place) =>
      makeRead("apigateway", "GetIntegration", {
        restApiId: "abcdef1234",
        resourceId: `r${place}`,
        httpMethod: "GET",
      }),
    2,
  ],
];

async function count(read: (place: number) => TestRecord, size: number, share: number): Promise<number> {
  const records = Array.from({ length: size }, (_none, place) => read(place));
  let made = 0;
  const items = await countItemsAsync(async () => {
    made = (await tell(records)).made.length;
  });
  expect(made).toBeGreaterThanOrEqual(size * share);
  return items;
}

test.each(LOGS)(
  "%s",
  async (_what, read, share) => {
    await count(read, 1, share); // tables and recipes are made once
    const [few, many] = [await count(read, SIZE, share), await count(read, 4 * SIZE, share)];
    expect(few).toBeGreaterThan(SIZE);
    expect(many / few).toBeLessThan(MOST);
  },
  300_000,
);
