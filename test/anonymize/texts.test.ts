// Of texts in all the forms that logs have, AWS's words stay, and what somebody chose becomes the same everywhere.
import { expect, test } from "bun:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { makeTexts } from "./support/make-texts.ts";

const texts = makeTexts(true);
const renew = (text: string) => texts.renew(text);
const [orders, bucket, account] = [renew("orders"), renew("acme-orders"), renew("418273659027")];
const id = renew("vpc-0a1b2c3d4e5f60718");

test.each([
  [
    "arn:aws:lambda:eu-west-1:418273659027:function:orders:live",
    `arn:aws:lambda:eu-west-1:${account}:function:${orders}:${renew("live")}`,
  ],
  ["arn:aws:s3:::acme-orders/orders/*", `arn:aws:s3:::${bucket}/${orders}/*`],
  ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
  [
    "arn:aws:iam::418273659027:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS",
    `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
  ],
  [
    "arn:aws:sts::418273659027:assumed-role/orders/i-0123456789abcdef0",
    `arn:aws:sts::${account}:assumed-role/${orders}/${renew("i-0123456789abcdef0")}`,
  ],
  [
    "arn:aws:logs:eu-west-1:418273659027:log-group:/aws/lambda/orders:*",
    `arn:aws:logs:eu-west-1:${account}:log-group:/aws/lambda/${orders}:*`,
  ],
  [
    "arn:aws:ec2:eu-west-1:418273659027:vpc/vpc-0a1b2c3d4e5f60718",
    `arn:aws:ec2:eu-west-1:${account}:vpc/${id}`,
  ],
  ["arn:aws:kms:eu-west-1:418273659027:alias/aws/s3", `arn:aws:kms:eu-west-1:${account}:alias/aws/s3`],
  [
    "arn:aws:elasticloadbalancing:eu-west-1:418273659027:loadbalancer/app/orders/50dc6c495c0c9188",
    `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/app/${orders}/${renew("50dc6c495c0c9188")}`,
  ],
  [
    "https://sqs.eu-west-1.amazonaws.com/418273659027/orders.fifo",
    `https://sqs.eu-west-1.amazonaws.com/${account}/${renew("orders.fifo")}`,
  ],
  ["acme-orders.s3.eu-west-1.amazonaws.com", `${bucket}.s3.eu-west-1.amazonaws.com`],
  [
    "418273659027.dkr.ecr.eu-west-1.amazonaws.com/orders:7",
    `${account}.dkr.ecr.eu-west-1.amazonaws.com/${orders}:7`,
  ],
  ["com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.s3"],
  ["lambda.amazonaws.com", "lambda.amazonaws.com"],
  ["alias/orders", `alias/${orders}`],
  ["alias/aws/s3", "alias/aws/s3"],
  [
    "ip-10-20-3-17.eu-west-1.compute.internal",
    `ip-${renew("10.20.3.17").replaceAll(".", "-")}.eu-west-1.compute.internal`,
  ],
  [
    "17.3.20.10.in-addr.arpa",
    `${renew("10.20.3.17").split(".").reverse().join(".")}.in-addr.arpa`.replace(/^\d+/, "17"),
  ],
  ["10.20.0.0/16, 0.0.0.0/0", `${renew("10.20.0.0/16")}, 0.0.0.0/0`],
  ["ops@acme.example", `${renew("ops")}@${renew("acme")}.${renew("example")}`],
  ["$LATEST", "$LATEST"],
  ["2026-03-02T09:05:00Z", "2026-03-02T09:05:00Z"],
  ["rate(5 minutes)", "rate(5 minutes)"],
  ["db.t3.micro", "db.t3.micro"],
  ["HIDDEN_DUE_TO_SECURITY_REASONS", "HIDDEN_DUE_TO_SECURITY_REASONS"],
  ["s3:GetObject", "s3:GetObject"],
  [`\${AWS::Region}-orders`, `\${AWS::Region}-${orders}`],
  ["%2Forders%2Facme", `%2F${orders}%2F${renew("acme")}`],
])("%s", (text, expected) => {
  expect(renew(text)).toBe(expected);
});

test.each(["orders.fifo", "ou-ab12-orders01", "/hostedzone/Z0123456789ABCDEFGHIJ", "00:1b:44:11:3a:b7"])(
  "%s keeps its form",
  (text) => {
    const made = renew(text);
    expect(made).not.toBe(text);
    expect(made.length).toBe(text.length);
    expect(made.replace(/[A-Za-z0-9]/g, "x")).toBe(text.replace(/[A-Za-z0-9]/g, "x"));
  },
);

test("a policy keeps its words, and names what the log names otherwise", () => {
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LetOrdersIn",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::418273659027:root", Service: "events.amazonaws.com" },
        Action: ["s3:Get*", "sqs:SendMessage"],
        Resource: "arn:aws:s3:::acme-orders/*",
        Condition: {
          StringEquals: { "aws:ResourceTag/team": "orders", "aws:SourceAccount": "418273659027" },
        },
      },
    ],
  };
  expect(JSON.parse(renew(JSON.stringify(policy)))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: renew("LetOrdersIn"),
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root`, Service: "events.amazonaws.com" },
        Action: ["s3:Get*", "sqs:SendMessage"],
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: {
          StringEquals: { [`aws:ResourceTag/${renew("team")}`]: orders, "aws:SourceAccount": account },
        },
      },
    ],
  });
});

test("a template keeps its types and its properties", () => {
  const template = {
    Resources: { OrdersBucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: "acme-orders" } } },
    Outputs: { Name: { Value: { Ref: "OrdersBucket" } } },
  };
  expect(JSON.parse(renew(JSON.stringify(template)))).toEqual({
    Resources: { [renew("OrdersBucket")]: { Type: "AWS::S3::Bucket", Properties: { BucketName: bucket } } },
    Outputs: { Name: { Value: { Ref: renew("OrdersBucket") } } },
  });
});

test("what is encoded is opened", () => {
  const script = "#!/bin/sh\naws s3 cp s3://acme-orders/setup .\n";
  const made = Buffer.from(renew(Buffer.from(script).toString("base64")), "base64").toString();
  expect(made).toBe(renew(script));
  expect(made).toContain(bucket);
  const packed = renew(Buffer.from(gzipSync(script)).toString("base64"));
  expect(gunzipSync(Buffer.from(packed, "base64")).toString()).toBe(made);
});

test("regions are exchanged for others of the same cloud, and their zones with them; us-east-1 stays", () => {
  const other = makeTexts();
  const [region = ""] = other.renew("eu-west-1b").split(/(?=[a-z]$)/);
  expect(region).toBe(other.renew("eu-west-1"));
  expect(other.renew("arn:aws:sqs:eu-west-1:418273659027:orders")).toContain(`:${region}:`);
  expect(other.renew("us-east-1")).toBe("us-east-1");
  const all = ["eu-west-1", "eu-central-1", "us-west-2", "sa-east-1", "us-east-2"].map((one) =>
    other.renew(one),
  );
  expect(new Set(all).size).toBe(all.length);
});

test("texts that nest in themselves, and long ones, take no more than their time", () => {
  const nested = "arn:aws:s3:::".repeat(20_000);
  const dotted = "a.".repeat(100_000);
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  let json = '"orders"';
  for (let depth = 0; depth < 12; depth++) json = JSON.stringify([json]);
  const started = performance.now();
  for (const text of [
    nested,
    dotted,
    deep,
    json,
    "%41".repeat(50_000),
    "x".repeat(500_000),
    "0:".repeat(50_000),
  ])
    renew(text);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(renew(json)).not.toContain("orders");
});
