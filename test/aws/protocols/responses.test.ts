import { describe, expect, test } from "bun:test";
import { loadOperation } from "../../../src/aws/model/table.ts";
import { encodeError, encodeResponse } from "../../../src/aws/protocols/responses.ts";
import { readAnswer } from "./answer.ts";

describe("answers of moto 5.2.5", () => {
  test("query: IAM CreateRole, inside its result element", async () => {
    const body =
      '<CreateRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateRoleResult><Role><Path>/</Path><RoleName>r1</RoleName><RoleId>AROARZPUZDIKFUCVHQYPM</RoleId><Arn>arn:aws:iam::123456789012:role/r1</Arn><CreateDate>2026-11-23T01:33:30.728632Z</CreateDate><AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration><RoleLastUsed/></Role></CreateRoleResult><ResponseMetadata><RequestId>CTIHjJ1NkkoCa08fHzHYh1rjoCP9wA5TD7Ydp9dI4qfksO9qzk1p</RequestId></ResponseMetadata></CreateRoleResponse>';
    expect(await readAnswer("iam.CreateRole", body)).toEqual({
      ok: true,
      output: {
        Role: {
          Path: "/",
          RoleName: "r1",
          RoleId: "AROARZPUZDIKFUCVHQYPM",
          Arn: "arn:aws:iam::123456789012:role/r1",
          CreateDate: { $date: Date.UTC(2026, 10, 23, 1, 33, 30, 728) },
          AssumeRolePolicyDocument: "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D",
          MaxSessionDuration: 3600,
          RoleLastUsed: {},
        },
      },
    });
  });

  test("query: a map of IAM GetAccountSummary", async () => {
    const body =
      '<GetAccountSummaryResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountSummaryResult><SummaryMap><entry><key>GroupPolicySizeQuota</key><value>5120</value></entry><entry><key>Policies</key><value>0</value></entry></SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>';
    const { output } = (await readAnswer("iam.GetAccountSummary", body)) as { output: unknown };
    expect(output).toEqual({ SummaryMap: { GroupPolicySizeQuota: 5120, Policies: 0 } });
  });

  test("query: SQS, whose model is JSON's, asked in query", async () => {
    const body =
      '<?xml version="1.0"?><GetQueueAttributesResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute><Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:us-east-1:123456789012:q</Value></Attribute></GetQueueAttributesResult></GetQueueAttributesResponse>';
    expect(await readAnswer("sqs.GetQueueAttributes", body, { protocol: "query" })).toEqual({
      ok: true,
      output: { Attributes: { DelaySeconds: "0", QueueArn: "arn:aws:sqs:us-east-1:123456789012:q" } },
    });
  });

  test("ec2: CreateVpc", async () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<CreateVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15"><vpc><ownerId>123456789012</ownerId><instanceTenancy>default</instanceTenancy><ipv6CidrBlockAssociationSet/><cidrBlockAssociationSet><item><associationId>vpc-cidr-assoc-d2deb42d3f3eb4914</associationId><cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item></cidrBlockAssociationSet><isDefault>false</isDefault><tagSet/><vpcId>vpc-8bb6f9cae5dfcf041</vpcId><state>available</state><cidrBlock>10.0.0.0/16</cidrBlock><dhcpOptionsId>default</dhcpOptionsId></vpc><requestId>request-id</requestId></CreateVpcResponse>`;
    expect(await readAnswer("ec2.CreateVpc", body)).toEqual({
      ok: true,
      output: {
        Vpc: {
          OwnerId: "123456789012",
          InstanceTenancy: "default",
          Ipv6CidrBlockAssociationSet: [],
          CidrBlockAssociationSet: [
            {
              AssociationId: "vpc-cidr-assoc-d2deb42d3f3eb4914",
              CidrBlock: "10.0.0.0/16",
              CidrBlockState: { State: "associated" },
            },
          ],
          IsDefault: false,
          Tags: [],
          VpcId: "vpc-8bb6f9cae5dfcf041",
          State: "available",
          CidrBlock: "10.0.0.0/16",
          DhcpOptionsId: "default",
        },
      },
    });
  });

  test("json: KMS CreateKey, where null is absent and a float is a time", async () => {
    const body =
      '{"KeyMetadata": {"AWSAccountId": "123456789012", "CreationDate": 1795397613.651527, "Description": "", "Enabled": true, "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "KeyId": "0226f002-3d10-4b57-b763-17e897af533d", "KeyUsage": null, "MultiRegion": null, "SigningAlgorithms": []}}';
    expect(await readAnswer("kms.CreateKey", body)).toEqual({
      ok: true,
      output: {
        KeyMetadata: {
          AWSAccountId: "123456789012",
          CreationDate: { $date: 1795397613652 },
          Description: "",
          Enabled: true,
          EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
          KeyId: "0226f002-3d10-4b57-b763-17e897af533d",
          SigningAlgorithms: [],
        },
      },
    });
  });

  test("json: DynamoDB GetItem, a blob and a number that is text", async () => {
    const body = '{"Item": {"a": {"S": "x"}, "b": {"B": "AP8="}, "n": {"N": "12345678901234567890"}}}';
    const { output } = (await readAnswer("dynamodb.GetItem", body)) as { output: unknown };
    expect(output).toEqual({
      Item: { a: { S: "x" }, b: { B: { $bytes: "AP8=" } }, n: { N: "12345678901234567890" } },
    });
  });

  test("json: an operation without output, with and without a body", async () => {
    expect(await readAnswer("logs.CreateLogGroup", "")).toEqual({ ok: true, output: {} });
    expect(await readAnswer("cloudwatch.PutMetricAlarm", "{}")).toEqual({ ok: true, output: {} });
  });

  test("json: SQS CreateQueue", async () => {
    const body = '{"QueueUrl": "http://127.0.0.1:5077/123456789012/q"}';
    expect(await readAnswer("sqs.CreateQueue", body)).toEqual({
      ok: true,
      output: { QueueUrl: "http://127.0.0.1:5077/123456789012/q" },
    });
  });

  test("rest-json: API Gateway CreateRestApi, lower-case names", async () => {
    const body =
      '{"id": "behtttvwt7", "name": "x", "description": null, "version": "V1", "binaryMediaTypes": [], "createdDate": 1795397615, "apiKeySource": "HEADER", "endpointConfiguration": {"types": ["EDGE"]}, "tags": {}, "policy": null, "disableExecuteApiEndpoint": false, "minimumCompressionSize": null, "rootResourceId": "tjcorwco4j"}';
    expect(await readAnswer("apigateway.CreateRestApi", body)).toEqual({
      ok: true,
      output: {
        id: "behtttvwt7",
        name: "x",
        version: "V1",
        binaryMediaTypes: [],
        createdDate: { $date: 1795397615000 },
        apiKeySource: "HEADER",
        endpointConfiguration: { types: ["EDGE"] },
        tags: {},
        disableExecuteApiEndpoint: false,
        rootResourceId: "tjcorwco4j",
      },
    });
  });

  test("rest-xml: Route 53 CreateHostedZone, body and Location header", async () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<CreateHostedZoneResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZone><Id>/hostedzone/JZNOA6NP0C52N1LBYMU2BW</Id><Name>example.com.</Name><CallerReference>1</CallerReference><Config><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone><ChangeInfo><Id>/change/C1PA6795UKMFR9</Id><Status>INSYNC</Status><SubmittedAt>2026-11-23T01:33:34.352946Z</SubmittedAt></ChangeInfo><DelegationSet><Id></Id><CallerReference>DelSet_example.com.</CallerReference><NameServers><NameServer>ns-2048.awsdns-64.com</NameServer><NameServer>ns-2049.awsdns-65.net</NameServer></NameServers></DelegationSet></CreateHostedZoneResponse>`;
    const location = "https://route53.amazonaws.com/2013-04-01/hostedzone/JZNOA6NP0C52N1LBYMU2BW";
    const answer = await readAnswer("route53.CreateHostedZone", body, { status: 201, headers: { location } });
    expect(answer).toEqual({
      ok: true,
      output: {
        HostedZone: {
          Id: "/hostedzone/JZNOA6NP0C52N1LBYMU2BW",
          Name: "example.com.",
          CallerReference: "1",
          Config: { PrivateZone: false },
          ResourceRecordSetCount: 2,
        },
        ChangeInfo: {
          Id: "/change/C1PA6795UKMFR9",
          Status: "INSYNC",
          SubmittedAt: { $date: Date.UTC(2026, 10, 23, 1, 33, 34, 352) },
        },
        DelegationSet: {
          Id: "",
          CallerReference: "DelSet_example.com.",
          NameServers: ["ns-2048.awsdns-64.com", "ns-2049.awsdns-65.net"],
        },
        Location: location,
      },
    });
  });

  test("rest-xml: S3 GetBucketAcl, whose grantee's type is an attribute", async () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><DisplayName>webfile</DisplayName><ID>75aa</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>75aa</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`;
    const { output } = (await readAnswer("s3.GetBucketAcl", body)) as { output: unknown };
    expect(output).toEqual({
      Owner: { DisplayName: "webfile", ID: "75aa" },
      Grants: [{ Grantee: { ID: "75aa", Type: "CanonicalUser" }, Permission: "FULL_CONTROL" }],
    });
  });

  test("rest-xml: S3 GetBucketLocation, whose document is the member", async () => {
    const written = (inner: string) =>
      `<?xml version="1.0" encoding="utf-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"${inner}`;
    expect(await readAnswer("s3.GetBucketLocation", written(">eu-west-1</LocationConstraint>"))).toEqual({
      ok: true,
      output: { LocationConstraint: "eu-west-1" },
    });
    expect(await readAnswer("s3.GetBucketLocation", written("/>"))).toEqual({
      ok: true,
      output: { LocationConstraint: "" },
    });
  });

  test("rest-xml: S3 GetObject, a payload of bytes, headers and a map of headers", async () => {
    const headers = {
      etag: '"49f68a5c8493ec2c0bf489821c21fc3b"',
      "last-modified": "Mon, 23 Nov 2026 01:36:03 GMT",
      "content-length": "2",
      "content-type": "binary/octet-stream",
      "x-amz-meta-ab": "1",
      "accept-ranges": "bytes",
    };
    expect(await readAnswer("s3.GetObject", "hi", { headers })).toEqual({
      ok: true,
      output: {
        Body: { $bytes: "aGk=" },
        ETag: '"49f68a5c8493ec2c0bf489821c21fc3b"',
        LastModified: { $date: Date.UTC(2026, 10, 23, 1, 36, 3) },
        ContentLength: 2,
        ContentType: "binary/octet-stream",
        Metadata: { ab: "1" },
        AcceptRanges: "bytes",
      },
    });
  });
});

