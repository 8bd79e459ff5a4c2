/** Which texts and scalars say the same. */
import { describe, expect, test } from "bun:test";
import { Digits } from "../../src/aws/values.ts";
import { sameScalars } from "../../src/verify/same.ts";
import { callsSame } from "../../src/verify/same-name.ts";

describe("scalars", () => {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["a:B"], Resource: "*" }] };
  const other = { Statement: { Resource: ["*"], Action: "a:B", Effect: "Allow" }, Version: "2012-10-17" };
  test.each([
    ["a", "a", true],
    ["a", "b", false],
    ["1", 1, true],
    [new Digits("7"), "7", true],
    ["", 0, false],
    ["true", true, true],
    ["True", "true", true],
    ["True", "false", false],
    [JSON.stringify(policy), JSON.stringify(other), true],
    [JSON.stringify(policy), encodeURIComponent(JSON.stringify(other)), true],
    [JSON.stringify(policy), JSON.stringify({ ...policy, Version: "2008-10-17" }), false],
    ["# remark\na: 'b'\nc:\n  - 1\n", '{"c": [1], "a": "b"}', true],
    ["a: 'b'\nc: [1, 2]\n", 'c:\n- 1\n- 2\na: "b"\n', true],
    ["a: b\nc: 1\n", "a: b\nc: 2\n", false],
    ["a: &x [1]\nb: *x\n", "b: [1]\na: [1]\n", false],
    ["text\nof lines", "text\nof other lines", false],
    ["r", "arn:aws:iam::111122223333:role/path/r", true],
    ["r", "arn:aws:iam::111122223333:role/path/other-r", false],
    ["web", "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3", true],
    ["example.com", "example.com.", true],
  ])("%p and %p: %p", (a, b, same) => {
    expect(sameScalars(a, b)).toBe(same);
  });
});

test("an empty text calls nothing", () => {
  expect(callsSame("", ".")).toBe(false);
});
