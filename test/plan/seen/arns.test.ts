// ARNs of services of which the log has no call. In a file of its own: what is known of a service stays loaded.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

test("what they name is made", async () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;
  const { made } = await tell([
    makeRead("tagging", "GetResources", {
      resourceARNList: [
        arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
        arn("dax", "cache/hot"),
      ],
    }),
    makeRead(
      "sqs",
      "ListQueues",
      {},
      { resources: [{ ARN: arn("kinesisvideo", "stream/cam/1700000000000") }] },
    ),
  ]);
  const operations = made.map(({ operation }) => operation);
  expect(operations).toEqual(expect.arrayContaining(["CreateFileSystem", "CreateCluster", "CreateStream"]));
});

const at = (service: string, resource: string, account = "111122223333") =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;

test.each<[string, string, object]>([
  [
    at("glue", "database/open"),
    "CreateDatabase",
    { DatabaseInput: expect.objectContaining({ Name: "open" }) },
  ],
  [at("glue", "table/lake/orders"), "CreateTable", { DatabaseName: "lake" }],
  [at("apigateway", "/restapis/a1b2c3d4e5", ""), "CreateRestApi", {}],
  [at("apigateway", "/restapis/a1b2c3d4e5/stages/prod", ""), "CreateStage", { stageName: "prod" }],
  [at("apigateway", "/apis/a1b2c3d4e5", ""), "CreateApi", {}],
  [
    at("eks", "nodegroup/shop/spot/11111111-2222-4333-8444-555555555555"),
    "CreateNodegroup",
    { clusterName: "shop", nodegroupName: "spot" },
  ],
  [at("organizations", "policy/o-abcdefghij/service_control_policy/p-0123abcd"), "CreatePolicy", {}],
])("%s", async (arn, operation, input) => {
  const { made } = await tell([makeRead("tagging", "GetResources", { resourceARNList: [arn] })]);
  expect(made.filter((one) => one.operation === operation).map((one) => one.input)).toEqual([
    expect.objectContaining(input),
  ]);
});

test("a file system whose tags are read by its id", async () => {
  const { made } = await tell([
    makeRead("elasticfilesystem", "ListTagsForResource", { resourceId: "fs-0123456789abcdef1" }),
  ]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateFileSystem"]);
});
