// Tokens of searches, which say behind which event the next page begins.
import { expect, test } from "bun:test";
import { type Given, START, TestClient } from "../support/client.ts";

const [logGroupName, logStreamName] = ["group", "a@b"];

test("a token names the group, the stream and the event", async () => {
  const client = new TestClient();
  const call = (name: string, input: Record<string, Given>): Promise<ReturnType<typeof JSON.parse>> =>
    client.call("logs", name, { logGroupName, ...input });
  await call("CreateLogGroup", {});
  await call("CreateLogStream", { logStreamName });
  const logEvents = ["a", "b", "c"].map((message, at) => ({ timestamp: START + at, message }));
  await call("PutLogEvents", { logStreamName, logEvents });
  const first = await call("FilterLogEvents", { limit: 2 });
  expect(first.nextToken).toBe(`${logGroupName}@${logStreamName}@${first.events[1].eventId}`);
  const { events } = await call("FilterLogEvents", { nextToken: first.nextToken });
  expect(events).toMatchObject([{ message: "c" }]);
  const last = await call("FilterLogEvents", { limit: 2, startFromHead: false });
  const before = await call("FilterLogEvents", { nextToken: last.nextToken });
  expect(before.events).toMatchObject([{ message: "a" }]);
  expect((await call("FilterLogEvents", { nextToken: "other@stream@1" })).events).toEqual([]);
  const { Error: error } = await call("FilterLogEvents", { nextToken: "unknown" });
  expect(error.Message).toBe("The specified nextToken is invalid.");
});
