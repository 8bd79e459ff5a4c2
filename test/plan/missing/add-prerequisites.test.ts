import { describe, expect, test } from "bun:test";
import { PARTITIONS } from "../../../src/aws/model/partitions.ts";
import { tellEventId, tellEventName, tellEventTime } from "../../../src/dialect/call.ts";
import { addPrerequisites } from "../../../src/plan/missing/add-prerequisites.ts";
import { type Call, planCalls, showStep } from "./plan-calls.ts";

async function show(calls: readonly Call[]): Promise<string[]> {
  return (await addPrerequisites(await planCalls(calls))).map(showStep);
}

async function make(calls: readonly Call[], type: string) {
  const steps = await addPrerequisites(await planCalls(calls));
  return steps.filter(({ creation }) => creation?.type === type);
}

const SUBNET = "subnet-0aaaaaaaaaaaaaaaa";
const VPC = "vpc-0bbbbbbbbbbbbbbbb";
const put = (second: number): Call => ({
  service: "s3",
  operation: "PutBucketVersioning",
  parameters: { bucketName: "acme-data" },
  second,
});
const createBucket = (second: number): Call => ({
  service: "s3",
  operation: "CreateBucket",
  parameters: { bucketName: "acme-data" },
  second,
});
const deleteBucket = (second: number): Call => ({
  service: "s3",
  operation: "DeleteBucket",
  parameters: { bucketName: "acme-data" },
  second,
});

