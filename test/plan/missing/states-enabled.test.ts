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
