/** Writes trails of any size for measuring: one document, records as CloudTrail delivers them, none alike. */
import { closeSync, openSync, writeSync } from "node:fs";

const ACCOUNT = "111122223333";
/** One record in this many is a write call; in real management logs most are reads. */
const WRITE_EVERY = 8;
const RECORDS_A_PIECE = 2_000;

function padHex(number: number, length: number): string {
  return number.toString(16).padStart(length, "0");
}

/** The record with this number: a CreateQueue or a DescribeInstances of some user. */
export function makeRecord(number: number, isWrite: boolean): string {
  const id = `${padHex(number, 8)}-0000-4000-8000-${padHex(number * 7919, 12)}`;
  const caller = {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE${padHex(number % 4096, 9).toUpperCase()}:deploy`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/session-${number % 512}`,
    accountId: ACCOUNT,
    accessKeyId: "ASIAEXAMPLEEXAMPLE12",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLEEXAMPLE12",
        arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
        accountId: ACCOUNT,
        userName: "deploy",
      },
      attributes: { creationDate: "2026-04-01T08:00:00Z", mfaAuthenticated: "false" },
    },
  };
  const call = isWrite
    ? {
        eventSource: "sqs.amazonaws.com",
        eventName: "CreateQueue",
        requestParameters: { queueName: `orders-${number}`, attributes: { VisibilityTimeout: "45" } },
        responseElements: { queueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/orders-${number}` },
        readOnly: false,
      }
    : {
        eventSource: "ec2.amazonaws.com",
        eventName: "DescribeInstances",
        requestParameters: {
          filterSet: {
            items: [{ name: "vpc-id", valueSet: { items: [{ value: `vpc-${padHex(number, 17)}` }] } }],
          },
        },
        responseElements: null,
        readOnly: true,
      };
  return JSON.stringify({
    eventVersion: "1.09",
    userIdentity: caller,
    eventTime: new Date(Date.UTC(2026, 3, 1) + number * 10).toISOString().replace(/\.\d+Z/, "Z"),
    awsRegion: "eu-west-1",
    sourceIPAddress: "192.0.2.10",
    userAgent: "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux api/service#1.50.0",
    ...call,
    requestID: id,
    eventID: id,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: "service.eu-west-1.amazonaws.com",
    },
  });
}

/**
 * Writes a trail of at least `bytes` bytes, or of exactly `records` records, to `path`; `writesOnly` makes every record
 * a write call. Gives how many records it holds.
 */
export function makeTrail(
  path: string,
  size: { bytes: number } | { records: number },
  writesOnly = false,
): number {
  const file = openSync(path, "w");
  let written = writeSync(file, '{"Records":[');
  let count = 0;
  const isFull = () => ("bytes" in size ? written >= size.bytes : count >= size.records);
  while (!isFull()) {
    const left = "records" in size ? size.records - count : RECORDS_A_PIECE;
    const piece = Array.from({ length: Math.min(RECORDS_A_PIECE, left) }, (_, index) => {
      const number = count + index;
      return makeRecord(number, writesOnly || number % WRITE_EVERY === 0);
    });
    written += writeSync(file, (count > 0 ? "," : "") + piece.join(","));
    count += piece.length;
  }
  writeSync(file, "]}");
  closeSync(file);
  return count;
}
