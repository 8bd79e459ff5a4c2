// A session with AWS's SDK for JavaScript, with all that it presets: prints what came of each step as JSON. Is run by Node,
// with the folder of the SDK as its argument.
import dns from "node:dns";
import { once } from "node:events";
import http from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";

const load = createRequire(join(process.argv[2], "package.json"));

// Not every machine's resolver knows these names, which all lead to it (RFC 6761, 6.3).
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name.endsWith(".localhost") ? "localhost" : name, ...rest);

/** A request without the SDK, as whoever gets a presigned address makes it. */
async function send(address, { method = "GET", body = "" } = {}) {
  const request = http.request(address, { method });
  request.end(body);
  const [answer] = await once(request, "response");
  return { status: answer.statusCode, text: (await answer.toArray()).join("") };
}

const told = {};

async function step(name, ask) {
  try {
    told[name] = await ask();
  } catch (error) {
    told[name] = `${error.$metadata?.httpStatusCode} ${error.name} ${error.constructor.name}`;
    if (error.$metadata?.httpStatusCode === undefined) told[name] = String(error.stack);
    else if (error.$metadata.requestId === undefined) told[name] += " without a request's id";
  }
}

const s3 = load("@aws-sdk/client-s3");
const { getSignedUrl } = load("@aws-sdk/s3-request-presigner");

async function useS3() {
  const client = new s3.S3Client({});
  const Bucket = "orchard-session";
  const ask = (name, input) => client.send(new s3[`${name}Command`]({ Bucket, ...input }));
  const read = async (Key) => {
    const { Body, ContentLength, ContentEncoding, ContentType, Metadata } = await ask("GetObject", { Key });
    const text = await Body.transformToString();
    return { text: text.slice(0, 20), ContentLength, ContentEncoding, ContentType, Metadata };
  };
  await step("a bucket's host", async () => {
    client.middlewareStack.add(
      (next) => async (given) => {
        told.host = given.request.hostname;
        return next(given);
      },
      { step: "finalizeRequest", name: "host" },
    );
    await ask("CreateBucket");
    const { Buckets } = await client.send(new s3.ListBucketsCommand({}));
    return Buckets.map(({ Name }) => Name);
  });
  await step("put", async () => {
    const input = { Key: "a/b c+d.txt", Body: "hello", ContentType: "text/plain", Metadata: { by: "me" } };
    await ask("PutObject", input);
    return read("a/b c+d.txt");
  });
  await step("stream", async () => {
    const Body = Readable.from([Buffer.alloc(70_000, "a"), Buffer.alloc(70_000, "b")]);
    await ask("PutObject", { Key: "stream", Body, ContentLength: 140_000 });
    return read("stream");
  });
  await step("head", async () => {
    const { ContentLength, LastModified } = await ask("HeadObject", { Key: "stream" });
    return { ContentLength, isDate: LastModified instanceof Date && !Number.isNaN(LastModified.getTime()) };
  });
  await step("list", async () => (await ask("ListObjectsV2")).Contents.map(({ Key }) => Key).sort());
  await step("no key", () => ask("GetObject", { Key: "none" }));
  await step("no key's head", () => ask("HeadObject", { Key: "none" }));
  await step("no bucket's head", () => ask("HeadBucket", { Bucket: "orchard-none" }));
  await step("an altered body", () => ask("PutObject", { Key: "x", Body: "x", ChecksumCRC32: "AAAAAA==" }));
  await step("presigned", async () => {
    const sign = (name, input) => getSignedUrl(client, new s3[`${name}Command`]({ Bucket, ...input }));
    const put = await send(await sign("PutObject", { Key: "pre" }), { method: "PUT", body: "signed" });
    const got = await send(await sign("GetObject", { Key: "pre" }));
    return [put.status, got.status, got.text];
  });
  await step("tags", async () => {
    await ask("PutBucketTagging", { Tagging: { TagSet: [{ Key: "k", Value: "v" }] } });
    return (await ask("GetBucketTagging")).TagSet;
  });
  await step("a part", async () => {
    const { UploadId } = await ask("CreateMultipartUpload", { Key: "parts" });
    const { ETag } = await ask("UploadPart", { Key: "parts", UploadId, PartNumber: 1, Body: "part" });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await ask("CompleteMultipartUpload", { Key: "parts", UploadId, MultipartUpload });
    const { Body, $metadata } = await ask("GetObject", { Key: "parts", Range: "bytes=1-2" });
    return [await Body.transformToString(), $metadata.httpStatusCode];
  });
}

