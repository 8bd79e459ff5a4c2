// CloudWatch Logs as AWS answered it.
import { ACCOUNT, REGION, type TestClient } from "../support/client.ts";
import { testRecorded } from "../support/recorded.ts";
import { DELIVERIES, makeAsk } from "./support/delivery-scenarios.ts";

const logGroupName = "group";
const logStreamName = "stream";

function read(value: unknown, ...path: readonly string[]): string {
  let at = value;
  for (const name of path) at = (at as Readonly<Record<string, unknown>> | undefined)?.[name];
  return String(at);
}

/** A time as the recording hides it under a name of its own; what is no time stays as it is. */
function hide(value: unknown, member: string, name: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { [member]: time, ...rest } = value as Readonly<Record<string, unknown>>;
  return { ...rest, [member]: typeof time === "number" ? name : time };
}

async function makeStream(client: TestClient) {
  const ask = makeAsk(client);
  await ask("CreateLogGroup", { logGroupName });
  await ask("CreateLogStream", { logGroupName, logStreamName });
  return ask;
}

const QUERY = { logGroupName, startTime: 1_775_000_000, endTime: 1_775_000_600 };

testRecorded("logs", 85, {
  ...DELIVERIES,
  "put destination": async ({ client, answer }) => {
    await makeAsk(client, "kinesis")("CreateStream", { StreamName: "s", ShardCount: 1 });
    const input = {
      destinationName: "d",
      targetArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s`,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
    };
    answer("put-destination", await makeAsk(client)("PutDestination", input));
  },
  "destination tags": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await makeAsk(client, "kinesis")("CreateStream", { StreamName: "s", ShardCount: 1 });
    const made = await ask("PutDestination", {
      destinationName: "d",
      targetArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s`,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
    });
    const resourceArn = read(made, "destination", "arn");
    await ask("TagResource", { resourceArn, tags: { key1: "val1", key2: "val2" } });
    answer("list-tags-after-add", await ask("ListTagsForResource", { resourceArn }));
    await ask("UntagResource", { resourceArn, tagKeys: ["key2"] });
    answer("list-tags-after-remove", await ask("ListTagsForResource", { resourceArn }));
  },
  "put log events to invalid stream": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await ask("CreateLogGroup", { logGroupName });
    const logEvents = [{ timestamp: client.now, message: "a" }];
    answer(
      "error-invalid-stream",
      await ask("PutLogEvents", { logGroupName, logStreamName: "x", logEvents }),
    );
  },
  "put log events too new": async ({ client, answer }) => {
    const ask = await makeStream(client);
    const logEvents = [{ timestamp: client.now + 3 * 3_600_000, message: "a" }];
    const { rejectedLogEventsInfo, ...rest } = await ask("PutLogEvents", {
      logGroupName,
      logStreamName,
      logEvents,
    });
    const hidden = { tooNewLogEventStartIndex: "too-new-log-event-start-index" };
    const isTold = read(rejectedLogEventsInfo, "tooNewLogEventStartIndex") === "0";
    answer("response-too-new", { ...rest, rejectedLogEventsInfo: isTold ? hidden : rejectedLogEventsInfo });
  },
  "create export task": async ({ client, answer }) => {
    const ask = await makeStream(client);
    await makeAsk(client, "s3")("CreateBucket", { Bucket: "exported" });
    const input = { logGroupName, from: 0, to: client.now, destination: "exported" };
    answer("create-export-task", await ask("CreateExportTask", input));
  },
  "create export task bucket not found": async ({ client, answer }) => {
    const ask = await makeStream(client);
    const input = { logGroupName, from: 0, to: client.now, destination: "nowhere" };
    answer("error-bucket-not-found", await ask("CreateExportTask", input));
  },
  "describe export tasks not found": async ({ client, answer }) =>
    answer("task-not-found", await makeAsk(client)("DescribeExportTasks", { taskId: "none" })),
  "cancel export task not found": async ({ client, answer }) =>
    answer("error-cancel-not-found", await makeAsk(client)("CancelExportTask", { taskId: "none" })),
  "filter log events limit validation": async ({ client, answer }) => {
    const ask = await makeStream(client);
    answer("error-limit-exceeded", await ask("FilterLogEvents", { logGroupName, limit: 10_001 }));
  },
  "filter log events unknown token": async ({ client, answer }) => {
    const ask = await makeStream(client);
    answer("invalid-token", await ask("FilterLogEvents", { logGroupName, nextToken: "unknown" }));
  },
  "create log group with kms key": async ({ client, answer }) => {
    const ask = makeAsk(client);
    const kmsKeyId = read(await makeAsk(client, "kms")("CreateKey"), "KeyMetadata", "Arn");
    await ask("CreateLogGroup", { logGroupName, kmsKeyId });
    answer(
      "describe-log-groups-with-kms",
      await ask("DescribeLogGroups", { logGroupNamePrefix: logGroupName }),
    );
  },
  "create log group invalid name length": async ({ client, answer }) =>
    answer(
      "error-invalid-name-length",
      await makeAsk(client)("CreateLogGroup", { logGroupName: "a".repeat(513) }),
    ),
  "describe log groups with prefix": async ({ client, answer }) => {
    const ask = makeAsk(client);
    for (const name of ["a-1", "a-2", "a-3", "b-1"]) await ask("CreateLogGroup", { logGroupName: name });
    answer("describe-log-groups-prefix", await ask("DescribeLogGroups", { logGroupNamePrefix: "a-" }));
  },
  "describe log groups with pattern": async ({ client, answer }) => {
    const ask = makeAsk(client);
    for (const name of ["a-one", "b-one", "c"]) await ask("CreateLogGroup", { logGroupName: name });
    answer(
      "describe-log-groups-pattern",
      await ask("DescribeLogGroups", { logGroupNamePattern: "one", limit: 1 }),
    );
  },
  "tag resource api": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await ask("CreateLogGroup", { logGroupName, tags: { env: "testing1" } });
    const resourceArn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}`;
    const tell = async (after: string, isNew = true) => {
      answer(
        `list-tags-${isNew ? "log-group-" : ""}${after}`,
        await ask("ListTagsLogGroup", { logGroupName }),
      );
      answer(`list-tags-for-resource-${after}`, await ask("ListTagsForResource", { resourceArn }));
    };
    await tell("after-create", false);
    await ask("TagResource", { resourceArn, tags: { test1: "val1", test2: "val2" } });
    await tell("after-tag-resource");
    await ask("TagLogGroup", { logGroupName, tags: { test3: "val3" } });
    await tell("after-tag-log-group");
    await ask("UntagLogGroup", { logGroupName, tags: ["env", "test1"] });
    await ask("UntagResource", { resourceArn, tagKeys: ["test3"] });
    await tell("after-untag");
  },
  "describe metric filters by log group": async ({ client, answer }) => {
    const ask = await makeStream(client);
    await ask("PutMetricFilter", {
      logGroupName,
      filterName: "f",
      filterPattern: "pattern",
      metricTransformations: [{ metricName: "metric", metricNamespace: "namespace", metricValue: "1" }],
    });
    answer("describe-by-log-group", await ask("DescribeMetricFilters", { logGroupName }));
  },
  "describe metric filters invalid parameters": async ({ client, answer }) => {
    const ask = makeAsk(client);
    answer(
      "error-invalid-filter-prefix",
      await ask("DescribeMetricFilters", { filterNamePrefix: "X".repeat(513) }),
    );
    const metricName = "X".repeat(256);
    answer(
      "error-invalid-metric-name",
      await ask("DescribeMetricFilters", { metricName, metricNamespace: "a" }),
    );
  },
  "start query basic": async ({ client, answer }) => {
    const ask = await makeStream(client);
    answer("start-query", await ask("StartQuery", { ...QUERY, queryString: "fields @message" }));
  },
  "start query log group not found": async ({ client, answer }) => {
    const input = { ...QUERY, logGroupName: "nothing", queryString: "fields @message" };
    const { ResponseMetadata, Error: error } = await makeAsk(client)("StartQuery", input);
    const Message = error?.Message.replace("nothing", "<log-group>").replace(
      // That of the request, which the recording has as it was.
      /Request ID: [0-9a-f-]{36}/,
      "Request ID: b04848e1-f91e-4ed5-8a00-413d7c60de9e",
    );
    answer("error-log-group-not-found", { ResponseMetadata, Error: { Code: error?.Code, Message } });
  },
  "describe queries with status filter": async ({ client, answer }) => {
    const ask = await makeStream(client);
    await ask("StartQuery", { ...QUERY, queryString: "fields @message" });
    const told = await ask("DescribeQueries", { logGroupName, status: "Complete" });
    const queries = (told["queries"] ?? []) as readonly unknown[];
    answer("describe-queries-complete", {
      ...told,
      queries: queries.map((one) => hide(one, "createTime", "create-time")),
    });
    answer("describe-queries-scheduled", await ask("DescribeQueries", { logGroupName, status: "Scheduled" }));
  },
  "put resource policy": async ({ client, answer }) => {
    const policyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Route53LogsToCloudWatchLogs",
          Effect: "Allow",
          Principal: { Service: ["route53.amazonaws.com"] },
          Action: "logs:PutLogEvents",
          Resource: "log_arn*",
        },
      ],
    });
    const told = await makeAsk(client)("PutResourcePolicy", { policyName: "p", policyDocument });
    const { resourcePolicy } = told;
    answer("put-resource-policy", {
      ...told,
      resourcePolicy: hide(resourcePolicy, "lastUpdatedTime", "last-updated-time"),
    });
  },
  "put resource policy update": async ({ client, answer }) => {
    const ask = makeAsk(client);
    await ask("PutResourcePolicy", { policyName: "p", policyDocument: "{}" });
    const policyDocument = JSON.stringify({
      Version: "2008-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "route53.amazonaws.com" }, Action: "logs:*", Resource: "*" },
      ],
    });
    await ask("PutResourcePolicy", { policyName: "p", policyDocument });
    const told = await ask("DescribeResourcePolicies");
    const [policy] = (told["resourcePolicies"] ?? []) as readonly unknown[];
    answer("updated-policy", hide(policy, "lastUpdatedTime", "last-updated-time"));
  },
  "put resource policy limit exceeded": async ({ client, answer }) => {
    const ask = makeAsk(client);
    for (let count = 0; count < 10; count++)
      await ask("PutResourcePolicy", { policyName: `p${count}`, policyDocument: "{}" });
    answer("error-limit-exceeded", await ask("PutResourcePolicy", { policyName: "p", policyDocument: "{}" }));
  },
  "describe log streams with prefix": async ({ client, answer }) => {
    const ask = await makeStream(client);
    for (const name of ["a-2", "a-1", "a-3"])
      await ask("CreateLogStream", { logGroupName, logStreamName: name });
    const input = { logGroupName, logStreamNamePrefix: "a-" };
    answer("describe-streams-with-prefix", await ask("DescribeLogStreams", input));
  },
  "describe subscription filters empty": async ({ client, answer }) => {
    const ask = await makeStream(client);
    answer("describe-subscription-filters-empty", await ask("DescribeSubscriptionFilters", { logGroupName }));
  },
  "describe subscription filters log group not found": async ({ client, answer }) =>
    answer(
      "error-log-group-not-found",
      await makeAsk(client)("DescribeSubscriptionFilters", { logGroupName }),
    ),
  "put subscription filter lambda": {
    run: async ({ client, answer }) => {
      const ask = await makeStream(client);
      await makeFunction(client);
      const destinationArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`;
      const filter = { logGroupName, filterName: "test", filterPattern: "", destinationArn };
      answer("put_subscription_filter", await ask("PutSubscriptionFilter", filter));
      answer("describe_subscription_filter", await ask("DescribeSubscriptionFilters", { logGroupName }));
    },
    without: {
      add_permission: "Lambda's.",
      list_all_log_events: "What the function was called with, which does not run.",
    },
  },
  "put subscription filter update": async ({ client, answer }) => {
    const ask = await makeStream(client);
    await makeFunction(client);
    const destinationArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`;
    const filter = { logGroupName, filterName: "test", destinationArn };
    await ask("PutSubscriptionFilter", { ...filter, filterPattern: "" });
    await ask("PutSubscriptionFilter", { ...filter, filterPattern: "[]" });
    answer("updated-filter", await ask("DescribeSubscriptionFilters", { logGroupName }));
  },
});

async function makeFunction(client: TestClient): Promise<void> {
  await makeAsk(client, "iam")("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "{}" });
  await makeAsk(client, "lambda")("CreateFunction", {
    FunctionName: "f",
    Role: `arn:aws:iam::${ACCOUNT}:role/r`,
    Code: { ZipFile: Buffer.from("x") },
    Runtime: "nodejs22.x",
    Handler: "a.b",
  });
}
