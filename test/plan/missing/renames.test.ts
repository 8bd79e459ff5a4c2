// A call that gives a thing another name: the new one is made by it, and the old one is there no more.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showStep } from "./plan-calls.ts";

async function show(calls: readonly Call[]): Promise<string[]> {
  return (await addPrerequisites(await planCalls(calls))).map(showStep);
}

test.each([
  ["iam", "CreateGroup", "UpdateGroup", "PutGroupPolicy", "groupName", "newGroupName"],
  ["iam", "CreateUser", "UpdateUser", "CreateAccessKey", "userName", "newUserName"],
  [
    "rds",
    "CreateDBInstance",
    "ModifyDBInstance",
    "RebootDBInstance",
    "dBInstanceIdentifier",
    "newDBInstanceIdentifier",
  ],
])("%s: nothing is made for what %s and %s name", async (service, make, rename, use, member, newMember) => {
  const shown = await show([
    { service, operation: make, parameters: { [member]: "old" } },
    { service, operation: rename, parameters: { [member]: "old", [newMember]: "new" } },
    { service, operation: use, parameters: { [member]: "new" } },
  ]);
  expect(shown.filter((step) => step.startsWith("+"))).toEqual([]);
});

test("a thing that is older than the log is made under its old name", async () => {
  const [first, ...others] = await show([
    { service: "iam", operation: "UpdateUser", parameters: { userName: "old", newUserName: "new" } },
    { service: "iam", operation: "CreateAccessKey", parameters: { userName: "new" } },
  ]);
  expect(first).toStartWith("+CreateUser(old");
  expect(others.filter((step) => step.startsWith("+"))).toEqual([]);
});

test("the old name can be another thing's afterwards", async () => {
  const shown = await show([
    { service: "iam", operation: "UpdateUser", parameters: { userName: "old", newUserName: "new" } },
    { service: "iam", operation: "CreateUser", parameters: { userName: "old" } },
    { service: "iam", operation: "CreateAccessKey", parameters: { userName: "old" } },
  ]);
  expect(shown.filter((step) => step.startsWith("+CreateUser"))).toHaveLength(1);
});

test("what has the name of a thing has its new one, too, however often it changes", async () => {
  const rename = (userName: string, newUserName: string): Call => ({
    service: "iam",
    operation: "UpdateUser",
    parameters: { userName, newUserName },
  });
  const shown = await show([
    { service: "iam", operation: "CreateUser", parameters: { userName: "one" } },
    { service: "iam", operation: "CreateLoginProfile", parameters: { userName: "one" } },
    rename("one", "two"),
    rename("two", "three"),
    { service: "iam", operation: "DeleteLoginProfile", parameters: { userName: "three" } },
  ]);
  expect(shown.filter((step) => step.startsWith("+"))).toEqual([]);
});

test.each([
  [
    "s3tables",
    { tableBucketARN: "arn:aws:s3tables:eu-west-1:111122223333:bucket/lake", namespace: "sales" },
    ["CreateTable", { name: "old", format: "ICEBERG" }],
    ["RenameTable", { name: "old", newName: "new" }],
    ["DeleteTable", { name: "new" }],
  ],
  [
    "codedeploy",
    { applicationName: "shop" },
    [
      "CreateDeploymentGroup",
      { deploymentGroupName: "old", serviceRoleArn: "arn:aws:iam::111122223333:role/d" },
    ],
    ["UpdateDeploymentGroup", { currentDeploymentGroupName: "old", newDeploymentGroupName: "new" }],
    ["DeleteDeploymentGroup", { deploymentGroupName: "new" }],
  ],
] as const)("%s: what stands in other things is there by its new name", async (service, around, ...calls) => {
  const shown = await show(
    calls.map(([operation, parameters]) => ({
      service,
      operation,
      parameters: { ...around, ...parameters },
    })),
  );
  const [[make]] = calls;
  expect(shown.filter((step) => step.startsWith(`+${make}`))).toEqual([]);
  // What is older than the log is made by its old name only.
  const older = await show(
    calls
      .slice(1)
      .map(([operation, parameters]) => ({ service, operation, parameters: { ...around, ...parameters } })),
  );
  expect(older.filter((step) => step.startsWith(`+${make}`))).toHaveLength(1);
});
