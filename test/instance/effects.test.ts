// What calls do that no member of theirs tells, and what things tell of those that name them.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork, POLICY } from "./support/world.ts";

describe("what a call does besides", () => {
  test("is told by what it is done to, and taken back by the call that does so", async () => {
    const call = makeCaller();
    const { KeyId }: { KeyId: string } = (await call("kms.CreateKey")).KeyMetadata;
    const read = async () => (await call("kms.DescribeKey", { KeyId })).KeyMetadata;
    await call("kms.ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    expect(await read()).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });
    await call("kms.CancelKeyDeletion", { KeyId });
    expect(await read()).toMatchObject({ KeyState: "Disabled", Enabled: false });
    expect(await read()).not.toHaveProperty("DeletionDate");
    await call("kms.EnableKey", { KeyId });
    expect(await read()).toMatchObject({ KeyState: "Enabled", Enabled: true });
  });

  test("is done to each of several things, and answered", async () => {
    const call = makeCaller();
    const { SubnetId } = await makeNetwork(call);
    const ask = { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1, SubnetId };
    const InstanceIds: string[] = [];
    for (const _ of [1, 2]) InstanceIds.push((await call("ec2.RunInstances", ask)).Instances[0].InstanceId);
    const { StoppingInstances } = await call("ec2.StopInstances", { InstanceIds });
    expect(StoppingInstances.map((one: { InstanceId: string }) => one.InstanceId)).toEqual(InstanceIds);
    const { Reservations } = await call("ec2.DescribeInstances");
    const states = Reservations.flatMap((one: { Instances: { State: object }[] }) => one.Instances).map(
      ({ State }: { State: object }) => State,
    );
    expect(states).toEqual([
      { Code: 80, Name: "stopped" },
      { Code: 80, Name: "stopped" },
    ]);
  });

  test("ends for the others of which one can be so", async () => {
    const call = makeCaller();
    const made = await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY });
    const PolicyArn: string = made.Policy.Arn;
    const versions = async () =>
      (await call("iam.ListPolicyVersions", { PolicyArn })).Versions.map(
        (one: { VersionId: string; IsDefaultVersion: boolean }) => [one.VersionId, one.IsDefaultVersion],
      );
    await call("iam.CreatePolicyVersion", { PolicyArn, PolicyDocument: POLICY, SetAsDefault: true });
    expect(await versions()).toEqual([
      ["v1", false],
      ["v2", true],
    ]);
    expect((await call("iam.GetPolicy", { PolicyArn })).Policy.DefaultVersionId).toBe("v2");
    await call("iam.SetDefaultPolicyVersion", { PolicyArn, VersionId: "v1" });
    expect(await versions()).toEqual([
      ["v1", true],
      ["v2", false],
    ]);
    expect((await call("iam.GetPolicy", { PolicyArn })).Policy.DefaultVersionId).toBe("v1");
  });
});

describe("what names a thing", () => {
  test("is counted", async () => {
    const call = makeCaller();
    const { Policy } = await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY });
    const PolicyArn: string = Policy.Arn;
    const count = async () => (await call("iam.GetPolicy", { PolicyArn })).Policy.AttachmentCount;
    for (const RoleName of ["a", "b"])
      await call("iam.CreateRole", { RoleName, AssumeRolePolicyDocument: "{}" });
    expect(await count()).toBe(0);
    for (const RoleName of ["a", "b"]) await call("iam.AttachRolePolicy", { RoleName, PolicyArn });
    expect(await count()).toBe(2);
    await call("iam.DetachRolePolicy", { RoleName: "a", PolicyArn });
    expect(await count()).toBe(1);
  });

  test("is told, or what that stands in", async () => {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const [{ LoadBalancerArn }] = (
      await call("elbv2.CreateLoadBalancer", { Name: "web", Subnets: [SubnetId] })
    ).LoadBalancers;
    const group = { Name: "app", Protocol: "HTTP", Port: 80, VpcId };
    const [{ TargetGroupArn }] = (await call("elbv2.CreateTargetGroup", group)).TargetGroups;
    const read = async () => (await call("elbv2.DescribeTargetGroups")).TargetGroups[0].LoadBalancerArns;
    expect(await read()).toEqual([]);
    const actions = { Protocol: "HTTP", Port: 80, DefaultActions: [{ Type: "forward", TargetGroupArn }] };
    const listener = await call("elbv2.CreateListener", { LoadBalancerArn, ...actions });
    expect(await read()).toEqual([LoadBalancerArn]);
    await call("elbv2.DeleteListener", { ListenerArn: listener.Listeners[0].ListenerArn });
    expect(await read()).toEqual([]);
  });
});

