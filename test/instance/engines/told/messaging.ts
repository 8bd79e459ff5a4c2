/** Settings of SQS and SNS. */
import type { Setting, Step } from "./compare.ts";

const QueueUrl = "$CreateQueue.QueueUrl";
const QUEUE_READS: readonly Step[] = [
  ["GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] }],
  ["ListQueues"],
  ["ListQueueTags", { QueueUrl }],
  ["ListDeadLetterSourceQueues", { QueueUrl }],
];
const ofQueue = (steps: readonly Step[], made = {}): Setting => ({
  service: "sqs",
  steps: [["CreateQueue", { QueueName: "pears", ...made }], ...steps],
  reads: QUEUE_READS,
});
const DEAD = "arn:aws:sqs:eu-west-1:111122223333:dead";
const set = (Attributes: Readonly<Record<string, string>>): Step => [
  "SetQueueAttributes",
  { QueueUrl, Attributes },
];
const policy = (Resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "a",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "*",
        Resource,
      },
    ],
  });

const queueRows: Readonly<Record<string, Setting>> = {
  "a queue": ofQueue([], { tags: { a: "b" } }),
  "a queue with attributes": ofQueue([], {
    Attributes: {
      DelaySeconds: "5",
      VisibilityTimeout: "40",
      MaximumMessageSize: "2048",
      MessageRetentionPeriod: "3600",
    },
  }),
  "a FIFO queue": ofQueue([], {
    QueueName: "pears.fifo",
    Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
  }),
  "a queue's key": ofQueue([set({ KmsMasterKeyId: "alias/aws/sqs" })]),
  "a queue's key that goes": ofQueue([set({ KmsMasterKeyId: "alias/aws/sqs" }), set({ KmsMasterKeyId: "" })]),
  "a queue that is not encrypted": ofQueue([set({ SqsManagedSseEnabled: "false" })]),
  "a queue's attributes": ofQueue([set({ DelaySeconds: "7", ReceiveMessageWaitTimeSeconds: "3" })]),
  "a queue's policy": ofQueue([set({ Policy: policy("arn:aws:sqs:eu-west-1:111122223333:pears") })]),
  "a queue's policy that goes": ofQueue([
    set({ Policy: policy("arn:aws:sqs:eu-west-1:111122223333:pears") }),
    set({ Policy: "" }),
  ]),
  "a queue's permission": ofQueue([
    ["AddPermission", { QueueUrl, Label: "x", AWSAccountIds: ["111122223333"], Actions: ["SendMessage"] }],
    ["AddPermission", { QueueUrl, Label: "y", AWSAccountIds: ["111122223333"], Actions: ["ReceiveMessage"] }],
    ["RemovePermission", { QueueUrl, Label: "x" }],
  ]),
  "a queue's dead letters": ofQueue([
    ["CreateQueue", { QueueName: "dead" }],
    ["CreateQueue", { QueueName: "pears" }],
    set({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD, maxReceiveCount: 3 }) }),
    ["CreateQueue", { QueueName: "dead" }],
    set({ RedriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }) }),
  ]),
  "a queue that goes": ofQueue([["DeleteQueue", { QueueUrl }]]),
  "a queue's tags": ofQueue([
    ["TagQueue", { QueueUrl, Tags: { a: "b", c: "d" } }],
    ["UntagQueue", { QueueUrl, TagKeys: ["a"] }],
  ]),
};

const TopicArn = "$CreateTopic.TopicArn";
const SubscriptionArn = "$Subscribe.SubscriptionArn";
const TOPIC_READS: readonly Step[] = [
  ["GetTopicAttributes", { TopicArn }],
  ["ListTopics"],
  ["ListSubscriptionsByTopic", { TopicArn }],
  ["ListSubscriptions"],
  ["ListTagsForResource", { ResourceArn: TopicArn }],
  ["GetDataProtectionPolicy", { ResourceArn: TopicArn }],
];
const ofTopic = (steps: readonly Step[], made = {}, reads: readonly Step[] = []): Setting => ({
  service: "sns",
  steps: [["CreateTopic", { Name: "pears", ...made }], ...steps],
  reads: [...TOPIC_READS, ...reads],
});
const setTopic = (AttributeName: string, AttributeValue: string): Step => [
  "SetTopicAttributes",
  { TopicArn, AttributeName, AttributeValue },
];
const subscribe = (Attributes = {}): Step => [
  "Subscribe",
  {
    TopicArn,
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:eu-west-1:111122223333:pears",
    Attributes,
    ReturnSubscriptionArn: true,
  },
];
const SUBSCRIPTION: Step = ["GetSubscriptionAttributes", { SubscriptionArn }];
const setSubscription = (AttributeName: string, AttributeValue: string): Step => [
  "SetSubscriptionAttributes",
  { SubscriptionArn, AttributeName, AttributeValue },
];

