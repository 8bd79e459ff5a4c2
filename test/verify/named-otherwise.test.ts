// Changes that say in a structure what the thing was made with, and reads that know a thing by one of its names only.
import { expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

test("a change that is given in a structure of its own takes the place of what was asked member by member", async () => {
  const calls: Asking[] = [
    [
      "CreateService",
      { Name: "cart", Description: "old", DnsConfig: { DnsRecords: [{ Type: "A", TTL: 10 }] } },
      { Service: { Id: "srv-1", Name: "cart" } },
    ],
    ["UpdateService", { Id: "srv-1", Service: { Description: "new" } }],
  ];
  const judge = (Description: string) =>
    judgeCalls("servicediscovery", calls, {
      GetService: {
        Service: {
          Id: "srv-1",
          Name: "cart",
          Description,
          DnsConfig: { DnsRecords: [{ Type: "A", TTL: 10 }] },
        },
      },
    });
  expect(await judge("new")).toEqual(["CreateService verified"]);
  expect(await judge("old")).toEqual(["CreateService different: Service.Description new is old"]);
});

const TABLE_ARN =
  "arn:aws:s3tables:us-east-1:111122223333:bucket/lake/table/0a1b2c3d-1111-4222-8333-444455556666";

test("a read that knows a thing by its name only is asked by that before the thing is missing", async () => {
  const asked = { tableBucketARN: "arn:aws:s3tables:us-east-1:111122223333:bucket/lake", namespace: "raw" };
  const make: Asking = [
    "CreateTable",
    { ...asked, name: "logs", format: "ICEBERG" },
    { tableARN: TABLE_ARN },
  ];
  const judge = (isThere: boolean) =>
    judgeCalls(
      "s3tables",
      [make],
      {
        GetTable: (url) =>
          isThere && url.includes("name=logs")
            ? JSON.stringify({ name: "logs", tableARN: TABLE_ARN, namespace: ["raw"], format: "ICEBERG" })
            : null,
        ListTables: { tables: [] },
      },
      { pairs: { [TABLE_ARN]: TABLE_ARN } },
    );
  expect(await judge(true)).toEqual(["CreateTable verified"]);
  expect((await judge(false))[0]).toStartWith("CreateTable missing: ");
});

test("a change of what a list alone tells of is part of the thing that another call made", async () => {
  const calls: Asking[] = [
    ["CreateAlias", { AliasName: "alias/app", TargetKeyId: "k1" }],
    ["CreateAlias", { AliasName: "alias/other", TargetKeyId: "k1" }],
    ["UpdateAlias", { AliasName: "alias/app", TargetKeyId: "k2" }],
  ];
  const judge = (TargetKeyId: string) =>
    judgeCalls("kms", calls, {
      ListAliases: {
        Aliases: [
          { AliasName: "alias/app", TargetKeyId },
          { AliasName: "alias/other", TargetKeyId: "k1" },
        ],
      },
    });
  expect(await judge("k2")).toEqual(["CreateAlias verified", "CreateAlias verified"]);
  expect(await judge("k1")).toEqual(["CreateAlias different: TargetKeyId k2 is k1", "CreateAlias verified"]);
});

test("of two attachments that a list tells of in structures, the one that is left is looked for", async () => {
  const group = (name: string) =>
    `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/73e2d6bc24d8a067`;
  const asked = { AutoScalingGroupName: "web" };
  const calls: Asking[] = [
    ["AttachLoadBalancerTargetGroups", { ...asked, TargetGroupARNs: [group("blue"), group("green")] }],
    ["DetachLoadBalancerTargetGroups", { ...asked, TargetGroupARNs: [group("blue")] }],
  ];
  const judge = (names: readonly string[]) => {
    const told = names.map(
      (name) => `<member><LoadBalancerTargetGroupARN>${group(name)}</LoadBalancerTargetGroupARN></member>`,
    );
    const groups = `<LoadBalancerTargetGroups>${told.join("")}</LoadBalancerTargetGroups>`;
    const name = "DescribeLoadBalancerTargetGroups";
    return judgeCalls("autoscaling", calls, {
      [name]: `<${name}Response><${name}Result>${groups}</${name}Result></${name}Response>`,
    });
  };
  expect(await judge(["green"])).toEqual(["AttachLoadBalancerTargetGroups verified"]);
  const [verdict] = await judge(["blue"]);
  expect(verdict).toStartWith("AttachLoadBalancerTargetGroups missing: ");
});
