// Operations whose order within one second a row of sequences.json tells.
import { expect, test } from "bun:test";
import { expectSecond } from "./second-order.ts";
import { order } from "./wait-chains.ts";

test("a service's calls go in the sequence in which it takes them", async () => {
  const stream = (name: string, more: object) => ({
    source: "kinesis",
    name,
    request: { streamName: "usage", ...more },
  });
  await expectSecond(
    [],
    [
      stream("IncreaseStreamRetentionPeriod", { retentionPeriodHours: 72 }),
      stream("DecreaseStreamRetentionPeriod", { retentionPeriodHours: 48 }),
    ],
  );
  const streamARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/usage";
  const mode = { source: "kinesis", name: "UpdateStreamMode", request: { streamARN, streamModeDetails: {} } };
  await expectSecond([], [stream("UpdateShardCount", { targetShardCount: 2 }), mode]);
});

test("what is stopped to be changed is stopped first", async () => {
  const names = ["StopApplication", "UpdateApplication", "StartApplication"];
  const request = { applicationId: "00f0abcdefghij01" };
  await expectSecond(
    [],
    names.map((name) => ({ source: "emr-serverless", name, request })),
  );
});

test.each([
  ["s3", { bucketName: "scans" }, ["PutBucketOwnershipControls", "PutBucketAcl", "PutBucketLogging"]],
  ["s3", { bucketName: "scans" }, ["PutBucketVersioning", "PutBucketReplication"]],
])("%s %p goes as one call lets the next", async (source, request, names) => {
  await expectSecond(
    [],
    names.map((name) => ({ source, name, request })),
  );
});

test("a definition is given up before it is deleted", async () => {
  const arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/b:1";
  await expectSecond(
    [],
    [
      { source: "ecs", name: "DeregisterTaskDefinition", request: { taskDefinition: arn } },
      { source: "ecs", name: "DeleteTaskDefinitions", request: { taskDefinitions: [arn] } },
    ],
  );
});

test("a domain leads to a stage that a deployment makes", async () => {
  await expectSecond(
    [],
    [
      { source: "apigateway", name: "CreateDeployment", request: { restApiId: "abc123", stageName: "all" } },
      {
        source: "apigateway",
        name: "CreateBasePathMapping",
        request: {
          domainName: "a.example.com",
          createBasePathMappingInput: { restApiId: "abc123", stage: "all" },
        },
      },
    ],
  );
});

test("a workflow is started once its type is in use again", async () => {
  const workflowType = { name: "visit", version: "1" };
  await expectSecond(
    [],
    [
      { source: "swf", name: "UndeprecateWorkflowType", request: { domain: "d", workflowType } },
      {
        source: "swf",
        name: "StartWorkflowExecution",
        request: { domain: "d", workflowId: "w", workflowType },
      },
    ],
  );
});

test("what is done to a thing that is switched on goes after that, where several calls prove that it is", async () => {
  const redshift = (name: string, more: object) => ({
    source: "redshift",
    name,
    request: { clusterIdentifier: "costs", ...more },
  });
  await expectSecond(
    [],
    [
      redshift("EnableSnapshotCopy", { destinationRegion: "us-west-2" }),
      redshift("ModifySnapshotCopyRetentionPeriod", { retentionPeriod: 3 }),
    ],
  );
  const instances = { autoScalingGroupName: "all", instanceIds: ["i-0a0a0a0a0a0a0a0a0"] };
  await expectSecond(
    [],
    [
      { source: "autoscaling", name: "AttachInstances", request: instances },
      {
        source: "autoscaling",
        name: "SetInstanceProtection",
        request: { ...instances, protectedFromScaleIn: true },
      },
    ],
  );
  const activityType = { name: "all", version: "1" };
  await expectSecond(
    [{ source: "swf", name: "RegisterActivityType", request: { domain: "d", name: "all", version: "1" } }],
    [
      { source: "swf", name: "DeprecateActivityType", request: { domain: "d", activityType } },
      { source: "swf", name: "UndeprecateActivityType", request: { domain: "d", activityType } },
    ],
  );
});

test.each([
  ["iam", "policyArn", "arn:aws:iam::111122223333:policy/ci", "versionId", ["v2", "v1"]],
  ["iot", "policyName", "ci", "policyVersionId", ["2", "1"]],
] as const)(
  "%s: a version is deleted once another one counts, in several lanes too",
  async (source, policy, name, version, [next, last]) => {
    const call = (operation: string, number: string) => ({
      source,
      name: operation,
      request: { [policy]: name, [version]: number },
    });
    const [chosen, deleted] = [call("SetDefaultPolicyVersion", next), call("DeletePolicyVersion", last)];
    await expectSecond([], [chosen, deleted]);
    const steps = await order([deleted, chosen].map((one) => ({ ...one, second: 0 })));
    expect(steps[1]?.after).toEqual([0]);
  },
);

test("a table is exported once it is backed up all the time", async () => {
  const tableArn = "arn:aws:dynamodb:eu-west-1:111122223333:table/carts";
  await expectSecond(
    [],
    [
      {
        source: "dynamodb",
        name: "UpdateContinuousBackups",
        request: {
          tableName: "carts",
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        },
      },
      { source: "dynamodb", name: "ExportTableToPointInTime", request: { tableArn, s3Bucket: "b" } },
    ],
  );
});

test("what is shared is shared before that is taken back", async () => {
  const share = (more: object) => ({
    source: "rds",
    name: "ModifyDBSnapshotAttribute",
    request: { dBSnapshotIdentifier: "monday", attributeName: "restore", ...more },
  });
  await expectSecond(
    [],
    [share({ valuesToAdd: ["222233334444"] }), share({ valuesToRemove: ["222233334444"] })],
  );
  const nodes = (name: string, newReplicationFactor: number) => ({
    source: "dax",
    name,
    request: { clusterName: "cache", newReplicationFactor },
  });
  await expectSecond([], [nodes("IncreaseReplicationFactor", 3), nodes("DecreaseReplicationFactor", 1)]);
});
