/** The names of real logs lead to the operations of the API, and their parameters to its members. */
import { expect, test } from "bun:test";
import { runDry } from "./support/replay.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

interface Case {
  readonly source: string;
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly apiVersion?: string;
  readonly service: string;
  readonly operation: string;
  /** Method, path and query. */
  readonly request: string;
}

const CASES: readonly Case[] = [
  {
    source: "lambda",
    eventName: "AddPermission20150331v2",
    requestParameters: { functionName: "price", statementId: "s", action: "lambda:InvokeFunction" },
    service: "lambda",
    operation: "AddPermission",
    request: "POST /2015-03-31/functions/price/policy",
  },
  {
    source: "lambda",
    eventName: "TagResource20170331v2",
    requestParameters: {
      resource: "arn:aws:lambda:eu-west-1:111122223333:function:price",
      tags: { Team: "a" },
    },
    service: "lambda",
    operation: "TagResource",
    request: "POST /2017-03-31/tags/arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction%3Aprice",
  },
  {
    source: "cloudfront",
    eventName: "CreateDistribution2020_05_31",
    requestParameters: { distributionConfig: { callerReference: "c", comment: "", enabled: true } },
    service: "cloudfront",
    operation: "CreateDistribution",
    request: "POST /2020-05-31/distribution",
  },
  {
    source: "cloudfront",
    eventName: "DeleteDistribution",
    requestParameters: { id: "E1", ifMatch: "e" },
    service: "cloudfront",
    operation: "DeleteDistribution",
    request: "DELETE /2020-05-31/distribution/E1",
  },
  {
    source: "s3",
    eventName: "DeleteBucketLifecycle",
    requestParameters: { bucketName: "b", lifecycle: "" },
    service: "s3",
    operation: "DeleteBucketLifecycle",
    request: "DELETE /b?lifecycle",
  },
  {
    source: "s3",
    eventName: "PutBucketPublicAccessBlock",
    requestParameters: { bucketName: "b", publicAccessBlock: "", PublicAccessBlockConfiguration: {} },
    service: "s3",
    operation: "PutPublicAccessBlock",
    request: "PUT /b?publicAccessBlock",
  },
  {
    source: "monitoring",
    eventName: "PutMetricAlarm",
    requestParameters: { alarmName: "a" },
    service: "cloudwatch",
    operation: "PutMetricAlarm",
    request: "POST /",
  },
  {
    source: "states",
    eventName: "CreateStateMachine",
    requestParameters: { name: "m" },
    service: "stepfunctions",
    operation: "CreateStateMachine",
    request: "POST /",
  },
  {
    source: "elasticfilesystem",
    eventName: "CreateFileSystem",
    requestParameters: { creationToken: "t" },
    service: "efs",
    operation: "CreateFileSystem",
    request: "POST /2015-02-01/file-systems",
  },
  {
    source: "elasticloadbalancing",
    eventName: "CreateLoadBalancer",
    requestParameters: { loadBalancerName: "l", listeners: [] },
    apiVersion: "2012-06-01",
    service: "elb",
    operation: "CreateLoadBalancer",
    request: "POST /",
  },
  {
    source: "elasticloadbalancing",
    eventName: "CreateLoadBalancer",
    requestParameters: { name: "l", subnets: ["subnet-1"] },
    apiVersion: "2015-12-01",
    service: "elbv2",
    operation: "CreateLoadBalancer",
    request: "POST /",
  },
  {
    source: "elasticloadbalancing",
    eventName: "CreateLoadBalancer",
    requestParameters: { name: "l", subnets: ["subnet-1"] },
    service: "elbv2",
    operation: "CreateLoadBalancer",
    request: "POST /",
  },
  {
    source: "apigateway",
    eventName: "CreateStage",
    requestParameters: { restApiId: "r", createStageInput: { stageName: "p", deploymentId: "d" } },
    service: "apigateway",
    operation: "CreateStage",
    request: "POST /restapis/r/stages",
  },
];

test.each(CASES)("$source $eventName is $service $operation", async (wanted) => {
  const { source, eventName, requestParameters, apiVersion } = wanted;
  const record = makeRecord({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    requestParameters,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  });
  const args = ["--input", "-", "--endpoint", "http://127.0.0.1:1"];
  const { exitCode, stderr, lines } = await runDry(args, { stdin: formatTrail(record) });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: "dry run: 1 of 1 events would be sent; none skipped\n",
  });
  const [line] = lines;
  expect(line?.headers["x-cloudmock-service"]).toBe(wanted.service);
  expect({
    service: line?.service,
    operation: line?.operation,
    request: `${line?.method} ${line?.url.replace("http://127.0.0.1:1", "")}`,
  }).toEqual({ service: wanted.service, operation: wanted.operation, request: wanted.request });
});
