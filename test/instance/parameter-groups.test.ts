// The parameters that were set in a group, in each service that has such.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const NAME = { DBParameterGroupName: "pg" };

test("a group of parameters tells those that were set, until they are reset", async () => {
  const call = makeCaller();
  await call("rds.CreateDBParameterGroup", {
    ...NAME,
    DBParameterGroupFamily: "postgres16",
    Description: "d",
  });
  const set = (ParameterName: string, ParameterValue: string) =>
    call("rds.ModifyDBParameterGroup", {
      ...NAME,
      Parameters: [{ ParameterName, ParameterValue, ApplyMethod: "immediate" }],
    });
  const read = async (more = {}) =>
    (await call("rds.DescribeDBParameters", { ...NAME, ...more })).Parameters.map(
      (one: { ParameterName: string; ParameterValue: string }) =>
        `${one.ParameterName} ${one.ParameterValue}`,
    );
  expect(await set("a", "1")).toEqual(NAME);
  await set("b", "2");
  await set("a", "3");
  expect(await read()).toEqual(["a 3", "b 2"]);
  expect(await read({ Source: "user" })).toEqual(["a 3", "b 2"]);
  expect(await read({ Source: "engine-default" })).toEqual([]);
  await call("rds.ResetDBParameterGroup", { ...NAME, Parameters: [{ ParameterName: "b" }] });
  expect(await read()).toEqual(["a 3"]);
  await call("rds.ResetDBParameterGroup", { ...NAME, ResetAllParameters: true });
  expect(await read()).toEqual([]);
  expect(await call("rds.DescribeDBParameters", { DBParameterGroupName: "none" })).toBe(
    "DBParameterGroupNotFound",
  );
});

test("the other services' groups do, too", async () => {
  const call = makeCaller();
  const given = { ParameterName: "a", ParameterValue: "1" };
  await call("elasticache.CreateCacheParameterGroup", {
    ...{ CacheParameterGroupName: "c", CacheParameterGroupFamily: "redis7", Description: "d" },
  });
  await call("elasticache.ModifyCacheParameterGroup", {
    CacheParameterGroupName: "c",
    ParameterNameValues: [given],
  });
  const cache = await call("elasticache.DescribeCacheParameters", { CacheParameterGroupName: "c" });
  expect(cache.Parameters).toMatchObject([given]);
  const family = { ParameterGroupFamily: "redshift-1.0", Description: "d" };
  await call("redshift.CreateClusterParameterGroup", { ParameterGroupName: "r", ...family });
  await call("redshift.ModifyClusterParameterGroup", { ParameterGroupName: "r", Parameters: [given] });
  const cluster = await call("redshift.DescribeClusterParameters", { ParameterGroupName: "r" });
  expect(cluster.Parameters).toMatchObject([given]);
  await call("memorydb.CreateParameterGroup", { ParameterGroupName: "m", Family: "memorydb_redis7" });
  await call("memorydb.UpdateParameterGroup", { ParameterGroupName: "m", ParameterNameValues: [given] });
  const memory = await call("memorydb.DescribeParameters", { ParameterGroupName: "m" });
  expect(memory.Parameters).toMatchObject([{ Name: "a", Value: "1" }]);
});
