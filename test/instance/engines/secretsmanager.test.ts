// Versions of secrets, their stages, and secrets that are to be deleted.
import { expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

const SecretId = "db/main";
const TOKENS = ["a", "b", "c"].map((letter) => letter.repeat(32));
const [first = "", second = "", third = ""] = TOKENS;

async function makeSecret() {
  const call = makeCaller();
  await call("secretsmanager.CreateSecret", {
    Name: SecretId,
    SecretString: "one",
    ClientRequestToken: first,
  });
  return call;
}

/** The stages of each version by its id. */
async function readStages(call: ReturnType<typeof makeCaller>) {
  const { Versions } = await call("secretsmanager.ListSecretVersionIds", {
    SecretId,
    IncludeDeprecated: true,
  });
  return Object.fromEntries(
    Versions.map((one: { VersionId: string; VersionStages: string[] }) => [one.VersionId, one.VersionStages]),
  );
}

test("the newest version is the current one, the one before it the previous one", async () => {
  const call = await makeSecret();
  expect(await readStages(call)).toEqual({ [first]: ["AWSCURRENT"] });
  for (const ClientRequestToken of [second, third])
    await call("secretsmanager.PutSecretValue", { SecretId, SecretString: "x", ClientRequestToken });
  expect(await readStages(call)).toEqual({ [first]: [], [second]: ["AWSPREVIOUS"], [third]: ["AWSCURRENT"] });
  const { VersionIdsToStages } = await call("secretsmanager.DescribeSecret", { SecretId });
  expect(VersionIdsToStages).toEqual({ [second]: ["AWSPREVIOUS"], [third]: ["AWSCURRENT"] });
});

test("a stage can be moved", async () => {
  const call = await makeSecret();
  await call("secretsmanager.PutSecretValue", {
    SecretId,
    SecretString: "two",
    ClientRequestToken: second,
    VersionStages: ["NEXT"],
  });
  await call("secretsmanager.UpdateSecretVersionStage", {
    SecretId,
    VersionStage: "AWSCURRENT",
    RemoveFromVersionId: first,
    MoveToVersionId: second,
  });
  expect(await readStages(call)).toEqual({ [first]: ["AWSPREVIOUS"], [second]: ["NEXT", "AWSCURRENT"] });
});

test("a secret that is to be deleted is found no more until it is had back, as it was", async () => {
  const call = await makeSecret();
  const before = await call("secretsmanager.DescribeSecret", { SecretId });
  await call("secretsmanager.DeleteSecret", { SecretId });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toBe("ResourceNotFoundException");
  expect((await call("secretsmanager.ListSecrets")).SecretList).toEqual([]);
  await call("secretsmanager.RestoreSecret", { SecretId });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toEqual(before);
  expect(await readStages(call)).toEqual({ [first]: ["AWSCURRENT"] });
  await call("secretsmanager.DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
  expect(await call("secretsmanager.RestoreSecret", { SecretId })).toBe("ResourceNotFoundException");
});
