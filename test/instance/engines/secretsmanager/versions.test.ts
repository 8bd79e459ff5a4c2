// The versions of a secret, their labels, and copies of secrets in other regions.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "../../support/world.ts";

const SecretId = "db/main";
const ELSEWHERE = { caller: { account: "111122223333", region: "us-east-1" } };

async function makeSecret(more = {}) {
  const call = makeCaller();
  await call("secretsmanager.CreateSecret", { Name: SecretId, SecretString: "one", ...more });
  const put = async (SecretString: string, asked = {}) =>
    String((await call("secretsmanager.PutSecretValue", { SecretId, SecretString, ...asked })).VersionId);
  const labels = async () =>
    Object.values((await call("secretsmanager.DescribeSecret", { SecretId })).VersionIdsToStages);
  const read = async (asked = {}) =>
    (await call("secretsmanager.GetSecretValue", { SecretId, ...asked })).SecretString;
  return { call, put, labels, read };
}

describe("a secret", () => {
  test("has one version that is current, and one that was", async () => {
    const { put, labels, read } = await makeSecret();
    const second = await put("two");
    await put("three");
    expect(await labels()).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
    expect(await read()).toBe("three");
    expect(await read({ VersionStage: "AWSPREVIOUS" })).toBe("two");
    expect(await read({ VersionId: second })).toBe("two");
    expect(await read({ VersionStage: "other" })).toBeUndefined();
  });

  test("gets a version by a change of its value, and none by another change", async () => {
    const { call, labels, read } = await makeSecret();
    await call("secretsmanager.UpdateSecret", { SecretId, Description: "d" });
    expect(await labels()).toEqual([["AWSCURRENT"]]);
    await call("secretsmanager.UpdateSecret", { SecretId, SecretString: "two" });
    expect(await labels()).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
    expect(await read()).toBe("two");
  });

  test("has labels that stand at one version each", async () => {
    const { call, put, labels } = await makeSecret();
    const { VersionId: first } = await call("secretsmanager.GetSecretValue", { SecretId });
    const next = await put("two", { VersionStages: ["next"] });
    expect(await labels()).toEqual([["AWSCURRENT"], ["next"]]);
    const move = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: next };
    expect(await call("secretsmanager.UpdateSecretVersionStage", move)).toBe("InvalidParameterException");
    await call("secretsmanager.UpdateSecretVersionStage", { ...move, RemoveFromVersionId: first });
    expect(await labels()).toEqual([["AWSPREVIOUS"], ["next", "AWSCURRENT"]]);
    const take = { SecretId, VersionStage: "next", RemoveFromVersionId: next };
    await call("secretsmanager.UpdateSecretVersionStage", take);
    expect(await labels()).toEqual([["AWSPREVIOUS"], ["AWSCURRENT"]]);
  });

  test("has copies in other regions, which follow it", async () => {
    const { call, put } = await makeSecret({ AddReplicaRegions: [{ Region: "us-east-1" }] });
    await put("two");
    const { SecretList } = await call("secretsmanager.ListSecrets", {}, ELSEWHERE);
    expect(SecretList).toEqual([
      expect.objectContaining({
        ARN: expect.stringContaining(":us-east-1:111122223333:secret:db/main"),
        PrimaryRegion: "eu-west-1",
      }),
    ]);
    const value = await call("secretsmanager.GetSecretValue", { SecretId }, ELSEWHERE);
    expect(value.SecretString).toBe("two");
    const told = await call("secretsmanager.DescribeSecret", { SecretId });
    expect(told.ReplicationStatus).toEqual([
      expect.objectContaining({ Region: "us-east-1", Status: "InSync" }),
    ]);
    const RemoveReplicaRegions = ["us-east-1"];
    await call("secretsmanager.RemoveRegionsFromReplication", { SecretId, RemoveReplicaRegions });
    expect((await call("secretsmanager.ListSecrets", {}, ELSEWHERE)).SecretList).toEqual([]);
  });

  test("has the policy that it was given, without a name", async () => {
    const { call } = await makeSecret();
    const ask = () => call("secretsmanager.GetResourcePolicy", { SecretId });
    expect((await ask()).ResourcePolicy).toBeUndefined();
    await call("secretsmanager.PutResourcePolicy", { SecretId, ResourcePolicy: "{}" });
    expect((await ask()).ResourcePolicy).toBe("{}");
  });
});
