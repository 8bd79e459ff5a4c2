// What the instance makes up has AWS's form: ids, ARNs, addresses of things that no recorded answer names.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { readMember } from "./support/read-member.ts";
import { makeWorld, POLICY } from "./support/world.ts";

const HEX17 = "[0-9a-f]{17}";
const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const HERE = "eu-west-1:111122223333";

/** A call, and what its answer has at paths: a regular expression for the whole text. */
type Case = readonly [call: string, input: Structure, answer: Readonly<Record<string, string>>];

const TRUST = "{}";
const CASES: readonly Case[] = [
  [
    "iam.CreateRole",
    { RoleName: "web", Path: "/front/", AssumeRolePolicyDocument: TRUST },
    { "Role.Arn": "arn:aws:iam::111122223333:role/front/web" },
  ],
  ["iam.CreateUser", { UserName: "ann" }, { "User.Arn": "arn:aws:iam::111122223333:user/ann" }],
  [
    "ecr.CreateRepository",
    { repositoryName: "web/api" },
    { "repository.repositoryUri": "111122223333[.]dkr[.]ecr[.]eu-west-1[.]amazonaws[.]com/web/api" },
  ],
  [
    "datasync.CreateTask",
    {
      SourceLocationArn: `arn:aws:datasync:${HERE}:location/loc-0123456789abcdef0`,
      DestinationLocationArn: `arn:aws:datasync:${HERE}:location/loc-0123456789abcdef1`,
      Name: "nightly",
    },
    { TaskArn: `arn:aws:datasync:${HERE}:task/task-${HEX17}` },
  ],
  [
    "kinesisvideo.CreateStream",
    { StreamName: "door" },
    { StreamARN: `arn:aws:kinesisvideo:${HERE}:stream/door/[0-9]{13}` },
  ],
  [
    "kinesis.RegisterStreamConsumer",
    { StreamARN: `arn:aws:kinesis:${HERE}:stream/orders`, ConsumerName: "web" },
    { "Consumer.ConsumerARN": `arn:aws:kinesis:${HERE}:stream/orders/consumer/web:[0-9]{10}` },
  ],
  [
    "iam.CreateRole",
    { RoleName: "web", AssumeRolePolicyDocument: TRUST },
    { "Role.RoleId": "AROA[A-Z0-9]{17}" },
  ],
  ["iam.CreateUser", { UserName: "ann" }, { "User.UserId": "AIDA[A-Z0-9]{17}" }],
  ["iam.CreateGroup", { GroupName: "all" }, { "Group.GroupId": "AGPA[A-Z0-9]{17}" }],
  [
    "iam.CreatePolicy",
    { PolicyName: "p", PolicyDocument: POLICY },
    { "Policy.PolicyId": "ANPA[A-Z0-9]{17}" },
  ],
  [
    "iam.CreateInstanceProfile",
    { InstanceProfileName: "p" },
    { "InstanceProfile.InstanceProfileId": "AIPA[A-Z0-9]{17}" },
  ],
  [
    "iam.CreateAccessKey",
    { UserName: "ann" },
    { "AccessKey.AccessKeyId": "AKIA[A-Z0-9]{16}", "AccessKey.SecretAccessKey": "[A-Za-z0-9+/]{40}" },
  ],
  ["ec2.AllocateAddress", {}, { AllocationId: `eipalloc-${HEX17}`, PublicIp: "198[.]18[.]\\d+[.]\\d+" }],
  [
    "ec2.CreateVpcPeeringConnection",
    { VpcId: "vpc-1" },
    { "VpcPeeringConnection.VpcPeeringConnectionId": `pcx-${HEX17}` },
  ],
  ["ec2.CreateImage", { InstanceId: "i-1", Name: "a" }, { ImageId: `ami-${HEX17}` }],
  ["ec2.CreateCustomerGateway", { Type: "ipsec.1" }, { "CustomerGateway.CustomerGatewayId": `cgw-${HEX17}` }],
  [
    "ec2.CreateVpnConnection",
    { CustomerGatewayId: "cgw-1", Type: "ipsec.1" },
    { "VpnConnection.VpnConnectionId": `vpn-${HEX17}` },
  ],
  [
    "ec2.CreateEgressOnlyInternetGateway",
    { VpcId: "vpc-1" },
    { "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId": `eigw-${HEX17}` },
  ],
  [
    "ec2.CreateManagedPrefixList",
    { PrefixListName: "a", MaxEntries: 5, AddressFamily: "IPv4" },
    { "PrefixList.PrefixListId": `pl-${HEX17}` },
  ],
  ["ec2.CreateKeyPair", { KeyName: "a" }, { KeyPairId: `key-${HEX17}` }],
  [
    "ec2.RunInstances",
    { MinCount: 1, MaxCount: 1, ImageId: "ami-1" },
    { "Instances[].InstanceId": `i-${HEX17}` },
  ],
  ["kms.CreateKey", {}, { "KeyMetadata.KeyId": UUID, "KeyMetadata.Arn": `arn:aws:kms:${HERE}:key/${UUID}` }],
  ["kms.CreateKey", { MultiRegion: true }, { "KeyMetadata.KeyId": "mrk-[0-9a-f]{32}" }],
  [
    "kms.CreateGrant",
    { KeyId: "k", GranteePrincipal: "arn:aws:iam::111122223333:role/a", Operations: ["Decrypt"] },
    { GrantId: "[0-9a-f]{64}" },
  ],
  [
    "organizations.CreateOrganizationalUnit",
    { ParentId: "r-ab12", Name: "a" },
    { "OrganizationalUnit.Id": "ou-[0-9a-z]{4,32}-[0-9a-z]{8}" },
  ],
  [
    "organizations.CreatePolicy",
    { Content: "{}", Description: "", Name: "a", Type: "SERVICE_CONTROL_POLICY" },
    { "Policy.PolicySummary.Id": "p-[0-9a-z]{8}" },
  ],
  [
    "route53.CreateHostedZone",
    { Name: "a.example.", CallerReference: "1" },
    { "HostedZone.Id": "/hostedzone/Z[0-9A-Z]{12,20}" },
  ],
  [
    "route53.CreateHealthCheck",
    { CallerReference: "1", HealthCheckConfig: { Type: "HTTP" } },
    { "HealthCheck.Id": UUID },
  ],
  [
    "cloudfront.CreateCloudFrontOriginAccessIdentity",
    { CloudFrontOriginAccessIdentityConfig: { CallerReference: "1", Comment: "" } },
    { "CloudFrontOriginAccessIdentity.Id": "E[A-Z0-9]{13}" },
  ],
  ["apigateway.CreateRestApi", { name: "a" }, { id: "[a-z0-9]{10}" }],
  ["apigateway.CreateApiKey", { name: "a" }, { id: "[a-z0-9]{10}" }],
  ["apigateway.CreateUsagePlan", { name: "a" }, { id: "[a-z0-9]{6}" }],
  ["apigatewayv2.CreateApi", { Name: "a", ProtocolType: "HTTP" }, { ApiId: "[a-z0-9]{10}" }],
  ["cognito-idp.CreateUserPool", { PoolName: "a" }, { "UserPool.Id": "eu-west-1_[A-Za-z0-9]{9}" }],
  [
    "cognito-idp.CreateUserPoolClient",
    { UserPoolId: "eu-west-1_abc", ClientName: "a" },
    { "UserPoolClient.ClientId": "[a-z0-9]{26}" },
  ],
  [
    "cognito-identity.CreateIdentityPool",
    { IdentityPoolName: "a", AllowUnauthenticatedIdentities: true },
    { IdentityPoolId: `eu-west-1:${UUID}` },
  ],
  [
    "elbv2.CreateLoadBalancer",
    { Name: "web" },
    {
      "LoadBalancers[].LoadBalancerArn": `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/app/web/[0-9a-f]{16}`,
    },
  ],
  [
    "elbv2.CreateLoadBalancer",
    { Name: "web", Type: "network" },
    {
      "LoadBalancers[].LoadBalancerArn": `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/net/web/[0-9a-f]{16}`,
    },
  ],
  [
    "elbv2.CreateTargetGroup",
    { Name: "web" },
    { "TargetGroups[].TargetGroupArn": `arn:aws:elasticloadbalancing:${HERE}:targetgroup/web/[0-9a-f]{16}` },
  ],
  [
    "wafv2.CreateIPSet",
    { Name: "a", Scope: "REGIONAL", IPAddressVersion: "IPV4", Addresses: [] },
    { "Summary.Id": UUID, "Summary.ARN": `arn:aws:wafv2:${HERE}:regional/ipset/a/${UUID}` },
  ],
  ["guardduty.CreateDetector", { Enable: true }, { DetectorId: "[0-9a-f]{32}" }],
  [
    "cloudformation.CreateStack",
    { StackName: "a", TemplateBody: '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}' },
    { StackId: `arn:aws:cloudformation:${HERE}:stack/a/${UUID}` },
  ],
  ["cloudformation.CreateStackSet", { StackSetName: "a" }, { StackSetId: `a:${UUID}` }],
  [
    "secretsmanager.CreateSecret",
    { Name: "db/main" },
    { ARN: `arn:aws:secretsmanager:${HERE}:secret:db/main-[A-Za-z0-9]{6}` },
  ],
  ["efs.CreateFileSystem", { CreationToken: "a" }, { FileSystemId: `fs-${HEX17}` }],
  [
    "efs.CreateAccessPoint",
    { ClientToken: "a", FileSystemId: "fs-0123456789abcdef0" },
    { AccessPointId: `fsap-${HEX17}` },
  ],
  [
    "ecs.RunTask",
    { cluster: "a", taskDefinition: "b" },
    { "tasks[].taskArn": `arn:aws:ecs:${HERE}:task/a/[0-9a-f]{32}` },
  ],
  ["lambda.CreateEventSourceMapping", { FunctionName: "a" }, { UUID }],
  ["sns.CreateTopic", { Name: "a" }, { TopicArn: `arn:aws:sns:${HERE}:a` }],
  ["emr.RunJobFlow", { Name: "a", Instances: {} }, { JobFlowId: "j-[A-Z0-9]{12,13}" }],
  [
    "directconnect.CreateConnection",
    { location: "a", bandwidth: "1Gbps", connectionName: "a" },
    { connectionId: "dxcon-[a-z0-9]{8}" },
  ],
  ["servicediscovery.CreateService", { Name: "a" }, { "Service.Id": "srv-[a-z0-9]{16}" }],
  [
    "route53resolver.CreateResolverRule",
    { CreatorRequestId: "a", RuleType: "FORWARD" },
    { "ResolverRule.Id": `rslvr-rr-${HEX17}` },
  ],
  [
    "ds.CreateDirectory",
    { Name: "a.example", Password: "Abcdefg1!", Size: "Small" },
    { DirectoryId: "d-[0-9a-f]{10}" },
  ],
  ["transfer.CreateServer", {}, { ServerId: `s-${HEX17}` }],
  [
    "appsync.CreateGraphqlApi",
    { name: "a", authenticationType: "API_KEY" },
    { "graphqlApi.apiId": "[a-z0-9]{26}" },
  ],
  ["codedeploy.CreateDeployment", { applicationName: "a" }, { deploymentId: "d-[A-Z0-9]{9}" }],
  ["iot.CreateKeysAndCertificate", {}, { certificateId: "[0-9a-f]{64}" }],
  [
    "servicecatalog.CreatePortfolio",
    { DisplayName: "a", ProviderName: "b", IdempotencyToken: "c" },
    { "PortfolioDetail.Id": "port-[a-z0-9]{13}" },
  ],
  [
    "stepfunctions.CreateStateMachine",
    { name: "a", definition: "{}", roleArn: "arn:aws:iam::111122223333:role/a" },
    { stateMachineArn: `arn:aws:states:${HERE}:stateMachine:a` },
  ],
  [
    "acm.RequestCertificate",
    { DomainName: "a.example" },
    { CertificateArn: `arn:aws:acm:${HERE}:certificate/${UUID}` },
  ],
  [
    "datasync.CreateLocationS3",
    { S3BucketArn: "arn:aws:s3:::a", S3Config: { BucketAccessRoleArn: "arn:aws:iam::111122223333:role/a" } },
    { LocationArn: `arn:aws:datasync:${HERE}:location/loc-${HEX17}` },
  ],
  [
    "rds.CreateDBInstance",
    { DBInstanceIdentifier: "a", DBInstanceClass: "db.t3.micro", Engine: "mysql" },
    { "DBInstance.DbiResourceId": "db-[A-Z0-9]{26}", "DBInstance.DBInstanceArn": `arn:aws:rds:${HERE}:db:a` },
  ],
  [
    "mq.CreateConfiguration",
    { Name: "a", EngineType: "ACTIVEMQ", EngineVersion: "5.18" },
    { Id: `c-${UUID}` },
  ],
  [
    "globalaccelerator.CreateAccelerator",
    { Name: "a", IdempotencyToken: "b" },
    { "Accelerator.AcceleratorArn": `arn:aws:globalaccelerator::111122223333:accelerator/${UUID}` },
  ],
];

test.each(CASES)("%s of %j", async (name, input, answer) => {
  const [service = "", operation = ""] = name.split(".");
  const [found, resources] = await Promise.all([loadOperation(service, operation), loadResources(service)]);
  const world = makeWorld();
  world.standFor(resources, found, input);
  const done = await world.call(found, input);
  const output = "output" in done ? done.output : { error: done.error.code };
  for (const [path, form] of Object.entries(answer))
    expect(readMember(output, path), `${path} of ${JSON.stringify(output)}`).toEqual([
      expect.stringMatching(new RegExp(`^${form}$`)),
    ]);
});

test("a text that a replay makes up is whole, however long, and the same each time", async () => {
  const operation = await loadOperation("iam", "CreateAccessKey");
  const told = { id: "8f3c", output: {}, at: 1_772_442_000_000 } as never;
  const secrets = await Promise.all(
    [1, 2].map(async () => {
      const done = await makeWorld().call(operation, { UserName: "ann" }, { told });
      return "output" in done ? readMember(done.output, "AccessKey.AccessKeyId")[0] : undefined;
    }),
  );
  expect(secrets[0]).toMatch(/^AKIA[A-Z0-9]{16}$/);
  expect(new Set(secrets).size).toBe(1);
});
