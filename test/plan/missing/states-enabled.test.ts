// What calls prove about the state before it: what was disabled, suspended or stopped, and what was made by others before.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const call = (service: string, operation: string, parameters: object): Call => ({
  service,
  operation,
  parameters,
});

test.each([
  [
    call("autoscaling", "ResumeProcesses", { autoScalingGroupName: "web" }),
    ["CreateLaunchTemplate", "CreateVpc", "CreateSubnet", "CreateAutoScalingGroup", "SuspendProcesses"],
  ],
  [
    call("cloudwatch", "EnableAlarmActions", { alarmNames: ["a", "b"] }),
    ["PutMetricAlarm", "DisableAlarmActions", "PutMetricAlarm", "DisableAlarmActions"],
  ],
  [
    call("databrew", "DeleteRecipeVersion", { name: "clean", recipeVersion: "1.0" }),
    ["CreateRecipe", "PublishRecipe"],
  ],
  [call("iot", "EnableTopicRule", { ruleName: "save" }), ["CreateTopicRule", "DisableTopicRule"]],
  [
    call("kinesis", "DecreaseStreamRetentionPeriod", { streamName: "s", retentionPeriodHours: 24 }),
    ["CreateStream", "IncreaseStreamRetentionPeriod"],
  ],
  [
    call("ec2", "ModifyInstanceAttribute", {
      instanceId: "i-0aaaaaaaaaaaaaaaa",
      instanceType: { value: "m5.large" },
    }),
    ["CreateVpc", "CreateSubnet", "RunInstances", "StopInstances"],
  ],
  [
    call("ec2", "ModifyInstanceAttribute", {
      instanceId: "i-0aaaaaaaaaaaaaaaa",
      disableApiTermination: { value: true },
    }),
    ["CreateVpc", "CreateSubnet", "RunInstances"],
  ],
  [
    call("securityhub", "UpdateOrganizationConfiguration", { autoEnable: true }),
    ["EnableSecurityHub", "CreateOrganization", "EnableOrganizationAdminAccount"],
  ],
  [
    call("cognito-idp", "AdminEnableUser", { userPoolId: "eu-west-1_AbCdEfGhI", username: "ann" }),
    ["CreateUserPool", "AdminCreateUser", "AdminDisableUser"],
  ],
])("%j", async (one, made) => {
  const steps = await addPrerequisites(await planCalls([one]));
  expect(steps.flatMap(({ creation, operation }) => (creation ? [operation.name] : []))).toEqual(made);
});

test("an object that gets a version, and one whose version ends, are in buckets that keep them, each told once", async () => {
  const version = "v1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  const names = { bucketName: "acme-data", key: "a" };
  const calls: Call[] = [
    { service: "s3", operation: "PutObject", parameters: names, answer: { "x-amz-version-id": version } },
    call("s3", "DeleteObject", { ...names, versionId: version }),
    call("s3", "DeleteObject", { bucketName: "acme-other", key: "a", versionId: "null" }),
  ];
  const steps = await addPrerequisites(await planCalls(calls));
  const made = steps.flatMap(({ creation, operation, input }) =>
    creation ? [`${operation.name} ${input["Bucket"]}`] : [],
  );
  expect(made).toEqual([
    "CreateBucket acme-data",
    "PutBucketVersioning acme-data",
    "CreateBucket acme-other",
  ]);
});
