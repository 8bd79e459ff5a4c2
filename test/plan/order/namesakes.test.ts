// Things of one name in many places.
import { expect, test } from "bun:test";
import type { Call } from "../../dialect/support.ts";
import { order } from "./wait-chains.ts";

test.each([2, 12])("of queues of one name in %d accounts, a text names the one of its own", async (count) => {
  const accounts = Array.from({ length: count }, (_, place) => `${111_122_223_300 + place}`);
  const queues = accounts.map(
    (account): Call => ({
      second: 0,
      source: "sqs",
      name: "CreateQueue",
      account,
      request: { queueName: "w" },
    }),
  );
  const users = accounts.toReversed().map(
    (account): Call => ({
      second: 60,
      source: "lambda",
      name: "CreateFunction20150331",
      account,
      request: { functionName: "f", environment: { variables: { TARGET: "jobs/w" } } },
    }),
  );
  const steps = await order([...queues, ...users]);
  const waits = steps
    .slice(count)
    .map(({ account, after }) => [account, after.map((at) => steps[at]?.account)]);
  expect(waits).toEqual(accounts.toReversed().map((account) => [account, [account]]));
});
