// What comes along with databases, and what becomes of it when they are renamed or deleted.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const tell = (output: object) => ({ told: { output: output as never, at: 1_772_442_000_000 } });

type Call = ReturnType<typeof makeCaller>;

test("a database comes with its backups and with the default groups that it is told with", async () => {
  const call = makeCaller();
  const make = (DBInstanceIdentifier: string, more: object) =>
    call("rds.CreateDBInstance", {
      DBInstanceIdentifier,
      DBInstanceClass: "db.t3.micro",
      Engine: "mysql",
      ...more,
    });
  await make("a", {});
  await make("b", { BackupRetentionPeriod: 0 });
  const DBParameterGroups = [{ DBParameterGroupName: "default.mysql8.0", ParameterApplyStatus: "in-sync" }];
  await call(
    "rds.CreateDBInstance",
    { DBInstanceIdentifier: "c", DBInstanceClass: "db.t3.micro", Engine: "mysql" },
    tell({ DBInstance: { DBInstanceIdentifier: "c", DBParameterGroups } }),
  );
  const { DBInstanceAutomatedBackups } = await call("rds.DescribeDBInstanceAutomatedBackups");
  expect(
    DBInstanceAutomatedBackups.map((one: { DBInstanceIdentifier: string }) => one.DBInstanceIdentifier),
  ).toEqual(["a", "c"]);
  const { DBParameterGroups: groups } = await call("rds.DescribeDBParameterGroups");
  expect(groups).toEqual([
    expect.objectContaining({
      DBParameterGroupName: "default.mysql8.0",
      DBParameterGroupFamily: "mysql8.0",
    }),
  ]);
});

describe("a database that is renamed or deleted", () => {
  const make = async (call: Call) => {
    await call("rds.CreateDBCluster", { DBClusterIdentifier: "all", Engine: "aurora-mysql" });
    for (const DBInstanceIdentifier of ["one", "two"])
      await call("rds.CreateDBInstance", {
        DBInstanceIdentifier,
        DBInstanceClass: "db.r5.large",
        Engine: "aurora-mysql",
        DBClusterIdentifier: "all",
      });
  };

  test("is named anew by what names it, and tells its first instance as the one that writes", async () => {
    const call = makeCaller();
    await make(call);
    await call("rds.ModifyDBCluster", { DBClusterIdentifier: "all", NewDBClusterIdentifier: "every" });
    const { DBClusters } = await call("rds.DescribeDBClusters", { DBClusterIdentifier: "every" });
    expect(DBClusters[0].DBClusterMembers).toEqual([
      expect.objectContaining({ DBInstanceIdentifier: "one", IsClusterWriter: true }),
      expect.objectContaining({ DBInstanceIdentifier: "two", IsClusterWriter: false }),
    ]);
    const { DBInstances } = await call("rds.DescribeDBInstances", { DBInstanceIdentifier: "one" });
    expect(DBInstances[0].DBClusterIdentifier).toBe("every");
  });

  test("leaves its last snapshot behind", async () => {
    const call = makeCaller();
    await make(call);
    await call("rds.DeleteDBInstance", { DBInstanceIdentifier: "two", FinalDBSnapshotIdentifier: "last" });
    const { DBSnapshots } = await call("rds.DescribeDBSnapshots");
    expect(DBSnapshots).toEqual([
      expect.objectContaining({
        DBSnapshotIdentifier: "last",
        DBInstanceIdentifier: "two",
        Engine: "aurora-mysql",
        SnapshotType: "manual",
      }),
    ]);
  });
});

test("what is restored to a moment is no replica", async () => {
  const call = makeCaller();
  const made = { DBInstanceClass: "db.t3.micro", Engine: "mysql", AllocatedStorage: 20 };
  await call("rds.CreateDBInstance", { DBInstanceIdentifier: "main", ...made });
  const from = { SourceDBInstanceIdentifier: "main" };
  await call("rds.CreateDBInstanceReadReplica", { DBInstanceIdentifier: "copy", ...from });
  await call("rds.RestoreDBInstanceToPointInTime", {
    ...from,
    TargetDBInstanceIdentifier: "earlier",
    UseLatestRestorableTime: true,
  });
  const { DBInstances } = await call("rds.DescribeDBInstances", { DBInstanceIdentifier: "main" });
  expect(DBInstances[0].ReadReplicaDBInstanceIdentifiers).toEqual(["copy"]);
});

test("the machines of a cluster stop and start with it", async () => {
  const call = makeCaller();
  const cluster = { DBClusterIdentifier: "c", Engine: "aurora-mysql" };
  await call("rds.CreateDBCluster", { ...cluster, MasterUsername: "u", MasterUserPassword: "p4ssw0rd" });
  for (const [DBInstanceIdentifier, more] of [
    ["in", { DBClusterIdentifier: "c" }],
    ["out", {}],
  ] as const)
    await call("rds.CreateDBInstance", {
      ...{ DBInstanceIdentifier, DBInstanceClass: "db.r6g.large", Engine: "aurora-mysql", ...more },
    });
  const list = async () =>
    (await call("rds.DescribeDBInstances")).DBInstances.map(
      (one: { DBInstanceStatus: string }) => one.DBInstanceStatus,
    );
  await call("rds.StopDBCluster", { DBClusterIdentifier: "c" });
  expect(await list()).toEqual(["stopped", "available"]);
  await call("rds.StartDBCluster", { DBClusterIdentifier: "c" });
  expect(await list()).toEqual(["available", "available"]);
});
