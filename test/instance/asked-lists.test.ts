// Lists that are asked by lists: of texts of which a thing has one, of structures that it has all of; and numbers of things.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

describe("versions of a template", () => {
  const makeTemplate = async () => {
    const call = makeCaller();
    const LaunchTemplateName = "t";
    const data = (InstanceType: string) => ({ LaunchTemplateName, LaunchTemplateData: { InstanceType } });
    await call("ec2.CreateLaunchTemplate", data("a"));
    await call("ec2.CreateLaunchTemplateVersion", data("b"));
    await call("ec2.CreateLaunchTemplateVersion", data("c"));
    await call("ec2.ModifyLaunchTemplate", { LaunchTemplateName, DefaultVersion: "2" });
    return async (...Versions: string[]) => {
      const told = await call("ec2.DescribeLaunchTemplateVersions", { LaunchTemplateName, Versions });
      return told.LaunchTemplateVersions.map((one: { VersionNumber: number }) => one.VersionNumber);
    };
  };

  test("are asked for by their numbers", async () => {
    const list = await makeTemplate();
    expect((await list("1", "3")).toSorted()).toEqual([1, 3]);
  });

  test("are asked for as the last one and the one that counts", async () => {
    const list = await makeTemplate();
    expect(await list("$Latest")).toEqual([3]);
    expect(await list("$Default")).toEqual([2]);
  });
});

test("alarms of a metric are those of all its dimensions", async () => {
  const call = makeCaller();
  const of = { MetricName: "m", Namespace: "n" };
  const dimensions = (...names: string[]) => names.map((Name) => ({ Name, Value: "1" }));
  const rest = { EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold", Threshold: 1, Period: 60 };
  await call("cloudwatch.PutMetricAlarm", { ...of, ...rest, AlarmName: "one", Dimensions: dimensions("a") });
  await call("cloudwatch.PutMetricAlarm", {
    ...of,
    ...rest,
    AlarmName: "two",
    Dimensions: dimensions("a", "b"),
  });
  const list = async (...names: string[]) => {
    const told = await call("cloudwatch.DescribeAlarmsForMetric", {
      ...of,
      Dimensions: dimensions(...names),
    });
    return told.MetricAlarms.map(({ AlarmName }: { AlarmName: string }) => AlarmName);
  };
  expect(await list("a")).toEqual(["one"]);
  expect(await list("b", "a")).toEqual(["two"]);
  expect(await list("c")).toEqual([]);
});

test("zones and checks of their health are counted", async () => {
  const call = makeCaller();
  expect(await call("route53.GetHealthCheckCount")).toEqual({ HealthCheckCount: 0 });
  await call("route53.CreateHostedZone", { Name: "a.example", CallerReference: "1" });
  expect(await call("route53.GetHostedZoneCount")).toEqual({ HostedZoneCount: 1 });
});
