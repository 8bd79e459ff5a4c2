// Secrets that are to be deleted.
import { expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

const SecretId = "db/main";
async function makeSecret() {
  const call = makeCaller();
  await call("secretsmanager.CreateSecret", {
    Name: SecretId,
    SecretString: "one",
  });
  return call;
}

test("a secret that is to be deleted is found no more until it is had back, as it was", async () => {
  const call = await makeSecret();
  const before = await call("secretsmanager.DescribeSecret", { SecretId });
  await call("secretsmanager.DeleteSecret", { SecretId });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toBe("ResourceNotFoundException");
  expect((await call("secretsmanager.ListSecrets")).SecretList).toEqual([]);
  await call("secretsmanager.RestoreSecret", { SecretId });
  expect(await call("secretsmanager.DescribeSecret", { SecretId })).toEqual(before);
  await call("secretsmanager.DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true });
  expect(await call("secretsmanager.RestoreSecret", { SecretId })).toBe("ResourceNotFoundException");
});
