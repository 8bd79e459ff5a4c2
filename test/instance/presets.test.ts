// What services tell that nobody said: presets, what is not set, and what lists are asked by.
import { describe, expect, test } from "bun:test";
import { HOME, makeCaller, makeNetwork, POLICY } from "./support/world.ts";

test("what nobody said has the value that the service presets, until somebody does", async () => {
  const call = makeCaller();
  const { KeyMetadata } = await call("kms.CreateKey", {});
  const KeyId: string = KeyMetadata.KeyId;
  expect(KeyMetadata).toMatchObject({ AWSAccountId: "111122223333", KeyUsage: "ENCRYPT_DECRYPT" });
  expect(await call("kms.GetKeyRotationStatus", { KeyId })).toMatchObject({ KeyRotationEnabled: false });
  const { VpcId, SubnetId } = await makeNetwork(call);
  const ask = { VpcId, Attribute: "enableDnsHostnames" };
  expect((await call("ec2.DescribeVpcAttribute", ask)).EnableDnsHostnames).toEqual({ Value: false });
  await call("ec2.ModifyVpcAttribute", { VpcId, EnableDnsHostnames: { Value: true } });
  expect((await call("ec2.DescribeVpcAttribute", ask)).EnableDnsHostnames).toEqual({ Value: true });
  await call("ec2.ModifySubnetAttribute", { SubnetId, MapPublicIpOnLaunch: { Value: true } });
  const [subnet] = (await call("ec2.DescribeSubnets", { SubnetIds: [SubnetId] })).Subnets;
  expect(subnet).toMatchObject({ MapPublicIpOnLaunch: true, DefaultForAz: false, OwnerId: "111122223333" });
});

test("attributes that are a map have the presets beside what was given", async () => {
  const call = makeCaller();
  const { QueueUrl } = await call("sqs.CreateQueue", { QueueName: "q", Attributes: { DelaySeconds: "5" } });
  const { Attributes } = await call("sqs.GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  expect(Attributes).toMatchObject({
    DelaySeconds: "5",
    VisibilityTimeout: "30",
    QueueArn: "arn:aws:sqs:eu-west-1:111122223333:q",
  });
});

test("what is not set on what stands is told as each service does", async () => {
  const call = makeCaller();
  const Bucket = "bucket";
  expect(await call("s3.GetBucketCors", { Bucket })).toBe("NoSuchBucket");
  await call("s3.CreateBucket", { Bucket, CreateBucketConfiguration: { LocationConstraint: HOME.region } });
  expect(await call("s3.GetBucketCors", { Bucket })).toBe("NoSuchCORSConfiguration");
  expect(await call("s3.GetBucketTagging", { Bucket })).toBe("NoSuchTagSet");
  expect(await call("s3.GetBucketVersioning", { Bucket })).toEqual({});
  expect(await call("s3.GetBucketEncryption", { Bucket })).toMatchObject({
    ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: false }] },
  });
  await call("ecr.CreateRepository", { repositoryName: "web" });
  expect(await call("ecr.GetLifecyclePolicy", { repositoryName: "web" })).toBe(
    "LifecyclePolicyNotFoundException",
  );
  expect(await call("ecr.GetLifecyclePolicy", { repositoryName: "none" })).toBe(
    "RepositoryNotFoundException",
  );
  await call("dynamodb.CreateTable", {
    ...{ TableName: "t", BillingMode: "PAY_PER_REQUEST" },
    AttributeDefinitions: [{ AttributeName: "a", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "a", KeyType: "HASH" }],
  });
  expect(await call("dynamodb.DescribeTimeToLive", { TableName: "t" })).toMatchObject({
    TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" },
  });
});

