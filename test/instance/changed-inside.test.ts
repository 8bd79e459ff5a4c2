// What calls change inside of what a thing was made with, and what answers tell of before that.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("what a change gives by itself is set where the making gave it in a structure", async () => {
  const call = makeCaller();
  const HealthCheckConfig = { Type: "TCP", Port: 443, IPAddress: "192.0.2.1" };
  const { HealthCheck } = await call("route53.CreateHealthCheck", {
    CallerReference: "c",
    HealthCheckConfig,
  });
  await call("route53.UpdateHealthCheck", { HealthCheckId: HealthCheck.Id, Port: 80 });
  const told = await call("route53.GetHealthCheck", { HealthCheckId: HealthCheck.Id });
  expect(told.HealthCheck.HealthCheckConfig).toMatchObject({ ...HealthCheckConfig, Port: 80 });
});

test("production's answer to a change may be of before it was made", async () => {
  const call = makeCaller();
  const made = { FileSystemId: "fs-0123456789abcdef0", StorageCapacity: 1200, Lifecycle: "CREATING" };
  const tell = (output: object, id: string) => ({ told: { output: output as never, at: 0, id } });
  const input = { FileSystemType: "LUSTRE", StorageCapacity: 1200, SubnetIds: ["subnet-1"] };
  await call("fsx.CreateFileSystem", input, tell({ FileSystem: made }, "1"));
  const { FileSystemId } = made;
  await call(
    "fsx.UpdateFileSystem",
    { FileSystemId, StorageCapacity: 2400 },
    tell({ FileSystem: made }, "2"),
  );
  const [told] = (await call("fsx.DescribeFileSystems", { FileSystemIds: [FileSystemId] })).FileSystems;
  expect(told).toMatchObject({ StorageCapacity: 2400, Lifecycle: "AVAILABLE" });
});

test("what a change calls an update is what it changes", async () => {
  const call = makeCaller();
  const Configuration = { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 20_000_000 };
  await call("athena.CreateWorkGroup", { Name: "w", Configuration });
  const ConfigurationUpdates = {
    ...{ BytesScannedCutoffPerQuery: 10_000_000, RequesterPaysEnabled: true },
    ResultConfigurationUpdates: { OutputLocation: "s3://b/" },
  };
  await call("athena.UpdateWorkGroup", { WorkGroup: "w", ConfigurationUpdates });
  expect((await call("athena.GetWorkGroup", { WorkGroup: "w" })).WorkGroup.Configuration).toMatchObject({
    ...{ EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 10_000_000 },
    ...{ RequesterPaysEnabled: true, ResultConfiguration: { OutputLocation: "s3://b/" } },
  });
});

test("a list of prefixes is of its next version when its entries change", async () => {
  const call = makeCaller();
  const made = { PrefixListName: "p", MaxEntries: 5, AddressFamily: "IPv4" };
  const { PrefixListId } = (await call("ec2.CreateManagedPrefixList", made)).PrefixList;
  const list = async () =>
    (await call("ec2.DescribeManagedPrefixLists", { PrefixListIds: [PrefixListId] })).PrefixLists[0];
  const AddEntries = [{ Cidr: "10.0.0.0/8" }];
  await call("ec2.ModifyManagedPrefixList", { PrefixListId, CurrentVersion: 1, AddEntries });
  expect((await list()).Version).toBe(2);
});

test("a change that waits for a window is as production tells it till then", async () => {
  const call = makeCaller();
  const tell = (output: object, id: string) => ({ told: { output: output as never, at: 0, id } });
  const made = { DBInstanceIdentifier: "d", DBInstanceClass: "db.t3.small" };
  await call("rds.CreateDBInstance", { ...made, Engine: "mysql" }, tell({ DBInstance: made }, "1"));
  const change = async (ApplyImmediately: boolean, DBInstanceClass: string, id: string) => {
    const DBInstance = { ...made, PendingModifiedValues: { DBInstanceClass } };
    const input = { DBInstanceIdentifier: "d", DBInstanceClass, ApplyImmediately };
    await call("rds.ModifyDBInstance", input, tell({ DBInstance }, id));
    return (await call("rds.DescribeDBInstances")).DBInstances[0].DBInstanceClass;
  };
  expect(await change(false, "db.t3.medium", "2")).toBe("db.t3.small");
  expect(await change(true, "db.t3.large", "3")).toBe("db.t3.large");
});
