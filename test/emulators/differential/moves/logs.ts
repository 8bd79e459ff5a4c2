/** CloudWatch Logs: a group, its streams and events. */
import { type Draw, type Move, maybe, NOW, pick } from "../scenarios.ts";

const group = (draw: Draw) => pick(draw, "/a/group", "/a/group", "/a/group", "/none");
const stream = (draw: Draw) => pick(draw, "one", "one", "none");

export const logs: readonly Move[] = [
  { operation: "CreateLogGroup", input: () => ({ logGroupName: "/a/group" }) },
  { operation: "CreateLogStream", input: (draw) => ({ logGroupName: group(draw), logStreamName: "one" }) },
  {
    operation: "PutLogEvents",
    input: (draw) => ({
      logGroupName: group(draw),
      logStreamName: stream(draw),
      logEvents: [
        { timestamp: NOW + 1, message: pick(draw, "an error", "all well") },
        { timestamp: NOW + pick(draw, 0, 2), message: '{"level":"error"}' },
      ],
    }),
  },
  {
    operation: "GetLogEvents",
    reads: true,
    input: (draw) => ({
      logGroupName: group(draw),
      logStreamName: stream(draw),
      startFromHead: maybe(draw, true),
      limit: maybe(draw, 1),
    }),
  },
  {
    operation: "FilterLogEvents",
    reads: true,
    input: (draw) => ({
      logGroupName: group(draw),
      filterPattern: maybe(draw, pick(draw, "error", '{ $.level = "error" }')),
    }),
  },
  {
    operation: "DescribeLogGroups",
    reads: true,
    input: (draw) => ({ logGroupNamePrefix: maybe(draw, "/a") }),
  },
  { operation: "DescribeLogStreams", reads: true, input: (draw) => ({ logGroupName: group(draw) }) },
  {
    operation: "PutRetentionPolicy",
    input: (draw) => ({ logGroupName: group(draw), retentionInDays: pick(draw, 7, 8) }),
  },
  {
    operation: "PutMetricFilter",
    input: (draw) => ({
      logGroupName: group(draw),
      filterName: "f",
      filterPattern: "error",
      metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue: "1" }],
    }),
  },
  {
    operation: "DescribeMetricFilters",
    reads: true,
    input: (draw) => ({ logGroupName: maybe(draw, group(draw)) }),
  },
  { operation: "TagLogGroup", input: (draw) => ({ logGroupName: group(draw), tags: { k: "v" } }) },
  { operation: "ListTagsLogGroup", reads: true, input: (draw) => ({ logGroupName: group(draw) }) },
  {
    operation: "DeleteLogStream",
    input: (draw) => ({ logGroupName: group(draw), logStreamName: stream(draw) }),
  },
  { operation: "DeleteRetentionPolicy", input: (draw) => ({ logGroupName: group(draw) }) },
];
