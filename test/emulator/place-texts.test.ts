import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { findPartition } from "../../src/aws/model/partitions.ts";
import { makePlaceRewriter } from "../../src/emulator/place-texts.ts";
import { expectAlways } from "../support/expect-always.ts";

const places = makePlaceRewriter({
  accounts: new Map([["111122223333", "000000000000"]]),
  regions: new Map([
    ["eu-west-1", "us-east-1"],
    ["ap-southeast-2", "us-west-2"],
  ]),
});

describe("what changes", () => {
  test.each([
    ["111122223333", "000000000000"],
    ["111122223333, 444455556666", "000000000000, 444455556666"],
    ["arn:aws:iam::111122223333:root", "arn:aws:iam::000000000000:root"],
    ["arn:aws:sns:eu-west-1:111122223333:topic", "arn:aws:sns:us-east-1:000000000000:topic"],
    ["arn:aws:s3:::logs/AWSLogs/111122223333/*", "arn:aws:s3:::logs/AWSLogs/000000000000/*"],
    [
      "https://sqs.eu-west-1.amazonaws.com/111122223333/q",
      "https://sqs.us-east-1.amazonaws.com/000000000000/q",
    ],
    [
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1",
      "000000000000.dkr.ecr.us-east-1.amazonaws.com/shop:1",
    ],
    ["eu-west-1", "us-east-1"],
    ["eu-west-1a", "us-east-1a"],
    ["euw1-az2", "use1-az2"],
    ["apse2-az1", "usw2-az1"],
    ["eu-west-1a,eu-west-1b", "us-east-1a,us-east-1b"],
    ["eu-west-1.compute.internal", "us-east-1.compute.internal"],
    ["com.amazonaws.eu-west-1.s3", "com.amazonaws.us-east-1.s3"],
    ["com.amazonaws.vpce.eu-west-1.vpce-svc-0e1", "com.amazonaws.vpce.us-east-1.vpce-svc-0e1"],
    ["logs.eu-west-1.amazonaws.com", "logs.us-east-1.amazonaws.com"],
    ["b.s3-eu-west-1.amazonaws.com", "b.s3-us-east-1.amazonaws.com"],
    ["b.s3-website-eu-west-1.amazonaws.com", "b.s3-website-us-east-1.amazonaws.com"],
    ["lb-1.eu-west-1.elb.amazonaws.com", "lb-1.us-east-1.elb.amazonaws.com"],
    [
      "https://eu-west-1.console.aws.amazon.com/?region=eu-west-1#x",
      "https://us-east-1.console.aws.amazon.com/?region=us-east-1#x",
    ],
    [
      '{"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/a"]},"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}',
      '{"Principal":{"AWS":["000000000000","arn:aws:iam::000000000000:user/a"]},"Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}',
    ],
    ['{"a": "{\\"zone\\": \\"eu-west-1b\\"}"}', '{"a": "{\\"zone\\": \\"us-east-1b\\"}"}'],
    ["Role arn:aws:iam::111122223333:role/x is used", "Role arn:aws:iam::000000000000:role/x is used"],
  ])("%s", (recorded, live) => {
    expect(places.rewriteText(recorded)).toBe(live);
  });
});

describe("what stays", () => {
  test.each([
    "",
    "444455556666",
    "my-bucket-111122223333",
    "111122223333-logs",
    "logs.111122223333",
    "111122223333.logs",
    "aws+111122223333@example.com",
    "arn:aws:s3:::cdk-assets-111122223333-eu-west-1",
    "9111122223333",
    "123e4567-e89b-12d3-a456-111122223333",
    "logs-eu-west-1",
    "logs.eu-west-1",
    "data.eu-west-1.s3.amazonaws.com",
    "eu-west-11",
    "eu-west-1-shop",
    "eu-west-2",
    "arn:aws:sns:eu-west-2:444455556666:topic",
    "Servers of account 111122223333, all of them in eu-west-1",
    "use1-az1",
    "eu-west-1_AbCdEf",
  ])("%s", (text) => {
    expect(places.rewriteText(text)).toBe(text);
  });
});

