// What a call proves about the state before it: a thing that is made for it is brought there.
import { describe, expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls } from "./plan-calls.ts";

async function listMade(calls: readonly Call[]): Promise<string[]> {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.flatMap(({ creation, operation }) => (creation ? [operation.name] : []));
}

const call = (service: string, operation: string, parameters: object): Call => ({
  service,
  operation,
  parameters,
});
const db = { dBInstanceIdentifier: "db" };
const key = { keyId: "11111111-2222-3333-4444-555555555555" };

test.each([
  [call("rds", "StartDBInstance", db), ["CreateDBInstance", "StopDBInstance"]],
  [call("rds", "StopDBInstance", db), ["CreateDBInstance"]],
  [call("kms", "CancelKeyDeletion", key), ["CreateKey", "ScheduleKeyDeletion"]],
  [call("medialive", "StopChannel", { channelId: "1234567" }), ["CreateChannel", "StartChannel"]],
  [
    call("mediaconnect", "StopFlow", {
      flowArn: "arn:aws:mediaconnect:eu-west-1:111122223333:flow:1-AABBCCDD-1:camera",
    }),
    ["CreateFlow", "StartFlow"],
  ],
  [
    call("emr-serverless", "StopApplication", { applicationId: "00f1abcdefgh1234" }),
    ["CreateApplication", "StartApplication"],
  ],
  [
    call("emr-serverless", "DeleteApplication", { applicationId: "00f1abcdefgh1234" }),
    ["CreateApplication", "StopApplication"],
  ],
  [
    call("ds", "EnableSso", { directoryId: "d-0123456789" }),
    ["CreateVpc", "CreateSubnet", "CreateSubnet", "CreateDirectory", "CreateAlias"],
  ],
  [call("redshift", "ResumeCluster", { clusterIdentifier: "dw" }), ["CreateCluster", "PauseCluster"]],
  [
    call("redshift", "DisableSnapshotCopy", { clusterIdentifier: "dw" }),
    ["CreateCluster", "EnableSnapshotCopy"],
  ],
  [
    call("kinesis", "StopStreamEncryption", {
      streamName: "s",
      encryptionType: "KMS",
      keyId: "alias/aws/kinesis",
    }),
    ["CreateStream", "StartStreamEncryption"],
  ],
  [
    call("appconfig", "DeleteHostedConfigurationVersion", {
      applicationId: "abc1234",
      configurationProfileId: "def5678",
      versionNumber: 3,
    }),
    [
      ...["CreateApplication", "CreateConfigurationProfile"],
      ...Array<string>(3).fill("CreateHostedConfigurationVersion"),
    ],
  ],
  [call("swf", "UndeprecateDomain", { name: "orders" }), ["RegisterDomain", "DeprecateDomain"]],
  [
    call("swf", "UndeprecateActivityType", { domain: "d", activityType: { name: "pack", version: "2" } }),
    ["RegisterDomain", "RegisterActivityType", "DeprecateActivityType"],
  ],
  [
    call("ec2", "RestoreSnapshotTier", {
      RestoreSnapshotTierRequest: { SnapshotId: "snap-0a1b2c3d4e5f60718" },
    }),
    ["CreateVolume", "CreateSnapshot", "ModifySnapshotTier"],
  ],
  [
    call("ec2", "EnableImage", { EnableImageRequest: { ImageId: "ami-0a1b2c3d4e5f60718" } }),
    ["RegisterImage", "DisableImage"],
  ],
  [
    call("ecs", "DeleteTaskDefinitions", { taskDefinitions: ["web:1"] }),
    ["RegisterTaskDefinition", "DeregisterTaskDefinition"],
  ],
  [
    call("comprehend", "StopEntitiesDetectionJob", { jobId: "0123456789abcdef0123456789abcdef" }),
    ["CreateRole", "StartEntitiesDetectionJob"],
  ],
  [call("secretsmanager", "RestoreSecret", { secretId: "prod/db" }), ["CreateSecret", "DeleteSecret"]],
  [call("cloudtrail", "StopLogging", { name: "t" }), ["CreateBucket", "CreateTrail", "StartLogging"]],
  [
    call("s3", "RestoreObject", { bucketName: "old", key: "a/b", restore: "", RestoreRequest: { Days: 1 } }),
    ["CreateBucket", "PutObject", "PutObject"],
  ],
  [
    call("config", "StopConfigurationRecorder", { configurationRecorderName: "default" }),
    [
      "CreateRole",
      "PutConfigurationRecorder",
      "CreateBucket",
      "PutDeliveryChannel",
      "StartConfigurationRecorder",
    ],
  ],
  [
    call("iam", "DeletePolicyVersion", {
      policyArn: "arn:aws:iam::111122223333:policy/p",
      versionId: "v1",
    }),
    ["CreatePolicy", "CreatePolicyVersion"],
  ],
  [
    call("apigateway", "CreateDeployment", { restApiId: "a1b2c3d4e5" }),
    ["CreateRestApi", "PutMethod", "PutIntegration"],
  ],
  [
    call("rds", "FailoverDBCluster", { dBClusterIdentifier: "ledger" }),
    ["CreateDBCluster", "CreateDBInstance", "CreateDBInstance"],
  ],
  [
    call("cognito-idp", "AdminResetUserPassword", { userPoolId: "eu-west-1_AbCdEfGhI", username: "ann" }),
    ["CreateUserPool", "AdminCreateUser", "AdminUpdateUserAttributes", "AdminSetUserPassword"],
  ],
  [
    call("ecs", "RunTask", { cluster: "k", taskDefinition: "api:3" }),
    [
      ...Array(3).fill("RegisterTaskDefinition"),
      "CreateCluster",
      "CreateVpc",
      "CreateSubnet",
      "RunInstances",
      "RegisterContainerInstance",
    ],
  ],
  [
    call("ecs", "RunTask", { cluster: "k", taskDefinition: "api:3", launchType: "FARGATE" }),
    [...Array(3).fill("RegisterTaskDefinition"), "CreateCluster"],
  ],
])("%j", async (one, made) => {
  expect(await listMade([one])).toEqual(made);
});

