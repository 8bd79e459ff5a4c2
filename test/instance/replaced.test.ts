// What a call says anew as a whole, and what it leaves as it was.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("what is put again has nothing of what it is not given, but what other calls have said of it", async () => {
  const call = makeCaller();
  const put = {
    AlarmName: "a",
    ComparisonOperator: "LessThanThreshold",
    EvaluationPeriods: 1,
    MetricName: "m",
  };
  await call("cloudwatch.PutMetricAlarm", {
    ...put,
    AlarmDescription: "old",
    AlarmActions: ["arn:aws:sns:x"],
  });
  await call("cloudwatch.SetAlarmState", { AlarmName: "a", StateValue: "ALARM", StateReason: "told" });
  await call("cloudwatch.PutMetricAlarm", { ...put, Threshold: 5 });
  const [alarm] = (await call("cloudwatch.DescribeAlarms")).MetricAlarms;
  expect(alarm).toMatchObject({ Threshold: 5, AlarmActions: [], StateValue: "ALARM", MetricName: "m" });
  expect(alarm).not.toHaveProperty("AlarmDescription");
});

test("what a service leaves as it is when it is not given stays", async () => {
  const call = makeCaller();
  const AutoScalingGroupName = "g";
  await call("autoscaling.CreateAutoScalingGroup", { AutoScalingGroupName, MinSize: 0, MaxSize: 1 });
  const put = { AutoScalingGroupName, ScheduledActionName: "night" };
  await call("autoscaling.PutScheduledUpdateGroupAction", { ...put, MinSize: 0, Recurrence: "0 1 * * *" });
  await call("autoscaling.PutScheduledUpdateGroupAction", { ...put, MinSize: 1 });
  const { ScheduledUpdateGroupActions } = await call("autoscaling.DescribeScheduledActions");
  expect(ScheduledUpdateGroupActions).toMatchObject([{ MinSize: 1, Recurrence: "0 1 * * *" }]);
});

test("a definition that an update demands as the making does is replaced", async () => {
  const call = makeCaller();
  const RuleSetName = "inbound";
  await call("ses.CreateReceiptRuleSet", { RuleSetName });
  await call("ses.CreateReceiptRule", {
    RuleSetName,
    Rule: { Name: "r", Recipients: ["a.example"], Enabled: true },
  });
  await call("ses.UpdateReceiptRule", { RuleSetName, Rule: { Name: "r", TlsPolicy: "Require" } });
  const { Rule } = await call("ses.DescribeReceiptRule", { RuleSetName, RuleName: "r" });
  expect(Rule).toMatchObject({ Name: "r", TlsPolicy: "Require" });
  expect(Rule).not.toHaveProperty("Recipients");
});

test("what an update does not give is as a service presets it, where it says so", async () => {
  const call = makeCaller();
  const given = {
    Name: "s",
    ScheduleExpression: "rate(1 hour)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: "arn:aws:sqs:eu-west-1:111122223333:q", RoleArn: "arn:aws:iam::111122223333:role/r" },
  };
  const more = { Description: "old", State: "DISABLED", ScheduleExpressionTimezone: "Europe/Paris" };
  const told = {
    output: { ScheduleArn: "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/s" },
    at: 1,
  };
  await call(
    "scheduler.CreateSchedule",
    { ...given, ...more, Target: { ...given.Target, Input: "{}" } },
    { told },
  );
  await call("scheduler.UpdateSchedule", given, { told });
  const read = await call("scheduler.GetSchedule", { Name: "s" });
  expect(read).toMatchObject({ State: "ENABLED", ScheduleExpressionTimezone: "UTC", Name: "s" });
  expect(read).not.toHaveProperty("Description");
  expect(read.Target).not.toHaveProperty("Input");
  expect(read.ScheduleExpression).toBe("rate(1 hour)");
});

test("attributes that are given anew take the place of those before, unless they are to be merged", async () => {
  const call = makeCaller();
  const thingName = "t";
  const give = (a: Readonly<Record<string, string>>, more: { readonly merge?: boolean } = {}) => ({
    thingName,
    attributePayload: { attributes: a, ...more },
  });
  await call("iot.CreateThing", give({ a: "1", b: "2" }));
  const read = async () => (await call("iot.DescribeThing", { thingName })).attributes;
  await call("iot.UpdateThing", give({ c: "3" }, { merge: true }));
  expect(await read()).toEqual({ a: "1", b: "2", c: "3" });
  await call("iot.UpdateThing", give({ d: "4" }));
  expect(await read()).toEqual({ d: "4" });
});