test("regions and accounts can change places", () => {
  const swap = makePlaceRewriter({
    accounts: new Map([
      ["111122223333", "444455556666"],
      ["444455556666", "111122223333"],
    ]),
    regions: new Map([
      ["eu-west-1", "us-east-1"],
      ["us-east-1", "eu-west-1"],
    ]),
  });
  const text =
    '["eu-west-1","us-east-1a","arn:aws:sns:us-east-1:444455556666:a","https://sqs.eu-west-1.amazonaws.com/111122223333/q"]';
  const swapped =
    '["us-east-1","eu-west-1a","arn:aws:sns:eu-west-1:111122223333:a","https://sqs.us-east-1.amazonaws.com/444455556666/q"]';
  expect(swap.rewriteText(text)).toBe(swapped);
  expect(swap.rewriteText(swapped)).toBe(text);
});

test("the partition of an ARN follows its region", () => {
  const toUs = makePlaceRewriter({ accounts: new Map(), regions: new Map([["us-gov-west-1", "us-east-1"]]) });
  expect(toUs.rewriteText("arn:aws-us-gov:sns:us-gov-west-1:1:a")).toBe("arn:aws:sns:us-east-1:1:a");
  expect(toUs.rewriteText("arn:aws-us-gov:iam::1:role/a")).toBe("arn:aws:iam::1:role/a");
  expect(toUs.rewriteText("usgw1-az1")).toBe("use1-az1");
});

test("ARNs and hosts of the other partitions are known", () => {
  const regions = new Map(
    ["us-iso-east-1", "eusc-de-east-1", "cn-north-1"].map((region) => [region, "us-east-1"]),
  );
  const { rewriteText } = makePlaceRewriter({
    accounts: new Map([["111122223333", "000000000000"]]),
    regions,
  });
  expect(rewriteText("arn:aws-iso:sns:us-iso-east-1:1:a")).toBe("arn:aws:sns:us-east-1:1:a");
  expect(rewriteText("arn:aws-eusc:iam::1:role/a")).toBe("arn:aws:iam::1:role/a");
  for (const [region, { dnsSuffix }] of [...regions.keys()].map(
    (each) => [each, findPartition(each)] as const,
  )) {
    expect(rewriteText(`Look at 111122223333.dkr.ecr.${region}.${dnsSuffix}/a`)).toBe(
      `Look at 000000000000.dkr.ecr.us-east-1.${dnsSuffix}/a`,
    );
  }
});

test("without accounts and regions every text stays", () => {
  const none = makePlaceRewriter({ accounts: new Map(), regions: new Map() });
  expect(none.isIdle).toBe(true);
  for (const text of ["arn:aws:sns:eu-west-1:111122223333:a", '{"a":"eu-west-1"}', "a, b"])
    expect(none.rewriteText(text)).toBe(text);
});

test("a text of any mix of places, moved there and back, is what it was", async () => {
  const there = { "111122223333": "444455556666", "eu-west-1": "us-east-1" };
  const swap = <K extends string>(from: K, to: string) =>
    new Map([
      [from, to],
      [to, from],
    ] as const);
  const both = makePlaceRewriter({
    accounts: swap("111122223333", there["111122223333"]),
    regions: swap("eu-west-1", there["eu-west-1"]),
  });
  const places = ["111122223333", "444455556666", "eu-west-1", "us-east-1", "eu-west-1a"];
  const around = [
    ":",
    "/",
    '"',
    ".",
    "-",
    "_",
    ",",
    " ",
    "a",
    "arn:aws:sns:",
    ".amazonaws.com",
    "com.amazonaws.",
    "{",
    "",
  ];
  const part = fc.tuple(fc.constantFrom(...around), fc.constantFrom(...places), fc.constantFrom(...around));
  const mixed = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().join(""));
  await expectAlways(
    fc.property(mixed, (text) => expect(both.rewriteText(both.rewriteText(text))).toBe(text)),
    { share: 50 },
  );
});
