// What a number counts, and what an ARN says itself of its thing.
import { expect, test } from "bun:test";
import { readTouch } from "../../../src/plan/order/read-touch.ts";
import type { Call } from "../../dialect/support.ts";
import { planCalls } from "../missing/plan-calls.ts";
import { order } from "./wait-chains.ts";

test("a number names a version of one thing, and none of another", async () => {
  const publish = (functionName: string, second: number): Call => ({
    second,
    source: "lambda",
    name: "PublishVersion20150331",
    request: { functionName },
    response: { functionName, version: "1" },
  });
  const steps = await order([
    publish("pay", 0),
    publish("ship", 0),
    {
      second: 1,
      source: "lambda",
      name: "CreateAlias20150331",
      request: { functionName: "ship", name: "live", functionVersion: "1" },
    },
  ]);
  expect(steps.map(({ after }) => after)).toEqual([[], [], [1]]);
});

test("an ARN says itself of which type its thing is", async () => {
  const [step] = await planCalls([
    {
      service: "batch",
      operation: "TagResource",
      parameters: { resourceArn: "arn:aws:batch:eu-west-1:111122223333:job-queue/bills", tags: { a: "b" } },
    },
  ]);
  expect(step && readTouch(step).uses.map(({ type }) => type)).toEqual(["job-queue"]);
});
