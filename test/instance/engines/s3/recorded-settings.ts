/** Scenarios of what is set on buckets, whose answers were recorded on AWS. */
import type { Shown } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { constrain, encrypt, type Fields, hideKey } from "./recorded-buckets-help.ts";
import { makeBucket, useBucket } from "./support.ts";

export const SETTING_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "s3 sse bucket key default": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const KMSMasterKeyID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    answer("put-obj-default-before-setting", await bucket.put("1", "test-sse"));
    answer("get-obj-default-before-setting", await bucket.get("1"));
    answer("put-bucket-encryption", await encrypt(bucket, { SSEAlgorithm: "aws:kms", KMSMasterKeyID }, true));
    answer("get-bucket-encryption", await bucket.call("GetBucketEncryption"));
    answer("get-obj-default-after-setting", await bucket.get("1"));
    // The tag of what a key of KMS encrypts is of no bytes that anybody knows.
    const like = hideKey("69a4214580de172e3b6dbfaf0b1aaf4a");
    answer("put-obj-after-setting", like(await bucket.put("2", "test-sse")));
    answer("get-obj-after-setting", like(await bucket.get("2")));
  },
  "s3 sse default kms key": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const second = await makeBucket(client, {}, "bucket-2");
    const own = { ServerSideEncryption: "aws:kms" };
    const tell = async (label: string, of: typeof bucket, tag: string, key: string, more: Fields) => {
      const like = hideKey(tag);
      answer(`put-obj-default-kms-s3-key${label}`, like(await of.put(key, "test-sse", more)));
      answer(`get-obj-default-kms-s3-key${label}`, like(await of.get(key)));
    };
    await tell("", bucket, "8c4f00a5f79a9d26aaf8462d148bd5bf", "1", own);
    await tell("-bucket-2", second, "59252a09a794c20170ced454936d6299", "1", own);
    const set = await encrypt(bucket, { SSEAlgorithm: "aws:kms" }, true);
    answer("put-bucket-encryption-default-kms-s3-key", set);
    answer("get-bucket-encryption-default-kms-s3-key", await bucket.call("GetBucketEncryption"));
    await tell("-from-bucket", bucket, "8a33ac88b9e72b00c035aac8388183f5", "2", {});
  },
  "put bucket logging": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await makeBucket(client, {}, "target-bucket");
    const owner = (shown: Shown) =>
      JSON.parse(JSON.stringify(shown).replaceAll(/[0-9a-f]{64}/g, "owner-id")) as object;
    answer("get-bucket-logging-default", await bucket.call("GetBucketLogging"));
    answer("get-bucket-default-acl", owner(await bucket.call("GetBucketAcl")));
    const LoggingEnabled = { TargetBucket: "target-bucket", TargetPrefix: "log" };
    answer(
      "put-bucket-logging",
      await bucket.call("PutBucketLogging", { BucketLoggingStatus: { LoggingEnabled } }),
    );
    answer("get-bucket-logging", await bucket.call("GetBucketLogging"));
    answer("put-bucket-logging-delete", await bucket.call("PutBucketLogging", { BucketLoggingStatus: {} }));
  },
  "put bucket logging cross locations": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const make = (Bucket: string, region: string) =>
      client.call("s3", "CreateBucket", { Bucket, ...constrain(region) }, { region });
    await make("far", "us-west-2");
    await make("near", "us-west-1");
    const BucketLoggingStatus = { LoggingEnabled: { TargetBucket: "far", TargetPrefix: "log" } };
    const [one, two] = ["put-bucket-logging-cross-us-east-1", "put-bucket-logging-different-regions"];
    answer(one, await bucket.call("PutBucketLogging", { BucketLoggingStatus }));
    answer(
      two,
      await useBucket(client, "near").call("PutBucketLogging", { BucketLoggingStatus }, "us-west-1"),
    );
  },
  "bucket lifecycle multiple rules": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const rule = (ID: string, Prefix: string, Days: number) => ({
      ...{ ID, Status: "Enabled", Filter: { Prefix }, Expiration: { Days } },
    });
    const Rules = [
      rule("rule_one", "testobject", 7),
      rule("rule_two", "test", 15),
      rule("rule_three", "t", 30),
    ];
    await bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules } });
    const got = await bucket.call("GetBucketLifecycleConfiguration");
    const hidden = (got["Rules"] as object[]).map((one) => ({ ...one, Expiration: "<expiration>" }));
    answer("get-bucket-lifecycle-conf", { ...got, Rules: hidden });
    answer("put-object-match-both-rules", await bucket.put("testobject-expired", "test"));
    answer("put-object-match-rule-2", await bucket.put("test-expired", "test"));
    answer("put-object-no-match", await bucket.put("no-rules", "test"));
  },
  "bucket lifecycle configuration date": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Expiration = { Date: new Date(Date.UTC(2027, 0, 1)) };
    const Rules = [{ ID: "rule_number_one", Status: "Enabled", Filter: {}, Expiration }];
    await bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules } });
    answer("get-bucket-lifecycle-conf", await bucket.call("GetBucketLifecycleConfiguration"));
  },
  "s3 transition default minimum object size": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Rules = [{ ID: "wholebucket", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 7 } }];
    const put = (more: Fields) =>
      bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules }, ...more });
    const get = () => bucket.call("GetBucketLifecycleConfiguration");
    const member = "TransitionDefaultMinimumObjectSize";
    answer("varies-by-storage", await put({ [member]: "varies_by_storage_class" }));
    answer("get-varies-by-storage", await get());
    answer("default", await put({}));
    answer("get-default", await get());
    answer("all-storage", await put({ [member]: "all_storage_classes_128K" }));
    answer("get-all-storage", await get());
    answer("bad-value", await put({ [member]: "value" }));
  },
  "put bucket inventory config order": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (Id: string) =>
      bucket.call("PutBucketInventoryConfiguration", {
        Id,
        InventoryConfiguration: {
          ...{ Id, IsEnabled: true, IncludedObjectVersions: "All", Schedule: { Frequency: "Daily" } },
          Destination: { S3BucketDestination: { Bucket: "arn:aws:s3:::bucket", Format: "CSV" } },
        },
      });
    for (const id of ["test-1", "z-test", "a-test"]) await put(id);
    answer("list-inventory-config", await bucket.call("ListBucketInventoryConfigurations"));
    answer("del-inventory-config", await bucket.call("DeleteBucketInventoryConfiguration", { Id: "z-test" }));
    answer("list-inventory-config-after-del", await bucket.call("ListBucketInventoryConfigurations"));
  },
  "s3 default bucket encryption": {
    without: { "get-bucket-no-encryption": "AWS shows nothing here, as its page has it otherwise" },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client);
      answer("default-bucket-encryption", await bucket.call("GetBucketEncryption"));
      answer("delete-bucket-encryption", await bucket.call("DeleteBucketEncryption"));
      answer("delete-bucket-encryption-idempotent", await bucket.call("DeleteBucketEncryption"));
    },
  },
  "s3 bucket encryption sse s3": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-bucket-enc", await encrypt(bucket, { SSEAlgorithm: "AES256" }, true));
    answer("put-object-encrypted", await bucket.put("k", "test-encrypted"));
    answer("head-object-encrypted", await bucket.call("HeadObject", { Key: "k" }));
    answer("get-object-encrypted", await bucket.get("k"));
  },
  "s3 bucket encryption sse kms": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const rule = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "1234abcd-12ab-34cd-56ef-1234567890ab" };
    answer("put-bucket-enc", await encrypt(bucket, rule, true));
    answer("get-bucket-enc", await bucket.call("GetBucketEncryption"));
    const like = hideKey("88206b4eb968f907bf407d28fb04ceff");
    answer("put-object-encrypted", like(await bucket.put("k", "test-encrypted")));
    answer("head-object-encrypted", like(await bucket.call("HeadObject", { Key: "k" })));
    answer("get-object-encrypted", like(await bucket.get("k")));
    answer("put-bucket-enc-bucket-key-disabled", await encrypt(bucket, rule, false));
    answer(
      "put-object-encrypted-bucket-key-disabled",
      hideKey("7dfb290d8f2cc85b35a86adf9bceb32a")(await bucket.put("k", "test-encrypted")),
    );
  },
  "bucket acceleration configuration crud": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const put = (Status: string) =>
      bucket.call("PutBucketAccelerateConfiguration", { AccelerateConfiguration: { Status } });
    const get = () => bucket.call("GetBucketAccelerateConfiguration");
    answer("get-bucket-default-accelerate-config", await get());
    answer("put-bucket-accelerate-config-enabled", await put("Enabled"));
    answer("get-bucket-accelerate-config-enabled", await get());
    answer("put-bucket-accelerate-config-disabled", await put("Suspended"));
    answer("get-bucket-accelerate-config-disabled", await get());
  },
  "get bucket metrics configuration not exist": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer(
      "get_bucket_metrics_configuration",
      await bucket.call("GetBucketMetricsConfiguration", { Id: "none" }),
    );
  },
  "delete metrics configuration": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Id = "metrics";
    await bucket.call("PutBucketMetricsConfiguration", { Id, MetricsConfiguration: { Id } });
    answer(
      "delete_bucket_metrics_configuration",
      await bucket.call("DeleteBucketMetricsConfiguration", { Id }),
    );
    answer("get_bucket_metrics_configuration", await bucket.call("GetBucketMetricsConfiguration", { Id }));
  },
  "delete metrics configuration twice": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Id = "metrics";
    await bucket.call("PutBucketMetricsConfiguration", { Id, MetricsConfiguration: { Id } });
    for (const turn of [1, 2])
      answer(
        `delete_bucket_metrics_configuration_${turn}`,
        await bucket.call("DeleteBucketMetricsConfiguration", { Id }),
      );
  },
};
