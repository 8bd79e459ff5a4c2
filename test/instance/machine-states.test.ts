// What calls answer of machines' states, what a machine tells once it has ended, and its address.
import { expect, test } from "bun:test";
import { makeCaller, makeNetwork } from "./support/world.ts";

const IMAGE = { ImageId: "ami-0aaaaaaaaaaaaaaaa", MinCount: 1, MaxCount: 1 } as const;
const RUNNING = { Code: 16, Name: "running" };
const STOPPED = { Code: 80, Name: "stopped" };
const TERMINATED = { Code: 48, Name: "terminated" };

async function makeMachine() {
  const call = makeCaller();
  const network = await makeNetwork(call);
  const { SubnetId, GroupId } = network;
  const made = await call("ec2.RunInstances", { ...IMAGE, SubnetId, SecurityGroupIds: [GroupId] });
  const InstanceId: string = made.Instances[0].InstanceId;
  const read = async () =>
    (await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] })).Reservations[0].Instances[0];
  return { call, ...network, InstanceId, read };
}

test("a machine's state is told as it was and as it becomes", async () => {
  const { call, InstanceId, read } = await makeMachine();
  const InstanceIds = [InstanceId];
  const stop = async () => (await call("ec2.StopInstances", { InstanceIds })).StoppingInstances;
  expect(await stop()).toEqual([
    { InstanceId, CurrentState: { Code: 64, Name: "stopping" }, PreviousState: RUNNING },
  ]);
  expect(await stop()).toEqual([{ InstanceId, CurrentState: STOPPED, PreviousState: STOPPED }]);
  const start = async () => (await call("ec2.StartInstances", { InstanceIds })).StartingInstances;
  expect(await start()).toEqual([
    { InstanceId, CurrentState: { Code: 0, Name: "pending" }, PreviousState: STOPPED },
  ]);
  expect(await start()).toEqual([{ InstanceId, CurrentState: RUNNING, PreviousState: RUNNING }]);
  const end = async () => (await call("ec2.TerminateInstances", { InstanceIds })).TerminatingInstances;
  expect(await end()).toEqual([
    { InstanceId, CurrentState: { Code: 32, Name: "shutting-down" }, PreviousState: RUNNING },
  ]);
  expect(await end()).toEqual([{ InstanceId, CurrentState: TERMINATED, PreviousState: TERMINATED }]);
  expect(await read()).toMatchObject({ State: TERMINATED });
});

test("a machine that has ended is told, and in the way of nothing", async () => {
  const { call, InstanceId, SubnetId, GroupId, VpcId, read } = await makeMachine();
  await call("ec2.TerminateInstances", { InstanceIds: [InstanceId] });
  const ended = await read();
  expect(ended).toMatchObject({ InstanceId, State: TERMINATED, NetworkInterfaces: [], SecurityGroups: [] });
  expect(ended).not.toHaveProperty("SubnetId");
  expect(ended).not.toHaveProperty("VpcId");
  const list = async (Name: string) =>
    (await call("ec2.DescribeInstances", { Filters: [{ Name: "instance-state-name", Values: [Name] }] }))
      .Reservations.length;
  expect([await list("terminated"), await list("running")]).toEqual([1, 0]);
  expect((await call("ec2.DescribeInstances")).Reservations).toHaveLength(1);
  expect((await call("ec2.DescribeInstanceStatus")).InstanceStatuses).toEqual([]);
  for (const operation of ["StartInstances", "StopInstances", "RebootInstances"])
    expect(await call(`ec2.${operation}`, { InstanceIds: [InstanceId] })).toBe("IncorrectInstanceState");
  expect(await call("ec2.DeleteSubnet", { SubnetId })).toEqual({});
  expect(await call("ec2.DeleteSecurityGroup", { GroupId })).not.toBeString();
  expect(await call("ec2.DeleteVpc", { VpcId })).toEqual({});
  const none = "i-0ffffffffffffffff";
  expect(await call("ec2.TerminateInstances", { InstanceIds: [none] })).toBe("InvalidInstanceID.NotFound");
});

test("a machine that ended more than an hour before the next one ends is no longer told", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const HOUR = 3_600_000;
  for (const [id, at] of [
    ["i-0aaaaaaaaaaaaaaaa", 0],
    ["i-0bbbbbbbbbbbbbbbb", HOUR],
    ["i-0cccccccccccccccc", HOUR + 60_000],
  ] as const) {
    const Instances = [{ InstanceId: id, SubnetId }];
    await call("ec2.RunInstances", { ...IMAGE, SubnetId }, { told: { output: { Instances }, at } });
    const told = { output: { TerminatingInstances: [{ InstanceId: id }] }, at };
    await call("ec2.TerminateInstances", { InstanceIds: [id] }, { told });
  }
  const { Reservations } = await call("ec2.DescribeInstances");
  const ids = Reservations.flatMap((one: { Instances: { InstanceId: string }[] }) => one.Instances).map(
    ({ InstanceId }: { InstanceId: string }) => InstanceId,
  );
  expect(ids).toEqual(["i-0bbbbbbbbbbbbbbbb", "i-0cccccccccccccccc"]);
});

test("a machine tells the address that is associated with it, as its interface does", async () => {
  const call = makeCaller();
  const { SubnetId } = await makeNetwork(call);
  const [InstanceId, NetworkInterfaceId] = ["i-0aaaaaaaaaaaaaaaa", "eni-0aaaaaaaaaaaaaaaa"];
  const NetworkInterfaces = [{ NetworkInterfaceId, SubnetId, Attachment: { DeviceIndex: 0 } }];
  const Instances = [{ InstanceId, NetworkInterfaces }];
  await call("ec2.RunInstances", { ...IMAGE, SubnetId }, { told: { output: { Instances }, at: 1 } });
  const { AllocationId, PublicIp } = await call("ec2.AllocateAddress", { Domain: "vpc" });
  const read = async () =>
    (await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] })).Reservations[0].Instances[0];
  const readInterface = async () =>
    (await call("ec2.DescribeNetworkInterfaces", { NetworkInterfaceIds: [NetworkInterfaceId] }))
      .NetworkInterfaces[0];
  for (const by of [{ InstanceId }, { NetworkInterfaceId }]) {
    const { AssociationId } = await call("ec2.AssociateAddress", { AllocationId, ...by });
    expect(await read()).toMatchObject({
      PublicIpAddress: PublicIp,
      NetworkInterfaces: [{ NetworkInterfaceId, Association: { PublicIp } }],
    });
    expect(await readInterface()).toMatchObject({ Association: { PublicIp, AllocationId, AssociationId } });
    await call("ec2.DisassociateAddress", { AssociationId });
    const after = await read();
    expect(after).not.toHaveProperty("PublicIpAddress");
    expect(after.NetworkInterfaces[0]).not.toHaveProperty("Association");
    expect(await readInterface()).not.toHaveProperty("Association");
  }
});
