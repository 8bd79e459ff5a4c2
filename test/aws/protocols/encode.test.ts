/** Exact wire texts of json, query and ec2 requests, and what cannot be sent, over the real models. */

import { describe, expect, test } from "bun:test";
import { Digits, makeStructure } from "../../../src/aws/values.ts";
import { bytes, refuse, send } from "./send.ts";

describe("json", () => {
  test("DynamoDB CreateTable", async () => {
    const input = {
      TableName: "Music",
      AttributeDefinitions: [{ AttributeName: "Artist", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "Artist", KeyType: "HASH" }],
      ProvisionedThroughput: { ReadCapacityUnits: new Digits("9007199254740993"), WriteCapacityUnits: 5 },
    };
    expect(await send("dynamodb.CreateTable", input)).toEqual({
      method: "POST",
      path: "/",
      query: [],
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.CreateTable",
      },
      body:
        '{"TableName":"Music","AttributeDefinitions":[{"AttributeName":"Artist","AttributeType":"S"}],' +
        '"KeySchema":[{"AttributeName":"Artist","KeyType":"HASH"}],' +
        '"ProvisionedThroughput":{"ReadCapacityUnits":9007199254740993,"WriteCapacityUnits":5}}',
    });
  });

  test("SQS goes as json, in query mode", async () => {
    const request = await send("sqs.SendMessage", {
      QueueUrl: "http://localhost:4566/1/q",
      MessageBody: "é",
    });
    expect(request.headers).toEqual({
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "AmazonSQS.SendMessage",
      "x-amzn-query-mode": "true",
    });
    expect(request.body).toBe('{"QueueUrl":"http://localhost:4566/1/q","MessageBody":"é"}');
  });

  test("an idempotency token that is missing or null is filled, a given one stays", async () => {
    const filled = '{"Name":"n","ClientRequestToken":"token-1"}';
    expect((await send("secretsmanager.CreateSecret", { Name: "n" })).body).toBe(filled);
    const nulled = { ClientRequestToken: null, Name: "n" };
    expect((await send("secretsmanager.CreateSecret", nulled)).body).toBe(filled);
    const given = { Name: "n", ClientRequestToken: "mine" };
    expect((await send("secretsmanager.CreateSecret", given)).body).toBe(
      '{"Name":"n","ClientRequestToken":"mine"}',
    );
  });

  test("null members and unknown ones are left out, keys of maps are the user's own", async () => {
    const tags = makeStructure();
    const key = "__proto__";
    tags[key] = "p";
    const request = await send("sqs.CreateQueue", {
      QueueName: "q",
      Attributes: null,
      tags,
      NoSuchMember: "x",
    });
    expect(request.body).toBe('{"QueueName":"q","tags":{"__proto__":"p"}}');
  });

  test("timestamps are epoch seconds, blobs base64, special numbers text", async () => {
    const request = await send("kinesis.PutRecord", { Data: bytes("hi"), PartitionKey: "k" });
    expect(request.body).toBe('{"Data":"aGk=","PartitionKey":"k"}');
    const put = await send("logs.CreateExportTask", { from: 1, to: Number.NaN });
    expect(put.body).toBe('{"from":1,"to":"NaN"}');
    const at = await send("kinesis.GetShardIterator", { Timestamp: new Date(1700000000500) });
    expect(at.body).toBe('{"Timestamp":1700000000.5}');
  });
});