test("the first call that tells decides", async () => {
  const [stop, start] = [call("rds", "StopDBInstance", db), call("rds", "StartDBInstance", db)];
  expect(await listMade([call("rds", "RebootDBInstance", db), start])).toEqual([
    "CreateDBInstance",
    "StopDBInstance",
  ]);
  expect(await listMade([stop, start])).toEqual(["CreateDBInstance"]);
  expect(await listMade([call("rds", "CreateDBInstance", db), start])).toEqual([]);
});

test("an API whose methods the log has gets none", async () => {
  const method = { restApiId: "a1b2c3d4e5", resourceId: "abcde12345", httpMethod: "GET" };
  const calls = [
    call("apigateway", "PutMethod", { ...method, putMethodInput: { authorizationType: "NONE" } }),
    call("apigateway", "CreateDeployment", { restApiId: "a1b2c3d4e5" }),
  ];
  expect(await listMade(calls)).toEqual(["CreateRestApi", "CreateResource"]);
});

test("what the log has ended is brought back, and not made again", async () => {
  const secret = { secretId: "prod/db" };
  const calls = [
    call("secretsmanager", "DeleteSecret", secret),
    call("secretsmanager", "RestoreSecret", secret),
  ];
  expect(await listMade([...calls, call("secretsmanager", "PutSecretValue", secret)])).toEqual([
    "CreateSecret",
  ]);
});

test("only the thing in the member that the row names", async () => {
  const logging = {
    bucketName: "app-bucket",
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "log-bucket", TargetPrefix: "a/" } },
  };
  const steps = await addPrerequisites(await planCalls([call("s3", "PutBucketLogging", logging)]));
  const acl = steps.filter(({ operation }) => operation.name === "PutBucketAcl");
  expect(acl.map(({ input }) => input["Bucket"])).toEqual(["log-bucket"]);
  expect(acl[0]?.creation?.evidence).toBe("PutBucketLogging proves the state that it was in");
});

test("a recorder delivers by the one channel that there is, whatever its name", async () => {
  const calls = [
    call("config", "StopConfigurationRecorder", { configurationRecorderName: "main" }),
    call("config", "DeleteDeliveryChannel", { deliveryChannelName: "to-s3" }),
    call("config", "DeleteConfigurationRecorder", { configurationRecorderName: "main" }),
  ];
  const steps = await addPrerequisites(await planCalls(calls));
  const list = (operation: string) =>
    steps.flatMap(({ operation: { name }, input }) => (name === operation ? [input] : []));
  const channels = list("PutDeliveryChannel").map((input) => input["DeliveryChannel"]);
  expect(channels).toMatchObject([{ name: "to-s3" }, { name: "to-s3" }]);
  expect(list("PutConfigurationRecorder")).toHaveLength(1);
});

