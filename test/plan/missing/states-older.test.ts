// What a call proves of the state before it, of what is made up for another thing, and of what stands beside it.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const ACCOUNT = "111122223333";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const ID = "a1b2c3d4-1111-4222-8333-444455556666";

const call = (service: string, operation: string, parameters: object, answer: object = {}): Call => ({
  service,
  operation,
  parameters,
  answer,
});

async function listMade(calls: readonly Call[]) {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.filter(({ creation }) => creation);
}

const NETWORK = ["CreateVpc", "CreateSubnet", "CreateSubnet"];

test.each([
  [call("ds", "EnableSso", { directoryId: "d-1234567890" }), [...NETWORK, "CreateDirectory", "CreateAlias"]],
  [
    call("ds", "DisableSso", { directoryId: "d-1234567890" }),
    [...NETWORK, "CreateDirectory", "CreateAlias", "EnableSso"],
  ],
  [
    call("iot", "SetDefaultPolicyVersion", { policyName: "p", policyVersionId: "3" }),
    ["CreatePolicy", "CreatePolicyVersion", "CreatePolicyVersion"],
  ],
  [
    call("iot", "DeletePolicyVersion", { policyName: "p", policyVersionId: "1" }),
    ["CreatePolicy", "CreatePolicyVersion"],
  ],
  [
    call("stepfunctions", "DeleteStateMachineAlias", {
      stateMachineAliasArn: arn("states", "stateMachine:orders:PROD"),
    }),
    ["CreateRole", "CreateStateMachine", "UpdateStateMachine", "CreateStateMachineAlias"],
  ],
  [
    call("ec2", "AcceptTransitGatewayPeeringAttachment", {
      AcceptTransitGatewayPeeringAttachmentRequest: {
        TransitGatewayAttachmentId: "tgw-attach-0123456789abcdef0",
      },
    }),
    ["CreateTransitGateway", "CreateTransitGateway", "CreateTransitGatewayPeeringAttachment"],
  ],
  [
    call("rds", "PromoteReadReplica", { dBInstanceIdentifier: "copy" }),
    ["CreateDBInstance", "CreateDBInstanceReadReplica"],
  ],
  [
    call("batch", "DeleteJobQueue", { jobQueue: "q" }),
    ["CreateRole", "CreateComputeEnvironment", "CreateJobQueue", "UpdateJobQueue"],
  ],
  [
    call("apigateway", "DeleteIntegrationResponse", {
      restApiId: "a1b2c3d4e5",
      resourceId: "r1s2t3",
      httpMethod: "GET",
      statusCode: "200",
    }),
    [
      ...["CreateRestApi", "CreateResource", "PutMethod", "PutIntegration", "PutMethodResponse"],
      "PutIntegrationResponse",
    ],
  ],
  [call("cloudfront", "PublishFunction", { name: "f", ifMatch: "E2" }), ["CreateFunction"]],
])("%j", async (use, made) => {
  expect((await listMade([use])).map(({ operation }) => operation.name)).toEqual([...made]);
});

test("all processes that are resumed were suspended, and no others", async () => {
  const resume = { autoScalingGroupName: "g", scalingProcesses: ["AZRebalance", "Terminate"] };
  const made = await listMade([call("autoscaling", "ResumeProcesses", resume)]);
  expect(made.at(-1)?.input).toEqual({
    AutoScalingGroupName: "g",
    ScalingProcesses: ["AZRebalance", "Terminate"],
  });
});

test("the targets that are taken off were on, in the rule's own bus", async () => {
  const made = await listMade([call("events", "RemoveTargets", { rule: "r", ids: ["a", "b"] })]);
  const queue = expect.stringMatching(/^arn:aws:sqs:/);
  expect(made.map(({ operation }) => operation.name)).toEqual(["PutRule", "CreateQueue", "PutTargets"]);
  expect(made.at(-1)?.input).toEqual({
    Rule: "r",
    EventBusName: "default",
    Targets: [
      { Id: "a", Arn: queue },
      { Id: "b", Arn: queue },
    ],
  });
});

