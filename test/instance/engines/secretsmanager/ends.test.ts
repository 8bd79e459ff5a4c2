// Secrets that are to be deleted.
import { expect, test } from "bun:test";
import { makeCaller } from "../../support/world.ts";

const SecretId = "db/main";
async function makeSecret() {
  const call = makeCaller();
  await call("secretsmanager.CreateSecret", {
    Name: SecretId,
    SecretString: "one",
  });
  return call;
}

test("a secret that is to be deleted is told with when, and by lists that ask for such, until it is had back", async () => {
  const call = await makeSecret();
  const before = await call("secretsmanager.DescribeSecret", { SecretId });
  const versions = await call("secretsmanager.ListSecretVersionIds", { SecretId });
  const done = await call("secretsmanager.DeleteSecret", { SecretId, RecoveryWindowInDays: 7 });
  // Seven days after the world's now.
  expect(done.DeletionDate).toBe(new Date(1_775_000_000_000 + 7 * 86_400_000).toJSON());
  const now = await call("secretsmanager.DescribeSecret", { SecretId });
  expect(now).toEqual({ ...before, DeletedDate: done.DeletionDate });
  expect(await call("secretsmanager.DescribeSecret", { SecretId: before.ARN })).toEqual(now);
  expect(await call("secretsmanager.ListSecretVersionIds", { SecretId })).toEqual(versions);
  expect((await call("secretsmanager.ListSecrets")).SecretList).toEqual([]);
  const { SecretList } = await call("secretsmanager.ListSecrets", { IncludePlannedDeletion: true });
  expect(SecretList.map(({ DeletedDate }: { DeletedDate: string }) => DeletedDate)).toEqual([
    done.DeletionDate,
  ]);
  await call("secretsmanager.RestoreSecret", { SecretId });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toEqual(before);
  expect((await call("secretsmanager.ListSecrets")).SecretList).toHaveLength(1);
  await call("secretsmanager.DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toBe("ResourceNotFoundException");
  expect(await call("secretsmanager.RestoreSecret", { SecretId })).toBe("ResourceNotFoundException");
});

test("what is asked of a secret that is to be deleted, but to tell it, is refused", async () => {
  const call = await makeSecret();
  await call("secretsmanager.DeleteSecret", { SecretId });
  const asked = {
    GetSecretValue: { SecretId },
    PutSecretValue: { SecretId, SecretString: "two" },
    UpdateSecret: { SecretId, Description: "two" },
    TagResource: { SecretId, Tags: [{ Key: "a", Value: "b" }] },
    CreateSecret: { Name: SecretId, SecretString: "two" },
  };
  for (const [name, input] of Object.entries(asked))
    expect([name, await call(`secretsmanager.${name}`, input)]).toEqual([name, "InvalidRequestException"]);
});

test("production's secret of the same name is another one, made after the first was gone", async () => {
  const call = await makeSecret();
  await call("secretsmanager.DeleteSecret", { SecretId });
  const ARN = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${SecretId}-AbCdEf`;
  const output = { ARN, Name: SecretId, VersionId: "11111111-2222-4333-8444-555555555555" };
  const input = { Name: SecretId, SecretString: "two" };
  await call("secretsmanager.CreateSecret", input, { told: { at: 1_775_000_000_000, event: "e", output } });
  const told = await call("secretsmanager.DescribeSecret", { SecretId });
  expect([told.ARN, told.DeletedDate]).toEqual([ARN, undefined]);
  expect(Object.keys(told.VersionIdsToStages)).toEqual([output.VersionId]);
  const all = await call("secretsmanager.ListSecrets", { IncludePlannedDeletion: true });
  expect(all.SecretList).toHaveLength(1);
});