describe("what is made", () => {
  test("a thing that is used and never made, once, a second before its first use", async () => {
    const steps = await addPrerequisites(await planCalls([put(5), put(7)]));
    expect(steps.map(showStep)).toEqual([
      "+CreateBucket(acme-data)",
      "PutBucketVersioning(acme-data)",
      "PutBucketVersioning(acme-data)",
    ]);
    const [made, first] = steps;
    expect((first?.at ?? 0) - (made?.at ?? 0)).toBe(1000);
    expect(made).toMatchObject({ account: "111122223333", region: "eu-west-1" });
    expect(made?.event).toBeUndefined();
    expect(made && [tellEventId(made), tellEventName(made), tellEventTime(made)]).toEqual([
      "",
      "CreateBucket",
      "2024-01-01T00:00:04Z",
    ]);
    expect(made?.creation).toEqual({
      kind: "prerequisite",
      type: "bucket",
      recorded: "acme-data",
      neededBy: "e0",
      evidence: "PutBucketVersioning uses it; nothing but its name",
    });
  });

  test("nothing that the log makes first, in whatever order within a second", async () => {
    expect(await show([createBucket(1), put(2)])).not.toContain("+CreateBucket(acme-data)");
    expect(await show([put(1), createBucket(1)])).not.toContain("+CreateBucket(acme-data)");
    expect(await show([put(1), createBucket(1), deleteBucket(1)])).not.toContain("+CreateBucket(acme-data)");
  });

  test("a name that is used again after its end, and one that is ended before it is made anew", async () => {
    expect(await show([createBucket(1), deleteBucket(2), put(4)])).toEqual([
      "CreateBucket(acme-data)",
      "DeleteBucket(acme-data)",
      "+CreateBucket(acme-data)",
      "PutBucketVersioning(acme-data)",
    ]);
    expect((await show([put(1), deleteBucket(2), createBucket(3)]))[0]).toBe("+CreateBucket(acme-data)");
  });

  test("no name that the log makes later without an end in between, and no minted id that comes or came to be", async () => {
    expect(await show([put(1), createBucket(2)])).not.toContain("+CreateBucket(acme-data)");
    const tag = {
      service: "ec2",
      operation: "CreateTags",
      parameters: { resourcesSet: { items: [{ resourceId: VPC }] } },
    };
    const create = { service: "ec2", operation: "CreateVpc", answer: { vpc: { vpcId: VPC } } };
    const remove = { service: "ec2", operation: "DeleteVpc", parameters: { vpcId: VPC } };
    for (const calls of [
      [tag, create],
      [create, remove, remove, tag],
    ])
      expect((await show(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
    expect(await make([tag], "vpc")).toHaveLength(1);
  });

  test("what an answer names is made by its call only where it is the service's own and no place of the thing", async () => {
    const group = "sg-0123456789abcdef0";
    const use: Call = {
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      parameters: { groupId: group },
    };
    const database: Call = {
      service: "rds",
      operation: "CreateDBInstance",
      parameters: { dBInstanceIdentifier: "main" },
      answer: { vpcSecurityGroups: [{ vpcSecurityGroupId: group, status: "active" }] },
    };
    const run = (parameters: unknown): Call => ({
      service: "ec2",
      operation: "RunInstances",
      parameters,
      answer: { instancesSet: { items: [{ vpcId: VPC, groupSet: { items: [{ groupId: group }] } }] } },
    });
    expect(await make([database, use], "security-group")).toHaveLength(1);
    expect(await make([run({}), use], "security-group")).toEqual([]);
    expect(await make([run({}), use], "vpc")).toEqual([]);
    const [vpc] = await make([run({ subnetId: SUBNET }), use], "vpc");
    expect(vpc?.creation?.recorded).toBe(VPC);
  });

  test("nothing of AWS's own, of another account, or named in a document", async () => {
    const role = (parameters: unknown): Call => ({ service: "iam", operation: "CreateRole", parameters });
    const calls: Call[] = [
      role({
        roleName: "app",
        permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess",
        assumeRolePolicyDocument: '{"Principal":{"AWS":"arn:aws:iam::111122223333:role/other"}}',
      }),
      {
        service: "sns",
        operation: "Subscribe",
        parameters: { topicArn: "arn:aws:sns:eu-west-1:999988887777:theirs", protocol: "email" },
      },
      {
        service: "iam",
        operation: "DeleteServiceLinkedRole",
        parameters: { roleName: "AWSServiceRoleForECS" },
      },
      {
        service: "secretsmanager",
        operation: "CreateSecret",
        parameters: { name: "a", kmsKeyId: "alias/aws/secretsmanager" },
      },
      {
        service: "ec2",
        operation: "RunInstances",
        parameters: { instancesSet: { items: [{ imageId: "ami-0123456789abcdef0" }] } },
      },
    ];
    expect((await show(calls)).filter((text) => text.startsWith("+"))).toEqual([]);
  });

  test("names apart by region and account, global ones in us-east-1", async () => {
    const start = (region: string, account: string): Call => ({
      service: "logs",
      operation: "PutRetentionPolicy",
      parameters: { logGroupName: "/app", retentionInDays: 1 },
      region,
      account,
    });
    const groups = [
      start("eu-west-1", "111122223333"),
      start("eu-west-2", "111122223333"),
      start("eu-west-1", "444455556666"),
      start("eu-west-1", "111122223333"),
    ];
    expect(await make(groups, "log-group")).toHaveLength(3);
    const [user] = await make(
      [{ service: "iam", operation: "UpdateUser", parameters: { userName: "ann" } }],
      "user",
    );
    expect(user?.region).toBe("us-east-1");
  });
});

describe("evidence", () => {
  test("a subnet stands around the addresses in use, in the network that is named with it", async () => {
    const run: Call = {
      service: "ec2",
      operation: "RunInstances",
      parameters: { subnetId: SUBNET, instancesSet: { items: [{ imageId: "ami-0123456789abcdef0" }] } },
      answer: {
        instancesSet: {
          items: [
            {
              instanceId: "i-0cccccccccccccccc",
              subnetId: SUBNET,
              vpcId: VPC,
              privateIpAddress: "172.31.7.20",
            },
          ],
        },
      },
    };
    const [vpc] = await make([run], "vpc");
    const [subnet] = await make([run], "subnet");
    expect(vpc?.input).toEqual({ CidrBlock: "172.31.0.0/16" });
    expect(subnet?.input).toEqual({ VpcId: VPC, CidrBlock: "172.31.7.0/24" });
    expect(subnet?.output).toEqual({ Subnet: { SubnetId: SUBNET } });
    expect(await make([run], "instance")).toEqual([]);
  });

  test("subnets without evidence lie in one network, clear of each other and of the log's own", async () => {
    const create: Call = {
      service: "ec2",
      operation: "CreateSubnet",
      parameters: { vpcId: VPC, cidrBlock: "10.9.255.0/24" },
      answer: { subnet: { subnetId: SUBNET, vpcId: VPC } },
    };
    const balancer: Call = {
      service: "elbv2",
      operation: "SetSubnets",
      parameters: {
        loadBalancerArn:
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/50dc6c495c0c9188",
        subnets: ["subnet-0dddddddddddddddd", "subnet-0eeeeeeeeeeeeeeee"],
      },
      answer: {},
    };
    const known: Call = {
      service: "ec2",
      operation: "ModifySubnetAttribute",
      parameters: { subnetId: "subnet-0ffffffffffffffff", vpcId: VPC },
    };
    const subnets = await make([create, balancer, known], "subnet");
    const blocks = subnets.map(({ input }) => `${input["VpcId"]} ${input["CidrBlock"]}`);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(blocks).not.toContain(`${VPC} 10.9.255.0/24`);
  });

  test("a table's keys are those of its items, the one that queries hold fixed first", async () => {
    const key = (created: string) => ({ created: { N: created }, owner: { S: "ann" } });
    const update = (created: string): Call => ({
      service: "dynamodb",
      operation: "UpdateItem",
      parameters: { tableName: "orders", key: key(created) },
    });
    const [table] = await make([update("1"), update("2")], "table");
    expect(table?.input).toMatchObject({
      TableName: "orders",
      KeySchema: [
        { AttributeName: "owner", KeyType: "HASH" },
        { AttributeName: "created", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "owner", AttributeType: "S" },
        { AttributeName: "created", AttributeType: "N" },
      ],
    });
  });

  test("a function is as its answers say, and its role trusts Lambda and keeps its path", async () => {
    const update: Call = {
      service: "lambda",
      operation: "UpdateFunctionCode",
      parameters: { functionName: "price" },
      answer: {
        runtime: "nodejs20.x",
        handler: "main.run",
        memorySize: 512,
        role: "arn:aws:iam::111122223333:role/service-role/price",
      },
    };
    const [made] = await make([update], "function");
    expect(made?.input).toMatchObject({
      FunctionName: "price",
      Runtime: "nodejs20.x",
      Handler: "main.run",
      MemorySize: 512,
      Role: "arn:aws:iam::111122223333:role/service-role/price",
    });
    const [role] = await make([update], "role");
    expect(role?.input).toEqual({
      RoleName: "price",
      Path: "/service-role/",
      AssumeRolePolicyDocument:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}]}',
    });
  });

  test.each(PARTITIONS.map(({ name, regions, dnsSuffix }) => [name, regions[0] ?? "", dnsSuffix] as const))(
    "in %s what is made is of that partition",
    async (partition, region, dnsSuffix) => {
      const tag = { service: "iam", operation: "TagRole", parameters: { roleName: "deploy" }, region };
      const [role] = await make([tag], "role");
      expect(role?.input["AssumeRolePolicyDocument"]).toContain(`"arn:${partition}:iam::111122223333:root"`);
      const update = {
        service: "lambda",
        operation: "UpdateFunctionCode",
        parameters: { functionName: "f" },
      };
      const [made] = await make([{ ...update, region }], "function");
      expect(made?.input["Role"]).toStartWith(`arn:${partition}:iam::111122223333:role/`);
      const queueUrl = `https://sqs.${region}.${dnsSuffix}/111122223333/jobs`;
      const purge = { service: "sqs", operation: "PurgeQueue", parameters: { queueUrl }, region };
      expect((await make([purge], "queue")).map(({ input }) => input["QueueName"])).toEqual(["jobs"]);
    },
  );

  test("an answer holds the ARN or URL that stands anywhere in the log", async () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/main-AbCdEf";
    const calls: Call[] = [
      { service: "secretsmanager", operation: "RotateSecret", parameters: { secretId: "db/main" } },
      { service: "secretsmanager", operation: "DeleteSecret", parameters: { secretId: arn } },
    ];
    const made = await make(calls, "secret");
    expect(made.map(({ input, output }) => [input["Name"], output])).toEqual([["db/main", { ARN: arn }]]);
    const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo";
    const [queue] = await make(
      [{ service: "sqs", operation: "PurgeQueue", parameters: { queueUrl: url } }],
      "queue",
    );
    expect(queue?.input).toEqual({ QueueName: "jobs.fifo", Attributes: { FifoQueue: "true" } });
    expect(queue?.output).toEqual({ QueueUrl: url });
  });
});
