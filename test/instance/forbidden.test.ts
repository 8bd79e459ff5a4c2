// What is refused for how a thing is, what it is held by, and what a thing has from the one that it is made of.
import { describe, expect, test } from "bun:test";
import { makeCaller, POLICY } from "./support/world.ts";

const database = {
  ...{
    DBInstanceIdentifier: "shop",
    Engine: "postgres",
    DBInstanceClass: "db.t3.micro",
    AllocatedStorage: 20,
  },
  ...{ MasterUsername: "root", MasterUserPassword: "a password" },
};

describe("a state", () => {
  test("that a database is in already is refused", async () => {
    const call = makeCaller();
    await call("rds.CreateDBInstance", database);
    const { DBInstanceIdentifier } = database;
    const ask = (name: string) => call(`rds.${name}DBInstance`, { DBInstanceIdentifier });
    expect(await ask("Start")).toBe("InvalidDBInstanceState");
    expect((await ask("Reboot")).DBInstance.DBInstanceStatus).toBe("available");
    expect((await ask("Stop")).DBInstance.DBInstanceStatus).toBe("stopped");
    expect(await ask("Stop")).toBe("InvalidDBInstanceState");
    expect((await ask("Start")).DBInstance.DBInstanceStatus).toBe("available");
  });

  test("that production changed is as it says", async () => {
    const call = makeCaller();
    await call("rds.CreateDBInstance", { ...database, DeletionProtection: true });
    const asked = { DBInstanceIdentifier: "shop" };
    expect(await call("rds.DeleteDBInstance", asked)).toBe("InvalidParameterCombination");
    await call("rds.DeleteDBInstance", asked, { told: { output: {}, at: 1 } });
    expect((await call("rds.DescribeDBInstances")).DBInstances).toEqual([]);
  });

  test("of protection keeps what it protects", async () => {
    const call = makeCaller();
    const run = { ImageId: "ami-12345678", MinCount: 1, MaxCount: 1, DisableApiTermination: true };
    const { InstanceId } = (await call("ec2.RunInstances", run)).Instances[0];
    const end = () => call("ec2.TerminateInstances", { InstanceIds: [InstanceId] });
    expect(await end()).toBe("OperationNotPermitted");
    const DisableApiTermination = { Value: false };
    await call("ec2.ModifyInstanceAttribute", { InstanceId, DisableApiTermination });
    expect((await end()).TerminatingInstances).toHaveLength(1);
    const pool = { PoolName: "p", DeletionProtection: "ACTIVE" };
    const { Id } = (await call("cognito-idp.CreateUserPool", pool)).UserPool;
    expect(await call("cognito-idp.DeleteUserPool", { UserPoolId: Id })).toBe("InvalidParameterException");
  });

  test("of volumes that a machine was made with keeps them while it is there", async () => {
    const call = makeCaller();
    await call("ec2.RunInstances", { ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 });
    const { VolumeId } = (await call("ec2.DescribeVolumes")).Volumes[0];
    expect(await call("ec2.DeleteVolume", { VolumeId })).toBe("VolumeInUse");
    const { NetworkInterfaceId } = (await call("ec2.DescribeNetworkInterfaces")).NetworkInterfaces[0];
    expect(await call("ec2.DeleteNetworkInterface", { NetworkInterfaceId })).toBe(
      "InvalidNetworkInterface.InUse",
    );
  });
});

test("there is one organization of an account, and one detector of its region", async () => {
  const call = makeCaller();
  const make = () => call("organizations.CreateOrganization", { FeatureSet: "ALL" });
  expect((await make()).Organization.FeatureSet).toBe("ALL");
  expect(await make()).toBe("AlreadyInOrganizationException");
  const { DetectorId } = await call("guardduty.CreateDetector", { Enable: true });
  expect(await call("guardduty.CreateDetector", { Enable: true })).toBe("BadRequestException");
  await call("guardduty.DeleteDetector", { DetectorId });
  expect((await call("guardduty.CreateDetector", { Enable: true })).DetectorId).toBeString();
});

