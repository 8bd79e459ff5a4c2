/** Scenarios of buckets and of what is set on them, whose answers were recorded on AWS. */
import type { Given, Shown } from "../support/client.ts";
import { ACCOUNT } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { list, makeBucket, makeVersioned, useBucket } from "./support.ts";

type Fields = { readonly [name: string]: Given };

const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

const policyOf = (Bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  });

const constrain = (LocationConstraint: string) => ({ CreateBucketConfiguration: { LocationConstraint } });

export const BUCKET_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "bucket availability": async ({ client, answer }) => {
    const bucket = useBucket(client, "none");
    answer("bucket-lifecycle", await bucket.call("GetBucketLifecycleConfiguration"));
    answer("bucket-replication", await bucket.call("GetBucketReplication"));
  },
  "different location constraint": async ({ client, answer }) => {
    const create = (Bucket: string, region: string, more: Fields = {}) =>
      client.call("s3", "CreateBucket", { Bucket, ...more }, { region });
    const locate = async (Bucket: string) => {
      const { LocationConstraint, ...rest } = await client.call("s3", "GetBucketLocation", { Bucket });
      // boto3 shows no text as none.
      return { LocationConstraint: LocationConstraint || null, ...rest };
    };
    await create("first", "us-east-1");
    const [one, two] = ["get-bucket-location-bucket", "create-bucket"];
    answer(`${one}-us-east-1`, await locate("first"));
    answer(`${two}-constraint-us-east-1`, await create("other", "us-east-1", constrain("us-east-1")));
    answer(`${two}-constraint-us-east-1-with-None`, await create("other", "us-east-1"));
    await create("second", "us-east-2", constrain("us-east-2"));
    answer(`${one}-us-east-2`, await locate("second"));
    answer(`${two}-us-east-2-no-constraint-exc`, await create("third", "us-east-2"));
    answer(`${two}-constraint-us-east-2-with-None`, await create("third", "us-east-2"));
    answer(
      `${two}-us-east-2-constraint-to-us-west-1`,
      await create("third", "us-east-2", constrain("us-west-1")),
    );
    answer(
      `${two}-us-west-1-constraint-to-us-east-2`,
      await create("third", "us-west-1", constrain("us-east-2")),
    );
    answer(
      `${two}-us-west-1-constraint-to-us-east-1`,
      await create("third", "us-west-1", constrain("us-east-1")),
    );
    answer("get-bucket-location-non-existent-bucket", await locate("none"));
  },
  "create bucket with eu location constraint raises": async ({ client, answer }) => {
    answer(
      "eu-location-constraint-error",
      await client.call(
        "s3",
        "CreateBucket",
        { Bucket: "bucket", ...constrain("EU") },
        { region: "us-west-2" },
      ),
    );
  },
  "create_bucket_with_invalid_location_constraint[eu-west-1-bar]": async ({ client, answer }) => {
    answer(
      "eu-west-1-location-constraint-bar-error",
      await client.call(
        "s3",
        "CreateBucket",
        { Bucket: "bucket", ...constrain("bar") },
        { region: "eu-west-1" },
      ),
    );
  },
  "s3 request payer": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const RequestPaymentConfiguration = { Payer: "Requester" };
    answer(
      "put-bucket-request-payment",
      await bucket.call("PutBucketRequestPayment", { RequestPaymentConfiguration }),
    );
    answer("get-bucket-request-payment", await bucket.call("GetBucketRequestPayment"));
  },
  "s3 uppercase bucket name": async ({ client, answer }) => {
    answer("uppercase-bucket", await client.call("s3", "CreateBucket", { Bucket: "Test-Bucket" }));
  },
  "create bucket with existing name": async ({ client, answer }) => {
    const create = (region: string) =>
      client.call("s3", "CreateBucket", { Bucket: "bucket", ...constrain(region) }, { region });
    await create("us-west-1");
    for (const region of ["us-west-1", "us-east-2"]) answer(`create-bucket-${region}`, await create(region));
  },
  "create bucket head bucket": {
    without: {
      head_bucket_filtered_header: "AWS says of which kind a body is that is not there",
      head_bucket_2_filtered_header: "AWS says of which kind a body is that is not there",
    },
    run: async ({ client, answer }) => {
      const region = "us-west-1";
      const headers = ({ ResponseMetadata }: Shown) => {
        const told = ResponseMetadata["HTTPHeaders" as "HTTPStatusCode"] as unknown as Record<string, string>;
        const { "x-amz-request-id": _, "x-amz-id-2": __, ...rest } = told;
        return { ...rest, "x-amz-request-id": "x-amz-request-id", "x-amz-id-2": "x-amz-id-2" };
      };
      answer("create_bucket", await client.call("s3", "CreateBucket", { Bucket: "first" }));
      answer(
        "create_bucket_location_constraint",
        await client.call("s3", "CreateBucket", { Bucket: "second", ...constrain(region) }, { region }),
      );
      const head = await client.call("s3", "HeadBucket", { Bucket: "first" });
      answer("head_bucket", head);
      answer("head_bucket_filtered_header", headers(head));
      const other = await client.call("s3", "HeadBucket", { Bucket: "second" }, { region });
      answer("head_bucket_2", other);
      answer("head_bucket_2_filtered_header", headers(other));
      answer("head_bucket_not_exist", await client.call("s3", "HeadBucket", { Bucket: "none" }));
    },
  },
  "bucket name with dots": {
    without: {
      "request-vhost-url-content": "the documents as they are, without who asks",
      "request-path-url-content": "the documents as they are, without who asks",
    },
    run: async ({ client, answer }) => {
      const bucket = await makeBucket(client, {}, "my.bucket.name");
      await bucket.put("my-content", "something");
      answer("list-objects", await list(bucket, {}, "ListObjects"));
    },
  },
  "s3 bucket acl": async ({ client, answer }) => {
    const bucket = await makeBucket(client, { ACL: "public-read" });
    const get = () => bucket.call("GetBucketAcl");
    const shown = await get();
    answer("get-bucket-acl", shown);
    await bucket.call("PutBucketAcl", { ACL: "private" });
    answer("get-bucket-canned-acl", await get());
    await bucket.call("PutBucketAcl", { GrantRead: `uri="${LOG_DELIVERY}"` });
    answer("get-bucket-grant-acl", await get());
    await bucket.call("PutBucketAcl", { AccessControlPolicy: makePolicy(shown) });
    answer("get-bucket-acp-acl", await get());
  },
  "s3 object acl": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const Key = "k";
    const get = () => bucket.call("GetObjectAcl", { Key });
    answer("put-object-default-acl", await bucket.put(Key));
    const shown = await get();
    answer("get-object-acl-default", shown);
    answer("put-object-acl", await bucket.call("PutObjectAcl", { Key, ACL: "public-read" }));
    answer("get-object-acl", await get());
    await bucket.call("PutObjectAcl", { Key, GrantRead: `uri="${LOG_DELIVERY}"` });
    answer("get-object-grant-acl", await get());
    await bucket.call("PutObjectAcl", { Key, AccessControlPolicy: makePolicy(shown) });
    answer("get-object-acp-acl", await get());
  },
  "validate website configuration": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const IndexDocument = { Suffix: "index.html" };
    const rule = (Redirect: Fields, more: Fields = {}) => ({
      IndexDocument,
      RoutingRules: [{ Condition: { KeyPrefixEquals: "prefix" }, Redirect, ...more }],
    });
    const all: Fields[] = [
      { IndexDocument: { Suffix: "/index.html" } },
      { IndexDocument: { Suffix: "" } },
      { IndexDocument, RedirectAllRequestsTo: { HostName: "test.com" } },
      {},
      rule({ Protocol: "protocol" }),
      rule({ ReplaceKeyPrefixWith: "new", ReplaceKeyWith: "new" }),
      rule({ ReplaceKeyWith: "new" }, { Condition: {} }),
      { IndexDocument, RoutingRules: [] },
    ];
    for (const [at, WebsiteConfiguration] of all.entries()) {
      const shown = await bucket.call("PutBucketWebsite", { WebsiteConfiguration });
      const isEmpty = shown.Error?.["ArgumentValue"] === "";
      answer(
        `invalid-website-conf-${at}`,
        isEmpty ? { ...shown, Error: { ...shown.Error, ArgumentValue: null } } : shown,
      );
    }
  },
  "crud website configuration": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const get = () => bucket.call("GetBucketWebsite");
    answer("get-no-such-website-config", await get());
    answer("del-no-such-website-config", await bucket.call("DeleteBucketWebsite"));
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    answer("put-website-config", await bucket.call("PutBucketWebsite", { WebsiteConfiguration }));
    answer("get-website-config", await get());
  },
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
  "bucket operation between regions": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
    answer("put-website-config-region-1", await bucket.call("PutBucketWebsite", { WebsiteConfiguration }));
    answer(
      "put-cors-config-region-1",
      await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } }),
    );
    answer("get-website-config-region-2", await bucket.call("GetBucketWebsite", {}, "us-west-2"));
    answer("get-cors-config-region-2", await bucket.call("GetBucketCors", {}, "us-west-2"));
  },
  "region header exists outside us east 1": async ({ client, answer }) => {
    const region = "us-west-2";
    await client.call("s3", "CreateBucket", { Bucket: "bucket", ...constrain(region) }, { region });
    const bucket = useBucket(client, "bucket");
    answer("head_bucket", await bucket.call("HeadBucket"));
    answer("list_objects_v2", await list(bucket));
  },
  "get bucket policy": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const get = (more: Fields = {}) => bucket.call("GetBucketPolicy", more);
    answer("get-bucket-policy-no-such-bucket-policy", await get());
    await bucket.call("PutBucketPolicy", { Policy: policyOf("bucket") });
    answer("get-bucket-policy", await get());
    answer("get-bucket-policy-with-expected-bucket-owner", await get({ ExpectedBucketOwner: ACCOUNT }));
    answer(
      "get-bucket-policy-with-expected-bucket-owner-error",
      await get({ ExpectedBucketOwner: "000000000002" }),
    );
  },
  "put bucket policy": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("put-bucket-policy", await bucket.call("PutBucketPolicy", { Policy: policyOf("bucket") }));
    answer("get-bucket-policy", await bucket.call("GetBucketPolicy"));
  },
  "delete bucket policy expected bucket owner": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    await bucket.call("PutBucketPolicy", { Policy: policyOf("bucket") });
    const end = (ExpectedBucketOwner: string) => bucket.call("DeleteBucketPolicy", { ExpectedBucketOwner });
    answer("delete-bucket-policy-with-expected-bucket-owner-error", await end("000000000002"));
    answer("delete-bucket-policy-invalid-bucket-owner", await end("invalid"));
    answer("delete-bucket-policy-with-expected-bucket-owner", await end(ACCOUNT));
  },
  "get_bucket_policy_invalid_account_id[aa000000000$]": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer(
      "get-bucket-policy-invalid-bucket-owner",
      await bucket.call("GetBucketPolicy", { ExpectedBucketOwner: "aa000000000$" }),
    );
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
  "put object lock configuration on existing bucket": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    const get = () => bucket.call("GetObjectLockConfiguration");
    const put = () =>
      bucket.call("PutObjectLockConfiguration", {
        ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
      });
    const versions = (Status: string) =>
      bucket.call("PutBucketVersioning", { VersioningConfiguration: { Status } });
    answer("get-object-lock-existing-bucket-no-config", await get());
    answer("put-object-lock-existing-bucket-no-versioning", await put());
    answer("suspended-versioning", await versions("Suspended"));
    answer("put-object-lock-existing-bucket-versioning-disabled", await put());
    answer("enabled-versioning", await versions("Enabled"));
    answer("put-object-lock-existing-bucket-enabled", await put());
    answer("get-object-lock-existing-bucket-enabled", await get());
  },
  "put object lock configuration exc": async ({ client, answer }) => {
    const bucket = await makeVersioned(client);
    const put = async (label: string, ObjectLockConfiguration: Fields) =>
      answer(
        `put-lock-config-${label}`,
        await bucket.call("PutObjectLockConfiguration", { ObjectLockConfiguration }),
      );
    const on = { ObjectLockEnabled: "Enabled" };
    const retain = (DefaultRetention: Fields) => ({ ...on, Rule: { DefaultRetention } });
    await put("no-enabled", { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } });
    await put("empty", {});
    await put("empty-rule", { ...on, Rule: {} });
    await put("empty-retention", retain({}));
    await put("no-days", retain({ Mode: "GOVERNANCE" }));
    await put("bad-mode", retain({ Mode: "BAD-VALUE", Days: 1 }));
    await put("both-days-years", retain({ Mode: "GOVERNANCE", Days: 1, Years: 1 }));
  },
  "get cors": async ({ client, answer }) => {
    const bucket = await makeBucket(client);
    answer("get-cors-no-set", await bucket.call("GetBucketCors"));
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
    await bucket.call("PutBucketCors", { CORSConfiguration: { CORSRules } });
    answer("get-cors-after-set", await bucket.call("GetBucketCors"));
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

function makePolicy({ Owner }: Shown): Fields {
  const { ID } = Owner as { ID: string };
  return {
    Owner: { ID },
    Grants: [
      { Grantee: { ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" },
      { Grantee: { URI: LOG_DELIVERY, Type: "Group" }, Permission: "WRITE" },
    ],
  };
}
void ALL_USERS;

function encrypt(bucket: ReturnType<typeof useBucket>, rule: Fields, BucketKeyEnabled: boolean) {
  const Rules = [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled }];
  return bucket.call("PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules } });
}

/** The same with another tag, and with the account that the recording has. */
function hideKey(tag: string) {
  return (shown: Shown): object => ({
    ...shown,
    ETag: `"${tag}"`,
    SSEKMSKeyId: String(shown["SSEKMSKeyId"]).replace(ACCOUNT, "111111111111"),
  });
}
