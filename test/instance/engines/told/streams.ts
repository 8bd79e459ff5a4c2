/** Settings of Kinesis and CloudWatch Logs. */
import type { Setting, Step } from "./compare.ts";

const StreamName = "pears";
const StreamARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/pears";
const ofStream = (steps: readonly Step[], made = {}): Setting => ({
  service: "kinesis",
  steps: [["CreateStream", { StreamName, ShardCount: 2, ...made }], ...steps],
  reads: [
    ["DescribeStream", { StreamName }],
    ["DescribeStreamSummary", { StreamName }],
    ["ListShards", { StreamName }],
    ["ListStreams"],
    ["ListTagsForStream", { StreamName }],
    ["ListTagsForResource", { ResourceARN: StreamARN }],
    ["ListStreamConsumers", { StreamARN }],
    ["GetResourcePolicy", { ResourceARN: StreamARN }],
    ["DescribeLimits"],
    ["DescribeAccountSettings"],
  ],
  own: ["StreamId"],
});
const streamPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "111122223333" },
      Action: "kinesis:DescribeStream",
      Resource: StreamARN,
    },
  ],
});

const streamRows: Readonly<Record<string, Setting>> = {
  "a stream": ofStream([], { Tags: { a: "b" } }),
  "a stream on demand": ofStream([], {
    ShardCount: undefined as never,
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
  }),
  "a stream's mode": ofStream([
    ["UpdateStreamMode", { StreamARN, StreamModeDetails: { StreamMode: "ON_DEMAND" } }],
  ]),
  "a stream's retention": ofStream([
    ["IncreaseStreamRetentionPeriod", { StreamName, RetentionPeriodHours: 72 }],
    ["DecreaseStreamRetentionPeriod", { StreamName, RetentionPeriodHours: 48 }],
  ]),
  "a stream's encryption": ofStream([
    ["StartStreamEncryption", { StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" }],
  ]),
  "a stream's encryption that ends": ofStream([
    ["StartStreamEncryption", { StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" }],
    ["StopStreamEncryption", { StreamName, EncryptionType: "KMS", KeyId: "alias/aws/kinesis" }],
  ]),
  "a stream's monitoring": ofStream([
    ["EnableEnhancedMonitoring", { StreamName, ShardLevelMetrics: ["IncomingBytes", "OutgoingBytes"] }],
    ["DisableEnhancedMonitoring", { StreamName, ShardLevelMetrics: ["IncomingBytes"] }],
  ]),
  "a stream's tags": ofStream([
    ["AddTagsToStream", { StreamName, Tags: { a: "b", c: "d" } }],
    ["RemoveTagsFromStream", { StreamName, TagKeys: ["a"] }],
    ["TagResource", { ResourceARN: StreamARN, Tags: { e: "f" } }],
  ]),
  "a stream's policy": ofStream([["PutResourcePolicy", { ResourceARN: StreamARN, Policy: streamPolicy }]]),
  "a stream's policy that goes": ofStream([
    ["PutResourcePolicy", { ResourceARN: StreamARN, Policy: streamPolicy }],
    ["DeleteResourcePolicy", { ResourceARN: StreamARN }],
  ]),
  "a consumer": ofStream([["RegisterStreamConsumer", { StreamARN, ConsumerName: "c" }]]),
  "a consumer that goes": ofStream([
    ["RegisterStreamConsumer", { StreamARN, ConsumerName: "c" }],
    ["DeregisterStreamConsumer", { StreamARN, ConsumerName: "c" }],
  ]),
  "more shards": ofStream([
    ["UpdateShardCount", { StreamName, TargetShardCount: 4, ScalingType: "UNIFORM_SCALING" }],
  ]),
  "a shard that is split": ofStream([
    ["SplitShard", { StreamName, ShardToSplit: "shardId-000000000000", NewStartingHashKey: "10" }],
  ]),
  "shards that are merged": ofStream([
    [
      "MergeShards",
      { StreamName, ShardToMerge: "shardId-000000000000", AdjacentShardToMerge: "shardId-000000000001" },
    ],
  ]),
  "a stream's largest record": ofStream([["UpdateMaxRecordSize", { StreamARN, MaxRecordSizeInKiB: 2048 }]]),
  "a stream that goes": ofStream([["DeleteStream", { StreamName }]]),
  "a stream's warm throughput": ofStream(
    [["UpdateStreamWarmThroughput", { StreamName, WarmThroughputMiBps: 50 }]],
    { ShardCount: undefined as never, StreamModeDetails: { StreamMode: "ON_DEMAND" } },
  ),
  "an account's commitment": ofStream([
    ["UpdateAccountSettings", { MinimumThroughputBillingCommitment: { Status: "ENABLED" } }],
  ]),
};

const logGroupName = "pears";
const LOG_ARN = "arn:aws:logs:eu-west-1:111122223333:log-group:pears";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ofGroup = (steps: readonly Step[], made = {}): Setting => ({
  service: "logs",
  steps: [["CreateLogGroup", { logGroupName, ...made }], ...steps],
  reads: [
    ["DescribeLogGroups"],
    ["DescribeLogStreams", { logGroupName }],
    ["ListTagsLogGroup", { logGroupName }],
    ["ListTagsForResource", { resourceArn: LOG_ARN }],
    ["DescribeMetricFilters", { logGroupName }],
    ["DescribeSubscriptionFilters", { logGroupName }],
    ["DescribeResourcePolicies"],
    ["DescribeQueryDefinitions"],
    ["DescribeDestinations"],
    ["DescribeDeliverySources"],
    ["DescribeDeliveryDestinations"],
    ["DescribeDeliveries"],
    ["ListLogGroups"],
  ],
});
const metric: Step = [
  "PutMetricFilter",
  {
    ...{ logGroupName, filterName: "m", filterPattern: "ERROR" },
    metricTransformations: [{ metricName: "n", metricNamespace: "s", metricValue: "1", defaultValue: 0 }],
  },
];

const logRows: Readonly<Record<string, Setting>> = {
  "a log group": ofGroup([], { tags: { a: "b" }, logGroupClass: "INFREQUENT_ACCESS" }),
  "a log group's key": ofGroup([], { kmsKeyId: KEY }),
  "a log group's key that is put": ofGroup([["AssociateKmsKey", { logGroupName, kmsKeyId: KEY }]]),
  "a log group's key that goes": ofGroup([["DisassociateKmsKey", { logGroupName }]], { kmsKeyId: KEY }),
  retention: ofGroup([["PutRetentionPolicy", { logGroupName, retentionInDays: 7 }]]),
  "retention that ends": ofGroup([
    ["PutRetentionPolicy", { logGroupName, retentionInDays: 7 }],
    ["DeleteRetentionPolicy", { logGroupName }],
  ]),
  "a log group's tags": ofGroup([
    ["TagLogGroup", { logGroupName, tags: { a: "b", c: "d" } }],
    ["UntagLogGroup", { logGroupName, tags: ["a"] }],
    ["TagResource", { resourceArn: LOG_ARN, tags: { e: "f" } }],
  ]),
  "a log stream": ofGroup([["CreateLogStream", { logGroupName, logStreamName: "s" }]]),
  "a metric filter": ofGroup([metric]),
  "a metric filter that goes": ofGroup([metric, ["DeleteMetricFilter", { logGroupName, filterName: "m" }]]),
  "a log policy": ofGroup([
    ["PutResourcePolicy", { policyName: "p", policyDocument: '{"Version":"2012-10-17","Statement":[]}' }],
  ]),
  "a log policy that goes": ofGroup([
    ["PutResourcePolicy", { policyName: "p", policyDocument: '{"Version":"2012-10-17","Statement":[]}' }],
    ["DeleteResourcePolicy", { policyName: "p" }],
  ]),
  "a query definition": ofGroup([
    ["PutQueryDefinition", { name: "q", queryString: "fields @message", logGroupNames: [logGroupName] }],
  ]),
  "a subscription filter": {
    ...ofGroup([
      ["kinesis.CreateStream", { StreamName, ShardCount: 1 }],
      [
        "PutSubscriptionFilter",
        {
          logGroupName,
          filterName: "f",
          filterPattern: "",
          destinationArn: StreamARN,
          roleArn: "arn:aws:iam::111122223333:role/a",
          distribution: "Random",
        },
      ],
    ]),
  },
  "a subscription filter that goes": ofGroup([
    ["kinesis.CreateStream", { StreamName, ShardCount: 1 }],
    [
      "PutSubscriptionFilter",
      {
        ...{ logGroupName, filterName: "f", filterPattern: "", destinationArn: StreamARN },
        roleArn: "arn:aws:iam::111122223333:role/a",
      },
    ],
    ["DeleteSubscriptionFilter", { logGroupName, filterName: "f" }],
  ]),
  "a metric filter that is put anew": ofGroup([metric, [metric[0], { ...metric[1], filterPattern: "WARN" }]]),
  "a log group that goes": ofGroup([["DeleteLogGroup", { logGroupName }]]),
  "a log stream that goes": ofGroup([
    ["CreateLogStream", { logGroupName, logStreamName: "s" }],
    ["DeleteLogStream", { logGroupName, logStreamName: "s" }],
  ]),
  "a query definition that goes": ofGroup([
    ["PutQueryDefinition", { name: "q", queryString: "fields @message" }],
    ["DeleteQueryDefinition", { queryDefinitionId: "$PutQueryDefinition.queryDefinitionId" }],
  ]),
  "a query definition that is put anew": ofGroup([
    ["PutQueryDefinition", { name: "q", queryString: "fields @message" }],
    [
      "PutQueryDefinition",
      {
        ...{ name: "r", queryString: "fields @log" },
        queryDefinitionId: "$PutQueryDefinition.queryDefinitionId",
      },
    ],
  ]),
  "a delivery": ofGroup([
    [
      "PutDeliveryDestination",
      { name: "d", deliveryDestinationConfiguration: { destinationResourceArn: `${LOG_ARN}:*` } },
    ],
    [
      "PutDeliverySource",
      {
        ...{ name: "s", logType: "APPLICATION_LOGS" },
        resourceArn: "arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/ABCDEFGHIJ",
      },
    ],
    [
      "CreateDelivery",
      { deliverySourceName: "s", deliveryDestinationArn: "$PutDeliveryDestination.deliveryDestination.arn" },
    ],
  ]),
  "a destination": ofGroup([
    [
      "PutDestination",
      { destinationName: "d", targetArn: StreamARN, roleArn: "arn:aws:iam::111122223333:role/a" },
    ],
    [
      "PutDestinationPolicy",
      { destinationName: "d", accessPolicy: '{"Version":"2012-10-17","Statement":[]}' },
    ],
  ]),
};

export const streams = { ...streamRows, ...logRows };
