// What a verification finds in the instance of what production made: all of it, under production's own names.
import { expect, test } from "bun:test";
import { type RecordedCall, readBack } from "./support/read-back.ts";

const STORE = "d-h2tw2qgy3z";

test.each<[string, RecordedCall[]]>([
  [
    "by names that have not the form of AWS's own, in requests that say the same of what is made there",
    [
      [
        "identitystore.CreateGroup",
        { identityStoreId: STORE, displayName: "miners" },
        { groupId: "not-a-uuid", identityStoreId: STORE },
      ],
    ],
  ],
])("%s", async (_, calls) => {
  expect(await readBack(calls)).toEqual({ verified: expect.any(Number), others: [] });
});

test("where a thing is removed by a name that no answer tells, and other calls hold more than texts", async () => {
  const { others } = await readBack([
    [
      "organizations.CreateAccount",
      { accountName: "****", email: "****" },
      { createAccountStatus: { id: "car-12345678901234567890123456789012", state: "IN_PROGRESS" } },
    ],
    ["organizations.RemoveAccountFromOrganization", { accountId: "222233334444" }],
    ["sqs.CreateQueue", { queueName: "a", attributes: { DelaySeconds: "45" } }],
  ]);
  expect(others).toEqual([]);
});
