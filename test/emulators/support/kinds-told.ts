/** What is told of one thing among several, beside the parameters, in another case or under an id that is a word. */
import type { Kind } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const VPC = "vpc-0123456789abcdef0";
const CERTIFICATE = "ab".repeat(32);
const KEY = "11111111-2222-4333-8444-555555555555";
const TRUST = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`;
const role = [
  "iam.CreateRole",
  { roleName: "r", assumeRolePolicyDocument: TRUST },
  { role: { arn: iam("role/r") } },
] as const;

export const TOLD: readonly Kind[] = [
  [
    "subscriptions that nobody has confirmed, of two protocols",
    [
      ["sns.CreateTopic", { name: "t" }, { topicArn: arn("sns", "t") }],
      ...(["http", "email-json"] as const).map(
        (protocol) =>
          [
            "sns.Subscribe",
            {
              topicArn: arn("sns", "t"),
              protocol,
              endpoint: protocol === "http" ? "http://example.com/p" : "p@example.com",
            },
            { subscriptionArn: "PendingConfirmation" },
          ] as const,
      ),
    ],
    { verified: 3 },
  ],
  [
    "two steps of one call, and one of another",
    [
      [
        "elasticmapreduce.RunJobFlow",
        {
          name: "e",
          instances: {
            instanceGroups: [{ instanceRole: "MASTER", instanceType: "m5.xlarge", instanceCount: 1 }],
          },
        },
        { jobFlowId: "j-PEARPEAR00001" },
      ],
      [
        "elasticmapreduce.AddJobFlowSteps",
        {
          jobFlowId: "j-PEARPEAR00001",
          steps: ["one", "two"].map((name) => ({ name, hadoopJarStep: { jar: `${name}.jar` } })),
        },
        { stepIds: ["s-ONE0000000001", "s-TWO0000000001"] },
      ],
      [
        "elasticmapreduce.AddJobFlowSteps",
        { jobFlowId: "j-PEARPEAR00001", steps: [{ name: "three", hadoopJarStep: { jar: "three.jar" } }] },
        { stepIds: ["s-THREE00000001"] },
      ],
    ],
    { verified: 4 },
  ],
  [
    "a grant that is retired, which only stands beside the parameters",
    [
      ["kms.CreateKey", {}, { keyMetadata: { keyId: KEY, arn: arn("kms", `key/${KEY}`) } }],
      role,
      [
        "kms.CreateGrant",
        { keyId: KEY, granteePrincipal: iam("role/r"), operations: ["Decrypt"] },
        { grantId: "0123456789abcdef".repeat(4) },
      ],
      [
        "kms.RetireGrant",
        null,
        { keyId: arn("kms", `key/${KEY}`) },
        { additionalEventData: { grantId: "0123456789abcdef".repeat(4) } },
      ],
    ],
    { verified: 2 },
  ],
  [
    "a volume that is detached without saying from what",
    [
      [
        "ec2.RunInstances",
        { instancesSet: { items: [{ imageId: "ami-0123456789abcdef0", minCount: 1, maxCount: 1 }] } },
        { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] } },
      ],
      ["ec2.CreateVolume", { size: "8", zone: `${REGION}a` }, { volumeId: "vol-0123456789abcdef0" }],
      [
        "ec2.AttachVolume",
        { volumeId: "vol-0123456789abcdef0", instanceId: "i-0123456789abcdef0", device: "/dev/sdf" },
      ],
      [
        "ec2.DetachVolume",
        { volumeId: "vol-0123456789abcdef0" },
        { volumeId: "vol-0123456789abcdef0", instanceId: "i-0123456789abcdef0" },
      ],
    ],
    { verified: 2 },
  ],
  [
    "what the database service keeps in lower case",
    [
      [
        "rds.CreateDBInstance",
        {
          dBInstanceIdentifier: "d",
          engine: "mysql",
          dBInstanceClass: "db.t3.micro",
          allocatedStorage: 20,
          preferredMaintenanceWindow: "Sun:05:00-Sun:06:00",
        },
        { dBInstanceIdentifier: "d" },
      ],
    ],
    { verified: 1 },
  ],
  [
    "the plan of an API whose id is a word, and its keys",
    [
      ["apigateway.CreateApiKey", { createApiKeyInput: { name: "k" } }, { id: "pearkey001", name: "k" }],
      ["apigateway.CreateUsagePlan", { createUsagePlanInput: { name: "p" } }, { id: "pearpl", name: "p" }],
      [
        "apigateway.CreateUsagePlanKey",
        { usageplanId: "pearpl", createUsagePlanKeyInput: { keyId: "pearkey001", keyType: "API_KEY" } },
        { id: "pearkey001" },
      ],
    ],
    { verified: 3 },
  ],
  [
    "a type of policies that is enabled, and a registry that is copied",
    [
      ["organizations.CreateOrganization", { featureSet: "ALL" }, { organization: { id: "o-pearpearpe" } }],
      ["organizations.EnablePolicyType", { rootId: "r-pear", policyType: "TAG_POLICY" }],
      [
        "ecr.PutReplicationConfiguration",
        {
          replicationConfiguration: {
            rules: [{ destinations: [{ region: "us-east-1", registryId: ACCOUNT }] }],
          },
        },
      ],
    ],
    { created: ["ListRoots"], verified: 3 },
  ],
  [
    "an upload of a copied part, two of one key at the same time",
    [
      [
        "s3.CreateBucket",
        { bucketName: "pear-up", CreateBucketConfiguration: { LocationConstraint: REGION } },
      ],
      ["s3.PutObject", { bucketName: "pear-up", key: "from" }],
      ["s3.CreateMultipartUpload", { bucketName: "pear-up", key: "k", uploads: "" }],
      ["s3.CreateMultipartUpload", { bucketName: "pear-up", key: "k", uploads: "" }],
      [
        "s3.UploadPartCopy",
        {
          bucketName: "pear-up",
          key: "k",
          uploadId: "PEAR1abcdefghijklmnopqrstuvwxyz",
          partNumber: "1",
          "x-amz-copy-source": "pear-up/from",
        },
      ],
      [
        "s3.UploadPart",
        { bucketName: "pear-up", key: "k", uploadId: "PEAR2abcdefghijklmnopqrstuvwxyz", partNumber: "1" },
      ],
      [
        "s3.AbortMultipartUpload",
        { bucketName: "pear-up", key: "k", uploadId: "PEAR2abcdefghijklmnopqrstuvwxyz" },
      ],
      [
        "s3.CompleteMultipartUpload",
        { bucketName: "pear-up", key: "k", uploadId: "PEAR1abcdefghijklmnopqrstuvwxyz" },
      ],
    ],
    { verified: 3 },
  ],
  [
    "the main table and the default list and group that come with a network",
    [
      ["ec2.CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId: VPC } }],
      [
        "ec2.CreateSubnet",
        { vpcId: VPC, cidrBlock: "10.0.1.0/24" },
        { subnet: { subnetId: "subnet-0123456789abcdef0" } },
      ],
      ["ec2.CreateInternetGateway", {}, { internetGateway: { internetGatewayId: "igw-0123456789abcdef0" } }],
      ["ec2.AttachInternetGateway", { vpcId: VPC, internetGatewayId: "igw-0123456789abcdef0" }],
      [
        "ec2.CreateRoute",
        {
          routeTableId: "rtb-0123456789abcdef0",
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: "igw-0123456789abcdef0",
        },
      ],
      [
        "ec2.RunInstances",
        {
          instancesSet: { items: [{ imageId: "ami-0123456789abcdef0", minCount: 1, maxCount: 1 }] },
          subnetId: "subnet-0123456789abcdef0",
          groupSet: { items: [{ groupId: "sg-0123456789abcdef0" }] },
        },
        { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] } },
      ],
      [
        "ec2.CreateTags",
        {
          resourcesSet: { items: [{ resourceId: "acl-0123456789abcdef0" }, { resourceId: VPC }] },
          tagSet: { items: [{ key: "a", value: "b" }] },
        },
      ],
    ],
    { created: ["DescribeRouteTables", "DescribeSecurityGroups", "DescribeNetworkAcls"] },
  ],
  [
    "a trail that starts and stops, which is told apart from the trail",
    [
      [
        "s3.CreateBucket",
        { bucketName: "pear-trail", CreateBucketConfiguration: { LocationConstraint: REGION } },
      ],
      ["cloudtrail.CreateTrail", { name: "pears", s3BucketName: "pear-trail" }],
      ["cloudtrail.StartLogging", { name: "pears" }],
      ["cloudtrail.StopLogging", { name: "pears" }],
    ],
    { verified: 3 },
  ],
  [
    "two policies of a certificate, of which one goes",
    [
      [
        "iot.CreateKeysAndCertificate",
        { setAsActive: true },
        { certificateArn: arn("iot", `cert/${CERTIFICATE}`), certificateId: CERTIFICATE },
      ],
      ...["p", "q"].map((policyName) => ["iot.CreatePolicy", { policyName, policyDocument: "{}" }] as const),
      ...["p", "q"].map(
        (policyName) =>
          ["iot.AttachPolicy", { policyName, target: arn("iot", `cert/${CERTIFICATE}`) }] as const,
      ),
      ["iot.DetachPolicy", { policyName: "p", target: arn("iot", `cert/${CERTIFICATE}`) }],
    ],
    { verified: 4 },
  ],
  [
    "a stage that comes to be with what is put into it, and is changed",
    [
      ["apigateway.CreateRestApi", { createRestApiInput: { name: "p" } }, { id: "pearapi001" }],
      [
        "apigateway.PutMethod",
        {
          restApiId: "pearapi001",
          resourceId: "pearroot01",
          httpMethod: "GET",
          putMethodInput: { authorizationType: "NONE" },
        },
      ],
      [
        "apigateway.PutIntegration",
        {
          restApiId: "pearapi001",
          resourceId: "pearroot01",
          httpMethod: "GET",
          putIntegrationInput: { type: "MOCK" },
        },
      ],
      [
        "apigateway.CreateDeployment",
        { restApiId: "pearapi001", createDeploymentInput: { stageName: "live" } },
        { id: "peard1" },
      ],
      [
        "apigateway.UpdateStage",
        {
          restApiId: "pearapi001",
          stageName: "live",
          updateStageInput: {
            patchOperations: [{ op: "replace", path: "/description", value: "pears" }],
          },
        },
      ],
    ],
  ],
];
