/** EventBridge: rules on two buses, their targets, and events. */
import { type Draw, type Move, maybe, pick } from "../scenarios.ts";

const rule = (draw: Draw) => pick(draw, "a-rule", "a-rule", "none");
const bus = (draw: Draw) => maybe(draw, pick(draw, "mine", "default", "no-bus"));

export const events: readonly Move[] = [
  { operation: "CreateEventBus", input: (draw) => ({ Name: pick(draw, "mine", "default") }) },
  {
    operation: "PutRule",
    input: (draw) => ({
      Name: "a-rule",
      EventBusName: bus(draw),
      ...pick(
        draw,
        { EventPattern: '{"source":["shop"]}' },
        { EventPattern: '{"source":"shop"}' },
        { ScheduleExpression: "rate(5 minutes)" },
        { ScheduleExpression: "rate(5)" },
        {},
      ),
    }),
  },
  {
    operation: "PutTargets",
    input: (draw) => ({
      Rule: rule(draw),
      EventBusName: bus(draw),
      Targets: [{ Id: "one", Arn: pick(draw, "arn:aws:sqs:us-east-1:111122223333:q", "nothing") }],
    }),
  },
  {
    operation: "DescribeRule",
    reads: true,
    input: (draw) => ({ Name: rule(draw), EventBusName: bus(draw) }),
  },
  {
    operation: "ListTargetsByRule",
    reads: true,
    input: (draw) => ({ Rule: rule(draw), EventBusName: bus(draw) }),
  },
  {
    operation: "ListRules",
    reads: true,
    input: (draw) => ({ NamePrefix: maybe(draw, "a"), EventBusName: bus(draw) }),
  },
  { operation: "DisableRule", input: (draw) => ({ Name: rule(draw), EventBusName: bus(draw) }) },
  {
    operation: "PutEvents",
    input: (draw) => ({
      Entries: [
        {
          Source: pick(draw, "shop", "aws.s3", undefined),
          DetailType: maybe(draw, "order"),
          Detail: pick(draw, "{}", "no json"),
        },
      ],
    }),
  },
  {
    operation: "TestEventPattern",
    reads: true,
    input: (draw) => ({
      EventPattern: pick(draw, '{"detail":{"n":[{"numeric":[">",1]}]}}', '{"detail":{"n":[{"nope":1}]}}'),
      Event:
        '{"id":"1","detail-type":"t","source":"s","account":"111122223333","time":"2026-04-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"n":2}}',
    }),
  },
  {
    operation: "RemoveTargets",
    input: (draw) => ({ Rule: rule(draw), EventBusName: bus(draw), Ids: ["one"] }),
  },
  { operation: "DeleteRule", input: (draw) => ({ Name: rule(draw), EventBusName: bus(draw) }) },
  { operation: "DeleteEventBus", input: (draw) => ({ Name: pick(draw, "mine", "default") }) },
];
