// What calls change of things, in the forms that APIs have for it.
import { describe, expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

const ROLE = "arn:aws:iam::444455556666:role/r";

describe("a change is told by the thing's read", () => {
  test("that is given as a patch", async () => {
    const call = makeCaller();
    const { id: restApiId } = await call("apigateway.CreateRestApi", { name: "shop", description: "old" });
    await call("apigateway.UpdateRestApi", {
      restApiId,
      patchOperations: [{ op: "replace", path: "/description", value: "new" }],
    });
    expect((await call("apigateway.GetRestApi", { restApiId })).description).toBe("new");
    const stage = { restApiId, stageName: "ci" };
    const { id: deploymentId } = await call("apigateway.CreateDeployment", { restApiId });
    await call("apigateway.CreateStage", { ...stage, deploymentId, variables: { colour: "red" } });
    await call("apigateway.UpdateStage", {
      ...stage,
      patchOperations: [
        { op: "add", path: "/variables/size", value: "big" },
        { op: "remove", path: "/variables/colour" },
      ],
    });
    expect((await call("apigateway.GetStage", stage)).variables).toEqual({ size: "big" });
  });

  test("that another member names", async () => {
    const call = makeCaller();
    await call("iam.CreateRole", { RoleName: "app", AssumeRolePolicyDocument: "{}" });
    await call("iam.UpdateAssumeRolePolicy", { RoleName: "app", PolicyDocument: '{"Version":"2012-10-17"}' });
    expect((await call("iam.GetRole", { RoleName: "app" })).Role.AssumeRolePolicyDocument).toBe(
      '{"Version":"2012-10-17"}',
    );
  });

  test("that the operation's name alone says", async () => {
    const call = makeCaller();
    await call("events.PutRule", { Name: "nightly", ScheduleExpression: "rate(1 day)", State: "ENABLED" });
    await call("events.DisableRule", { Name: "nightly" });
    expect((await call("events.DescribeRule", { Name: "nightly" })).State).toBe("DISABLED");
    const { KeyMetadata } = await call("kms.CreateKey");
    await call("kms.DisableKey", { KeyId: KeyMetadata.KeyId });
    expect((await call("kms.DescribeKey", { KeyId: KeyMetadata.KeyId })).KeyMetadata.Enabled).toBe(false);
  });

  test("that gives one setting by its name and value", async () => {
    const call = makeCaller();
    const { TopicArn } = await call("sns.CreateTopic", { Name: "t", Attributes: { DisplayName: "old" } });
    await call("sns.SetTopicAttributes", { TopicArn, AttributeName: "KmsMasterKeyId", AttributeValue: "k" });
    await call("sns.SetTopicAttributes", { TopicArn, AttributeName: "DisplayName", AttributeValue: "new" });
    expect((await call("sns.GetTopicAttributes", { TopicArn })).Attributes).toMatchObject({
      DisplayName: "new",
      KmsMasterKeyId: "k",
    });
  });

  test("that adds and removes items by members of their own", async () => {
    const call = makeCaller();
    const { VpcId } = await makeNetwork(call);
    const ids: string[] = [];
    for (let count = 0; count < 3; count++)
      ids.push((await call("ec2.CreateRouteTable", { VpcId })).RouteTable.RouteTableId);
    const [first = "", second = "", third = ""] = ids;
    const { VpcEndpoint } = await call("ec2.CreateVpcEndpoint", {
      VpcId,
      ServiceName: "s3",
      RouteTableIds: [first, second],
    });
    const { VpcEndpointId } = VpcEndpoint;
    await call("ec2.ModifyVpcEndpoint", {
      VpcEndpointId,
      AddRouteTableIds: [third],
      RemoveRouteTableIds: [first],
    });
    const [read] = (await call("ec2.DescribeVpcEndpoints", { VpcEndpointIds: [VpcEndpointId] })).VpcEndpoints;
    expect(read.RouteTableIds).toEqual([second, third]);
  });

  test("that gives a new name to what goes by an id, and to nothing else of its name", async () => {
    const call = makeCaller();
    const make = async () =>
      (await call("appsync.CreateGraphqlApi", { name: "ci", authenticationType: "API_KEY" })).graphqlApi
        .apiId;
    const [apiId, other] = [await make(), await make()];
    await call("appsync.UpdateGraphqlApi", { apiId, name: "ci-2", authenticationType: "API_KEY" });
    const read = async (id: string) =>
      (await call("appsync.GetGraphqlApi", { apiId: id })).graphqlApi.name as string;
    expect([await read(apiId), await read(other)]).toEqual(["ci-2", "ci"]);
  });
});

test("the rules of a security group are added to each other, and each goes by itself", async () => {
  const call = makeCaller();
  const { GroupId } = await call("ec2.CreateSecurityGroup", { GroupName: "g", Description: "d" });
  const range = (port: number, ...cidrs: string[]) => ({
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  });
  const read = async () =>
    (await call("ec2.DescribeSecurityGroups", { GroupIds: [GroupId] })).SecurityGroups[0];
  const authorize = (...IpPermissions: unknown[]) =>
    call("ec2.AuthorizeSecurityGroupIngress", { GroupId, IpPermissions } as never);
  await authorize(range(22, "10.0.0.0/16"), range(8080, "10.1.0.0/16"));
  await authorize(range(22, "10.2.0.0/16"));
  await call("ec2.AuthorizeSecurityGroupIngress", {
    GroupId,
    IpProtocol: "tcp",
    FromPort: 443,
    ToPort: 443,
    CidrIp: "0.0.0.0/0",
  });
  await call("ec2.AuthorizeSecurityGroupEgress", { GroupId, IpPermissions: [range(1, "10.9.0.0/16")] });
  expect((await read()).IpPermissions).toEqual([
    range(22, "10.0.0.0/16", "10.2.0.0/16"),
    range(8080, "10.1.0.0/16"),
    range(443, "0.0.0.0/0"),
  ]);
  await call("ec2.RevokeSecurityGroupIngress", {
    GroupId,
    IpPermissions: [range(22, "10.0.0.0/16"), range(8080, "10.1.0.0/16")],
  });
  const after = await read();
  expect(after.IpPermissions).toEqual([range(22, "10.2.0.0/16"), range(443, "0.0.0.0/0")]);
  const everything = expect.objectContaining({ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] });
  expect(after.IpPermissionsEgress).toEqual([everything, range(1, "10.9.0.0/16")]);
});

