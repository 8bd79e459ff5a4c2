// EventBridge hears of what becomes of parameters.
import { expect, test } from "bun:test";
import { ACCOUNT, REGION, TestClient } from "../support/client.ts";

test("a rule hears when a parameter is made, changed and deleted", async () => {
  const client = new TestClient();
  const { QueueUrl } = (await client.call("sqs", "CreateQueue", { QueueName: "q" })) as unknown as {
    QueueUrl: string;
  };
  await client.call("events", "PutRule", {
    Name: "rule",
    EventPattern: JSON.stringify({ source: ["aws.ssm"], detail: { name: [{ prefix: "/app" }] } }),
  });
  const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
  await client.call("events", "PutTargets", {
    Rule: "rule",
    Targets: [{ Id: "t", Arn, InputPath: "$.detail" }],
  });
  const put = (Name: string, Value: string) =>
    client.call("ssm", "PutParameter", { Name, Value, Type: "String", Overwrite: true });
  await put("/app/a", "1");
  await put("/app/a", "2");
  await put("/other", "1");
  await client.call("ssm", "DeleteParameters", { Names: ["/app/a"] });
  const heard: unknown[] = [];
  for (let at = 0; at < 3; at++) {
    const { Messages = [] } = (await client.call("sqs", "ReceiveMessage", {
      QueueUrl,
      MaxNumberOfMessages: 10,
    })) as unknown as { Messages?: readonly { readonly Body: string }[] };
    heard.push(...Messages.map(({ Body }) => JSON.parse(Body)));
  }
  const told = { name: "/app/a", type: "String" };
  expect(heard).toHaveLength(3);
  for (const operation of ["Create", "Update", "Delete"])
    expect(heard).toContainEqual({ ...told, operation });
});
