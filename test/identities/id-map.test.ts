import { describe, expect, test } from "bun:test";
import { loadResources } from "../../src/aws/resources/table.ts";
import { makeIdMap, nameType, readIdMap, renderIdMap } from "../../src/identities/id-map.ts";
import { writeError } from "../support/write-error.ts";

const pair = {
  recorded: "vpc-0123456789abcdef0",
  live: "vpc-0fedcba9876543210",
  member: "VpcId",
  service: "ec2",
  operation: "CreateVpc",
  eventId: "e1",
  isSecret: false,
};

describe("nameType", () => {
  test.each([
    ["vpc-0123456789abcdef0", "VpcId", "ec2", "CreateVpc", "vpc"],
    ["arn:aws:iam::111122223333:role/x", "Arn", "iam", "CreateRole", "role"],
    [
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf",
      "ARN",
      "secretsmanager",
      "CreateSecret",
      "secret",
    ],
    ["arn:aws:sns:eu-west-1:111122223333:a", "TopicArn", "sns", "CreateTopic", "topic"],
    ["https://sqs.eu-west-1.amazonaws.com/111122223333/a", "QueueUrl", "sqs", "CreateQueue", "queue"],
    ["a1b2c3d4e5", "id", "apigateway", "CreateRestApi", "rest-api"],
    ["AROA1234567890ABCDEFG", "RoleId", "iam", "CreateRole", "role"],
    ["1234abcd-12ab-34cd-56ef-1234567890ab", "KeyId", "kms", "CreateKey", "key"],
    [
      "1234abcd-12ab-34cd-56ef-1234567890ab",
      "UUID",
      "lambda",
      "CreateEventSourceMapping",
      "event-source-mapping",
    ],
    ["rtbassoc-0123456789abcdef0", "NewOne", "ec2", "ReplaceRouteTableAssociation", "rtbassoc"],
  ])("%s under %s of %s %s is a %s", async (recorded, member, service, operation, type) => {
    await loadResources(service);
    expect(nameType({ ...pair, recorded, member, service, operation })).toBe(type);
  });
});

describe("the file", () => {
  const map = makeIdMap([pair], [], { endpoint: "http://localhost:5000", target: "moto" });

  test("has a pair a line and ends with a line break", () => {
    expect(renderIdMap(map)).toBe(`{
  "version": 1,
  "endpoint": "http://localhost:5000",
  "target": "moto",
  "pairs": [
    {"recorded":"vpc-0123456789abcdef0","live":"vpc-0fedcba9876543210","service":"ec2","type":"vpc","event_id":"e1"}
  ]
}
`);
  });

  test("reads back as it was written, without pairs too", () => {
    expect(readIdMap(renderIdMap(map))).toEqual({ value: map });
    expect(readIdMap(renderIdMap({ version: 1, pairs: [] }))).toEqual({ value: { version: 1, pairs: [] } });
    expect(readIdMap(`\uFEFF${renderIdMap(map)}`)).toEqual({ value: map });
  });

  test("keeps the versions that the target counted otherwise, a line each", () => {
    const versions = [{ thing: "iam:policy 111122223333 us-east-1 p", recorded: "5", live: "2" }];
    const counted = makeIdMap([pair], versions, { endpoint: "http://localhost:5000", target: "moto" });
    expect(renderIdMap(counted)).toEndWith(
      `,
  "versions": [
    {"thing":"iam:policy 111122223333 us-east-1 p","recorded":"5","live":"2"}
  ]
}
`,
    );
    expect(readIdMap(renderIdMap(counted))).toEqual({ value: counted });
  });

  test("a pair with an empty live text, which older versions wrote, says nothing", () => {
    const empty = { recorded: "a-1", live: "", service: "lambda", type: "function", event_id: "e2" };
    const pairs = [...map.pairs, empty, { ...empty, live: " " }];
    expect(readIdMap(JSON.stringify({ ...map, pairs }))).toEqual({ value: map });
  });

  test.each([
    ["", "is not JSON"],
    ["[]", "is no id map"],
    ['{"version":2,"pairs":[]}', "version"],
    ['{"version":1}', "pairs"],
    ['{"version":1,"pairs":[{"recorded":"a","service":"s","type":"t","event_id":""}]}', "pairs.0.live"],
    [
      '{"version":1,"pairs":[{"recorded":"","live":"b","service":"s","type":"t","event_id":""}]}',
      "pairs.0.recorded",
    ],
  ])("%p is refused with the place of the fault", (text, reason) => {
    expect(writeError(readIdMap(text))).toEqual({ error: expect.stringContaining(reason) });
  });
});
