/** Changes that a call asks for in other words than the read tells them in. */
import { describe, expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

const rule: Asking = ["PutRule", { Name: "nightly", ScheduleExpression: "rate(1 day)", State: "ENABLED" }];
const enable: Asking = ["EnableRule", { Name: "nightly" }];
const disable: Asking = ["DisableRule", { Name: "nightly" }];

describe("a call whose name alone says what it sets", () => {
  const judgeRule = (calls: readonly Asking[], State: string) =>
    judgeCalls("events", calls, {
      DescribeRule: { Name: "nightly", ScheduleExpression: "rate(1 day)", State },
    });

  test("changes what another call asked for", async () => {
    expect(await judgeRule([rule, disable], "DISABLED")).toEqual(["PutRule verified"]);
    expect(await judgeRule([rule, disable], "ENABLED")).toEqual([
      "PutRule different: State DISABLED is ENABLED",
    ]);
    expect(await judgeRule([rule, disable, enable, disable], "DISABLED")).toEqual(["PutRule verified"]);
    const enabled = ["PutRule verified", "EnableRule verified"];
    expect(await judgeRule([rule, disable, enable], "ENABLED")).toEqual(enabled);
    expect(await judgeRule([enable], "ENABLED")).toEqual(["EnableRule verified"]);
    expect(await judgeRule([enable], "DISABLED")).toEqual([
      "EnableRule different: State ENABLED is DISABLED",
    ]);
    // The other makes the rule again, as it was asked for at first.
    expect(await judgeRule([rule, disable, rule], "ENABLED")).toEqual(["PutRule verified"]);
  });

  test("takes back what another one switched", async () => {
    const judgeKey = (names: readonly string[], KeyRotationEnabled: boolean) =>
      judgeCalls(
        "kms",
        names.map((name): Asking => [name, { KeyId: "k" }]),
        { GetKeyRotationStatus: { KeyRotationEnabled } },
      );
    expect(await judgeKey(["EnableKeyRotation"], true)).toEqual(["EnableKeyRotation verified"]);
    expect(await judgeKey(["EnableKeyRotation", "DisableKeyRotation"], false)).toEqual([
      "EnableKeyRotation verified",
    ]);
    expect(await judgeKey(["EnableKeyRotation"], false)).toEqual([
      "EnableKeyRotation different: KeyRotationEnabled true is false",
    ]);
  });

  test("switches on what is told of as a status, however deep", async () => {
    const judgeDetector = (asked: object, told: object) =>
      judgeCalls("guardduty", [["UpdateDetector", { DetectorId: "d", ...asked }]], { GetDetector: told });
    expect(await judgeDetector({ Enable: true }, { status: "ENABLED" })).toEqual(["UpdateDetector verified"]);
    expect(await judgeDetector({ Enable: false }, { status: "ENABLED" })).toEqual([
      "UpdateDetector different: Enable DISABLED is ENABLED",
    ]);
    const sources = { DataSources: { S3Logs: { Enable: true } } };
    expect(await judgeDetector(sources, { dataSources: { s3Logs: { status: "ENABLED" } } })).toEqual([
      "UpdateDetector verified",
    ]);
    expect(await judgeDetector(sources, { dataSources: { s3Logs: { status: "DISABLED" } } })).toEqual([
      "UpdateDetector different: DataSources.S3Logs.Enable ENABLED is DISABLED",
    ]);
  });

  test("is read by what the thing has for it", async () => {
    const calls: Asking[] = [
      [
        "UpdateTimeToLive",
        { TableName: "t", TimeToLiveSpecification: { Enabled: true, AttributeName: "e" } },
      ],
    ];
    const judgeTable = (TimeToLiveStatus: string, AttributeName = "e") =>
      judgeCalls("dynamodb", calls, {
        DescribeTimeToLive: { TimeToLiveDescription: { TimeToLiveStatus, AttributeName } },
      });
    expect(await judgeTable("ENABLED")).toEqual(["UpdateTimeToLive verified"]);
    expect(await judgeTable("DISABLED")).toEqual([
      "UpdateTimeToLive different: TimeToLiveStatus ENABLED is DISABLED",
    ]);
    expect((await judgeTable("ENABLED", "x"))[0]).toStartWith(
      "UpdateTimeToLive different: TimeToLiveDescription",
    );
  });
});

describe("a patch", () => {
  const stage: Asking = [
    "CreateStage",
    {
      restApiId: "a",
      stageName: "live",
      deploymentId: "d",
      description: "first",
      variables: { colour: "red", size: "big" },
    },
  ];
  const patch = (...patchOperations: { op: string; path: string; value?: string }[]): Asking => [
    "UpdateStage",
    { restApiId: "a", stageName: "live", patchOperations },
  ];
  const judgeStage = (calls: readonly Asking[], found: object) =>
    judgeCalls("apigateway", [stage, ...calls], {
      GetStage: { stageName: "live", deploymentId: "d", ...found },
    });

  test("replaces members and single items of maps", async () => {
    const change = patch(
      { op: "replace", path: "/description", value: "second" },
      { op: "replace", path: "/variables/colour", value: "blue" },
      { op: "remove", path: "/variables/size" },
      { op: "replace", path: "/tracingEnabled", value: "true" },
    );
    const now = { description: "second", variables: { colour: "blue" }, tracingEnabled: true };
    expect(await judgeStage([change], now)).toEqual(["CreateStage verified"]);
    expect(await judgeStage([change], { ...now, description: "first" })).toEqual([
      "CreateStage different: description second is first",
    ]);
    expect((await judgeStage([change], { ...now, variables: { colour: "red" } }))[0]).toStartWith(
      "CreateStage different: variables.colour",
    );
    expect((await judgeStage([], now))[0]).toStartWith("CreateStage different");
  });

  test("of what it cannot tell, nothing is said", async () => {
    const change = patch(
      { op: "replace", path: "/*/*/logging/loglevel", value: "INFO" },
      { op: "copy", path: "/description", value: "/x" },
      { op: "replace", path: "/variables", value: "x" },
    );
    expect(await judgeStage([change], { description: "third", variables: { a: "b" } })).toEqual([
      "CreateStage verified",
    ]);
  });

  test("adds to lists, in the escapes of its pointers", async () => {
    const api: Asking = ["CreateRestApi", { name: "n", binaryMediaTypes: ["a/b"] }, { id: "a" }];
    const update: Asking = [
      "UpdateRestApi",
      { restApiId: "a", patchOperations: [{ op: "add", path: "/binaryMediaTypes/image~1png" }] },
    ];
    const judgeApi = (binaryMediaTypes: string[]) =>
      judgeCalls("apigateway", [api, update], { GetRestApi: { id: "a", name: "n", binaryMediaTypes } });
    expect(await judgeApi(["a/b", "image/png"])).toEqual(["CreateRestApi verified"]);
    expect((await judgeApi(["a/b"]))[0]).toStartWith("CreateRestApi different: binaryMediaTypes image/png");
    expect((await judgeApi(["image/png"]))[0]).toStartWith("CreateRestApi different: binaryMediaTypes a/b");
  });
});

test("items that are added and removed by the names of members", async () => {
  const calls: Asking[] = [
    ["CreateLFTag", { TagKey: "k", TagValues: ["a", "b"] }],
    ["UpdateLFTag", { TagKey: "k", TagValuesToAdd: ["c"], TagValuesToDelete: ["a"] }],
  ];
  const judgeTag = (...TagValues: string[]) =>
    judgeCalls("lakeformation", calls, { GetLFTag: { TagKey: "k", TagValues } });
  expect(await judgeTag("b", "c")).toEqual(["CreateLFTag verified"]);
  expect((await judgeTag("b"))[0]).toStartWith("CreateLFTag different: TagValues c");
  expect((await judgeTag("c"))[0]).toStartWith("CreateLFTag different: TagValues b");
});

test("a setting that is given by its name and its value", async () => {
  const TopicArn = "arn:aws:sns:eu-west-1:111122223333:t";
  const set = (AttributeName: string, AttributeValue: string): Asking => [
    "SetTopicAttributes",
    { TopicArn, AttributeName, AttributeValue },
  ];
  const calls = [set("DisplayName", "One"), set("KmsMasterKeyId", "k"), set("DisplayName", "Two")];
  const judgeTopic = (attributes: Readonly<Record<string, string>>) => {
    const entries = Object.entries({ TopicArn, ...attributes });
    const inner = entries.map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`);
    const xml = `<R><GetTopicAttributesResult><Attributes>${inner.join("")}</Attributes></GetTopicAttributesResult></R>`;
    return judgeCalls("sns", calls, { GetTopicAttributes: xml });
  };
  expect(await judgeTopic({ DisplayName: "Two", KmsMasterKeyId: "k" })).toEqual([
    "SetTopicAttributes verified",
  ]);
  expect(await judgeTopic({ DisplayName: "One", KmsMasterKeyId: "k" })).toEqual([
    "SetTopicAttributes different: Attributes.DisplayName Two is One",
  ]);
  expect(await judgeTopic({ DisplayName: "Two", KmsMasterKeyId: "l" })).toEqual([
    "SetTopicAttributes different: Attributes.KmsMasterKeyId k is l",
  ]);
});

test("a member that a later call sets by another name", async () => {
  const calls: Asking[] = [
    ["CreateRole", { RoleName: "r", AssumeRolePolicyDocument: '{"Version":"1"}' }],
    ["UpdateAssumeRolePolicy", { RoleName: "r", PolicyDocument: '{"Version":"2"}' }],
  ];
  const judgeRole = (version: string) => {
    const document = `{"Version":"${version}"}`;
    const role = `<Role><RoleName>r</RoleName><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role>`;
    return judgeCalls("iam", calls, { GetRole: `<R><GetRoleResult>${role}</GetRoleResult></R>` });
  };
  expect(await judgeRole("2")).toEqual(["CreateRole verified"]);
  expect((await judgeRole("1"))[0]).toStartWith("CreateRole different");
});

describe("one item of a list that is given member by member", () => {
  const group = "sg-0123456789abcdef0";
  const rule = (port: number, cidr: string) =>
    `<item><ipProtocol>tcp</ipProtocol><fromPort>${port}</fromPort><toPort>${port}</toPort><ipRanges><item><cidrIp>${cidr}</cidrIp></item></ipRanges></item>`;
  const judgeGroup = (name: string, where: string, rules: string) =>
    judgeCalls(
      "ec2",
      [[name, { GroupId: group, IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "10.1.0.0/16" }]],
      {
        DescribeSecurityGroups: `<R><securityGroupInfo><item><groupId>${group}</groupId><${where}>${rules}</${where}></item></securityGroupInfo></R>`,
      },
    );

  test("is looked for in the list", async () => {
    const judge = (rules: string) =>
      judgeGroup("AuthorizeSecurityGroupIngress", "ipPermissions", rules).then(([told]) =>
        told?.slice(0, 40),
      );
    const there = "AuthorizeSecurityGroupIngress verified";
    expect(await judge(rule(80, "0.0.0.0/0") + rule(22, "10.1.0.0/16"))).toBe(there);
    for (const rules of ["", rule(80, "10.1.0.0/16"), rule(22, "10.2.0.0/16")])
      expect(await judge(rules)).not.toBe(there);
  });

  test("is looked for in that of the answer where it is called otherwise", async () => {
    const judge = (where: string) =>
      judgeGroup("AuthorizeSecurityGroupEgress", where, rule(22, "10.1.0.0/16"));
    expect(await judge("ipPermissionsEgress")).toEqual(["AuthorizeSecurityGroupEgress verified"]);
    expect(await judge("ipPermissions")).not.toEqual(["AuthorizeSecurityGroupEgress verified"]);
  });
});

describe("a member that has another name in the thing", () => {
  const trust = (Service: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }] });
  const role: Asking = [
    "CreateRole",
    { RoleName: "r", AssumeRolePolicyDocument: trust("a"), Description: "d" },
  ];
  const judgeRole = (calls: readonly Asking[], service: string) =>
    judgeCalls("iam", calls, {
      GetRole: `<R><GetRoleResult><Role><RoleName>r</RoleName><Description>d</Description><AssumeRolePolicyDocument>${encodeURIComponent(trust(service))}</AssumeRolePolicyDocument></Role></GetRoleResult></R>`,
    });
  const retrust: Asking = ["UpdateAssumeRolePolicy", { RoleName: "r", PolicyDocument: trust("b") }];

  test("takes the place of what the thing was made with", async () => {
    expect(await judgeRole([role, retrust], "b")).toEqual(["CreateRole verified"]);
    expect((await judgeRole([role, retrust], "a"))[0]).toStartWith(
      "CreateRole different: AssumeRolePolicyDocument",
    );
    expect(await judgeRole([retrust], "b")).toEqual(["UpdateAssumeRolePolicy verified"]);
    expect((await judgeRole([retrust], "a"))[0]).toStartWith("UpdateAssumeRolePolicy different");
  });

  test.each([
    ["User", "UserName", "GetUser"],
    ["Group", "GroupName", "GetGroup"],
  ])("of a %s that moves to another path", async (type, name, read) => {
    const make: Asking = [`Create${type}`, { [name]: "u", Path: "/old/" }];
    const move: Asking = [`Update${type}`, { [name]: "u", NewPath: "/new/" }];
    const judge = (calls: readonly Asking[], path: string) =>
      judgeCalls("iam", calls, {
        [read]: `<R><${read}Result><${type}><${name}>u</${name}><Path>${path}</Path></${type}></${read}Result></R>`,
      });
    expect(await judge([make, move], "/new/")).toEqual([`Create${type} verified`]);
    expect((await judge([make, move], "/old/"))[0]).toStartWith(`Create${type} different: `);
    expect(await judge([move], "/new/")).toEqual([`Update${type} verified`]);
    expect((await judge([move], "/old/"))[0]).toStartWith(`Update${type} different: `);
  });
});

test("a new name of what goes by an id is the name that is read, and no other id", async () => {
  const gateway = { directConnectGatewayId: "11460968-4ac1-4fd3-bdb2-00599EXAMPLE" };
  const told = (directConnectGatewayName: string) => ({
    DescribeDirectConnectGateways: (_: string, body: string) =>
      JSON.stringify({
        directConnectGateways: body.includes(gateway.directConnectGatewayId)
          ? [{ ...gateway, directConnectGatewayName }]
          : [],
      }),
  });
  const calls: Asking[] = [
    [
      "CreateDirectConnectGateway",
      { directConnectGatewayName: "old" },
      { directConnectGateway: { ...gateway, directConnectGatewayName: "old" } },
    ],
    ["UpdateDirectConnectGateway", { ...gateway, newDirectConnectGatewayName: "new" }],
  ];
  expect(await judgeCalls("directconnect", calls, told("new"))).toEqual([
    "CreateDirectConnectGateway verified",
  ]);
  expect(await judgeCalls("directconnect", calls, told("old"))).toEqual([
    "CreateDirectConnectGateway different: directConnectGatewayName new is old",
  ]);
});
