/** Scenarios of buckets, whose answers were recorded on AWS. */
import type { Shown } from "../support/client.ts";
import { ACCOUNT } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { constrain, type Fields, LOG_DELIVERY, makePolicy, policyOf } from "./recorded-buckets-help.ts";
import { list, makeBucket, makeVersioned, useBucket } from "./support.ts";

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
};
