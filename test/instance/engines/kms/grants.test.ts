// Who may use keys, as far as their policies and grants say it.
import { describe, expect, test } from "bun:test";
import type { Given } from "../support/client.ts";
import { open } from "./open.ts";

const Plaintext = Buffer.from("a secret");

test("a key's policy denies what it says, and no more", async () => {
  const { call, make, fail } = open();
  const { KeyId } = await make();
  const deny = (Action: string, Principal: Given) =>
    JSON.stringify({ Statement: [{ Effect: "Deny", Principal, Action, Resource: "*" }] });
  await call("PutKeyPolicy", { KeyId, Policy: deny("kms:Describe*", "*") });
  expect(await fail("DescribeKey", { KeyId })).toStartWith("AccessDeniedException: ");
  expect(await fail("Encrypt", { KeyId, Plaintext })).toBe("no error");
  await call("PutKeyPolicy", { KeyId, Policy: deny("kms:*", { AWS: "arn:aws:iam::999999999999:root" }) });
  expect(await fail("DescribeKey", { KeyId })).toBe("no error");
});

describe("what a policy denies", () => {
  /** A key whose policy denies one thing, and what it encrypted before. */
  async function makeDenied(statement: Readonly<Record<string, unknown>>) {
    const { call, make, fail } = open();
    const { KeyId } = await make();
    const EncryptionContext = { Team: "red" };
    const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext, EncryptionContext });
    const Statement = [{ Effect: "Deny", Principal: "*", Resource: "*", ...statement }];
    await call("PutKeyPolicy", { KeyId, Policy: JSON.stringify({ Statement }) });
    const isDenied = async (name: string, input: Readonly<Record<string, Given>>) =>
      (await fail(name, input)).startsWith("AccessDeniedException: ");
    return { KeyId, make, isDenied, sealed: { CiphertextBlob: CiphertextBlob as Given, EncryptionContext } };
  }

  test("holds for the key that only the ciphertext names", async () => {
    const { KeyId, isDenied, sealed } = await makeDenied({ Action: "kms:Decrypt" });
    expect(await isDenied("Decrypt", sealed)).toBe(true);
    expect(await isDenied("Decrypt", { ...sealed, KeyId })).toBe(true);
    expect(await isDenied("Encrypt", { KeyId, Plaintext })).toBe(false);
  });

  test("is asked of both keys of a text that is encrypted anew", async () => {
    const from = await makeDenied({ Action: "kms:ReEncryptFrom" });
    const { CiphertextBlob, EncryptionContext } = from.sealed;
    const source = { CiphertextBlob, SourceEncryptionContext: EncryptionContext };
    const other = await from.make();
    expect(await from.isDenied("ReEncrypt", { ...source, DestinationKeyId: other.KeyId })).toBe(true);
    const to = await makeDenied({ Action: "kms:ReEncryptTo" });
    const again = { ...source, CiphertextBlob: to.sealed.CiphertextBlob };
    expect(await to.isDenied("ReEncrypt", { ...again, DestinationKeyId: to.KeyId })).toBe(true);
    const free = await to.make();
    expect(await to.isDenied("ReEncrypt", { ...again, DestinationKeyId: free.KeyId })).toBe(false);
  });

  test.each(["kms:*DataKey*", "kms:Gen*Key", "KMS:generate?ataKey"])(
    "may be the pattern %s",
    async (Action) => {
      const { KeyId, isDenied, sealed } = await makeDenied({ Action });
      expect(await isDenied("GenerateDataKey", { KeyId, KeySpec: "AES_256" })).toBe(true);
      expect(await isDenied("Decrypt", sealed)).toBe(false);
    },
  );

  const OF = "kms:EncryptionContext:Team";
  test.each([
    [{ StringEquals: { [OF]: "red" } }, true, false],
    [{ StringEquals: { [OF]: ["blue", "red"] } }, true, false],
    [{ StringNotEquals: { [OF]: "red" } }, false, true],
    [{ StringLike: { [OF]: "r*" } }, true, false],
    [{ StringLike: { [OF]: "b*" } }, false, false],
    [{ Null: { [OF]: "true" } }, false, true],
    [{ Null: { [OF]: "false" } }, true, false],
    [{ "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "Team" } }, true, false],
    [{ StringEquals: { [OF]: "red", "aws:SourceVpc": "vpc-1" } }, false, false],
  ])("on the condition %j", async (Condition, ofTeam, ofNone) => {
    const { KeyId, isDenied, sealed } = await makeDenied({
      Action: ["kms:Decrypt", "kms:Encrypt"],
      Condition,
    });
    expect(await isDenied("Decrypt", sealed)).toBe(ofTeam);
    expect(await isDenied("Encrypt", { KeyId, Plaintext })).toBe(ofNone);
  });
});

test("what says nothing of what it allows or denies is no policy", async () => {
  const { call, make, fail } = open();
  const { KeyId } = await make();
  const { Policy: before } = await call("GetKeyPolicy", { KeyId });
  for (const Policy of ["{}", '{"Version":"2012-10-17"}', '{"Statement":[{"Effect":"Maybe"}]}']) {
    expect(await fail("CreateKey", { Policy })).toBe("MalformedPolicyDocumentException: ");
    expect(await fail("PutKeyPolicy", { KeyId, Policy })).toBe("MalformedPolicyDocumentException: ");
  }
  expect((await call("GetKeyPolicy", { KeyId }))["Policy"]).toBe(before as string);
});

test("grants are found, retired by their tokens, and revoked", async () => {
  const { call, make, fail } = open();
  const { KeyId, Arn } = await make();
  const [GranteePrincipal, RetiringPrincipal] = ["a", "b"].map(
    (name) => `arn:aws:iam::111111111111:role/${name}`,
  );
  const asked = {
    KeyId,
    GranteePrincipal: GranteePrincipal ?? "",
    RetiringPrincipal: RetiringPrincipal ?? "",
  };
  const first = await call("CreateGrant", { ...asked, Operations: ["Decrypt"], Name: "n" });
  const again = await call("CreateGrant", { ...asked, Operations: ["Decrypt"], Name: "n" });
  expect(again["GrantId"]).toBe(first["GrantId"]);
  const { Grants } = await call("ListGrants", { KeyId });
  expect(Grants).toEqual([
    expect.objectContaining({ KeyId: Arn, GrantId: first["GrantId"], Operations: ["Decrypt"], Name: "n" }),
  ]);
  const retirable = { RetiringPrincipal: RetiringPrincipal ?? "" };
  expect((await call("ListRetirableGrants", retirable))["Grants"]).toHaveLength(1);
  await call("RetireGrant", { GrantToken: first["GrantToken"] as string });
  expect((await call("ListGrants", { KeyId }))["Grants"]).toEqual([]);
  const second = await call("CreateGrant", { ...asked, Operations: ["Encrypt"] });
  await call("RevokeGrant", { KeyId, GrantId: second["GrantId"] as string });
  expect(await fail("RevokeGrant", { KeyId, GrantId: second["GrantId"] as string })).toStartWith(
    "NotFoundException: ",
  );
  expect(await fail("CreateGrant", { ...asked, Operations: ["Sign"] })).toStartWith("ValidationException: ");
});