describe("what is told of things that belong together", () => {
  test("is whole only for who asks for it, where the service has it so", async () => {
    const call = makeCaller();
    const api = await call("apigateway.CreateRestApi", { name: "orders" });
    const restApiId: string = api.id;
    const { id } = await call("apigateway.CreateResource", {
      ...{ restApiId, parentId: api.rootResourceId, pathPart: "orders" },
    });
    const method = { restApiId, resourceId: String(id), httpMethod: "GET" };
    await call("apigateway.PutMethod", { ...method, authorizationType: "NONE" });
    await call("apigateway.PutIntegration", { ...method, type: "HTTP", integrationHttpMethod: "POST" });
    await call("apigateway.PutMethodResponse", { ...method, statusCode: "200" });
    const read = async (embed?: string[]) =>
      (await call("apigateway.GetResource", { restApiId, resourceId: id, ...(embed && { embed }) }))
        .resourceMethods;
    expect(await read()).toEqual({ GET: {} });
    expect((await read(["methods"])).GET).toMatchObject({
      authorizationType: "NONE",
      methodIntegration: { type: "HTTP", httpMethod: "POST" },
      methodResponses: { 200: { statusCode: "200" } },
    });
  });

  test("is told of what the thing names, too", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const zone = { CidrBlock: "10.0.2.0/24", AvailabilityZone: "eu-west-1b" };
    const { SubnetId } = (await call("ec2.CreateSubnet", { VpcId, ...zone })).Subnet;
    const made = await call("ec2.CreateLaunchTemplate", {
      ...{ LaunchTemplateName: "web", LaunchTemplateData: {} },
    });
    const { LaunchTemplateId } = made.LaunchTemplate;
    await call("autoscaling.CreateAutoScalingGroup", {
      ...{ AutoScalingGroupName: "web", MinSize: 0, MaxSize: 1, VPCZoneIdentifier: SubnetId },
      LaunchTemplate: { LaunchTemplateId },
    });
    const [group] = (await call("autoscaling.DescribeAutoScalingGroups")).AutoScalingGroups;
    expect(group.LaunchTemplate).toEqual({ LaunchTemplateId, LaunchTemplateName: "web" });
    expect(group.AvailabilityZones).toEqual(["eu-west-1b"]);
  });

  test("is what a list of it alone tells, with the filters of that", async () => {
    const call = makeCaller();
    const { SubnetId, VpcId } = await makeNetwork(call);
    const { TransitGatewayId } = (await call("ec2.CreateTransitGateway")).TransitGateway;
    const { TransitGatewayRouteTableId } = (
      await call("ec2.CreateTransitGatewayRouteTable", { TransitGatewayId })
    ).TransitGatewayRouteTable;
    const { TransitGatewayAttachmentId } = (
      await call("ec2.CreateTransitGatewayVpcAttachment", {
        ...{ TransitGatewayId, VpcId, SubnetIds: [SubnetId] },
      })
    ).TransitGatewayVpcAttachment;
    const both = { TransitGatewayRouteTableId, TransitGatewayAttachmentId };
    await call("ec2.AssociateTransitGatewayRouteTable", both);
    await call("ec2.EnableTransitGatewayRouteTablePropagation", both);
    const list = async (Name: string, value: string) =>
      (
        await call("ec2.GetTransitGatewayRouteTableAssociations", {
          ...{ TransitGatewayRouteTableId, Filters: [{ Name, Values: [value] }] },
        })
      ).Associations;
    expect(await list("resource-id", VpcId)).toEqual([
      { TransitGatewayAttachmentId, ResourceId: VpcId, ResourceType: "vpc", State: "associated" },
    ]);
    expect(await list("resource-id", "vpc-0cccccccccccccccc")).toEqual([]);
    const ask = { TransitGatewayRouteTableId };
    const propagations = async () =>
      (await call("ec2.GetTransitGatewayRouteTablePropagations", ask)).TransitGatewayRouteTablePropagations;
    expect(await propagations()).toMatchObject([{ TransitGatewayAttachmentId, State: "enabled" }]);
    await call("ec2.DeleteTransitGatewayVpcAttachment", { TransitGatewayAttachmentId });
    expect(await propagations()).toEqual([]);
  });

  test("is a secret's versions, of which one counts", async () => {
    const call = makeCaller();
    await call("secretsmanager.CreateSecret", { Name: "db", SecretString: "a" });
    const { VersionId } = await call("secretsmanager.PutSecretValue", { SecretId: "db", SecretString: "b" });
    const { VersionIdsToStages } = await call("secretsmanager.DescribeSecret", { SecretId: "db" });
    expect(Object.values(VersionIdsToStages)).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
    expect(VersionIdsToStages[VersionId]).toEqual(["AWSCURRENT"]);
    expect(await call("secretsmanager.GetSecretValue", { SecretId: "db" })).toMatchObject({
      ...{ Name: "db", VersionId, SecretString: "b" },
    });
  });
});

