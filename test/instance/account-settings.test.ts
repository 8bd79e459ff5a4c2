// What there is once an account: told with what AWS presets before anybody sets it, and as it was set after that.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

describe("a setting of an account", () => {
  test.each([
    ["macie2.DescribeOrganizationConfiguration", { autoEnable: false }],
    ["macie2.ListInvitations", { invitations: [] }],
    ["securityhub.DescribeOrganizationConfiguration", { AutoEnable: false, AutoEnableStandards: "DEFAULT" }],
    ["inspector2.DescribeOrganizationConfiguration", { autoEnable: { ec2: false, ecr: false } }],
    ["shield.DescribeEmergencyContactSettings", { EmergencyContactList: [] }],
    ["servicecatalog-appregistry.GetConfiguration", {}],
    ["payment-cryptography.GetDefaultKeyReplicationRegions", { EnabledReplicationRegions: [] }],
    ["acm.GetAccountConfiguration", { ExpiryEvents: { DaysBeforeExpiry: 45 } }],
  ])("is told by %s before anybody sets it", async (operation, preset) => {
    expect(await makeCaller()(operation)).toMatchObject(preset);
  });

  test("is told as it was set", async () => {
    const call = makeCaller();
    await call("macie2.EnableMacie", { findingPublishingFrequency: "ONE_HOUR" });
    expect(await call("macie2.GetMacieSession")).toMatchObject({
      ...{ findingPublishingFrequency: "ONE_HOUR", status: "ENABLED" },
    });
    await call("macie2.DisableMacie");
    expect(await call("macie2.GetMacieSession")).toBe("ResourceNotFoundException");
    await call("securityhub.EnableSecurityHub");
    await call("securityhub.UpdateSecurityHubConfiguration", { AutoEnableControls: false });
    expect((await call("securityhub.DescribeHub")).AutoEnableControls).toBe(false);
    await call("securityhub.UpdateOrganizationConfiguration", { AutoEnable: true });
    expect((await call("securityhub.DescribeOrganizationConfiguration")).AutoEnable).toBe(true);
    await call("config.PutRetentionConfiguration", { RetentionPeriodInDays: 99 });
    expect((await call("config.DescribeRetentionConfigurations")).RetentionConfigurations).toEqual([
      { Name: "default", RetentionPeriodInDays: 99 },
    ]);
  });

  test.each([
    ["iot", "UpdateEventConfigurations", "DescribeEventConfigurations", { eventConfigurations: { JOB: {} } }],
    ["iot", "SetV2LoggingOptions", "GetV2LoggingOptions", { defaultLogLevel: "WARN", roleArn: "r" }],
    [
      "backup",
      "UpdateRegionSettings",
      "DescribeRegionSettings",
      { ResourceTypeOptInPreference: { EFS: true } },
    ],
    ["workspaces", "ModifyAccount", "DescribeAccount", { DedicatedTenancySupport: "ENABLED" }],
  ])(
    "that no type is of is told by %s as %s set it, and unknown before",
    async (service, set, read, said) => {
      const call = makeCaller();
      expect(await call(`${service}.${read}`)).toBe("NotImplemented");
      await call(`${service}.${set}`, said);
      expect(await call(`${service}.${read}`)).toMatchObject(said);
    },
  );

  test("of several kinds is told by its kind", async () => {
    const call = makeCaller();
    const contact = { Title: "t", EmailAddress: "a@example.com", PhoneNumber: "1" };
    for (const AlternateContactType of ["BILLING", "SECURITY"])
      await call("account.PutAlternateContact", {
        ...{ ...contact, AlternateContactType, Name: AlternateContactType.toLowerCase() },
      });
    const asked = { AlternateContactType: "BILLING" };
    expect((await call("account.GetAlternateContact", asked)).AlternateContact.Name).toBe("billing");
  });
});

describe("settings of which there are several", () => {
  test.each([
    ["ecs", "PutAccountSetting", "DeleteAccountSetting", { name: "containerInsights", value: "enabled" }],
    ["sesv2", "PutSuppressedDestination", "DeleteSuppressedDestination", { Reason: "BOUNCE" }],
  ])("of %s are told apart by what their removal asks for", async (service, put, remove, said) => {
    const call = makeCaller();
    const names =
      service === "ecs" ? ["containerInsights", "awsvpcTrunking"] : ["a@b.example", "c@b.example"];
    const member = service === "ecs" ? "name" : "EmailAddress";
    const list = async () => {
      const told = await (service === "ecs"
        ? call("ecs.ListAccountSettings")
        : call("sesv2.ListSuppressedDestinations"));
      return (told.settings ?? told.SuppressedDestinationSummaries).map(
        (one: Record<string, string>) => one[member],
      );
    };
    for (const name of [...names, ...names]) await call(`${service}.${put}`, { ...said, [member]: name });
    expect(await list()).toEqual(names);
    await call(`${service}.${remove}`, { [member]: names[0] });
    expect(await list()).toEqual(names.slice(1));
  });

  test("of one thing are told apart, too", async () => {
    const call = makeCaller();
    const AutoScalingGroupName = "g";
    await call("autoscaling.CreateAutoScalingGroup", { AutoScalingGroupName, MinSize: 0, MaxSize: 1 });
    for (const name of ["a", "b"])
      await call("autoscaling.PutNotificationConfiguration", {
        ...{ AutoScalingGroupName, NotificationTypes: ["x"] },
        TopicARN: `arn:aws:sns:eu-west-1:111122223333:${name}`,
      });
    const { NotificationConfigurations } = await call("autoscaling.DescribeNotificationConfigurations");
    expect(NotificationConfigurations).toHaveLength(2);
  });
});

