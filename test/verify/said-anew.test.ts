// What a change says anew of a thing is not looked for as the making had it.
import { expect, test } from "bun:test";
import { type Asking, judgeCalls } from "./support.ts";

test("a setting that an account has one of is as the last call has it", async () => {
  const calls: Asking[] = [
    ["EnableMacie", { findingPublishingFrequency: "ONE_HOUR" }],
    ["UpdateMacieSession", { findingPublishingFrequency: "SIX_HOURS" }],
  ];
  const judgeSession = (findingPublishingFrequency: string) =>
    judgeCalls("macie2", calls, { GetMacieSession: { status: "ENABLED", findingPublishingFrequency } });
  expect(await judgeSession("SIX_HOURS")).toEqual(["EnableMacie verified"]);
  expect((await judgeSession("ONE_HOUR"))[0]).toStartWith("EnableMacie different");
});

test("what an update presets again by not saying it is not asked for", async () => {
  const target = { Target: { Arn: "a", RoleArn: "r" }, FlexibleTimeWindow: { Mode: "OFF" } };
  const calls: Asking[] = [
    [
      "CreateSchedule",
      {
        ...{ ...target, Name: "s", Description: "d" },
        ...{ ScheduleExpression: "rate(1 day)", ScheduleExpressionTimezone: "Europe/Berlin" },
      },
    ],
    ["UpdateSchedule", { ...target, Name: "s", ScheduleExpression: "rate(2 days)" }],
  ];
  const judgeSchedule = (ScheduleExpression: string) =>
    judgeCalls("scheduler", calls, {
      GetSchedule: { ...target, Name: "s", ScheduleExpression, ScheduleExpressionTimezone: "UTC" },
    });
  expect(await judgeSchedule("rate(2 days)")).toEqual(["CreateSchedule verified"]);
  expect((await judgeSchedule("rate(1 day)"))[0]).toStartWith("CreateSchedule different");
});

test("the version that a change is of is not the one that it makes", async () => {
  const HealthCheckConfig = { Type: "TCP", Port: 443 };
  const calls: Asking[] = [
    ["CreateHealthCheck", { CallerReference: "c", HealthCheckConfig }, { HealthCheck: { Id: "h" } }],
    ["UpdateHealthCheck", { HealthCheckId: "h", HealthCheckVersion: 1, Port: 80 }],
  ];
  const told = (port: number) =>
    `<GetHealthCheckResponse><HealthCheck><Id>h</Id><CallerReference>c</CallerReference><HealthCheckConfig><Type>TCP</Type><Port>${port}</Port></HealthCheckConfig><HealthCheckVersion>2</HealthCheckVersion></HealthCheck></GetHealthCheckResponse>`;
  const judgeCheck = (port: number) => judgeCalls("route53", calls, { GetHealthCheck: told(port) });
  expect(await judgeCheck(80)).toEqual(["CreateHealthCheck verified"]);
  expect((await judgeCheck(443))[0]).toStartWith("CreateHealthCheck different");
});

test("what is said anew in another structure leaves nothing asked for in the first one", async () => {
  const config = { CallerReference: "c", Comment: "", Enabled: true };
  const wanted = { ...config, Comment: "new" };
  const ETag = "E1";
  const calls: Asking[] = [
    [
      "CreateDistributionWithTags",
      { DistributionConfigWithTags: { DistributionConfig: config, Tags: { Items: [] } } },
      { Distribution: { Id: "D" }, ETag },
    ],
    ["UpdateDistribution", { Id: "D", IfMatch: ETag, DistributionConfig: wanted }],
  ];
  const judgeDistribution = (comment: string) =>
    judgeCalls("cloudfront", calls, {
      GetDistribution: `<Distribution><Id>D</Id><DistributionConfig><CallerReference>c</CallerReference><Comment>${comment}</Comment><Enabled>true</Enabled></DistributionConfig></Distribution>`,
      GetDistributionConfig: `<DistributionConfig><CallerReference>c</CallerReference><Comment>${comment}</Comment><Enabled>true</Enabled></DistributionConfig>`,
    });
  for (const line of await judgeDistribution("new")) expect(line).toEndWith("verified");
  expect((await judgeDistribution("old")).some((line) => line.includes("different"))).toBe(true);
});