test("each item of a batch of changes is a thing of its own", async () => {
  const call = makeCaller();
  const { HostedZone } = await call("route53.CreateHostedZone", {
    Name: "example.com.",
    CallerReference: "1",
  });
  const record = (Name: string, Value: string) => ({
    Name,
    Type: "A",
    TTL: 60,
    ResourceRecords: [{ Value }],
  });
  const change = (...Changes: unknown[]) =>
    call("route53.ChangeResourceRecordSets", {
      HostedZoneId: HostedZone.Id,
      ChangeBatch: { Changes },
    } as never);
  // The servers and the authority of a zone are there from the start.
  const read = async () =>
    (await call("route53.ListResourceRecordSets", { HostedZoneId: HostedZone.Id })).ResourceRecordSets.filter(
      (one: { Type: string }) => one.Type === "A",
    );
  await change(
    { Action: "CREATE", ResourceRecordSet: record("a.example.com.", "10.0.0.1") },
    { Action: "CREATE", ResourceRecordSet: record("b.example.com.", "10.0.0.2") },
  );
  await change({ Action: "UPSERT", ResourceRecordSet: record("a.example.com.", "10.0.0.3") });
  expect(await read()).toEqual([record("a.example.com.", "10.0.0.3"), record("b.example.com.", "10.0.0.2")]);
  await change({ Action: "DELETE", ResourceRecordSet: record("a.example.com.", "10.0.0.3") });
  expect(await read()).toEqual([record("b.example.com.", "10.0.0.2")]);
});

describe("what is brought together", () => {
  test("is told from the other side", async () => {
    const call = makeCaller();
    await call("iam.CreateUser", { UserName: "ann" });
    await call("iam.CreateUser", { UserName: "bob" });
    for (const GroupName of ["ops", "dev"]) {
      await call("iam.CreateGroup", { GroupName });
      await call("iam.AddUserToGroup", { GroupName, UserName: "ann" });
    }
    const read = async (UserName: string) =>
      (await call("iam.ListGroupsForUser", { UserName })).Groups.map(
        (group: { GroupName: string }) => group.GroupName,
      );
    expect(await read("ann")).toEqual(["ops", "dev"]);
    await call("iam.RemoveUserFromGroup", { GroupName: "ops", UserName: "ann" });
    expect(await read("ann")).toEqual(["dev"]);
    expect(await read("bob")).toEqual([]);
  });

  test("is told with the thing that it was brought to, where that says it", async () => {
    const call = makeCaller();
    const { Vpc } = await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" });
    const { DhcpOptions } = await call("ec2.CreateDhcpOptions", {
      DhcpConfigurations: [{ Key: "domain-name", Values: ["example.com"] }],
    });
    const { DhcpOptionsId } = DhcpOptions;
    await call("ec2.AssociateDhcpOptions", { VpcId: Vpc.VpcId, DhcpOptionsId });
    const [read] = (await call("ec2.DescribeVpcs", { VpcIds: [Vpc.VpcId] })).Vpcs;
    expect(read.DhcpOptionsId).toBe(DhcpOptionsId);
  });

  test("is listed, each with what it is", async () => {
    const call = makeCaller();
    const { TargetGroups } = await call("elbv2.CreateTargetGroup", {
      Name: "web",
      Protocol: "HTTP",
      Port: 80,
    });
    const [{ TargetGroupArn }] = TargetGroups;
    await call("elbv2.RegisterTargets", { TargetGroupArn, Targets: [{ Id: "i-1", Port: 80 }] });
    await call("elbv2.RegisterTargets", { TargetGroupArn, Targets: [{ Id: "i-2", Port: 81 }] });
    const { TargetHealthDescriptions } = await call("elbv2.DescribeTargetHealth", { TargetGroupArn });
    expect(TargetHealthDescriptions.map((one: { Target: unknown }) => one.Target)).toEqual([
      { Id: "i-1", Port: 80 },
      { Id: "i-2", Port: 81 },
    ]);
  });
});