test("an API is made with a method where a stage of it is made up for another service's call", async () => {
  const stage = "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod";
  const made = await listMade([call("wafv2", "DisassociateWebACL", { resourceArn: stage })]);
  expect(made.map(({ operation }) => operation.name)).toEqual([
    ...["CreateRestApi", "PutMethod", "PutIntegration", "CreateDeployment", "CreateStage"],
    ...["CreateWebACL", "AssociateWebACL"],
  ]);
  expect(made.at(-1)?.input["WebACLArn"]).toMatch(
    /^arn:aws:wafv2:eu-west-1:111122223333:regional\/webacl\/cloudmock-\w+\//,
  );
});

test("what other services' calls name by an ARN is made, whichever services the log has calls of", async () => {
  const tag = call("resourcegroupstaggingapi", "TagResources", {
    resourceARNList: [
      arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
      arn("glue", "job/nightly"),
    ],
    tags: { team: "tide" },
  });
  const names = (await listMade([tag])).map(({ operation }) => operation.name);
  expect(names).toEqual(["CreateFileSystem", "CreateRole", "CreateJob"]);
});

test("a channel is put where there is a recorder: the log's own, else one that is made up", async () => {
  const channel = call("config", "PutDeliveryChannel", {
    deliveryChannel: { name: "default", s3BucketName: "history" },
  });
  const recorder = call("config", "PutConfigurationRecorder", {
    configurationRecorder: { name: "own", roleARN: `arn:aws:iam::${ACCOUNT}:role/config` },
  });
  const names = async (calls: readonly Call[]) =>
    (await listMade(calls)).map(({ operation }) => operation.name);
  expect(await names([channel])).toContain("PutConfigurationRecorder");
  expect(await names([recorder, channel])).not.toContain("PutConfigurationRecorder");
});

test("a table has the keys of what it is restored as", async () => {
  const restored = {
    tableName: "copy",
    keySchema: [
      { attributeName: "at", keyType: "RANGE" },
      { attributeName: "order", keyType: "HASH" },
    ],
    attributeDefinitions: [
      { attributeName: "at", attributeType: "N" },
      { attributeName: "order", attributeType: "S" },
    ],
  };
  const backup = arn("dynamodb", "table/orders/backup/01700000000000-abcdef12");
  const restore = { targetTableName: "copy", backupArn: backup };
  const [table] = await listMade([
    call("dynamodb", "RestoreTableFromBackup", restore, { tableDescription: restored }),
  ]);
  expect(table?.input["KeySchema"]).toEqual([
    { AttributeName: "order", KeyType: "HASH" },
    { AttributeName: "at", KeyType: "RANGE" },
  ]);
});

test("what is stopped and never deleted was made by its name", async () => {
  const made = await listMade([call("sagemaker", "StopTransformJob", { transformJobName: "nightly" })]);
  expect(made.at(-1)?.input["TransformJobName"]).toBe("nightly");
});

test("an entry of a cluster goes by an ARN that its maker chose", async () => {
  const viewer = `arn:aws:iam::${ACCOUNT}:role/viewer`;
  const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
  const made = await listMade([
    call("eks", "AssociateAccessPolicy", { name: "blue", principalArn: viewer, policyArn: policy }),
  ]);
  const entry = made.find(({ operation }) => operation.name === "CreateAccessEntry");
  expect(entry?.input).toEqual({ clusterName: "blue", principalArn: viewer });
  expect(made.filter(({ operation }) => operation.name === "CreateRole")).toHaveLength(2);
});

test("a bucket of vectors goes by its name, though its calls may have an ARN instead", async () => {
  const [bucket] = await listMade([
    call("s3vectors", "DeleteVectorBucket", { vectorBucketName: "embeddings" }),
  ]);
  expect(bucket?.input).toEqual({ vectorBucketName: "embeddings" });
});

test("what is tagged is told by its id where no member says its type", async () => {
  const system = "fs-0123456789abcdef0";
  const names = async (use: Call) => (await listMade([use])).map(({ operation }) => operation.name);
  expect(await names(call("efs", "TagResource", { resourceId: system, tags: [] }))).toEqual([
    "CreateFileSystem",
  ]);
  expect(await names(call("emr", "RemoveTags", { resourceId: "j-ABCDEFGHIJKLM", tagKeys: ["a"] }))).toEqual([
    "RunJobFlow",
  ]);
  const set = arn("wafv2", `regional/ipset/office/${ID}`);
  expect(await names(call("wafv2", "TagResource", { resourceARN: set, tags: [] }))).toEqual(["CreateIPSet"]);
});