test("brokers are as later calls have them", async () => {
  const BrokerNodeGroupInfo = { InstanceType: "kafka.m5.large", ClientSubnets: ["subnet-1"] };
  const ClusterArn = "arn:aws:kafka:eu-west-1:111122223333:cluster/c/1";
  const at = { ClusterArn, CurrentVersion: "K" };
  const calls: Asking[] = [
    [
      "CreateCluster",
      { ClusterName: "c", KafkaVersion: "3.6.0", NumberOfBrokerNodes: 2, BrokerNodeGroupInfo },
      { ClusterArn },
    ],
    ["UpdateBrokerType", { ...at, TargetInstanceType: "kafka.m5.xlarge" }],
    ["UpdateBrokerCount", { ...at, TargetNumberOfBrokerNodes: 4 }],
  ];
  const judgeCluster = (NumberOfBrokerNodes: number) =>
    judgeCalls("kafka", calls, {
      DescribeCluster: {
        clusterInfo: {
          ...{ clusterArn: ClusterArn, clusterName: "c", numberOfBrokerNodes: NumberOfBrokerNodes },
          brokerNodeGroupInfo: { instanceType: "kafka.m5.xlarge", clientSubnets: ["subnet-1"] },
        },
      },
    });
  expect(await judgeCluster(4)).toEqual(["CreateCluster verified"]);
  expect((await judgeCluster(2))[0]).toStartWith("CreateCluster different");
});

test("what is enabled somewhere is gone when it is disabled there, though no name says which it is", async () => {
  const control = {
    controlIdentifier: "arn:aws:controltower:eu-west-1::control/X",
    targetIdentifier: "ou-1",
  };
  const other = { ...control, targetIdentifier: "ou-2" };
  const calls: Asking[] = [
    ["EnableControl", control, { arn: "arn:aws:controltower:eu-west-1:111122223333:enabledcontrol/A" }],
    ["EnableControl", other, { arn: "arn:aws:controltower:eu-west-1:111122223333:enabledcontrol/B" }],
    ["DisableControl", control],
  ];
  const told = await judgeCalls("controltower", calls, {
    GetEnabledControl: (_, body) =>
      body.includes("/B") ? JSON.stringify({ enabledControlDetails: other }) : null,
  });
  expect(told).toEqual(["EnableControl verified"]);
});

test("a budget that is told anew is not looked for as it was made", async () => {
  const budget = (Amount: string) => ({
    ...{ BudgetName: "b", TimeUnit: "MONTHLY", BudgetType: "COST" },
    BudgetLimit: { Amount, Unit: "USD" },
  });
  const calls: Asking[] = [
    ["CreateBudget", { AccountId: "111122223333", Budget: budget("5") }],
    ["UpdateBudget", { AccountId: "111122223333", NewBudget: budget("6") }],
  ];
  const judgeBudget = (amount: string) =>
    judgeCalls("budgets", calls, { DescribeBudget: { Budget: budget(amount) } });
  expect(await judgeBudget("6")).toEqual(["CreateBudget verified"]);
  expect((await judgeBudget("5"))[0]).toStartWith("CreateBudget different");
});

test("an attribute of a deleted index is not looked for", async () => {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
  const TableName = "t";
  const calls: Asking[] = [
    ["CreateTable", { TableName, AttributeDefinitions: [attribute("a"), attribute("b")] }],
    ["UpdateTable", { TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "i" } }] }],
  ];
  const Table = { TableName, AttributeDefinitions: [attribute("a")] };
  const judged = await judgeCalls("dynamodb", calls, { DescribeTable: { Table } });
  expect(judged.filter((line) => line.includes("different"))).toEqual([]);
});

test("what a plan is changed to by longer names is compared where it stands", async () => {
  const arn = "arn:aws:ssm-incidents::111122223333:response-plan/p";
  const calls: Asking[] = [
    ["CreateResponsePlan", { name: "p", incidentTemplate: { title: "t", impact: 2 } }, { arn }],
    ["UpdateResponsePlan", { arn, incidentTemplateImpact: 1 }],
  ];
  const judgePlan = (impact: number) =>
    judgeCalls("ssm-incidents", calls, {
      GetResponsePlan: { arn, name: "p", incidentTemplate: { title: "t", impact } },
    });
  expect(await judgePlan(1)).toEqual(["CreateResponsePlan verified"]);
  expect((await judgePlan(2))[0]).toStartWith("CreateResponsePlan different");
});
