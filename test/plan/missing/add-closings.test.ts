import { describe, expect, test } from "bun:test";
import { addClosings } from "../../../src/plan/missing/add-closings.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showStep } from "./plan-calls.ts";

async function show(calls: readonly Call[]): Promise<string[]> {
  return (await addClosings(await planCalls(calls))).map(showStep);
}

const iam = (operation: string, parameters: unknown, second?: number): Call =>
  second === undefined
    ? { service: "iam", operation, parameters }
    : { service: "iam", operation, parameters, second };
const ec2 = (operation: string, parameters: unknown, answer: unknown = {}): Call => ({
  service: "ec2",
  operation,
  parameters,
  answer,
});
const POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const attach = iam("AttachRolePolicy", { roleName: "app", policyArn: POLICY });
const detach = iam("DetachRolePolicy", { roleName: "app", policyArn: POLICY });
const put = iam("PutRolePolicy", { roleName: "app", policyName: "p", policyDocument: "{}" });
const remove = iam("DeleteRole", { roleName: "app" });

describe("a deletion", () => {
  test("gets the removals that the log has lost, right before it", async () => {
    expect((await show([attach, put, remove])).slice(2)).toEqual([
      "+DeleteRolePolicy(app, p)",
      `+DetachRolePolicy(app, ${POLICY})`,
      "DeleteRole(app)",
    ]);
  });

  test("gets none for what was removed, in whatever order within a second", async () => {
    const same = [
      iam("DeleteRole", { roleName: "app" }, 9),
      iam("DetachRolePolicy", { roleName: "app", policyArn: POLICY }, 9),
    ];
    for (const calls of [
      [attach, detach, remove],
      [attach, ...same],
    ])
      expect((await show(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
  });

  test("of what its second makes anew leaves what is put on the new one", async () => {
    const create = iam("CreateRole", { roleName: "app" }, 9);
    const [deleted, attached] = [
      iam(remove.operation, remove.parameters, 9),
      iam(attach.operation, attach.parameters, 9),
    ];
    const second = [create, deleted, attached];
    const before = iam("CreateRole", { roleName: "app" });
    for (const calls of [second, second.toReversed()]) {
      expect((await show([before, ...calls])).filter((text) => text.startsWith("+"))).toEqual([]);
      expect((await show(calls)).filter((text) => text.startsWith("+"))).toHaveLength(1);
      const earlier = (await show([before, put, ...calls])).filter((text) => text.startsWith("+"));
      expect(earlier).toEqual(["+DeleteRolePolicy(app, p)"]);
    }
  });

  test("of another thing, of a part or in another service changes nothing", async () => {
    const others = [
      iam("DeleteRole", { roleName: "other" }),
      iam("DeleteUser", { userName: "app" }),
      iam("DeleteRolePolicy", { roleName: "app", policyName: "p" }),
    ];
    expect((await show([attach, put, ...others])).filter((text) => text.startsWith("+"))).toEqual([]);
    const table = ec2(
      "CreateRouteTable",
      { vpcId: "vpc-0bbbbbbbbbbbbbbbb" },
      { routeTable: { routeTableId: "rtb-0aaaaaaaaaaaaaaaa" } },
    );
    const route = ec2("DeleteRoute", {
      routeTableId: "rtb-0aaaaaaaaaaaaaaaa",
      destinationCidrBlock: "0.0.0.0/0",
    });
    expect((await show([table, route])).filter((text) => text.startsWith("+"))).toEqual([]);
  });

  test("of a network takes what stands in it, the innermost first", async () => {
    const calls = [
      ec2(
        "CreateSubnet",
        { vpcId: "vpc-0b0b0b0b0b0b0b0b0" },
        { subnet: { subnetId: "subnet-0aaaaaaaaaaaaaaaa" } },
      ),
      ec2("AttachInternetGateway", {
        vpcId: "vpc-0b0b0b0b0b0b0b0b0",
        internetGatewayId: "igw-0aaaaaaaaaaaaaaaa",
      }),
      ec2(
        "RunInstances",
        { subnetId: "subnet-0aaaaaaaaaaaaaaaa" },
        { instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaaa" }] } },
      ),
      ec2("DeleteVpc", { vpcId: "vpc-0b0b0b0b0b0b0b0b0" }),
    ];
    const steps = await addClosings(await planCalls(calls));
    expect(steps.slice(3).map(showStep)).toEqual([
      "+DetachInternetGateway(igw-0aaaaaaaaaaaaaaaa, vpc-0b0b0b0b0b0b0b0b0)",
      "+TerminateInstances()",
      "+DeleteSubnet(subnet-0aaaaaaaaaaaaaaaa)",
      "DeleteVpc(vpc-0b0b0b0b0b0b0b0b0)",
    ]);
    expect(steps[4]?.input).toEqual({ InstanceIds: ["i-0aaaaaaaaaaaaaaaa"] });
    expect(steps[3]?.creation).toMatchObject({ kind: "closing", neededBy: "e3" });
  });

  test("names an association by the id that production answered, the newest where it was replaced", async () => {
    const table = "rtb-0aaaaaaaaaaaaaaaa";
    const calls = [
      ec2(
        "AssociateRouteTable",
        { routeTableId: "rtb-0cccccccccccccccc", subnetId: "subnet-0a" },
        { associationId: "rtbassoc-1" },
      ),
      ec2(
        "ReplaceRouteTableAssociation",
        { associationId: "rtbassoc-1", routeTableId: table },
        { newAssociationId: "rtbassoc-2" },
      ),
      ec2("DeleteRouteTable", { routeTableId: "rtb-0cccccccccccccccc" }),
      ec2("DeleteRouteTable", { routeTableId: table }),
    ];
    expect((await show(calls)).slice(2)).toEqual([
      "DeleteRouteTable(rtb-0cccccccccccccccc)",
      "+DisassociateRouteTable(rtbassoc-2)",
      `DeleteRouteTable(${table})`,
    ]);
  });

  test("of a rule takes the targets of that in its bus, and of no other", async () => {
    const on = (eventBusName: string | undefined, operation: string, more: object): Call => ({
      service: "events",
      operation,
      parameters: { ...(eventBusName && { eventBusName }), ...more },
    });
    const targets = { rule: "all", targets: [{ id: "1", arn: "arn:aws:sqs:eu-west-1:111122223333:q" }] };
    const buses = ["payments", "tmp", undefined];
    for (const bus of buses) {
      const calls = buses.map((one) => on(one, "PutTargets", targets));
      const steps = await addClosings(await planCalls([...calls, on(bus, "DeleteRule", { name: "all" })]));
      expect(steps.flatMap(({ creation, input }) => (creation ? [input["EventBusName"]] : []))).toEqual([
        bus,
      ]);
    }
  });

  test("that lets go by itself gets nothing, nor does one of bulk data or of tags", async () => {
    const calls: Call[] = [
      ec2("AttachVolume", {
        volumeId: "vol-0aaaaaaaaaaaaaaaa",
        instanceId: "i-0aaaaaaaaaaaaaaaa",
        device: "/dev/sdf",
      }),
      ec2("TerminateInstances", { instancesSet: { items: [{ instanceId: "i-0aaaaaaaaaaaaaaaa" }] } }),
      ec2("DeleteVolume", { volumeId: "vol-0aaaaaaaaaaaaaaaa" }),
      { service: "s3", operation: "PutObject", parameters: { bucketName: "acme-data", key: "a" } },
      { service: "s3", operation: "DeleteBucket", parameters: { bucketName: "acme-data" } },
      {
        service: "rds",
        operation: "AddTagsToResource",
        parameters: { resourceName: "arn:aws:rds:eu-west-1:111122223333:db:a", tags: [] },
      },
      { service: "rds", operation: "DeleteDBInstance", parameters: { dBInstanceIdentifier: "a" } },
    ];
    expect((await show(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
  });
});

describe("a removal of what was never attached", () => {
  const plan = async (calls: readonly Call[]) =>
    (await addClosings(await addPrerequisites(await planCalls(calls)))).map(showStep);

  test("gets the attachment, where the removal says enough", async () => {
    expect((await plan([detach])).slice(1)).toEqual([
      `+AttachRolePolicy(app, ${POLICY})`,
      `DetachRolePolicy(app, ${POLICY})`,
    ]);
    expect((await plan([iam("DeleteRolePolicy", { roleName: "app", policyName: "p" })]))[1]).toStartWith(
      "+PutRolePolicy(app, p, {",
    );
    expect(await plan([ec2("DisassociateRouteTable", { associationId: "rtbassoc-1" })])).toHaveLength(1);
  });

  test("gets none where the thing was made with it", async () => {
    const asg = (operation: string, parameters: unknown): Call => ({
      service: "autoscaling",
      operation,
      parameters,
    });
    const off = (name: string) =>
      asg("DetachLoadBalancers", { autoScalingGroupName: "all", loadBalancerNames: [name] });
    const group = asg("CreateAutoScalingGroup", {
      autoScalingGroupName: "all",
      minSize: 0,
      maxSize: 1,
      availabilityZones: ["us-east-1a"],
      loadBalancerNames: ["main"],
    });
    const count = async (calls: readonly Call[]) =>
      (await plan(calls)).filter((text) => text.startsWith("+AttachLoadBalancers")).length;
    expect(await count([group, off("main")])).toBe(0);
    expect(await count([group, off("other")])).toBe(1);
    expect(await count([off("main")])).toBe(1);
  });
});

describe("what a removal proves of a thing that is older than the log", () => {
  const plan = async (calls: readonly Call[]) =>
    (await addClosings(await addPrerequisites(await planCalls(calls)))).map(showStep);
  const rules = { items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [] } }] };
  const revoke = ec2("RevokeSecurityGroupIngress", {
    groupId: "sg-0aaaaaaaaaaaaaaaa",
    ipPermissions: rules,
  });

  test("a rule of a security group is put there, as it is taken away", async () => {
    const made = await plan([revoke]);
    expect(made.slice(-2)).toEqual([
      "+AuthorizeSecurityGroupIngress(sg-0aaaaaaaaaaaaaaaa)",
      "RevokeSecurityGroupIngress(sg-0aaaaaaaaaaaaaaaa)",
    ]);
  });

  test("a permission of a function", async () => {
    const remove: Call = {
      service: "lambda",
      operation: "RemovePermission",
      parameters: { functionName: "f", statementId: "s" },
    };
    expect((await plan([remove])).at(-2)).toBe(
      "+AddPermission(f, s, lambda:InvokeFunction, events.amazonaws.com)",
    );
  });

  test("but not of a thing that the log makes, nor twice", async () => {
    const create = ec2(
      "CreateSecurityGroup",
      { groupName: "g", groupDescription: "g", vpcId: "vpc-0bbbbbbbbbbbbbbbb" },
      { groupId: "sg-0aaaaaaaaaaaaaaaa" },
    );
    expect((await plan([create, revoke])).filter((text) => text.includes("Authorize"))).toEqual([]);
    const authorize = ec2("AuthorizeSecurityGroupIngress", {
      groupId: "sg-0aaaaaaaaaaaaaaaa",
      ipPermissions: rules,
    });
    expect((await plan([authorize, revoke])).filter((text) => text.includes("+Authorize"))).toEqual([]);
  });
});

test("what is taken off where no bus is named is the default bus's", async () => {
  const events = (operation: string, parameters: object): Call => ({
    service: "events",
    operation,
    parameters,
  });
  const targets = [{ id: "1", arn: "arn:aws:sqs:eu-west-1:111122223333:q" }];
  const onBus = (eventBusName?: string) => ({ rule: "r", ...(eventBusName && { eventBusName }) });
  const named = { name: "r", eventBusName: "orders" };
  for (const bus of [undefined, "default"]) {
    const steps = await show([
      events("PutTargets", { ...onBus("orders"), targets }),
      events("PutTargets", { ...onBus(bus), targets }),
      events("RemoveTargets", { ...onBus(), ids: ["1"] }),
      events("DeleteRule", { name: "r" }),
      events("DeleteRule", named),
    ]);
    expect(steps.slice(3)).toEqual(["DeleteRule(r)", "+RemoveTargets(r, orders)", "DeleteRule(r, orders)"]);
  }
});
