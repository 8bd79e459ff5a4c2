/** What stands in lists of the answer: versions of one thing, items that were put to others, grants; and what is read apart. */
import { describe, expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

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

  test("among things of all kinds, each with its own", async () => {
    const queue = "arn:aws:sqs:eu-west-1:111122223333:a";
    const put: Asking = ["TagResources", { ResourceARNList: [queue], Tags: { a: "1", b: "2" } }];
    const take: Asking = ["UntagResources", { ResourceARNList: [queue], TagKeys: ["b"] }];
    const told = (Value: string) => ({
      ResourceTagMappingList: [
        { ResourceARN: `${queue}b`, Tags: [{ Key: "a", Value: "1" }] },
        { ResourceARN: queue, Tags: [{ Key: "a", Value }] },
      ],
    });
    const judgeTags = (asked: Asking[], value: string) =>
      judgeCalls("resourcegroupstaggingapi", asked, { GetResources: told(value) });
    expect(await judgeTags([put, take], "1")).toEqual(["TagResources verified"]);
    expect((await judgeTags([put], "1"))[0]).toStartWith("TagResources different: Tags.b");
    expect((await judgeTags([put, take], "2"))[0]).toStartWith("TagResources missing");
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

test("of things of one kind in one other, a list without the one that is meant does not have it", async () => {
  const balancer = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1";
  const [one, other] = ["a", "b"].map((id) => `${balancer.replace("loadbalancer", "listener")}/${id}`);
  const make: Asking = [
    "CreateListener",
    { LoadBalancerArn: balancer, Protocol: "HTTP", Port: 80 },
    { Listeners: [{ ListenerArn: one, LoadBalancerArn: balancer, Protocol: "HTTP", Port: 80 }] },
  ];
  const judge = (arn: string | undefined, port: number) =>
    judgeCalls("elbv2", [make], {
      DescribeListeners: `<R><DescribeListenersResult><Listeners><member><ListenerArn>${arn}</ListenerArn><LoadBalancerArn>${balancer}</LoadBalancerArn><Port>${port}</Port></member></Listeners></DescribeListenersResult></R>`,
    });
  expect(await judge(one, 80)).toEqual(["CreateListener verified"]);
  expect(await judge(other, 8080)).not.toEqual(["CreateListener verified"]);
});

describe("targets that scale one table", () => {
  const reads = "dynamodb:table:ReadCapacityUnits";
  const writes = "dynamodb:table:WriteCapacityUnits";
  const asked = (ScalableDimension: string, rest: object = {}) => ({
    ServiceNamespace: "dynamodb",
    ResourceId: "table/t",
    ScalableDimension,
    ...rest,
  });
  const register = (dimension: string, MaxCapacity: number): Asking => [
    "RegisterScalableTarget",
    asked(dimension, { MinCapacity: 1, MaxCapacity }),
  ];
  const both = [register(reads, 5), register(writes, 9)];
  const judgeTargets = (calls: readonly Asking[], ...ScalableTargets: object[]) =>
    judgeCalls("application-autoscaling", calls, { DescribeScalableTargets: { ScalableTargets } });
  const listed = (dimension: string, MaxCapacity: number) =>
    asked(dimension, { MinCapacity: 1, MaxCapacity, RoleARN: "arn:r", CreationTime: 1 });

  test("are told apart by what the call that takes one away requires besides the name", async () => {
    expect(await judgeTargets(both, listed(reads, 5), listed(writes, 9))).toEqual([
      "RegisterScalableTarget verified",
      "RegisterScalableTarget verified",
    ]);
    const [, second] = await judgeTargets(both, listed(reads, 9));
    expect(second).toStartWith("RegisterScalableTarget missing");
  });

  test("and one goes without the other", async () => {
    const calls: Asking[] = [...both, ["DeregisterScalableTarget", asked(reads)]];
    expect(await judgeTargets(calls, listed(writes, 9))).toEqual(["RegisterScalableTarget verified"]);
  });
});

test("actions of one name on two things are two, of which one goes", async () => {
  const asked = (ResourceId: string) => ({
    ServiceNamespace: "ecs",
    ScheduledActionName: "night",
    ResourceId,
    ScalableDimension: "ecs:service:DesiredCount",
  });
  const put = (id: string): Asking => ["PutScheduledAction", { ...asked(id), Schedule: "rate(1 day)" }];
  const calls: Asking[] = [
    put("service/c/web"),
    put("service/c/api"),
    ["DeleteScheduledAction", asked("service/c/web")],
  ];
  const left = { ...asked("service/c/api"), Schedule: "rate(1 day)", CreationTime: 1 };
  expect(
    await judgeCalls("application-autoscaling", calls, {
      DescribeScheduledActions: { ScheduledActions: [left] },
    }),
  ).toEqual(["PutScheduledAction verified"]);
});

test("entries of one list are told by their numbers, and one goes without the other", async () => {
  const acl = "acl-0123456789abcdef0";
  const named = (RuleNumber: number) => ({ NetworkAclId: acl, RuleNumber, Egress: false });
  const make = (number: number): Asking => [
    "CreateNetworkAclEntry",
    { ...named(number), Protocol: "6", RuleAction: "allow", CidrBlock: "10.0.0.0/8" },
  ];
  const entry = (number: number, action: string) =>
    `<item><ruleNumber>${number}</ruleNumber><protocol>6</protocol><ruleAction>${action}</ruleAction><egress>false</egress><cidrBlock>10.0.0.0/8</cidrBlock></item>`;
  const judgeEntries = (calls: readonly Asking[], ...entries: readonly string[]) =>
    judgeCalls("ec2", calls, {
      DescribeNetworkAcls: `<DescribeNetworkAclsResponse><networkAclSet><item><networkAclId>${acl}</networkAclId><default>false</default><entrySet>${entries.join("")}</entrySet></item></networkAclSet></DescribeNetworkAclsResponse>`,
    });
  const both = [make(100), make(110)];
  expect(await judgeEntries(both, entry(100, "allow"), entry(110, "allow"))).toEqual([
    "CreateNetworkAclEntry verified",
    "CreateNetworkAclEntry verified",
  ]);
  const remove: Asking = ["DeleteNetworkAclEntry", named(100)];
  expect(await judgeEntries([...both, remove], entry(110, "allow"))).toEqual([
    "CreateNetworkAclEntry verified",
  ]);
  const [other] = await judgeEntries([...both, remove], entry(110, "deny"));
  expect(other).toStartWith("CreateNetworkAclEntry different: RuleAction");
  expect((await judgeEntries([make(110)], entry(100, "allow")))[0]).toStartWith(
    "CreateNetworkAclEntry missing",
  );
});

test("a read that is asked for nothing does not tell of one thing", async () => {
  const make: Asking = [
    "AllocateAddress",
    { Domain: "vpc" },
    { AllocationId: "eipalloc-1", PublicIp: "192.0.2.7" },
  ];
  const others = "<R><addressSet><item><allocationId>eipalloc-2</allocationId></item></addressSet></R>";
  expect(
    await judgeCalls("ec2", [make], { DescribeAddresses: () => null, DescribeAddressesAttribute: others }),
  ).toEqual([expect.stringMatching(/^AllocateAddress missing: /)]);
});
