// Calls of one second on users whose names the log hides: each is made before what uses it, and removed last.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { expectAlways } from "../../support/expect-always.ts";
import { type Call, planCalls } from "../missing/plan-calls.ts";

const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
const DEEDS = ["AdminCreateUser", "AdminAddUserToGroup", "AdminDeleteUser"];

const on = (operation: string, sub?: string): Call => ({
  service: "cognito-idp",
  operation,
  second: 3,
  parameters: {
    userPoolId: "eu-west-1_abcdefghi",
    username: HIDDEN,
    ...(operation === "AdminAddUserToGroup" && { groupName: "gm" }),
  },
  ...(sub !== undefined && { additional: { sub } }),
});

async function expectInTurn(calls: readonly Call[], told: (sub: string | undefined) => boolean) {
  const steps = (await orderSteps(await planCalls(calls))).filter(({ event }) =>
    told((event?.additionalEventData as { readonly sub?: string } | null)?.sub),
  );
  const places = steps.map(({ operation }) => DEEDS.indexOf(operation.name));
  expect(places).toEqual(places.toSorted());
}

test("what nothing tells apart is made first and removed last", async () => {
  const calls = [...DEEDS, ...DEEDS, ...DEEDS].map((name) => on(name));
  await expectAlways(
    fc.asyncProperty(fc.shuffledSubarray(calls, { minLength: calls.length }), (shuffled) =>
      expectInTurn(shuffled, () => true),
    ),
  );
});

test("users whom the record tells apart each have a life of their own", async () => {
  const subs = ["0a8c2c28-1111-2222-3333-000000000001", "0a8c2c28-1111-2222-3333-000000000002"];
  const calls = subs.flatMap((sub) => DEEDS.map((name) => on(name, sub)));
  await expectAlways(
    fc.asyncProperty(fc.shuffledSubarray(calls, { minLength: calls.length }), async (shuffled) => {
      for (const sub of subs) await expectInTurn(shuffled, (one) => one === sub);
    }),
  );
});

test("as many are made beforehand as calls remove and the log does not make", async () => {
  const at = (second: number, operation: string) => ({ ...on(operation), second });
  const count = async (calls: readonly Call[]) => {
    const steps = await addPrerequisites(await planCalls(calls));
    return steps.filter(({ creation, operation }) => creation && operation.name === "AdminCreateUser").length;
  };
  const [make, remove] = ["AdminCreateUser", "AdminDeleteUser"];
  expect(await count([at(1, make), at(2, make), at(3, remove), at(4, remove)])).toBe(0);
  expect(await count([at(1, make), at(3, remove), at(4, remove)])).toBe(1);
  expect(await count([at(3, remove), at(4, remove)])).toBe(2);
});
