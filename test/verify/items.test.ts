/** Items that calls put to others, each call's a fact of its own, and what is the account's own. */
import { describe, expect, test } from "bun:test";
import { type LoggedCall as Call, listFacts } from "./fact-lines.ts";

describe("items that are put to others", () => {
  const rule = (name: string, port: number, ...ranges: string[]): Call => [
    "ec2",
    name,
    {
      groupId: "sg-1",
      ipPermissions: {
        items: [
          {
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            ipRanges: { items: ranges.map((cidrIp) => ({ cidrIp })) },
          },
        ],
      },
    },
  ];
  const [allow, revoke] = ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"];
  const all = "0.0.0.0/0";
  const told = `${allow}: DescribeSecurityGroups {"GroupIds":["sg-1"]}`;

  test("are a fact of each call, and go one by one", async () => {
    const rules = [rule(allow, 80, all), rule(allow, 443, all), rule(allow, 22, all)];
    expect(await listFacts(rules)).toEqual([told, told, told]);
    expect(await listFacts([...rules, rule(revoke, 443, all)])).toEqual([told, told]);
    const ranges = [rule(allow, 80, "10.0.0.0/8", "192.0.2.0/24"), rule(revoke, 80, "10.0.0.0/8")];
    expect(await listFacts(ranges)).toEqual([told]);
    expect(await listFacts([...ranges, rule(revoke, 80, "192.0.2.0/24")])).toEqual([]);
    expect(await listFacts([rule(allow, 80, all), rule(allow, 443, all), rule(revoke, 80, all)])).toEqual([
      told,
    ]);
  });

  test("go by the ids that the service has answered for them", async () => {
    const answered = ([source, name, parameters]: Call, ...ids: string[]): Call => [
      source,
      name,
      parameters,
      { securityGroupRuleSet: { items: ids.map((securityGroupRuleId) => ({ securityGroupRuleId })) } },
    ];
    const allowed = [
      answered(rule(allow, 80, "10.0.0.0/8", "192.0.2.0/24"), "sgr-0a1b2c3d", "sgr-0a1b2c3e"),
      answered(rule(allow, 443, all), "sgr-0a1b2c3f"),
    ];
    const take = (...ids: string[]): Call => [
      "ec2",
      revoke,
      {
        groupId: "sg-1",
        securityGroupRuleIds: { items: ids.map((securityGroupRuleId) => ({ securityGroupRuleId })) },
      },
    ];
    expect(await listFacts([...allowed, take("sgr-0a1b2c3f")])).toEqual([told]);
    expect(await listFacts([...allowed, take("sgr-0a1b2c3e")])).toEqual([told, told]);
    expect(await listFacts([...allowed, take("sgr-0a1b2c3e", "sgr-0a1b2c3d")])).toEqual([told]);
  });

  test("and are of the call that put them last", async () => {
    const put = (...targets: readonly (readonly [id: string, arn: string])[]): Call => [
      "events",
      "PutTargets",
      { rule: "r", targets: targets.map(([id, arn]) => ({ id, arn })) },
    ];
    const read = 'PutTargets: ListTargetsByRule {"Rule":"r"}';
    expect(await listFacts([put(["1", "a"]), put(["2", "b"])])).toEqual([read, read]);
    expect(await listFacts([put(["1", "a"]), put(["1", "b"])])).toEqual([read]);
    expect(await listFacts([put(["1", "a"], ["2", "b"]), put(["1", "c"])])).toEqual([read, read]);
    const remove: Call = ["events", "RemoveTargets", { rule: "r", ids: ["1"] }];
    expect(await listFacts([put(["1", "a"]), put(["2", "b"]), remove])).toEqual([read]);
  });
});

test("what is the account's own goes by a call that names nothing", async () => {
  const policy = { policyText: "{}" };
  expect(
    await listFacts([
      ["ecr", "PutRegistryPolicy", policy],
      ["ecr", "DeleteRegistryPolicy", {}],
    ]),
  ).toEqual([]);
  const password: Call = ["iam", "UpdateAccountPasswordPolicy", { minimumPasswordLength: 9 }];
  expect(await listFacts([password, ["iam", "DeleteAccountPasswordPolicy", {}]])).toEqual([]);
  expect(
    await listFacts([
      ["macie2", "EnableMacie", {}],
      ["macie2", "DisableMacie", {}],
    ]),
  ).toEqual([]);
  const organization: Call = [
    "organizations",
    "CreateOrganization",
    { featureSet: "ALL" },
    { organization: { id: "o-a1b2c3d4e5" } },
  ];
  expect(await listFacts([organization, ["organizations", "DeleteOrganization", {}]])).toEqual([]);
  expect(
    await listFacts([
      ["ecr", "DeleteRegistryPolicy", {}],
      ["ecr", "PutRegistryPolicy", policy],
    ]),
  ).toEqual(["PutRegistryPolicy: GetRegistryPolicy {}"]);
});
