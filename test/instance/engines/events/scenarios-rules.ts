/** Scenarios of EventBridge's buses, rules, targets and tags, by the names under which AWS's answers were recorded. */
import type { Given } from "../support/client.ts";
import { ACCOUNT, REGION, type TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";

export const PATTERN = {
  source: ["core.update-account-command"],
  "detail-type": ["core.update-account-command"],
  detail: { command: ["update-account"] },
};
const ARN = (type: string, name: string) => `arn:aws:events:${REGION}:${ACCOUNT}:${type}/${name}`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:queue`;

type Input = { readonly [name: string]: Given | undefined };
const ask = (client: TestClient) => (name: string, input: Input) => client.call("events", name, input);

function buses(regions: readonly string[]): Scenario {
  return async ({ client, answer }) => {
    for (const region of regions) {
      const call = (name: string, input: Input) => client.call("events", name, input, { region });
      answer(
        `create-custom-event-bus-${region}`,
        await call("CreateEventBus", { Name: "bus", Description: "test bus" }),
      );
      answer(`list-event-buses-after-create-${region}`, await call("ListEventBuses", { NamePrefix: "bus" }));
      answer(`describe-custom-event-bus-${region}`, await call("DescribeEventBus", { Name: "bus" }));
    }
    for (const region of regions) {
      const call = (name: string, input: Input) => client.call("events", name, input, { region });
      answer(`delete-custom-event-bus-${region}`, await call("DeleteEventBus", { Name: "bus" }));
      answer(`list-event-buses-after-delete-${region}`, await call("ListEventBuses", { NamePrefix: "bus" }));
    }
  };
}

function schedule(ScheduleExpression: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    answer("put-rule", await call("PutRule", { Name: "rule", ScheduleExpression }));
    answer("list-rules", await call("ListRules", { NamePrefix: "rule" }));
    answer("invalid-put-rule", await call("PutRule", { Name: "rule", ScheduleExpression }));
  };
}

const TAGS = [
  { Key: "tag1", Value: "value1" },
  { Key: "tag2", Value: "value2" },
];

function tag(prepare: (call: ReturnType<typeof ask>) => Promise<string>): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    const ResourceARN = await prepare(call);
    answer("tag_resource", await call("TagResource", { ResourceARN, Tags: TAGS }));
    answer("list_tags_for_resource", await call("ListTagsForResource", { ResourceARN }));
    answer("untag_resource", await call("UntagResource", { ResourceARN, TagKeys: ["tag2"] }));
    answer("list_tags_for_untagged_resource", await call("ListTagsForResource", { ResourceARN }));
    answer(
      "untag_resource_not_existing_tag",
      await call("UntagResource", { ResourceARN, TagKeys: ["tag3"] }),
    );
  };
}

function tagMissing(ResourceARN: string): Scenario {
  return async ({ client, answer }) => {
    const call = ask(client);
    answer("tag_not_existing_resource_error", await call("TagResource", { ResourceARN, Tags: TAGS }));
    answer("list_tags_for_not_existing_resource_error", await call("ListTagsForResource", { ResourceARN }));
    answer(
      "untag_not_existing_resource_error",
      await call("UntagResource", { ResourceARN, TagKeys: ["tag1"] }),
    );
  };
}

const EventPattern = JSON.stringify(PATTERN);

export const RULES: Readonly<Record<string, Scenario>> = {
  "create_list_describe_delete_custom_event_buses[True-regions1]": buses([
    "us-east-1",
    "us-west-1",
    "eu-central-1",
  ]),
  async "remove_permission[default]"({ client, answer }) {
    const call = ask(client);
    for (const [at, account] of ["222233334444", "333344445555"].entries())
      await call("PutPermission", {
        Action: "events:PutEvents",
        Principal: account,
        StatementId: `statement-${at}`,
      });
    answer("remove-permission", await call("RemovePermission", { StatementId: "statement-0" }));
    answer("describe-event-bus-remove-permission", await call("DescribeEventBus", {}));
    answer("remove-permission-all", await call("RemovePermission", { RemoveAllPermissions: true }));
    answer("describe-event-bus-remove-permission-all", await call("DescribeEventBus", {}));
  },
  async "put_list_with_prefix_describe_delete_rule[default]"({ client, answer }) {
    const call = ask(client);
    answer("put-rule", await call("PutRule", { Name: "rule-1", EventPattern }));
    answer("list-rules", await call("ListRules", { NamePrefix: "rule-" }));
    answer("describe-rule", await call("DescribeRule", { Name: "rule-1" }));
    answer("delete-rule", await call("DeleteRule", { Name: "rule-1" }));
    answer("list-rules-after-delete", await call("ListRules", { NamePrefix: "rule-" }));
  },
  async "disable_re_enable_rule[custom]"({ client, answer }) {
    const call = ask(client);
    const named = { Name: "rule", EventBusName: "bus" };
    await call("CreateEventBus", { Name: "bus" });
    await call("PutRule", { ...named, EventPattern });
    answer("disable-rule", await call("DisableRule", named));
    answer("describe-rule-disabled", await call("DescribeRule", named));
    answer("enable-rule", await call("EnableRule", named));
    answer("describe-rule-enabled", await call("DescribeRule", named));
  },
  async "update rule with targets"({ client, answer }) {
    const call = ask(client);
    await call("PutRule", { Name: "rule", EventPattern });
    await call("PutTargets", { Rule: "rule", Targets: [{ Id: "1", Arn: QUEUE }] });
    answer("list-targets", await call("ListTargetsByRule", { Rule: "rule" }));
    answer("update-rule", await call("PutRule", { Name: "rule", EventPattern, Description: "another" }));
    answer("list-targets-after-update", await call("ListTargetsByRule", { Rule: "rule" }));
  },
  async "put_list_remove_target[default]"({ client, answer }) {
    const call = ask(client);
    await call("PutRule", { Name: "rule", EventPattern });
    answer("put-target", await call("PutTargets", { Rule: "rule", Targets: [{ Id: "1", Arn: QUEUE }] }));
    answer("list-targets", await call("ListTargetsByRule", { Rule: "rule" }));
    answer("remove-target", await call("RemoveTargets", { Rule: "rule", Ids: ["1"] }));
    answer("list-targets-after-delete", await call("ListTargetsByRule", { Rule: "rule" }));
  },
  async "put multiple targets with same id across different rules"({ client, answer }) {
    const call = ask(client);
    for (const [Rule, InputPath] of [
      ["one", "$.detail"],
      ["two", "$.notexisting"],
    ] as const) {
      await call("PutRule", { Name: Rule, EventPattern });
      await call("PutTargets", { Rule, Targets: [{ Id: "target-id", Arn: QUEUE, InputPath }] });
      answer(`list-targets-rule-${Rule}`, named(await call("ListTargetsByRule", { Rule })));
    }
  },
  async "list_rule_names_by_target[default]"({ client, answer }) {
    const call = ask(client);
    for (const at of [0, 1, 2]) {
      await call("PutRule", { Name: `rule-${at}`, EventPattern });
      await call("PutTargets", { Rule: `rule-${at}`, Targets: [{ Id: `t${at}`, Arn: QUEUE }] });
    }
    await call("PutRule", { Name: "another", EventPattern });
    answer("list_rule_names_by_target", await call("ListRuleNamesByTarget", { TargetArn: QUEUE }));
  },
  async "put events with input transformer missing keys"({ client, answer }) {
    const call = ask(client);
    await call("PutRule", { Name: "rule", EventPattern });
    const InputTransformer = {
      InputPathsMap: { known: "$.detail-type" },
      InputTemplate: '"<known> and <notdefinedkey>"',
    };
    const Targets = [{ Id: "target", Arn: QUEUE, InputTransformer }];
    answer("missing-key-exception-error", await call("PutTargets", { Rule: "rule", Targets }));
  },
  async "invalid_json_event_pattern[{'bad': 'quotation'}]"({ client, answer }) {
    const event = { id: "1", account: "1", source: "s", time: "t", region: "r", "detail-type": "d" };
    const given = { EventPattern: "{'bad': 'quotation'}", Event: JSON.stringify(event) };
    answer("invalid-pattern", await ask(client)("TestEventPattern", given));
  },
  async "invalid event payload"({ client, answer }) {
    const given = { EventPattern: '{"source": ["a"]}', Event: "plain string" };
    answer("plain-string-payload-exc", await ask(client)("TestEventPattern", given));
  },
  async "event pattern source"({ client, answer }) {
    const call = ask(client);
    const given = { EventPattern: '{"source": ["order"]}' };
    const event = (source: string) =>
      JSON.stringify({
        id: "1",
        source,
        "detail-type": "Test",
        account: "123456789012",
        region: REGION,
        time: "2022-07-13T13:48:01Z",
        detail: { test: "test" },
      });
    answer(
      "eventbridge-test-event-pattern-response",
      await call("TestEventPattern", { ...given, Event: event("order") }),
    );
    answer(
      "eventbridge-test-event-pattern-response-no-match",
      await call("TestEventPattern", { ...given, Event: event("shipment") }),
    );
  },
  "put rule with schedule rate": schedule("rate(1 minute)"),
  ...Object.fromEntries(
    [
      "15 12 * * ? *",
      "0/30 20-23 ? * MON-FRI *",
      "0/30 0-2 ? * MON-FRI *",
      "0 2 ? * SAT *",
      "0 12 * * ? *",
      "0 2 ? * SAT#3 *",
      "0/5 5 ? JAN 1-5 2022",
    ].map((cron) => [`tests_put_rule_with_schedule_cron[cron(${cron})]`, schedule(`cron(${cron})`)]),
  ),
  ...Object.fromEntries(
    ["INVALID", "7 20 * * NOT *"].map((cron) => [
      `tests_put_rule_with_invalid_schedule_cron[cron(${cron})]`,
      schedule(`cron(${cron})`),
    ]),
  ),
  "tests_tag_untag_resource[event_bus]": tag(async (call) => {
    await call("CreateEventBus", { Name: "bus" });
    return ARN("event-bus", "bus");
  }),
  "tests_tag_untag_resource[event_bus-event_bus_default]": tag(async () => ARN("event-bus", "default")),
  "tests_tag_untag_resource[rule-event_bus_default]": tag(async (call) => {
    await call("PutRule", { Name: "rule", EventPattern });
    return ARN("rule", "rule");
  }),
  "tests_tag_untag_resource[rule-event_bus_custom]": tag(async (call) => {
    await call("CreateEventBus", { Name: "bus" });
    await call("PutRule", { Name: "rule", EventBusName: "bus", EventPattern });
    return ARN("rule", "bus/rule");
  }),
  "tests_tag_list_untag_not_existing_resource[not_existing_rule]": tagMissing(ARN("rule", "missing")),
  "tests_tag_list_untag_not_existing_resource[not_existing_event_bus]": tagMissing(
    ARN("event-bus", "missing"),
  ),
  async "create event bus with tags"({ client, answer }) {
    const call = ask(client);
    answer("create_event_bus_with_tags", await call("CreateEventBus", { Name: "bus", Tags: TAGS }));
    answer(
      "list_tags_for_event_bus",
      await call("ListTagsForResource", { ResourceARN: ARN("event-bus", "bus") }),
    );
  },
  async "recreate_tagged_resource_without_tags[rule-event_bus_default]"({ client, answer }) {
    const call = ask(client);
    await call("PutRule", { Name: "rule", EventPattern, Tags: TAGS });
    await call("DeleteRule", { Name: "rule" });
    await call("PutRule", { Name: "rule", EventPattern });
    answer("list_tags_for_resource", await call("ListTagsForResource", { ResourceARN: ARN("rule", "rule") }));
  },
};

/** The recording has words in the places of ids and ARNs. */
function named(shown: Readonly<Record<string, unknown>>): unknown {
  const { Targets } = shown as { readonly Targets: readonly object[] };
  return { ...shown, Targets: Targets.map((target) => ({ ...target, Id: "target-id", Arn: "target-arn" })) };
}
