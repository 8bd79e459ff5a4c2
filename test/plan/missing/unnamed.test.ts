// What a call needs and does not name is there before it: the log's own, else one that is made for it.
import { expect, test } from "bun:test";
import { matchesPattern } from "../../../src/base/pattern.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { getRecipe, loadRecipes } from "../../../src/plan/missing/catalogue.ts";
import rows from "../../../src/plan/missing/unnamed.json" with { type: "json" };
import onlyThings from "../../../src/plan/order/only-things.json" with { type: "json" };
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const config = (operation: string, parameters: object, second?: number): Call => ({
  service: "config",
  operation,
  parameters,
  ...(second !== undefined && { second }),
});
const rule = (name: string) =>
  config("PutConfigRule", {
    configRule: { configRuleName: name, source: { owner: "AWS", sourceIdentifier: "EIP_ATTACHED" } },
  });
const recorder = (name: string, second?: number) =>
  config(
    "PutConfigurationRecorder",
    { configurationRecorder: { name, roleARN: "arn:aws:iam::111122223333:role/c" } },
    second,
  );

async function listMade(calls: readonly Call[]): Promise<string[]> {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.flatMap(({ creation, operation }) =>
    creation && operation.name !== "CreateRole" ? [`${operation.name} ${creation.recorded}`] : [],
  );
}

test("rules of Config get one recorder, which they do not name", async () => {
  const [made, ...others] = await listMade([rule("a"), rule("b")]);
  expect(made).toStartWith("PutConfigurationRecorder cloudmock-");
  expect(others).toEqual([]);
});

test("it is the one that later calls name", async () => {
  const stop = config("StopConfigurationRecorder", { configurationRecorderName: "main" });
  expect(await listMade([rule("a"), stop])).toContain("PutConfigurationRecorder main");
  expect(await listMade([rule("a"), recorder("main")])).toEqual(["PutConfigurationRecorder main"]);
});

test("none is made where the log makes it, before or in the same second", async () => {
  expect(await listMade([recorder("main"), rule("a")])).toEqual([]);
  expect(await listMade([{ ...rule("a"), second: 1 }, recorder("main", 1)])).toEqual([]);
});

test("a collection gets a policy of encryption for its name, unless the log has one", async () => {
  const serverless = (operation: string, parameters: object): Call => ({
    service: "opensearchserverless",
    operation,
    parameters,
  });
  const collection = serverless("CreateCollection", { name: "logs", type: "SEARCH" });
  const policy = (type: string) => serverless("CreateSecurityPolicy", { name: "open", type, policy: "{}" });
  const steps = await orderSteps(await addPrerequisites(await planCalls([collection])));
  const made = steps.findIndex(
    ({ operation, creation }) => creation && operation.name === "CreateSecurityPolicy",
  );
  expect(String(steps[made]?.input["policy"])).toContain("collection/logs");
  expect(steps.find(({ operation }) => operation.name === "CreateCollection")?.after).toContain(made);
  expect(await listMade([policy("encryption"), collection])).toEqual([]);
  expect(await listMade([policy("network"), collection])).toContainEqual(
    expect.stringContaining("CreateSecurityPolicy cloudmock-"),
  );
});

test("a policy for a collection of which only the id is known is for the name that it has", async () => {
  const answer = { deleteCollectionDetail: { id: "1iu5usc406kf", name: "third" } };
  const call = {
    service: "opensearchserverless",
    operation: "DeleteCollection",
    parameters: { id: "1iu5usc406kf" },
    answer,
  };
  const steps = await orderSteps(await addPrerequisites(await planCalls([call])));
  expect(steps.map(({ operation }) => operation.name)).toEqual([
    "CreateKey",
    "CreateSecurityPolicy",
    "CreateCollection",
    "DeleteCollection",
  ]);
  expect(String(steps[1]?.input["policy"])).toContain('"collection/third"');
});

test.each(rows)("what makes a $type goes before those that need one", async ({ service, type }) => {
  await loadRecipes(service);
  const row = onlyThings.find((one) => one.service === service);
  expect(row?.begins.some((begin) => matchesPattern(begin, getRecipe(type).operation))).toBe(true);
});