test("a list is asked for the account's own, and by how names begin", async () => {
  const call = makeCaller();
  for (const name of ["app-read", "app-write", "ops"])
    await call("iam.CreatePolicy", { PolicyName: name, PolicyDocument: POLICY });
  const policies = async (input: object) => (await call("iam.ListPolicies", input as never)).Policies.length;
  expect(await policies({ Scope: "Local" })).toBe(3);
  expect(await policies({ Scope: "AWS" })).toBe(0);
  for (const logGroupName of ["/app/a", "/app/b", "/ops"])
    await call("logs.CreateLogGroup", { logGroupName });
  const { logGroups } = await call("logs.DescribeLogGroups", { logGroupNamePrefix: "/app/" });
  expect(logGroups).toHaveLength(2);
});

test("what an answer lists as refused holds nothing of what was done", async () => {
  const call = makeCaller();
  await call("events.PutRule", { Name: "nightly", ScheduleExpression: "rate(1 day)" });
  const Targets = [{ Id: "q", Arn: "arn:aws:sqs:eu-west-1:111122223333:q" }];
  const { FailedEntries = [] } = await call("events.PutTargets", { Rule: "nightly", Targets });
  expect(FailedEntries).toEqual([]);
  expect((await call("events.ListTargetsByRule", { Rule: "nightly" })).Targets).toEqual(Targets);
});

describe("what is made here, of which no answer told anything", () => {
  test("a balancer tells where it stands, under an address of this machine", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId, GroupId } = await makeNetwork(call);
    const asked = { Name: "web", Subnets: [SubnetId], SecurityGroups: [GroupId] };
    const [balancer] = (await call("elbv2.CreateLoadBalancer", asked)).LoadBalancers;
    expect(balancer).toMatchObject({ VpcId, State: { Code: "active" }, AvailabilityZones: [{ SubnetId }] });
    expect(balancer.DNSName).toMatch(/^web-\d{10}\.eu-west-1\.elb\.localhost$/);
    const [read] = (await call("elbv2.DescribeLoadBalancers", { Names: ["web"] })).LoadBalancers;
    expect(read.DNSName).toBe(balancer.DNSName);
  });

  test("a machine tells its network and its groups, and runs once it is asked for", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId, GroupId } = await makeNetwork(call);
    const asked = { ImageId: "ami-1", MinCount: 1, MaxCount: 1, SubnetId, SecurityGroupIds: [GroupId] };
    const [machine] = (await call("ec2.RunInstances", asked)).Instances;
    const told = { VpcId, SecurityGroups: [{ GroupId, GroupName: "web" }] };
    expect(machine).toMatchObject({ ...told, State: { Code: 0, Name: "pending" } });
    const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [machine.InstanceId] });
    expect(Reservations[0].Instances[0]).toMatchObject({ ...told, State: { Code: 16, Name: "running" } });
  });

  test("a gateway tells the address that it was given", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const { AllocationId, PublicIp } = await call("ec2.AllocateAddress", {});
    const { NatGateway } = await call("ec2.CreateNatGateway", { SubnetId, AllocationId });
    expect(NatGateway).toMatchObject({ VpcId, NatGatewayAddresses: [{ AllocationId, PublicIp }] });
  });
});

test("a higher quota that was requested is read by its id, and listed by what it is of, until somebody decides", async () => {
  const call = makeCaller();
  const asked = { ServiceCode: "ec2", QuotaCode: "L-1216C47A", DesiredValue: 64 };
  const { RequestedQuota } = await call("service-quotas.RequestServiceQuotaIncrease", asked);
  expect(RequestedQuota).toMatchObject({ ...asked, Status: "PENDING" });
  const { Id: RequestId } = RequestedQuota;
  expect(await call("service-quotas.GetRequestedServiceQuotaChange", { RequestId })).toEqual({
    RequestedQuota,
  });
  const list = async (more: { [name: string]: string }) =>
    (await call("service-quotas.ListRequestedServiceQuotaChangeHistory", more)).RequestedQuotas;
  expect(await list({ ServiceCode: "ec2" })).toEqual([RequestedQuota]);
  expect(await list({ ServiceCode: "lambda" })).toEqual([]);
  expect(await list({ Status: "PENDING" })).toEqual([RequestedQuota]);
});
