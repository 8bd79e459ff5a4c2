/** Settings of EventBridge. */
import type { Setting, Step } from "./compare.ts";

const Name = "pears";
const EventBusName = "orchard";
const RULE_ARN = "arn:aws:events:eu-west-1:111122223333:rule/pears";
const BUS_ARN = "arn:aws:events:eu-west-1:111122223333:event-bus/orchard";
const READS: readonly Step[] = [
  ["DescribeRule", { Name }],
  ["ListRules"],
  ["ListTargetsByRule", { Rule: Name }],
  ["ListTagsForResource", { ResourceARN: RULE_ARN }],
  ["ListEventBuses"],
  ["DescribeEventBus", {}],
  ["ListArchives"],
  ["ListConnections"],
  ["ListApiDestinations"],
];
const rule: Step = ["PutRule", { Name, EventPattern: '{"source":["a"]}', Description: "d" }];
const targets: Step = [
  "PutTargets",
  {
    Rule: Name,
    Targets: [
      { Id: "1", Arn: "arn:aws:sqs:eu-west-1:111122223333:q", InputPath: "$.a" },
      { Id: "2", Arn: "arn:aws:sqs:eu-west-1:111122223333:r", RetryPolicy: { MaximumRetryAttempts: 1 } },
    ],
  },
];
const ofRule = (steps: readonly Step[]): Setting => ({
  service: "events",
  steps: [rule, ...steps],
  reads: READS,
});
const bus: Step = [
  "CreateEventBus",
  { Name: EventBusName, Description: "d", Tags: [{ Key: "a", Value: "b" }] },
];
const ofBus = (steps: readonly Step[]): Setting => ({
  service: "events",
  steps: [bus, ...steps],
  reads: [
    ["DescribeEventBus", { Name: EventBusName }],
    ["ListEventBuses"],
    ["ListTagsForResource", { ResourceARN: BUS_ARN }],
    ["ListRules", { EventBusName }],
    ["ListArchives"],
  ],
});
const connection: Step = [
  "CreateConnection",
  {
    ...{ Name, AuthorizationType: "API_KEY" },
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } },
  },
];
const ofConnection = (steps: readonly Step[]): Setting => ({
  service: "events",
  steps: [connection, ...steps],
  reads: [["DescribeConnection", { Name }], ["ListConnections"], ["ListApiDestinations"]],
  // The secret is made by calls of EventBridge's, which stand in a log as well.
  own: ["SecretArn", "LastAuthorizedTime"],
});
const destination: Step = [
  "CreateApiDestination",
  {
    ...{ Name: "d", ConnectionArn: "$CreateConnection.ConnectionArn", HttpMethod: "POST" },
    InvocationEndpoint: "https://a.example",
  },
];
const archive: Step = [
  "CreateArchive",
  { ArchiveName: "a", EventSourceArn: BUS_ARN, RetentionDays: 3, Description: "d" },
];
const permit: Step = [
  "PutPermission",
  { EventBusName, Action: "events:PutEvents", Principal: "222233334444", StatementId: "s" },
];
const ofArchive = (steps: readonly Step[]): Setting => ({
  ...ofBus([archive, ...steps]),
  reads: [["DescribeArchive", { ArchiveName: "a" }], ["ListArchives"], ["ListRules", { EventBusName }]],
});

export const events: Readonly<Record<string, Setting>> = {
  "a rule": ofRule([]),
  "a rule with a schedule": {
    ...ofRule([]),
    steps: [["PutRule", { Name, ScheduleExpression: "rate(5 minutes)", State: "DISABLED" }]],
  },
  "a rule that is put anew": ofRule([["PutRule", { Name, EventPattern: '{"source":["b"]}' }]]),
  "a disabled rule": ofRule([["DisableRule", { Name }]]),
  "an enabled rule": ofRule([
    ["DisableRule", { Name }],
    ["EnableRule", { Name }],
  ]),
  targets: ofRule([targets]),
  "targets that go": ofRule([targets, ["RemoveTargets", { Rule: Name, Ids: ["1"] }]]),
  "targets that are put anew": ofRule([
    targets,
    ["PutTargets", { Rule: Name, Targets: [{ Id: "1", Arn: "arn:aws:sqs:eu-west-1:111122223333:s" }] }],
  ]),
  "a rule's tags": ofRule([
    [
      "TagResource",
      {
        ResourceARN: RULE_ARN,
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "c", Value: "d" },
        ],
      },
    ],
    ["UntagResource", { ResourceARN: RULE_ARN, TagKeys: ["a"] }],
  ]),
  "a rule that goes": ofRule([["DeleteRule", { Name }]]),
  "a bus": ofBus([]),
  "a bus's rule": ofBus([["PutRule", { Name, EventBusName, EventPattern: '{"source":["a"]}' }]]),
  "a bus's permission": ofBus([permit]),
  "a bus's permission that goes": ofBus([permit, ["RemovePermission", { EventBusName, StatementId: "s" }]]),
  "a bus's policy": ofBus([
    [
      "PutPermission",
      {
        EventBusName,
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "s",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::222233334444:root" },
              Action: "events:PutEvents",
              Resource: BUS_ARN,
            },
          ],
        }),
      },
    ],
  ]),
  "a bus that is updated": ofBus([["UpdateEventBus", { Name: EventBusName, Description: "e" }]]),
  "a bus that goes": ofBus([["DeleteEventBus", { Name: EventBusName }]]),
  "an archive": ofArchive([]),
  "an archive that is updated": ofArchive([
    ["UpdateArchive", { ArchiveName: "a", RetentionDays: 9, Description: "e" }],
  ]),
  "an archive that goes": ofArchive([["DeleteArchive", { ArchiveName: "a" }]]),
  "a connection": ofConnection([]),
  "a connection that is updated": ofConnection([["UpdateConnection", { Name, Description: "e" }]]),
  "a connection that goes": ofConnection([["DeleteConnection", { Name }]]),
  "a destination of events": ofConnection([destination]),
  "a destination of events that is updated": ofConnection([
    destination,
    ["UpdateApiDestination", { Name: "d", InvocationRateLimitPerSecond: 5 }],
  ]),
  "a destination of events that goes": ofConnection([destination, ["DeleteApiDestination", { Name: "d" }]]),
};
