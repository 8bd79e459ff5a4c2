// What is left of a log: the records that a replay with the same flags would send, and what one thing needs.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { makeRecord, rejectionOf } from "../trail/records.ts";
import { checkCuts, checkThings, cut, makeLog } from "./support/selecting.ts";

for (const log of ["demo", "forms", "lake/result_1.csv", "guide/trails"])
  test(`what is cut out is sent as a replay of the whole sends it, and is the same cut again: ${log}`, () =>
    checkCuts(join(root, "fixtures", log)));

test("what is cut out for a thing stands as after the whole log", async () => {
  expect(await checkThings(join(root, "fixtures", "demo"), 20)).toBeGreaterThan(8);
});

const iam = (n: number, eventName: string, requestParameters: object, more: object = {}) =>
  makeRecord(n, { eventSource: "iam.amazonaws.com", eventName, requestParameters, ...more });
const roles = ["a", "b"].map((roleName, at) =>
  iam(at + 1, "CreateRole", { roleName, assumeRolePolicyDocument: "{}" }),
);

test("a remark says how many records are left, and of what", async () => {
  const policy = iam(3, "PutRolePolicy", { roleName: "a", policyName: "p", policyDocument: "{}" });
  const read = iam(4, "GetRole", { roleName: "a" }, { readOnly: true });
  const log = makeLog([...roles, policy, read]);
  const { text, summary } = await cut(log, { resource: ["a"], format: ["jsonl"] });
  expect(text).toBe(`${JSON.stringify(roles[0])}\n${JSON.stringify(policy)}\n`);
  expect(summary).toBe("2 of 4 records: what made, changed and used a (iam role)");
  expect((await cut(log, {})).summary).toBe("3 of 4 records; skipped: read_only 1");
  expect((await cut(log, { resource: ["a"], "include-reads": true })).text).toContain("GetRole");
});

test("several things unite, and a name of several things is said to be one", async () => {
  const queue = makeRecord(3, {
    eventSource: "sqs.amazonaws.com",
    eventName: "CreateQueue",
    requestParameters: { queueName: "a" },
  });
  const log = makeLog([...roles, queue]);
  expect((await cut(log, { resource: ["b", "arn:aws:iam::111122223333:role/a"] })).summary).toBe(
    "2 of 3 records: what made, changed and used b (iam role), arn:aws:iam::111122223333:role/a (iam role)",
  );
  expect((await cut(log, { resource: ["a"] })).summary).toBe(
    "2 of 3 records: what made, changed and used a (2 things: iam role, sqs queue)",
  );
});

test("what no call names is refused, with what is called nearly so", async () => {
  const log = makeLog(
    ["price-updater", "price-reader"].map((roleName, at) => iam(at, "CreateRole", { roleName })),
  );
  const told = await rejectionOf(cut(log, { resource: ["price-updatr"] }));
  expect(told).toBe(
    'InputError: --resource: no call that is left names "price-updatr"; did you mean "price-updater" or "price-reader"?',
  );
  const hostile = await rejectionOf(cut(log, { resource: ["\u001b[31mred\u202e"] }));
  expect(hostile).not.toContain("\u001b");
  expect(hostile).not.toContain("\u202e");
});

test("where nothing is left, a document without records is", async () => {
  const log = makeLog(roles);
  expect(await cut(log, { events: ["delete*"] })).toEqual({
    text: '{"Records":[]}\n',
    summary: "0 of 2 records; skipped: filtered 2",
  });
  expect((await cut(log, { events: ["delete*"], format: ["jsonl"] })).text).toBe("");
});
