// What security services tell of what stands: paths, devices, keys that are to be deleted, directories.
import { describe, expect, test } from "bun:test";
import { HOME, makeCaller, makeNetwork } from "./support/world.ts";

describe("a user", () => {
  test("has its path in its ARN, also a new one", async () => {
    const call = makeCaller();
    const arn = async (UserName: string) => (await call("iam.GetUser", { UserName })).User.Arn;
    await call("iam.CreateUser", { UserName: "kari", Path: "/yard/" });
    expect(await arn("kari")).toBe("arn:aws:iam::111122223333:user/yard/kari");
    await call("iam.UpdateUser", { UserName: "kari", NewPath: "/again/" });
    expect(await arn("kari")).toBe("arn:aws:iam::111122223333:user/again/kari");
    await call("iam.UpdateUser", { UserName: "kari", NewUserName: "ola" });
    expect(await arn("ola")).toBe("arn:aws:iam::111122223333:user/again/ola");
  });
});

describe("a directory", () => {
  async function makeDirectory() {
    const call = makeCaller();
    const { VpcId, SubnetId } = await makeNetwork(call);
    const { DirectoryId } = await call("ds.CreateMicrosoftAD", {
      ...{ Name: "corp.example.com", Password: "Secret123!", Edition: "Standard" },
      VpcSettings: { VpcId, SubnetIds: [SubnetId] },
    });
    return { call, DirectoryId };
  }

  test("tells what it is, its group and its settings, and whether LDAP is safe apart from these", async () => {
    const { call, DirectoryId } = await makeDirectory();
    await call("ds.EnableLDAPS", { DirectoryId, Type: "Client" });
    const [told] = (await call("ds.DescribeDirectories")).DirectoryDescriptions;
    expect(told.Type).toBe("MicrosoftAD");
    const GroupIds = [told.VpcSettings.SecurityGroupId];
    const { SecurityGroups } = await call("ec2.DescribeSecurityGroups", { GroupIds });
    expect(SecurityGroups[0].GroupName).toBe(`${DirectoryId}_controllers`);
    const ldap = await call("ds.DescribeLDAPSSettings", { DirectoryId });
    expect(ldap.LDAPSSettingsInfo).toEqual([{ LDAPSStatus: "Enabled" }]);
    const { SettingEntries } = await call("ds.DescribeSettings", { DirectoryId });
    expect(SettingEntries).toContainEqual(
      expect.objectContaining({ Name: "TLS_1_0", AppliedValue: "Enable", RequestStatus: "Default" }),
    );
  });

  test("is registered for desktops under its name, with what is preset", async () => {
    const { call, DirectoryId } = await makeDirectory();
    await call("workspaces.RegisterWorkspaceDirectory", { DirectoryId });
    await call("workspaces.ModifySelfservicePermissions", {
      ...{ ResourceId: DirectoryId, SelfservicePermissions: { RebuildWorkspace: "ENABLED" } },
    });
    expect((await call("workspaces.DescribeWorkspaceDirectories")).Directories).toEqual([
      expect.objectContaining({
        ...{ DirectoryId, DirectoryName: "corp.example.com", State: "REGISTERED", Tenancy: "SHARED" },
        SelfservicePermissions: expect.objectContaining({
          ...{ RebuildWorkspace: "ENABLED", RestartWorkspace: "ENABLED" },
        }),
      }),
    ]);
  });
});

test("a payment key that is deleted is there until it is gone, and can be had back", async () => {
  const call = makeCaller();
  const KeyAttributes = {
    KeyUsage: "TR31_D0_SYMMETRIC_DATA_ENCRYPTION_KEY",
    ...{ KeyClass: "SYMMETRIC_KEY", KeyAlgorithm: "TDES_2KEY", KeyModesOfUse: { Encrypt: true } },
  };
  const { Key } = await call("payment-cryptography.CreateKey", { Exportable: true, KeyAttributes });
  const asked = { KeyIdentifier: Key.KeyArn };
  const state = async () => (await call("payment-cryptography.GetKey", asked)).Key.KeyState;
  await call("payment-cryptography.DeleteKey", asked);
  expect(await state()).toBe("DELETE_PENDING");
  await call("payment-cryptography.RestoreKey", asked);
  expect(await state()).toBe("CREATE_COMPLETE");
});

test("tags are told under the name that was asked for", async () => {
  const call = makeCaller();
  await call("s3.CreateBucket", {
    Bucket: "logs",
    CreateBucketConfiguration: { LocationConstraint: HOME.region },
  });
  await call("cloudtrail.CreateTrail", { Name: "all", S3BucketName: "logs" });
  const arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/all";
  const { ResourceTagList } = await call("cloudtrail.ListTags", { ResourceIdList: [arn] });
  expect(ResourceTagList.map((one: { ResourceId: string }) => one.ResourceId)).toEqual([arn]);
  expect((await call("cloudtrail.ListTrails")).Trails[0].HomeRegion).toBe("eu-west-1");
});

test("a certificate of an authority is private, and another one Amazon's", async () => {
  const call = makeCaller();
  const type = async (more: object) => {
    const asked = { DomainName: "example.com", ...more };
    const { CertificateArn } = await call("acm.RequestCertificate", asked);
    const { Certificate } = await call("acm.DescribeCertificate", { CertificateArn });
    return [Certificate.Type, Certificate.Subject];
  };
  expect(await type({})).toEqual(["AMAZON_ISSUED", "CN=example.com"]);
  const CertificateAuthorityArn = "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/a";
  expect(await type({ CertificateAuthorityArn })).toEqual(["PRIVATE", "CN=example.com"]);
});

test("a portal and its settings tell of each other", async () => {
  const call = makeCaller();
  const { portalArn } = await call("workspaces-web.CreatePortal");
  const { userSettingsArn } = await call("workspaces-web.CreateUserSettings", {
    ...{ copyAllowed: "Disabled", pasteAllowed: "Disabled", downloadAllowed: "Disabled" },
    ...{ uploadAllowed: "Disabled", printAllowed: "Disabled" },
  });
  await call("workspaces-web.AssociateUserSettings", { portalArn, userSettingsArn });
  expect((await call("workspaces-web.GetPortal", { portalArn })).portal.userSettingsArn).toBe(
    userSettingsArn,
  );
  const { userSettings } = await call("workspaces-web.GetUserSettings", { userSettingsArn });
  expect(userSettings.associatedPortalArns).toEqual([portalArn]);
});
