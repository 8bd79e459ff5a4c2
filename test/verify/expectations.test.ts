/** What is left of what calls asked for when later ones say it anew or take parts of it away. */
import { describe, expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import type { Step } from "../../src/plan/steps.ts";
import { type Asked, Expectations } from "../../src/verify/expectations.ts";

async function ask(service: string, name: string, input: Structure): Promise<Asked> {
  const operation = await loadOperation(service, name);
  const step: Step = {
    id: name,
    service,
    operation,
    account: "111122223333",
    region: "eu-west-1",
    at: 0,
    ordinal: 0,
    input,
    output: {},
    unmatched: [],
  };
  return { step, input, ref: operation.input };
}

function listLeft(expectations: Expectations): Structure[] {
  return expectations.settle().map(({ expected }) => ({ ...expected }));
}

const targets = {
  Rule: "r",
  Targets: [
    { Id: "1", Arn: "a" },
    { Id: "2", Arn: "b" },
  ],
};

describe("taking parts away", () => {
  test("items that are named go, until none is left", async () => {
    const put = await ask("events", "PutTargets", targets);
    const remove = async (...Ids: string[]) => ask("events", "RemoveTargets", { Rule: "r", Ids });
    const some = new Expectations(put);
    expect(some.take(await remove("1"), new Set(["Rule"]))).toBe("parts");
    expect(some.settle()[0]?.expected["Targets"]).toEqual([{ Id: "2", Arn: "b" }]);
    expect(some.take(await remove("2"), new Set(["Rule"]))).toBe("all");
    expect(new Expectations(put).take(await remove("3"), new Set(["Rule"]))).toBe("parts");
    expect(new Expectations(put).take(await remove("1"), new Set(["Rule", "Ids"]))).toBe("none");
  });

  test("tags go by their keys, in lists, in maps and in specifications, and never by their values", async () => {
    const untag = await ask("iam", "UntagRole", { RoleName: "r", TagKeys: ["a"] });
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "a" },
    ];
    const role = new Expectations(await ask("iam", "CreateRole", { RoleName: "r", Tags }));
    role.take(untag, new Set(["RoleName"]));
    expect(role.settle()[0]?.expected["Tags"]).toEqual([{ Key: "b", Value: "a" }]);
    const table = new Expectations(
      await ask("lambda", "TagResource", { Resource: "f", Tags: { a: "1", b: "a" } }),
    );
    table.take(untag, new Set(["RoleName"]));
    expect({ ...(table.settle()[0]?.expected["Tags"] as Structure) }).toEqual({ b: "a" });
    const TagSpecifications = [{ ResourceType: "vpc", Tags }];
    const vpc = new Expectations(
      await ask("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16", TagSpecifications }),
    );
    vpc.take(untag, new Set(["RoleName"]));
    const left = JSON.stringify(vpc.settle()[0]?.expected["TagSpecifications"]);
    expect(JSON.parse(left)).toEqual([{ ResourceType: "vpc", Tags: [{ Key: "b", Value: "a" }] }]);
  });

  test("what is gone with its whole stays where it stands in another", async () => {
    const rule = (port: number) => ({
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
      IpRanges: [{ CidrIp: "0.0.0.0/0" }],
    });
    const rules = (...ports: number[]) => ({ GroupId: "sg-1", IpPermissions: ports.map(rule) });
    const left = new Expectations(await ask("ec2", "AuthorizeSecurityGroupIngress", rules(80, 443)));
    left.take(await ask("ec2", "RevokeSecurityGroupIngress", rules(80)), new Set(["GroupId"]));
    expect(left.settle()[0]?.expected["IpPermissions"]).toEqual([rule(443)]);
  });

  test("rules that have no name go by what they say", async () => {
    const rule = (port: number) => ({ IpProtocol: "tcp", FromPort: port, ToPort: port });
    const group = new Expectations(
      await ask("ec2", "AuthorizeSecurityGroupIngress", {
        GroupId: "g",
        IpPermissions: [rule(22), rule(80)],
      }),
    );
    const revoke = { GroupId: "g", IpPermissions: [rule(22)] };
    expect(group.take(await ask("ec2", "RevokeSecurityGroupIngress", revoke), new Set(["GroupId"]))).toBe(
      "parts",
    );
    expect(group.settle()[0]?.expected["IpPermissions"]).toEqual([rule(80)]);
  });
});

describe("saying anew", () => {
  test("a later call takes the place of members of an earlier one", async () => {
    const table = new Expectations(
      await ask("dynamodb", "UpdateTable", { TableName: "t", BillingMode: "A" }),
    );
    table.add(await ask("dynamodb", "UpdateTable", { BillingMode: "B" }), false);
    expect(listLeft(table)).toEqual([{ TableName: "t" }, { BillingMode: "B" }]);
  });

  test("or only of its items, where it adds", async () => {
    const rule = new Expectations(await ask("events", "PutTargets", targets));
    rule.add(await ask("events", "PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: "c" }] }), true);
    expect(listLeft(rule).map(({ Targets }) => Targets)).toEqual([
      [{ Id: "2", Arn: "b" }],
      [{ Id: "1", Arn: "c" }],
    ]);
  });

  test("a structure is put as a whole", async () => {
    const tagging = (value: string) => ({
      Bucket: "b",
      Tagging: { TagSet: [{ Key: "part", Value: value }] },
    });
    const bucket = new Expectations(await ask("s3", "PutBucketTagging", tagging("raw")));
    bucket.add(await ask("s3", "PutBucketTagging", tagging("raw-2")), true);
    expect(listLeft(bucket)).toEqual([{}, tagging("raw-2")]);
  });
});