test("what is told by its name in another thing is held by that", async () => {
  const call = makeCaller();
  await call("rds.CreateDBCluster", { DBClusterIdentifier: "c", Engine: "aurora-mysql" });
  await call("rds.CreateDBInstance", { ...database, DBClusterIdentifier: "c" });
  const end = () => call("rds.DeleteDBCluster", { DBClusterIdentifier: "c" });
  expect(await end()).toBe("InvalidDBClusterStateFault");
  await call("rds.DeleteDBInstance", { DBInstanceIdentifier: "shop" });
  expect((await end()).DBCluster.DBClusterIdentifier).toBe("c");
});

describe("what is made of another thing", () => {
  test("tells what that was, unless the call says otherwise", async () => {
    const call = makeCaller();
    await call("rds.CreateDBInstance", { ...database, ManageMasterUserPassword: true });
    const DBSnapshotIdentifier = "s";
    const made = await call("rds.CreateDBSnapshot", { DBInstanceIdentifier: "shop", DBSnapshotIdentifier });
    expect(made.DBSnapshot).toMatchObject({ Engine: "postgres", AllocatedStorage: 20, Status: "available" });
    expect(made.DBSnapshot).not.toHaveProperty("MasterUserSecret");
    const restored = await call("rds.RestoreDBInstanceFromDBSnapshot", {
      ...{ DBSnapshotIdentifier, DBInstanceIdentifier: "again", DBInstanceClass: "db.m5.large" },
    });
    expect(restored.DBInstance).toMatchObject({
      ...{ DBInstanceIdentifier: "again", DBInstanceClass: "db.m5.large", Engine: "postgres" },
      Endpoint: { Port: 5432 },
    });
  });

  test("is as production's answer tells it", async () => {
    const call = makeCaller();
    await call("rds.CreateDBInstance", database);
    const output = { DBSnapshot: { DBSnapshotIdentifier: "s", DBInstanceIdentifier: "shop" } };
    const asked = { DBInstanceIdentifier: "shop", DBSnapshotIdentifier: "s" };
    await call("rds.CreateDBSnapshot", asked, { told: { output, at: 1 } });
    expect((await call("rds.DescribeDBSnapshots")).DBSnapshots[0]).not.toHaveProperty("AllocatedStorage");
  });
});

test("a password that RDS manages is told by its secret, until it is managed no more", async () => {
  const call = makeCaller();
  await call("rds.CreateDBInstance", database);
  const set = async (ManageMasterUserPassword: boolean) =>
    (await call("rds.ModifyDBInstance", { DBInstanceIdentifier: "shop", ManageMasterUserPassword }))
      .DBInstance;
  expect((await set(true)).MasterUserSecret.SecretStatus).toBe("active");
  expect(await set(false)).not.toHaveProperty("MasterUserSecret");
});

test("what is not there is deleted without an error where the service has none for that", async () => {
  const call = makeCaller();
  expect(await call("codepipeline.DeletePipeline", { name: "none" })).toEqual({});
  expect(await call("codebuild.DeleteProject", { name: "none" })).toEqual({});
  expect(await call("lambda.DeleteFunction", { FunctionName: "none" })).toBe("ResourceNotFoundException");
  expect(await call("ecs.DeleteCluster", { cluster: "none" })).toBe("ClusterNotFoundException");
});

test("a user has so many keys at most, and a policy so many versions", async () => {
  const call = makeCaller();
  await call("iam.CreateUser", { UserName: "ada" });
  await call("iam.CreateUser", { UserName: "bob" });
  const make = (UserName: string) => call("iam.CreateAccessKey", { UserName });
  for (let count = 0; count < 2; count++) expect((await make("ada")).AccessKey.UserName).toBe("ada");
  expect(await make("ada")).toBe("LimitExceeded");
  expect((await make("bob")).AccessKey.UserName).toBe("bob");
  const { Arn } = (await call("iam.CreatePolicy", { PolicyName: "p", PolicyDocument: POLICY })).Policy;
  const next = () => call("iam.CreatePolicyVersion", { PolicyArn: Arn, PolicyDocument: POLICY });
  for (let count = 1; count < 5; count++) expect((await next()).PolicyVersion).toBeObject();
  expect(await next()).toBe("LimitExceeded");
});
