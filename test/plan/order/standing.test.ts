// Within one second, what was attached before is taken off before it, or another in its place, is put on again.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../../src/aws/model/table.ts";
import rows from "../../../src/plan/order/standing.json" with { type: "json" };
import { StandingRow } from "../../../src/plan/order/standing.ts";
import type { Call } from "../../dialect/support.ts";
import { order } from "./wait-chains.ts";

type Timeless = Omit<Call, "second">;

/** Orders calls of second 5, in the file both ways round, after others; `as` are the names of those of second 5 in their order. */
async function expectOrder(before: readonly Timeless[], calls: readonly Timeless[], as: readonly string[]) {
  for (const file of [calls, calls.toReversed()]) {
    const steps = await order([
      ...before.map((call, place) => ({ ...call, second: place - before.length })),
      ...file.map((call) => ({ ...call, second: 5 })),
    ]);
    expect(steps.slice(before.length).map(({ operation }) => operation.name)).toEqual([...as]);
  }
}

const GROUP = "sg-0a0a0a0a0a0a0a0a0";
const createGroup: Timeless = {
  source: "ec2",
  name: "CreateSecurityGroup",
  request: { groupName: "web", groupDescription: "web", vpcId: "vpc-0a0a0a0a0a0a0a0a0" },
  response: { groupId: GROUP },
};
const rule = (name: string, port: number, range: object): Timeless => ({
  source: "ec2",
  name,
  request: {
    groupId: GROUP,
    ipPermissions: {
      items: [
        {
          ipProtocol: port < 0 ? "-1" : "tcp",
          ...(port >= 0 && { fromPort: port, toPort: port }),
          groups: {},
          ipRanges: { items: [range] },
        },
      ],
    },
  },
});
const ALL = { cidrIp: "0.0.0.0/0" };

test("the rule that a new group has is revoked before it is authorized anew", async () => {
  const again = [
    rule("AuthorizeSecurityGroupEgress", -1, { ...ALL, description: "out" }),
    rule("RevokeSecurityGroupEgress", -1, ALL),
  ];
  const names = ["RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress"];
  await expectOrder([createGroup], again, names);
  await expectOrder([], [...again, createGroup], ["CreateSecurityGroup", ...names]);
});

test("a rule that stood is revoked before it is authorized again, a new one after it is authorized", async () => {
  const [open, close] = ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"];
  const old = rule(open, 22, ALL);
  await expectOrder([createGroup, old], [old, rule(close, 22, ALL)], [close, open]);
  await expectOrder([createGroup, old], [rule(open, 443, ALL), rule(close, 443, ALL)], [open, close]);
  await expectOrder([createGroup, old, rule(close, 22, ALL)], [old, rule(close, 22, ALL)], [open, close]);
});

const policy = (name: string): Timeless => ({
  source: "iam",
  name,
  request: { roleName: "runner", policyArn: "arn:aws:iam::111122223333:policy/run" },
});

test("a policy that was attached is detached before it is attached again", async () => {
  const [attach, detach] = ["AttachRolePolicy", "DetachRolePolicy"];
  const both = [policy(attach), policy(detach)];
  await expectOrder([policy(attach)], both, [detach, attach]);
  await expectOrder([], both, [attach, detach]);
  await expectOrder([policy(attach), policy(detach)], both, [attach, detach]);
  await expectOrder([policy(attach)], [...both, policy(detach)], [detach, attach, detach]);
});

test("what was not attached, and is attached once more than detached, is so in the end", async () => {
  const [attach, detach] = ["AttachRolePolicy", "DetachRolePolicy"];
  await expectOrder([], [policy(attach), policy(detach), policy(attach)], [attach, detach, attach]);
});

