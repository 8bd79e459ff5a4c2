// What is only read and what a later call needs are made in an order in which each finds what it stands in.
import { expect, test } from "bun:test";
import { makeCall, makeRead, tell } from "./tell.ts";

test("a database that a late call needs is there for a table of it that was read before", async () => {
  const { steps } = await tell([
    makeRead("glue", "GetTable", { databaseName: "raw", name: "orders" }),
    makeCall("glue", "CreateTable", { databaseName: "raw", tableInput: { name: "new" } }),
  ]);
  expect(steps.map(({ operation, input }) => `${operation.name} ${JSON.stringify(input)}`)).toEqual([
    expect.stringMatching(/^CreateDatabase .*"raw"/),
    expect.stringMatching(/^CreateTable .*"orders"/),
    expect.stringMatching(/^CreateTable .*"new"/),
  ]);
});

test("what that stands in itself comes with it", async () => {
  const { steps } = await tell([
    makeRead("apigateway", "GetMethod", {
      restApiId: "k3j9x0a2bd",
      resourceId: "q7w8e9",
      httpMethod: "POST",
    }),
    makeCall("apigateway", "PutIntegration", {
      restApiId: "k3j9x0a2bd",
      resourceId: "q7w8e9",
      httpMethod: "GET",
      putIntegrationInput: { type: "MOCK" },
    }),
  ]);
  const names = steps.map(({ operation }) => operation.name);
  expect(names.indexOf("CreateRestApi")).toBeLessThan(names.indexOf("CreateResource"));
  expect(names.indexOf("CreateResource")).toBeLessThan(names.indexOf("PutMethod"));
});

test("subnets of one network stand in two zones, as services ask for", async () => {
  const read = (awsRegion: string, ...ids: readonly string[]) =>
    makeRead(
      "ec2",
      "DescribeSubnets",
      {
        subnetSet: { items: ids.map((subnetId) => ({ subnetId })) },
        filterSet: { items: [{ name: "vpc-id", valueSet: { items: [{ value: "vpc-0a11bb22cc33dd44e" }] } }] },
      },
      { awsRegion },
    );
  const listZones = async (...call: Parameters<typeof read>) =>
    (await tell([read(...call)])).made
      .filter(({ type }) => type === "subnet")
      .map(({ input }) => input["AvailabilityZone"]);
  const ids = ["subnet-0aaaa1111bbbb2222", "subnet-0cccc3333dddd4444", "subnet-0eeee5555ffff6666"];
  expect(await listZones("eu-west-1", ...ids)).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1a"]);
  expect(await listZones("ap-northeast-1", ...ids.slice(1))).toEqual(["ap-northeast-1a", "ap-northeast-1c"]);
});