test("a new name is the thing's in all that tells it, and what stands in it goes along", async () => {
  const call = makeCaller();
  await call("rds.CreateDBInstance", { DBInstanceIdentifier: "old", DBInstanceClass: "c", Engine: "mysql" });
  await call("rds.ModifyDBInstance", { DBInstanceIdentifier: "old", NewDBInstanceIdentifier: "new" });
  const read = (DBInstanceIdentifier: string) => call("rds.DescribeDBInstances", { DBInstanceIdentifier });
  expect((await read("new")).DBInstances).toEqual([
    expect.objectContaining({
      DBInstanceIdentifier: "new",
      DBInstanceArn: "arn:aws:rds:eu-west-1:111122223333:db:new",
    }),
  ]);
  expect(await read("old")).toBe("DBInstanceNotFound");
  await call("iam.CreateGroup", { GroupName: "ops" });
  await call("iam.PutGroupPolicy", { GroupName: "ops", PolicyName: "p", PolicyDocument: "{}" });
  await call("iam.UpdateGroup", { GroupName: "ops", NewGroupName: "admins" });
  expect((await call("iam.ListGroupPolicies", { GroupName: "admins" })).PolicyNames).toEqual(["p"]);
  expect((await call("iam.GetGroup", { GroupName: "admins" })).Group).toMatchObject({
    GroupName: "admins",
    Arn: "arn:aws:iam::111122223333:group/admins",
  });
});

test("what production answered was still to come has come", async () => {
  const call = makeCaller();
  const balancer = {
    LoadBalancerName: "web",
    LoadBalancerArn:
      "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188",
    State: { Code: "provisioning" },
  };
  const told = { output: { LoadBalancers: [balancer] }, at: 1 };
  await call("elbv2.CreateLoadBalancer", { Name: "web" }, { told });
  expect((await call("elbv2.DescribeLoadBalancers")).LoadBalancers).toEqual([
    expect.objectContaining({ ...balancer, State: { Code: "active" } }),
  ]);
  const table = { TableName: "t", TableStatus: "CREATING" };
  await call(
    "dynamodb.CreateTable",
    { TableName: "t" },
    { told: { output: { TableDescription: table }, at: 1 } },
  );
  expect((await call("dynamodb.DescribeTable", { TableName: "t" })).Table.TableStatus).toBe("ACTIVE");
});

test("texts are told as the structures that a read has for them", async () => {
  const call = makeCaller();
  const layer = "arn:aws:lambda:eu-west-1:111122223333:layer:tools:1";
  await call("lambda.CreateFunction", { FunctionName: "f", Role: ROLE, Code: {}, Layers: [layer] });
  const { Configuration } = await call("lambda.GetFunction", { FunctionName: "f" });
  expect(Configuration.Layers).toEqual([{ Arn: layer }]);
  const { SubnetId, GroupId } = await makeNetwork(call);
  const { NetworkInterface } = await call("ec2.CreateNetworkInterface", { SubnetId, Groups: [GroupId] });
  const { NetworkInterfaceId } = NetworkInterface;
  const read = await call("ec2.DescribeNetworkInterfaces", { NetworkInterfaceIds: [NetworkInterfaceId] });
  expect(read.NetworkInterfaces[0].Groups).toEqual([{ GroupId }]);
});

test("a function's policy has a statement of each permission", async () => {
  const call = makeCaller();
  const FunctionName = "f";
  const add = (StatementId: string, Principal: string) =>
    call("lambda.AddPermission", { FunctionName, StatementId, Action: "lambda:InvokeFunction", Principal });
  expect(await add("a", "s3.amazonaws.com")).toBe("ResourceNotFoundException");
  await call("lambda.CreateFunction", { FunctionName, Role: ROLE, Code: {} });
  expect(await call("lambda.GetPolicy", { FunctionName })).toBe("ResourceNotFoundException");
  await add("a", "s3.amazonaws.com");
  await add("b", "arn:aws:iam::444455556666:root");
  await call("lambda.RemovePermission", { FunctionName, StatementId: "a" });
  expect(JSON.parse((await call("lambda.GetPolicy", { FunctionName })).Policy)).toEqual({
    Version: "2012-10-17",
    Id: "default",
    Statement: [
      {
        Sid: "b",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:eu-west-1:111122223333:function:f",
      },
    ],
  });
  await call("lambda.DeleteFunction", { FunctionName });
  await call("lambda.CreateFunction", { FunctionName, Role: ROLE, Code: {} });
  expect(await call("lambda.GetPolicy", { FunctionName })).toBe("ResourceNotFoundException");
});
