/** Numbers that a JavaScript number cannot hold go out digit for digit. */
import { expect, test } from "bun:test";
import { runDry } from "./support/replay.ts";
import { formatTrail, makeRecord } from "./support/trails.ts";

const BIG = "9007199254740993";

/** A trail of one record whose parameters are given as JSON text, so that their digits are what the test wrote. */
function writeTrail(source: string, eventName: string, parameters: string): string {
  const record = makeRecord({ eventSource: `${source}.amazonaws.com`, eventName, requestParameters: "HERE" });
  return formatTrail(record).replace('"HERE"', parameters);
}

test.each<[string, string, string, string, string]>([
  ["json", "kinesis", "CreateStream", `{"streamName":"s","shardCount":${BIG}}`, `"ShardCount":${BIG}`],
  [
    "json, as text in a map",
    "sqs",
    "CreateQueue",
    `{"queueName":"q","attributes":{"DelaySeconds":${BIG}}}`,
    `"DelaySeconds":"${BIG}"`,
  ],
  [
    "json, as a DynamoDB key",
    "dynamodb",
    "DeleteItem",
    `{"tableName":"t","key":{"n":-${BIG}}}`,
    `{"n":{"N":"-${BIG}"}}`,
  ],
  [
    "query",
    "rds",
    "CreateDBInstance",
    `{"dBInstanceIdentifier":"d","dBInstanceClass":"c","engine":"e","allocatedStorage":${BIG}}`,
    `AllocatedStorage=${BIG}`,
  ],
  ["ec2", "ec2", "CreateVolume", `{"zone":"eu-west-1a","size":"${BIG}"}`, `Size=${BIG}`],
  [
    "rest-json",
    "lambda",
    "UpdateFunctionConfiguration20150331v2",
    `{"functionName":"f","memorySize":${BIG}}`,
    `"MemorySize":${BIG}`,
  ],
  [
    "rest-xml",
    "route53",
    "CreateHealthCheck",
    `{"callerReference":"r","healthCheckConfig":{"type":"TCP","port":${BIG}}}`,
    `<Port>${BIG}</Port>`,
  ],
])("in a body of %s", async (_protocol, source, eventName, parameters, expected) => {
  const { exitCode, lines } = await runDry(["--input", "-"], {
    stdin: writeTrail(source, eventName, parameters),
  });
  expect(exitCode).toBe(0);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.body).toContain(expected);
});

test("in a query string", async () => {
  const stdin = writeTrail("apigateway", "GetRestApis", `{"limit":${BIG},"position":${BIG}}`);
  const { lines } = await runDry(["--input", "-", "--include-reads"], { stdin });
  const query = new URL(lines[0]?.url ?? "").searchParams;
  expect(Object.fromEntries(query)).toEqual({ limit: BIG, position: BIG });
});
