// What IAM tells of all that an account has, and of AWS's own policies.
import { expect, test } from "bun:test";
import { makeCaller, POLICY } from "../support/world.ts";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

async function makeAccount() {
  const call = makeCaller();
  await call("iam.CreateUser", { UserName: "ann", Tags: [{ Key: "a", Value: "b" }] });
  await call("iam.PutUserPolicy", { UserName: "ann", PolicyName: "own", PolicyDocument: POLICY });
  await call("iam.CreateGroup", { GroupName: "all", Path: "/x/" });
  await call("iam.AddUserToGroup", { UserName: "ann", GroupName: "all" });
  await call("iam.CreateRole", { RoleName: "run", AssumeRolePolicyDocument: "{}" });
  await call("iam.AttachRolePolicy", { RoleName: "run", PolicyArn: READ_ONLY });
  await call("iam.CreateInstanceProfile", { InstanceProfileName: "run" });
  await call("iam.AddRoleToInstanceProfile", { InstanceProfileName: "run", RoleName: "run" });
  await call("iam.CreatePolicy", { PolicyName: "mine", PolicyDocument: POLICY });
  return call;
}

test("an account's summary counts what stands, beside its quotas", async () => {
  const call = await makeAccount();
  expect((await call("iam.GetAccountSummary")).SummaryMap).toMatchObject({
    ...{ Users: 1, Groups: 1, Roles: 1, Policies: 1, InstanceProfiles: 1, PolicyVersionsInUse: 1 },
    ...{ MFADevices: 0, UsersQuota: 5000 },
  });
});

test("an account's details tell each with what it has", async () => {
  const call = await makeAccount();
  const told = await call("iam.GetAccountAuthorizationDetails");
  expect(told.UserDetailList).toMatchObject([
    {
      UserName: "ann",
      Path: "/",
      UserPolicyList: [{ PolicyName: "own", PolicyDocument: POLICY }],
      GroupList: ["all"],
      AttachedManagedPolicies: [],
      Tags: [{ Key: "a", Value: "b" }],
    },
  ]);
  expect(told.GroupDetailList).toMatchObject([{ GroupName: "all", Path: "/x/", GroupPolicyList: [] }]);
  expect(told.RoleDetailList).toMatchObject([
    {
      RoleName: "run",
      AttachedManagedPolicies: [{ PolicyName: "ReadOnlyAccess", PolicyArn: READ_ONLY }],
      InstanceProfileList: [{ InstanceProfileName: "run", Roles: [{ RoleName: "run" }] }],
    },
  ]);
  expect(told.Policies).toMatchObject([
    { PolicyName: "mine", PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true }] },
  ]);
  const roles = await call("iam.GetAccountAuthorizationDetails", { Filter: ["Role"] });
  expect([roles.UserDetailList.length, roles.RoleDetailList.length]).toEqual([0, 1]);
});

test("AWS's own policies stand in each account, and what they say is not known", async () => {
  const call = await makeAccount();
  const { Policy } = await call("iam.GetPolicy", { PolicyArn: READ_ONLY });
  expect(Policy).toMatchObject({
    PolicyName: "ReadOnlyAccess",
    Path: "/",
    Arn: READ_ONLY,
    AttachmentCount: 1,
  });
  const version = { PolicyArn: READ_ONLY, VersionId: "v1" };
  expect(await call("iam.GetPolicyVersion", version)).toBe("NotImplemented");
  expect(await call("iam.GetPolicy", { PolicyArn: "arn:aws:iam::111122223333:policy/none" })).toBe(
    "NoSuchEntity",
  );
});
