// What is made of another thing has of it what it is, and not where it is reached, its own ids and its times.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

test("what is made of production's database is not reached at production's address", async () => {
  const call = makeCaller();
  const DBInstance = {
    ...{ DBInstanceIdentifier: "d", DbiResourceId: "db-ABCDEFGHIJKL", InstanceCreateTime: new Date(0) },
    Endpoint: { Address: "d.abcdef.eu-west-1.rds.amazonaws.com", Port: 5432 },
    ...{ PendingModifiedValues: { AllocatedStorage: 5 }, ReadReplicaDBInstanceIdentifiers: ["x"] },
  };
  const told = { output: { DBInstance }, at: 1_770_000_000_000 };
  const asked = { DBInstanceIdentifier: "d", Engine: "postgres", DBInstanceClass: "c", AllocatedStorage: 20 };
  await call("rds.CreateDBInstance", asked, { told });
  const DBSnapshotIdentifier = "s";
  const { DBSnapshot } = await call("rds.CreateDBSnapshot", {
    DBInstanceIdentifier: "d",
    DBSnapshotIdentifier,
  });
  expect(DBSnapshot).toMatchObject({ AllocatedStorage: 20, DbiResourceId: "db-ABCDEFGHIJKL" });
  await call("rds.RestoreDBInstanceFromDBSnapshot", { DBInstanceIdentifier: "d2", DBSnapshotIdentifier });
  await call("rds.CreateDBInstanceReadReplica", {
    ...{ DBInstanceIdentifier: "d3", SourceDBInstanceIdentifier: "d" },
  });
  await call("rds.RestoreDBInstanceToPointInTime", {
    ...{ TargetDBInstanceIdentifier: "d4", SourceDBInstanceIdentifier: "d", UseLatestRestorableTime: true },
  });
  const { DBInstances } = await call("rds.DescribeDBInstances");
  const [, ...made] = DBInstances as Record<string, unknown>[];
  expect(made).toHaveLength(3);
  for (const one of made) {
    expect(one).toMatchObject({ Engine: "postgres", AllocatedStorage: 20 });
    expect(JSON.stringify(one)).not.toContain("amazonaws.com");
    for (const name of ["DbiResourceId", "InstanceCreateTime", "PendingModifiedValues"])
      expect(one[name]).not.toEqual(DBInstances[0][name]);
  }
});

test("what is made of production's clusters is not reached at production's addresses", async () => {
  const call = makeCaller();
  const at = 1_770_000_000_000;
  const [writer, reader] = ["c.cluster-abc", "c.cluster-ro-abc"].map((one) => `${one}.rds.amazonaws.com`);
  const DBCluster = { DBClusterIdentifier: "c", Endpoint: writer, ReaderEndpoint: reader };
  for (const service of ["rds", "docdb", "neptune"]) {
    const cluster = { DBClusterIdentifier: "c", Engine: service === "rds" ? "aurora-mysql" : service };
    await call(`${service}.CreateDBCluster`, cluster, { told: { output: { DBCluster }, at } });
    const snapshot = { DBClusterIdentifier: "c", DBClusterSnapshotIdentifier: "s" };
    await call(`${service}.CreateDBClusterSnapshot`, snapshot);
    await call(`${service}.RestoreDBClusterFromSnapshot`, {
      ...{ DBClusterIdentifier: "c2", SnapshotIdentifier: "s", Engine: cluster.Engine },
    });
    const { DBClusters } = await call(`${service}.DescribeDBClusters`, { DBClusterIdentifier: "c2" });
    expect(JSON.stringify(DBClusters)).not.toContain("amazonaws.com");
  }
  const Endpoint = { Address: "w.abc.eu-west-1.redshift.amazonaws.com", Port: 5439 };
  const output = { Cluster: { ClusterIdentifier: "w", Endpoint } };
  const warehouse = { ClusterIdentifier: "w", NodeType: "ra3.large", MasterUsername: "u" };
  await call("redshift.CreateCluster", warehouse, { told: { output, at } });
  const SnapshotIdentifier = "s";
  await call("redshift.CreateClusterSnapshot", { ClusterIdentifier: "w", SnapshotIdentifier });
  await call("redshift.RestoreFromClusterSnapshot", { ClusterIdentifier: "w2", SnapshotIdentifier });
  const { Clusters } = await call("redshift.DescribeClusters", { ClusterIdentifier: "w2" });
  expect(JSON.stringify(Clusters)).not.toContain("amazonaws.com");
});
