// Reads that are answered with success, and tell of nothing.
import { describe, expect, test } from "bun:test";
import type { Structure } from "../../src/aws/values.ts";
import { type Asking, judgeCalls } from "./support.ts";

const group: Asking = ["CreateWorkGroup", { Name: "analysts", Description: "those who ask" }];
const domain: Asking = ["CreateUserPoolDomain", { UserPoolId: "eu-west-1_a", Domain: "shop" }];

test("of a relation that no read tells of, the surest read is named", async () => {
  const attach: Asking = ["AttachRolePolicy", { RoleName: "r", PolicyArn: "arn:aws:iam::aws:policy/P" }];
  const wrap = (name: string, inner: string) =>
    `<${name}Response><${name}Result>${inner}<IsTruncated>false</IsTruncated></${name}Result></${name}Response>`;
  const answers = {
    ListAttachedRolePolicies: wrap("ListAttachedRolePolicies", "<AttachedPolicies/>"),
    ListRolePolicies: wrap("ListRolePolicies", "<PolicyNames/>"),
    ListEntitiesForPolicy: wrap("ListEntitiesForPolicy", "<PolicyRoles/>"),
  };
  expect(await judgeCalls("iam", [attach], answers)).toEqual([
    "AttachRolePolicy missing: ListAttachedRolePolicies does not list it",
  ]);
});

describe("an answer without anything in it", () => {
  test("is no thing where a list does not have it either", async () => {
    const others = { WorkGroups: [{ Name: "primary" }] };
    expect(await judgeCalls("athena", [group], { GetWorkGroup: {}, ListWorkGroups: others })).toEqual([
      "CreateWorkGroup missing: ListWorkGroups does not list it",
    ]);
    expect(await judgeCalls("athena", [group], { GetWorkGroup: {}, ListWorkGroups: {} })).toEqual([
      "CreateWorkGroup unreadable: what is read tells nothing of what was asked for",
    ]);
    const WorkGroups = [{ Name: "analysts", Description: "those who ask" }];
    expect(await judgeCalls("athena", [group], { GetWorkGroup: {}, ListWorkGroups: { WorkGroups } })).toEqual(
      ["CreateWorkGroup verified"],
    );
  });

  test("is no thing where AWS answers so, and no other read tells of it", async () => {
    const judgeDomain = (DomainDescription: object) =>
      judgeCalls("cognito-idp", [domain], { DescribeUserPoolDomain: { DomainDescription } });
    expect(await judgeDomain({})).toEqual([
      "CreateUserPoolDomain missing: DescribeUserPoolDomain tells of nothing",
    ]);
    expect(await judgeDomain({ Domain: "shop", UserPoolId: "eu-west-1_a" })).toEqual([
      "CreateUserPoolDomain verified",
    ]);
  });

  test("is no setting where the target has answered the same read for another one", async () => {
    const judgeBuckets = async (asked: Structure, isTold: boolean) =>
      judgeCalls(
        "s3",
        ["a", "b"].map(
          (Bucket): Asking => ["PutBucketVersioning", { Bucket, VersioningConfiguration: asked }],
        ),
        {
          GetBucketVersioning: (bucket: string) =>
            `<VersioningConfiguration>${isTold && bucket.includes("/a") ? "<Status>Enabled</Status>" : ""}</VersioningConfiguration>`,
        },
      );
    expect(await judgeBuckets({ Status: "Enabled" }, true)).toEqual([
      "PutBucketVersioning verified",
      "PutBucketVersioning missing: GetBucketVersioning tells of nothing",
    ]);
    // A target that answers nothing at all may know no better.
    const unreadable = "PutBucketVersioning unreadable: what is read tells nothing of what was asked for";
    expect(await judgeBuckets({ Status: "Enabled" }, false)).toEqual([unreadable, unreadable]);
    // That there be none is what was asked for.
    expect((await judgeBuckets({}, true))[1]).toBe("PutBucketVersioning verified");
  });
});

describe("a setting of a thing that is read with the thing", () => {
  const retention: Asking = ["PutRetentionPolicy", { logGroupName: "/shop", retentionInDays: 7 }];
  const judgeGroup = (calls: readonly Asking[], group: object) =>
    judgeCalls("logs", calls, { DescribeLogGroups: { logGroups: [{ logGroupName: "/shop", ...group }] } });

  test("is not there because the thing is", async () => {
    expect(await judgeGroup([retention], { retentionInDays: 7 })).toEqual(["PutRetentionPolicy verified"]);
    expect(await judgeGroup([retention], {})).toEqual([
      "PutRetentionPolicy missing: nothing of what was asked for is there",
    ]);
    expect(await judgeGroup([retention], { retentionInDays: 9 })).toEqual([
      "PutRetentionPolicy different: retentionInDays 7 is 9",
    ]);
  });
});

test("a key that the log itself schedules for deletion is not claimed to be there", async () => {
  const make: Asking = ["CreateKey", { Description: "d" }, { KeyMetadata: { KeyId: "k" } }];
  const schedule: Asking = ["ScheduleKeyDeletion", { KeyId: "k", PendingWindowInDays: 7 }];
  const judge = (calls: readonly Asking[]) =>
    judgeCalls("kms", calls, {
      DescribeKey: { KeyMetadata: { KeyId: "k", Description: "d", KeyState: "PendingDeletion" } },
      ListKeys: { Keys: [] },
    });
  expect((await judge([make, schedule])).filter((told) => told.startsWith("CreateKey"))).toEqual([]);
  expect(await judge([make])).not.toEqual(["CreateKey verified"]);
});

test("what a read says that it did not find is not there", async () => {
  const create: Asking = [
    "CreateCollection",
    { name: "docs", type: "SEARCH" },
    { createCollectionDetail: { id: "c1", name: "docs" } },
  ];
  const [verdict] = await judgeCalls("opensearchserverless", [create], {
    BatchGetCollection: {
      collectionDetails: [],
      collectionErrorDetails: [
        { id: "c1", name: "docs", errorCode: "NOT_FOUND", errorMessage: "no such collection" },
      ],
    },
  });
  expect(verdict).toStartWith("CreateCollection unreadable");
  const [service] = await judgeCalls(
    "ecs",
    [
      [
        "CreateService",
        { cluster: "c", serviceName: "s" },
        { service: { serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/c/s" } },
      ],
    ],
    {
      DescribeServices: {
        services: [],
        failures: [{ arn: "arn:aws:ecs:eu-west-1:111122223333:service/c/s", reason: "MISSING" }],
      },
    },
  );
  expect(service).toStartWith("CreateService missing");
});
