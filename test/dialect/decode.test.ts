// What CloudTrail wrote of real calls, and the input each means.
import { describe, expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import { Digits } from "../../src/aws/values.ts";
import { printDocument } from "../../src/dialect/decode.ts";
import { decodeParameters } from "../../src/dialect/parameters.ts";
import { decode, expectInput } from "./decode-input.ts";

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
        flavour: false,
        parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
        targets: [{ key: "k", values: ["v"], colour: "red" }],
      }),
    ).toEqual({
      input: { DocumentName: "d", Targets: [{ Key: "k", Values: ["v"] }] },
      unmatched: ["flavour", "parameters", "targets[0].colour"],
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
