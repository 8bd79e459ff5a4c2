/** Renames, the caller's own things, aliases, roots, hidden documents and records that other programs wrote. */
import type { Kind } from "./kinds.ts";
import { ACCOUNT } from "./small-log.ts";

const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
const user = (userName: string) => ["iam.CreateUser", { userName }] as const;
const ZONE = "Z0000000000000000001";
const zone = [
  "route53.CreateHostedZone",
  { name: "pear.example.", callerReference: "1" },
  { hostedZone: { id: `/hostedzone/${ZONE}`, name: "pear.example." } },
] as const;
const records = (...changes: object[]) =>
  ["route53.ChangeResourceRecordSets", { hostedZoneId: ZONE, changeBatch: { changes } }] as const;
const address = {
  name: "x.pear.example.",
  type: "A",
  tTL: 60,
  resourceRecords: [{ value: "192.0.2.9" }],
};
const alias = (hostedZoneId: string, dNSName: string) => ({
  action: "UPSERT",
  resourceRecordSet: {
    name: "www.pear.example.",
    type: "A",
    aliasTarget: { hostedZoneId, dNSName, evaluateTargetHealth: false },
  },
});

export const CALLS: readonly Kind[] = [
  [
    "a user with another name",
    [
      user("ash"),
      ["iam.UpdateUser", { userName: "ash", newUserName: "oak" }],
      ["iam.TagUser", { userName: "oak", tags: [{ key: "a", value: "b" }] }],
    ],
  ],
  [
    "a user older than the log with another name",
    [
      ["iam.UpdateUser", { userName: "ash", newUserName: "oak" }],
      ["iam.CreateAccessKey", { userName: "oak" }, { accessKey: { accessKeyId: "AKIAPEAR000000000001" } }],
    ],
    { created: ["CreateUser"], verified: 2 },
  ],
  [
    "a group with two other names, one after the other",
    [
      ["iam.CreateGroup", { groupName: "g1" }],
      ["iam.UpdateGroup", { groupName: "g1", newGroupName: "g2" }],
      ["iam.UpdateGroup", { groupName: "g2", newGroupName: "g3" }],
      ["iam.PutGroupPolicy", { groupName: "g3", policyName: "p", policyDocument: HIDDEN }],
    ],
    { verified: 2 },
  ],
  [
    "a database and a cluster with other names",
    [
      [
        "rds.CreateDBInstance",
        { dBInstanceIdentifier: "d1", engine: "mysql", dBInstanceClass: "db.t3.micro", allocatedStorage: 20 },
        { dBInstanceIdentifier: "d1" },
      ],
      ["rds.ModifyDBInstance", { dBInstanceIdentifier: "d1", newDBInstanceIdentifier: "d2" }],
      ["rds.CreateDBSnapshot", { dBInstanceIdentifier: "d2", dBSnapshotIdentifier: "s" }],
      ["rds.CreateDBCluster", { dBClusterIdentifier: "c1", engine: "aurora-mysql", masterUsername: "a" }],
      ["rds.ModifyDBCluster", { dBClusterIdentifier: "c1", newDBClusterIdentifier: "c2" }],
    ],
  ],
  [
    "a warehouse with another name",
    [
      ["redshift.CreateCluster", { clusterIdentifier: "w1", nodeType: "ra3.large", masterUsername: "a" }],
      ["redshift.ModifyCluster", { clusterIdentifier: "w1", newClusterIdentifier: "w2" }],
      ["redshift.CreateClusterSnapshot", { clusterIdentifier: "w2", snapshotIdentifier: "s" }],
    ],
  ],
  [
    "the caller's own keys, made, changed and deleted",
    [
      user("nora"),
      ["iam.CreateAccessKey", null, { accessKey: { accessKeyId: "AKIAPEAR000000000001", userName: "nora" } }],
      ["iam.UpdateAccessKey", { accessKeyId: "AKIAPEAR000000000001", status: "Inactive" }],
      ["iam.DeleteAccessKey", { accessKeyId: "AKIAPEAR000000000001" }],
    ],
    { verified: 1 },
  ],
  [
    "the own key of a caller older than the log, who is named by the caller's identity alone",
    [["iam.CreateAccessKey", null, { accessKey: { accessKeyId: "AKIAPEAR000000000001" } }]],
    { created: ["CreateUser"] },
  ],
  [
    "the caller's own signing certificate",
    [
      user("nora"),
      [
        "iam.UploadSigningCertificate",
        null,
        { certificate: { userName: "nora", certificateId: "ABCDEFGHIJKLMNOPQRSTUVWX" } },
      ],
      ["iam.UpdateSigningCertificate", { certificateId: "ABCDEFGHIJKLMNOPQRSTUVWX", status: "Inactive" }],
      ["iam.DeleteSigningCertificate", { certificateId: "ABCDEFGHIJKLMNOPQRSTUVWX" }],
    ],
    { verified: 1 },
  ],
  ["an alias of a distribution", [zone, records(alias("Z2FDTNDATAQYW2", "d1.cloudfront.net."))]],
  [
    "an alias of a record of its own zone",
    [zone, records({ action: "CREATE", resourceRecordSet: address }, alias(ZONE, "x.pear.example."))],
  ],
  [
    "a record that is made and deleted",
    [
      zone,
      records({ action: "CREATE", resourceRecordSet: address }),
      records({ action: "DELETE", resourceRecordSet: address }),
    ],
    { verified: 1 },
  ],
  [
    "the root of an API that is older than the log",
    [
      [
        "apigateway.CreateResource",
        { restApiId: "pearpearpe", parentId: "pearroot01", createResourceInput: { pathPart: "v1" } },
        { id: "pearres001", parentId: "pearroot01" },
      ],
      [
        "apigateway.PutMethod",
        {
          restApiId: "pearpearpe",
          resourceId: "pearres001",
          httpMethod: "GET",
          putMethodInput: { authorizationType: "NONE" },
        },
      ],
    ],
    { created: ["CreateRestApi"] },
  ],
  [
    "policies that are hidden",
    [
      ["iam.CreatePolicy", { policyName: "p", policyDocument: HIDDEN }, { policy: { arn: iam("policy/p") } }],
      ["iam.CreateRole", { roleName: "r", assumeRolePolicyDocument: HIDDEN }],
      ["iam.PutRolePolicy", { roleName: "r", policyName: "in", policyDocument: "***" }],
      ["ecr.CreateRepository", { repositoryName: "r" }],
      ["ecr.PutLifecyclePolicy", { repositoryName: "r", lifecyclePolicyText: HIDDEN }],
      ["ecr.SetRepositoryPolicy", { repositoryName: "r", policyText: HIDDEN }],
    ],
  ],
  [
    "documents of Systems Manager that are hidden, in JSON and YAML",
    [
      [
        "ssm.CreateDocument",
        { name: "auto", content: HIDDEN, documentType: "Automation" },
        { documentDescription: { documentType: "Automation", schemaVersion: "0.3" } },
      ],
      [
        "ssm.UpdateDocument",
        { name: "auto", content: HIDDEN, documentVersion: "$LATEST", documentFormat: "YAML" },
        { documentDescription: { documentType: "Automation", schemaVersion: "0.3" } },
      ],
      [
        "ssm.CreateDocument",
        { name: "patch", content: HIDDEN, documentFormat: "YAML" },
        { documentDescription: { documentType: "Command", schemaVersion: "2.2" } },
      ],
    ],
  ],
  [
    "templates, machines and metadata that are hidden",
    [
      ["cloudformation.CreateStack", { stackName: "s", templateBody: HIDDEN }],
      ["states.CreateStateMachine", { name: "m", roleArn: iam("role/sf"), definition: HIDDEN }],
      ["events.PutRule", { name: "r", eventPattern: HIDDEN }],
      ["monitoring.PutDashboard", { dashboardName: "d", dashboardBody: HIDDEN }],
      ["iam.CreateSAMLProvider", { name: "sp", sAMLMetadataDocument: HIDDEN }],
    ],
    { created: ["CreateRole"] },
  ],
  [
    "an account whose address is hidden, in an organization older than the log",
    [
      [
        "organizations.CreateAccount",
        { email: HIDDEN, accountName: "a" },
        { createAccountStatus: { id: "car-0123456789abcdef0123456789abcdef" } },
      ],
    ],
    { created: ["CreateOrganization"] },
  ],
  [
    "numbers for texts, texts for nothing",
    [
      [
        "sqs.CreateQueue",
        { queueName: "q1", attributes: { VisibilityTimeout: 45 } },
        null,
        { recipientAccountId: Number(ACCOUNT), eventVersion: 1.08, readOnly: "False" },
      ],
      [
        "sqs.CreateQueue",
        { queueName: "q2" },
        null,
        { errorCode: "-", errorMessage: "None", readOnly: "", responseElements: "null", sharedEventID: 123 },
      ],
    ],
  ],
  [
    "moments in seconds, in milliseconds and as texts",
    [1740816000, 1740816000123, "1740816001", "2025-03-01 08:00:00.000"].map(
      (eventTime, place) => ["sqs.CreateQueue", { queueName: `q${place}` }, null, { eventTime }] as const,
    ),
  ],
  [
    "uploads older than the log, which go on and end",
    [
      [
        "s3.UploadPart",
        { bucketName: "pear-up", key: "k", uploadId: "PEAR1abcdefghijklmnop", partNumber: "2" },
      ],
      ["s3.CompleteMultipartUpload", { bucketName: "pear-up", key: "k", uploadId: "PEAR1abcdefghijklmnop" }],
      ["s3.AbortMultipartUpload", { bucketName: "pear-up", key: "l", uploadId: "PEAR2abcdefghijklmnop" }],
    ],
    { created: ["CreateBucket", "CreateMultipartUpload", "CreateMultipartUpload"], verified: 1 },
  ],
  [
    "the schema of an API that is hidden, and of one that is older than the log",
    [
      [
        "appsync.CreateGraphqlApi",
        { name: "a", authenticationType: "API_KEY" },
        { graphqlApi: { apiId: "pearpearpearpearpearpearpe" } },
      ],
      ["appsync.StartSchemaCreation", { apiId: "pearpearpearpearpearpearpe", definition: HIDDEN }],
      ["appsync.StartSchemaCreation", { apiId: "plumplumplumplumplumplumpl", definition: HIDDEN }],
    ],
    { created: ["CreateGraphqlApi"] },
  ],
  [
    "a group with another name, whose policy and which itself are deleted under that",
    [
      ["iam.CreateGroup", { groupName: "g" }],
      ["iam.PutGroupPolicy", { groupName: "g", policyName: "p", policyDocument: HIDDEN }],
      ["iam.UpdateGroup", { groupName: "g", newGroupName: "h" }],
      ["iam.DeleteGroupPolicy", { groupName: "h", policyName: "p" }],
      ["iam.DeleteGroup", { groupName: "h" }],
    ],
    { verified: 0 },
  ],
  [
    "a user with another name, whose old name another one has for a while",
    [
      user("ash"),
      ["iam.UpdateUser", { userName: "ash", newUserName: "oak" }],
      user("ash"),
      ["iam.TagUser", { userName: "oak", tags: [{ key: "a", value: "b" }] }],
      ["iam.DeleteUser", { userName: "ash" }],
    ],
    { verified: 2 },
  ],
  [
    "a key in two regions, each with a tag",
    ["eu-west-1", "us-east-1"].map(
      (awsRegion) =>
        [
          "kms.TagResource",
          {
            keyId: `arn:aws:kms:${awsRegion}:${ACCOUNT}:key/mrk-0123456789abcdef0123456789abcdef`,
            tags: [{ tagKey: "a", tagValue: awsRegion }],
          },
          null,
          { awsRegion },
        ] as const,
    ),
    { created: ["CreateKey", "ReplicateKey"], verified: 2 },
  ],
  [
    "a deletion of objects that are not listed",
    [["s3.DeleteObjects", { bucketName: "pear-bucket", delete: "" }]],
    { skipped: { omitted_parameters: 1 } },
  ],
];
