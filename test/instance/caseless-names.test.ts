// IAM's names are not told apart by capital letters.
import { expect, test } from "bun:test";
import { makeCaller, POLICY } from "./support/world.ts";

test.each([
  ["User", "UserName"],
  ["Group", "GroupName"],
  ["Role", "RoleName"],
] as const)("of a %s", async (kind, name) => {
  const call = makeCaller();
  const more = kind === "Role" ? { AssumeRolePolicyDocument: "{}" } : {};
  const make = (text: string) => call(`iam.Create${kind}`, { [name]: text, ...more });
  const made = (await make("Ann"))[kind];
  expect(await make("ann")).toBe("EntityAlreadyExists");
  expect((await call(`iam.Get${kind}`, { [name]: "aNN" }))[kind]).toMatchObject({
    [name]: "Ann",
    [`${kind}Id`]: made[`${kind}Id`],
  });
  await call(`iam.Put${kind}Policy`, { [name]: "ann", PolicyName: "p", PolicyDocument: POLICY });
  expect((await call(`iam.List${kind}Policies`, { [name]: "Ann" })).PolicyNames).toEqual(["p"]);
  await call(`iam.Delete${kind}Policy`, { [name]: "ANN", PolicyName: "p" });
  await call(`iam.Delete${kind}`, { [name]: "ann" });
  expect(await call(`iam.Get${kind}`, { [name]: "Ann" })).toBe("NoSuchEntity");
  expect((await make("ann"))[kind][name]).toBe("ann");
});
