// What stands in something, or is set on it, and is told by a read that names that alone.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

describe("a read that names what things stand in", () => {
  test("lists them by their names there", async () => {
    const call = makeCaller();
    const ConfigurationSetName = "c";
    await call("sesv2.CreateConfigurationSet", { ConfigurationSetName });
    const list = async () =>
      (await call("sesv2.GetConfigurationSetEventDestinations", { ConfigurationSetName })).EventDestinations;
    const make = (EventDestinationName: string) => ({
      ...{ ConfigurationSetName, EventDestinationName },
      EventDestination: { Enabled: true, MatchingEventTypes: ["BOUNCE"] },
    });
    for (const name of ["a", "b"]) await call("sesv2.CreateConfigurationSetEventDestination", make(name));
    expect((await list()).map((one: { Name: string }) => one.Name)).toEqual(["a", "b"]);
    await call("sesv2.UpdateConfigurationSetEventDestination", {
      ...make("a"),
      EventDestination: { Enabled: false, MatchingEventTypes: ["REJECT"] },
    });
    expect((await list())[0]).toMatchObject({ Name: "a", Enabled: false, MatchingEventTypes: ["REJECT"] });
    await call("sesv2.DeleteConfigurationSetEventDestination", {
      ...{ ConfigurationSetName, EventDestinationName: "a" },
    });
    expect(await list()).toHaveLength(1);
  });

  test("tells members by their accounts", async () => {
    const call = makeCaller();
    const { DetectorId } = await call("guardduty.CreateDetector", { Enable: true });
    const AccountDetails = ["111122223333", "111122224444"].map((AccountId) => ({
      AccountId,
      Email: "a@b.c",
    }));
    await call("guardduty.CreateMembers", { DetectorId, AccountDetails });
    const asked = { DetectorId, AccountIds: ["111122224444"] };
    expect((await call("guardduty.GetMembers", asked)).Members).toMatchObject([
      { AccountId: "111122224444" },
    ]);
    await call("guardduty.DeleteMembers", asked);
    expect((await call("guardduty.ListMembers", { DetectorId })).Members).toHaveLength(1);
  });

  test("tells what a rule is mended by", async () => {
    const call = makeCaller();
    const rule = { ConfigRuleName: "r", Source: { Owner: "AWS", SourceIdentifier: "X" } };
    await call("config.PutConfigRule", { ConfigRule: rule });
    const one = { ConfigRuleName: "r", TargetType: "SSM_DOCUMENT", TargetId: "D", Automatic: false };
    await call("config.PutRemediationConfigurations", { RemediationConfigurations: [one] });
    const asked = { ConfigRuleNames: ["r"] };
    const told = await call("config.DescribeRemediationConfigurations", asked);
    expect(told.RemediationConfigurations).toMatchObject([one]);
    await call("config.DeleteRemediationConfiguration", { ConfigRuleName: "r" });
    expect((await call("config.DescribeRemediationConfigurations", asked)).RemediationConfigurations).toEqual(
      [],
    );
  });

  test("tells what a profile is on", async () => {
    const call = makeCaller();
    const profile = { securityProfileName: "p" };
    const target = { securityProfileTargetArn: "arn:aws:iot:eu-west-1:111122223333:all/things" };
    await call("iot.CreateSecurityProfile", profile);
    const list = async () =>
      (await call("iot.ListTargetsForSecurityProfile", profile)).securityProfileTargets;
    await call("iot.AttachSecurityProfile", { ...profile, ...target });
    expect(await list()).toEqual([{ arn: target.securityProfileTargetArn }]);
    await call("iot.DetachSecurityProfile", { ...profile, ...target });
    expect(await list()).toEqual([]);
  });
});

