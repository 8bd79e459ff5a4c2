/** Draws logs as CloudTrail writes them, and changes something in them that it would not write. */
import { makeRecord, type TestRecord } from "./records.ts";

/** Draws whole numbers from 0 to `limit` - 1. */
type Draw = (limit: number) => number;

function pick<T>(draw: Draw, things: readonly T[]): T {
  return things[draw(things.length)] as T;
}

const IDENTITIES = [
  { type: "IAMUser", accountId: "111122223333", userName: "ann", arn: "arn:aws:iam::111122223333:user/ann" },
  { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
  {
    type: "AssumedRole",
    sessionContext: {
      sessionIssuer: { arn: "arn:aws:iam::111122223333:role/b" },
      attributes: { mfa: "false" },
    },
  },
];

const MEMBERS = [
  "eventID",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "eventType",
  "errorCode",
  "recipientAccountId",
  "apiVersion",
  "userAgent",
  "sourceIPAddress",
  "readOnly",
  "userIdentity",
  "requestParameters",
  "responseElements",
  "sharedEventID",
  "addendum",
  "resources",
  "digestStartTime",
  "events",
  "CloudTrailEvent",
  "EventSource",
  "@timestamp",
  "another",
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1.5e300,
  123_456_789_012,
  "",
  "-",
  "null",
  "true",
  "AwsApiCall",
  "AwsServiceEvent",
  "aws:sqs",
  "123456789012",
  "123456789012.0",
  "2026-01-01T00:00:00Z",
  "2026-02-31T00:00:00Z",
  "2026/01/01 00:00:00",
  '{"errorCode":"no"}',
  "caf\u00e9 \ud83d\ude00",
  'quo"te',
  "tab\t",
  {},
  [],
  [{ accountId: "111122223333", ARN: "arn:aws:s3:::b" }],
  { error: "no" },
  { errorCode: "", Error: {} },
  { omitted: true, reason: "too long" },
  { accountId: 42 },
  { eventName: "Inner", eventSource: "x.amazonaws.com", requestParameters: null },
];

const NAMES = ["CreateTags", "DescribeInstances", "GetUser", "RunInstances", "No", "CreateFunction20150331"];

function drawRecord(draw: Draw, n: number): TestRecord {
  return makeRecord(draw(9) === 0 ? 1 : n, {
    userIdentity: pick(draw, IDENTITIES),
    eventSource: pick(draw, ["ec2.amazonaws.com", "iam.amazonaws.com", "lambda.amazonaws.com", "nobody"]),
    eventName: pick(draw, NAMES),
    awsRegion: pick(draw, ["us-east-1", "eu-west-1"]),
    readOnly: pick(draw, [true, false, undefined]),
    userAgent: pick(draw, ["aws-cli/2.0", "a [b]", undefined]),
    ...(draw(4) === 0 && { errorCode: "AccessDenied" }),
  });
}

/** Puts one value of VALUES into a record, under one of MEMBERS; or takes that out. */
function changeMember(draw: Draw, record: TestRecord): TestRecord {
  const member = pick(draw, MEMBERS);
  return { ...record, [member]: draw(5) === 0 ? undefined : pick(draw, VALUES) };
}

/** As texts of JSON. */
function print(draw: Draw, record: TestRecord): string {
  const text = JSON.stringify(record, undefined, pick(draw, [0, 0, 1, 4]));
  if (draw(6) > 0) return text;
  // A member that is there twice, or under a name that is written with an escape.
  const member = JSON.stringify(pick(draw, MEMBERS));
  const written =
    draw(2) === 0 ? member : `"\\u${member.charCodeAt(1).toString(16).padStart(4, "0")}${member.slice(2)}`;
  return `${text.slice(0, -1)},${written}:${JSON.stringify(pick(draw, VALUES))}}`;
}

/** What breaks JSON, or means something else in it. */
const BYTES = [...Buffer.from('"\\{}[],:.eE-+0u/tfn \n\t\u0000\u007f'), 0x80, 0xc3, 0xe2, 0xed, 0xef, 0xff];

function changeBytes(draw: Draw, bytes: Uint8Array): Uint8Array {
  const at = draw(bytes.length);
  const some = Buffer.from([pick(draw, BYTES)]);
  const taken = pick(draw, [0, 1, 1, 2, 20]);
  return Buffer.concat([bytes.subarray(0, at), ...(draw(4) === 0 ? [] : [some]), bytes.subarray(at + taken)]);
}

/** A record as lookup-events gives it: as a text, with some of its members beside that. */
export function wrapLookup(text: string, readOnly: string | undefined, more: object = {}): object {
  return {
    EventId: "e",
    EventName: "CreateTags",
    ReadOnly: readOnly,
    EventTime: "2026-03-02T09:00:03+00:00",
    Resources: [{ ResourceType: "AWS::EC2::Instance", ResourceName: "caf\u00e9" }],
    CloudTrailEvent: text,
    ...more,
  };
}

/** What else may stand there. */
const BESIDE: readonly object[] = [
  {},
  {},
  {},
  { cloudTrailEvent: "{}" },
  { requestParameters: {} },
  { eventName: "x", requestParameters: null },
  { CloudTrailEvent: null },
  { readOnly: true },
  { Records: [] },
];

function drawLookup(draw: Draw, text: string): string {
  const printed = draw(4) === 0 ? text.replaceAll("c", "\\u0063") : text;
  const value = wrapLookup(
    draw(9) === 0 ? ` ${printed}\n` : printed,
    pick(draw, ["true", "false", undefined]),
    pick(draw, BESIDE),
  );
  const wrapped = JSON.stringify(value, undefined, pick(draw, [0, 0, 4]));
  // What programs write in other ways, and mean the same.
  return pick(draw, [wrapped, wrapped, wrapped.replaceAll("/", "\\/"), wrapped.replaceAll("é", "\\u00e9")]);
}

/** The bytes of a log of some records in one of the usual forms. */
export function drawLog(draw: Draw): Uint8Array {
  const records = Array.from({ length: 1 + draw(5) }, (_, n) => drawRecord(draw, n));
  const changed = records.map((record) => (draw(3) === 0 ? changeMember(draw, record) : record));
  const texts = changed.map((record) => print(draw, record));
  const form = pick(draw, [
    "container",
    "container",
    "list",
    "lines",
    "documents",
    "wrapped",
    "lookup",
    "lookup",
  ]);
  const text = {
    container: `{"Records":[${texts.join(",")}]}`,
    list: `[ ${texts.join(" ,\n")} ]`,
    lines: texts.map((one) => `${one}\n`).join(""),
    documents: texts.join(pick(draw, ["", " ", "\n\n"])),
    lookup: `{"Events":[${texts.map((one) => drawLookup(draw, one)).join(",\n")}],"NextToken":"n"}`,
    wrapped: texts.map((one) => `{"detail":${one}}`).join("\n"),
  }[form];
  let bytes: Uint8Array = Buffer.from(text ?? "");
  for (let times = pick(draw, [0, 0, 1, 1, 3]); times > 0; times--) bytes = changeBytes(draw, bytes);
  return bytes;
}
