// Commands: where they go, and what becomes of them where no agent runs.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

type Input = Readonly<Record<string, Given>>;

function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}) => client.call("ssm", name, input);
  const code = async (name: string, input: Input) => (await call(name, input)).Error?.Code;
  const send = async (input: Input) =>
    (await call("SendCommand", { DocumentName: "AWS-RunShellScript", ...input }))["Command"] as Input;
  const status = async (CommandId: Given, InstanceId: string) =>
    (await call("GetCommandInvocation", { CommandId, InstanceId } as Input))["Status"];
  const listed = async (input: Input = {}) =>
    (await call("ListCommands", input))["Commands"] as readonly Input[];
  return { client, call, code, send, status, listed };
}

const [ONE, OTHER] = ["i-00000000000000001", "i-00000000000000002"] as const;

test("a command waits on each instance that it names, and is cancelled on one or on all", async () => {
  const { call, code, send, status, listed } = open();
  const sent = await send({ InstanceIds: [ONE, OTHER], Comment: "c", TimeoutSeconds: 42 });
  expect(sent).toMatchObject({
    Status: "Pending",
    InstanceIds: [ONE, OTHER],
    TargetCount: 0,
    TimeoutSeconds: 42,
  });
  const { CommandId } = sent as { CommandId: string };
  expect(await listed({ CommandId })).toMatchObject([{ TargetCount: 2, Comment: "c", Status: "Pending" }]);
  await call("CancelCommand", { CommandId, InstanceIds: [ONE] });
  expect([await status(CommandId, ONE), await status(CommandId, OTHER)]).toEqual(["Cancelled", "Pending"]);
  expect(await listed({ InstanceId: OTHER })).toMatchObject([{ Status: "Pending" }]);
  await call("CancelCommand", { CommandId });
  expect(await listed()).toMatchObject([{ Status: "Cancelled" }]);
  const { CommandInvocations } = await call("ListCommandInvocations", { CommandId, InstanceId: ONE });
  expect(CommandInvocations).toMatchObject([{ CommandId, InstanceId: ONE, Status: "Cancelled" }]);
  const none = "00000000-0000-4000-8000-000000000000";
  expect(await code("ListCommands", { CommandId: none })).toBe("InvalidCommandId");
  expect(await code("GetCommandInvocation", { CommandId, InstanceId: "i-00000000000000003" })).toBe(
    "InvocationDoesNotExist",
  );
  expect(await code("SendCommand", { DocumentName: "none", InstanceIds: [ONE] })).toBe("InvalidDocument");
});

test("a command that reached nobody in its time is over", async () => {
  const { client, send, status, listed } = open();
  const { CommandId = "" } = await send({ InstanceIds: [ONE], TimeoutSeconds: 60 });
  client.now += 60_000;
  expect(await status(CommandId, ONE)).toBe("TimedOut");
  expect(await listed()).toMatchObject([{ StatusDetails: "DeliveryTimedOut", DeliveryTimedOutCount: 1 }]);
});

test("targets are instances by their tags", async () => {
  const { client, send, status, listed } = open();
  const { Instances } = await client.call("ec2", "RunInstances", {
    ImageId: "ami-12345678",
    MinCount: 2,
    MaxCount: 2,
    TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "web" }] }],
  });
  const ids = (Instances as readonly { readonly InstanceId: string }[]).map(({ InstanceId }) => InstanceId);
  const { CommandId = "" } = await send({ Targets: [{ Key: "tag:Name", Values: ["web"] }] });
  expect(await listed()).toMatchObject([{ TargetCount: 2 }]);
  for (const id of ids) expect(await status(CommandId, id)).toBe("Pending");
  await send({ Targets: [{ Key: "tag:Name", Values: ["other"] }] });
  expect((await listed()).map(({ TargetCount }) => TargetCount)).toEqual([0, 2]);
});
