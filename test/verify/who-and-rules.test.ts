/** Who may use a thing by a verb of its own, and rules that a call puts in the place of others. */
import { describe, expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

describe("names that a member of its own adds or removes", () => {
  const change = (OperationType: string, ...UserIds: string[]): Asking => [
    "ModifySnapshotAttribute",
    { SnapshotId: "snap-0a1b2c3d", Attribute: "createVolumePermission", OperationType, UserIds },
  ];
  const judge = (calls: readonly Asking[], ...told: string[]) => {
    const items = told.map((id) => `<item><userId>${id}</userId></item>`).join("");
    return judgeCalls("ec2", calls, {
      DescribeSnapshotAttribute: `<R><snapshotId>snap-0a1b2c3d</snapshotId><createVolumePermission>${items}</createVolumePermission></R>`,
    });
  };

  test("go with those of another kind that the same call names", async () => {
    const all = (OperationType: string): Asking => {
      const [name, input] = change(OperationType, "111122223333");
      return [name, { ...input, GroupNames: ["all"] }];
    };
    expect(await judge([all("add"), all("remove")])).toEqual(["ModifySnapshotAttribute verified"]);
    expect(await judge([all("add")])).toEqual([expect.stringContaining("different")]);
  });

  test("stand in the list that is read", async () => {
    const add = change("add", "111122223333", "222233334444");
    expect(await judge([add], "111122223333", "222233334444")).toEqual(["ModifySnapshotAttribute verified"]);
    expect(await judge([add], "222233334444")).toEqual([
      expect.stringContaining("ModifySnapshotAttribute different"),
    ]);
    const remove = change("remove", "111122223333");
    expect(await judge([add, remove], "222233334444")).toEqual(["ModifySnapshotAttribute verified"]);
  });
});

describe("rules of a group", () => {
  const GroupId = "sg-0a1b2c3d";
  const write = (Description: string) => ({
    GroupId,
    IpPermissions: [
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8", Description }] },
    ],
  });
  const judge = (calls: readonly Asking[], description: string, port = 22) =>
    judgeCalls("ec2", calls, {
      DescribeSecurityGroups: `<R><securityGroupInfo><item><groupId>${GroupId}</groupId><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>${port}</fromPort><toPort>${port}</toPort><ipRanges><item><cidrIp>10.0.0.0/8</cidrIp><description>${description}</description></item></ipRanges></item></ipPermissions></item></securityGroupInfo></R>`,
    });
  const authorize: Asking = ["AuthorizeSecurityGroupIngress", write("in")];

  test("have the description that was given last", async () => {
    const describeAnew: Asking = ["UpdateSecurityGroupRuleDescriptionsIngress", write("ssh")];
    expect(await judge([authorize, describeAnew], "ssh")).toEqual([
      "UpdateSecurityGroupRuleDescriptionsIngress verified",
    ]);
    expect(await judge([authorize, describeAnew], "in")).toEqual([
      expect.stringContaining("UpdateSecurityGroupRuleDescriptionsIngress different"),
    ]);
  });
});

test("a policy is asked for its document until another version is the default one", async () => {
  const write = (action: string) => JSON.stringify({ Statement: [{ Action: action }] });
  const make: Asking = ["CreatePolicy", { policyName: "p", policyDocument: write("iot:Connect") }];
  const change = (setAsDefault: boolean): Asking => [
    "CreatePolicyVersion",
    { policyName: "p", policyDocument: write("iot:*"), setAsDefault },
  ];
  const judge = (calls: readonly Asking[]) =>
    judgeCalls("iot", calls, { GetPolicy: { policyName: "p", policyDocument: write("iot:*") } });
  expect(await judge([make])).toEqual([expect.stringContaining("CreatePolicy different")]);
  expect((await judge([make, change(false)]))[0]).toContain("CreatePolicy different");
  expect((await judge([make, change(true)]))[0]).toBe("CreatePolicy verified");
});

describe("attributes of a machine", () => {
  const InstanceId = "i-0a1b2c3d4e5f60718";
  const modify = (asked: object): Asking => ["ModifyInstanceAttribute", { InstanceId, ...asked }];
  const attributes = (inner: string) => `<R><instanceId>${InstanceId}</instanceId>${inner}</R>`;

  test("are read by their members, also where they are given by name and value", async () => {
    const judge = (told: string) =>
      judgeCalls("ec2", [modify({ Attribute: "instanceType", Value: "m5.large" })], {
        DescribeInstanceAttribute: attributes(`<instanceType><value>${told}</value></instanceType>`),
      });
    expect(await judge("m5.large")).toEqual(["ModifyInstanceAttribute verified"]);
    expect((await judge("t2.micro"))[0]).toStartWith("ModifyInstanceAttribute different: InstanceType.Value");
  });

  test("are its groups, which it tells itself", async () => {
    const judge = (told: string) =>
      judgeCalls("ec2", [modify({ Groups: ["sg-0a1b2c3d"] })], {
        DescribeInstances: `<R><reservationSet><item><instancesSet><item><instanceId>${InstanceId}</instanceId><groupSet><item><groupId>${told}</groupId></item></groupSet></item></instancesSet></item></reservationSet></R>`,
      });
    expect(await judge("sg-0a1b2c3d")).toEqual(["ModifyInstanceAttribute verified"]);
    expect((await judge("sg-0f0f0f0f"))[0]).toStartWith("ModifyInstanceAttribute different: SecurityGroups");
  });
});
