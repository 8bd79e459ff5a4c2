// A call that gives a thing another name: the new one is made by it, and the old one is there no more.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderRenamings } from "../../../src/plan/missing/renamed.ts";
import type { Step } from "../../../src/plan/steps.ts";
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

const nested = [
  {
    service: "s3tables",
    around: { tableBucketARN: "arn:aws:s3tables:eu-west-1:111122223333:bucket/lake", namespace: "sales" },
    make: ["CreateTable", { name: "old", format: "ICEBERG" }],
    rename: ["RenameTable", { name: "old", newName: "new" }],
    remove: ["DeleteTable", { name: "new" }],
  },
  {
    service: "codedeploy",
    around: { applicationName: "shop" },
    make: ["CreateDeploymentGroup", { deploymentGroupName: "old" }],
    rename: ["UpdateDeploymentGroup", { currentDeploymentGroupName: "old", newDeploymentGroupName: "new" }],
    remove: ["DeleteDeploymentGroup", { deploymentGroupName: "new" }],
  },
] as const;

for (const { service, around, make, rename, remove } of nested)
  test(`${service}: what stands in other things is there by its new name`, async () => {
    const calls = [make, rename, remove].map(
      ([operation, parameters]): Call => ({ service, operation, parameters: { ...around, ...parameters } }),
    );
    const listMade = (shown: readonly string[]) => shown.filter((step) => step.startsWith(`+${make[0]}(`));
    expect(listMade(await show(calls))).toEqual([]);
    // What is older than the log is made by its old name only.
    expect(listMade(await show(calls.slice(1)))).toHaveLength(1);
  });

test("names that go round in one second are given up before they are taken", async () => {
  const user = (userName: string, newUserName: string) => ({
    service: "iam",
    operation: "UpdateUser",
    parameters: { userName, newUserName },
    second: 0,
  });
  const round = [user("tmp", "two"), user("two", "one"), user("one", "tmp")];
  const steps = await planCalls(round);
  const has = (_: Step, __: string, name: string) => name !== "tmp";
  const moved = orderRenamings(steps, has).map(({ input }) => `${input["UserName"]} ${input["NewUserName"]}`);
  expect(moved).toEqual(["one tmp", "two one", "tmp two"]);
});
