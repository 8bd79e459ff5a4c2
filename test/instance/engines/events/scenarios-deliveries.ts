/** Scenarios of events that EventBridge delivers, by the names under which AWS's answers were recorded. */
import { ACCOUNT, type Elsewhere, type Given, REGION } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import {
  dated,
  type Input,
  lead,
  makeQueue,
  plain,
  put,
  type Queue,
  readBodies,
  receive,
  tellDate,
  tellNotification,
} from "./queues.ts";
import { entry } from "./scenarios-archives.ts";
import { PATTERN } from "./scenarios-rules.ts";

/** What a queue gets of entries, by a target of its own form. */
function send(label: string, target: Input, entries: readonly Input[] = [entry()]): Scenario {
  return async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    await lead(client, queue, { bus: "bus", ...target });
    await put(client, ...entries.map((one) => ({ ...one, EventBusName: "bus" })));
    answer(label, plain(await receive(client, queue)));
  };
}

function refused(...entries: readonly Input[]): Scenario {
  return async ({ client, answer }) => answer("put-events", await put(client, ...entries));
}

function tooMany(bus: Input): Scenario {
  return async ({ client, answer }) => {
    const shown = await put(client, ...Array.from({ length: 11 }, () => entry(bus)));
    answer("put-events-exceed-limit-error", shown);
  };
}

/** A bus that leads to the next one, and the last to a queue. */
function chain(names: readonly string[]): Scenario {
  return async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    const [first = "default", ...others] = names;
    for (const [at, name] of names.entries()) {
      if (name !== "default") await client.call("events", "CreateEventBus", { Name: name });
      const next = others[at];
      const arn = next ? `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${next}` : queue.arn;
      const role = next ? { RoleArn: `arn:aws:iam::${ACCOUNT}:role/events` } : {};
      await lead(client, { ...queue, arn }, { bus: name, ...role });
    }
    await put(client, entry({ EventBusName: first }));
    answer("messages", plain(await receive(client, queue)));
  };
}

function across(name: string, second: Elsewhere): Scenario {
  return async ({ client, answer }) => {
    const { account = ACCOUNT, region = REGION } = second;
    const primary = await makeQueue(client, "primary");
    const secondary = await makeQueue(client, "secondary", second);
    const bus = name === "default" ? "default" : "bus";
    if (bus !== "default")
      for (const at of [{}, second]) await client.call("events", "CreateEventBus", { Name: bus }, at);
    const pattern = JSON.stringify({ ...PATTERN, source: [{ prefix: "source-" }] });
    const rule = { Name: "rule", EventBusName: bus, EventPattern: pattern };
    for (const at of [{}, second]) await client.call("events", "PutRule", rule, at);
    const arn = `arn:aws:events:${region}:${account}:event-bus/${bus}`;
    const Targets = [
      { Id: "queue", Arn: primary.arn },
      { Id: "bus", Arn: arn, RoleArn: `arn:aws:iam::${ACCOUNT}:role/events` },
    ];
    await client.call("events", "PutTargets", { Rule: "rule", EventBusName: bus, Targets });
    const inSecond = { Rule: "rule", EventBusName: bus, Targets: [{ Id: "queue", Arn: secondary.arn }] };
    await client.call("events", "PutTargets", inSecond, second);
    await put(client, entry({ EventBusName: bus, Source: "source-primary" }));
    const fromPrimary = await receive(client, secondary, second);
    const own = { Entries: [entry({ EventBusName: bus, Source: "source-secondary" })] };
    await client.call("events", "PutEvents", own, second);
    answer("messages_primary_queue_from_primary_event_bus", plain(await receive(client, primary)));
    answer("messages_secondary_queue_from_primary_event_bus", plain(fromPrimary));
    answer(
      "messages_secondary_queue_from_secondary_event_bus",
      plain(await receive(client, secondary, second)),
    );
  };
}

const AUTOMATION = {
  id: "123",
  actions: [
    {
      id: "321",
      type: "SEND_NOTIFICATION",
      settings: { message: "", recipientEmails: [], subject: "", type: "SEND_NOTIFICATION" },
    },
  ],
};

/** What a function would get. Here a queue gets it in its place. */
function withList(automations: Given): Scenario {
  return async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    const pattern = {
      detail: { payload: { automations: { id: [{ exists: true }], actions: { id: ["321"] } } } },
    };
    await lead(client, queue, { bus: "bus", pattern });
    const payload = {
      userId: 10,
      businessId: 3,
      channelId: 6,
      card: { foo: "bar" },
      targetEntity: true,
      entityAuditTrailEvent: { foo: "bar" },
      automations,
    };
    await put(client, entry({ EventBusName: "bus", Detail: JSON.stringify({ payload }) }));
    answer("events", readBodies(await receive(client, queue)));
  };
}

