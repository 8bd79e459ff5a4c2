// S3's recorded forms as public logs show them, with values of our own.
import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";
import { expectInput } from "../support/expect-input.ts";

const bucketName = "b";

test("older logs: the sub-resource and the headers as lists of one", () =>
  expectInput(
    "s3",
    "PutBucketAcl",
    { bucketName, acl: [""], "x-amz-acl": ["private"], host: ["b.s3.amazonaws.com"] },
    { Bucket: "b", ACL: "private" },
  ));

test("an access control policy with one grant, and with several", async () => {
  const grantee = {
    "xsi:type": "CanonicalUser",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    ID: "i",
  };
  await expectInput(
    "s3",
    "PutBucketAcl",
    {
      bucketName,
      acl: "",
      AccessControlPolicy: {
        xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
        Owner: { ID: "o" },
        AccessControlList: { Grant: { Grantee: grantee, Permission: "FULL_CONTROL" } },
      },
    },
    {
      Bucket: "b",
      AccessControlPolicy: {
        Owner: { ID: "o" },
        Grants: [{ Grantee: { Type: "CanonicalUser", ID: "i" }, Permission: "FULL_CONTROL" }],
      },
    },
  );
  await expectInput(
    "s3",
    "PutObjectAcl",
    {
      bucketName,
      key: "k",
      acl: "",
      AccessControlPolicy: {
        AccessControlList: {
          Grant: [
            { Grantee: { "xsi:type": "Group", URI: "u" }, Permission: "READ" },
            { Grantee: grantee, Permission: "WRITE" },
          ],
        },
      },
    },
    {
      Bucket: "b",
      Key: "k",
      AccessControlPolicy: {
        Grants: [
          { Grantee: { Type: "Group", URI: "u" }, Permission: "READ" },
          { Grantee: { Type: "CanonicalUser", ID: "i" }, Permission: "WRITE" },
        ],
      },
    },
  );
});

test("a presigned upload: the signature's parts are no parameters, granting headers stand apart", () =>
  expectInput(
    "s3",
    "PutObject",
    {
      bucketName,
      key: "k",
      "X-Amz-Date": "20260401T000000Z",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Expires": "300",
      "X-Amz-Credential": "c",
      accessControlList: { "x-amz-grant-full-control": 'id="i"' },
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": "alias/k",
      "Content-Type": "text/plain",
    },
    {
      Bucket: "b",
      Key: "k",
      GrantFullControl: 'id="i"',
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: "alias/k",
      ContentType: "text/plain",
    },
  ));

