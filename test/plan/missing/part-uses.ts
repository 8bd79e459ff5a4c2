/** The uses of what is between things or inside one: associations, rules, executions, subscriptions. */
import type { Use } from "./uses.ts";

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const RULE = arn(
  "elasticloadbalancing",
  "listener-rule/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee",
);
const EXECUTION = arn("states", "execution:orders:run-1");
const SUBSCRIPTION = arn("sns", "alarms:0f0f0f0f-1111-4222-8333-444444444444");

export const PART_USES: Readonly<Record<string, Use>> = {
  "address-association": {
    use: ["ec2", "DisassociateAddress", { associationId: "eipassoc-0123456789abcdef0" }],
    read: ["ec2", "DescribeAddresses", {}],
  },
  "route-table-association": {
    use: ["ec2", "DisassociateRouteTable", { associationId: "rtbassoc-0123456789abcdef0" }],
    read: ["ec2", "DescribeRouteTables", {}],
  },
  "interface-attachment": {
    use: ["ec2", "DetachNetworkInterface", { attachmentId: "eni-attach-0123456789abcdef0" }],
    read: ["ec2", "DescribeNetworkInterfaces", {}],
  },
  "vpc-block": {
    use: [
      "ec2",
      "DisassociateVpcCidrBlock",
      { DisassociateVpcCidrBlockRequest: { AssociationId: "vpc-cidr-assoc-0123456789abcdef0" } },
    ],
    read: ["ec2", "DescribeVpcs", {}],
    lacks: { ministack: "AssociateVpcCidrBlock" },
  },
  "task-definition": {
    use: ["ecs", "DeregisterTaskDefinition", { taskDefinition: "api:7" }],
    read: ["ecs", "ListTaskDefinitionFamilies", {}],
    shows: "api",
  },
  "job-definition": {
    use: ["batch", "SubmitJob", { jobName: "j", jobQueue: "q", jobDefinition: "recon:2" }],
    read: ["batch", "DescribeJobDefinitions", {}],
    shows: "recon",
  },
  "job-family": {
    use: ["batch", "SubmitJob", { jobName: "j", jobQueue: "q", jobDefinition: "recon" }],
    read: ["batch", "DescribeJobDefinitions", {}],
    shows: "recon",
  },
  "http-namespace": {
    use: ["servicediscovery", "DiscoverInstances", { namespaceName: "shop.internal", serviceName: "cart" }],
    read: ["servicediscovery", "ListNamespaces", {}],
    shows: "shop.internal",
  },
  "graphql-api": {
    use: ["appsync", "CreateApiKey", { apiId: "abcdefghijklmnopqrstuvwx26" }],
    read: ["appsync", "GetGraphqlApi", { apiId: "abcdefghijklmnopqrstuvwx26" }],
  },
  "listener-rule": {
    use: ["elbv2", "ModifyRule", { ruleArn: RULE, conditions: [{ field: "path-pattern", values: ["/a"] }] }],
    read: ["elbv2", "DescribeRules", { RuleArns: [RULE] }],
  },
  execution: {
    use: ["stepfunctions", "StopExecution", { executionArn: EXECUTION }],
    read: ["stepfunctions", "DescribeExecution", { executionArn: EXECUTION }],
  },
  "configuration-recorder": {
    use: ["config", "StopConfigurationRecorder", { configurationRecorderName: "default" }],
    read: ["config", "DescribeConfigurationRecorders", { ConfigurationRecorderNames: ["default"] }],
  },
  subscription: {
    use: [
      "sns",
      "SetSubscriptionAttributes",
      { subscriptionArn: SUBSCRIPTION, attributeName: "RawMessageDelivery", attributeValue: "true" },
    ],
    read: ["sns", "GetSubscriptionAttributes", { SubscriptionArn: SUBSCRIPTION }],
  },
  "security-group-rule": {
    use: [
      "ec2",
      "RevokeSecurityGroupIngress",
      {
        groupId: "sg-0123456789abcdef0",
        securityGroupRuleIds: { items: [{ securityGroupRuleId: "sgr-0123456789abcdef0" }] },
      },
    ],
    read: ["ec2", "DescribeSecurityGroupRules", {}],
  },
  "profile-association": {
    use: [
      "ec2",
      "DisassociateIamInstanceProfile",
      { DisassociateIamInstanceProfileRequest: { AssociationId: "iip-assoc-0123456789abcdef0" } },
    ],
    read: ["ec2", "DescribeIamInstanceProfileAssociations", {}],
  },
  "dms-endpoint": {
    use: ["dms", "DeleteEndpoint", { endpointArn: arn("dms", "endpoint:ABCDEFGHIJKLMNOP") }],
    read: ["dms", "DescribeEndpoints", {}],
    lacks: { ministack: "CreateEndpoint" },
  },
  "dms-instance": {
    use: ["dms", "DeleteReplicationInstance", { replicationInstanceArn: arn("dms", "rep:ABCDEFGHIJKLMNOP") }],
    read: ["dms", "DescribeReplicationInstances", {}],
    lacks: { ministack: "CreateReplicationInstance" },
  },
  "dms-task": {
    use: ["dms", "StopReplicationTask", { replicationTaskArn: arn("dms", "task:ABCDEFGHIJKLMNOP") }],
    read: ["dms", "DescribeReplicationTasks", {}],
    lacks: { ministack: "CreateReplicationTask" },
  },
  "function-version": {
    use: ["lambda", "UpdateAlias", { functionName: "resize", name: "live", functionVersion: "2" }],
    read: ["lambda", "ListVersionsByFunction", { FunctionName: "resize" }],
  },
  "task-family": {
    use: ["ecs", "UpdateService", { cluster: "blue", service: "web", taskDefinition: "web" }],
    read: ["ecs", "ListTaskDefinitionFamilies", {}],
    shows: "web",
  },
  "ecs-task": {
    use: [
      "ecs",
      "StopTask",
      { cluster: "blue", task: arn("ecs", "task/blue/0123456789abcdef0123456789abcdef") },
    ],
    read: ["ecs", "ListTasks", { cluster: "blue" }],
  },
  "api-stage": {
    use: ["apigateway", "UpdateStage", { restApiId: "a1b2c3d4e5", stageName: "prod", patchOperations: [] }],
    read: ["apigateway", "GetStage", { restApiId: "a1b2c3d4e5", stageName: "prod" }],
    shows: "prod",
  },
  "api-resource": {
    use: [
      "apigateway",
      "PutMethod",
      { restApiId: "a1b2c3d4e5", resourceId: "r1s2t3", httpMethod: "GET", authorizationType: "NONE" },
    ],
    read: ["apigateway", "GetResource", { restApiId: "a1b2c3d4e5", resourceId: "r1s2t3" }],
  },
  "cloud-map-namespace": {
    use: ["servicediscovery", "DeleteNamespace", { id: "ns-e4anhexample0004" }],
    read: ["servicediscovery", "ListNamespaces", {}],
    shows: "ns-e4anhexample0004",
  },
};
