/** Settings of DynamoDB's tables. */
import type { Setting, Step } from "./compare.ts";

const TableName = "pears";
const TABLE_ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/pears";
const made = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
};
const READS: readonly Step[] = [
  ["DescribeTable", { TableName }],
  ["DescribeTimeToLive", { TableName }],
  ["DescribeContinuousBackups", { TableName }],
  ["DescribeContributorInsights", { TableName }],
  ["DescribeKinesisStreamingDestination", { TableName }],
  ["ListTagsOfResource", { ResourceArn: TABLE_ARN }],
  ["GetResourcePolicy", { ResourceArn: TABLE_ARN }],
  ["ListBackups"],
  ["ListTables"],
  ["ListContributorInsights"],
  ["DescribeTableReplicaAutoScaling", { TableName }],
];
const ofTable = (steps: readonly Step[], more = {}): Setting => ({
  service: "dynamodb",
  steps: [["CreateTable", { ...made, ...more }], ...steps],
  reads: READS,
  own: ["RevisionId", "LatestStreamLabel", "LatestStreamArn"],
});
const update = (more: object): Step => ["UpdateTable", { TableName, ...more }];
const throughput = { ReadCapacityUnits: 3, WriteCapacityUnits: 4 };
const index = {
  IndexName: "i",
  KeySchema: [{ AttributeName: "b", KeyType: "HASH" }],
  Projection: { ProjectionType: "ALL" },
};
const AttributeDefinitions = [...made.AttributeDefinitions, { AttributeName: "b", AttributeType: "S" }];
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "dynamodb:GetItem", Resource: TABLE_ARN },
  ],
});
const makeStream: Step = ["kinesis.CreateStream", { StreamName: "s", ShardCount: 1 }];
const StreamArn = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";

export const tables: Readonly<Record<string, Setting>> = {
  "a table": ofTable([], { Tags: [{ Key: "a", Value: "b" }] }),
  "a provisioned table": ofTable([], { BillingMode: "PROVISIONED", ProvisionedThroughput: throughput }),
  "a table's indexes": ofTable([], { AttributeDefinitions, GlobalSecondaryIndexes: [index] }),
  "a table's stream when made": ofTable([], {
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  }),
  "a table's key when made": ofTable([], {
    SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/aws/dynamodb" },
  }),
  "a table's protection when made": ofTable([], {
    DeletionProtectionEnabled: true,
    TableClass: "STANDARD_INFREQUENT_ACCESS",
  }),
  "a table's most throughput": ofTable([], {
    OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 },
  }),
  "a table's mode": ofTable([update({ BillingMode: "PROVISIONED", ProvisionedThroughput: throughput })]),
  "a table's throughput": ofTable(
    [update({ ProvisionedThroughput: { ReadCapacityUnits: 9, WriteCapacityUnits: 9 } })],
    {
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: throughput,
    },
  ),
  "an index that is made": ofTable([
    update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] }),
  ]),
  "an index that goes": ofTable([update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "i" } }] })], {
    ...{ AttributeDefinitions, GlobalSecondaryIndexes: [index] },
  }),
  "an index's throughput": ofTable(
    [
      update({
        GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "i", ProvisionedThroughput: throughput } }],
      }),
    ],
    {
      ...{ AttributeDefinitions, BillingMode: "PROVISIONED", ProvisionedThroughput: throughput },
      GlobalSecondaryIndexes: [
        { ...index, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      ],
    },
  ),
  "a table's stream": ofTable([
    update({ StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" } }),
  ]),
  "a table's stream that ends": ofTable([update({ StreamSpecification: { StreamEnabled: false } })], {
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  }),
  "a table's key": ofTable([update({ SSESpecification: { Enabled: true, SSEType: "KMS" } })]),
  "a table's protection": ofTable([update({ DeletionProtectionEnabled: true })]),
  "a table's class": ofTable([update({ TableClass: "STANDARD_INFREQUENT_ACCESS" })]),
  "a table's copies": ofTable([update({ ReplicaUpdates: [{ Create: { RegionName: "eu-central-1" } }] })], {
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  }),
  "when items end": ofTable([
    ["UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "t" } }],
  ]),
  recovery: ofTable([
    [
      "UpdateContinuousBackups",
      { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ],
  ]),
  "recovery for days": ofTable([
    [
      "UpdateContinuousBackups",
      {
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
      },
    ],
  ]),
  insights: ofTable([["UpdateContributorInsights", { TableName, ContributorInsightsAction: "ENABLE" }]]),
  "a table's policy": ofTable([["PutResourcePolicy", { ResourceArn: TABLE_ARN, Policy: policy }]]),
  "a table's policy when made": ofTable([], { ResourcePolicy: policy }),
  "a table's policy that goes": ofTable([
    ["PutResourcePolicy", { ResourceArn: TABLE_ARN, Policy: policy }],
    ["DeleteResourcePolicy", { ResourceArn: TABLE_ARN }],
  ]),
  "a table's tags": ofTable([
    [
      "TagResource",
      {
        ResourceArn: TABLE_ARN,
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "c", Value: "d" },
        ],
      },
    ],
    ["UntagResource", { ResourceArn: TABLE_ARN, TagKeys: ["a"] }],
  ]),
  "where a table's changes go": ofTable([
    makeStream,
    ["EnableKinesisStreamingDestination", { TableName, StreamArn }],
  ]),
  "where a table's changes went": ofTable([
    makeStream,
    ["EnableKinesisStreamingDestination", { TableName, StreamArn }],
    ["DisableKinesisStreamingDestination", { TableName, StreamArn }],
  ]),
  "how exactly a table's changes are told": ofTable([
    makeStream,
    ["EnableKinesisStreamingDestination", { TableName, StreamArn }],
    [
      "UpdateKinesisStreamingDestination",
      {
        ...{ TableName, StreamArn },
        UpdateKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MICROSECOND" },
      },
    ],
  ]),
  "insights that end": ofTable([
    ["UpdateContributorInsights", { TableName, ContributorInsightsAction: "ENABLE" }],
    ["UpdateContributorInsights", { TableName, ContributorInsightsAction: "DISABLE" }],
  ]),
  "recovery that ends": ofTable([
    [
      "UpdateContinuousBackups",
      { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ],
    [
      "UpdateContinuousBackups",
      { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } },
    ],
  ]),
  "a table that goes": ofTable([["DeleteTable", { TableName }]]),
  "a table's protection that ends": ofTable([update({ DeletionProtectionEnabled: false })], {
    DeletionProtectionEnabled: true,
  }),
  "a table's copies that go": ofTable(
    [
      update({ ReplicaUpdates: [{ Create: { RegionName: "eu-central-1" } }] }),
      update({ ReplicaUpdates: [{ Delete: { RegionName: "eu-central-1" } }] }),
    ],
    { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } },
  ),
  "a backup": {
    ...ofTable([["CreateBackup", { TableName, BackupName: "b" }]]),
    reads: [["ListBackups"], ["DescribeBackup", { BackupArn: "$CreateBackup.BackupDetails.BackupArn" }]],
  },
  "a backup that goes": ofTable([
    ["CreateBackup", { TableName, BackupName: "b" }],
    ["DeleteBackup", { BackupArn: "$CreateBackup.BackupDetails.BackupArn" }],
  ]),
  "a restored table": ofTable([
    ["CreateBackup", { TableName, BackupName: "b" }],
    ["DeleteTable", { TableName }],
    [
      "RestoreTableFromBackup",
      { TargetTableName: TableName, BackupArn: "$CreateBackup.BackupDetails.BackupArn" },
    ],
  ]),
};