describe("what the call asked and was answered", () => {
  const start = (previous: string): Call => ({
    service: "ec2",
    operation: "StartInstances",
    parameters: { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] } },
    answer: {
      instancesSet: { items: [{ instanceId: "i-0123456789abcdef0", previousState: { name: previous } }] },
    },
  });

  test("an instance that was running is not stopped before it is started", async () => {
    expect(await listMade([start("stopped")])).toContain("StopInstances");
    expect(await listMade([start("running")])).not.toContain("StopInstances");
  });

  test("a table is backed up before it is restored, and as the source alone", async () => {
    const restore = { sourceTableName: "from", targetTableName: "to", useLatestRestorableTime: true };
    const calls = [call("dynamodb", "RestoreTableToPointInTime", restore)];
    expect(await listMade(calls)).toEqual(["CreateTable", "UpdateContinuousBackups"]);
  });

  test("a time to live is put on before it is taken off", async () => {
    const set = (enabled: boolean) =>
      call("dynamodb", "UpdateTimeToLive", {
        tableName: "t",
        timeToLiveSpecification: { enabled, attributeName: "end" },
      });
    expect(await listMade([set(false)])).toEqual(["CreateTable", "UpdateTimeToLive"]);
    expect(await listMade([set(true)])).toEqual(["CreateTable"]);
  });

  test("versions of a policy are made where calls name them and none of the log's made them", async () => {
    const policyArn = "arn:aws:iam::111122223333:policy/p";
    const remove = (versionId: string) => call("iam", "DeletePolicyVersion", { policyArn, versionId });
    const create = (versionId: string | undefined): Call => ({
      ...call("iam", "CreatePolicyVersion", { policyArn, policyDocument: "{}" }),
      answer: versionId === undefined ? null : { policyVersion: { versionId } },
    });
    const listVersions = async (calls: readonly Call[]) => {
      const steps = await addPrerequisites(await planCalls(calls));
      return steps.flatMap(({ creation, operation, output }) =>
        creation && operation.name === "CreatePolicyVersion" ? [output["PolicyVersion"]] : [],
      );
    };
    expect(await listVersions([remove("v2"), remove("v4"), create("v5"), remove("v5")])).toEqual([
      { VersionId: "v2" },
      { VersionId: "v4" },
    ]);
    // A policy that is older than the log is first seen when a version is added to it.
    expect(await listVersions([create("v2042"), remove("v2038"), remove("v2042"), remove("v1")])).toEqual([
      { VersionId: "v2038" },
    ]);
    // Which number a call gave is not told: any later one may be that.
    expect(await listVersions([remove("v3"), create(undefined), remove("v4")])).toEqual([
      { VersionId: "v2" },
      { VersionId: "v3" },
    ]);
  });

  test("versions of a parameter are counted up to where that is not far", async () => {
    const label = (parameterVersion: number) =>
      call("ssm", "LabelParameterVersion", { name: "p", parameterVersion, labels: ["live"] });
    const put = "PutParameter";
    expect(await listMade([label(3)])).toEqual([put, put, put]);
    expect(await listMade([label(3000), label(2999)])).toEqual([put, put, put]);
  });

  test("versions of a launch template are counted by whichever member names one", async () => {
    const modify = call("ec2", "ModifyLaunchTemplate", {
      ModifyLaunchTemplateRequest: { LaunchTemplateId: "lt-0123456789abcdef0", SetDefaultVersion: 3 },
    });
    const version = "CreateLaunchTemplateVersion";
    expect(await listMade([modify])).toEqual(["CreateLaunchTemplate", version, version]);
  });

  test("an instance is put into its group by that service, which the answer names", async () => {
    const calls = [
      call("autoscaling", "TerminateInstanceInAutoScalingGroup", { instanceId: "i-0123456789abcdef0" }),
    ].map((one) => ({ ...one, answer: { activity: { autoScalingGroupName: "workers" } } }));
    const steps = await addPrerequisites(await planCalls(calls));
    const attach = steps.find(({ operation }) => operation.name === "AttachInstances");
    expect(attach).toMatchObject({
      service: "autoscaling",
      input: { AutoScalingGroupName: "workers", InstanceIds: ["i-0123456789abcdef0"] },
    });
  });

  test("the second version of a policy is made, others are not known", async () => {
    const choose = (versionId: string) =>
      call("iam", "SetDefaultPolicyVersion", {
        policyArn: "arn:aws:iam::111122223333:policy/p",
        versionId,
      });
    expect(await listMade([choose("v2")])).toEqual(["CreatePolicy", "CreatePolicyVersion"]);
    expect(await listMade([choose("v1")])).toEqual(["CreatePolicy"]);
  });
});
