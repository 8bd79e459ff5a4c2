/** Settings of Secrets Manager and of Systems Manager's parameters. */
import type { Setting, Step } from "./compare.ts";

const SecretId = "pears";
const token = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const READS: readonly Step[] = [
  ["DescribeSecret", { SecretId }],
  ["ListSecrets"],
  ["ListSecretVersionIds", { SecretId }],
  ["ListSecretVersionIds", { SecretId, IncludeDeprecated: true }],
  ["GetSecretValue", { SecretId }],
  ["GetSecretValue", { SecretId, VersionStage: "AWSPREVIOUS" }],
  ["GetResourcePolicy", { SecretId }],
];
const made = { Name: SecretId, SecretString: "one", ClientRequestToken: token("1") };

function ofSecret(steps: readonly Step[], more = {}): Setting {
  const first: Step = ["CreateSecret", { ...made, ...more }];
  return { service: "secretsmanager", steps: [first, ...steps], reads: READS };
}

const put = (digit: string, more = {}): Step => [
  "PutSecretValue",
  { SecretId, SecretString: digit, ClientRequestToken: token(digit), ...more },
];
const makeFunction: Step = [
  "lambda.CreateFunction",
  {
    ...{
      FunctionName: "turn",
      Runtime: "python3.12",
      Handler: "a.b",
      Code: { ZipFile: new Uint8Array([1]) },
    },
    Role: "arn:aws:iam::111122223333:role/a",
  },
];
const rotate: Step = [
  "RotateSecret",
  {
    // A version is what production's function puts, in calls of its own.
    ...{ SecretId, ClientRequestToken: token("5"), RotateImmediately: false },
    RotationRules: { AutomaticallyAfterDays: 30 },
    RotationLambdaARN: "arn:aws:lambda:eu-west-1:111122223333:function:turn",
  },
];
const makeRole: Step = [
  "iam.CreateRole",
  {
    RoleName: "a",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  },
];

const secretRows: Readonly<Record<string, Setting>> = {
  "a secret": ofSecret([], { Description: "a", KmsKeyId: "alias/pears", Tags: [{ Key: "a", Value: "b" }] }),
  "a secret without a value": {
    service: "secretsmanager",
    steps: [["CreateSecret", { Name: SecretId, ClientRequestToken: token("1") }]],
    reads: READS,
  },
  "a secret's second value": ofSecret([put("2")]),
  "a secret's third value": ofSecret([put("2"), put("3")]),
  "a value under a label": ofSecret([put("2", { VersionStages: ["next"] })]),
  "a label that moves": ofSecret([
    put("2", { VersionStages: ["next"] }),
    [
      "UpdateSecretVersionStage",
      { SecretId, VersionStage: "next", MoveToVersionId: token("1"), RemoveFromVersionId: token("2") },
    ],
  ]),
  "a label that is taken": ofSecret([
    put("2", { VersionStages: ["next"] }),
    ["UpdateSecretVersionStage", { SecretId, VersionStage: "next", RemoveFromVersionId: token("2") }],
  ]),
  "the current label goes back": ofSecret([
    put("2"),
    [
      "UpdateSecretVersionStage",
      { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: token("1"), RemoveFromVersionId: token("2") },
    ],
  ]),
  "a secret that is updated": ofSecret([
    [
      "UpdateSecret",
      {
        SecretId,
        Description: "z",
        KmsKeyId: "alias/plums",
        SecretString: "2",
        ClientRequestToken: token("2"),
      },
    ],
  ]),
  "a secret's description": ofSecret([["UpdateSecret", { SecretId, Description: "z" }]]),
  "a secret's tags": ofSecret([
    [
      "TagResource",
      {
        SecretId,
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "c", Value: "d" },
        ],
      },
    ],
    ["UntagResource", { SecretId, TagKeys: ["a"] }],
  ]),
  "a secret's last tag": ofSecret([["UntagResource", { SecretId, TagKeys: ["a"] }]], {
    Tags: [{ Key: "a", Value: "b" }],
  }),
  "a secret whose ARN was chosen": ofSecret([], { Tags: [{ Key: "_custom_id_", Value: "chosen" }] }),
  "a secret of a service": ofSecret([], {
    Tags: [{ Key: "aws:secretsmanager:owningService", Value: "rds" }],
  }),
  "a secret's policy": ofSecret([
    ["PutResourcePolicy", { SecretId, ResourcePolicy: '{"Version":"2012-10-17","Statement":[]}' }],
  ]),
  "a secret's policy that goes": ofSecret([
    ["PutResourcePolicy", { SecretId, ResourcePolicy: '{"Version":"2012-10-17","Statement":[]}' }],
    ["DeleteResourcePolicy", { SecretId }],
  ]),
  "a secret that is to be deleted": ofSecret([["DeleteSecret", { SecretId, RecoveryWindowInDays: 7 }]]),
  "a secret that is had back": ofSecret([
    ["DeleteSecret", { SecretId }],
    ["RestoreSecret", { SecretId }],
  ]),
  "a secret that is deleted": ofSecret([["DeleteSecret", { SecretId, ForceDeleteWithoutRecovery: true }]]),
  "a secret that is rotated": {
    service: "secretsmanager",
    steps: [makeRole, makeFunction, ["CreateSecret", made], rotate],
    reads: READS,
  },
  "a secret that is rotated no more": {
    service: "secretsmanager",
    steps: [makeRole, makeFunction, ["CreateSecret", made], rotate, ["CancelRotateSecret", { SecretId }]],
    reads: READS,
  },
  "a secret's copies": ofSecret([
    ["ReplicateSecretToRegions", { SecretId, AddReplicaRegions: [{ Region: "eu-central-1" }] }],
  ]),
  "a secret made with copies": ofSecret([], { AddReplicaRegions: [{ Region: "eu-central-1" }] }),
  "a secret's copies that go": ofSecret([
    [
      "ReplicateSecretToRegions",
      { SecretId, AddReplicaRegions: [{ Region: "eu-central-1" }, { Region: "eu-north-1" }] },
    ],
    ["RemoveRegionsFromReplication", { SecretId, RemoveReplicaRegions: ["eu-central-1"] }],
  ]),
};

