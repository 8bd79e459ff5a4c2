// Things that two services tell, each in its own words, and what one thing is made as another has.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

describe("what two services tell", () => {
  test("is made, changed and ended through either", async () => {
    const call = makeCaller();
    await call("ses.VerifyDomainIdentity", { Domain: "a.example" });
    await call("sesv2.CreateEmailIdentity", { EmailIdentity: "b.example" });
    const list = async () => [
      (await call("ses.ListIdentities")).Identities,
      (await call("sesv2.ListEmailIdentities")).EmailIdentities.map(
        (one: { IdentityName: string }) => one.IdentityName,
      ),
    ];
    const both = ["a.example", "b.example"];
    expect(await list()).toEqual([both, both]);
    await call("ses.SetIdentityMailFromDomain", { Identity: "b.example", MailFromDomain: "mail.b.example" });
    const read = (EmailIdentity: string) => call("sesv2.GetEmailIdentity", { EmailIdentity });
    expect(await read("b.example")).toMatchObject({
      MailFromAttributes: { MailFromDomain: "mail.b.example" },
    });
    expect((await read("a.example")).IdentityType).toBe("DOMAIN");
    await call("sesv2.PutEmailIdentityMailFromAttributes", {
      ...{ EmailIdentity: "b.example", MailFromDomain: "m.b.example" },
    });
    const { MailFromDomainAttributes } = await call("ses.GetIdentityMailFromDomainAttributes", {
      Identities: ["a.example", "b.example"],
    });
    expect(MailFromDomainAttributes).toMatchObject({
      "a.example": { BehaviorOnMXFailure: "UseDefaultValue" },
      "b.example": { MailFromDomain: "m.b.example" },
    });
    await call("ses.DeleteIdentity", { Identity: "b.example" });
    expect(await list()).toEqual([["a.example"], ["a.example"]]);
    await call("sesv2.CreateEmailIdentity", { EmailIdentity: "b.example" });
    expect(await list()).toEqual([both, both]);
    await call("sesv2.DeleteEmailIdentity", { EmailIdentity: "a.example" });
    expect(await list()).toEqual([["b.example"], ["b.example"]]);
  });

  test("stands in what either calls it", async () => {
    const call = makeCaller();
    await call("sesv2.CreateEmailIdentity", { EmailIdentity: "b.example" });
    await call("sesv2.CreateEmailIdentityPolicy", {
      ...{ EmailIdentity: "b.example", PolicyName: "p", Policy: "{}" },
    });
    const ask = { Identity: "b.example", PolicyNames: ["p"] };
    expect(await call("ses.GetIdentityPolicies", ask)).toEqual({ Policies: { p: "{}" } });
    await call("ses.CreateTemplate", { Template: { TemplateName: "t", SubjectPart: "s" } });
    expect((await call("sesv2.GetEmailTemplate", { TemplateName: "t" })).TemplateContent).toEqual({
      Subject: "s",
    });
  });
});

test("a domain is told through either API of its service, in the words of that", async () => {
  const call = makeCaller();
  const type = (InstanceType: string) => ({ InstanceType, InstanceCount: 2 });
  await call("opensearch.CreateDomain", {
    ...{ DomainName: "new", EngineVersion: "OpenSearch_2.5", ClusterConfig: type("t3.small.search") },
    TagList: [{ Key: "a", Value: "b" }],
  });
  await call("es.CreateElasticsearchDomain", {
    ...{ DomainName: "old", ElasticsearchVersion: "7.10" },
    ElasticsearchClusterConfig: type("m5.large.elasticsearch"),
  });
  const read = (DomainName: string) => call("es.DescribeElasticsearchDomain", { DomainName });
  const ARN = "arn:aws:es:eu-west-1:111122223333:domain/new";
  expect((await read("new")).DomainStatus).toMatchObject({
    ...{ ARN, DomainId: "111122223333/new", ElasticsearchVersion: "OpenSearch_2.5" },
    ElasticsearchClusterConfig: type("t3.small.elasticsearch"),
  });
  expect((await call("es.ListTags", { ARN })).TagList).toEqual([{ Key: "a", Value: "b" }]);
  expect((await call("opensearch.DescribeDomain", { DomainName: "old" })).DomainStatus).toMatchObject({
    ...{ EngineVersion: "Elasticsearch_7.10", ClusterConfig: type("m5.large.search") },
  });
  const both = [
    { DomainName: "new", EngineType: "OpenSearch" },
    { DomainName: "old", EngineType: "Elasticsearch" },
  ];
  expect((await call("opensearch.ListDomainNames")).DomainNames).toEqual(both);
  expect((await call("es.ListDomainNames")).DomainNames).toEqual(both);
  await call("es.DeleteElasticsearchDomain", { DomainName: "new" });
  expect((await call("opensearch.ListDomainNames")).DomainNames).toEqual(both.slice(1));
});

test("a set that is cloned has the rules of the other, and one of them is active", async () => {
  const call = makeCaller();
  await call("ses.CreateReceiptRuleSet", { RuleSetName: "one" });
  await call("ses.CreateReceiptRule", { RuleSetName: "one", Rule: { Name: "all" } });
  await call("ses.CloneReceiptRuleSet", { RuleSetName: "two", OriginalRuleSetName: "one" });
  const active = async () => (await call("ses.DescribeActiveReceiptRuleSet")).Metadata?.Name;
  expect(await active()).toBeUndefined();
  await call("ses.SetActiveReceiptRuleSet", { RuleSetName: "one" });
  expect(await active()).toBe("one");
  await call("ses.SetActiveReceiptRuleSet", { RuleSetName: "two" });
  expect(await active()).toBe("two");
  await call("ses.DeleteReceiptRule", { RuleSetName: "one", RuleName: "all" });
  expect((await call("ses.DescribeReceiptRuleSet", { RuleSetName: "two" })).Rules).toMatchObject([
    { Name: "all" },
  ]);
});

test("what an account has from the start is told before anybody sets it", async () => {
  const call = makeCaller();
  expect(await call("ses.GetSendQuota")).toMatchObject({ Max24HourSend: 200, MaxSendRate: 1 });
  expect(await call("ses.GetAccountSendingEnabled")).toEqual({ Enabled: true });
});

test("what events of a log change of one of two that are alike stays changed", async () => {
  const call = makeCaller();
  const ARN = "arn:aws:es:eu-west-1:111122223333:domain/audit";
  const tell = (id: string, output: object = {}) => ({
    told: { output: output as never, at: Number(id), id, event: id },
  });
  await call(
    "opensearch.CreateDomain",
    { DomainName: "audit", TagList: [{ Key: "a", Value: "1" }] },
    tell("1", { DomainStatus: { DomainId: "111122223333/audit", DomainName: "audit", ARN } }),
  );
  await call("opensearch.UpdateDomainConfig", { DomainName: "audit", AccessPolicies: "{}" }, tell("2"));
  await call("opensearch.AddTags", { ARN, TagList: [{ Key: "b", Value: "2" }] }, tell("3"));
  const tags = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  expect((await call("opensearch.ListTags", { ARN })).TagList).toEqual(tags);
  expect((await call("es.ListTags", { ARN })).TagList).toEqual(tags);
});