describe("what no recorded answer shows", () => {
  test("smithy-rpc-v2-cbor: CloudWatch DescribeAlarms by member names", async () => {
    const body = Buffer.concat([
      Buffer.from("bf6c4d6574726963416c61726d7381a2", "hex"),
      Buffer.from("69416c61726d4e616d65", "hex"),
      Buffer.from("6161", "hex"),
      Buffer.from("755374617465557064617465645469", "hex"),
      Buffer.from("6d657374616d70", "hex"),
      Buffer.from("c1fb41d954fc40000000", "hex"),
      Buffer.from("ff", "hex"),
    ]);
    expect(await readAnswer("cloudwatch.DescribeAlarms", body, { protocol: "smithy-rpc-v2-cbor" })).toEqual({
      ok: true,
      output: { MetricAlarms: [{ AlarmName: "a", StateUpdatedTimestamp: { $date: 1700000000000 } }] },
    });
  });

  test("rest-json: the status, a payload of bytes and headers of Lambda Invoke", async () => {
    const headers = { "x-amz-function-error": "Unhandled" };
    expect(await readAnswer("lambda.Invoke", '{"a":1}', { headers, status: 202 })).toEqual({
      ok: true,
      output: { Payload: { $bytes: "eyJhIjoxfQ==" }, StatusCode: 202, FunctionError: "Unhandled" },
    });
  });

  test("rest-json: JSON in a header is base64", async () => {
    const slots = Buffer.from('{"n":9007199254740993}').toString("base64");
    const { output } = (await readAnswer("lex-runtime.PutSession", "", {
      headers: { "x-amz-lex-slots": slots, "x-amz-lex-session-attributes": "?" },
    })) as { output: unknown };
    expect(output).toMatchObject({ slots: { n: { $digits: "9007199254740993" } }, sessionAttributes: "?" });
  });

  test("a stream of events is left alone, with a note", async () => {
    expect(await readAnswer("s3.SelectObjectContent", Buffer.from([0, 0, 0, 16]))).toEqual({
      ok: true,
      output: {},
      note: "the answer has a stream of events, which is not read",
    });
  });

  test("S3's 200 with an Error document is a failure, but not for an object that is one", async () => {
    const body =
      '\n<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>';
    for (const name of ["CopyObject", "CompleteMultipartUpload", "UploadPartCopy", "PutBucketPolicy"]) {
      expect(await readAnswer(`s3.${name}`, body)).toEqual({
        ok: false,
        code: "InternalError",
        message: "We encountered an internal error. Please try again.",
      });
    }
    expect(await readAnswer("s3.GetObject", body)).toMatchObject({ ok: true });
    expect(await readAnswer("route53.ListHostedZones", body)).toMatchObject({ ok: true });
  });

  test("what does not fit its type is kept as it came", async () => {
    expect(
      await readAnswer("kms.CreateKey", '{"KeyMetadata":{"CreationDate":"soon","Enabled":7,"KeyId":5}}'),
    ).toEqual({ ok: true, output: { KeyMetadata: { CreationDate: "soon", Enabled: 7, KeyId: 5 } } });
    expect(await readAnswer("kms.CreateKey", '{"KeyMetadata":["x",{"a":null}]}')).toEqual({
      ok: true,
      output: { KeyMetadata: ["x", { a: null }] },
    });
  });
});

test("DynamoDB's answers tell their checksum, errors too", async () => {
  const operation = await loadOperation("dynamodb", "ListTables");
  const encoded = encodeResponse(operation, { TableNames: [] }, { requestId: "1" });
  const headers = "response" in encoded ? encoded.response.headers : {};
  // As zlib has it of {"TableNames":[]}.
  expect(headers["x-amz-crc32"]).toBe("1315925753");
  const error = { code: "ResourceNotFoundException", message: "" };
  expect(encodeError({ model: operation.model }, error, { requestId: "1" }).headers).toHaveProperty(
    "x-amz-crc32",
  );
});
