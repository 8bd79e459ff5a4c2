// Users whose names CloudTrail hides are told apart by the sub that it writes beside them, also those who are older than the log.
import { expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, planCalls } from "./plan-calls.ts";

const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
const ONE = "5a1b0000-0000-4000-8000-000000000001";
const TWO = "5a1b0000-0000-4000-8000-000000000002";

function call(operation: string, sub: string): Call {
  const parameters = { userPoolId: "eu-west-1_OlderPool1", username: HIDDEN, password: HIDDEN };
  return { service: "cognito-idp", operation, parameters, additional: { sub } };
}

async function listUsers(calls: readonly Call[]) {
  const steps = fillPlaceholders(await orderSteps(await addPrerequisites(await planCalls(calls))));
  return steps.flatMap(({ creation, operation, input }) =>
    input["Username"] === undefined ? [] : [`${creation ? "+" : ""}${operation.name} ${input["Username"]}`],
  );
}

test("each of them is made before its first use", async () => {
  const calls = [
    call("AdminSetUserPassword", ONE),
    call("AdminDisableUser", TWO),
    call("AdminDisableUser", ONE),
  ];
  expect((await listUsers(calls)).toSorted()).toEqual([
    `+AdminCreateUser ${ONE}`,
    `+AdminCreateUser ${TWO}`,
    `+AdminEnableUser ${ONE}`,
    `+AdminEnableUser ${TWO}`,
    `AdminDisableUser ${ONE}`,
    `AdminDisableUser ${TWO}`,
    `AdminSetUserPassword ${ONE}`,
  ]);
});

test("who is made in the log is not made again", async () => {
  const calls = [
    call("AdminCreateUser", ONE),
    call("AdminSetUserPassword", ONE),
    call("AdminDeleteUser", ONE),
  ];
  expect(await listUsers(calls)).toEqual([
    `AdminCreateUser ${ONE}`,
    `AdminSetUserPassword ${ONE}`,
    `AdminDeleteUser ${ONE}`,
  ]);
});
