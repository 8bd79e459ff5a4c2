/** A log whose calls are of every kind that a cut off replay has to tell apart: named, minted, put, attached, removed, counted. */
import { makeRecord, type TrailRecord } from "./trails.ts";

const ACCOUNT = "111122223333";
const REGION = "eu-west-1";

function digits(round: number, kind: number): string {
  return `0${kind}a1b2c3d4e5f6${String(round).padStart(4, "0")}`;
}

/** What one call of a service is recorded as. */
type Said = readonly [service: string, name: string, asked: object, answered?: object];

function listCalls(round: number): readonly Said[] {
  const vpc = `vpc-${digits(round, 1)}`;
  const subnet = `subnet-${digits(round, 2)}`;
  const group = `sg-${digits(round, 3)}`;
  const role = `kill-worker-${round}`;
  const queue = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/kill-queue-${round}`;
  const topic = `arn:aws:sns:${REGION}:${ACCOUNT}:kill-topic-${round}`;
  const key = `0b6f2f6c-52c5-4f0c-8f2b-7a57e1a9d${String(round).padStart(3, "0")}`;
  const trust = '{"Version":"2012-10-17","Statement":[]}';
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}';
  const named = (type: string) => ({
    tagSpecificationSet: {
      items: [{ resourceType: type, tags: [{ key: "Name", value: `kill-${round}` }] }],
    },
  });
  return [
    [
      "s3",
      "CreateBucket",
      { bucketName: `kill-bucket-${round}`, CreateBucketConfiguration: { LocationConstraint: REGION } },
    ],
    [
      "s3",
      "PutBucketVersioning",
      { bucketName: `kill-bucket-${round}`, versioning: "", VersioningConfiguration: { Status: "Enabled" } },
    ],
    [
      "ec2",
      "CreateVpc",
      { cidrBlock: `10.${round}.0.0/16`, ...named("vpc") },
      { vpc: { vpcId: vpc, cidrBlock: `10.${round}.0.0/16` } },
    ],
    [
      "ec2",
      "CreateSubnet",
      { vpcId: vpc, cidrBlock: `10.${round}.1.0/24` },
      { subnet: { subnetId: subnet, vpcId: vpc, cidrBlock: `10.${round}.1.0/24` } },
    ],
    [
      "ec2",
      "CreateSecurityGroup",
      { groupName: `kill-${round}`, groupDescription: "killed", vpcId: vpc },
      { groupId: group },
    ],
    [
      "ec2",
      "CreateTags",
      {
        resourcesSet: { items: [{ resourceId: subnet }] },
        tagSet: { items: [{ key: "Team", value: "orchard" }] },
      },
    ],
    [
      "iam",
      "CreateRole",
      { roleName: role, assumeRolePolicyDocument: trust },
      {
        role: {
          roleName: role,
          roleId: `AROAEXAMPLEKILLED${String(round).padStart(4, "0")}`,
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
        },
      },
    ],
    ["iam", "PutRolePolicy", { roleName: role, policyName: "inline", policyDocument: policy }],
    [
      "iam",
      "CreateRole",
      { roleName: `${role}-gone`, assumeRolePolicyDocument: trust },
      {
        role: {
          roleName: `${role}-gone`,
          roleId: `AROAEXAMPLEGONEYET${String(round).padStart(4, "0")}`,
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}-gone`,
        },
      },
    ],
    ["iam", "DeleteRole", { roleName: `${role}-gone` }],
    [
      "sqs",
      "CreateQueue",
      { queueName: `kill-queue-${round}`, attributes: { VisibilityTimeout: "45" } },
      { queueUrl: queue },
    ],
    ["sqs", "SetQueueAttributes", { queueUrl: queue, attributes: { VisibilityTimeout: "60" } }],
    ["sns", "CreateTopic", { name: `kill-topic-${round}` }, { topicArn: topic }],
    [
      "sns",
      "Subscribe",
      { topicArn: topic, protocol: "sqs", endpoint: `arn:aws:sqs:${REGION}:${ACCOUNT}:kill-queue-${round}` },
      { subscriptionArn: `${topic}:6d0b6c2e-6f0e-4a53-9d0e-2a1a5c1f${String(round).padStart(4, "0")}` },
    ],
    [
      "kms",
      "CreateKey",
      { description: `kill ${round}` },
      { keyMetadata: { keyId: key, arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${key}` } },
    ],
    ["kms", "CreateAlias", { aliasName: `alias/kill-${round}`, targetKeyId: key }],
    ["logs", "CreateLogGroup", { logGroupName: `/kill/${round}` }],
    ["logs", "PutRetentionPolicy", { logGroupName: `/kill/${round}`, retentionInDays: 30 }],
  ];
}

/** The records of so many rounds, and how many calls they are. */
export function makeKillLog(rounds: number): readonly TrailRecord[] {
  return Array.from({ length: rounds }, (_, round) => listCalls(round))
    .flat()
    .map(([service, eventName, requestParameters, responseElements = null], at) =>
      makeRecord({
        eventID: `00000000-0000-4000-9000-${String(at).padStart(12, "0")}`,
        eventTime: new Date(Date.UTC(2026, 3, 1, 9, 0, at)).toISOString().replace(".000", ""),
        eventSource: `${service}.amazonaws.com`,
        eventName,
        requestParameters,
        responseElements,
      }),
    );
}
