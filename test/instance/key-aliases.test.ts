// Keys by the aliases that stand for them, and how other services' things tell their keys.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const AliasName = "alias/orders";
const ARN = `arn:aws:kms:eu-west-1:111122223333:${AliasName}`;

async function makeKey(call: ReturnType<typeof makeCaller>): Promise<{ KeyId: string; Arn: string }> {
  return (await call("kms.CreateKey")).KeyMetadata;
}

// Which calls take an alias is said by the documentation of each: those that use a key do, those that change it do not.
test("an alias stands for its key where a call takes one, as the alias's ARN does, until it is another key's or gone", async () => {
  const call = makeCaller();
  const [one, other] = [await makeKey(call), await makeKey(call)];
  expect(await call("kms.DescribeKey", { KeyId: AliasName })).toBe("NotFoundException");
  await call("kms.CreateAlias", { AliasName, TargetKeyId: one.KeyId });
  for (const KeyId of [AliasName, ARN])
    expect((await call("kms.DescribeKey", { KeyId })).KeyMetadata.KeyId).toBe(one.KeyId);
  for (const KeyId of [AliasName, ARN])
    expect(await call("kms.EnableKeyRotation", { KeyId })).toBe("NotFoundException");
  expect((await call("kms.ListAliases", { KeyId: AliasName })).Aliases).toHaveLength(1);

  await call("kms.UpdateAlias", { AliasName, TargetKeyId: other.KeyId });
  expect((await call("kms.DescribeKey", { KeyId: AliasName })).KeyMetadata.KeyId).toBe(other.KeyId);
  await call("kms.DeleteAlias", { AliasName });
  expect(await call("kms.DescribeKey", { KeyId: AliasName })).toBe("NotFoundException");
  expect((await call("kms.ListAliases", { KeyId: other.KeyId })).Aliases).toEqual([]);
});

test("an alias whose key was given by its ARN stands for it, and no other account's or region's does", async () => {
  const call = makeCaller();
  const { Arn, KeyId } = await makeKey(call);
  await call("kms.CreateAlias", { AliasName, TargetKeyId: Arn });
  expect((await call("kms.DescribeKey", { KeyId: AliasName })).KeyMetadata.KeyId).toBe(KeyId);
  const caller = { account: "111122223333", region: "us-east-1" };
  for (const text of [AliasName, ARN])
    expect(await call("kms.DescribeKey", { KeyId: text }, { caller })).toBe("NotFoundException");
});

test("another service's thing tells its key by the ARN by which it was given", async () => {
  const call = makeCaller();
  const { Arn } = await makeKey(call);
  const volume = await call("ec2.CreateVolume", {
    ...{ AvailabilityZone: "eu-west-1a", Size: 1, Encrypted: true },
    KmsKeyId: Arn,
  });
  expect(volume.KmsKeyId).toBe(Arn);
  const { VolumeId } = volume;
  expect((await call("ec2.DescribeVolumes")).Volumes[0].KmsKeyId).toBe(Arn);
  await call("logs.CreateLogGroup", { logGroupName: "g", kmsKeyId: Arn });
  expect((await call("logs.DescribeLogGroups")).logGroups[0].kmsKeyId).toBe(Arn);
  await call("rds.CreateDBInstance", {
    ...{ DBInstanceIdentifier: "d", Engine: "mysql", DBInstanceClass: "db.t3.micro" },
    KmsKeyId: Arn,
  });
  expect((await call("rds.DescribeDBInstances")).DBInstances[0].KmsKeyId).toBe(Arn);
  const output = { SnapshotId: "snap-0123456789abcdef0", VolumeId, Encrypted: true, KmsKeyId: Arn };
  await call("ec2.CreateSnapshot", { VolumeId }, { told: { at: 1_775_000_000_000, event: "e", output } });
  expect((await call("ec2.DescribeSnapshots", { OwnerIds: ["self"] })).Snapshots[0].KmsKeyId).toBe(Arn);
});

test("an alias tells its key by the id, however it was given", async () => {
  const call = makeCaller();
  const { Arn, KeyId } = await makeKey(call);
  await call("kms.CreateAlias", { AliasName, TargetKeyId: Arn });
  expect((await call("kms.ListAliases", { KeyId })).Aliases[0].TargetKeyId).toBe(KeyId);
});
