/** Settings of S3's buckets and objects. */
import type { Setting, Step } from "./compare.ts";

const Bucket = "pears";
const ID = "ID";
const READS: readonly Step[] = [
  ...["Acl", "Cors", "Policy", "PolicyStatus", "Tagging", "Website", "Encryption", "Versioning", "Logging"],
  ...["Location", "Replication", "OwnershipControls", "NotificationConfiguration", "RequestPayment", "Abac"],
  ...["AccelerateConfiguration", "LifecycleConfiguration"],
].map((name): Step => [`GetBucket${name}`, { Bucket }]);
const MORE_READS: readonly Step[] = [
  ["GetPublicAccessBlock", { Bucket }],
  ["GetObjectLockConfiguration", { Bucket }],
  ["ListBucketMetricsConfigurations", { Bucket }],
  ["ListBucketAnalyticsConfigurations", { Bucket }],
  ["ListBucketInventoryConfigurations", { Bucket }],
  ["ListBucketIntelligentTieringConfigurations", { Bucket }],
  ["ListBuckets"],
  ["HeadBucket", { Bucket }],
];
const make: Step = [
  "CreateBucket",
  { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } },
];
const ofBucket = (steps: readonly Step[], more = {}): Setting => ({
  service: "s3",
  steps: [[make[0], { ...make[1], ...more }], ...steps],
  reads: [...READS, ...MORE_READS],
  own: ["ETag"],
});
const put = (name: string, more: Readonly<Record<string, unknown>>): Step => [
  name,
  { Bucket, ...more } as never,
];
const versions = put("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } });
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::pears/*",
    },
  ],
});
const encrypt = (rule: object) =>
  put("PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [rule] } });
const lifecycle = put("PutBucketLifecycleConfiguration", {
  LifecycleConfiguration: {
    Rules: [{ ID, Status: "Enabled", Filter: { Prefix: "a" }, Expiration: { Days: 3 } }],
  },
});
const unblock = put("DeletePublicAccessBlock", {});
const metrics = put("PutBucketMetricsConfiguration", {
  Id: "m",
  MetricsConfiguration: { Id: "m", Filter: { Prefix: "a" } },
});

export const buckets: Readonly<Record<string, Setting>> = {
  "a bucket": ofBucket([]),
  "a bucket with tags": ofBucket([], {
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1", Tags: [{ Key: "a", Value: "b" }] },
  }),
  "a bucket with locks": ofBucket([], { ObjectLockEnabledForBucket: true }),
  "a bucket's owner": ofBucket([], { ObjectOwnership: "ObjectWriter" }),
  "a bucket's encryption": ofBucket([
    encrypt({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }),
  ]),
  "a bucket's key": ofBucket([
    encrypt({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/a" } }),
  ]),
  "a bucket's own key": ofBucket([
    encrypt({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" }, BucketKeyEnabled: true }),
  ]),
  "a bucket's encryption that goes": ofBucket([
    encrypt({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }),
    put("DeleteBucketEncryption", {}),
  ]),
  versions: ofBucket([versions]),
  "versions no more": ofBucket([
    versions,
    put("PutBucketVersioning", { VersioningConfiguration: { Status: "Suspended" } }),
  ]),
  "a bucket's policy": ofBucket([put("PutBucketPolicy", { Policy: policy })]),
  "a bucket's policy that goes": ofBucket([
    put("PutBucketPolicy", { Policy: policy }),
    put("DeleteBucketPolicy", {}),
  ]),
  "a bucket's tags": ofBucket([
    put("PutBucketTagging", { Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }),
    put("PutBucketTagging", { Tagging: { TagSet: [{ Key: "c", Value: "d" }] } }),
  ]),
  "a bucket's tags that go": ofBucket([
    put("PutBucketTagging", { Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }),
    put("DeleteBucketTagging", {}),
  ]),
  "a bucket's rules for origins": ofBucket([
    put("PutBucketCors", {
      CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
    }),
  ]),
  "a bucket's website": ofBucket([
    put("PutBucketWebsite", {
      WebsiteConfiguration: { IndexDocument: { Suffix: "i" }, ErrorDocument: { Key: "e" } },
    }),
  ]),
  "a bucket's website that goes": ofBucket([
    put("PutBucketWebsite", { WebsiteConfiguration: { IndexDocument: { Suffix: "i" } } }),
    put("DeleteBucketWebsite", {}),
  ]),
  "a bucket's lifecycle": ofBucket([lifecycle]),
  "a bucket's lifecycle that goes": ofBucket([lifecycle, put("DeleteBucketLifecycle", {})]),
  "what is blocked": ofBucket([
    put("PutPublicAccessBlock", {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: true,
      },
    }),
  ]),
  "what is not blocked": ofBucket([unblock]),
  "a bucket's ownership": ofBucket([
    put("PutBucketOwnershipControls", {
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    }),
  ]),
  "a bucket's ownership that goes": ofBucket([put("DeleteBucketOwnershipControls", {})]),
  "a bucket's list": ofBucket([
    unblock,
    put("PutBucketOwnershipControls", {
      OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
    }),
    put("PutBucketAcl", { ACL: "public-read" }),
  ]),
  "a bucket's log": ofBucket([
    put("PutBucketLogging", {
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: Bucket, TargetPrefix: "l/" } },
    }),
  ]),
  "who pays": ofBucket([
    put("PutBucketRequestPayment", { RequestPaymentConfiguration: { Payer: "Requester" } }),
  ]),
  "a fast bucket": ofBucket([
    put("PutBucketAccelerateConfiguration", { AccelerateConfiguration: { Status: "Enabled" } }),
  ]),
  "a bucket's notifications": ofBucket([
    put("PutBucketNotificationConfiguration", {
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  ]),
  "a bucket that tells a queue": ofBucket([
    ["sqs.CreateQueue", { QueueName: "q" }],
    put("PutBucketNotificationConfiguration", {
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            ...{ Id: "n", QueueArn: "arn:aws:sqs:eu-west-1:111122223333:q", Events: ["s3:ObjectCreated:*"] },
            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "a" }] } },
          },
        ],
      },
    }),
  ]),
  "a bucket's copies": ofBucket([
    versions,
    put("PutBucketReplication", {
      ReplicationConfiguration: {
        Role: "arn:aws:iam::111122223333:role/a",
        Rules: [{ ID, Status: "Enabled", Prefix: "", Destination: { Bucket: "arn:aws:s3:::pears" } }],
      },
    }),
  ]),
  "a bucket's locks": ofBucket([
    versions,
    put("PutObjectLockConfiguration", {
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
      },
    }),
  ]),
  "a bucket's analysis": ofBucket([
    put("PutBucketAnalyticsConfiguration", {
      Id: "m",
      AnalyticsConfiguration: { Id: "m", StorageClassAnalysis: {} },
    }),
  ]),
  "a bucket's tiers": ofBucket([
    put("PutBucketIntelligentTieringConfiguration", {
      Id: "m",
      IntelligentTieringConfiguration: {
        ...{ Id: "m", Status: "Enabled" },
        Tierings: [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" }],
      },
    }),
  ]),
  "a bucket's rules for origins that go": ofBucket([
    put("PutBucketCors", {
      CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
    }),
    put("DeleteBucketCors", {}),
  ]),
  "a bucket that goes": ofBucket([put("DeleteBucket", {})]),
  "a bucket's log that ends": ofBucket([
    put("PutBucketLogging", {
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: Bucket, TargetPrefix: "l/" } },
    }),
    put("PutBucketLogging", { BucketLoggingStatus: {} }),
  ]),
  "a bucket's notifications that end": ofBucket([
    put("PutBucketNotificationConfiguration", {
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
    put("PutBucketNotificationConfiguration", { NotificationConfiguration: {} }),
  ]),
  "a bucket's metrics": ofBucket([metrics]),
  "a bucket's metrics that go": ofBucket([metrics, put("DeleteBucketMetricsConfiguration", { Id: "m" })]),
  "an object": {
    service: "s3",
    steps: [
      make,
      [
        "PutObject",
        {
          Bucket,
          Key: "a",
          Body: new Uint8Array([1, 2]),
          ContentType: "text/plain",
          Metadata: { a: "b" },
          Tagging: "c=d",
        },
      ],
    ],
    reads: [
      ["HeadObject", { Bucket, Key: "a" }],
      ["GetObjectTagging", { Bucket, Key: "a" }],
      ["ListObjectsV2", { Bucket }],
    ],
  },
  "an object's settings": {
    service: "s3",
    steps: [
      [make[0], { ...make[1], ObjectLockEnabledForBucket: true, ObjectOwnership: "ObjectWriter" }],
      unblock,
      ["PutObject", { Bucket, Key: "a", Body: new Uint8Array([1]) }],
      ["PutObjectTagging", { Bucket, Key: "a", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }],
      ["PutObjectLegalHold", { Bucket, Key: "a", LegalHold: { Status: "ON" } }],
      [
        "PutObjectRetention",
        { Bucket, Key: "a", Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date(1_900_000_000_000) } },
      ],
      ["PutObjectAcl", { Bucket, Key: "a", ACL: "public-read" }],
    ],
    reads: [
      ["GetObjectTagging", { Bucket, Key: "a" }],
      ["GetObjectLegalHold", { Bucket, Key: "a" }],
      ["GetObjectRetention", { Bucket, Key: "a" }],
      ["GetObjectAcl", { Bucket, Key: "a" }],
      ["ListObjectVersions", { Bucket }],
    ],
  },
};
