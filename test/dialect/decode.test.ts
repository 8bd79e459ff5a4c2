// What CloudTrail wrote of real calls, and the input each means.
import { describe, expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { Digits, type Value } from "../../src/aws/values.ts";
import { printDocument } from "../../src/dialect/decode.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";

async function decode(service: string, operation: string, parameters: unknown) {
  const model = await loadModel(service);
  const found = model.operations[operation];
  if (!found) throw new RangeError(operation);
  const { input, unmatched } = decodeParameters(found, parameters);
  return { input: JSON.parse(printDocument(input)) as Value, unmatched };
}

async function expectInput(service: string, operation: string, parameters: unknown, input: unknown) {
  expect(await decode(service, operation, parameters)).toEqual({ input: input as Value, unmatched: [] });
}

describe("EC2's classic form", () => {
  test("RunInstances: one item of a set holds top-level members", () =>
    expectInput(
      "ec2",
      "RunInstances",
      {
        instancesSet: { items: [{ imageId: "ami-1", minCount: 1, maxCount: 2, keyName: "k" }] },
        groupSet: { items: [{ groupId: "sg-1" }, { groupId: "sg-2" }] },
        blockDeviceMapping: {},
        privateIpAddressesSet: undefined,
        networkInterfaceSet: { items: [{ deviceIndex: 0, groupSet: { items: [{ groupId: "sg-3" }] } }] },
        disableApiTermination: { value: false },
      },
      {
        ImageId: "ami-1",
        MinCount: 1,
        MaxCount: 2,
        KeyName: "k",
        SecurityGroupIds: ["sg-1", "sg-2"],
        BlockDeviceMappings: [],
        NetworkInterfaces: [{ DeviceIndex: 0, Groups: ["sg-3"] }],
        DisableApiTermination: false,
      },
    ));

  test("RunInstances: security groups by name", () =>
    expectInput(
      "ec2",
      "RunInstances",
      { groupSet: { items: [{ groupName: "web" }] } },
      { SecurityGroups: ["web"] },
    ));

  test("TerminateInstances: ids in items of their own", () =>
    expectInput(
      "ec2",
      "TerminateInstances",
      { instancesSet: { items: [{ instanceId: "i-1" }, { instanceId: "i-2" }] } },
      { InstanceIds: ["i-1", "i-2"] },
    ));

  test("CreateNetworkInterface: a set is the list, not the single address of nearly the same name", () =>
    expectInput(
      "ec2",
      "CreateNetworkInterface",
      {
        subnetId: "subnet-1",
        groupSet: {},
        privateIpAddressesSet: { items: [{ privateIpAddress: "10.0.1.10", primary: true }] },
        tagSpecificationSet: {
          items: [{ resourceType: "network-interface", tags: [{ key: "a", value: "b" }] }],
        },
      },
      {
        SubnetId: "subnet-1",
        Groups: [],
        PrivateIpAddresses: [{ PrivateIpAddress: "10.0.1.10", Primary: true }],
        TagSpecifications: [{ ResourceType: "network-interface", Tags: [{ Key: "a", Value: "b" }] }],
      },
    ));

  test("CreateTags and CreateVolume: older names", async () => {
    await expectInput(
      "ec2",
      "CreateTags",
      { resourcesSet: { items: [{ resourceId: "ami-1" }] }, tagSet: { items: [{ key: "k", value: "v" }] } },
      { Resources: ["ami-1"], Tags: [{ Key: "k", Value: "v" }] },
    );
    await expectInput(
      "ec2",
      "CreateVolume",
      { size: "1", zone: "us-east-1a" },
      { Size: 1, AvailabilityZone: "us-east-1a" },
    );
    await expectInput(
      "ec2",
      "CreateSecurityGroup",
      { groupName: "g", groupDescription: "d" },
      { GroupName: "g", Description: "d" },
    );
  });

  test("AuthorizeSecurityGroupIngress: nested sets", () =>
    expectInput(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      {
        groupId: "sg-1",
        ipPermissions: {
          items: [
            {
              ipProtocol: "tcp",
              fromPort: 443,
              toPort: 443,
              groups: { items: [{ groupId: "sg-2", userId: "111122223333" }] },
              ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
              ipv6Ranges: {},
              prefixListIds: { item: [{ prefixListId: "pl-1" }] },
            },
          ],
        },
      },
      {
        GroupId: "sg-1",
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 443,
            ToPort: 443,
            UserIdGroupPairs: [{ GroupId: "sg-2", UserId: "111122223333" }],
            IpRanges: [{ CidrIp: "0.0.0.0/0" }],
            Ipv6Ranges: [],
            PrefixListIds: [{ PrefixListId: "pl-1" }],
          },
        ],
      },
    ));

  test("ModifySnapshotAttribute: a constant's name for its value", () =>
    expectInput(
      "ec2",
      "ModifySnapshotAttribute",
      {
        snapshotId: "snap-1",
        attributeType: "CREATE_VOLUME_PERMISSION",
        createVolumePermission: { add: { items: [{ userId: "111122223333" }, { group: "all" }] } },
      },
      {
        SnapshotId: "snap-1",
        Attribute: "createVolumePermission",
        CreateVolumePermission: { Add: [{ UserId: "111122223333" }, { Group: "all" }] },
      },
    ));

  test("filters, and structures of one value", async () => {
    await expectInput(
      "ec2",
      "DescribeSubnets",
      {
        subnetSet: {},
        filterSet: { items: [{ name: "vpc-id", valueSet: { items: [{ value: "vpc-1" }] } }] },
      },
      { Filters: [{ Name: "vpc-id", Values: ["vpc-1"] }] },
    );
    await expectInput(
      "ec2",
      "ModifyVpcAttribute",
      { vpcId: "vpc-1", enableDnsHostnames: true },
      { VpcId: "vpc-1", EnableDnsHostnames: { Value: true } },
    );
  });
});

