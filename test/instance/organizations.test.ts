// What an organization has and its services tell of accounts: who administers, what is attached, where things stand.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const AT = 1_772_442_000_000;
const tell = (output: object) => ({ told: { output: output as never, at: AT } });

async function makeOrganization() {
  const call = makeCaller();
  await call("organizations.CreateOrganization", { FeatureSet: "ALL" });
  const [{ Id: root }] = (await call("organizations.ListRoots")).Roots;
  const made = await call("organizations.CreateAccount", { AccountName: "a", Email: "a@example.com" });
  return { call, root: String(root), account: String(made.CreateAccountStatus.AccountId) };
}

describe("Identity Center", () => {
  const InstanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
  const PermissionSetArn = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef";

  test("is there once production's calls name it, with its store", async () => {
    const call = makeCaller();
    expect((await call("sso-admin.ListInstances")).Instances).toEqual([]);
    const told = tell({ PermissionSet: { PermissionSetArn } });
    await call("sso-admin.CreatePermissionSet", { InstanceArn, Name: "read" }, told);
    const store = { IdentityStoreId: "d-0123456789" };
    await call("identitystore.CreateUser", { ...store, UserName: "u" }, tell({ ...store, UserId: "u-1" }));
    const instance = { InstanceArn, ...store, Status: "ACTIVE", OwnerAccountId: "111122223333" };
    const { Instances } = await call("sso-admin.ListInstances");
    expect(Instances).toEqual([expect.objectContaining(instance)]);
    expect(Instances[0].Name).toBeUndefined();
    expect(await call("sso-admin.ListPermissionSets", { InstanceArn })).toEqual({
      PermissionSets: [PermissionSetArn],
    });
  });

  test("is not there for a client that names one", async () => {
    const call = makeCaller();
    await call("sso-admin.ListPermissionSets", { InstanceArn });
    expect((await call("sso-admin.ListInstances")).Instances).toEqual([]);
  });

  test("tells what a set has, and where it is", async () => {
    const call = makeCaller();
    const set = { InstanceArn, PermissionSetArn };
    const told = tell({ PermissionSet: { PermissionSetArn } });
    await call("sso-admin.CreatePermissionSet", { InstanceArn, Name: "read" }, told);
    expect((await call("sso-admin.GetInlinePolicyForPermissionSet", set)).InlinePolicy).toBe("");
    const ManagedPolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await call("sso-admin.AttachManagedPolicyToPermissionSet", { ...set, ManagedPolicyArn });
    const list = () => call("sso-admin.ListManagedPoliciesInPermissionSet", set);
    expect((await list()).AttachedManagedPolicies).toEqual([
      { Arn: ManagedPolicyArn, Name: "ReadOnlyAccess" },
    ]);
    await call("sso-admin.DetachManagedPolicyFromPermissionSet", { ...set, ManagedPolicyArn });
    expect((await list()).AttachedManagedPolicies).toEqual([]);
    const AccountId = "111122223333";
    const principal = { PrincipalType: "GROUP", PrincipalId: "g" };
    const target = { TargetId: AccountId, TargetType: "AWS_ACCOUNT" };
    await call("sso-admin.CreateAccountAssignment", { ...set, ...principal, ...target });
    expect(
      (await call("sso-admin.ListAccountAssignments", { ...set, AccountId })).AccountAssignments,
    ).toEqual([{ AccountId, PermissionSetArn, ...principal }]);
    expect(await call("sso-admin.ListAccountsForProvisionedPermissionSet", set)).toEqual({
      AccountIds: [AccountId],
    });
    expect(
      await call("sso-admin.ListPermissionSetsProvisionedToAccount", { InstanceArn, AccountId }),
    ).toEqual({
      PermissionSets: [PermissionSetArn],
    });
  });
});

describe("a member of a group", () => {
  test("is found by who it is, and its membership by both", async () => {
    const call = makeCaller();
    const IdentityStoreId = "d-0123456789";
    const { GroupId, GroupArn } = await call("identitystore.CreateGroup", {
      IdentityStoreId,
      DisplayName: "g",
    });
    if (GroupArn !== undefined) expect(GroupArn).not.toContain("*");
    const users = [];
    for (const UserName of ["a", "b"]) {
      const { UserId } = await call("identitystore.CreateUser", { IdentityStoreId, UserName });
      const made = await call("identitystore.CreateGroupMembership", {
        ...{ IdentityStoreId, GroupId, MemberId: { UserId } },
      });
      users.push({ UserId, MembershipId: made.MembershipId });
    }
    const [, second] = users;
    const asked = { IdentityStoreId, MemberId: { UserId: second?.UserId } };
    const { GroupMemberships } = await call("identitystore.ListGroupMembershipsForMember", asked);
    expect(GroupMemberships).toEqual([expect.objectContaining({ MembershipId: second?.MembershipId })]);
    const one = await call("identitystore.GetGroupMembershipId", { ...asked, GroupId });
    expect(one.MembershipId).toBe(second?.MembershipId);
  });
});