describe("what administers for others", () => {
  test.each([
    ["macie2.EnableOrganizationAdminAccount", "adminAccountId", "adminAccounts", "accountId"],
    ["securityhub.EnableOrganizationAdminAccount", "AdminAccountId", "AdminAccounts", "AccountId"],
    ["guardduty.EnableOrganizationAdminAccount", "AdminAccountId", "AdminAccounts", "AdminAccountId"],
  ])("is told after %s, until it is taken away", async (operation, member, list, id) => {
    const call = makeCaller();
    const [service] = operation.split(".");
    await call(operation, { [member]: "123456789012" });
    const told = async () => (await call(`${service}.ListOrganizationAdminAccounts`))[list];
    expect(await told()).toEqual([expect.objectContaining({ [id]: "123456789012" })]);
    await call(operation.replace("Enable", "Disable"), { [member]: "123456789012" });
    expect(await told()).toEqual([]);
  });

  test("has members, of which those that are none are told apart", async () => {
    const call = makeCaller();
    await call("securityhub.CreateMembers", {
      AccountDetails: [{ AccountId: "123456789012" }, { AccountId: "123456789013" }],
    });
    await call("securityhub.InviteMembers", { AccountIds: ["123456789012"] });
    const { Members } = await call("securityhub.GetMembers", { AccountIds: ["123456789012", "1"] });
    expect(Members).toEqual([
      expect.objectContaining({ MemberStatus: "Invited", AdministratorId: "111122223333" }),
    ]);
    await call("securityhub.DeleteMembers", { AccountIds: ["123456789012"] });
    expect((await call("securityhub.ListMembers")).Members).toHaveLength(1);
  });
});

test("a list that names may be asked for without names", async () => {
  const call = makeCaller();
  const recorder = { name: "default", roleARN: "arn:aws:iam::111122223333:role/a" };
  await call("config.PutConfigurationRecorder", { ConfigurationRecorder: recorder });
  const status = async () =>
    (await call("config.DescribeConfigurationRecorderStatus")).ConfigurationRecordersStatus;
  expect(await status()).toEqual([expect.objectContaining({ name: "default", recording: false })]);
  await call("config.StartConfigurationRecorder", { ConfigurationRecorderName: "default" });
  expect((await status())[0].recording).toBe(true);
});

test("an account is authorized for each region by itself", async () => {
  const call = makeCaller();
  const AuthorizedAccountId = "123456789012";
  for (const AuthorizedAwsRegion of ["us-east-1", "eu-west-1"])
    await call("config.PutAggregationAuthorization", { AuthorizedAccountId, AuthorizedAwsRegion });
  await call("config.DeleteAggregationAuthorization", {
    ...{ AuthorizedAccountId, AuthorizedAwsRegion: "eu-west-1" },
  });
  expect((await call("config.DescribeAggregationAuthorizations")).AggregationAuthorizations).toEqual([
    expect.objectContaining({ AuthorizedAccountId, AuthorizedAwsRegion: "us-east-1" }),
  ]);
});

test("tags of a thing may be told in a structure that names it", async () => {
  const call = makeCaller();
  const { Summary } = await call("wafv2.CreateIPSet", {
    ...{ Name: "a", Scope: "REGIONAL", IPAddressVersion: "IPV4", Addresses: [] },
    Tags: [{ Key: "a", Value: "b" }],
  });
  expect((await call("wafv2.ListTagsForResource", { ResourceARN: Summary.ARN })).TagInfoForResource).toEqual({
    ResourceARN: Summary.ARN,
    TagList: [{ Key: "a", Value: "b" }],
  });
});

test("a budget is replaced by a new one", async () => {
  const call = makeCaller();
  const AccountId = "111122223333";
  const budget = { BudgetName: "b", BudgetType: "COST", TimeUnit: "MONTHLY" };
  const limit = (Amount: string) => ({ ...budget, BudgetLimit: { Amount, Unit: "USD" } });
  await call("budgets.CreateBudget", { AccountId, Budget: limit("5") });
  await call("budgets.UpdateBudget", { AccountId, NewBudget: limit("9") });
  const { Budget } = await call("budgets.DescribeBudget", { AccountId, BudgetName: "b" });
  expect(Budget).toMatchObject({ ...limit("9"), CostTypes: { IncludeTax: true, UseBlended: false } });
});
