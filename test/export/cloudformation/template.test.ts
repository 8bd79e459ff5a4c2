// What stands as a template: valid by CloudFormation's own list of types, with references, and with what it lacks.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../../scripts/lib/python.ts";
import { writeTemplates } from "../../../src/export/cloudformation/template.ts";
import { writeJson } from "../../../src/export/cloudformation/write-yaml.ts";
import { readStanding } from "../../../src/export/read-standing.ts";
import type { StandingThing } from "../../../src/export/standing.ts";
import { parseExportOptions } from "../../../src/options/export-options.ts";
import { standUpLog } from "../../../src/run/stand-up.ts";
import { stand, standGroup } from "../standing.ts";
import { checkTemplate, type ReadTemplate } from "./check-template.ts";

/** The only template of what stands, read back from JSON, which is as valid as can be told. */
async function write(standing: readonly StandingThing[]): Promise<ReadTemplate> {
  const [template, other] = await writeTemplates(standing);
  expect(other).toBeUndefined();
  const read = JSON.parse(writeJson(template?.body ?? {})) as ReadTemplate;
  expect(await checkTemplate(read)).toEqual([]);
  return read;
}

const queue = stand({
  service: "sqs",
  type: "queue",
  operation: "CreateQueue",
  chain: ["orders"],
  arn: "arn:aws:sqs:eu-west-1:111122223333:orders",
  url: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
  members: { QueueName: "orders", Attributes: { DelaySeconds: "5" } },
});

test("a log's end is a valid template", async () => {
  const flags = { input: [join(root, "fixtures", "demo", "trail.json")], as: ["cloudformation"] };
  const { replay } = parseExportOptions(flags, {}, 0);
  const { instance } = await standUpLog(replay, {
    remarks: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  });
  const { Resources } = await write(await readStanding(instance));
  expect(Resources["OrchardInvoicesBucket"]).toEqual({
    Type: "AWS::S3::Bucket",
    Properties: { BucketName: "orchard-invoices", VersioningConfiguration: { Status: "Enabled" } },
  });
  expect(Resources["OrchardEventsSubscription"]?.Properties).toMatchObject({
    TopicArn: { Ref: "OrchardEventsTopic" },
    Endpoint: { "Fn::GetAtt": ["OrchardShipmentsQueue", "Arn"] },
  });
  expect(Resources["OrchardWorkerRole"]?.Properties).toMatchObject({
    AssumeRolePolicyDocument: { Version: "2012-10-17" },
    ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
  });
});

test("what is asked for by a map of attributes becomes properties, tags and all", async () => {
  const { Resources } = await write([
    { ...queue, tags: { team: "a", "aws:cloudformation:stack-name": "x" } },
  ]);
  expect(Resources["OrdersQueue"]?.Properties).toEqual({
    QueueName: "orders",
    DelaySeconds: 5,
    Tags: [{ Key: "team", Value: "a" }],
  });
});

test("texts and policies name resources, and the template's own account", async () => {
  const policy = {
    Statement: [
      {
        Effect: "Allow",
        Action: "sqs:*",
        Resource: [queue.arn ?? "", `${queue.arn}/\${aws:username}`, "arn:aws:iam::111122223333:role/none"],
        Condition: { StringLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
      },
    ],
  };
  const role = stand({
    service: "iam",
    type: "role",
    operation: "CreateRole",
    region: "",
    chain: ["worker"],
    arn: "arn:aws:iam::111122223333:role/worker",
    members: { RoleName: "worker", AssumeRolePolicyDocument: JSON.stringify(policy) },
  });
  const { Resources } = await write([queue, role]);
  expect(Resources["WorkerRole"]?.Properties?.["AssumeRolePolicyDocument"]).toEqual({
    Statement: [
      {
        Effect: "Allow",
        Action: "sqs:*",
        Resource: [
          { "Fn::GetAtt": ["OrdersQueue", "Arn"] },
          { "Fn::Sub": `\${OrdersQueue.Arn}/\${!aws:username}` },
          { "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/none` },
        ],
        Condition: { StringLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
      },
    ],
  });
});

test("groups that name each other have rules of their own", async () => {
  const allow = (id: string) => ({
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: id }] }],
  });
  const { Resources } = await write([
    standGroup("sg-0a1b2c3d", "web", allow("sg-1a1b2c3d")),
    standGroup("sg-1a1b2c3d", "db", allow("sg-0a1b2c3d")),
  ]);
  expect(Object.values(Resources).filter(({ Type }) => Type === "AWS::EC2::SecurityGroupIngress")).toEqual([
    {
      Type: "AWS::EC2::SecurityGroupIngress",
      Properties: {
        FromPort: 1,
        GroupId: { Ref: "WebSecurityGroup" },
        IpProtocol: "tcp",
        SourceSecurityGroupId: { Ref: "DbSecurityGroup" },
        ToPort: 2,
      },
    },
    expect.objectContaining({ Type: "AWS::EC2::SecurityGroupIngress" }),
  ]);
});

