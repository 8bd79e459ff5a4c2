/** A log of two accounts and three regions, whose things cross from one to another. */
import { makeSharder } from "../../../src/trail/shard.ts";
import { makeRecord, type TrailRecord } from "./trails.ts";

export const A = "111122223333";
export const B = "444455556666";
export const VPC = "vpc-0a1b2c3d4e5f60718";
export const KEY = `arn:aws:kms:us-east-1:${A}:key/11111111-2222-4333-8444-555555555555`;

export function call(
  second: number,
  [account, awsRegion]: readonly [string, string],
  [service, eventName]: readonly [string, string],
  requestParameters: TrailRecord,
  changes: TrailRecord = {},
): TrailRecord {
  return makeRecord({
    eventTime: `2026-04-01T09:00:${String(second).padStart(2, "0")}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion,
    recipientAccountId: account,
    requestParameters,
    ...changes,
  });
}

export const AMERICA = [A, "us-east-1"] as const;
export const IRELAND = [A, "eu-west-1"] as const;
export const OTHER_IRELAND = [B, "eu-west-1"] as const;
export const OTHER_FRANKFURT = [B, "eu-central-1"] as const;

export const lambda = (functionName: string, role: string) => ({
  functionName,
  role,
  runtime: "python3.12",
  handler: "a.b",
});

export const records: readonly TrailRecord[] = [
  call(
    0,
    AMERICA,
    ["iam", "CreateRole"],
    { roleName: "writer", assumeRolePolicyDocument: "{}" },
    {
      responseElements: {
        role: { roleName: "writer", arn: `arn:aws:iam::${A}:role/writer`, roleId: "AROAEXAMPLE0000000001" },
      },
    },
  ),
  call(
    1,
    AMERICA,
    ["ec2", "CreateVpc"],
    // Not the network that is made up for the unknown one, which avoids those that its own shard knows.
    { cidrBlock: "172.16.0.0/16" },
    { responseElements: { vpc: { vpcId: VPC } } },
  ),
  call(
    2,
    AMERICA,
    ["kms", "CreateKey"],
    {},
    { responseElements: { keyMetadata: { keyId: KEY.slice(-36), arn: KEY } } },
  ),
  call(3, IRELAND, ["lambda", "CreateFunction20150331"], lambda("price", `arn:aws:iam::${A}:role/writer`)),
  call(4, IRELAND, ["ec2", "CreateVpcPeeringConnection"], {
    vpcId: "vpc-0fedcba9876543210",
    peerVpcId: VPC,
    peerRegion: "us-east-1",
  }),
  call(5, OTHER_FRANKFURT, ["sqs", "CreateQueue"], {
    queueName: "coded",
    attributes: { KmsMasterKeyId: KEY },
  }),
  call(6, OTHER_IRELAND, ["lambda", "CreateFunction20150331"], lambda("one", `arn:aws:iam::${B}:role/ghost`)),
  call(
    7,
    OTHER_FRANKFURT,
    ["lambda", "CreateFunction20150331"],
    lambda("two", `arn:aws:iam::${B}:role/ghost`),
  ),
  call(8, IRELAND, ["lambda", "UpdateFunctionConfiguration20150331v2"], {
    functionName: "price",
    role: `arn:aws:iam::${A}:role/writer`,
  }),
  call(9, AMERICA, ["sqs", "GetQueueUrl"], { queueName: "coded" }, { readOnly: true }),
];

/** The smallest number of shards that keeps all four places apart. */
export const COUNT =
  Array.from({ length: 50 }, (_, i) => i + 2).find((count) => {
    const places = [AMERICA, IRELAND, OTHER_IRELAND, OTHER_FRANKFURT];
    return new Set(places.map(([account, region]) => makeSharder(count)({ account, region }))).size === 4;
  }) ?? 0;

export const find = makeSharder(COUNT);
export const shardOf = ([account, region]: readonly [string, string]) => find({ account, region });
