// What stands inside of a text, or is named by another service: an alias behind a function, a schema in its ARN, the thing of a shadow.
import { expect, test } from "bun:test";
import { makeRead, tell } from "./tell.ts";

const ARN = "arn:aws:lambda:us-east-1";

test.each([
  [{ functionName: `${ARN}:111122223333:function:roll:live` }, ["live"]],
  [{ functionName: "111122223333:function:roll:live" }, ["live"]],
  [{ functionName: "function:roll" }, []],
  [{ functionName: "roll:live" }, ["live"]],
  [{ functionName: "roll", qualifier: "live" }, ["live"]],
  [{ functionName: "roll", qualifier: "7" }, []],
  [{ functionName: "roll", qualifier: "$LATEST" }, []],
  [{ functionName: "roll:12" }, []],
  [{ functionName: `${ARN}:444455556666:function:theirs:live` }, []],
])("%p", async (parameters, aliases) => {
  const { made } = await tell([makeRead("lambda", "GetFunction20150331v2", parameters)]);
  const found = made.filter(({ operation }) => operation === "CreateAlias").map(({ input }) => input["Name"]);
  expect(found).toEqual(aliases);
});

test("a read of a shadow tells of its thing", async () => {
  const { made } = await tell([makeRead("iotdata", "GetThingShadow", { thingName: "meter" })]);
  expect(made.map(({ operation }) => operation)).toEqual(["CreateThing"]);
});

test("a schema's ARN has its registry in it", async () => {
  const schemaArn = "arn:aws:glue:us-east-1:111122223333:schema/telemetry/truck";
  const { made } = await tell([makeRead("glue", "GetSchema", { schemaId: { schemaArn } })]);
  expect(made.map(({ operation, input }) => [operation, input])).toEqual([
    ["CreateRegistry", { RegistryName: "telemetry" }],
    [
      "CreateSchema",
      expect.objectContaining({ SchemaName: "truck", RegistryId: { RegistryName: "telemetry" } }),
    ],
  ]);
});

test.each<[string, string, object, readonly string[], object]>([
  [
    "kms",
    "Decrypt",
    { "aws:dynamodb:subscriberId": "111122223333", "aws:dynamodb:tableName": "cards" },
    ["CreateTable"],
    { TableName: "cards" },
  ],
  [
    "kms",
    "Decrypt",
    { "aws:dynamodb:subscriberId": "444455556666", "aws:dynamodb:tableName": "theirs" },
    [],
    {},
  ],
  [
    "kms",
    "GenerateDataKey",
    { "aws:backup:backup-vault": "daily" },
    ["CreateBackupVault"],
    { BackupVaultName: "daily" },
  ],
  [
    "kms",
    "Decrypt",
    { PARAMETER_ARN: "arn:aws:ssm:us-east-1:111122223333:parameter/shop/key" },
    ["PutParameter"],
    { Name: "/shop/key", Type: "SecureString" },
  ],
])("%s.%s with the context %j", async (source, operation, encryptionContext, operations, input) => {
  const { made } = await tell([makeRead(source, operation, { encryptionContext })]);
  expect(made.map((one) => one.operation)).toEqual([...operations]);
  expect({ ...made[0]?.input }).toMatchObject(input);
});

test("a secret that Parameter Store gives out, with its stage behind it", async () => {
  const reads = [
    makeRead("ssm", "GetParameter", { name: "/aws/reference/secretsmanager/shop/pg:AWSCURRENT" }),
    makeRead("ssm", "GetParameters", { names: ["/aws/reference/secretsmanager/maps", "/shop/url"] }),
  ];
  const { made } = await tell(reads);
  expect(made.map(({ input }) => input["Name"])).toEqual(["shop/pg", "maps", "/shop/url"]);
});

test("Athena's own catalog is that of Glue", async () => {
  const at = { databaseName: "lake", tableName: "orders" };
  const made = await tell([
    makeRead("athena", "GetTableMetadata", { catalogName: "AwsDataCatalog", ...at }),
    makeRead("athena", "GetTableMetadata", { catalogName: "federated", ...at, databaseName: "other" }),
  ]);
  expect(made.made.map(({ type, input }) => [type, input["DatabaseName"] ?? "-"])).toEqual([
    ["glue-database", "-"],
    ["glue-table", "lake"],
    ["athena:data-catalog", "-"],
  ]);
});

test("the number of a version beside a function's name or ARN", async () => {
  for (const functionName of ["score", "arn:aws:lambda:us-east-1:111122223333:function:score"]) {
    const { made } = await tell([
      makeRead("lambda", "GetFunctionConfiguration20150331v2", { functionName, qualifier: "2" }),
    ]);
    const versions = made.filter(({ type }) => type === "function-version");
    expect(versions.map(({ input }) => input["FunctionName"])).toEqual(["score", "score"]);
  }
});

test("a parameter whose ARN has a version behind it", async () => {
  const name = "arn:aws:ssm:us-east-1:111122223333:parameter/shop/host:4";
  const { made } = await tell([makeRead("ssm", "GetParameter", { name })]);
  expect(made.map(({ input }) => input["Name"])).toEqual(["/shop/host"]);
});
