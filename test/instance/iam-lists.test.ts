// IAM's lists are ordered by the names, in which capital letters make no difference.
import { expect, test } from "bun:test";
import { makeCaller, POLICY } from "./support/world.ts";

const NAMES = ["aa", "Ab", "ac", "Ad"];

test.each([
  ["user", "Users", "UserName"],
  ["group", "Groups", "GroupName"],
  ["role", "Roles", "RoleName"],
] as const)("a list of each %s, also a page at a time", async (type, list, name) => {
  const call = makeCaller();
  const kind = `${type[0]?.toUpperCase()}${type.slice(1)}`;
  const more = type === "role" ? { AssumeRolePolicyDocument: "{}" } : {};
  for (const one of NAMES.toReversed()) await call(`iam.Create${kind}`, { [name]: one, ...more });
  const namesOf = (told: Awaited<ReturnType<typeof call>>) =>
    told[list].map((one: Readonly<Record<string, unknown>>) => one[name]);
  expect(namesOf(await call(`iam.List${list}`))).toEqual(NAMES);
  const first = await call(`iam.List${list}`, { MaxItems: 1 });
  const second = await call(`iam.List${list}`, { MaxItems: 1, Marker: first.Marker });
  expect([...namesOf(first), ...namesOf(second)]).toEqual(NAMES.slice(0, 2));

  const held = { [name]: "ac" };
  for (const PolicyName of ["list", "Another"])
    await call(`iam.Put${kind}Policy`, { ...held, PolicyName, PolicyDocument: POLICY });
  expect((await call(`iam.List${kind}Policies`, held)).PolicyNames).toEqual(["Another", "list"]);
});
