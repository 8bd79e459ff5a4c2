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
