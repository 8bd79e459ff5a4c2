// Things of which an account has one, and which no call names.
import { expect, test } from "bun:test";
import { loadModel } from "../../../src/aws/model/table.ts";
import rows from "../../../src/plan/order/only-things.json" with { type: "json" };
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

const account = (name: string): Call => ({
  second: 5,
  source: "organizations",
  name: "CreateAccount",
  request: { accountName: name, email: `${name}@example.com` },
});
const begin: Call = {
  second: 5,
  source: "organizations",
  name: "CreateOrganization",
  request: {},
  response: { organization: { id: "o-htaafhl0z1" } },
};
const end: Call = { second: 5, source: "organizations", name: "DeleteOrganization" };

test("what needs an organization waits for it, though it does not name it, and for nothing else", async () => {
  const steps = await orderSteps(await makeSteps([account("a"), end, account("b"), begin]));
  expect(steps.map(({ operation }) => operation.name)).toEqual([
    "CreateOrganization",
    "CreateAccount",
    "CreateAccount",
    "DeleteOrganization",
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [0], [0], [0, 1, 2]]);
});

test("another account's calls, and those on other services, do not wait", async () => {
  const others: Call[] = [
    { ...account("a"), account: "999999999999" },
    { second: 6, source: "iam", name: "CreateRole", request: { roleName: "organization" } },
  ];
  const steps = await orderSteps(await makeSteps([begin, ...others]));
  expect(steps.map(({ after }) => after)).toEqual([[], [], []]);
});

test.each([
  ["EnableSharingWithAwsOrganization", {}, [0]],
  ["CreateResourceShare", { name: "s" }, []],
] as const)("%s of another service waits for it where it needs one", async (name, request, after) => {
  const [, last] = await orderSteps(await makeSteps([{ second: 5, source: "ram", name, request }, begin]));
  expect(last).toMatchObject({ operation: { name: after.length > 0 ? name : "CreateOrganization" } });
  expect(last?.after).toEqual([...after]);
});

test("every operation of a row is one of its service", async () => {
  for (const { service, begins, ends, users = [] } of rows) {
    for (const user of users) {
      const [other = "", operations = ""] = user.split(":");
      const { operations: known } = await loadModel(other);
      for (const name of operations.split("|")) expect(known).toHaveProperty(name);
    }
    const { operations } = await loadModel(service);
    for (const name of [...begins, ...ends]) expect(operations).toHaveProperty(name);
  }
});

test("a delivery channel waits for the recorder of its region", async () => {
  const calls: Call[] = ["PutDeliveryChannel", "PutConfigurationRecorder"].map((name) => ({
    second: 5,
    source: "config",
    name,
    request:
      name === "PutDeliveryChannel"
        ? { deliveryChannel: { name: "a" } }
        : { configurationRecorder: { name: "b" } },
  }));
  const steps = await orderSteps(await makeSteps(calls));
  expect(steps.map(({ operation }) => operation.name)).toEqual([
    "PutConfigurationRecorder",
    "PutDeliveryChannel",
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [0]]);
});

test("a collection waits for a policy of encryption, which names it in a pattern only", async () => {
  const aoss = (name: string, request: object) => ({ second: 5, source: "aoss", name, request });
  const calls = [
    aoss("CreateCollection", { name: "notes", type: "SEARCH" }),
    aoss("CreateSecurityPolicy", {
      name: "keys",
      type: "encryption",
      policy: JSON.stringify({ Rules: [{ ResourceType: "collection", Resource: ["collection/notes"] }] }),
    }),
  ];
  for (const file of [calls, calls.toReversed()]) {
    const steps = await orderSteps(await makeSteps(file));
    expect(steps.map(({ operation }) => operation.name)).toEqual([
      "CreateSecurityPolicy",
      "CreateCollection",
    ]);
    expect(steps[1]?.after).toEqual([0]);
  }
});