test("what came with a thing and was taken from it does not come again as the thing is changed", async () => {
  const call = makeCaller();
  const { Organization } = await call("organizations.CreateOrganization", { FeatureSet: "ALL" });
  const [{ Id: ParentId }] = (await call("organizations.ListRoots")).Roots;
  const made = await call("organizations.CreateOrganizationalUnit", { ParentId, Name: "a" });
  const { Id: OrganizationalUnitId, Arn } = made.OrganizationalUnit;
  const PolicyId = "p-FullAWSAccess";
  const list = async () =>
    (await call("organizations.ListTargetsForPolicy", { PolicyId })).Targets.map(
      ({ TargetId, Type }: { TargetId: string; Type: string }) => [TargetId, Type],
    );
  const others = [
    [ParentId, "ROOT"],
    ["111122223333", "ACCOUNT"],
  ];
  expect(await list()).toEqual(
    expect.arrayContaining([...others, [OrganizationalUnitId, "ORGANIZATIONAL_UNIT"]]),
  );
  await call("organizations.DetachPolicy", { PolicyId, TargetId: OrganizationalUnitId });
  await call("organizations.UpdateOrganizationalUnit", { OrganizationalUnitId, Name: "b" });
  expect(await list()).toEqual(others);
  expect(Arn).toContain(Organization.Id);
});

test("a route that is replaced leads to the new place alone", async () => {
  const call = makeCaller();
  const { VpcId } = await makeNetwork(call);
  const { RouteTableId } = (await call("ec2.CreateRouteTable", { VpcId })).RouteTable;
  const route = { RouteTableId, DestinationCidrBlock: "192.168.0.0/16" };
  await call(
    "ec2.CreateRoute",
    { ...route, TransitGatewayId: "tgw-0aaaaaaaaaaaaaaaa" },
    { told: { output: {}, at: 1 } },
  );
  await call(
    "ec2.ReplaceRoute",
    { ...route, NetworkInterfaceId: "eni-0aaaaaaaaaaaaaaaa" },
    { told: { output: {}, at: 1 } },
  );
  const [table] = (await call("ec2.DescribeRouteTables", { RouteTableIds: [RouteTableId] })).RouteTables;
  expect(table.Routes.slice(1)).toEqual([
    {
      ...{ DestinationCidrBlock: "192.168.0.0/16", NetworkInterfaceId: "eni-0aaaaaaaaaaaaaaaa" },
      ...{ Origin: "CreateRoute", State: "active" },
    },
  ]);
});