/** Operation, the sub-resource's name, the recorded body, the API's body. */
const BODIES: [string, string, object, object][] = [
  [
    "PutBucketCors",
    "cors",
    {
      CORSConfiguration: {
        CORSRule: { AllowedOrigin: "*", AllowedMethod: ["GET", "PUT"], MaxAgeSeconds: 3000 },
      },
    },
    {
      CORSConfiguration: {
        CORSRules: [{ AllowedOrigins: ["*"], AllowedMethods: ["GET", "PUT"], MaxAgeSeconds: 3000 }],
      },
    },
  ],
  [
    "PutBucketWebsite",
    "website",
    {
      WebsiteConfiguration: {
        IndexDocument: { Suffix: "index.html" },
        ErrorDocument: { Key: 404 },
        RoutingRules: { RoutingRule: { Condition: { KeyPrefixEquals: "a/" }, Redirect: { HostName: "h" } } },
      },
    },
    {
      WebsiteConfiguration: {
        IndexDocument: { Suffix: "index.html" },
        ErrorDocument: { Key: "404" },
        RoutingRules: [{ Condition: { KeyPrefixEquals: "a/" }, Redirect: { HostName: "h" } }],
      },
    },
  ],
  [
    "PutBucketNotificationConfiguration",
    "notification",
    {
      NotificationConfiguration: {
        CloudFunctionConfiguration: {
          Id: 1,
          CloudFunction: "arn",
          Event: "s3:ObjectCreated:*",
          Filter: { S3Key: { FilterRule: [{ Name: "prefix", Value: "a" }] } },
        },
        EventBridgeConfiguration: "",
      },
    },
    {
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [
          {
            Id: "1",
            LambdaFunctionArn: "arn",
            Events: ["s3:ObjectCreated:*"],
            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "a" }] } },
          },
        ],
        EventBridgeConfiguration: {},
      },
    },
  ],
  [
    "PutBucketReplication",
    "replication",
    {
      ReplicationConfiguration: {
        Role: "r",
        Rule: { Status: "Enabled", Filter: "", Destination: { Bucket: "d" } },
      },
    },
    {
      ReplicationConfiguration: {
        Role: "r",
        Rules: [{ Status: "Enabled", Filter: {}, Destination: { Bucket: "d" } }],
      },
    },
  ],
  [
    "PutBucketEncryption",
    "encryption",
    {
      ServerSideEncryptionConfiguration: {
        Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: true },
      },
    },
    {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: true }],
      },
    },
  ],
  ["PutBucketLogging", "logging", { BucketLoggingStatus: "" }, { BucketLoggingStatus: {} }],
  [
    "PutBucketVersioning",
    "versioning",
    { VersioningConfiguration: { Status: "Enabled" } },
    { VersioningConfiguration: { Status: "Enabled" } },
  ],
  [
    "PutBucketOwnershipControls",
    "ownershipControls",
    { OwnershipControls: { Rule: { ObjectOwnership: "BucketOwnerEnforced" } } },
    { OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } },
  ],
  [
    "PutPublicAccessBlock",
    "publicAccessBlock",
    { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicAcls: "false" } },
    { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicAcls: false } },
  ],
  [
    "PutObjectLockConfiguration",
    "object-lock",
    { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Days: 1 } } } },
    { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Days: 1 } } } },
  ],
  [
    "DeleteObjects",
    "delete",
    { Delete: { Quiet: true, Object: [{ Key: 1 }, { Key: "b" }] } },
    { Delete: { Quiet: true, Objects: [{ Key: "1" }, { Key: "b" }] } },
  ],
];

test.each(BODIES)("%s", async (operation, subresource, recorded, input) => {
  for (const mark of ["", [""]]) {
    await expectInput(
      "s3",
      operation,
      { bucketName, [subresource]: mark, Host: "h", ...recorded },
      { Bucket: "b", ...input },
    );
  }
});

test("lifecycle: an empty filter, nested lists of one, several rules", () =>
  expectInput(
    "s3",
    "PutBucketLifecycleConfiguration",
    {
      bucketName,
      lifecycle: "",
      LifecycleConfiguration: {
        Rule: [
          { ID: "a", Filter: "", Status: "Enabled", Transition: { Days: 30, StorageClass: "GLACIER" } },
          { ID: "b", Filter: { And: { Prefix: "p", Tag: { Key: "k", Value: 1 } } }, Status: "Disabled" },
        ],
      },
    },
    {
      Bucket: "b",
      LifecycleConfiguration: {
        Rules: [
          {
            ID: "a",
            Filter: {},
            Status: "Enabled",
            Transitions: [{ Days: 30, StorageClass: "GLACIER" }],
          },
          { ID: "b", Filter: { And: { Prefix: "p", Tags: [{ Key: "k", Value: "1" }] } }, Status: "Disabled" },
        ],
      },
    },
  ));

test("a text with a namespace of its own", () =>
  expectInput(
    "s3",
    "CreateBucket",
    { bucketName, CreateBucketConfiguration: { LocationConstraint: { xmlns: "x", content: "eu-west-1" } } },
    { Bucket: "b", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } },
  ));

test("fixed parts of a query go, a value of their name elsewhere stays", async () => {
  await expectInput(
    "s3",
    "ListObjectsV2",
    { bucketName, "list-type": "2", "max-keys": "1000", prefix: "" },
    { Bucket: "b", MaxKeys: 1000, Prefix: "" },
  );
  const model = await loadModel("s3");
  const operation = model.operations["ListObjectsV2"];
  if (!operation) throw new RangeError();
  expect(decodeParameters(operation, { "list-type": "3" }).unmatched).toEqual(["list-type"]);
});

test("the account's public access block", () =>
  expectInput(
    "s3control",
    "PutPublicAccessBlock",
    {
      Host: "h",
      "x-amz-account-id": "111122223333",
      publicAccessBlock: "",
      PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
    },
    { AccountId: "111122223333", PublicAccessBlockConfiguration: { IgnorePublicAcls: true } },
  ));
