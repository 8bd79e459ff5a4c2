// What AWS refuses for what a call says, and what a replay of production's own calls is not refused.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("policies must be JSON", async () => {
  const call = makeCaller();
  for (const PolicyDocument of ["no JSON", "[]", "1", "{"])
    expect(await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument })).toBe(
      "MalformedPolicyDocument",
    );
  // Tests written for other emulators make roles with any text, and try again for ever where that is refused.
  const made = await call("iam.CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "some policy" });
  expect(made.Role.RoleName).toBe("r");
  expect(await call("iam.UpdateAssumeRolePolicy", { RoleName: "r", PolicyDocument: "x" })).toBe(
    "MalformedPolicyDocument",
  );
});

test("networks and subnets have ranges of addresses that fit", async () => {
  const call = makeCaller();
  expect(await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/99" })).toBe("InvalidParameterValue");
  expect(await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/8" })).toBe("InvalidVpc.Range");
  const { VpcId } = (await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc;
  const make = (CidrBlock: string) => call("ec2.CreateSubnet", { VpcId, CidrBlock });
  expect((await make("10.0.1.0/24")).Subnet.CidrBlock).toBe("10.0.1.0/24");
  expect(await make("10.1.1.0/24")).toBe("InvalidSubnet.Range");
  expect(await make("10.0.1.128/25")).toBe("InvalidSubnet.Conflict");
  expect(await make("10.0.2.0/30")).toBe("InvalidSubnet.Range");
  expect(await make("there")).toBe("InvalidParameterValue");
  await call("ec2.AssociateVpcCidrBlock", { VpcId, CidrBlock: "10.1.0.0/16" });
  expect((await make("10.1.1.0/24")).Subnet.VpcId).toBe(VpcId);
});

test("a group has each rule once", async () => {
  const call = makeCaller();
  const { VpcId } = (await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/16" })).Vpc;
  const group = { VpcId, GroupName: "web", Description: "web" };
  const { GroupId } = await call("ec2.CreateSecurityGroup", group);
  const rule = { GroupId, IpProtocol: "tcp", FromPort: 22, ToPort: 22 };
  const allow = (CidrIp: string) => call("ec2.AuthorizeSecurityGroupIngress", { ...rule, CidrIp });
  expect((await allow("10.0.0.0/8")).Return).toBe(true);
  expect(await allow("10.0.0.0/8")).toBe("InvalidPermission.Duplicate");
  expect(await allow("10.0.0.0/88")).toBe("InvalidParameterValue");
});

test("what production took is right", async () => {
  const call = makeCaller();
  const told = { output: { Vpc: { VpcId: "vpc-1", CidrBlock: "10.0.0.0/8" } }, at: 0, id: "1" };
  await call("ec2.CreateVpc", { CidrBlock: "10.0.0.0/8" }, { told });
  expect((await call("ec2.DescribeVpcs", { VpcIds: ["vpc-1"] })).Vpcs[0].CidrBlock).toBe("10.0.0.0/8");
});
