/** What should exist at the end of a log, and by which operation it is read. */
import { describe, expect, test } from "bun:test";
import { type LoggedCall as Call, deriveAll, listFacts } from "./fact-lines.ts";

const role: Call = ["iam", "CreateRole", { roleName: "r", assumeRolePolicyDocument: "{}" }];
const attached: Call = ["iam", "AttachRolePolicy", { roleName: "r", policyArn: "arn:aws:iam::aws:policy/P" }];

describe("finding the read", () => {
  const rows: readonly (readonly [call: Call, read: string])[] = [
    [
      ["ec2", "CreateVpc", { cidrBlock: "10.0.0.0/16" }, { vpc: { vpcId: "vpc-0a1b2c3d" } }],
      'DescribeVpcs {"VpcIds":["vpc-0a1b2c3d"]}',
    ],
    [role, 'GetRole {"RoleName":"r"}'],
    [attached, 'ListAttachedRolePolicies {"RoleName":"r"}'],
    [["dynamodb", "CreateTable", { tableName: "t" }], 'DescribeTable {"TableName":"t"}'],
    [["ssm", "PutParameter", { name: "p" }], 'GetParameter {"Name":"p"}'],
    [
      ["sns", "CreateTopic", { name: "t" }, { topicArn: "arn:aws:sns:eu-west-1:111122223333:t" }],
      'GetTopicAttributes {"TopicArn":"arn:aws:sns:eu-west-1:111122223333:t"}',
    ],
    [["s3", "CreateBucket", { bucketName: "b" }], 'HeadBucket {"Bucket":"b"}'],
    [["s3", "PutBucketPolicy", { bucketName: "b", bucketPolicy: {} }], 'GetBucketPolicy {"Bucket":"b"}'],
    [
      ["logs", "PutRetentionPolicy", { logGroupName: "/g", retentionInDays: 3 }],
      'DescribeLogGroups {"logGroupNamePrefix":"/g"}',
    ],
    [
      ["ecs", "CreateService", { cluster: "c", serviceName: "s" }],
      'DescribeServices {"include":["TAGS"],"services":["s"],"cluster":"c"}',
    ],
    [
      ["ec2", "AllocateAddress", {}, { allocationId: "eipalloc-0a1b2c3d", publicIp: "192.0.2.1" }],
      'DescribeAddresses {"AllocationIds":["eipalloc-0a1b2c3d"]}',
    ],
    // What stands in the place of an ARN is a remark.
    [
      [
        "sns",
        "Subscribe",
        { topicArn: "arn:t", protocol: "email" },
        { subscriptionArn: "pending confirmation" },
      ],
      'ListSubscriptionsByTopic {"TopicArn":"arn:t"}',
    ],
    [["servicediscovery", "CreateHttpNamespace", { name: "n" }, { operationId: "o" }], "ListNamespaces {}"],
    [["kms", "CreateAlias", { aliasName: "alias/a", targetKeyId: "k" }], "ListAliases {}"],
  ];
  test.each(rows)("%j", async (call, read) => {
    expect(await listFacts([call])).toEqual([`${call[1]}: ${read}`]);
  });
});