describe("EC2's newer form", () => {
  test("lists of one collapse, scalars turn to numbers and booleans, items are numbered", async () => {
    await expectInput(
      "ec2",
      "CreateNatGateway",
      {
        CreateNatGatewayRequest: {
          SubnetId: "subnet-1",
          TagSpecification: {
            ResourceType: "natgateway",
            tag: 1,
            Tag: [
              { Value: true, tag: 1, Key: "a" },
              { Value: 10, tag: 2, Key: 5 },
            ],
          },
        },
      },
      {
        SubnetId: "subnet-1",
        TagSpecifications: [
          {
            ResourceType: "natgateway",
            Tags: [
              { Value: "true", Key: "a" },
              { Value: "10", Key: "5" },
            ],
          },
        ],
      },
    );
    await expectInput(
      "ec2",
      "DeleteFlowLogs",
      { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: "fl-1" } } },
      { FlowLogIds: ["fl-1"] },
    );
    await expectInput(
      "ec2",
      "DeleteFlowLogs",
      {
        DeleteFlowLogsRequest: {
          FlowLogId: [
            { tag: 1, content: "fl-1" },
            { tag: 2, content: "fl-2" },
          ],
        },
      },
      { FlowLogIds: ["fl-1", "fl-2"] },
    );
  });

  test("an empty wrapper, and one under a short name", async () => {
    await expectInput("ec2", "EnableSerialConsoleAccess", { EnableSerialConsoleAccessRequest: "" }, {});
    await expectInput(
      "ec2",
      "DeleteTransitGatewayVpcAttachment",
      { DelTGwVpcAttachReq: { TransitGatewayAttachmentId: "tgw-attach-1" } },
      { TransitGatewayAttachmentId: "tgw-attach-1" },
    );
  });
});

describe("S3", () => {
  test("names of the path, header names, sub-resources and hosts", () =>
    expectInput(
      "s3",
      "PutBucketTagging",
      {
        Tagging: {
          xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
          TagSet: { Tag: { Value: true, Key: "a" } },
        },
        tagging: "",
        bucketName: "b",
        Host: ["b.s3.amazonaws.com"],
      },
      { Tagging: { TagSet: [{ Value: "true", Key: "a" }] }, Bucket: "b" },
    ));

  test("a parsed policy becomes its text", () =>
    expectInput(
      "s3",
      "PutBucketPolicy",
      { bucketPolicy: { Version: "2012-10-17", Statement: [] }, bucketName: "b", policy: "" },
      { Policy: '{"Version":"2012-10-17","Statement":[]}', Bucket: "b" },
    ));

  test("a rule that collapsed", () =>
    expectInput(
      "s3",
      "PutBucketLifecycleConfiguration",
      {
        lifecycle: "",
        bucketName: "b",
        LifecycleConfiguration: { Rule: { Status: "Enabled", Expiration: { Days: 1 }, ID: 5 } },
      },
      {
        Bucket: "b",
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", Expiration: { Days: 1 }, ID: "5" }] },
      },
    ));

  test("user metadata by its prefix", () =>
    expectInput(
      "s3",
      "PutObject",
      {
        bucketName: "b",
        key: "k",
        "x-amz-meta-Owner": "me",
        "x-amz-storage-class": "STANDARD",
        "x-id": "PutObject",
      },
      { Bucket: "b", Key: "k", Metadata: { Owner: "me" }, StorageClass: "STANDARD" },
    ));
});

