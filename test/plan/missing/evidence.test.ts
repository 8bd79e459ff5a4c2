// How what is made looks: by what the log says of it.
import { describe, expect, test } from "bun:test";
import { PARTITIONS } from "../../../src/aws/model/partitions.ts";
import { type Call, makePrerequisites } from "./plan-calls.ts";

const SUBNET = "subnet-0aaaaaaaaaaaaaaaa";
const VPC = "vpc-0bbbbbbbbbbbbbbbb";

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
    const [vpc] = await makePrerequisites([run], "vpc");
    const [subnet] = await makePrerequisites([run], "subnet");
    expect(vpc?.input).toEqual({ CidrBlock: "172.31.0.0/16" });
    expect(subnet?.input).toEqual({
      VpcId: VPC,
      CidrBlock: "172.31.7.0/24",
      AvailabilityZone: "eu-west-1a",
    });
    expect(subnet?.output).toEqual({ Subnet: { SubnetId: SUBNET } });
    expect(await makePrerequisites([run], "instance")).toEqual([]);
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
    const subnets = await makePrerequisites([create, balancer, known], "subnet");
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
    const [table] = await makePrerequisites([update("1"), update("2")], "table");
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

  test("subnets of which nothing says where they are stand in two zones", async () => {
    const loadBalancerArn =
      "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0123456789abcdef";
    const remove: Call = {
      service: "elbv2",
      operation: "DeleteLoadBalancer",
      parameters: { loadBalancerArn },
    };
    const list = async (region: string) => {
      const arn = loadBalancerArn.replace("eu-west-1", region);
      const calls = [{ ...remove, region, parameters: { loadBalancerArn: arn } }];
      const made = await makePrerequisites(calls, "subnet");
      return made.map(({ input }) => input["AvailabilityZone"]);
    };
    expect(await list("eu-west-1")).toEqual(["eu-west-1a", "eu-west-1b"]);
    expect(await list("ap-northeast-1")).toEqual(["ap-northeast-1a", "ap-northeast-1c"]);
  });

  test("units of an organization stand in the root that the log names", async () => {
    const move: Call = {
      service: "organizations",
      operation: "MoveAccount",
      parameters: {
        accountId: "444455556666",
        sourceParentId: "r-abcd",
        destinationParentId: "ou-abcd-01234567",
      },
    };
    const [unit] = await makePrerequisites([move], "organizational-unit");
    expect(unit?.input["ParentId"]).toBe("r-abcd");
  });

  test("a table has the index that is taken off it or changed, but none that the log puts on", async () => {
    const update = (change: object): Call => ({
      service: "dynamodb",
      operation: "UpdateTable",
      parameters: { tableName: "orders", globalSecondaryIndexUpdates: [change] },
    });
    const created = { indexName: "by-day", keySchema: [{ attributeName: "day", keyType: "HASH" }] };
    const calls = [
      update({ create: { ...created, projection: { projectionType: "ALL" } } }),
      update({ delete: { indexName: "by-day" } }),
      update({ update: { indexName: "by-name", provisionedThroughput: { readCapacityUnits: 9 } } }),
      update({ delete: { indexName: "by-name" } }),
    ];
    const [table] = await makePrerequisites(calls, "table");
    expect(table?.input["GlobalSecondaryIndexes"]).toEqual([
      {
        IndexName: "by-name",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ]);
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
    const [made] = await makePrerequisites([update], "function");
    expect(made?.input).toMatchObject({
      FunctionName: "price",
      Runtime: "nodejs20.x",
      Handler: "main.run",
      MemorySize: 512,
      Role: "arn:aws:iam::111122223333:role/service-role/price",
    });
    const [role] = await makePrerequisites([update], "role");
    expect(role?.input).toEqual({
      RoleName: "price",
      Path: "/service-role/",
      AssumeRolePolicyDocument:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
    });
  });

  test.each(PARTITIONS.map(({ name, regions, dnsSuffix }) => [name, regions[0] ?? "", dnsSuffix] as const))(
    "in %s what is made is of that partition",
    async (partition, region, dnsSuffix) => {
      const tag = { service: "iam", operation: "TagRole", parameters: { roleName: "deploy" }, region };
      const [role] = await makePrerequisites([tag], "role");
      expect(role?.input["AssumeRolePolicyDocument"]).toContain(`"arn:${partition}:iam::111122223333:root"`);
      const update = {
        service: "lambda",
        operation: "UpdateFunctionCode",
        parameters: { functionName: "f" },
      };
      const [made] = await makePrerequisites([{ ...update, region }], "function");
      expect(made?.input["Role"]).toStartWith(`arn:${partition}:iam::111122223333:role/`);
      const queueUrl = `https://sqs.${region}.${dnsSuffix}/111122223333/jobs`;
      const purge = { service: "sqs", operation: "PurgeQueue", parameters: { queueUrl }, region };
      expect((await makePrerequisites([purge], "queue")).map(({ input }) => input["QueueName"])).toEqual([
        "jobs",
      ]);
    },
  );

  test("an answer holds the ARN or URL that stands anywhere in the log", async () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/main-AbCdEf";
    const calls: Call[] = [
      { service: "secretsmanager", operation: "RotateSecret", parameters: { secretId: "db/main" } },
      { service: "secretsmanager", operation: "DeleteSecret", parameters: { secretId: arn } },
    ];
    const made = await makePrerequisites(calls, "secret");
    expect(made.map(({ input, output }) => [input["Name"], output])).toEqual([["db/main", { ARN: arn }]]);
    const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo";
    const [queue] = await makePrerequisites(
      [{ service: "sqs", operation: "PurgeQueue", parameters: { queueUrl: url } }],
      "queue",
    );
    expect(queue?.input).toEqual({ QueueName: "jobs.fifo", Attributes: { FifoQueue: "true" } });
    expect(queue?.output).toEqual({ QueueUrl: url });
  });

  test("a stream has as many shards as calls name before the log makes any", async () => {
    const kinesis = (operation: string, parameters: object, answer: object = {}): Call => ({
      service: "kinesis",
      operation,
      parameters: { streamName: "clicks", ...parameters },
      answer,
    });
    const split = (shard: number) =>
      kinesis("SplitShard", {
        shardToSplit: `shardId-00000000000${shard}`,
        newStartingHashKey: "170141183460469231731687303715884105728",
      });
    const count = async (...calls: Call[]) =>
      (await makePrerequisites(calls, "stream"))[0]?.input["ShardCount"];
    expect(await count(kinesis("AddTagsToStream", { tags: { a: "b" } }))).toBe(1);
    expect(await count(split(2), split(4))).toBe(3);
    expect(
      await count(
        kinesis("UpdateShardCount", { targetShardCount: 8 }, { currentShardCount: 4, targetShardCount: 8 }),
      ),
    ).toBe(4);
    const merge = { shardToMerge: "shardId-000000000000", adjacentShardToMerge: "shardId-000000000001" };
    expect(await count(kinesis("MergeShards", merge))).toBe(2);
  });
});
