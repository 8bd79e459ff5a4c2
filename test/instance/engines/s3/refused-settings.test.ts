// What S3 refuses to set on a bucket, in AWS's words.
import { expect, test } from "bun:test";
import type { Given } from "../support/client.ts";
import { TestClient } from "../support/client.ts";
import { makeBucket } from "./support.ts";

type Fields = { readonly [name: string]: Given };

/** What a bucket answers to the one rule of objects' lives. */
async function putRule(rule: Fields): Promise<readonly [code?: string, message?: string]> {
  const bucket = await makeBucket(new TestClient());
  const LifecycleConfiguration = { Rules: [{ Status: "Enabled", ...rule }] } as Given;
  const { Error: error } = await bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration });
  return error ? [error.Code, error.Message] : [];
}

const early = (filter: string) =>
  `'Days' in the Expiration action for filter '${filter}' must be greater than 'Days' in the Transition action`;

test.each(["STANDARD_IA", "ONEZONE_IA"])(
  "objects move to %s once they are 30 days old",
  async (StorageClass) => {
    const move = (Days: number) => putRule({ Filter: {}, Transitions: [{ Days, StorageClass }] });
    expect(await move(29)).toEqual([
      "InvalidArgument",
      `'Days' in Transition action must be greater than or equal to 30 for storageClass '${StorageClass}'`,
    ]);
    expect(await move(30)).toEqual([]);
  },
);

test("objects move to an archive at once", async () => {
  expect(await putRule({ Filter: {}, Transitions: [{ Days: 0, StorageClass: "GLACIER" }] })).toEqual([]);
});

test.each([
  [{ Filter: {} }, "(prefix=)"],
  [{ Prefix: "a/" }, "(prefix=a/)"],
  [{ Filter: { Prefix: "a/" } }, "(prefix=a/)"],
  [
    { Filter: { And: { Prefix: "a/", Tags: [{ Key: "b", Value: "c" }] } } },
    "(prefix=a/ and tag={key=b, value=c})",
  ],
])("objects expire after they have moved: %j", async (of, filter) => {
  const put = (Days: number) =>
    putRule({ ...of, Expiration: { Days }, Transitions: [{ Days: 40, StorageClass: "GLACIER" }] } as Fields);
  expect(await put(40)).toEqual(["InvalidArgument", early(filter)]);
  expect(await put(41)).toEqual([]);
});
