/** Scenarios of tags and notifications, whose answers were recorded on AWS. */
import type { Given } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { makeBucket, useBucket } from "./support.ts";

const TWO = [
  { Key: "tag1", Value: "tag1" },
  { Key: "tag2", Value: "" },
];
const ONE = [{ Key: "tag3", Value: "tag3" }];

export const TAG_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "bucket tagging crud": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const get = () => bucket.call("GetBucketTagging");
    const put = (TagSet: Given) => bucket.call("PutBucketTagging", { Tagging: { TagSet } });
    answer("get-bucket-tags-empty", await get());
    answer("put-bucket-tags", await put(TWO));
    answer("get-bucket-tags", await get());
    answer("put-bucket-tags-overwrite", await put(ONE));
    answer("get-bucket-tags-overwritten", await get());
    answer("delete-bucket-tags", await bucket.call("DeleteBucketTagging"));
    answer("put-bucket-tags-empty", await put([]));
  },
  "object tagging crud": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "k";
    const get = () => bucket.call("GetObjectTagging", { Key });
    const put = (TagSet: Given) => bucket.call("PutObjectTagging", { Key, Tagging: { TagSet } });
    answer("put-object", await bucket.put(Key, "test-tagging"));
    answer("get-object-tags-empty", await get());
    answer("put-object-tags", await put(TWO));
    answer("get-object-tags", await get());
    answer("put-object-tags-overwrite", await put(ONE));
    answer("get-object-tags-overwritten", await get());
    answer("get-obj-after-tags", await bucket.get(Key));
    answer("delete-object-tags", await bucket.call("DeleteObjectTagging", { Key }));
    answer("get-object-tags-deleted", await get());
    answer("get-obj-after-tags-deleted", await bucket.get(Key));
  },
  "object tagging exc": {
    without: {},
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      const none = useBucket(client, "none");
      const of = { Key: "fake-key" };
      const Tagging = { TagSet: ONE };
      for (const [label, where] of [
        ["bucket", none],
        ["key", bucket],
      ] as const) {
        answer(`get-no-${label}-tags`, await where.call("GetObjectTagging", of));
        answer(`delete-no-${label}-tags`, await where.call("DeleteObjectTagging", of));
        answer(`put-no-${label}-tags`, await where.call("PutObjectTagging", { ...of, Tagging }));
      }
      answer("put-obj-duplicate-tagging", await bucket.put("k", "", { Tagging: "key1=val1&key1=val2" }));
      answer("put-obj-wrong-format", await bucket.put("k", "", { Tagging: "key1=val1,key2=val2" }));
    },
  },
  "object tags delete or overwrite object": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const get = () => bucket.call("GetObjectTagging", { Key: "k" });
    await bucket.put("k", "x", { Tagging: "tag1=val1" });
    answer("get-object-after-creation", await get());
    await bucket.put("k", "x");
    answer("get-object-after-overwrite", await get());
    await bucket.call("DeleteObject", { Key: "k" });
    await bucket.put("k", "x");
    answer("get-object-after-recreation", await get());
  },
  "tagging validation": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.put("k");
    const onBucket = async (label: string, TagSet: Given) =>
      answer(`put-bucket-tags-${label}`, await bucket.call("PutBucketTagging", { Tagging: { TagSet } }));
    const onObject = async (label: string, TagSet: Given) =>
      answer(
        `put-object-tags-${label}`,
        await bucket.call("PutObjectTagging", { Key: "k", Tagging: { TagSet } }),
      );
    const twice = [
      { Key: "Key1", Value: "Val1" },
      { Key: "Key1", Value: "Val1" },
    ];
    const odd = [{ Key: "Key1,Key2", Value: "Val1" }];
    const reserved = [{ Key: "aws:prefixed", Value: "Val1" }];
    await onBucket("duplicate-keys", twice);
    await onBucket("invalid-key", odd);
    await onBucket("none-key", [{ Value: "Val1" }]);
    await onBucket("invalid-value", [{ Key: "Key1", Value: "Val1,Val2" }]);
    await onBucket("none-value", [{ Key: "Key1" }]);
    await onBucket("aws-prefixed", reserved);
    await onObject("duplicate-keys", twice);
    await onObject("invalid-field", odd);
    await onObject("aws-prefixed", reserved);
    await onObject("none-key", [{ Value: "Val1" }]);
    await onObject("none-value", [{ Key: "Key1" }]);
  },
  "head object with tags": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "k";
    const head = () => bucket.call("HeadObject", { Key });
    answer("put-object", await bucket.put(Key, "test-tagging", { Tagging: "tag1=1&tag2=2&tag3=3" }));
    answer("head-obj-after-create", await head());
    answer("put-object-tags", await bucket.call("PutObjectTagging", { Key, Tagging: { TagSet: ONE } }));
    answer("head-obj-after-tagging", await head());
    await bucket.put(Key, "test-tagging", { Tagging: "tag1=1&tag2=2&tag3=3" });
    answer("head-obj-after-overwrite", await head());
    await bucket.call("DeleteObjectTagging", { Key });
    answer("head-obj-after-removal", await head());
  },
  "bucket notification with missing values in rule": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (FilterRules: Given) =>
      bucket.call("PutBucketNotificationConfiguration", {
        SkipDestinationValidation: true,
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn: "arn:aws:sqs:us-east-1:111122223333:queue",
              Events: ["s3:ObjectCreated:*"],
              Filter: { Key: { FilterRules } },
            },
          ],
        },
      });
    answer("invalid-rule-no-values", await put([{}]));
    answer("invalid-rule-no-value", await put([{ Name: "prefix" }]));
    answer("invalid-rule-no-name", await put([{ Value: "a" }]));
  },
  "invalid topic arn": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (TopicArn: string, SkipDestinationValidation: boolean) =>
      bucket.call("PutBucketNotificationConfiguration", {
        SkipDestinationValidation,
        NotificationConfiguration: {
          TopicConfigurations: [{ Id: "id123", Events: ["s3:ObjectCreated:*"], TopicArn }],
        },
      });
    answer("invalid_not_skip", await put("invalid-topic", false));
    answer("invalid_skip", await put("invalid-topic", true));
    await put("arn:aws:sns:us-east-1:111111111111:my-topic", true);
    answer("skip_destination_validation", await bucket.call("GetBucketNotificationConfiguration"));
  },
  "invalid lambda arn": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (LambdaFunctionArn: string, SkipDestinationValidation: boolean) =>
      bucket.call("PutBucketNotificationConfiguration", {
        SkipDestinationValidation,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ Id: "id123", Events: ["s3:ObjectCreated:*"], LambdaFunctionArn }],
        },
      });
    const arn = "arn:aws:lambda:us-east-1:111111111111:function:my-lambda";
    answer("invalid_not_skip", await put("invalid-queue", false));
    answer("invalid_skip", await put("invalid-queue", true));
    answer("lambda-does-not-exist", await put(arn, false));
    await put(arn, true);
    answer("skip_destination_validation", await bucket.call("GetBucketNotificationConfiguration"));
  },
  "bucket not exist": async ({ client, answer }) => {
    answer("bucket_not_exists", await useBucket(client, "none").call("GetBucketNotificationConfiguration"));
  },
  "filter rules case insensitive": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const FilterRules = [
      { Name: "suffix", Value: ".txt" },
      { Name: "PREFIX", Value: "notif-" },
    ];
    const QueueArn = "arn:aws:sqs:us-east-1:111111111111:my-queue-1";
    await bucket.call("PutBucketNotificationConfiguration", {
      SkipDestinationValidation: true,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn, Events: ["s3:ObjectCreated:*"], Filter: { Key: { FilterRules } } }],
      },
    });
    answer("bucket_notification_configuration", await bucket.call("GetBucketNotificationConfiguration"));
  },
  "create bucket with tags us east 1 idempotency": async ({ client, answer }) => {
    const create = (Tags?: Given) =>
      client.call("s3", "CreateBucket", {
        Bucket: "bucket",
        ...(Tags !== undefined && { CreateBucketConfiguration: { Tags } }),
      });
    const tag = [{ Key: "tag1", Value: "value1" }];
    const tags = () => client.call("s3", "GetBucketTagging", { Bucket: "bucket" });
    answer("create-bucket-with-tags", await create(tag));
    answer("get-bucket-tags", await tags());
    answer("create-bucket-different-tags", await create([{ Key: "tag2", Value: "value2" }]));
    answer("create-bucket-with-no-tags", await create());
    answer("get-bucket-tags-after-re-create", await tags());
    answer("create-bucket-with-same-tags", await create(tag));
    answer("create-bucket-with-empty-tags", await create([]));
    answer("get-bucket-tags-after-create-empty", await tags());
  },
  "create bucket with tags exc": async ({ client, answer }) => {
    const create = async (label: string, Tags: Given) =>
      answer(
        `tags-${label}`,
        await client.call("s3", "CreateBucket", { Bucket: "bucket", CreateBucketConfiguration: { Tags } }),
      );
    await create("key-none", [{ Value: "value" }]);
    await create("value-none", [{ Key: "key" }]);
    await create("key-aws-prefix", [{ Key: "aws:prefix", Value: "value" }]);
    await create("key-aws-duplicated-key", [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ]);
    await create("key-aws-bad-value", [{ Key: "test", Value: "value1,value2" }]);
    await create("key-aws-bad-key", [{ Key: "test,test2", Value: "value1" }]);
  },
};
