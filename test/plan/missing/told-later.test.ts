// Ids that no answer tells are asked for: of what the log made, and of what is made before it.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { makeSteps } from "../../dialect/support.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const call = (operation: string, parameters: object, answer?: object): Call => ({
  service: "servicediscovery",
  operation,
  parameters,
  answer,
});
const make = (name: string) => call("CreateHttpNamespace", { name }, { operationId: `op-${name}` });
const use = (namespaceId: string) => call("CreateService", { name: "web", namespaceId });

async function show(calls: readonly Call[]): Promise<unknown[]> {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.map(({ creation, operation, output }) =>
    creation ? [`+${operation.name}`, output["Namespaces"]] : operation.name,
  );
}
const told = (id: string, name: string) => ["+ListNamespaces", [{ Id: id, Name: name }]];

test("of what the log made, in the order in which calls name them", async () => {
  expect(
    await show([make("one"), make("two"), use("ns-aaaa1111"), use("ns-bbbb2222"), use("ns-aaaa1111")]),
  ).toEqual([
    "CreateHttpNamespace",
    "CreateHttpNamespace",
    told("ns-aaaa1111", "one"),
    "CreateService",
    told("ns-bbbb2222", "two"),
    "CreateService",
    "CreateService",
  ] as unknown[]);
});

test("of what is older than the log, after it is made", async () => {
  expect(await show([use("ns-aaaa1111"), make("one")])).toEqual([
    ["+CreatePublicDnsNamespace", undefined],
    told("ns-aaaa1111", "ns-aaaa1111.example.com"),
    "CreateService",
    "CreateHttpNamespace",
  ] as unknown[]);
});

test("in the second in which the log made it, after that and before those who need the id", async () => {
  const calls = [make("one"), make("two"), use("ns-aaaa1111")].map(({ operation, parameters, answer }) => ({
    second: 0,
    source: "servicediscovery",
    name: operation,
    request: parameters,
    response: answer,
  }));
  const [one, two, user] = calls;
  if (!one || !two || !user) throw new RangeError();
  for (const file of [
    [one, two, user],
    [user, one, two],
    [one, user, two],
  ]) {
    const steps = await orderSteps(await addPrerequisites(await makeSteps(file)));
    const names = steps.map(({ operation, input }) => `${operation.name} ${input["Name"] ?? ""}`.trim());
    const asked = names.indexOf("ListNamespaces");
    expect(asked).toBeGreaterThan(names.indexOf("CreateHttpNamespace one"));
    expect(names.indexOf("CreateService web")).toBeGreaterThan(asked);
    // In several lanes, too.
    expect(steps[asked]?.after).toContain(names.indexOf("CreateHttpNamespace one"));
  }
});
