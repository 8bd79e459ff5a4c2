/** Scenarios of topics, by the names of their recordings. */
import type { Scenario } from "../support/recorded.ts";
import { callSns, makeTopic } from "./support.ts";

export const TOPIC_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "create topic test arn": async ({ client, answer }) => {
    const made = await callSns(client, "CreateTopic", { Name: "topic" });
    answer("create-topic", made);
    const TopicArn = String(made["TopicArn"]);
    answer("get-topic-attrs", await callSns(client, "GetTopicAttributes", { TopicArn }));
    answer("delete-topic", await callSns(client, "DeleteTopic", { TopicArn }));
    answer("topic-not-exists", await callSns(client, "GetTopicAttributes", { TopicArn }));
  },
  "create duplicate topic check idempotency": async ({ client, answer }) => {
    const Tags = [{ Key: "k1", Value: "v1" }];
    const make = () => callSns(client, "CreateTopic", { Name: "topic", Tags });
    answer("response-created", await make());
    for (const at of [0, 1, 2]) answer(`response-same-arn-${at}`, await make());
  },
  "create topic after delete with new tags": async ({ client, answer }) => {
    const make = (Value: string) =>
      callSns(client, "CreateTopic", { Name: "topic", Tags: [{ Key: "k", Value }] });
    const made = await make("one");
    answer("topic-0", made);
    await callSns(client, "DeleteTopic", { TopicArn: String(made["TopicArn"]) });
    answer("topic-1", await make("two"));
  },
  "create topic different attrs": async ({ client, answer }) => {
    const make = (Attributes: Record<string, string>) =>
      callSns(client, "CreateTopic", { Name: "topic", Attributes });
    const made = await make({ DisplayName: "Value1" });
    answer("create-topic", made);
    answer("create-topic-no-attrs", await make({}));
    const TopicArn = String(made["TopicArn"]);
    answer("topic-attrs", await callSns(client, "GetTopicAttributes", { TopicArn }));
    answer("create-topic-diff-attrs", await make({ DisplayName: "Value2" }));
    answer("create-topic-new-attrs-fifo", await make({ FifoTopic: "true" }));
    answer("create-topic-new-attrs", await make({ KmsMasterKeyId: "key" }));
    answer("create-topic-new-and-same-attrs", await make({ DisplayName: "Value1", KmsMasterKeyId: "key" }));
  },
  "add permission errors": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const add = (Label: string, of = TopicArn, action = "Publish") =>
      callSns(client, "AddPermission", {
        TopicArn: of,
        Label,
        AWSAccountId: ["111111111111"],
        ActionName: [action],
      });
    await add("one");
    answer("duplicate-label", await add("one"));
    answer("topic-not-found", await add("two", `${TopicArn}none`));
    answer("invalid-action", await add("three", TopicArn, "InvalidAction"));
  },
};
