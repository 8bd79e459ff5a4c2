// Words for nothing, as other programs write them, where something with parts belongs.
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