export const DELIVERIES: Readonly<Record<string, Scenario | PartialScenario>> = {
  "put events without source": refused({ DetailType: "Test", Detail: "{}" }),
  "put event without detail type": refused({ Source: "some", Detail: "{}", DetailType: "" }),
  "put_event_malformed_detail[STRING]": refused(entry({ Detail: "this is not valid JSON" })),
  "put_event_malformed_detail[SERIALIZED_STRING]": refused(entry({ Detail: '"string"' })),
  "put_events_exceed_limit_ten_entries[custom]": tooMany({ EventBusName: "bus" }),
  "put_events_exceed_limit_ten_entries[default]": tooMany({ EventBusName: "default" }),
  async "put events time"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    await lead(client, queue, { bus: "bus", pattern: { source: PATTERN.source } });
    for (const [message, Time] of [
      ["short time", new Date("2022-01-01T00:00:00Z")],
      ["new time", new Date("2022-01-01T01:02:03Z")],
      ["long time", new Date("2022-01-01T12:12:12Z")],
    ] as const)
      await put(client, entry({ EventBusName: "bus", Time, Detail: JSON.stringify({ message }) }));
    answer("messages", dated(await receive(client, queue)));
  },
  async "put events response entries order"({ client, answer }) {
    const [one, two] = [await makeQueue(client, "one"), await makeQueue(client, "two")];
    await lead(client, one, { bus: "bus", rule: "one" });
    await lead(client, two, { bus: "bus", rule: "two" });
    const shown = await put(client, entry({ EventBusName: "bus" }));
    answer("put-events-response", { ...shown, Entries: [{ EventId: "event-id" }] });
    const tell = async (queue: Queue) =>
      (await receive(client, queue)).map((message) => {
        const body: unknown = JSON.parse(tellDate(String(message["Body"])));
        return { ...message, Body: { ...(body as object), detail: "detail" } };
      });
    answer("sqs-messages", { queue1_messages: await tell(one), queue2_messages: await tell(two) });
  },
  "put_events_bus_to_bus[domain]": chain(["one", "two"]),
  "put_events_bus_to_bus[path]": chain(["one", "two"]),
  "put_events_with_target_events[bus_combination1]": chain(["default", "custom"]),
  "put_events_with_target_events[bus_combination2]": chain(["custom", "default"]),
  "event_bus_to_event_bus_cross_account_region[default-region]": across("default", { region: "us-west-2" }),
  "event_bus_to_event_bus_cross_account_region[default-region_account]": across("default", {
    region: "us-west-2",
    account: "222222222222",
  }),
  "event_bus_to_event_bus_cross_account_region[custom-region]": across("bus", { region: "us-west-2" }),
  async "process to multiple matching rules single target"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    for (const rule of ["one", "two"]) await lead(client, queue, { bus: "bus", rule });
    await put(client, entry({ EventBusName: "bus" }));
    answer("events", readBodies(await receive(client, queue)));
  },
  async "process pattern to single matching rules single target"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    const given = (key: string, path: string) => ({
      InputPathsMap: { value: path },
      InputTemplate: `{"${key}": <value>}`,
    });
    await lead(client, queue, {
      rule: "payload",
      pattern: { detail: { payload: { id: ["123"] } } },
      InputTransformer: given("detail-payload-with-id", "$.detail"),
    });
    await lead(client, queue, {
      rule: "id",
      pattern: { detail: { id: ["123"] } },
      InputTransformer: given("detail-with-id", "$.detail"),
    });
    await put(client, entry({ Detail: '{"payload": {"id": "123"}}' }));
    const first = readBodies(await receive(client, queue));
    answer("events-1", first);
    await put(client, entry({ Detail: '{"id": "123"}' }));
    answer("events-2", [...first, ...readBodies(await receive(client, queue))]);
  },
  async "put events pattern with values in array"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    const pattern = { detail: { event: { data: { type: ["1", "2"] } } } };
    await lead(client, queue, { bus: "bus", pattern, InputPath: "$.detail" });
    for (const type of [["3", "1"], ["2"], ["4"]])
      await put(
        client,
        entry({ EventBusName: "bus", Detail: JSON.stringify({ event: { data: { type } } }) }),
      );
    answer("messages", await receive(client, queue));
  },
  "put_events_with_input_path_nested[event_detail0]": async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    await lead(client, queue, { InputPath: "$.detail.payload" });
    await put(client, entry());
    answer("message", await receive(client, queue));
  },
  async "put events with rule pattern exists false"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    const pattern = { detail: { "nonexistent-key": [{ exists: false }], payload: ["baz"] } };
    await lead(client, queue, { bus: "bus", pattern });
    const Detail = '{"no-key": "no-value", "payload": "baz"}';
    await put(client, entry({ EventBusName: "bus", Detail }));
    answer("rule-exists-false", dated(await receive(client, queue)));
  },
  "put events with target sqs event detail match": async ({ client, answer }) => {
    const queue = await makeQueue(client, "queue");
    await lead(client, queue, { pattern: { detail: { EventType: ["0", "1"] } }, InputPath: "$.detail" });
    for (const EventType of ["1", "2"]) await put(client, entry({ Detail: JSON.stringify({ EventType }) }));
    answer("messages", plain(await receive(client, queue)));
  },
  async "put_events_with_target_sns[path]"({ client, answer }) {
    const queue = await makeQueue(client, "queue");
    const { TopicArn } = await client.call("sns", "CreateTopic", { Name: "topic" });
    const subscription = { TopicArn: String(TopicArn), Protocol: "sqs", Endpoint: queue.arn };
    await client.call("sns", "Subscribe", subscription);
    await lead(client, { ...queue, arn: String(TopicArn) }, { bus: "bus" });
    await put(client, entry({ EventBusName: "bus" }));
    answer("messages", plain(await receive(client, queue)).map(tellNotification));
  },
  "put events with target sqs": send("message", {}),
  "put events with target lambda list entry": withList([AUTOMATION]),
  "put events with target lambda list entries partial match": withList([
    { foo: "bar" },
    AUTOMATION,
    { bar: "foo" },
  ]),
};