test("a thing in another is known by its own ARN, which does not tell that one", async () => {
  const cloudformation = (resource: string) => arn("cloudformation", `${resource}/${ID}`);
  const [stack, set] = await listMade([
    call("cloudformation", "ExecuteChangeSet", {
      changeSetName: cloudformation("changeSet/next"),
      stackName: cloudformation("stack/net"),
    }),
  ]);
  expect(stack?.input["StackName"]).toBe("net");
  expect(set?.input).toMatchObject({ StackName: "net", ChangeSetName: "next" });
  expect(set?.output).toEqual({ Id: cloudformation("changeSet/next") });
});

test("those whom something is taken from had it; of those who get it, nobody had", async () => {
  const share = (members: object) =>
    call("ssm", "ModifyDocumentPermission", { name: "patch", permissionType: "Share", ...members });
  const removed = await listMade([share({ accountIdsToRemove: ["333344445555"] })]);
  expect(removed.at(-1)?.input).toEqual({
    Name: "patch",
    PermissionType: "Share",
    AccountIdsToAdd: ["333344445555"],
  });
  expect(await listMade([share({ accountIdsToAdd: ["333344445555"] })])).toHaveLength(1);
});

test("what can only be deleted when it is given up was, and a type that came back", async () => {
  const names = async (use: Call) => (await listMade([use])).map(({ operation }) => operation.name);
  const undo = { thingTypeName: "t", undoDeprecate: true };
  expect(await names(call("iot", "DeprecateThingType", undo))).toEqual([
    "CreateThingType",
    "DeprecateThingType",
  ]);
  expect(await names(call("iot", "DeprecateThingType", { thingTypeName: "t" }))).toEqual(["CreateThingType"]);
  expect(await names(call("iot", "DeleteCertificate", { certificateId: "ab".repeat(32) }))).toEqual([
    "CreateKeysAndCertificate",
    "UpdateCertificate",
  ]);
});

test("a pipeline has the stage that calls name", async () => {
  const enable = { pipelineName: "ship", stageName: "Prod", transitionType: "Inbound" };
  const made = await listMade([call("codepipeline", "EnableStageTransition", enable)]);
  const pipeline = made.find(({ operation }) => operation.name === "CreatePipeline");
  expect(pipeline?.input).toMatchObject({ pipeline: { stages: [{ name: "Source" }, { name: "Prod" }] } });
  expect(made.at(-1)?.input).toMatchObject({ stageName: "Prod", transitionType: "Inbound" });
});

test("members who are watched no more were members", async () => {
  const made = await listMade([
    call("guardduty", "StopMonitoringMembers", {
      detectorId: "12abc34d567e8fa901bc2d34e56789f0",
      accountIds: ["333344445555", "444455556666"],
    }),
  ]);
  expect(made.map(({ operation }) => operation.name)).toEqual(["CreateDetector", "CreateMembers"]);
  expect(made.at(-1)?.input["AccountDetails"]).toHaveLength(2);
});

test.each([
  [call("network-firewall", "DeleteFirewallPolicy", { firewallPolicyName: "p" }), ["CreateFirewallPolicy"]],
  [call("kinesisvideo", "UntagStream", { streamName: "door", tagKeyList: ["a"] }), ["CreateStream"]],
  [
    call("elasticbeanstalk", "TerminateEnvironment", { environmentName: "shop-prod" }),
    ["CreateApplication", "CreateEnvironment"],
  ],
  [
    call("glue", "BatchDeletePartition", {
      databaseName: "sales",
      tableName: "orders",
      partitionsToDelete: [{ values: ["2024", "01"] }],
    }),
    ["CreateDatabase", "CreateTable", "BatchCreatePartition"],
  ],
])("what goes by a name or by an ARN is made by the name that it has: %j", async (use, made) => {
  expect((await listMade([use])).map(({ operation }) => operation.name)).toEqual([...made]);
});
