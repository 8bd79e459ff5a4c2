// What an instance of Connect has.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("an instance of Connect keeps recordings where it is told to", async () => {
  const call = makeCaller();
  const { Id: InstanceId } = await call("connect.CreateInstance", {
    ...{ IdentityManagementType: "CONNECT_MANAGED", InstanceAlias: "i" },
    ...{ InboundCallsEnabled: true, OutboundCallsEnabled: true },
  });
  const config = (BucketPrefix: string) => ({
    StorageType: "S3",
    S3Config: { BucketName: "b", BucketPrefix },
  });
  const make = async (ResourceType: string) =>
    (
      await call("connect.AssociateInstanceStorageConfig", {
        ...{ InstanceId, ResourceType, StorageConfig: config("p") },
      })
    ).AssociationId;
  const [calls, chats] = [await make("CALL_RECORDINGS"), await make("CHAT_TRANSCRIPTS")];
  const list = async (ResourceType: string) =>
    (await call("connect.ListInstanceStorageConfigs", { InstanceId, ResourceType })).StorageConfigs.map(
      (one: { AssociationId: string; S3Config: { BucketPrefix: string } }) => [
        one.AssociationId,
        one.S3Config.BucketPrefix,
      ],
    );
  await call("connect.UpdateInstanceStorageConfig", {
    ...{ InstanceId, AssociationId: calls, ResourceType: "CALL_RECORDINGS", StorageConfig: config("q") },
  });
  expect(await list("CALL_RECORDINGS")).toEqual([[calls, "q"]]);
  expect(await list("CHAT_TRANSCRIPTS")).toEqual([[chats, "p"]]);
  await call("connect.DisassociateInstanceStorageConfig", {
    ...{ InstanceId, AssociationId: calls, ResourceType: "CALL_RECORDINGS" },
  });
  expect(await list("CALL_RECORDINGS")).toEqual([]);
});

test("a profile of Connect tells the queues that it has", async () => {
  const call = makeCaller();
  const { Id: InstanceId } = await call("connect.CreateInstance", {
    ...{ IdentityManagementType: "CONNECT_MANAGED", InstanceAlias: "i" },
    ...{ InboundCallsEnabled: true, OutboundCallsEnabled: true },
  });
  const { HoursOfOperationId } = await call("connect.CreateHoursOfOperation", {
    ...{ InstanceId, Name: "h", TimeZone: "UTC", Config: [] },
  });
  const make = async (Name: string) =>
    (await call("connect.CreateQueue", { InstanceId, Name, HoursOfOperationId })).QueueId;
  const [one, two] = [await make("one"), await make("two")];
  const config = (QueueId: string, Channel: string, Priority: number) => ({
    QueueReference: { QueueId, Channel },
    ...{ Priority, Delay: 0 },
  });
  const { RoutingProfileId } = await call("connect.CreateRoutingProfile", {
    ...{ InstanceId, Name: "r", Description: "r", DefaultOutboundQueueId: one, MediaConcurrencies: [] },
    QueueConfigs: [config(one, "VOICE", 1)],
  });
  const at = { InstanceId, RoutingProfileId };
  const list = async () =>
    (await call("connect.ListRoutingProfileQueues", at)).RoutingProfileQueueConfigSummaryList.map(
      (each: { QueueName: string; Channel: string; Priority: number }) => [
        each.QueueName,
        each.Channel,
        each.Priority,
      ],
    );
  await call("connect.AssociateRoutingProfileQueues", { ...at, QueueConfigs: [config(two, "CHAT", 2)] });
  expect(await list()).toEqual([
    ["one", "VOICE", 1],
    ["two", "CHAT", 2],
  ]);
  await call("connect.UpdateRoutingProfileQueues", { ...at, QueueConfigs: [config(two, "CHAT", 5)] });
  await call("connect.DisassociateRoutingProfileQueues", {
    ...at,
    QueueReferences: [{ QueueId: one, Channel: "VOICE" }],
  });
  expect(await list()).toEqual([["two", "CHAT", 5]]);
});
