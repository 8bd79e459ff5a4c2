/** What verification tells: two facts of one thing, facts that are no more, and calls that failed. */
import type { Kind } from "./kinds.ts";
import { ACCOUNT, REGION } from "./small-log.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const VPC = "vpc-0123456789abcdef0";
const GROUP = "sg-0123456789abcdef0";
const QUEUE = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/q`;
const TRUST = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`;
const POLICY = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}`;
const network = [
  "ec2.CreateVpc",
  { cidrBlock: "10.0.0.0/16" },
  { vpc: { vpcId: VPC, cidrBlock: "10.0.0.0/16" } },
] as const;
const rule = (operation: string, port: number) =>
  [
    `ec2.${operation}`,
    {
      groupId: GROUP,
      ipPermissions: {
        items: [
          {
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] },
          },
        ],
      },
    },
  ] as const;
const block = (place: number) =>
  [
    "ec2.AssociateVpcCidrBlock",
    { AssociateVpcCidrBlockRequest: { VpcId: VPC, CidrBlock: `10.${place}.0.0/16` } },
    {
      AssociateVpcCidrBlockResponse: {
        vpcId: VPC,
        cidrBlockAssociation: { associationId: `vpc-cidr-assoc-0123456789abcdef${place}` },
      },
    },
  ] as const;
const role = [
  "iam.CreateRole",
  { roleName: "r", assumeRolePolicyDocument: TRUST },
  { role: { arn: iam("role/r") } },
] as const;
const upload = (key: string, id: string, end: string) =>
  [
    ["s3.CreateMultipartUpload", { bucketName: "pear-up", key, uploads: "" }],
    ["s3.UploadPart", { bucketName: "pear-up", key, uploadId: id, partNumber: "1" }],
    [`s3.${end}`, { bucketName: "pear-up", key, uploadId: id }],
  ] as const;

export const FACTS: readonly Kind[] = [
  [
    "two rules of a group, of which one goes",
    [
      network,
      ["ec2.CreateSecurityGroup", { groupName: "g", groupDescription: "g", vpcId: VPC }, { groupId: GROUP }],
      rule("AuthorizeSecurityGroupIngress", 22),
      rule("AuthorizeSecurityGroupIngress", 443),
      rule("RevokeSecurityGroupIngress", 22),
    ],
  ],
  [
    "two blocks of a network, of which one goes",
    [
      network,
      block(1),
      block(2),
      [
        "ec2.DisassociateVpcCidrBlock",
        { DisassociateVpcCidrBlockRequest: { AssociationId: "vpc-cidr-assoc-0123456789abcdef1" } },
      ],
    ],
    { verified: 2 },
  ],
  [
    "two policies of a user, of which one goes",
    [
      ["iam.CreateUser", { userName: "u" }],
      ["iam.PutUserPolicy", { userName: "u", policyName: "a", policyDocument: POLICY }],
      ["iam.PutUserPolicy", { userName: "u", policyName: "b", policyDocument: POLICY }],
      ["iam.DeleteUserPolicy", { userName: "u", policyName: "a" }],
    ],
    { verified: 2 },
  ],
  [
    "two policies on a group, of which one goes",
    [
      ["iam.CreateGroup", { groupName: "g" }],
      ["iam.AttachGroupPolicy", { groupName: "g", policyArn: iam("policy/a") }],
      ["iam.AttachGroupPolicy", { groupName: "g", policyArn: iam("policy/b") }],
      ["iam.DetachGroupPolicy", { groupName: "g", policyArn: iam("policy/a") }],
    ],
    { created: ["CreatePolicy", "CreatePolicy"], verified: 2 },
  ],
  [
    "a user in two groups, who leaves one",
    [
      ["iam.CreateUser", { userName: "u" }],
      ["iam.CreateGroup", { groupName: "g1" }],
      ["iam.CreateGroup", { groupName: "g2" }],
      ["iam.AddUserToGroup", { userName: "u", groupName: "g1" }],
      ["iam.AddUserToGroup", { userName: "u", groupName: "g2" }],
      ["iam.RemoveUserFromGroup", { userName: "u", groupName: "g1" }],
    ],
    { verified: 4 },
  ],
  [
    "two targets of a rule, of which one goes",
    [
      ["events.PutRule", { name: "r", scheduleExpression: "rate(1 day)" }],
      ["events.PutTargets", { rule: "r", targets: [{ id: "1", arn: arn("sqs", "q1") }] }],
      ["events.PutTargets", { rule: "r", targets: [{ id: "2", arn: arn("sqs", "q2") }] }],
      ["events.RemoveTargets", { rule: "r", ids: ["1"] }],
    ],
    { created: ["CreateQueue", "CreateQueue"] },
  ],
  [
    "tags that come and go",
    [
      ["sqs.CreateQueue", { queueName: "q" }, { queueUrl: QUEUE }],
      ["sqs.TagQueue", { queueUrl: QUEUE, tags: { a: "1", b: "2" } }],
      ["sqs.TagQueue", { queueUrl: QUEUE, tags: { c: "3" } }],
      ["sqs.UntagQueue", { queueUrl: QUEUE, tagKeys: ["a"] }],
    ],
  ],
  [
    "two permissions of a function, of which one goes",
    [
      role,
      [
        "lambda.CreateFunction20150331",
        { functionName: "f", runtime: "python3.12", handler: "a.b", role: iam("role/r"), code: {} },
      ],
      [
        "lambda.AddPermission20150331v2",
        {
          functionName: "f",
          statementId: "a",
          action: "lambda:InvokeFunction",
          principal: "s3.amazonaws.com",
        },
      ],
      [
        "lambda.AddPermission20150331v2",
        {
          functionName: "f",
          statementId: "b",
          action: "lambda:InvokeFunction",
          principal: "events.amazonaws.com",
        },
      ],
      ["lambda.RemovePermission20150331v2", { functionName: "f", statementId: "a" }],
    ],
    { verified: 3 },
  ],
  [
    "two filters of a group of logs, of which one goes",
    [
      ["logs.CreateLogGroup", { logGroupName: "/g" }],
      ...["a", "b"].map(
        (filterName) =>
          [
            "logs.PutMetricFilter",
            {
              logGroupName: "/g",
              filterName,
              filterPattern: filterName,
              metricTransformations: [{ metricName: filterName, metricNamespace: "n", metricValue: "1" }],
            },
          ] as const,
      ),
      ["logs.DeleteMetricFilter", { logGroupName: "/g", filterName: "a" }],
    ],
    { verified: 2 },
  ],
  [
    "a subscription that nobody has confirmed",
    [
      ["sns.CreateTopic", { name: "t" }, { topicArn: arn("sns", "t") }],
      [
        "sns.Subscribe",
        { topicArn: arn("sns", "t"), protocol: "email", endpoint: "pear@example.com" },
        { subscriptionArn: "pending confirmation" },
      ],
    ],
    { verified: 2 },
  ],
  [
    "an upload that is complete, two of one key, and one that is given up",
    [
      [
        "s3.CreateBucket",
        { bucketName: "pear-up", CreateBucketConfiguration: { LocationConstraint: REGION } },
      ],
      ...upload("k", "PEAR1abcdefghijklmnopqrstuvwxyz", "CompleteMultipartUpload"),
      ...upload("k", "PEAR2abcdefghijklmnopqrstuvwxyz", "CompleteMultipartUpload"),
      ...upload("l", "PEAR3abcdefghijklmnopqrstuvwxyz", "AbortMultipartUpload"),
    ],
    { verified: 2 },
  ],
  [
    "a policy of an organization",
    [
      ["organizations.CreateOrganization", { featureSet: "ALL" }, { organization: { id: "o-pearpearpe" } }],
      [
        "organizations.CreatePolicy",
        { content: POLICY, description: "d", name: "p", type: "SERVICE_CONTROL_POLICY" },
        { policy: { policySummary: { id: "p-12345678" } } },
      ],
      ["organizations.AttachPolicy", { policyId: "p-12345678", targetId: "r-pear" }],
    ],
    { created: ["ListRoots"], verified: 3 },
  ],
  [
    "two tables of a database, of which one goes",
    [
      ["glue.CreateDatabase", { databaseInput: { name: "d" } }],
      ["glue.CreateTable", { databaseName: "d", tableInput: { name: "t1" } }],
      ["glue.CreateTable", { databaseName: "d", tableInput: { name: "t2" } }],
      ["glue.DeleteTable", { databaseName: "d", name: "t1" }],
    ],
    { verified: 2 },
  ],
  [
    "a document in YAML",
    [
      [
        "ssm.CreateDocument",
        {
          name: "pear",
          documentType: "Command",
          documentFormat: "YAML",
          content: "# pear\nschemaVersion: '2.2'\nmainSteps: []\n",
        },
      ],
    ],
    { verified: 1 },
  ],
  [
    "a call that failed",
    [
      [
        "s3.CreateBucket",
        { bucketName: "pear-app", CreateBucketConfiguration: { LocationConstraint: REGION } },
      ],
      [
        "s3.CreateBucket",
        { bucketName: "pear-logs", CreateBucketConfiguration: { LocationConstraint: REGION } },
      ],
      [
        "s3.PutBucketLogging",
        {
          bucketName: "pear-app",
          logging: "",
          BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "pear-logs", TargetPrefix: "a/" } },
        },
      ],
    ],
    {
      failed: ["PutBucketLogging: invalid_parameters"],
      open: ["missing PutBucketLogging"],
      verified: 2,
    },
  ],
];