describe("what is added to a thing in a list", () => {
  test("is told with it, until it is taken away", async () => {
    const call = makeCaller();
    const { FirewallDomainList } = await call("route53resolver.CreateFirewallDomainList", {
      ...{ CreatorRequestId: "1", Name: "bad" },
    });
    const FirewallDomainListId = FirewallDomainList.Id;
    const change = (Operation: string, ...Domains: string[]) =>
      call("route53resolver.UpdateFirewallDomains", { FirewallDomainListId, Operation, Domains });
    const list = async () =>
      (await call("route53resolver.ListFirewallDomains", { FirewallDomainListId })).Domains;
    await change("ADD", "a.example", "b.example");
    await change("ADD", "c.example");
    expect(await list()).toEqual(["a.example", "b.example", "c.example"]);
    await change("REMOVE", "b.example");
    expect(await list()).toEqual(["a.example", "c.example"]);
    await change("REPLACE", "d.example");
    expect(await list()).toEqual(["d.example"]);
  });

  test("is an output of a flow", async () => {
    const call = makeCaller();
    const { Flow } = await call("mediaconnect.CreateFlow", { Name: "f", Source: { Name: "s" } });
    const FlowArn = Flow.FlowArn;
    await call("mediaconnect.AddFlowOutputs", {
      FlowArn,
      Outputs: [{ Name: "o", Protocol: "rtp", Port: 1 }],
    });
    const told = await call("mediaconnect.DescribeFlow", { FlowArn });
    expect(told.Flow.Outputs).toMatchObject([{ Name: "o", Port: 1 }]);
  });
});

describe("what is switched on", () => {
  test("is a control at a target, until it is switched off there", async () => {
    const call = makeCaller();
    const controlIdentifier = "arn:aws:controltower:eu-west-1::control/AWS-GR_X";
    const target = "arn:aws:organizations::111122223333:ou/o-1/ou-1-";
    for (const one of ["a", "b"])
      await call("controltower.EnableControl", { controlIdentifier, targetIdentifier: `${target}${one}` });
    const list = async () => (await call("controltower.ListEnabledControls")).enabledControls;
    expect(await list()).toHaveLength(2);
    await call("controltower.DisableControl", { controlIdentifier, targetIdentifier: `${target}a` });
    expect(await list()).toMatchObject([{ controlIdentifier, targetIdentifier: `${target}b` }]);
  });

  test("is a standard that is subscribed to", async () => {
    const call = makeCaller();
    await call("securityhub.EnableSecurityHub");
    const StandardsArn = "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1";
    const subscription = {
      ...{ StandardsArn, StandardsStatus: "PENDING" },
      StandardsSubscriptionArn: "arn:aws:securityhub:eu-west-1:111122223333:subscription/pci-dss/v/3.2.1",
    };
    await call(
      "securityhub.BatchEnableStandards",
      { StandardsSubscriptionRequests: [{ StandardsArn }] },
      { told: { output: { StandardsSubscriptions: [subscription] } as never, at: 0, id: "1" } },
    );
    const list = async () => (await call("securityhub.GetEnabledStandards")).StandardsSubscriptions;
    const [told] = await list();
    expect(told).toMatchObject({ StandardsArn, StandardsStatus: "READY" });
    const { StandardsSubscriptionArn } = told;
    await call("securityhub.BatchDisableStandards", {
      StandardsSubscriptionArns: [StandardsSubscriptionArn],
    });
    expect(await list()).toEqual([]);
  });

  test("is the role of an account's core devices", async () => {
    const call = makeCaller();
    const roleArn = "arn:aws:iam::111122223333:role/r";
    await call("greengrassv2.AssociateServiceRoleToAccount", { roleArn });
    expect(await call("greengrassv2.GetServiceRoleForAccount")).toMatchObject({ roleArn });
    await call("greengrassv2.DisassociateServiceRoleFromAccount");
    expect(await call("greengrassv2.GetServiceRoleForAccount")).toBeString();
  });
});

test("a thing may be without a type from then on", async () => {
  const call = makeCaller();
  await call("iot.CreateThingType", { thingTypeName: "k" });
  await call("iot.CreateThing", { thingName: "t", thingTypeName: "k" });
  await call("iot.UpdateThing", { thingName: "t", removeThingType: true });
  expect((await call("iot.DescribeThing", { thingName: "t" })).thingTypeName).toBeUndefined();
});