describe("other services", () => {
  test("Lambda: emptied members go, an empty list stays", async () => {
    await expectInput(
      "lambda",
      "UpdateFunctionConfiguration",
      { functionName: "f", environment: {}, layers: [], fullyQualifiedArn: { functionQualifier: {} } },
      { FunctionName: "f", Layers: [] },
    );
    await expectInput(
      "lambda",
      "CreateFunction",
      { functionName: "f", code: { s3Bucket: "b" } },
      { FunctionName: "f", Code: { S3Bucket: "b" } },
    );
  });

  test("an empty structure has meaning where no row says otherwise", () =>
    expectInput(
      "wafv2",
      "CreateWebACL",
      { name: "w", scope: "REGIONAL", defaultAction: { allow: {} } },
      { Name: "w", Scope: "REGIONAL", DefaultAction: { Allow: {} } },
    ));

  test("API Gateway: the body in a wrapper beside the path", () =>
    expectInput(
      "apigateway",
      "CreateStage",
      {
        restApiId: "a1",
        createStageInput: { stageName: "prod", deploymentId: "d1", variables: { restApiId: "mine" } },
      },
      { restApiId: "a1", stageName: "prod", deploymentId: "d1", variables: { restApiId: "mine" } },
    ));

  test("acronyms in lower case, and keys of maps untouched", async () => {
    await expectInput(
      "rds",
      "CreateDBInstance",
      {
        dBInstanceIdentifier: "d",
        dbInstancePort: undefined,
        dBInstanceClass: "c",
        engine: "mysql",
        allocatedStorage: "10",
      },
      { DBInstanceIdentifier: "d", DBInstanceClass: "c", Engine: "mysql", AllocatedStorage: 10 },
    );
    await expectInput(
      "sqs",
      "CreateQueue",
      {
        queueName: "q",
        attributes: { delaySeconds: 5, __proto__x: true },
        tags: { Team: "a", team: "b", xmlns: "c", items: "d" },
      },
      {
        QueueName: "q",
        Attributes: { delaySeconds: "5", __proto__x: "true" },
        tags: { Team: "a", team: "b", xmlns: "c", items: "d" },
      },
    );
  });

  test("dates in every recorded form", async () => {
    const forms = [
      "Jul 10, 2023, 11:58:13 AM",
      "Jul 10, 2023 11:58:13 AM",
      "2023-07-10T11:58:13Z",
      1688990293,
      "1688990293000",
      1688990293.0,
    ];
    for (const executionTime of forms) {
      await expectInput(
        "ssm",
        "PutComplianceItems",
        { executionSummary: { executionTime } },
        { ExecutionSummary: { ExecutionTime: "2023-07-10T11:58:13.000Z" } },
      );
    }
  });

  test("numbers keep their digits", async () => {
    const model = await loadModel("dynamodb");
    const operation = model.operations["UpdateTable"];
    if (!operation) throw new RangeError();
    const big = new Digits("9007199254740993");
    const { input } = decodeParameters(operation, {
      provisionedThroughput: { readCapacityUnits: big },
    });
    expect(printDocument(input)).toBe('{"ProvisionedThroughput":{"ReadCapacityUnits":9007199254740993}}');
  });

  test("what fits no member is listed by its path", async () => {
    expect(
      await decode("ssm", "SendCommand", {
        documentName: "d",
        interactive: false,
        parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
        targets: [{ key: "k", values: ["v"], colour: "red" }],
      }),
    ).toEqual({
      input: { DocumentName: "d", Targets: [{ Key: "k", Values: ["v"] }] },
      unmatched: ["interactive", "parameters", "targets[0].colour"],
    });
  });

  test("DynamoDB: the writes of a transaction", async () => {
    const model = await loadModel("dynamodb");
    const operation = model.operations["TransactWriteItems"];
    if (!operation) throw new RangeError();
    const { input, unmatched } = decodeParameters(
      operation,
      {
        requestItems: [
          {
            operation: "Put",
            tableName: "Music",
            key: { Artist: "A" },
            items: ["Artist"],
            conditionExpression: "c",
          },
          { operation: "Update", tableName: "Music", key: { Artist: "B" }, updateExpression: "SET x = :x" },
          { operation: "Delete", TableName: "Music", key: { Artist: "C" } },
          { operation: "ConditionCheck", tableName: "Music", key: { Artist: "D" }, conditionExpression: "c" },
        ],
      },
      () => ({ chooseUnionMember: () => "S" }),
    );
    expect(unmatched).toEqual([]);
    expect(JSON.parse(printDocument(input))).toEqual({
      TransactItems: [
        { Put: { TableName: "Music", Item: { Artist: { S: "A" } }, ConditionExpression: "c" } },
        { Update: { TableName: "Music", Key: { Artist: { S: "B" } }, UpdateExpression: "SET x = :x" } },
        { Delete: { TableName: "Music", Key: { Artist: { S: "C" } } } },
        { ConditionCheck: { TableName: "Music", Key: { Artist: { S: "D" } }, ConditionExpression: "c" } },
      ],
    });
  });

  test("anything at all as parameters gives an input, never a throw", async () => {
    for (const odd of [
      null,
      "",
      "text",
      5,
      true,
      [],
      [{ bucketName: "b" }],
      { bucketName: { a: { b: [] } }, key: [[]] },
    ]) {
      expect((await decode("s3", "PutObject", odd)).input).toBeDefined();
    }
  });
});
