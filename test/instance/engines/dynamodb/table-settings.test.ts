// What is set on tables.
import { expect, test } from "bun:test";
import { BY_ID, BY_ID_AND_TIME, makeDynamo } from "./ask.ts";

const ARN = "arn:aws:dynamodb:us-east-1:111111111111:table/orders";
const TableName = "orders";

async function makeTable() {
  const dynamo = makeDynamo();
  await dynamo.call("CreateTable", { TableName, ...BY_ID });
  return dynamo;
}

test("when items end", async () => {
  const { call } = await makeTable();
  const set = (AttributeName: string, Enabled: boolean) =>
    call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { AttributeName, Enabled } });
  expect(await set("end", false)).toBe("ValidationException: TimeToLive is already disabled");
  expect(await set("end", true)).toEqual({
    TimeToLiveSpecification: { AttributeName: "end", Enabled: true },
  });
  expect(await set("end", true)).toBe("ValidationException: TimeToLive is already enabled");
  expect(await set("other", true)).toBe(
    "ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is end",
  );
  expect(await call("DescribeTimeToLive", { TableName })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "end" },
  });
  await set("end", false);
  expect(await call("DescribeTimeToLive", { TableName })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" },
  });
});

test("tags, ten at once", async () => {
  const { call } = await makeTable();
  const ask = (name: string, input = {}) => call(name, { ResourceArn: ARN, ...input });
  expect(await call("TagResource", { Tags: [] })).toBe("ValidationException: Invalid TableArn");
  expect(await ask("TagResource", { Tags: [] })).toBe(
    "ValidationException: Atleast one Tag needs to be provided as Input.",
  );
  expect(await ask("TagResource", { ResourceArn: "a:b:c:d:e/f", Tags: [] })).toMatch(
    /^AccessDeniedException: User: .* is not authorized to perform: dynamodb:TagResource on resource: a:b:c:d:e\/f$/,
  );
  expect(await ask("ListTagsOfResource", { ResourceArn: "a:b:c:d:e:f/g" })).toBe(
    "ValidationException: Invalid TableArn: Invalid ResourceArn provided as input a:b:c:d:e:f/g",
  );
  expect(await ask("ListTagsOfResource", { ResourceArn: `${ARN}2` })).toBe(
    `ResourceNotFoundException: Requested resource not found: ResourcArn: ${ARN}2 not found`,
  );
  const Tags = Array.from({ length: 12 }, (_, at) => ({ Key: `k${at}`, Value: "v" }));
  await ask("TagResource", { Tags });
  const { Tags: first, NextToken } = await ask("ListTagsOfResource");
  expect(first).toEqual(Tags.slice(0, 10));
  expect(await ask("ListTagsOfResource", { NextToken })).toEqual({ Tags: Tags.slice(10) });
  await ask("UntagResource", { TagKeys: Tags.slice(1).map(({ Key }) => Key) });
  expect(await ask("ListTagsOfResource")).toEqual({ Tags: Tags.slice(0, 1) });
});

test("recovery to a moment, and what is restored", async () => {
  const { call } = await makeTable();
  const restore = (more = {}) =>
    call("RestoreTableToPointInTime", {
      ...{ SourceTableName: TableName, TargetTableName: "restored", UseLatestRestorableTime: true },
      ...more,
    });
  expect(await restore()).toBe(
    "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'orders'",
  );
  expect(await restore({ TargetTableName: TableName })).toBe(
    "TableAlreadyExistsException: Table already exists: orders",
  );
  expect(await call("DescribeContinuousBackups", { TableName })).toEqual({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
    },
  });
  const on = { TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  expect((await call("UpdateContinuousBackups", on)).ContinuousBackupsDescription).toMatchObject({
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 35 },
  });
  const { TableDescription } = await restore();
  expect(TableDescription).toMatchObject({
    ...{ TableName: "restored", TableStatus: "CREATING" },
    RestoreSummary: { SourceTableArn: ARN, RestoreInProgress: true },
  });
  const { Table } = await call("DescribeTable", { TableName: "restored" });
  expect(Table).toMatchObject({ TableStatus: "ACTIVE", RestoreSummary: { RestoreInProgress: false } });
  expect(TableDescription.KeySchema).toEqual(BY_ID.KeySchema);
  expect(await restore()).toBe("TableAlreadyExistsException: Table already exists: restored");
  expect(await restore({ SourceTableName: "none" })).toBe("TableNotFoundException: Table not found: none");
});

test("backups", async () => {
  const { call } = await makeTable();
  const { BackupDetails } = await call("CreateBackup", { TableName, BackupName: "nightly" });
  const { BackupArn } = BackupDetails;
  expect(BackupArn).toMatch(
    /^arn:aws:dynamodb:us-east-1:111111111111:table\/orders\/backup\/0\d{13}-[0-9a-f]{8}$/,
  );
  await call("CreateBackup", { TableName, BackupName: "nightly" });
  const { BackupSummaries } = await call("ListBackups", { TableName });
  expect(BackupSummaries).toHaveLength(2);
  const first = await call("ListBackups", { Limit: 1 });
  expect(first.LastEvaluatedBackupArn).toBe(BackupArn);
  await call("DeleteTable", { TableName });
  const { BackupDescription } = await call("DescribeBackup", { BackupArn });
  expect(BackupDescription.SourceTableDetails).toMatchObject({ TableName, BillingMode: "PAY_PER_REQUEST" });
  const restored = await call("RestoreTableFromBackup", { TargetTableName: TableName, BackupArn });
  expect(restored.TableDescription.RestoreSummary).toMatchObject({
    SourceBackupArn: BackupArn,
    RestoreInProgress: true,
  });
  expect((await call("DeleteBackup", { BackupArn })).BackupDescription.BackupDetails.BackupStatus).toBe(
    "DELETED",
  );
  expect(await call("DescribeBackup", { BackupArn })).toBe(
    `BackupNotFoundException: Backup not found: ${BackupArn}`,
  );
});

