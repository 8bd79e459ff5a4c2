// What balancers, groups of machines and names tell of what calls did to them.
import { expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

test("a classic balancer tells its listeners with their policies, its machines and where it stands", async () => {
  const call = makeCaller();
  const { VpcId, SubnetId } = await makeNetwork(call);
  const LoadBalancerName = "main";
  const listener = (port: number, Protocol: string) => ({
    Protocol,
    LoadBalancerPort: port,
    InstancePort: port,
  });
  await call("elb.CreateLoadBalancer", {
    LoadBalancerName,
    Subnets: [SubnetId],
    Listeners: [listener(80, "HTTP")],
  });
  await call("elb.CreateLoadBalancerListeners", {
    LoadBalancerName,
    Listeners: [listener(25, "TCP"), listener(110, "TCP")],
  });
  await call("elb.CreateLBCookieStickinessPolicy", { LoadBalancerName, PolicyName: "stick" });
  await call("elb.SetLoadBalancerPoliciesOfListener", {
    LoadBalancerName,
    LoadBalancerPort: 80,
    PolicyNames: ["stick"],
  });
  await call("elb.DeleteLoadBalancerListeners", { LoadBalancerName, LoadBalancerPorts: [25] });
  const InstanceId = "i-0aaaaaaaaaaaaaaaa";
  await call("elb.RegisterInstancesWithLoadBalancer", { LoadBalancerName, Instances: [{ InstanceId }] });
  const [one] = (await call("elb.DescribeLoadBalancers")).LoadBalancerDescriptions;
  const listeners = one.ListenerDescriptions.map((it: { Listener: object; PolicyNames: string[] }) => [
    it.Listener,
    it.PolicyNames,
  ]);
  expect(listeners).toHaveLength(2);
  expect(listeners).toEqual(
    expect.arrayContaining([
      [{ ...listener(80, "HTTP"), InstanceProtocol: "HTTP" }, ["stick"]],
      [{ ...listener(110, "TCP"), InstanceProtocol: "TCP" }, []],
    ]),
  );
  expect(one).toMatchObject({ VPCId: VpcId, Instances: [{ InstanceId }] });
  expect(one.Policies.LBCookieStickinessPolicies).toEqual([{ PolicyName: "stick" }]);
  const { InstanceStates } = await call("elb.DescribeInstanceHealth", { LoadBalancerName });
  expect(InstanceStates).toEqual([expect.objectContaining({ InstanceId, State: "InService" })]);
});

test("a group tells what sends to it, each tag as it was said, and its policies by ARNs", async () => {
  const call = makeCaller();
  const AutoScalingGroupName = "web";
  const tag = (Key: string, PropagateAtLaunch: boolean) => ({
    ...{ Key, PropagateAtLaunch, Value: "1" },
    ...{ ResourceId: AutoScalingGroupName, ResourceType: "auto-scaling-group" },
  });
  const sizes = {
    MinSize: 0,
    MaxSize: 1,
    LaunchConfigurationName: "none",
    AvailabilityZones: ["eu-west-1a"],
  };
  await call("autoscaling.CreateAutoScalingGroup", {
    AutoScalingGroupName,
    ...sizes,
    Tags: [tag("a", false)],
  });
  await call("autoscaling.CreateOrUpdateTags", { Tags: [tag("b", true)] });
  await call("autoscaling.AttachLoadBalancers", { AutoScalingGroupName, LoadBalancerNames: ["one", "two"] });
  await call("autoscaling.DetachLoadBalancers", { AutoScalingGroupName, LoadBalancerNames: ["one"] });
  const { PolicyARN } = await call("autoscaling.PutScalingPolicy", {
    AutoScalingGroupName,
    PolicyName: "out",
  });
  const [group] = (await call("autoscaling.DescribeAutoScalingGroups")).AutoScalingGroups;
  expect(group).toMatchObject({ LoadBalancerNames: ["two"], Tags: [tag("a", false), tag("b", true)] });
  expect((await call("autoscaling.DescribeTags")).Tags).toEqual([tag("a", false), tag("b", true)]);
  const { LoadBalancers } = await call("autoscaling.DescribeLoadBalancers", { AutoScalingGroupName });
  expect(LoadBalancers).toEqual([{ LoadBalancerName: "two", State: "Added" }]);
  expect(PolicyARN).toMatch(
    /^arn:aws:autoscaling:.*:scalingPolicy:[\w-]{36}:autoScalingGroupName\/web:policyName\/out$/,
  );
  expect((await call("autoscaling.DescribePolicies")).ScalingPolicies[0].PolicyARN).toBe(PolicyARN);
});

test("a rule's association goes by its own id, and an endpoint tells its interfaces", async () => {
  const call = makeCaller();
  const made = await call("route53resolver.CreateResolverRule", {
    CreatorRequestId: "r",
    RuleType: "SYSTEM",
    DomainName: "corp.example",
  });
  const ResolverRuleId: string = made.ResolverRule.Id;
  const VPCId = "vpc-0aaaaaaaaaaaaaaaa";
  const { ResolverRuleAssociation } = await call("route53resolver.AssociateResolverRule", {
    ResolverRuleId,
    VPCId,
    Name: "net",
  });
  const ResolverRuleAssociationId = ResolverRuleAssociation.Id;
  const read = () => call("route53resolver.GetResolverRuleAssociation", { ResolverRuleAssociationId });
  expect((await read()).ResolverRuleAssociation).toMatchObject({ ResolverRuleId, VPCId, Name: "net" });
  // The rule itself keeps its name.
  expect((await call("route53resolver.ListResolverRules")).ResolverRules).toHaveLength(1);
  await call("route53resolver.DisassociateResolverRule", { ResolverRuleId, VPCId });
  expect(await read()).toBe("ResourceNotFoundException");
  const subnets = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"];
  const { ResolverEndpoint } = await call("route53resolver.CreateResolverEndpoint", {
    CreatorRequestId: "e",
    SecurityGroupIds: ["sg-0aaaaaaaaaaaaaaaa"],
    Direction: "OUTBOUND",
    IpAddresses: subnets.map((SubnetId) => ({ SubnetId })),
  });
  const { IpAddresses } = await call("route53resolver.ListResolverEndpointIpAddresses", {
    ResolverEndpointId: ResolverEndpoint.Id,
  });
  expect(IpAddresses.map(({ SubnetId }: { SubnetId: string }) => SubnetId)).toEqual(subnets);
});

test("what is done in steps is told as an operation, and a zone of a namespace stands", async () => {
  const call = makeCaller();
  const { OperationId } = await call("servicediscovery.CreatePrivateDnsNamespace", {
    Name: "a.local",
    Vpc: "vpc-0aaaaaaaaaaaaaaaa",
  });
  const { Operation } = await call("servicediscovery.GetOperation", { OperationId });
  expect(Operation).toMatchObject({ Id: OperationId, Status: "SUCCESS", Type: "CREATE_NAMESPACE" });
  const { Namespace } = await call("servicediscovery.GetNamespace", { Id: Operation.Targets.NAMESPACE });
  expect(Namespace).toMatchObject({ Name: "a.local", Type: "DNS_PRIVATE" });
  const zones = (
    await call("route53.ListHostedZonesByVPC", {
      VPCId: "vpc-0aaaaaaaaaaaaaaaa",
      VPCRegion: "eu-west-1",
    })
  ).HostedZoneSummaries;
  expect(zones).toEqual([
    expect.objectContaining({
      HostedZoneId: Namespace.Properties.DnsProperties.HostedZoneId,
      Name: "a.local.",
    }),
  ]);
});