test("in a circle, what was made first names what came later as production does, and says so", async () => {
  const name = (own: string, other: string, createdAt: number) =>
    stand({
      service: "kms",
      type: "key",
      operation: "CreateKey",
      chain: [own],
      id: own,
      arn: `arn:aws:kms:eu-west-1:111122223333:key/${own}`,
      members: {
        Policy: JSON.stringify({
          Statement: [{ Resource: `arn:aws:kms:eu-west-1:111122223333:key/${other}` }],
        }),
      },
      createdAt,
    });
  const [one, two] = ["11111111-2222-4333-8444-555555555555", "21111111-2222-4333-8444-555555555555"];
  const { Resources, Metadata } = await write([name(two, one, 2), name(one, two, 1)]);
  expect(Resources["Key"]?.Properties).toEqual({
    KeyPolicy: { Statement: [{ Resource: `arn:aws:kms:eu-west-1:111122223333:key/${two}` }] },
  });
  expect(Resources["Key2"]?.Properties).toEqual({
    KeyPolicy: { Statement: [{ Resource: { "Fn::GetAtt": ["Key", "Arn"] } }] },
  });
  expect(JSON.stringify(Metadata)).toContain("each would need the other");
});

test("what the log hides is a parameter that is not shown, and what it lacks is one to give", async () => {
  const secret = stand({
    service: "secretsmanager",
    type: "secret",
    operation: "CreateSecret",
    chain: ["db"],
    members: { Name: "db", SecretString: "(hidden)" },
  });
  const subnet = stand({
    service: "ec2",
    type: "subnet",
    operation: "CreateSubnet",
    chain: ["subnet-1"],
    id: "subnet-1",
  });
  const { Parameters, Resources } = await write([secret, subnet]);
  expect(Resources["DbSecret"]?.Properties).toEqual({
    Name: "db",
    SecretString: { Ref: "DbSecretSecretString" },
  });
  expect(Parameters?.["DbSecretSecretString"]).toMatchObject({ Type: "String", NoEcho: true });
  expect(Parameters?.["SubnetVpcId"]).toMatchObject({ Type: "String" });
  expect(Parameters?.["SubnetVpcId"]?.NoEcho).toBeUndefined();
});

test("a route waits for its gateway's attachment", async () => {
  const route = stand({
    service: "ec2",
    type: "route",
    operation: "CreateRoute",
    chain: ["rtb-1", "DestinationCidrBlock=0.0.0.0/0"],
    members: { RouteTableId: "rtb-1", DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-0a1b2c3d" },
  });
  const attachment = stand({
    service: "ec2",
    type: "internet-gateway attachment",
    operation: "AttachInternetGateway",
    chain: ["igw-0a1b2c3d", "vpc-0a1b2c3d"],
    members: { InternetGatewayId: "igw-0a1b2c3d", VpcId: "vpc-0a1b2c3d" },
  });
  const { Resources } = await write([route, attachment]);
  expect(Resources["Route"]?.DependsOn).toEqual(["VPCGatewayAttachment"]);
});

test("settings that others' calls make are properties of the thing", async () => {
  const at = { service: "s3", chain: ["logs"] };
  const { Resources } = await write([
    stand({ ...at, type: "bucket", operation: "CreateBucket", members: { Bucket: "logs" } }),
    stand({
      ...at,
      type: "bucket-encryption",
      operation: "PutBucketEncryption",
      members: {
        Bucket: "logs",
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      },
    }),
    stand({
      ...at,
      type: "bucket-notification-configuration",
      operation: "PutBucketNotificationConfiguration",
      members: {
        Bucket: "logs",
        NotificationConfiguration: {
          QueueConfigurations: [
            { Id: "a", QueueArn: queue.arn ?? "", Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] },
          ],
        },
      },
    }),
    queue,
  ]);
  expect(Resources["LogsBucket"]?.Properties).toEqual({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
    },
    BucketName: "logs",
    NotificationConfiguration: {
      QueueConfigurations: [
        { Event: "s3:ObjectCreated:*", Queue: { "Fn::GetAtt": ["OrdersQueue", "Arn"] } },
        { Event: "s3:ObjectRemoved:*", Queue: { "Fn::GetAtt": ["OrdersQueue", "Arn"] } },
      ],
    },
  });
});

test("nothing is left out in silence", async () => {
  const grant = stand({ service: "kms", type: "grant", operation: "CreateGrant", chain: ["k", "g"] });
  const odd = { ...queue, members: { ...queue.members, Attributes: { DelaySeconds: "soon" } } };
  const { Metadata } = await write([grant, odd]);
  expect(Metadata as unknown).toEqual({
    Cloudmock: {
      NotExpressed: [
        { What: "kms grant k/g", Why: "CloudFormation has no type for it" },
        { What: queue.arn, Member: "Attributes.DelaySeconds", Why: "is no whole" },
      ],
    },
  });
});

test("each account and region has a template; what has no region is in that with most", async () => {
  const role = stand({
    service: "iam",
    type: "role",
    operation: "CreateRole",
    region: "",
    chain: ["a"],
    members: { RoleName: "a", AssumeRolePolicyDocument: "{}" },
  });
  const templates = await writeTemplates([
    queue,
    { ...queue, region: "us-east-1" },
    { ...queue, chain: ["b"] },
    role,
  ]);
  expect(templates.map(({ region, resources }) => [region, resources])).toEqual([
    ["eu-west-1", 3],
    ["us-east-1", 1],
  ]);
});