describe("what survives", () => {
  test("a deleted thing is gone with its settings", async () => {
    expect(await listFacts([role, attached, ["iam", "DeleteRole", { roleName: "r" }]])).toEqual([]);
  });

  test("a detached policy is gone, its role is not", async () => {
    const detach: Call = [
      "iam",
      "DetachRolePolicy",
      { roleName: "r", policyArn: "arn:aws:iam::aws:policy/P" },
    ];
    expect(await listFacts([role, attached, detach])).toEqual(['CreateRole: GetRole {"RoleName":"r"}']);
  });

  test("another policy stays attached", async () => {
    const detach: Call = [
      "iam",
      "DetachRolePolicy",
      { roleName: "r", policyArn: "arn:aws:iam::aws:policy/Q" },
    ];
    expect(await listFacts([role, attached, detach])).toHaveLength(2);
  });

  test("things of the same name in other kinds and services stay", async () => {
    const others: Call[] = [
      role,
      ["iam", "CreateUser", { userName: "r" }],
      ["s3", "CreateBucket", { bucketName: "r" }],
    ];
    expect(await listFacts([...others, ["iam", "DeleteUser", { userName: "r" }]])).toEqual([
      'CreateRole: GetRole {"RoleName":"r"}',
      'CreateBucket: HeadBucket {"Bucket":"r"}',
    ]);
  });

  test("a bucket stays when its policy goes", async () => {
    const calls: Call[] = [
      ["s3", "CreateBucket", { bucketName: "b" }],
      ["s3", "PutBucketPolicy", { bucketName: "b", bucketPolicy: {} }],
      ["s3", "DeleteBucketPolicy", { bucketName: "b" }],
    ];
    expect(await listFacts(calls)).toEqual(['CreateBucket: HeadBucket {"Bucket":"b"}']);
  });

  test("each of several instances is a thing of its own", async () => {
    const ids = ["i-0aaaaaaa", "i-0bbbbbbb"];
    const instancesSet = { items: ids.map((instanceId) => ({ instanceId })) };
    const calls: Call[] = [
      [
        "ec2",
        "RunInstances",
        { instancesSet: { items: [{ imageId: "ami-1", minCount: 2, maxCount: 2 }] } },
        { instancesSet },
      ],
      ["ec2", "TerminateInstances", { instancesSet: { items: [{ instanceId: "i-0aaaaaaa" }] } }],
    ];
    expect(await listFacts(calls)).toEqual([
      'RunInstances: DescribeInstances {"InstanceIds":["i-0bbbbbbb"]}',
    ]);
  });

  test("of two routes of a table, the one stays when the other goes", async () => {
    const route = (name: string, destinationCidrBlock: string): Call => [
      "ec2",
      name,
      { routeTableId: "rtb-1", destinationCidrBlock, gatewayId: "igw-1" },
    ];
    const made = [route("CreateRoute", "0.0.0.0/0"), route("CreateRoute", "10.1.0.0/16")];
    const gone: Call = ["ec2", "DeleteRoute", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" }];
    expect(await listFacts(made)).toHaveLength(2);
    expect(await listFacts([...made, gone])).toHaveLength(1);
  });

  test("an update is part of what it updates", async () => {
    const calls: Call[] = [
      ["dynamodb", "CreateTable", { tableName: "t" }],
      ["dynamodb", "UpdateTable", { tableName: "t", billingMode: "PAY_PER_REQUEST" }],
    ];
    expect(await listFacts(calls)).toEqual(['CreateTable+UpdateTable: DescribeTable {"TableName":"t"}']);
  });

  test("each record of a zone is a thing of its own, whichever batch it came in", async () => {
    const record = (action: string, name: string) => ({
      action,
      resourceRecordSet: { name, type: "A", tTL: 60, resourceRecords: [{ value: "192.0.2.1" }] },
    });
    const change = (...changes: object[]): Call => [
      "route53",
      "ChangeResourceRecordSets",
      { hostedZoneId: "Z1", changeBatch: { changes } },
    ];
    const calls = [
      change(record("CREATE", "a.x"), record("CREATE", "b.x")),
      change(record("DELETE", "a.x.")),
    ];
    const read = 'ChangeResourceRecordSets: ListResourceRecordSets {"HostedZoneId":"Z1"}';
    expect(await listFacts(calls.slice(0, 1))).toEqual([read, read]);
    expect(await listFacts([calls[0] ?? change(), change(record("DELETE", "a.x"))])).toEqual([read]);
    expect(await listFacts([...calls, ["route53", "DeleteHostedZone", { id: "Z1" }]])).toEqual([]);
  });

  test("a renamed thing, and what stands in it, is read by its new name", async () => {
    const facts = await listFacts([
      ["rds", "CreateDBInstance", { dBInstanceIdentifier: "local", engine: "mysql" }],
      ["rds", "ModifyDBInstance", { dBInstanceIdentifier: "local", newDBInstanceIdentifier: "main" }],
    ]);
    expect(facts).toEqual([
      'CreateDBInstance+ModifyDBInstance: DescribeDBInstances {"DBInstanceIdentifier":"main"}',
    ]);
    const user: Call = ["iam", "CreateUser", { userName: "old" }];
    const policy: Call = ["iam", "PutUserPolicy", { userName: "old", policyName: "p", policyDocument: "{}" }];
    const rename: Call = ["iam", "UpdateUser", { userName: "old", newUserName: "new" }];
    expect(await listFacts([user, policy, rename])).toEqual([
      'CreateUser+UpdateUser: GetUser {"UserName":"new"}',
      'PutUserPolicy: GetUserPolicy {"UserName":"new","PolicyName":"p"}',
    ]);
    expect(await listFacts([user, policy, rename, ["iam", "DeleteUser", { userName: "new" }]])).toEqual([]);
    // What is made under the old name afterwards is another thing.
    const deleted: Call = ["iam", "DeleteUser", { userName: "old" }];
    expect(await listFacts([user, rename, user, deleted])).toEqual([
      'CreateUser+UpdateUser: GetUser {"UserName":"new"}',
    ]);
    // Another one takes the name that is free now.
    expect((await listFacts([user, rename, user])).sort()).toEqual([
      'CreateUser+UpdateUser: GetUser {"UserName":"new"}',
      'CreateUser: GetUser {"UserName":"old"}',
    ]);
  });

  test("what has the name of a renamed thing, and is another type's, keeps it", async () => {
    const group: Call = ["iam", "CreateGroup", { groupName: "all" }];
    const policyArn = "arn:aws:iam::111122223333:policy/all";
    const attach: Call = ["iam", "AttachGroupPolicy", { groupName: "all", policyArn }];
    const join: Call = ["iam", "AddUserToGroup", { groupName: "all", userName: "all" }];
    const rename: Call = ["iam", "UpdateGroup", { groupName: "all", newGroupName: "ops" }];
    expect(await listFacts([group, attach, join, rename])).toEqual([
      'CreateGroup+UpdateGroup: GetGroup {"GroupName":"ops"}',
      'AttachGroupPolicy: ListAttachedGroupPolicies {"GroupName":"ops"}',
      'AddUserToGroup: ListGroupsForUser {"UserName":"all"}',
    ]);
  });

  test("what refers to a renamed thing refers to it by its new name", async () => {
    const cluster: Call = ["rds", "CreateDBCluster", { dBClusterIdentifier: "old", engine: "aurora-mysql" }];
    const machine: Call = [
      "rds",
      "CreateDBInstance",
      { dBInstanceIdentifier: "m", dBClusterIdentifier: "old", engine: "aurora-mysql" },
    ];
    const rename: Call = [
      "rds",
      "ModifyDBCluster",
      { dBClusterIdentifier: "old", newDBClusterIdentifier: "new" },
    ];
    const claims = (await deriveAll([cluster, machine, rename])).flatMap(({ expectations }) =>
      expectations.settle().flatMap(({ expected }) => expected["DBClusterIdentifier"] ?? []),
    );
    expect(claims).not.toContain("old");
  });

  test("what an older operation's name deletes is gone, whichever one put it", async () => {
    const put: Call = ["s3", "PutBucketLifecycle", { bucketName: "b", LifecycleConfiguration: { Rule: {} } }];
    expect(await listFacts([put, ["s3", "DeleteBucketLifecycle", { bucketName: "b" }]])).toEqual([]);
  });

  test("what only happens leaves nothing", async () => {
    const calls: Call[] = [
      ["sqs", "SendMessage", { queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/q" }],
      ["dynamodb", "PutItem", { tableName: "t" }],
      ["lambda", "Invoke", { functionName: "f" }],
    ];
    expect(await listFacts(calls)).toEqual([]);
  });
});

describe("what becomes another thing", () => {
  const bucket = { bucketName: "b", key: "k" };
  const upload: Call = ["s3", "CreateMultipartUpload", bucket, { uploadId: "upload-1" }];
  const other: Call = ["s3", "CreateMultipartUpload", { ...bucket, key: "l" }, { uploadId: "upload-2" }];
  const part: Call = ["s3", "UploadPart", { ...bucket, uploadId: "upload-1", partNumber: "1" }];
  const complete: Call = ["s3", "CompleteMultipartUpload", { ...bucket, uploadId: "upload-1" }];

  test("an upload that is complete is its object; another one still is an upload", async () => {
    expect(await listFacts([upload, other, part, complete])).toEqual([
      'CreateMultipartUpload: ListMultipartUploads {"Bucket":"b"}',
      'CompleteMultipartUpload: HeadObject {"Bucket":"b","Key":"k"}',
    ]);
  });

  test("of two uploads of one key, one is given up and the other completed", async () => {
    const again: Call = ["s3", "CreateMultipartUpload", bucket, { uploadId: "upload-3" }];
    const abort: Call = ["s3", "AbortMultipartUpload", { ...bucket, uploadId: "upload-1" }];
    const end: Call = ["s3", "CompleteMultipartUpload", { ...bucket, uploadId: "upload-3" }];
    const left = ['CompleteMultipartUpload: HeadObject {"Bucket":"b","Key":"k"}'];
    expect(await listFacts([upload, again, abort, end])).toEqual(left);
    expect(await listFacts([upload, again, end, abort])).toEqual(left);
    expect(await listFacts([upload, again, abort])).toEqual([
      'CreateMultipartUpload: ListMultipartUploads {"Bucket":"b"}',
    ]);
  });

  test("uploads of archives and of layers", async () => {
    const vault = { accountId: "-", vaultName: "v" };
    const layer = { repositoryName: "r", uploadId: "u" };
    expect(
      await listFacts([
        ["glacier", "InitiateMultipartUpload", vault, { uploadId: "u" }],
        ["glacier", "CompleteMultipartUpload", { ...vault, uploadId: "u" }, { archiveId: "a" }],
        ["ecr", "InitiateLayerUpload", { repositoryName: "r" }, { uploadId: "u" }],
        ["ecr", "UploadLayerPart", { ...layer, partFirstByte: 0, partLastByte: 9 }],
        ["ecr", "CompleteLayerUpload", { ...layer, layerDigests: ["sha256:0"] }],
      ]),
    ).toEqual([]);
  });
});
