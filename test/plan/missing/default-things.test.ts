// What AWS or a console makes for every account, and not every target has.
import { expect, test } from "bun:test";
import { showPrerequisites } from "./plan-calls.ts";

const instance = (more: object) => ({
  service: "rds",
  operation: "CreateDBInstance",
  parameters: { dBInstanceIdentifier: "orders", engine: "postgres", engineVersion: "15.4", ...more },
});

test("a group of subnets or options that goes by default is made, of parameters it is there", async () => {
  expect(await showPrerequisites([instance({ dBSubnetGroupName: "default" })])).toEqual([
    expect.stringContaining("+CreateVpc"),
    expect.stringContaining("+CreateSubnet"),
    expect.stringContaining("+CreateSubnet"),
    "+CreateDBSubnetGroup(default, made for a replay)",
    "CreateDBInstance(orders, postgres, 15.4, default)",
  ]);
  const options = { optionGroupName: "default:postgres-15", dBParameterGroupName: "default.postgres15" };
  expect(await showPrerequisites([instance(options)])).toEqual([
    "+CreateOptionGroup(default:postgres-15, postgres, 15.4, made for a replay)",
    expect.stringContaining("CreateDBInstance(orders"),
  ]);
});

test("Glue needs its default database, Athena does not, and a log may make it", async () => {
  const table = {
    service: "glue",
    operation: "CreateTable",
    parameters: { databaseName: "default", tableInput: { name: "orders" } },
  };
  const query = {
    service: "athena",
    operation: "StartQueryExecution",
    parameters: { queryString: "SELECT 1", queryExecutionContext: { database: "default" } },
  };
  const make = {
    service: "glue",
    operation: "CreateDatabase",
    parameters: { databaseInput: { name: "default" } },
  };
  expect(await showPrerequisites([table])).toEqual(["+CreateDatabase()", "CreateTable(default)"]);
  expect(await showPrerequisites([query])).toEqual(["StartQueryExecution(SELECT 1)"]);
  expect(await showPrerequisites([make, table])).toEqual(["CreateDatabase()", "CreateTable(default)"]);
});
