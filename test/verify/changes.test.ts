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

test("each version of a thing is compared with the one of its number", async () => {
  const register = (image: string, revision: number): Asking => [
    "RegisterJobDefinition",
    { jobDefinitionName: "j", type: "container", containerProperties: { image } },
    {
      jobDefinitionName: "j",
      jobDefinitionArn: `arn:aws:batch:eu-west-1:111122223333:job-definition/j:${revision}`,
      revision,
    },
  ];
  const listed = (image: string, revision: number) => ({
    jobDefinitionName: "j",
    jobDefinitionArn: `arn:aws:batch:eu-west-1:111122223333:job-definition/j:${revision}`,
    revision,
    type: "container",
    containerProperties: { image, vcpus: 2 },
  });
  const calls = [register("one", 1), register("two", 2)];
  const judgeJobs = (...jobDefinitions: object[]) =>
    judgeCalls("batch", calls, { DescribeJobDefinitions: { jobDefinitions } });
  expect(await judgeJobs(listed("one", 1), listed("two", 2))).toEqual([
    "RegisterJobDefinition verified",
    "RegisterJobDefinition verified",
  ]);
  const [, second] = await judgeJobs(listed("one", 1));
  expect(second).toStartWith("RegisterJobDefinition missing");
  const [first] = await judgeJobs(listed("two", 1), listed("two", 2));
  expect(first).toStartWith("RegisterJobDefinition different: containerProperties.image one is two");
});

describe("items that a call puts to others", () => {
  const arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/0123456789abcdef";
  const tag: Asking = ["AddTags", { ResourceArns: [arn], Tags: [{ Key: "a", Value: "1" }] }];
  const answer = (name: string, inner: string) => `<R><${name}Result>${inner}</${name}Result></R>`;
  const tags = (inner: string) =>
    answer("DescribeTags", `<TagDescriptions><member><Tags>${inner}</Tags></member></TagDescriptions>`);

  test("are looked for in the answer's list of such items", async () => {
    const one = "<member><Key>a</Key><Value>1</Value></member>";
    const judgeTags = (inner: string) => judgeCalls("elbv2", [tag], { DescribeTags: tags(inner) });
    expect(await judgeTags(one)).toEqual(["AddTags verified"]);
    expect((await judgeTags(one.replace("1", "2")))[0]).toStartWith("AddTags missing");
    expect((await judgeTags(""))[0]).toStartWith("AddTags missing");
  });

  test("and beside what became of them", async () => {
    const register: Asking = [
      "RegisterTargets",
      { TargetGroupArn: arn, Targets: [{ Id: "i-1" }, { Id: "i-2" }] },
    ];
    const health = (id: string) => `<member><Target><Id>${id}</Id><Port>80</Port></Target></member>`;
    const judgeTargets = (...ids: string[]) =>
      judgeCalls("elbv2", [register], {
        DescribeTargetHealth: answer(
          "DescribeTargetHealth",
          `<TargetHealthDescriptions>${ids.map(health).join("")}</TargetHealthDescriptions>`,
        ),
      });
    expect(await judgeTargets("i-1", "i-2")).toEqual(["RegisterTargets verified"]);
    expect((await judgeTargets("i-1"))[0]).toStartWith("RegisterTargets different");
    expect((await judgeTargets())[0]).toStartWith("RegisterTargets missing");
  });

  test("one among those that a thing has", async () => {
    const associate: Asking = [
      "AssociateVPCWithHostedZone",
      { HostedZoneId: "Z1", VPC: { VPCRegion: "eu-west-1", VPCId: "vpc-1" } },
    ];
    const zone = (id: string) =>
      `<R><HostedZone><Id>/hostedzone/Z1</Id><Name>x.</Name></HostedZone><VPCs><VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>${id}</VPCId></VPC></VPCs></R>`;
    const judgeZone = (id: string) => judgeCalls("route53", [associate], { GetHostedZone: zone(id) });
    expect(await judgeZone("vpc-1")).toEqual(["AssociateVPCWithHostedZone verified"]);
    expect((await judgeZone("vpc-2"))[0]).toStartWith("AssociateVPCWithHostedZone missing");
  });
});

