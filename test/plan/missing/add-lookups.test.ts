// What the target has by itself is asked for: an organization's root.
import { expect, test } from "bun:test";
import { Identities } from "../../../src/identities/identities.ts";
import { addLookups } from "../../../src/plan/missing/add-lookups.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

const on = (name: string, request: object, response?: object, second = 5): Call => ({
  second,
  source: "organizations",
  name,
  request,
  response,
  region: "us-east-1",
});

const organize = on("CreateOrganization", { featureSet: "ALL" }, { organization: { id: "o-htaafhl0z1" } });
const unit = on(
  "CreateOrganizationalUnit",
  { parentId: "r-wymu", name: "all" },
  { organizationalUnit: { id: "ou-wymu-pb7cni7j" } },
);
const inner = on(
  "CreateOrganizationalUnit",
  { parentId: "ou-wymu-pb7cni7j", name: "ci" },
  { organizationalUnit: { id: "ou-wymu-wdc1g9t3" } },
);

async function plan(calls: readonly Call[]) {
  return orderSteps(await addLookups(await makeSteps(calls)));
}

test("a root is asked for after its organization is made and before it is used", async () => {
  for (const calls of [
    [organize, unit, inner],
    [inner, unit, organize],
  ]) {
    const steps = await plan(calls);
    expect(steps.map(({ operation, input }) => [operation.name, input["ParentId"]])).toEqual([
      ["CreateOrganization", undefined],
      ["ListRoots", undefined],
      ["CreateOrganizationalUnit", "r-wymu"],
      ["CreateOrganizationalUnit", "ou-wymu-pb7cni7j"],
    ]);
    expect(steps.map(({ after }) => after)).toEqual([[], [0], [0, 1], [0, 2]]);
  }
});

test("the one that the target has stands for the one of the log, whatever it looks like", async () => {
  const [, lookup, user] = await plan([organize, unit]);
  if (!lookup || !user) throw new RangeError();
  const identities = new Identities();
  const answer = (...ids: string[]) => ({
    status: 200,
    headers: {},
    body: new TextEncoder().encode(JSON.stringify({ Roots: ids.map((Id) => ({ Id, Name: "Root" })) })),
  });
  identities.read(lookup, answer("r-abcd", "r-efgh"));
  expect(identities.rewrite(user)["ParentId"]).toBe("r-wymu");
  identities.read(lookup, answer("r-abcd"));
  expect(identities.rewrite(user)["ParentId"]).toBe("r-abcd");
});

test("nothing is asked of what an answer told, and of two that the log uses", async () => {
  const told = on("EnablePolicyType", { rootId: "r-wymu" }, { root: { id: "r-wymu" } });
  const isAsked = async (calls: readonly Call[]) =>
    (await addLookups(await makeSteps(calls))).some(({ creation }) => creation);
  expect(await isAsked([told])).toBe(true);
  expect(await isAsked([on("EnableAllFeatures", {}, { handshake: { id: "r-wymu" } }, 4), unit])).toBe(false);
  expect(await isAsked([unit, on("CreateOrganizationalUnit", { parentId: "r-other", name: "b" })])).toBe(
    false,
  );
});

test("what another service's question tells is waited for", async () => {
  const store = "d-1234567890";
  const user: Call = {
    second: 5,
    source: "identitystore",
    name: "CreateUser",
    request: { identityStoreId: store, userName: "a" },
    response: { userId: "1b0b5cb0-e9fa-3be5-a1b5-084a465dbc24", identityStoreId: store },
  };
  const steps = await plan([user]);
  expect(steps.map(({ operation, after }) => [operation.name, after])).toEqual([
    ["ListInstances", []],
    ["CreateUser", [0]],
  ]);
});
