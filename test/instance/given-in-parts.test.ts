// Calls that add to lists of a thing and take from them, by members that are called otherwise than the lists.
import { expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("an endpoint has the groups and subnets that it was given, without those that were taken", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId, GroupId } = await makeNetwork(call);
  const { VpcEndpoint } = await call("ec2.CreateVpcEndpoint", {
    ...{ VpcId, ServiceName: "com.amazonaws.eu-west-1.sqs", VpcEndpointType: "Interface" },
  });
  const { VpcEndpointId } = VpcEndpoint;
  const read = async () =>
    (await call("ec2.DescribeVpcEndpoints", { VpcEndpointIds: [VpcEndpointId] })).VpcEndpoints[0];
  await call("ec2.ModifyVpcEndpoint", {
    VpcEndpointId,
    AddSecurityGroupIds: [GroupId],
    AddSubnetIds: [SubnetId],
  });
  const told = await read();
  expect(told.Groups).toContainEqual({ GroupId, GroupName: "web" });
  expect(told.SubnetIds).toEqual([SubnetId]);
  await call("ec2.ModifyVpcEndpoint", {
    VpcEndpointId,
    RemoveSecurityGroupIds: [GroupId],
    RemoveSubnetIds: [SubnetId],
  });
  const left = await read();
  expect(left.Groups).not.toContainEqual(expect.objectContaining({ GroupId }));
  expect(left.SubnetIds).toEqual([]);
});

test("an endpoint's service tells who may use it", async () => {
  const call = makeCaller();
  const { ServiceConfiguration } = await call("ec2.CreateVpcEndpointServiceConfiguration", {
    GatewayLoadBalancerArns: ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/gwy/g/1"],
  });
  const { ServiceId } = ServiceConfiguration;
  const [one, two] = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"];
  const read = async () =>
    (await call("ec2.DescribeVpcEndpointServicePermissions", { ServiceId })).AllowedPrincipals.map(
      ({ Principal }: { Principal: string }) => Principal,
    );
  expect(await read()).toEqual([]);
  await call("ec2.ModifyVpcEndpointServicePermissions", { ServiceId, AddAllowedPrincipals: [one, two] });
  expect((await read()).toSorted()).toEqual([one, two]);
  await call("ec2.ModifyVpcEndpointServicePermissions", { ServiceId, RemoveAllowedPrincipals: [one] });
  expect(await read()).toEqual([two]);
});

test("a fleet of spot machines has the size that it was changed to", async () => {
  const call = makeCaller();
  const { SpotFleetRequestId } = await call("ec2.RequestSpotFleet", {
    SpotFleetRequestConfig: {
      ...{ IamFleetRole: "arn:aws:iam::111122223333:role/r", TargetCapacity: 6 },
      LaunchSpecifications: [{ ImageId: "ami-0aaaaaaaaaaaaaaaa", InstanceType: "t3.micro" }],
    },
  });
  await call("ec2.ModifySpotFleetRequest", { SpotFleetRequestId, TargetCapacity: 1 });
  const [told] = (await call("ec2.DescribeSpotFleetRequests")).SpotFleetRequestConfigs;
  expect(told.SpotFleetRequestConfig.TargetCapacity).toBe(1);
});

test("an interface is taken from a flow", async () => {
  const call = makeCaller();
  const { Flow } = await call("mediaconnect.CreateFlow", {
    Name: "f",
    Source: { Name: "s", Protocol: "rtp", WhitelistCidr: "10.0.0.0/16" },
  });
  const { FlowArn } = Flow;
  const vpc = (Name: string) => ({ Name, SubnetId: "subnet-1", SecurityGroupIds: [], RoleArn: "r" });
  await call("mediaconnect.AddFlowVpcInterfaces", { FlowArn, VpcInterfaces: [vpc("a"), vpc("b")] });
  await call("mediaconnect.RemoveFlowVpcInterface", { FlowArn, VpcInterfaceName: "a" });
  const told = await call("mediaconnect.DescribeFlow", { FlowArn });
  expect(told.Flow.VpcInterfaces.map(({ Name }: { Name: string }) => Name)).toEqual(["b"]);
});
