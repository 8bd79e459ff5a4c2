/** Uses of things that few logs hold: sets of tasks, roles of services, places of DataSync, users of an identity store. */
import type { Use } from "./uses.ts";

const ACCOUNT = "111122223333";
const ID = "a1b2c3d4-1111-4222-8333-444455556666";
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const STORE = "d-1234567890";

export const LATER_USES: Readonly<Record<string, Use>> = {
  "task-set": {
    use: [
      "ecs",
      "UpdateTaskSet",
      {
        cluster: "blue",
        service: "green",
        taskSet: "ecs-svc/1234567890123456789",
        scale: { value: 50, unit: "PERCENT" },
      },
    ],
    read: ["ecs", "DescribeTaskSets", { cluster: "blue", service: "green" }],
    shows: "ecs-svc/1234567890123456789",
    lacks: { ministack: "CreateTaskSet" },
  },
  "service-linked-role": {
    use: ["iam", "UpdateRoleDescription", { roleName: "AWSServiceRoleForSupport", description: "x" }],
    read: ["iam", "ListRoles", {}],
    shows: "AWSServiceRoleForSupport",
  },
  "datasync-location": {
    use: ["datasync", "DeleteLocation", { locationArn: arn("datasync", "location/loc-0123456789abcdef0") }],
    read: ["datasync", "ListLocations", {}],
    shows: arn("datasync", "location/loc-0123456789abcdef0"),
    lacks: { ministack: "datasync" },
  },
  "push-endpoint": {
    use: [
      "sns",
      "SetEndpointAttributes",
      { endpointArn: arn("sns", `endpoint/GCM/shop/${ID}`), attributes: { Enabled: "true" } },
    ],
    read: [
      "sns",
      "ListEndpointsByPlatformApplication",
      { PlatformApplicationArn: arn("sns", "app/GCM/shop") },
    ],
    lacks: { ministack: "ListEndpointsByPlatformApplication" },
  },
  "ses-identity": {
    use: [
      "ses",
      "SetIdentityMailFromDomain",
      { identity: "shop.example", mailFromDomain: "mail.shop.example" },
    ],
    read: ["sesv2", "ListEmailIdentities", {}],
    shows: "shop.example",
  },
  "identity-store-user": {
    use: ["identitystore", "DeleteUser", { identityStoreId: STORE, userId: ID }],
    read: ["identitystore", "ListUsers", { IdentityStoreId: STORE }],
    lacks: { ministack: "identitystore" },
  },
  "identity-store-group": {
    use: ["identitystore", "DeleteGroup", { identityStoreId: STORE, groupId: ID.replace("a1", "b1") }],
    read: ["identitystore", "ListGroups", { IdentityStoreId: STORE }],
    lacks: { ministack: "identitystore" },
  },
  "identity-store-membership": {
    use: [
      "identitystore",
      "DeleteGroupMembership",
      { identityStoreId: STORE, membershipId: ID.replace("a1", "c1") },
    ],
    read: ["identitystore", "ListGroups", { IdentityStoreId: STORE }],
    lacks: { ministack: "identitystore" },
  },
  "workspace-directory": {
    use: ["workspaces", "DeregisterWorkspaceDirectory", { directoryId: "d-0123456789" }],
    read: ["workspaces", "DescribeWorkspaceDirectories", {}],
    shows: "d-0123456789",
    lacks: { ministack: "workspaces" },
  },
  "s3-table-namespace": {
    use: [
      "s3tables",
      "DeleteNamespace",
      { tableBucketARN: arn("s3tables", "bucket/lake"), namespace: "sales" },
    ],
    read: ["s3tables", "ListTableBuckets", {}],
    lacks: { moto: "the service in this region" },
  },
  "swf-domain": {
    use: ["swf", "DeprecateDomain", { name: "orders" }],
    read: ["swf", "ListDomains", { registrationStatus: "REGISTERED" }],
    shows: "orders",
    lacks: { ministack: "swf" },
  },
  "lightsail-instance": {
    use: ["lightsail", "RebootInstance", { instanceName: "blog-1" }],
    read: ["lightsail", "GetInstance", { instanceName: "blog-1" }],
    shows: "blog-1",
    lacks: { moto: "lightsail", ministack: "lightsail" },
  },
  "shield-subscription": {
    use: [
      "shield",
      "CreateProtection",
      { name: "front", resourceArn: arn("ec2", "eip-allocation/eipalloc-0123456789abcdef0") },
    ],
    read: ["shield", "DescribeSubscription", {}],
    lacks: { ministack: "shield" },
  },
  "public-ip": {
    use: ["ec2", "DisassociateAddress", { publicIp: "198.51.100.7" }],
    read: ["ec2", "DescribeAddresses", { PublicIps: ["198.51.100.7"] }],
  },
  "state-machine-alias": {
    use: [
      "stepfunctions",
      "UpdateStateMachineAlias",
      { stateMachineAliasArn: arn("states", "stateMachine:orders:live"), description: "new" },
    ],
    read: [
      "stepfunctions",
      "DescribeStateMachineAlias",
      { stateMachineAliasArn: arn("states", "stateMachine:orders:live") },
    ],
    shows: "live",
    lacks: { ministack: "CreateStateMachineAlias" },
  },
  macie: {
    use: ["macie2", "CreateAllowList", { name: "ours", criteria: { regex: "x" }, clientToken: ID }],
    read: ["macie2", "GetMacieSession", {}],
    lacks: { ministack: "macie2" },
  },
  "security-hub": {
    use: ["securityhub", "BatchImportFindings", { findings: [] }],
    read: ["securityhub", "DescribeHub", {}],
    lacks: { ministack: "securityhub" },
  },
  inspector: {
    use: ["inspector2", "CreateFilter", { name: "low", action: "SUPPRESS", filterCriteria: {} }],
    read: ["inspector2", "BatchGetAccountStatus", { accountIds: [ACCOUNT] }],
    lacks: { ministack: "inspector2" },
  },
  "state-machine-version": {
    use: [
      "stepfunctions",
      "DeleteStateMachineVersion",
      { stateMachineVersionArn: arn("states", "stateMachine:ship:2") },
    ],
    read: ["stepfunctions", "ListStateMachines", {}],
    shows: "ship",
  },
  "swf-activity-type": {
    use: ["swf", "DeprecateActivityType", { domain: "orders", activityType: { name: "pack", version: "2" } }],
    read: ["swf", "ListActivityTypes", { domain: "orders", registrationStatus: "REGISTERED" }],
    shows: "pack",
    lacks: { ministack: "swf" },
  },
  "swf-workflow-type": {
    use: ["swf", "DeprecateWorkflowType", { domain: "orders", workflowType: { name: "ship", version: "2" } }],
    read: ["swf", "ListWorkflowTypes", { domain: "orders", registrationStatus: "REGISTERED" }],
    shows: "ship",
    lacks: { ministack: "swf" },
  },
  "task-execution": {
    use: [
      "datasync",
      "CancelTaskExecution",
      { taskExecutionArn: arn("datasync", "task/task-0123456789abcdef0/execution/exec-0123456789abcdef0") },
    ],
    read: ["datasync", "ListTasks", {}],
    lacks: { ministack: "datasync" },
  },
  "glue-session": {
    use: ["glue", "StopSession", { id: "notebook" }],
    read: ["glue", "GetSession", { Id: "notebook" }],
    shows: "notebook",
    lacks: { ministack: "GetSession" },
  },
  "stream-consumer": {
    use: [
      "kinesis",
      "DeregisterStreamConsumer",
      { streamARN: arn("kinesis", "stream/trucks"), consumerName: "router" },
    ],
    read: ["kinesis", "ListStreamConsumers", { StreamARN: arn("kinesis", "stream/trucks") }],
    shows: "router",
  },
  "container-image": {
    use: ["ecr", "StartImageScan", { repositoryName: "web", imageId: { imageTag: "v12" } }],
    read: ["ecr", "DescribeImages", { repositoryName: "web", imageIds: [{ imageTag: "v12" }] }],
    shows: "v12",
    lacks: { ministack: "StartImageScan" },
  },
};