const topicRows: Readonly<Record<string, Setting>> = {
  "a topic": ofTopic([], { Tags: [{ Key: "a", Value: "b" }], Attributes: { DisplayName: "P" } }),
  "a FIFO topic": ofTopic([], {
    Name: "pears.fifo",
    Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true" },
  }),
  "a topic's name": ofTopic([setTopic("DisplayName", "Pears")]),
  "a topic's key": ofTopic([setTopic("KmsMasterKeyId", "alias/aws/sns")]),
  "a topic's tracing": ofTopic([setTopic("TracingConfig", "Active"), setTopic("SignatureVersion", "2")]),
  "a topic's policy": ofTopic([setTopic("Policy", policy("arn:aws:sns:eu-west-1:111122223333:pears"))]),
  "a topic's delivery": ofTopic([
    setTopic(
      "DeliveryPolicy",
      JSON.stringify({
        http: { defaultHealthyRetryPolicy: { minDelayTarget: 1, maxDelayTarget: 2, numRetries: 3 } },
      }),
    ),
  ]),
  "a topic's permission": ofTopic([
    ["AddPermission", { TopicArn, Label: "x", AWSAccountId: ["111122223333"], ActionName: ["Publish"] }],
    ["AddPermission", { TopicArn, Label: "y", AWSAccountId: ["111122223333"], ActionName: ["Publish"] }],
    ["RemovePermission", { TopicArn, Label: "x" }],
  ]),
  "a topic that goes": ofTopic([subscribe(), ["DeleteTopic", { TopicArn }]]),
  "a topic's policy that is put anew": ofTopic([
    setTopic("Policy", policy("arn:aws:sns:eu-west-1:111122223333:pears")),
    setTopic("Policy", policy("arn:aws:sns:eu-west-1:111122223333:pears").replace('"a"', '"b"')),
  ]),
  "a topic's tags": ofTopic([
    [
      "TagResource",
      {
        ResourceArn: TopicArn,
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "c", Value: "d" },
        ],
      },
    ],
    ["UntagResource", { ResourceArn: TopicArn, TagKeys: ["a"] }],
  ]),
  "a subscription": ofTopic([subscribe({ RawMessageDelivery: "true", FilterPolicy: '{"a":["b"]}' })], {}, [
    SUBSCRIPTION,
  ]),
  "a subscription's attributes": ofTopic(
    [
      subscribe(),
      setSubscription("RawMessageDelivery", "true"),
      setSubscription("FilterPolicy", '{"a":["b"]}'),
      setSubscription("FilterPolicyScope", "MessageAttributes"),
      setSubscription("RedrivePolicy", JSON.stringify({ deadLetterTargetArn: DEAD })),
    ],
    {},
    [SUBSCRIPTION],
  ),
  "a subscription's filter that goes": ofTopic(
    [subscribe({ FilterPolicy: '{"a":["b"]}' }), setSubscription("FilterPolicy", "")],
    {},
    [SUBSCRIPTION],
  ),
  "a subscription that ends": ofTopic([subscribe(), ["Unsubscribe", { SubscriptionArn }]], {}, []),
  "a topic's data protection": ofTopic([
    [
      "PutDataProtectionPolicy",
      { ResourceArn: TopicArn, DataProtectionPolicy: '{"Name":"a","Version":"2021-06-01","Statement":[]}' },
    ],
  ]),
  "messages to phones": {
    service: "sns",
    steps: [["SetSMSAttributes", { attributes: { DefaultSMSType: "Promotional", MonthlySpendLimit: "1" } }]],
    reads: [["GetSMSAttributes"]],
  },
  "an application": {
    service: "sns",
    steps: [
      ["CreatePlatformApplication", { Name: "a", Platform: "GCM", Attributes: { PlatformCredential: "x" } }],
      [
        "SetPlatformApplicationAttributes",
        {
          PlatformApplicationArn: "$CreatePlatformApplication.PlatformApplicationArn",
          Attributes: { SuccessFeedbackSampleRate: "50" },
        },
      ],
      [
        "CreatePlatformEndpoint",
        {
          PlatformApplicationArn: "$CreatePlatformApplication.PlatformApplicationArn",
          Token: "t",
          CustomUserData: "u",
        },
      ],
      [
        "SetEndpointAttributes",
        { EndpointArn: "$CreatePlatformEndpoint.EndpointArn", Attributes: { Enabled: "false" } },
      ],
    ],
    reads: [
      [
        "GetPlatformApplicationAttributes",
        { PlatformApplicationArn: "$CreatePlatformApplication.PlatformApplicationArn" },
      ],
      ["GetEndpointAttributes", { EndpointArn: "$CreatePlatformEndpoint.EndpointArn" }],
      [
        "ListEndpointsByPlatformApplication",
        { PlatformApplicationArn: "$CreatePlatformApplication.PlatformApplicationArn" },
      ],
      ["ListPlatformApplications"],
    ],
  },
};

export const messaging = { ...queueRows, ...topicRows };
