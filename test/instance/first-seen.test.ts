// What an examiner found missing at sight, in several services.
import { expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("a gateway's attachment tells the network that it is of", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId } = await makeNetwork(call);
  const { TransitGateway } = await call("ec2.CreateTransitGateway");
  const { TransitGatewayId, Options } = TransitGateway;
  expect(Options.DefaultRouteTableAssociation).toBe("enable");
  await call("ec2.CreateTransitGatewayVpcAttachment", { TransitGatewayId, VpcId, SubnetIds: [SubnetId] });
  const { TransitGatewayAttachments } = await call("ec2.DescribeTransitGatewayAttachments");
  expect(TransitGatewayAttachments).toMatchObject([
    { TransitGatewayId, ResourceType: "vpc", ResourceId: VpcId, TransitGatewayOwnerId: "111122223333" },
  ]);
  const { TransitGatewayRouteTables } = await call("ec2.DescribeTransitGatewayRouteTables");
  expect(TransitGatewayRouteTables).toMatchObject([{ TransitGatewayId }]);
});

test("the rule that comes with a listener has the ARN of a rule", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const { LoadBalancers } = await call("elbv2.CreateLoadBalancer", { Name: "l", Subnets: [SubnetId] });
  const { LoadBalancerArn } = LoadBalancers[0];
  const DefaultActions = [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }];
  const listener = { LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions };
  const { ListenerArn } = (await call("elbv2.CreateListener", listener)).Listeners[0];
  const { Rules } = await call("elbv2.DescribeRules", { ListenerArn });
  expect(Rules[0].RuleArn.startsWith(`${ListenerArn.replace(":listener/", ":listener-rule/")}/`)).toBe(true);
});

test("a distribution that is made with tags is told as any other, and has them", async () => {
  const call = makeCaller();
  const DistributionConfig = {
    ...{ CallerReference: "a", Enabled: true, Comment: "c" },
    Origins: { Quantity: 1, Items: [{ Id: "o", DomainName: "a.example.com" }] },
    DefaultCacheBehavior: { TargetOriginId: "o", ViewerProtocolPolicy: "allow-all" },
  };
  const Tags = { Items: [{ Key: "a", Value: "b" }] };
  const { Distribution } = await call("cloudfront.CreateDistributionWithTags", {
    DistributionConfigWithTags: { DistributionConfig, Tags },
  });
  expect((await call("cloudfront.ListDistributions")).DistributionList.Items).toMatchObject([
    { Id: Distribution.Id, Enabled: true, Comment: "c" },
  ]);
  expect((await call("cloudfront.ListTagsForResource", { Resource: Distribution.ARN })).Tags).toEqual(Tags);
});

test("domains and types of SWF tell how they were registered", async () => {
  const call = makeCaller();
  await call("swf.RegisterDomain", { name: "d", workflowExecutionRetentionPeriodInDays: "5" });
  expect((await call("swf.DescribeDomain", { name: "d" })).configuration).toEqual({
    workflowExecutionRetentionPeriodInDays: "5",
  });
  const workflowType = { name: "w", version: "1" };
  await call("swf.RegisterWorkflowType", { domain: "d", ...workflowType, defaultChildPolicy: "TERMINATE" });
  const type = await call("swf.DescribeWorkflowType", { domain: "d", workflowType });
  expect(type.configuration).toEqual({ defaultChildPolicy: "TERMINATE" });
});

test("what is set once a region is told before anybody sets it", async () => {
  const call = makeCaller();
  expect(await call("ec2.GetEbsDefaultKmsKeyId")).toEqual({ KmsKeyId: "alias/aws/ebs" });
  await call("ec2.ModifyEbsDefaultKmsKeyId", { KmsKeyId: "alias/main" });
  expect(await call("ec2.GetEbsDefaultKmsKeyId")).toEqual({ KmsKeyId: "alias/main" });
  expect(await call("ec2.GetSerialConsoleAccessStatus")).toMatchObject({ SerialConsoleAccessEnabled: false });
  await call("ec2.EnableSerialConsoleAccess");
  expect(await call("ec2.GetSerialConsoleAccessStatus")).toMatchObject({ SerialConsoleAccessEnabled: true });
});