const Name = "/pears";
const PARAMETER_READS: readonly Step[] = [
  ["GetParameter", { Name }],
  ["GetParameterHistory", { Name }],
  ["DescribeParameters"],
  ["ListTagsForResource", { ResourceType: "Parameter", ResourceId: Name }],
];
const ofParameter = (steps: readonly Step[], more = {}): Setting => ({
  service: "ssm",
  steps: [["PutParameter", { Name, Type: "String", Value: "a", ...more }], ...steps],
  reads: PARAMETER_READS,
});
const expiry =
  '[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-12-02T21:34:33.000Z"}}]';

const parameterRows: Readonly<Record<string, Setting>> = {
  "a parameter": ofParameter([], {
    Description: "d",
    AllowedPattern: "^a",
    Tags: [{ Key: "a", Value: "b" }],
  }),
  "an advanced parameter": ofParameter([], { Tier: "Advanced", Policies: expiry }),
  "a parameter for images": ofParameter([], { DataType: "aws:ec2:image", Value: "ami-0123456789abcdef0" }),
  // Encrypted otherwise each time.
  "a secure parameter": {
    ...ofParameter([], { Type: "SecureString", KeyId: "alias/aws/ssm" }),
    own: ["Value"],
  },
  "a parameter's second value": ofParameter([["PutParameter", { Name, Value: "b", Overwrite: true }]], {
    Description: "d",
  }),
  "a parameter's labels": ofParameter([
    ["PutParameter", { Name, Value: "b", Overwrite: true }],
    ["LabelParameterVersion", { Name, Labels: ["x", "y"], ParameterVersion: 1 }],
    ["LabelParameterVersion", { Name, Labels: ["x"] }],
    ["UnlabelParameterVersion", { Name, Labels: ["y"], ParameterVersion: 1 }],
  ]),
  "a parameter's tags": ofParameter([
    [
      "AddTagsToResource",
      {
        ResourceType: "Parameter",
        ResourceId: Name,
        Tags: [
          { Key: "a", Value: "b" },
          { Key: "c", Value: "d" },
        ],
      },
    ],
    ["RemoveTagsFromResource", { ResourceType: "Parameter", ResourceId: Name, TagKeys: ["a"] }],
  ]),
  "a parameter that goes": ofParameter([["DeleteParameter", { Name }]]),
};

export const secrets = { ...secretRows, ...parameterRows };