describe("an organization", () => {
  test("keeps its root whatever types of policies are enabled in it", async () => {
    const { call, root } = await makeOrganization();
    for (const PolicyType of ["SERVICE_CONTROL_POLICY", "TAG_POLICY"])
      await call("organizations.EnablePolicyType", { RootId: root, PolicyType });
    await call("organizations.DisablePolicyType", { RootId: root, PolicyType: "TAG_POLICY" });
    expect((await call("organizations.ListRoots")).Roots).toEqual([
      expect.objectContaining({
        Id: root,
        Name: "Root",
        PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
      }),
    ]);
  });

  test("tells parents and children, and an account that is closed as suspended", async () => {
    const { call, root, account } = await makeOrganization();
    const unit = await call("organizations.CreateOrganizationalUnit", { ParentId: root, Name: "u" });
    const { Id } = unit.OrganizationalUnit;
    const list = async (ParentId: string, ChildType: string) =>
      (await call("organizations.ListChildren", { ParentId, ChildType })).Children.map(
        (one: { Id: string }) => one.Id,
      );
    expect(await list(root, "ORGANIZATIONAL_UNIT")).toEqual([Id]);
    await call("organizations.MoveAccount", {
      ...{ AccountId: account, SourceParentId: root, DestinationParentId: Id },
    });
    expect(await list(Id, "ACCOUNT")).toEqual([account]);
    const parents = await call("organizations.ListParents", { ChildId: account });
    expect(parents.Parents).toEqual([{ Id, Type: "ORGANIZATIONAL_UNIT" }]);
    await call("organizations.CloseAccount", { AccountId: account });
    const { Account } = await call("organizations.DescribeAccount", { AccountId: account });
    expect([Account.Status, Account.State]).toEqual(["SUSPENDED", "CLOSED"]);
  });

  test("tells which policies a target has, of the type that is asked for", async () => {
    const { call, account } = await makeOrganization();
    const { Policy } = await call("organizations.CreatePolicy", {
      ...{ Name: "deny", Description: "", Content: "{}", Type: "SERVICE_CONTROL_POLICY" },
    });
    const PolicyId = Policy.PolicySummary.Id;
    await call("organizations.AttachPolicy", { PolicyId, TargetId: account });
    const list = async (Filter: string) =>
      (await call("organizations.ListPoliciesForTarget", { TargetId: account, Filter })).Policies.map(
        ({ Name }: { Name: string }) => Name,
      );
    expect(await list("SERVICE_CONTROL_POLICY")).toEqual(["FullAWSAccess", "deny"]);
    expect(await list("TAG_POLICY")).toEqual([]);
    expect((await call("organizations.DescribePolicy", { PolicyId })).Policy.Content).toBe("{}");
  });

  test("has an administrator once, whatever services it administers", async () => {
    const { call, account } = await makeOrganization();
    const services = ["config.amazonaws.com", "guardduty.amazonaws.com"];
    for (const ServicePrincipal of services)
      await call("organizations.RegisterDelegatedAdministrator", { AccountId: account, ServicePrincipal });
    const list = async () =>
      (await call("organizations.ListDelegatedAdministrators")).DelegatedAdministrators;
    expect(await list()).toEqual([
      expect.objectContaining({ Id: account, Name: "a", Status: "ACTIVE", JoinedMethod: "CREATED" }),
    ]);
    const [ServicePrincipal] = services;
    await call("organizations.DeregisterDelegatedAdministrator", { AccountId: account, ServicePrincipal });
    const asked = { AccountId: account };
    const { DelegatedServices } = await call("organizations.ListDelegatedServicesForAccount", asked);
    expect(DelegatedServices).toEqual([expect.objectContaining({ ServicePrincipal: services[1] })]);
    expect(await list()).toHaveLength(1);
  });
});
