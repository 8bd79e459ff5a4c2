// The root of an API that is older than the log comes with it, and is told by where others stand.
import { expect, test } from "bun:test";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { completeAnswers } from "../../../src/plan/missing/complete-answers.ts";
import { type Call, planCalls, showPrerequisites } from "./plan-calls.ts";

const call = (operation: string, parameters: object, answer: object = {}): Call => ({
  service: "apigateway",
  operation,
  parameters: { restApiId: "a1b2c3d4e5", ...parameters },
  answer,
});
const put = (resourceId: string) =>
  call("PutMethod", { resourceId, httpMethod: "GET", putMethodInput: { authorizationType: "NONE" } });
const create = (parentId: string, pathPart: string, path?: string) =>
  call("CreateResource", { parentId, createResourceInput: { pathPart } }, { id: pathPart, pathPart, path });

test("what is made under the root tells it, also after it is used", async () => {
  const made = await showPrerequisites([put("root01"), create("root01", "ebb", "/ebb")]);
  expect(made.filter((one) => one.startsWith("+"))).toEqual(["+CreateRestApi(cloudmock-a1b2c3d4e5)"]);
});

test("a parent that a path leads through is no root, and has that part of the path", async () => {
  const below = create("old001", "ebb", "/tides/ebb");
  for (const calls of [[below], [below, put("old001")], [put("old001"), below]])
    expect((await showPrerequisites(calls)).filter((one) => one.startsWith("+"))).toEqual([
      "+CreateRestApi(cloudmock-a1b2c3d4e5)",
      expect.stringMatching(/^\+CreateResource\(a1b2c3d4e5, root[0-9a-f]{8}, tides\)$/),
    ]);
});

test("an API of the log has its root from the beginning", async () => {
  const make = (answer: object) => ({ ...call("CreateRestApi", {}, { id: "a1b2c3d4e5", ...answer }) });
  for (const answer of [{ rootResourceId: "root01" }, {}]) {
    const steps = completeAnswers(
      await planCalls([make(answer), create("root01", "ebb", "/ebb"), put("root01")]),
    );
    expect((await addPrerequisites(steps)).filter(({ creation }) => creation)).toEqual([]);
  }
});

test("without a path the parent of others is the root", async () => {
  const made = await showPrerequisites([create("root01", "ebb"), put("root01")]);
  expect(made[0]).toBe("+CreateRestApi(cloudmock-a1b2c3d4e5)");
  expect(made).toHaveLength(3);
});
