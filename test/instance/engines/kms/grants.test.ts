// Who may use keys, as far as their policies and grants say it.
import { expect, test } from "bun:test";
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
