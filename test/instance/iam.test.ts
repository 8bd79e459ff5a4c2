// IAM: what bounds roles and users, who has a policy, whose devices and which providers there are.
import { expect, test } from "bun:test";
import { makeCaller, POLICY } from "./support/world.ts";

const BOUNDARY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const TOLD = { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: BOUNDARY };

test.each(["Role", "User"])("a %s tells its boundary until that is taken away", async (type) => {
  const call = makeCaller();
  const named = { [`${type}Name`]: "ann" };
  const read = async () => (await call(`iam.Get${type}`, named))[type].PermissionsBoundary;
  const made = { ...named, ...(type === "Role" && { AssumeRolePolicyDocument: "{}" }) };
  const answer = await call(`iam.Create${type}`, { ...made, PermissionsBoundary: BOUNDARY });
  expect(answer[type].PermissionsBoundary).toEqual(TOLD);
  expect(await read()).toEqual(TOLD);
  await call(`iam.Delete${type}PermissionsBoundary`, named);
  expect(await read()).toBeUndefined();
  await call(`iam.Put${type}PermissionsBoundary`, { ...named, PermissionsBoundary: BOUNDARY });
  expect(await read()).toEqual(TOLD);
  const other = { [`${type}Name`]: "bob", PermissionsBoundary: BOUNDARY };
  expect(await call(`iam.Put${type}PermissionsBoundary`, other)).toBe("NoSuchEntity");
});

test("a policy tells to whom it is attached", async () => {
  const call = makeCaller();
  const { Policy } = await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY });
  const { Role } = await call("iam.CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "{}" });
  const { User } = await call("iam.CreateUser", { UserName: "u", Path: "/ops/" });
  const { Group } = await call("iam.CreateGroup", { GroupName: "g" });
  const PolicyArn: string = Policy.Arn;
  const none = { PolicyGroups: [], PolicyUsers: [], PolicyRoles: [], IsTruncated: false };
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn })).toEqual(none);
  await call("iam.AttachRolePolicy", { RoleName: "r", PolicyArn });
  await call("iam.AttachUserPolicy", { UserName: "u", PolicyArn });
  await call("iam.AttachGroupPolicy", { GroupName: "g", PolicyArn });
  const all = {
    ...none,
    PolicyGroups: [{ GroupName: "g", GroupId: Group.GroupId }],
    PolicyUsers: [{ UserName: "u", UserId: User.UserId }],
    PolicyRoles: [{ RoleName: "r", RoleId: Role.RoleId }],
  };
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn })).toEqual(all);
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn, EntityFilter: "Role" })).toEqual({
    ...none,
    PolicyRoles: all.PolicyRoles,
  });
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn, PathPrefix: "/ops/" })).toEqual({
    ...none,
    PolicyUsers: all.PolicyUsers,
  });
  await call("iam.DetachRolePolicy", { RoleName: "r", PolicyArn });
  expect((await call("iam.ListEntitiesForPolicy", { PolicyArn })).PolicyRoles).toEqual([]);
  // AWS's own policies stand in no account.
  await call("iam.AttachRolePolicy", { RoleName: "r", PolicyArn: BOUNDARY });
  await call("iam.PutUserPermissionsBoundary", { UserName: "u", PermissionsBoundary: BOUNDARY });
  const both = { ...none, PolicyRoles: all.PolicyRoles, PolicyUsers: all.PolicyUsers };
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn: BOUNDARY })).toEqual(both);
  const bounds = { PolicyArn: BOUNDARY, PolicyUsageFilter: "PermissionsBoundary" };
  expect(await call("iam.ListEntitiesForPolicy", bounds)).toEqual({ ...none, PolicyUsers: all.PolicyUsers });
  expect(await call("iam.ListEntitiesForPolicy", { PolicyArn: `${PolicyArn}x` })).toBe("NoSuchEntity");
});

test("a device goes by its ARN, and is told with whom it is", async () => {
  const call = makeCaller();
  const SerialNumber = "arn:aws:iam::111122223333:mfa/ann";
  await call("iam.CreateUser", { UserName: "ann" });
  const { VirtualMFADevice } = await call("iam.CreateVirtualMFADevice", { VirtualMFADeviceName: "ann" });
  expect(VirtualMFADevice.SerialNumber).toBe(SerialNumber);
  const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
  expect(await call("iam.EnableMFADevice", { UserName: "ann", SerialNumber, ...codes })).toEqual({});
  const { MFADevices } = await call("iam.ListMFADevices", { UserName: "ann" });
  expect(MFADevices).toEqual([{ UserName: "ann", SerialNumber, EnableDate: expect.any(String) }]);
  const [device] = (await call("iam.ListVirtualMFADevices")).VirtualMFADevices;
  expect(device).toMatchObject({ SerialNumber, User: { UserName: "ann" } });
  expect(await call("iam.GetMFADevice", { SerialNumber })).toMatchObject({ UserName: "ann", SerialNumber });
  expect(await call("iam.GetMFADevice", { SerialNumber: `${SerialNumber}a` })).toBe("NoSuchEntity");
  expect(await call("iam.ListMFADevices", { UserName: "bob" })).toBe("NoSuchEntity");
  await call("iam.DeactivateMFADevice", { UserName: "ann", SerialNumber });
  expect((await call("iam.ListMFADevices", { UserName: "ann" })).MFADevices).toEqual([]);
  await call("iam.DeleteVirtualMFADevice", { SerialNumber });
  expect((await call("iam.ListVirtualMFADevices")).VirtualMFADevices).toEqual([]);
});

test("production's own device is told with whom it is", async () => {
  const call = makeCaller();
  const SerialNumber = "arn:aws:iam::111122223333:mfa/ann";
  await call("iam.CreateUser", { UserName: "ann" });
  await call(
    "iam.CreateVirtualMFADevice",
    { VirtualMFADeviceName: "ann" },
    { told: { at: 0, output: { VirtualMFADevice: { SerialNumber } } } },
  );
  const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
  await call(
    "iam.EnableMFADevice",
    { UserName: "ann", SerialNumber, ...codes },
    { told: { at: 0, output: {} } },
  );
  expect((await call("iam.ListMFADevices", { UserName: "ann" })).MFADevices).toMatchObject([
    { UserName: "ann", SerialNumber },
  ]);
});

test("a provider goes by its address without what that begins with", async () => {
  const call = makeCaller();
  const url = "token.actions.githubusercontent.com";
  const made = { Url: `https://${url}`, ClientIDList: ["sts.amazonaws.com"] };
  const { OpenIDConnectProviderArn } = await call("iam.CreateOpenIDConnectProvider", made);
  expect(OpenIDConnectProviderArn).toBe(`arn:aws:iam::111122223333:oidc-provider/${url}`);
  expect(await call("iam.GetOpenIDConnectProvider", { OpenIDConnectProviderArn })).toMatchObject({
    Url: url,
    ClientIDList: made.ClientIDList,
  });
});