test("policies and their revisions", async () => {
  const { call } = await makeTable();
  const ask = (name: string, input = {}) => call(name, { ResourceArn: ARN, ...input });
  expect(await ask("GetResourcePolicy")).toMatch(/^PolicyNotFoundException: /);
  const { RevisionId } = await ask("PutResourcePolicy", { Policy: "{}", ExpectedRevisionId: "NO_POLICY" });
  expect(await ask("PutResourcePolicy", { Policy: "{}" })).toEqual({ RevisionId });
  expect(await ask("PutResourcePolicy", { Policy: "{ }", ExpectedRevisionId: "NO_POLICY" })).toContain(
    `but a policy exists with revision id ${RevisionId}.`,
  );
  expect(await ask("GetResourcePolicy")).toEqual({ Policy: "{}", RevisionId });
  expect(await ask("DeleteResourcePolicy")).toEqual({ RevisionId });
  expect(await ask("GetResourcePolicy")).toMatch(/^PolicyNotFoundException: /);
});

test("insights and streams of Kinesis", async () => {
  const { call } = makeDynamo();
  await call("CreateTable", { TableName, ...BY_ID_AND_TIME });
  const insights = { TableName, ContributorInsightsStatus: "DISABLED" };
  expect(await call("DescribeContributorInsights", { TableName })).toEqual(insights);
  await call("UpdateContributorInsights", { TableName, ContributorInsightsAction: "ENABLE" });
  const told = await call("DescribeContributorInsights", { TableName });
  expect(told.ContributorInsightsRuleList).toHaveLength(4);
  const mode = "ACCESSED_AND_THROTTLED_KEYS";
  const listed = { TableName, ContributorInsightsStatus: "ENABLED", ContributorInsightsMode: mode };
  expect(await call("ListContributorInsights")).toEqual({ ContributorInsightsSummaries: [listed] });
  await call("CreateTable", { TableName: "bills", ...BY_ID });
  await call("UpdateContributorInsights", { TableName: "bills", ContributorInsightsAction: "ENABLE" });
  const { ContributorInsightsSummaries: page, NextToken } = await call("ListContributorInsights", {
    MaxResults: 1,
  });
  expect(page).toEqual([{ ...listed, TableName: "bills" }]);
  expect(await call("ListContributorInsights", { NextToken })).toEqual({
    ContributorInsightsSummaries: [listed],
  });
  expect(await call("ListContributorInsights", { TableName: "bills" })).toEqual({
    ContributorInsightsSummaries: page,
  });
  await call("UpdateContributorInsights", { TableName: "bills", ContributorInsightsAction: "DISABLE" });
  expect(await call("ListContributorInsights", { TableName: "bills" })).toEqual({
    ContributorInsightsSummaries: [],
  });
  expect(await call("ListContributorInsights", { TableName: "none" })).toMatch(/^ResourceNotFoundException/);
  const destination = { TableName, StreamArn: "arn:aws:kinesis:us-east-1:111111111111:stream/changes" };
  expect((await call("EnableKinesisStreamingDestination", destination)).DestinationStatus).toBe("ENABLING");
  expect(await call("EnableKinesisStreamingDestination", destination)).toMatch(/^ResourceInUseException: /);
  const { KinesisDataStreamDestinations } = await call("DescribeKinesisStreamingDestination", { TableName });
  expect(KinesisDataStreamDestinations[0].DestinationStatus).toBe("ACTIVE");
});

test("tables by name, a page at a time", async () => {
  const { call } = makeDynamo();
  for (const name of ["ccc", "aaa", "bbb"]) await call("CreateTable", { TableName: name, ...BY_ID });
  expect(await call("ListTables", { Limit: 2 })).toEqual({
    TableNames: ["aaa", "bbb"],
    LastEvaluatedTableName: "bbb",
  });
  expect(await call("ListTables", { ExclusiveStartTableName: "bb0" })).toEqual({
    TableNames: ["bbb", "ccc"],
  });
});

test("a table that the account's own key encrypts, until it does no longer", async () => {
  const { client, call } = makeDynamo();
  const { TableDescription } = await call("CreateTable", {
    ...{ TableName, ...BY_ID },
    SSESpecification: { Enabled: true },
  });
  const { KMSMasterKeyArn: KeyId } = TableDescription.SSEDescription;
  const { KeyMetadata } = await client.call("kms", "DescribeKey", { KeyId });
  expect(KeyMetadata).toMatchObject({
    Arn: KeyId,
    Description: "Default key that protects my DynamoDB data when no other key is defined",
    KeyManager: "AWS",
  });
  const named = await client.call("kms", "DescribeKey", { KeyId: "alias/aws/dynamodb" });
  expect(named.KeyMetadata).toEqual(KeyMetadata);
  const changed = await call("UpdateTable", { TableName, SSESpecification: { Enabled: false } });
  expect(changed.TableDescription.SSEDescription).toEqual({
    ...TableDescription.SSEDescription,
    Status: "UPDATING",
  });
  expect((await call("DescribeTable", { TableName })).Table.SSEDescription).toBeUndefined();
});

test("a client that asks where to ask is told where it asks", async () => {
  const { call } = makeDynamo();
  expect(await call("DescribeEndpoints")).toEqual({
    Endpoints: [{ Address: "localhost:4566", CachePeriodInMinutes: 1440 }],
  });
});