describe("query and ec2", () => {
  test("SNS Subscribe", async () => {
    const request = await send("sns.Subscribe", {
      TopicArn: "arn:aws:sns:us-east-1:123456789012:t",
      Protocol: "sqs",
      Attributes: { RawMessageDelivery: "true", FilterPolicy: '{"a": ["~*"]}' },
      ReturnSubscriptionArn: true,
    });
    expect(request).toEqual({
      method: "POST",
      path: "/",
      query: [],
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body:
        "Action=Subscribe&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3At&Protocol=sqs" +
        "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true" +
        "&Attributes.entry.2.key=FilterPolicy&Attributes.entry.2.value=%7B%22a%22%3A%20%5B%22~%2A%22%5D%7D" +
        "&ReturnSubscriptionArn=true",
    });
  });

  test("IAM lists, full and empty", async () => {
    const input = { RoleName: "r", Tags: [{ Key: "k", Value: "v" }], AssumeRolePolicyDocument: null };
    expect((await send("iam.CreateRole", input)).body).toBe(
      "Action=CreateRole&Version=2010-05-08&RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v",
    );
    expect((await send("iam.UntagRole", { RoleName: "r", TagKeys: [] })).body).toBe(
      "Action=UntagRole&Version=2010-05-08&RoleName=r&TagKeys=",
    );
  });

  test("a flattened list without a name has its items' (SimpleDB)", async () => {
    const input = { DomainName: "d", ItemName: "i", Attributes: [{ Name: "n", Value: "v", Replace: false }] };
    expect((await send("sdb.PutAttributes", input)).body).toBe(
      "Action=PutAttributes&Version=2009-04-15&DomainName=d&ItemName=i" +
        "&Attribute.1.Name=n&Attribute.1.Value=v&Attribute.1.Replace=false",
    );
  });

  test("EC2 RunInstances", async () => {
    const request = await send("ec2.RunInstances", {
      ImageId: "ami-1",
      MinCount: 1,
      MaxCount: 2,
      SecurityGroupIds: ["sg-1", "sg-2"],
      SecurityGroups: [],
      UserData: "ZWNobyBoaQ==",
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "a b" }] }],
      BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs: { VolumeSize: 8, DeleteOnTermination: true } }],
    });
    expect(request.body).toBe(
      "Action=RunInstances&Version=2016-11-15&ImageId=ami-1&MinCount=1&MaxCount=2" +
        "&SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-2&UserData=ZWNobyBoaQ%3D%3D" +
        "&TagSpecification.1.ResourceType=instance" +
        "&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=a%20b" +
        "&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsda1&BlockDeviceMapping.1.Ebs.VolumeSize=8" +
        "&BlockDeviceMapping.1.Ebs.DeleteOnTermination=true&ClientToken=token-1",
    );
  });

  test("SQS as query, with the names that its json model has lost", async () => {
    const options = { protocol: "query" } as const;
    const create = {
      QueueName: "q",
      Attributes: { DelaySeconds: "5", FifoQueue: "true" },
      tags: { team: "a" },
    };
    expect((await send("sqs.CreateQueue", create, options)).body).toBe(
      "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5" +
        "&Attribute.2.Name=FifoQueue&Attribute.2.Value=true&Tag.1.Key=team&Tag.1.Value=a",
    );
    const MessageAttributes = { n: { DataType: "String", StringValue: "v" } };
    const batch = { QueueUrl: "u", Entries: [{ Id: "1", MessageBody: "b", MessageAttributes }] };
    expect((await send("sqs.SendMessageBatch", batch, options)).body).toBe(
      "Action=SendMessageBatch&Version=2012-11-05&QueueUrl=u&SendMessageBatchRequestEntry.1.Id=1" +
        "&SendMessageBatchRequestEntry.1.MessageBody=b&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n" +
        "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String" +
        "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v",
    );
    // The copy with names leaves the model as it is.
    expect((await send("sqs.CreateQueue", create)).body).toBe(
      '{"QueueName":"q","Attributes":{"DelaySeconds":"5","FifoQueue":"true"},"tags":{"team":"a"}}',
    );
  });
});

describe("refusals", () => {
  test("values that do not fit their shape", async () => {
    expect(await refuse("iam.CreateRole", { Tags: "none" })).toMatch(/^\w+ must be a list, not text$/);
    expect(await refuse("dynamodb.CreateTable", { KeySchema: [5] })).toBe(
      "KeySchemaElement must be a structure, not a number",
    );
    expect(await refuse("iam.CreateRole", { RoleName: ["a"] })).toMatch(/must be a string, not a list/);
    expect(await refuse("kinesis.GetShardIterator", { Timestamp: new Date(Number.NaN) })).toBe(
      "a timestamp is no valid date",
    );
  });

  test("headers that nothing can carry", async () => {
    const input = { Bucket: "b", Key: "k" };
    const value = "the header x-amz-meta-a holds a character that no header can carry";
    expect(await refuse("s3.PutObject", { ...input, Metadata: { a: "x\r\nhost: y" } })).toBe(value);
    expect(await refuse("s3.PutObject", { ...input, Metadata: { a: "日本" } })).toBe(value);
    expect(await refuse("s3.PutObject", { ...input, Metadata: { "a b": "x" } })).toBe(
      '"x-amz-meta-a b" cannot be the name of a header',
    );
  });

  test("streams of events, and protocols that a service does not speak", async () => {
    expect(await refuse("qbusiness.Chat", { applicationId: "a" })).toBe("Chat takes a stream of events");
    expect(await refuse("iam.ListRoles", {}, { protocol: "json" })).toBe(
      "iam does not speak the json protocol",
    );
    expect(await refuse("iam.ListRoles", {}, { protocol: "smithy-rpc-v2-cbor" })).toBe(
      "iam does not speak the CBOR protocol",
    );
  });
});
