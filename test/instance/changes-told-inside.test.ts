// A change that gives member by member what is told in a structure has an effect, whether the thing was made with that or not.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

async function makeMachine(call: ReturnType<typeof makeCaller>): Promise<string> {
  const made = await call("ec2.RunInstances", {
    ...{ ImageId: "ami-0123456789abcdef0", InstanceType: "t3.micro" },
    ...{ MinCount: 1, MaxCount: 1 },
  });
  return made.Instances[0].InstanceId;
}

test.each([
  ["ModifyInstanceCpuOptions", { CoreCount: 4, ThreadsPerCore: 1 }, "CpuOptions"],
  ["ModifyInstanceMaintenanceOptions", { AutoRecovery: "disabled" }, "MaintenanceOptions"],
  ["ModifyInstanceNetworkPerformanceOptions", { BandwidthWeighting: "vpc-1" }, "NetworkPerformanceOptions"],
] as const)("%s changes what is told", async (operation, said, holder) => {
  const call = makeCaller();
  const InstanceId = await makeMachine(call);
  await call(`ec2.${operation}`, { InstanceId, ...said });
  const { Reservations } = await call("ec2.DescribeInstances", { InstanceIds: [InstanceId] });
  expect(Reservations[0].Instances[0]).toMatchObject({ [holder]: said });
});

test("how many machines a reservation is for is told as its total", async () => {
  const call = makeCaller();
  const made = await call("ec2.CreateCapacityReservation", {
    ...{ InstanceType: "t3.micro", InstancePlatform: "Linux/UNIX" },
    ...{ AvailabilityZone: "eu-west-1a", InstanceCount: 2 },
  });
  const { CapacityReservationId } = made.CapacityReservation;
  await call("ec2.ModifyCapacityReservation", { CapacityReservationId, InstanceCount: 5 });
  const { CapacityReservations } = await call("ec2.DescribeCapacityReservations", {});
  expect(CapacityReservations[0].TotalInstanceCount).toBe(5);
  expect(CapacityReservations[0].InterruptibleCapacityAllocation).toBeUndefined();
});

test("what is still to come holds nothing that a change says", async () => {
  const call = makeCaller();
  await call("elasticache.CreateReplicationGroup", {
    ...{ ReplicationGroupId: "group", ReplicationGroupDescription: "of caches" },
  });
  await call("elasticache.ModifyReplicationGroup", {
    ReplicationGroupId: "group",
    PrimaryClusterId: "group-002",
  });
  const { ReplicationGroups } = await call("elasticache.DescribeReplicationGroups", {});
  expect(ReplicationGroups[0].PendingModifiedValues?.PrimaryClusterId).toBeUndefined();
});
