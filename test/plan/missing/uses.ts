/** For each recipe a call that uses such a thing, and the call that reads it, both in recorded identifiers. */
import { KIND_USES } from "./kind-uses.ts";
import { LATER_USES } from "./later-uses.ts";
import { OTHER_USES } from "./other-uses.ts";
import { PART_USES } from "./part-uses.ts";
import { STORE_USES } from "./store-uses.ts";

type Input = Readonly<Record<string, unknown>>;

export interface Use {
  readonly use: readonly [service: string, operation: string, parameters: Input];
  /** The text in the answer of `read` that shows the thing; else any successful answer will do. */
  readonly read: readonly [service: string, operation: string, input: Input];
  readonly shows?: string;
  /** Emulators that lack the operations, with what they lack. */
  readonly lacks?: Readonly<Record<string, string>>;
}

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";
const id = (prefix: string) => `${prefix}-0123456789abcdef0`;
const arn = (service: string, resource: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
const BALANCER = arn("elasticloadbalancing", "loadbalancer/app/front/50dc6c495c0c9188");
const LISTENER = arn("elasticloadbalancing", "listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2");
const GROUP = arn("elasticloadbalancing", "targetgroup/web/73e2d6bc24d8a067");
const MACHINE = arn("states", "stateMachine:orders");
const QUEUE = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs.fifo`;

const tag = (resource: string): Use["use"] => [
  "ec2",
  "CreateTags",
  { resourcesSet: { items: [{ resourceId: resource }] }, tagSet: { items: [{ key: "a", value: "b" }] } },
];

function ec2(prefix: string, read: string, member: string, lacks?: Use["lacks"]): Use {
  const common = { use: tag(id(prefix)), read: ["ec2", read, { [member]: [id(prefix)] }] as const };
  return lacks ? { ...common, shows: id(prefix), lacks } : { ...common, shows: id(prefix) };
}

export const USES: Readonly<Record<string, Use>> = {
  vpc: ec2("vpc", "DescribeVpcs", "VpcIds"),
  subnet: ec2("subnet", "DescribeSubnets", "SubnetIds"),
  "security-group": ec2("sg", "DescribeSecurityGroups", "GroupIds"),
  "internet-gateway": ec2("igw", "DescribeInternetGateways", "InternetGatewayIds"),
  "route-table": ec2("rtb", "DescribeRouteTables", "RouteTableIds"),
  "network-acl": ec2("acl", "DescribeNetworkAcls", "NetworkAclIds"),
  ami: ec2("ami", "DescribeImages", "ImageIds"),
  "key-pair": {
    use: ["ec2", "RequestSpotInstances", { launchSpecification: { keyName: "ops" } }],
    read: ["ec2", "DescribeKeyPairs", { KeyNames: ["ops"] }],
    shows: "ops",
  },
  volume: ec2("vol", "DescribeVolumes", "VolumeIds"),
  snapshot: ec2("snap", "DescribeSnapshots", "SnapshotIds"),
  instance: ec2("i", "DescribeInstances", "InstanceIds"),
  "network-interface": ec2("eni", "DescribeNetworkInterfaces", "NetworkInterfaceIds"),
  "elastic-ip": ec2("eipalloc", "DescribeAddresses", "AllocationIds"),
  "nat-gateway": ec2("nat", "DescribeNatGateways", "NatGatewayIds"),
  "vpc-endpoint": ec2("vpce", "DescribeVpcEndpoints", "VpcEndpointIds"),
  "dhcp-options": ec2("dopt", "DescribeDhcpOptions", "DhcpOptionsIds"),
  "launch-template": ec2("lt", "DescribeLaunchTemplates", "LaunchTemplateIds"),
  "flow-log": ec2("fl", "DescribeFlowLogs", "FlowLogIds"),
  "transit-gateway": ec2("tgw", "DescribeTransitGateways", "TransitGatewayIds", {
    ministack: "CreateTransitGateway",
  }),
  "vpn-gateway": ec2("vgw", "DescribeVpnGateways", "VpnGatewayIds"),
  "peering-connection": ec2("pcx", "DescribeVpcPeeringConnections", "VpcPeeringConnectionIds"),
  role: {
    use: ["iam", "UpdateRole", { roleName: "app" }],
    read: ["iam", "GetRole", { RoleName: "app" }],
  },
  user: {
    use: ["iam", "UpdateUser", { userName: "ann" }],
    read: ["iam", "GetUser", { UserName: "ann" }],
  },
  group: {
    use: ["iam", "AddUserToGroup", { groupName: "ops", userName: "ann" }],
    read: ["iam", "GetGroup", { GroupName: "ops" }],
  },
  policy: {
    use: ["iam", "AttachRolePolicy", { roleName: "app", policyArn: arn("iam", "policy/team/read", "") }],
    read: ["iam", "GetPolicy", { PolicyArn: arn("iam", "policy/team/read", "") }],
  },
  "instance-profile": {
    use: ["iam", "AddRoleToInstanceProfile", { instanceProfileName: "web", roleName: "app" }],
    read: ["iam", "GetInstanceProfile", { InstanceProfileName: "web" }],
  },
  "login-profile": {
    use: ["iam", "UpdateLoginProfile", { userName: "ann" }],
    read: ["iam", "GetLoginProfile", { UserName: "ann" }],
  },
  "virtual-mfa-device": {
    use: ["iam", "EnableMFADevice", { userName: "ann", serialNumber: arn("iam", "mfa/ann", "") }],
    read: ["iam", "ListVirtualMFADevices", {}],
    shows: arn("iam", "mfa/ann", ""),
    lacks: { ministack: "CreateVirtualMFADevice" },
  },
  "access-key": {
    use: [
      "iam",
      "UpdateAccessKey",
      { userName: "ann", accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: "Inactive" },
    ],
    read: ["iam", "ListAccessKeys", { UserName: "ann" }],
    shows: "AKIAIOSFODNN7EXAMPLE",
  },
  "oidc-provider": {
    use: [
      "iam",
      "AddClientIDToOpenIDConnectProvider",
      { openIDConnectProviderArn: arn("iam", "oidc-provider/token.example.com", ""), clientID: "a" },
    ],
    read: [
      "iam",
      "GetOpenIDConnectProvider",
      { OpenIDConnectProviderArn: arn("iam", "oidc-provider/token.example.com", "") },
    ],
  },
  bucket: {
    use: ["s3", "PutBucketVersioning", { bucketName: "acme-data" }],
    read: ["s3", "GetBucketLocation", { Bucket: "acme-data" }],
  },
  "kms-key": {
    use: ["kms", "EnableKeyRotation", { keyId: arn("kms", `key/${KEY}`) }],
    read: ["kms", "DescribeKey", { KeyId: KEY }],
    shows: KEY,
  },
  "kms-alias": {
    use: ["secretsmanager", "UpdateSecret", { secretId: "db", kmsKeyId: "alias/app" }],
    read: ["kms", "DescribeKey", { KeyId: "alias/app" }],
  },
  queue: {
    use: ["sqs", "TagQueue", { queueUrl: QUEUE, tags: { a: "b" } }],
    read: ["sqs", "GetQueueAttributes", { QueueUrl: QUEUE, AttributeNames: ["FifoQueue"] }],
    shows: "true",
  },
  topic: {
    use: [
      "sns",
      "Subscribe",
      { topicArn: arn("sns", "alerts"), protocol: "email", endpoint: "a@example.com" },
    ],
    read: ["sns", "GetTopicAttributes", { TopicArn: arn("sns", "alerts") }],
  },
  table: {
    use: ["dynamodb", "UpdateItem", { tableName: "orders", key: { pk: { S: "a" }, sk: { N: "1" } } }],
    read: ["dynamodb", "DescribeTable", { TableName: "orders" }],
    shows: "sk",
  },
  "log-group": {
    use: ["logs", "PutRetentionPolicy", { logGroupName: "/acme/app", retentionInDays: 7 }],
    read: ["logs", "DescribeLogGroups", { logGroupNamePrefix: "/acme/app" }],
    shows: "/acme/app",
  },
  stream: {
    use: ["kinesis", "AddTagsToStream", { streamName: "clicks", tags: { a: "b" } }],
    read: ["kinesis", "DescribeStreamSummary", { StreamName: "clicks" }],
  },
  function: {
    use: ["lambda", "PutFunctionConcurrency", { functionName: "price", reservedConcurrentExecutions: 1 }],
    read: ["lambda", "GetFunction", { FunctionName: "price" }],
  },
  layer: {
    use: [
      "lambda",
      "UpdateFunctionConfiguration",
      { functionName: "price", layers: [arn("lambda", "layer:deps:7")] },
    ],
    read: ["lambda", "ListLayerVersions", { LayerName: "deps" }],
    shows: arn("lambda", "layer:deps:7"),
  },
  secret: {
    use: ["secretsmanager", "DeleteSecret", { secretId: arn("secretsmanager", "secret:db/main-AbCdEf") }],
    read: ["secretsmanager", "DescribeSecret", { SecretId: arn("secretsmanager", "secret:db/main-AbCdEf") }],
    shows: "db/main",
  },
  parameter: {
    use: ["ssm", "DeleteParameter", { name: "/acme/url" }],
    read: ["ssm", "GetParameter", { Name: "/acme/url" }],
  },
  "ecs-cluster": {
    use: ["ecs", "UpdateCluster", { cluster: "main" }],
    read: ["ecs", "DescribeClusters", { clusters: ["main"] }],
    shows: "main",
  },
  "load-balancer": {
    use: ["elbv2", "SetSecurityGroups", { loadBalancerArn: BALANCER, securityGroups: [] }],
    read: ["elbv2", "DescribeLoadBalancers", { LoadBalancerArns: [BALANCER] }],
    shows: "front",
  },
  "target-group": {
    use: ["elbv2", "ModifyTargetGroup", { targetGroupArn: GROUP }],
    read: ["elbv2", "DescribeTargetGroups", { TargetGroupArns: [GROUP] }],
    shows: "web",
  },
  listener: {
    use: ["elbv2", "ModifyListener", { listenerArn: LISTENER, port: 8080 }],
    read: ["elbv2", "DescribeListeners", { ListenerArns: [LISTENER] }],
  },
  "classic-load-balancer": {
    use: ["elb", "ConfigureHealthCheck", { loadBalancerName: "old" }],
    read: ["elb", "DescribeLoadBalancers", { LoadBalancerNames: ["old"] }],
    shows: "old",
    lacks: { ministack: "classic load balancers" },
  },
  "db-subnet-group": {
    use: ["rds", "ModifyDBSubnetGroup", { dBSubnetGroupName: "private" }],
    read: ["rds", "DescribeDBSubnetGroups", { DBSubnetGroupName: "private" }],
    shows: "private",
  },
  "db-instance": {
    use: ["rds", "ModifyDBInstance", { dBInstanceIdentifier: "main" }],
    read: ["rds", "DescribeDBInstances", { DBInstanceIdentifier: "main" }],
    shows: "main",
  },
  "db-snapshot": {
    use: ["rds", "ModifyDBSnapshotAttribute", { dBSnapshotIdentifier: "daily", attributeName: "restore" }],
    read: ["rds", "DescribeDBSnapshots", { DBSnapshotIdentifier: "daily" }],
    shows: "daily",
  },
  "db-cluster": {
    use: ["rds", "ModifyDBCluster", { dBClusterIdentifier: "ledger" }],
    read: ["rds", "DescribeDBClusters", { DBClusterIdentifier: "ledger" }],
    shows: "ledger",
  },
  trail: {
    use: ["cloudtrail", "StopLogging", { name: "audit" }],
    read: ["cloudtrail", "GetTrail", { Name: "audit" }],
  },
  "event-bus": {
    use: ["events", "DeleteEventBus", { name: "orders" }],
    read: ["events", "DescribeEventBus", { Name: "orders" }],
  },
  "event-rule": {
    use: ["events", "DisableRule", { name: "nightly" }],
    read: ["events", "DescribeRule", { Name: "nightly" }],
  },
  "hosted-zone": {
    use: ["route53", "UpdateHostedZoneComment", { id: "Z0123456789ABCDEFGHIJ", comment: "a" }],
    read: ["route53", "ListHostedZonesByName", {}],
    shows: "cloudmock.example.",
  },
  "resolver-query-log-config": {
    use: [
      "route53resolver",
      "DeleteResolverQueryLogConfig",
      { resolverQueryLogConfigId: "rqlc-4473f20ca554c07" },
    ],
    read: [
      "route53resolver",
      "GetResolverQueryLogConfig",
      { ResolverQueryLogConfigId: "rqlc-4473f20ca554c07" },
    ],
    lacks: { ministack: "Route 53 Resolver" },
  },
  repository: {
    use: ["ecr", "PutImageTagMutability", { repositoryName: "acme/api", imageTagMutability: "IMMUTABLE" }],
    read: ["ecr", "DescribeRepositories", { repositoryNames: ["acme/api"] }],
    shows: "acme/api",
  },
  "eks-cluster": {
    use: ["eks", "CreateNodegroup", { clusterName: "blue", nodegroupName: "a" }],
    read: ["eks", "DescribeCluster", { name: "blue" }],
  },
  "user-pool": {
    use: ["cognito-idp", "CreateUserPoolClient", { userPoolId: "eu-west-1_AbCdEfGhI", clientName: "web" }],
    read: ["cognito-idp", "DescribeUserPool", { UserPoolId: "eu-west-1_AbCdEfGhI" }],
  },
  "rest-api": {
    use: ["apigateway", "CreateDeployment", { restApiId: "a1b2c3d4e5" }],
    read: ["apigateway", "GetRestApi", { restApiId: "a1b2c3d4e5" }],
  },
  "state-machine": {
    use: ["stepfunctions", "UpdateStateMachine", { stateMachineArn: MACHINE }],
    read: ["stepfunctions", "DescribeStateMachine", { stateMachineArn: MACHINE }],
  },
  ...OTHER_USES,
  ...LATER_USES,
  ...KIND_USES,
  ...STORE_USES,
  ...PART_USES,
};