async function useOthers() {
  const make = (name) => {
    const api = load(`@aws-sdk/client-${name}`);
    const Client = Object.entries(api).find(([key]) => /^(?!__)\w+Client$/.test(key))[1];
    const client = new Client({});
    return (operation, input = {}) => client.send(new api[`${operation}Command`](input));
  };
  const [sqs, dynamodb, iam, ec2, lambda, cloudwatch, kinesis] = [
    "sqs",
    "dynamodb",
    "iam",
    "ec2",
    "lambda",
    "cloudwatch",
    "kinesis",
  ].map(make);
  await step("a queue by its own address", async () => {
    const { QueueUrl } = await sqs("GetQueueUrl", { QueueName: "orchard-shipments" });
    const { Attributes } = await sqs("GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
    return Attributes.VisibilityTimeout;
  });
  await step("no queue", () => sqs("GetQueueUrl", { QueueName: "none" }));
  await step("tables", async () => (await dynamodb("ListTables")).TableNames);
  await step("no table", () => dynamodb("DescribeTable", { TableName: "none" }));
  await step("a role", async () => (await iam("GetRole", { RoleName: "orchard-worker" })).Role.Arn);
  await step("no role", () => iam("GetRole", { RoleName: "none" }));
  await step("a VPC", async () => {
    const { Vpc } = await ec2("CreateVpc", { CidrBlock: "10.9.0.0/16" });
    const { Vpcs } = await ec2("DescribeVpcs", { VpcIds: [Vpc.VpcId] });
    return Vpcs.map(({ CidrBlock, State }) => ({ CidrBlock, State }));
  });
  await step("no VPC", () => ec2("DescribeVpcs", { VpcIds: ["vpc-0123456789abcdef0"] }));
  await step("no function", () => lambda("GetFunction", { FunctionName: "none" }));
  await step("a refused input", () => lambda("ListFunctions", { MaxItems: 0 }));
  // This API is asked in CBOR, and such a long request is compressed.
  await step("an alarm", async () => {
    const AlarmName = "a".repeat(200);
    const rule = { ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Threshold: 1.5 };
    await cloudwatch("PutMetricAlarm", { AlarmName, ...rule, MetricName: "m", Namespace: "n", Period: 60 });
    const { MetricAlarms, CompositeAlarms } = await cloudwatch("DescribeAlarms");
    return [...MetricAlarms, ...CompositeAlarms].some((alarm) => alarm.AlarmName === AlarmName);
  });
  // This client speaks HTTP/2 from the first byte on, as others for services that stream.
  await step("a stream's record", async () => {
    const StreamName = "orchard-session";
    await kinesis("CreateStream", { StreamName, ShardCount: 1 });
    await kinesis("PutRecord", { StreamName, PartitionKey: "a", Data: Buffer.from("hello") });
    const { StreamDescription } = await kinesis("DescribeStream", { StreamName });
    const { StreamARN, Shards } = StreamDescription;
    const [{ ShardId }] = Shards;
    const { Consumer } = await kinesis("RegisterStreamConsumer", { StreamARN, ConsumerName: "c" });
    const { EventStream } = await kinesis("SubscribeToShard", {
      ConsumerARN: Consumer.ConsumerARN,
      ShardId,
      StartingPosition: { Type: "TRIM_HORIZON" },
    });
    for await (const { SubscribeToShardEvent } of EventStream)
      return SubscribeToShardEvent.Records.map(({ Data }) => Buffer.from(Data).toString());
  });
  await step("no stream", () => kinesis("DescribeStream", { StreamName: "none" }));
  await step("no dashboard", () => cloudwatch("GetDashboard", { DashboardName: "none" }));
}

await useS3();
await useOthers();
// A subscription that is left goes on for as long as the process.
process.stdout.write(JSON.stringify(told), () => process.exit());