test("a document that says nothing asks for there to be none", async () => {
  const put: Asking = ["PutBucketLogging", { Bucket: "b", BucketLoggingStatus: {} }];
  const judgeBucket = (inner: string) =>
    judgeCalls("s3", [put], { GetBucketLogging: `<BucketLoggingStatus>${inner}</BucketLoggingStatus>` });
  expect(await judgeBucket("")).toEqual(["PutBucketLogging verified"]);
  const on = "<LoggingEnabled><TargetBucket>t</TargetBucket><TargetPrefix>p/</TargetPrefix></LoggingEnabled>";
  expect((await judgeBucket(on))[0]).toStartWith(
    "PutBucketLogging different: BucketLoggingStatus.LoggingEnabled nothing",
  );
});

test("what was brought together is apart when either side is deleted", async () => {
  const table = "tgw-rtb-0123456789abcdef0";
  const attachment = "tgw-attach-0123456789abcdef0";
  const calls: Asking[] = [
    [
      "EnableTransitGatewayRouteTablePropagation",
      { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment },
    ],
    ["DeleteTransitGatewayVpcAttachment", { TransitGatewayAttachmentId: attachment }],
  ];
  expect(
    await judgeCalls("ec2", calls.slice(0, 1), { GetTransitGatewayRouteTablePropagations: "<R/>" }),
  ).toEqual([
    "EnableTransitGatewayRouteTablePropagation missing: GetTransitGatewayRouteTablePropagations does not list it",
  ]);
  expect(await judgeCalls("ec2", calls, {})).toEqual([]);
});

test("a grant, which has no name, is taken back from whom and on what it was given", async () => {
  const permit = (name: string, role: string, Permissions: string[]): Asking => [
    name,
    {
      Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::111122223333:role/${role}` },
      Resource: { Database: { Name: "d" } },
      Permissions,
    },
  ];
  const listed = (role: string, ...Permissions: string[]) => ({
    Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::111122223333:role/${role}` },
    Resource: { Database: { CatalogId: "1", Name: "d" } },
    Permissions,
  });
  const judgeGrants = (calls: Asking[], ...PrincipalResourcePermissions: object[]) =>
    judgeCalls("lakeformation", calls, { ListPermissions: { PrincipalResourcePermissions } });
  const grants = [
    permit("GrantPermissions", "a", ["ALTER"]),
    permit("GrantPermissions", "b", ["ALTER", "DROP"]),
  ];
  expect(await judgeGrants(grants, listed("b", "ALTER", "DROP"), listed("a", "ALTER"))).toEqual([
    "GrantPermissions verified",
    "GrantPermissions verified",
  ]);
  expect((await judgeGrants(grants, listed("b", "ALTER", "DROP")))[0]).toStartWith(
    "GrantPermissions missing",
  );
  const some = [...grants, permit("RevokePermissions", "b", ["DROP"])];
  expect((await judgeGrants(some, listed("b", "ALTER"), listed("a", "ALTER")))[1]).toBe(
    "GrantPermissions verified",
  );
  expect((await judgeGrants(some, listed("b", "DROP"), listed("a", "ALTER")))[1]).toStartWith(
    "GrantPermissions different",
  );
  const all = [...some, permit("RevokePermissions", "a", ["ALTER"])];
  expect(await judgeGrants(all, listed("b", "ALTER"))).toEqual(["GrantPermissions verified"]);
});

test("a document is read in the format that it was given in", async () => {
  const create: Asking = ["CreateDocument", { Name: "d", Content: "a: 1", DocumentFormat: "YAML" }];
  const judgeDocument = (found: object) =>
    judgeCalls("ssm", [create], { GetDocument: { Name: "d", ...found } });
  expect(await judgeDocument({ Content: "a: 1", DocumentFormat: "YAML" })).toEqual([
    "CreateDocument verified",
  ]);
});

test("an upload that is completed is an object", async () => {
  const upload = { Bucket: "b", Key: "k", UploadId: "u" };
  const calls: Asking[] = [
    ["CreateMultipartUpload", { Bucket: "b", Key: "k" }, { UploadId: "u" }],
    ["UploadPart", { ...upload, PartNumber: 1 }],
    ["CompleteMultipartUpload", upload],
  ];
  expect(await judgeCalls("s3", calls, { HeadObject: "" })).toEqual(["CompleteMultipartUpload verified"]);
});
