// What CloudWatch Logs refuses, in the words that were recorded on AWS.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

const client = new TestClient();
await client.call("logs", "CreateLogGroup", { logGroupName: "g" });

const GROUP = { logGroupName: "g" };
const transform = (metricName: string) => ({ metricName, metricNamespace: "a:b/c", metricValue: "1" });
const filter = (...names: string[]) => ({
  ...GROUP,
  filterName: "f",
  filterPattern: "p",
  metricTransformations: names.map(transform),
});
const told = (name: string) =>
  `MetricTransformation(metricName=${name}, metricNamespace=a:b/c, metricValue=1, defaultValue=null, unit=null, dimensions=null)`;

test.each<[string, { readonly [name: string]: Given }, string]>([
  ["PutMetricFilter", filter("one"), "ok"],
  [
    "PutMetricFilter",
    filter("one", "two"),
    `InvalidParameterException: 1 validation error detected: Value '[${told("one")}, ${told("two")}]' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1`,
  ],
  [
    "DescribeMetricFilters",
    { metricName: "one", metricNamespace: "a$" },
    "InvalidParameterException: 1 validation error detected: Value 'a$' at 'metricNamespace' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*$]*",
  ],
  [
    "DeleteMetricFilter",
    { logGroupName: "g".repeat(513), filterName: "f" },
    "InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
  ],
  [
    "PutSubscriptionFilter",
    {
      logGroupName: "none",
      filterName: "f",
      filterPattern: "",
      destinationArn: "arn:aws:lambda:eu-west-1:999999999999:function:f",
    },
    "AccessDeniedException: Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
  ],
  [
    "PutDeliverySource",
    { name: "s", resourceArn: "arn:aws:s3:::bucket", logType: "ACCESS_LOGS" },
    "ResourceNotFoundException: Cannot access provided service.",
  ],
  ["PutDeliverySource", { name: "s", resourceArn: "arn:aws:s3:::b", logType: "S3_SERVER_ACCESS_LOGS" }, "ok"],
  [
    "PutDeliverySource",
    { name: "c", resourceArn: "arn:aws:cloudfront::123456789012:distribution/D", logType: "EVENT_LOGS" },
    "ValidationException: This service is not allowed for this LogSource.",
  ],
  [
    "DeleteMetricFilter",
    { logGroupName: "none", filterName: "f" },
    "ResourceNotFoundException: The specified log group does not exist.",
  ],
  [
    "DeleteSubscriptionFilter",
    { logGroupName: "none", filterName: "f" },
    "ResourceNotFoundException: The specified log group does not exist.",
  ],
  [
    "DeleteSubscriptionFilter",
    { ...GROUP, filterName: "f" },
    "ResourceNotFoundException: The specified subscription filter does not exist.",
  ],
  [
    "PutSubscriptionFilter",
    { ...GROUP, filterName: "f", filterPattern: "", destinationArn: "arn:aws:kinesis:us-east-1:1:stream/s" },
    "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn",
  ],
  [
    "DescribeLogStreams",
    { ...GROUP, logGroupIdentifier: "g" },
    "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.",
  ],
  [
    "PutDeliveryDestination",
    { name: "d", outputFormat: "x" },
    "ValidationException: 1 validation error detected: Value 'x' at 'outputFormat' failed to satisfy constraint: Member must satisfy enum value set: [w3c, raw, json, plain, parquet]",
  ],
])("%s of %j", async (name, input, said) => {
  const { Error: error } = await client.call("logs", name, input);
  expect(error ? `${error.Code}: ${error.Message}` : "ok").toBe(said);
});