test("a subnet leaves its table before it is associated with another", async () => {
  const associate = (table: string, associationId: string): Timeless => ({
    source: "ec2",
    name: "AssociateRouteTable",
    request: { routeTableId: table, subnetId: "subnet-0a0a0a0a0a0a0a0a0" },
    response: { associationId },
  });
  const [one, other] = ["rtbassoc-0a0a0a0a0a0a0a0a0", "rtbassoc-0b0b0b0b0b0b0b0b0"] as const;
  const leave: Timeless = {
    source: "ec2",
    name: "DisassociateRouteTable",
    request: { associationId: one },
  };
  await expectOrder(
    [associate("rtb-0a0a0a0a0a0a0a0a0", one)],
    [associate("rtb-0b0b0b0b0b0b0b0b0", other), leave],
    ["DisassociateRouteTable", "AssociateRouteTable"],
  );
});

test("an instance profile loses its role before it gets another", async () => {
  const profile = (name: string, roleName: string): Timeless => ({
    source: "iam",
    name,
    request: { instanceProfileName: "web", roleName },
  });
  await expectOrder(
    [profile("AddRoleToInstanceProfile", "old")],
    [profile("AddRoleToInstanceProfile", "new"), profile("RemoveRoleFromInstanceProfile", "old")],
    ["RemoveRoleFromInstanceProfile", "AddRoleToInstanceProfile"],
  );
});

test("an address that moves in one second leaves the first thing before it gets the next", async () => {
  const associate = (instanceId: string, associationId: string): Timeless => ({
    source: "ec2",
    name: "AssociateAddress",
    request: { allocationId: "eipalloc-0a0a0a0a0a0a0a0a0", instanceId },
    response: { associationId },
  });
  const [one, other] = ["eipassoc-0a0a0a0a0a0a0a0a0", "eipassoc-0b0b0b0b0b0b0b0b0"] as const;
  await expectOrder(
    [],
    [
      associate("i-0b0b0b0b0b0b0b0b0", other),
      { source: "ec2", name: "DisassociateAddress", request: { associationId: one } },
      associate("i-0a0a0a0a0a0a0a0a0", one),
    ],
    ["AssociateAddress", "DisassociateAddress", "AssociateAddress"],
  );
});

test("a rule is described after it is authorized", async () => {
  const [open, describe] = ["AuthorizeSecurityGroupIngress", "UpdateSecurityGroupRuleDescriptionsIngress"];
  const calls = [rule(describe, 22, { ...ALL, description: "ops" }), rule(open, 22, ALL)];
  await expectOrder([createGroup], calls, [open, describe]);
});

test("a zone gets its next network before it loses the last", async () => {
  const zone = (name: string, vpcId: string): Timeless => ({
    source: "route53",
    name,
    request: { hostedZoneId: "Z0A0A0A0A", vPC: { vPCRegion: "eu-west-1", vPCId: vpcId } },
  });
  await expectOrder(
    [zone("AssociateVPCWithHostedZone", "vpc-0a0a0a0a0a0a0a0a0")],
    [
      zone("DisassociateVPCFromHostedZone", "vpc-0a0a0a0a0a0a0a0a0"),
      zone("AssociateVPCWithHostedZone", "vpc-0b0b0b0b0b0b0b0b0"),
    ],
    ["AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone"],
  );
});

test("the rows are whole, and name operations of their services", async () => {
  for (const row of rows) {
    const parsed = v.parse(StandingRow, row);
    const { operations } = await loadModel(parsed.service);
    expect(operations[parsed.opens]).toBeDefined();
    if (parsed.kind === "born") expect(operations[parsed.makes]).toBeDefined();
  }
});

test("a volume leaves the instance that the answer tells before it is attached to another", async () => {
  const volume = (name: string, request: object, response: object = {}): Timeless => ({
    source: "ec2",
    name,
    request: { volumeId: "vol-0a0a0a0a0a0a0a0a0", ...request },
    response,
  });
  const [one, other] = ["i-0a0a0a0a0a0a0a0a0", "i-0b0b0b0b0b0b0b0b0"];
  const attach = (instanceId: string | undefined) =>
    volume("AttachVolume", { instanceId, device: "/dev/sdf" });
  for (const detach of [
    volume("DetachVolume", {}, { instanceId: one, device: "/dev/sdf" }),
    volume("DetachVolume", { instanceId: one }),
  ])
    await expectOrder(
      [],
      [attach(other), detach, attach(one)],
      ["AttachVolume", "DetachVolume", "AttachVolume"],
    );
});
