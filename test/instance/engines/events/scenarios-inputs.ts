/** Scenarios of what targets get of events, of schedules and replays, by the names under which AWS's answers were recorded. */
import { ACCOUNT, type Given, REGION } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { TestAlarms } from "./alarms.ts";
import { dated, lead, makeQueue, plain, put, receive } from "./queues.ts";
import { entry } from "./scenarios-archives.ts";
import { PATTERN } from "./scenarios-rules.ts";

function transform(InputTemplate: string, InputPathsMap: Given): Scenario {
  return async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    const pattern = { source: PATTERN.source };
    await lead(client, queue, { bus: "bus", pattern, InputTransformer: { InputPathsMap, InputTemplate } });
    const sent = entry({ EventBusName: "bus" });
    await put(client, sent);
    const first = await receive(client, queue);
    answer("messages", dated(first));
    answer("custom-variables-match-all", dated(first));
    await put(client, { ...sent, Detail: '{"payload": {}}' });
    answer("custom-variables-not-match-all", dated(await receive(client, queue)));
  };
}

const NAMED = { "detail-type": "$.detail-type", timestamp: "$.time", command: "$.detail.command" };

function replaceNested(InputTemplate: string): Scenario {
  return async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    const InputPathsMap = {
      userId: "$.detail.payload.acc_id",
      payload: "$.detail.payload",
      systemstring: "$.detail.awsAccountId",
      listsingle: "$.detail.severities",
      listmulti: "$.detail.states",
    };
    const pattern = { source: PATTERN.source };
    await lead(client, queue, { bus: "bus", pattern, InputTransformer: { InputPathsMap, InputTemplate } });
    const detail = {
      command: "update-account",
      payload: { acc_id: "0a787ecb-4015", sf_id: "baz" },
      severities: ["HIGH"],
      states: ["ACTIVE", "INACTIVE"],
    };
    await put(client, entry({ EventBusName: "bus", Detail: JSON.stringify(detail) }));
    answer("input-transformed-messages", await receive(client, queue));
  };
}

const LISTS =
  "<listsingle> single list item <listmulti> multiple list items <systemstring> system account id <payload> payload <userId> user id";
const LINES = [
  "<listsingle> single list item",
  "<listmulti> multiple list items",
  "<systemstring> system account id",
  "<payload> payload",
  "<userId> user id",
];
const NESTED =
  '{"method": "PUT", "nested": {"level1": {"level2": {"level3": "users-service/users/<userId>"} } }, "bod": "<userId>"}';
const STRING = '"Event of <detail-type> type, at time <timestamp>, info extracted from detail <command>"';
const PREDEFINED =
  '"Message containing all pre defined variables <aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"';

const rateToQueue: Scenario = async ({ client, answer }) => {
  const alarms = await TestAlarms.begin(client);
  const queue = await makeQueue(client, "queue");
  const Targets = [{ Id: "target", Arn: queue.arn }];
  await client.call("events", "PutRule", { Name: "rule", ScheduleExpression: "rate(1 minute)" });
  await client.call("events", "PutTargets", { Rule: "rule", Targets });
  for (const label of ["messages-first", "messages-second"]) {
    await alarms.pass(60_000);
    answer(label, dated(await receive(client, queue)));
    await client.call("sqs", "PurgeQueue", { QueueUrl: queue.url });
  }
};

export const INPUTS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "put events with input transformer input template json": transform(
    '{"detailType": <detail-type>, "time": <timestamp>, "command": <command>}',
    NAMED,
  ),
  [`put_events_with_input_transformer_input_template_string[${STRING}]`]: transform(STRING, NAMED),
  [`input_transformer_predefined_variables[${PREDEFINED}]`]: transform(PREDEFINED, {}),
  [`input_transformer_nested_keys_replacement[${NESTED}]`]: replaceNested(NESTED),
  [`input_transformer_nested_keys_replacement["${LISTS}"]`]: replaceNested(`"${LISTS}"`),
  [`input_transformer_nested_keys_replacement["<listmulti> multiple list items"]`]: replaceNested(
    '"<listmulti> multiple list items"',
  ),
  [`input_transformer_nested_keys_replacement[${LINES.map((line) => `"${line}"`).join("\\n")}]`]:
    replaceNested(LINES.map((line) => `"${line}"`).join("\n")),
  async "start_list_describe_canceled_replay[default]"({ client, answer }) {
    const call = (name: string, input: { readonly [name: string]: Given | undefined }) =>
      client.call("events", name, input);
    const bus = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;
    const archive = { ArchiveName: "archive", EventSourceArn: bus, EventPattern: JSON.stringify(PATTERN) };
    await call("CreateArchive", archive);
    const queue = await makeQueue(client, "queue");
    await lead(client, queue);
    const begin = new Date(client.now);
    await put(client, entry(), entry(), entry());
    await client.call("sqs", "PurgeQueue", { QueueUrl: queue.url });
    client.now += 60_000;
    const given = (ReplayName: string) => ({
      ReplayName,
      Description: "description of the replay",
      EventSourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:archive/archive`,
      EventStartTime: begin,
      EventEndTime: new Date(client.now),
      Destination: { Arn: bus, FilterArns: [`arn:aws:events:${REGION}:${ACCOUNT}:rule/rule`] },
    });
    const told = (shown: object) => ({ ...shown, ReplayName: "replay-name" });
    answer("start-replay", await call("StartReplay", given("one")));
    const byName = (message: Readonly<Record<string, unknown>>) => String(message["MessageId"]);
    const messages = (await receive(client, queue)).toSorted((a, b) => byName(a).localeCompare(byName(b)));
    answer("replay-messages", plain(messages));
    const listed = await call("ListReplays", { NamePrefix: "one" });
    answer("list-replays", { ...listed, Replays: (listed["Replays"] as readonly object[]).map(told) });
    answer("describe-replay", told(await call("DescribeReplay", { ReplayName: "one" })));
    await call("StartReplay", given("two"));
    answer("cancel-replay", await call("CancelReplay", { ReplayName: "two" }));
    answer("describe-replay-canceled", told(await call("DescribeReplay", { ReplayName: "two" })));
  },
  "tests schedule rate target sqs": {
    without: { "list-targets": "The name that stands for the queue's is not closed in the recording." },
    run: rateToQueue,
  },
  async "tests schedule rate custom input target sqs"({ client, answer }) {
    const alarms = await TestAlarms.begin(client);
    const queue = await makeQueue(client, "queue");
    const Input = JSON.stringify({ "custom-value": "somecustominput" });
    await client.call("events", "PutRule", { Name: "rule", ScheduleExpression: "rate(1 minute)" });
    await client.call("events", "PutTargets", {
      Rule: "rule",
      Targets: [{ Id: "target", Arn: queue.arn, Input }],
    });
    answer("list-targets", await client.call("events", "ListTargetsByRule", { Rule: "rule" }));
    await alarms.pass(60_000);
    answer("messages", await receive(client, queue));
  },
};
