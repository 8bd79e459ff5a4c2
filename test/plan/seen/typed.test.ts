// Things that are named beside CloudFormation's word for their type.
import { expect, test } from "bun:test";
import * as v from "valibot";
import { loadModel } from "../../../src/aws/model/table.ts";
import rows from "../../../src/plan/missing/typed.json" with { type: "json" };
import { TypedRow } from "../../../src/plan/missing/typed-names.ts";
import { makeCall, makeRead, tell } from "./tell.ts";

const ARN = "arn:aws:states:us-east-1:111122223333:stateMachine:flow";
const get = (typeName: string, identifier: string) =>
  makeRead("cloudcontrolapi", "GetResource", { typeName, identifier });

test.each<[string, string, string, object]>([
  ["AWS::DynamoDB::Table", "orders", "CreateTable", { TableName: "orders" }],
  ["AWS::IAM::Role", "deploy", "CreateRole", { RoleName: "deploy" }],
  ["AWS::Logs::LogGroup", "/shop/web", "CreateLogGroup", { logGroupName: "/shop/web" }],
  ["AWS::ECR::Repository", "shop/api", "CreateRepository", { repositoryName: "shop/api" }],
  ["AWS::StepFunctions::StateMachine", ARN, "CreateStateMachine", { name: "flow" }],
  [
    "AWS::SQS::Queue",
    "https://sqs.us-east-1.amazonaws.com/111122223333/in.fifo",
    "CreateQueue",
    { QueueName: "in.fifo" },
  ],
  ["AWS::ApiGateway::Stage", "a1b2c3d4e5|prod", "CreateStage", { stageName: "prod" }],
  ["AWS::EC2::VPC", "vpc-0123456789abcdef0", "CreateVpc", {}],
  ["AWS::Lambda::Function", "price", "CreateFunction", { FunctionName: "price" }],
])("Cloud Control's %s %s", async (type, identifier, operation, input) => {
  const { made } = await tell([get(type, identifier), get(type, identifier)]);
  const [other] = made.filter((one) => one.operation === "CreateResource");
  expect(other).toBeUndefined();
  expect(made.filter((one) => one.operation === operation).map((one) => one.input)).toEqual([
    expect.objectContaining(input),
  ]);
});

test("what it has no word for, a list and what failed say nothing, and another account's is not made", async () => {
  const { made } = await tell([
    get("Acme::Shop::Till", "one"),
    makeRead("cloudcontrolapi", "ListResources", { typeName: "AWS::IAM::Role" }),
    { ...get("AWS::IAM::Role", "gone"), errorCode: "ResourceNotFoundException" },
    get("AWS::SNS::Topic", "arn:aws:sns:us-east-1:444455556666:theirs"),
  ]);
  expect(made).toEqual([]);
});

test("Config's things, one or several", async () => {
  const { made } = await tell([
    makeRead("config", "GetResourceConfigHistory", {
      resourceType: "AWS::S3::Bucket",
      resourceId: "shop-logs",
    }),
    makeRead("config", "BatchGetResourceConfig", {
      resourceKeys: [
        { resourceType: "AWS::Lambda::Function", resourceId: "price" },
        { resourceType: "AWS::SSM::Parameter", resourceId: "/shop/url" },
      ],
    }),
  ]);
  const operations = made.map(({ operation }) => operation);
  expect(operations).toEqual(expect.arrayContaining(["CreateBucket", "CreateFunction", "PutParameter"]));
});

test("what a call changes is there before it", async () => {
  const change = { typeName: "AWS::Kinesis::Stream", identifier: "clicks", patchDocument: "[]" };
  const { made } = await tell([makeCall("cloudcontrolapi", "UpdateResource", change)]);
  expect(made.map(({ kind, operation }) => [kind, operation])).toEqual([["prerequisite", "CreateStream"]]);
});

test("every row is of members that there are", async () => {
  for (const { service, at, type, name } of v.parse(v.array(TypedRow), rows)) {
    const { operations } = await loadModel(service);
    const holders = Object.values(operations).flatMap(({ input }) =>
      at === undefined ? (input ?? []) : (input?.members?.[at.replace("[]", "")]?.member ?? []),
    );
    expect(holders.some(({ members }) => members?.[type] && members[name])).toBe(true);
  }
});
