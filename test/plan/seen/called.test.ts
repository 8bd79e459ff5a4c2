// Things that go by an id of their service and are read by the name that their maker chose.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

async function listMade(...records: Parameters<typeof tell>[0]) {
  return (await tell(records)).made.map(({ operation, input }) => ({ operation, input }));
}

const ARN = "arn:aws:elasticloadbalancing:us-east-1:111122223333";
const groups = (names: readonly string[], changes = {}) =>
  makeRead(
    "elasticloadbalancing",
    "DescribeTargetGroups",
    { names },
    { apiVersion: "2015-12-01", ...changes },
  );

test.each([
  [
    "ec2",
    "DescribeLaunchTemplates",
    { DescribeLaunchTemplatesRequest: { LaunchTemplateName: { tag: 1, content: "workers" } } },
    "CreateLaunchTemplate",
    { LaunchTemplateName: "workers" },
  ],
  [
    "ec2",
    "DescribeLaunchTemplateVersions",
    { DescribeLaunchTemplateVersionsRequest: { LaunchTemplateName: "workers" } },
    "CreateLaunchTemplate",
    { LaunchTemplateName: "workers" },
  ],
  [
    "network-firewall",
    "DescribeFirewallPolicy",
    { firewallPolicyName: "strict" },
    "CreateFirewallPolicy",
    { FirewallPolicyName: "strict" },
  ],
  ["xray", "GetGroup", { groupName: "slow" }, "CreateGroup", { GroupName: "slow" }],
])("%s.%s", async (source, operation, parameters, makes, input) => {
  const made = await listMade(
    makeRead(source, operation, parameters),
    makeRead(source, operation, parameters),
  );
  expect(made.filter((one) => one.operation === makes)).toEqual([
    { operation: makes, input: expect.objectContaining(input) },
  ]);
});

test("several in one read, each once, and none of a read that failed", async () => {
  const made = await listMade(
    groups(["a", "b"]),
    groups(["b"]),
    groups(["c"], { errorCode: "TargetGroupNotFound" }),
  );
  const names = made
    .filter(({ operation }) => operation === "CreateTargetGroup")
    .map(({ input }) => input["Name"]);
  expect(names).toEqual(["a", "b"]);
});

test("not again where an ARN has the name, or the log makes it", async () => {
  const byArn = makeRead(
    "elasticloadbalancing",
    "DescribeTargetGroupAttributes",
    { targetGroupArn: `${ARN}:targetgroup/web/0123456789abcdef` },
    { apiVersion: "2015-12-01" },
  );
  const make = makeCall(
    "elasticloadbalancing",
    "CreateTargetGroup",
    { name: "own" },
    { apiVersion: "2015-12-01" },
  );
  const made = await listMade(groups(["web"]), byArn, make, groups(["own"]));
  const names = made
    .filter(({ operation }) => operation === "CreateTargetGroup")
    .map(({ input }) => input["Name"]);
  expect(names).toEqual(["web"]);
});

test("a name by which one page of a list is chosen says nothing, nor one beside the id", async () => {
  const made = await listMade(
    makeRead("apprunner", "ListConnections", { connectionName: "github" }),
    makeRead("wafv2", "GetIPSet", {
      name: "office",
      scope: "REGIONAL",
      id: "11111111-2222-4333-8444-555555555555",
    }),
  );
  expect(made.map(({ operation }) => operation)).toEqual(["CreateIPSet"]);
});

test("what goes by an ARN has the name that stands in it", async () => {
  const firewallArn = "arn:aws:network-firewall:us-east-1:111122223333:firewall/hub";
  const made = await listMade(makeRead("network-firewall", "DescribeFirewall", { firewallArn }));
  expect(made.at(-1)).toMatchObject({ operation: "CreateFirewall", input: { FirewallName: "hub" } });
});

test("a collection is encrypted by a policy on its name", async () => {
  const made = await listMade(makeRead("aoss", "BatchGetCollection", { names: ["vectors"] }));
  expect(made).toEqual([
    { operation: "CreateKey", input: {} },
    {
      operation: "CreateSecurityPolicy",
      input: expect.objectContaining({
        type: "encryption",
        policy: expect.stringContaining("collection/vectors"),
      }),
    },
    { operation: "CreateCollection", input: expect.objectContaining({ name: "vectors" }) },
  ]);
});

test("an address of one's own, by itself, that the log did not allocate", async () => {
  const read = makeRead("ec2", "DescribeAddresses", {
    publicIpsSet: { items: [{ publicIp: "198.51.100.9" }] },
  });
  expect((await tell([read])).made.map(({ operation }) => operation)).toEqual(["AllocateAddress"]);
  const allocated = makeCall(
    "ec2",
    "AllocateAddress",
    { domain: "vpc" },
    {
      responseElements: { publicIp: "198.51.100.9", allocationId: "eipalloc-0123456789abcdef0" },
    },
  );
  const again = makeRead("ec2", "DescribeAddresses", {
    publicIpsSet: { items: [{ publicIp: "198.51.100.9" }] },
  });
  expect((await tell([allocated, again])).made).toEqual([]);
});

test("versions that are counted are made one by one, each by a call of its own", async () => {
  const versions = { LaunchTemplateVersion: { tag: 1, content: 3 } };
  for (const named of [{ LaunchTemplateId: "lt-0123456789abcdef0" }, { LaunchTemplateName: "web" }]) {
    const request = { DescribeLaunchTemplateVersionsRequest: { ...named, ...versions } };
    const { made, steps } = await tell([makeRead("ec2", "DescribeLaunchTemplateVersions", request)]);
    expect(made.map(({ operation }) => operation)).toEqual([
      "CreateLaunchTemplate",
      "CreateLaunchTemplateVersion",
      "CreateLaunchTemplateVersion",
    ]);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(3);
  }
});

test.each<[string, object, number]>([
  ["the value before the one that holds", { versionStage: "AWSPREVIOUS" }, 2],
  ["the one that holds", { versionStage: "AWSCURRENT" }, 1],
])("of a secret %s", async (_, stage, count) => {
  const { made } = await tell([makeRead("secretsmanager", "GetSecretValue", { secretId: "db", ...stage })]);
  expect(made).toHaveLength(count);
});

test("a profile that a read fails without is made once", async () => {
  const { made } = await tell([makeRead("signer", "GetSigningProfile", { profileName: "firmware" })]);
  expect(made.map(({ operation }) => operation)).toEqual(["PutSigningProfile"]);
});
