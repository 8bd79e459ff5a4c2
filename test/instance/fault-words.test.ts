// What services say of what is not there and of names that are taken, in their own words.
import { expect, test } from "bun:test";
import { loadOperation } from "../../src/aws/model/table.ts";
import type { Structure } from "../../src/aws/values.ts";
import { listFaults } from "../../src/instance/check.ts";
import { makeWorld } from "./support/world.ts";

function makeAsker() {
  const world = makeWorld();
  return async (name: string, input: Structure) => {
    const [service = "", operation = ""] = name.split(".");
    const done = await world.call(await loadOperation(service, operation), input);
    return "error" in done ? `${done.error.code}: ${done.error.message}` : "done";
  };
}

test.each([
  [
    "rds.DeleteDBInstance",
    { DBInstanceIdentifier: "shop" },
    "DBInstanceNotFound: DBInstance shop not found.",
  ],
  ["iam.GetRole", { RoleName: "shop" }, "NoSuchEntity: The role with name shop cannot be found."],
  [
    "lambda.GetFunction",
    { FunctionName: "shop" },
    "ResourceNotFoundException: Function not found: arn:aws:lambda:eu-west-1:111122223333:function:shop",
  ],
  [
    "ecr.GetLifecyclePolicy",
    { repositoryName: "shop" },
    "RepositoryNotFoundException: The repository with name 'shop' does not exist in the registry with id '111122223333'",
  ],
  [
    "wafv2.GetWebACL",
    { Name: "shop", Id: "1", Scope: "REGIONAL" },
    "WAFNonexistentItemException: AWS WAF couldn’t perform the operation because your resource doesn’t exist.",
  ],
] as const)("%s tells what is not there", async (name, input, said) => {
  expect(await makeAsker()(name, input)).toBe(said);
});

test("what stands in something is told with that", async () => {
  const ask = makeAsker();
  await ask("ecr.CreateRepository", { repositoryName: "shop" });
  expect(await ask("ecr.GetLifecyclePolicy", { repositoryName: "shop" })).toBe(
    "LifecyclePolicyNotFoundException: Lifecycle policy does not exist for the repository with name 'shop' in the registry with id '111122223333'",
  );
});

test("a name that is taken is told so", async () => {
  const ask = makeAsker();
  const role = { RoleName: "shop", AssumeRolePolicyDocument: "{}" };
  expect(await ask("iam.CreateRole", role)).toBe("done");
  expect(await ask("iam.CreateRole", role)).toBe("EntityAlreadyExists: Role with name shop already exists.");
});

test("a pattern without anchors is found in a text of several lines, one with anchors is held against all of it", async () => {
  const { input } = await loadOperation("glue", "CreateSchema");
  const schema = { SchemaName: "s", DataFormat: "AVRO", SchemaDefinition: '{\n  "type": "string"\n}' };
  expect(listFaults(input, schema)).toEqual([]);
  expect(listFaults(input, { ...schema, SchemaDefinition: " \n " })).toHaveLength(1);
  expect(listFaults(input, { ...schema, SchemaName: "a b" })).toHaveLength(1);
});
