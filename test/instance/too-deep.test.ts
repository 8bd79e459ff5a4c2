// What a member holds in a language of its own may stand in itself as often as its text is long: the request is refused.
import { expect, test } from "bun:test";
import { TestClient } from "./engines/support/client.ts";

const TOPIC = "arn:aws:sns:us-east-1:111111111111:deep";
const deep = (times: number, before: string, inner: string, after: string) =>
  before.repeat(times) + inner + after.repeat(times);

test("a query and a filter policy that are too deep are no fault of the instance, and nothing is made of them", async () => {
  const { call } = new TestClient();
  const ask = async (...asked: Parameters<typeof call>) => {
    const { Error: error, ResponseMetadata } = await call(...asked);
    return [ResponseMetadata.HTTPStatusCode, error?.Code];
  };
  await call("logs", "CreateLogGroup", { logGroupName: "deep" });
  // No query is longer than 10,000 characters.
  const query = { logGroupName: "deep", startTime: 0, endTime: 1 };
  const queryString = `filter ${deep(4_900, "(", "a = 1", ")")}`;
  // How much of the stack a level takes is the compiler's to say.
  const [status] = await ask("logs", "StartQuery", { ...query, queryString });
  expect([200, 400]).toContain(Number(status));
  await call("sns", "CreateTopic", { Name: "deep" });
  const subscription = {
    TopicArn: TOPIC,
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:us-east-1:111111111111:q",
    Attributes: { FilterPolicy: deep(50_000, '{"a":', '["b"]', "}") },
  };
  expect(await ask("sns", "Subscribe", subscription)).toEqual([404, "MalformedQueryString"]);
  expect(await call("sns", "ListSubscriptionsByTopic", { TopicArn: TOPIC })).toMatchObject({
    Subscriptions: [],
  });
});