test("what is set on somebody goes by their new name", async () => {
  const call = makeCaller();
  await call("iam.CreateUser", { UserName: "build" });
  await call("iam.CreateLoginProfile", { UserName: "build", Password: "abcdefgh1A!" });
  await call("iam.UpdateUser", { UserName: "build", NewUserName: "builder" });
  const { LoginProfile } = await call("iam.GetLoginProfile", { UserName: "builder" });
  expect(LoginProfile.UserName).toBe("builder");
});

test("a user of a file server keeps the key that came with it", async () => {
  const call = makeCaller();
  const { ServerId } = await call("transfer.CreateServer");
  const user = { ServerId, UserName: "u" };
  const key = (SshPublicKeyBody: string) => ({ ...user, SshPublicKeyBody });
  await call("transfer.CreateUser", { ...key("ssh-rsa A"), Role: "arn:aws:iam::111122223333:role/r" });
  const { SshPublicKeyId } = await call("transfer.ImportSshPublicKey", key("ssh-rsa B"));
  const read = async () =>
    (await call("transfer.DescribeUser", user)).User.SshPublicKeys.map(
      (one: { SshPublicKeyBody: string }) => one.SshPublicKeyBody,
    );
  expect(await read()).toEqual(["ssh-rsa A", "ssh-rsa B"]);
  await call("transfer.DeleteSshPublicKey", { ...user, SshPublicKeyId });
  expect(await read()).toEqual(["ssh-rsa A"]);
});

test("a listener that is parted from a certificate stays, with the others", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const { LoadBalancers } = await call("elbv2.CreateLoadBalancer", { Name: "l", Subnets: [SubnetId] });
  const { LoadBalancerArn } = LoadBalancers[0];
  const certify = (name: string) => ({
    CertificateArn: `arn:aws:acm:eu-west-1:111122223333:certificate/${name}`,
  });
  const DefaultActions = [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }];
  const Certificates = [certify("a")];
  const listener = { LoadBalancerArn, Protocol: "HTTPS", Port: 443, DefaultActions, Certificates };
  const { ListenerArn } = (await call("elbv2.CreateListener", listener)).Listeners[0];
  const more = { ListenerArn, Certificates: [certify("b")] };
  await call("elbv2.AddListenerCertificates", more);
  await call("elbv2.RemoveListenerCertificates", more);
  expect((await call("elbv2.DescribeListeners", { LoadBalancerArn })).Listeners).toMatchObject([
    { ListenerArn },
  ]);
  const told = await call("elbv2.DescribeListenerCertificates", { ListenerArn });
  expect(told.Certificates).toMatchObject([certify("a")]);
});

test("partitions are told by their values, and changed in their place", async () => {
  const call = makeCaller();
  const table = { DatabaseName: "d", TableName: "t" };
  await call("glue.CreateDatabase", { DatabaseInput: { Name: "d" } });
  await call("glue.CreateTable", { DatabaseName: "d", TableInput: { Name: "t" } });
  const make = (value: string) =>
    call("glue.CreatePartition", { ...table, PartitionInput: { Values: [value] } });
  await make("1");
  await make("2");
  const Parameters = { a: "b" };
  const PartitionInput = { Values: ["1"], Parameters };
  await call("glue.UpdatePartition", { ...table, PartitionValueList: ["1"], PartitionInput });
  const read = async (value: string) =>
    (await call("glue.GetPartition", { ...table, PartitionValues: [value] })).Partition;
  expect(await read("1")).toMatchObject({ Values: ["1"], Parameters });
  expect((await read("2")).Values).toEqual(["2"]);
  expect((await call("glue.GetPartitions", table)).Partitions).toHaveLength(2);
});
