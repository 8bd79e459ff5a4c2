/** What is set on things, put to them or takes the place of an earlier one. */
import { expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

test("a setting without a name of its own is what the thing's own read tells of it", async () => {
  const calls: Asking[] = [
    ["CreateRepository", { repositoryName: "r", imageTagMutability: "MUTABLE" }],
    ["PutImageTagMutability", { repositoryName: "r", imageTagMutability: "IMMUTABLE" }],
  ];
  const judgeRepository = (imageTagMutability: string) =>
    judgeCalls("ecr", calls, {
      DescribeRepositories: { repositories: [{ repositoryName: "r", imageTagMutability }] },
    });
  expect(await judgeRepository("IMMUTABLE")).toEqual([
    "CreateRepository verified",
    "PutImageTagMutability verified",
  ]);
  expect(await judgeRepository("MUTABLE")).toEqual([
    "CreateRepository verified",
    "PutImageTagMutability different: imageTagMutability IMMUTABLE is MUTABLE",
  ]);
});

test("tags are compared with those of the thing in a list of such things", async () => {
  const calls: Asking[] = [
    [
      "CreateOrUpdateTags",
      { Tags: [{ ResourceId: "g", ResourceType: "auto-scaling-group", Key: "a", Value: "1" }] },
    ],
  ];
  const judgeTags = (tags: string) =>
    judgeCalls("autoscaling", calls, {
      DescribeAutoScalingGroups: `<R><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><AutoScalingGroupName>g</AutoScalingGroupName><Tags>${tags}</Tags></member></AutoScalingGroups></DescribeAutoScalingGroupsResult></R>`,
    });
  const tag = (value: string) =>
    `<member><Key>a</Key><Value>${value}</Value><ResourceId>g</ResourceId><ResourceType>auto-scaling-group</ResourceType></member>`;
  expect(await judgeTags(tag("1"))).toEqual(["CreateOrUpdateTags verified"]);
  expect((await judgeTags(tag("2")))[0]).toStartWith("CreateOrUpdateTags missing");
  expect((await judgeTags(""))[0]).toStartWith("CreateOrUpdateTags missing");
});

test("of tags for several things, each thing has its own", async () => {
  const tag = (ResourceId: string, Value: string) => ({
    ResourceId,
    ResourceType: "auto-scaling-group",
    Key: "a",
    Value,
  });
  const calls: Asking[] = [["CreateOrUpdateTags", { Tags: [tag("g", "1"), tag("h", "2")] }]];
  const told = (name: string, value: string) =>
    `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><Tags><member><Key>a</Key><Value>${value}</Value></member></Tags></member>`;
  const judgeTags = (other: string) =>
    judgeCalls("autoscaling", calls, {
      DescribeAutoScalingGroups: (_, body) =>
        `<R><DescribeAutoScalingGroupsResult><AutoScalingGroups>${body.includes("=h") ? told("h", other) : told("g", "1")}</AutoScalingGroups></DescribeAutoScalingGroupsResult></R>`,
    });
  expect(await judgeTags("2")).toEqual(["CreateOrUpdateTags verified", "CreateOrUpdateTags verified"]);
  expect((await judgeTags("1"))[1]).toStartWith("CreateOrUpdateTags missing");
});

test("what takes the place of an entry, by its number and direction, is that entry", async () => {
  const entry = (name: string, RuleAction: string): Asking => [
    name,
    { NetworkAclId: "acl-1", RuleNumber: 110, Egress: false, Protocol: "6", RuleAction },
  ];
  const told = (action: string, egress: boolean) =>
    `<item><ruleNumber>110</ruleNumber><protocol>6</protocol><ruleAction>${action}</ruleAction><egress>${egress}</egress></item>`;
  const judgeEntries = (action: string) =>
    judgeCalls("ec2", [entry("CreateNetworkAclEntry", "allow"), entry("ReplaceNetworkAclEntry", "deny")], {
      DescribeNetworkAcls: `<R><networkAclSet><item><networkAclId>acl-1</networkAclId><entrySet>${told("allow", true)}${told(action, false)}</entrySet></item></networkAclSet></R>`,
    });
  expect(await judgeEntries("deny")).toEqual(["CreateNetworkAclEntry verified"]);
  expect(await judgeEntries("allow")).toEqual(["CreateNetworkAclEntry different: RuleAction deny is allow"]);
});

test("the permissions of a bus are two facts, of which one goes without the other", async () => {
  const put = (StatementId: string): Asking => [
    "PutPermission",
    { EventBusName: "b", Action: "events:PutEvents", Principal: "111122223333", StatementId },
  ];
  const calls = [put("one"), put("two"), put("three")];
  const remove: Asking = ["RemovePermission", { EventBusName: "b", StatementId: "one" }];
  const judgeBus = (...ids: string[]) =>
    judgeCalls("events", [...calls, remove], {
      DescribeEventBus: { Name: "b", Policy: JSON.stringify({ Statement: ids.map((Sid) => ({ Sid })) }) },
    });
  expect(await judgeBus("two", "three")).toEqual(["PutPermission verified", "PutPermission verified"]);
  const [left, gone] = await judgeBus("two");
  expect(left).toBe("PutPermission verified");
  expect(gone).toStartWith("PutPermission missing");
});

test("a relation is not verified by a read that tells of its other side alone", async () => {
  const add: Asking = ["AddThingToThingGroup", { thingGroupName: "g", thingName: "t" }];
  const judgeGroups = (...groups: string[]) =>
    judgeCalls("iot", [add], {
      DescribeThingGroup: { thingGroupName: "g" },
      ListThingGroupsForThing: { thingGroups: groups.map((groupName) => ({ groupName })) },
    });
  expect(await judgeGroups("g")).toEqual(["AddThingToThingGroup verified"]);
  expect((await judgeGroups())[0]).toStartWith("AddThingToThingGroup missing");
});

test("a policy that is gone is not verified by an answer that names its secret alone", async () => {
  const put: Asking = [
    "PutResourcePolicy",
    { SecretId: "s", ResourcePolicy: "{}" },
    { ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf", Name: "s" },
  ];
  const judgePolicy = (told: object) =>
    judgeCalls("secretsmanager", [put], { GetResourcePolicy: { Name: "s", ...told } });
  expect(await judgePolicy({ ResourcePolicy: "{}" })).toEqual(["PutResourcePolicy verified"]);
  expect((await judgePolicy({}))[0]).toStartWith("PutResourcePolicy missing");
});

test("what an account's owner is called is not compared, and what is enabled is told as enabled", async () => {
  const owner = (id: string) => `<Owner><ID>${id}</ID></Owner>`;
  const AccessControlPolicy = {
    Owner: { ID: "a" },
    Grants: [
      {
        Grantee: { Type: "Group", URI: "http://acs.amazonaws.com/groups/global/AllUsers" },
        Permission: "READ",
      },
    ],
  };
  const grant = `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant>`;
  const judgeAcl = (grants: string) =>
    judgeCalls("s3", [["PutBucketAcl", { Bucket: "b", AccessControlPolicy }]], {
      GetBucketAcl: `<AccessControlPolicy>${owner("b")}<AccessControlList>${grants}</AccessControlList></AccessControlPolicy>`,
    });
  expect(await judgeAcl(grant)).toEqual(["PutBucketAcl verified"]);
  expect((await judgeAcl(grant.replace("READ", "WRITE")))[0]).toStartWith("PutBucketAcl different");
  const trail: Asking = ["CreateTrail", { Name: "t", S3BucketName: "b", EnableLogFileValidation: true }];
  const judgeTrail = (LogFileValidationEnabled: boolean) =>
    judgeCalls("cloudtrail", [trail], { GetTrail: { Trail: { Name: "t", LogFileValidationEnabled } } });
  expect(await judgeTrail(true)).toEqual(["CreateTrail verified"]);
  expect((await judgeTrail(false))[0]).toStartWith("CreateTrail different: LogFileValidationEnabled");
});
