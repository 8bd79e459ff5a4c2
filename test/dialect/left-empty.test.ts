// Words for nothing, as other programs write them, where they can be nothing else.
import { test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";

test("a list, a map and a structure", () =>
  expectInput(
    "ec2",
    "RunInstances",
    {
      instancesSet: { items: [{ imageId: "ami-1", minCount: 1, maxCount: 1 }] },
      networkInterfaceSet: "None",
      blockDeviceMapping: "null",
      tagSpecificationSet: "nan",
      placement: "None",
      monitoring: "null",
    },
    { ImageId: "ami-1", MinCount: 1, MaxCount: 1 },
  ));

test("a map of texts, and a list of texts", async () => {
  await expectInput(
    "sqs",
    "CreateQueue",
    { queueName: "q", attributes: "None", tags: "null" },
    { QueueName: "q" },
  );
  await expectInput(
    "ecs",
    "CreateService",
    { serviceName: "web", capacityProviderStrategy: "None", loadBalancers: "-" },
    { serviceName: "web" },
  );
});

test("a number, a moment, a choice, and a word of several that the API knows", () =>
  expectInput(
    "scheduler",
    "CreateSchedule",
    {
      name: "nightly",
      scheduleExpression: "rate(1 day)",
      startDate: "NaT",
      state: "None",
      flexibleTimeWindow: { mode: "OFF", maximumWindowInMinutes: "null" },
      target: {
        arn: "a",
        roleArn: "r",
        ecsParameters: { taskDefinitionArn: "t", enableECSManagedTags: "-" },
      },
    },
    {
      Name: "nightly",
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: "a", RoleArn: "r", EcsParameters: { TaskDefinitionArn: "t" } },
    },
  ));

test("what a text stands for is kept where it may be meant", async () => {
  await expectInput(
    "ec2",
    "ModifySnapshotAttribute",
    { snapshotId: "snap-1", groupNames: "all" },
    { SnapshotId: "snap-1", GroupNames: ["all"] },
  );
  // A description of one word.
  await expectInput(
    "ec2",
    "ModifyNetworkInterfaceAttribute",
    { networkInterfaceId: "eni-1", description: "None" },
    { NetworkInterfaceId: "eni-1", Description: { Value: "None" } },
  );
  await expectInput("sqs", "CreateQueue", { queueName: "None" }, { QueueName: "None" });
});
