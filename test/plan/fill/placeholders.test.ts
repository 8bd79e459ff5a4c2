// What CloudTrail hides or leaves out, and what stands in its place.
import { describe, expect, test } from "bun:test";
import { fillPlaceholders } from "../../../src/plan/fill/placeholders.ts";
import type { Step } from "../../../src/plan/steps.ts";
import { makeStep } from "../make-step.ts";
import { expectInput, fill, HIDDEN, PASSWORD } from "./fill-input.ts";

describe("what else the record says decides", () => {
  const LIST = [PASSWORD];
  const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:placeholder-AbCdEf";
  const bytes = (length: number) => expect.objectContaining({ length });

  test.each([
    [
      "memorydb.CreateUser",
      "AuthenticationMode.Passwords",
      { authenticationMode: { type: "iam" } },
      undefined,
    ],
    [
      "memorydb.UpdateUser",
      "AuthenticationMode.Passwords",
      { authenticationMode: { type: "IAM" } },
      undefined,
    ],
    [
      "memorydb.CreateUser",
      "AuthenticationMode.Passwords",
      { authenticationMode: { type: "password" } },
      LIST,
    ],
    ["memorydb.UpdateUser", "AuthenticationMode.Passwords", {}, undefined],
    ["elasticache.CreateUser", "Passwords", {}, LIST],
    ["elasticache.CreateUser", "Passwords", { noPasswordRequired: false }, LIST],
    ["elasticache.CreateUser", "Passwords", { noPasswordRequired: true }, undefined],
    ["elasticache.CreateUser", "Passwords", { authenticationMode: { type: "iam" } }, undefined],
    [
      "elasticache.CreateUser",
      "AuthenticationMode.Passwords",
      { authenticationMode: { type: "iam" } },
      undefined,
    ],
    [
      "elasticache.CreateUser",
      "AuthenticationMode.Passwords",
      { authenticationMode: { type: "password" } },
      LIST,
    ],
    ["elasticache.ModifyUser", "Passwords", { accessString: "on" }, undefined],
    ["elasticache.ModifyUser", "Passwords", { passwords: HIDDEN }, LIST],
    ["rds.CreateDBInstance", "MasterUserPassword", { engine: "mysql" }, PASSWORD],
    ["rds.CreateDBInstance", "MasterUserPassword", { manageMasterUserPassword: true }, undefined],
    ["rds.CreateDBInstance", "MasterUserPassword", { manageMasterUserPassword: false }, PASSWORD],
    ["rds.CreateDBInstance", "MasterUserPassword", { dBClusterIdentifier: "c" }, undefined],
    [
      "rds.CreateDBInstance",
      "MasterUserPassword",
      { masterUserAuthenticationType: "iam-db-auth" },
      undefined,
    ],
    ["rds.CreateDBCluster", "MasterUserPassword", { masterUserAuthenticationType: "iam-db-auth" }, undefined],
    ["rds.CreateDBCluster", "MasterUserPassword", { masterUserAuthenticationType: "password" }, PASSWORD],
    ["rds.CreateDBCluster", "MasterUserPassword", { engine: "neptune" }, undefined],
    ["redshift.CreateCluster", "MasterUserPassword", { manageMasterPassword: true }, undefined],
    ["redshift.CreateCluster", "MasterUserPassword", {}, PASSWORD],
    ["docdb-elastic.CreateCluster", "adminUserPassword", { authType: "PLAIN_TEXT" }, PASSWORD],
    ["docdb-elastic.CreateCluster", "adminUserPassword", { authType: "SECRET_ARN" }, ARN],
    ["dynamodb.UpdateItem", "AttributeUpdates", { tableName: "t", key: { id: "1" } }, {}],
    ["dynamodb.UpdateItem", "AttributeUpdates", { tableName: "t", updateExpression: "REMOVE a" }, undefined],
    ["ssm.PutParameter", "Value", { dataType: "aws:ec2:image" }, "ami-00000000000000000"],
    ["ssm.PutParameter", "Value", { dataType: "text" }, "placeholder"],
    ["kms.Sign", "Message", { messageType: "DIGEST", signingAlgorithm: "ECDSA_SHA_256" }, bytes(32)],
    ["kms.Sign", "Message", { messageType: "DIGEST", signingAlgorithm: "ECDSA_SHA_384" }, bytes(48)],
    ["kms.Sign", "Message", { messageType: "DIGEST", signingAlgorithm: "RSASSA_PSS_SHA_512" }, bytes(64)],
    [
      "elbv2.CreateListener",
      "DefaultActions.0.AuthenticateOidcConfig.ClientSecret",
      {
        defaultActions: [
          { type: "authenticate-oidc", authenticateOidcConfig: { useExistingClientSecret: true } },
        ],
      },
      undefined,
    ],
    [
      "elbv2.CreateRule",
      "Actions.0.AuthenticateOidcConfig.ClientSecret",
      { actions: [{ type: "authenticate-oidc", authenticateOidcConfig: { issuer: "https://x" } }] },
      PASSWORD,
    ],
  ])("%s: %s of %j", async (call, at, parameters, value) => {
    const [service = "", operation = ""] = call.split(".");
    const { input } = await fill(service, operation, parameters);
    const found = at
      .split(".")
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], input);
    expect(found).toEqual(value);
  });

  test("and what production answered: new code of a function that is an image", async () => {
    const update = async (packageType: string) =>
      (
        await fill(
          "lambda",
          "UpdateFunctionCode",
          { functionName: "f" },
          { responseElements: { packageType } },
        )
      ).input;
    expect(await update("Image")).toEqual({ FunctionName: "f", ImageUri: "placeholder:latest" });
    expect(Object.keys(await update("Zip"))).toEqual(["FunctionName", "ZipFile"]);
  });
});

describe("by the model", () => {
  test("a hidden object: required, it gets the least of its shape; optional, it is left out; neither is unmatched", async () => {
    const required = await fill("iam", "CreateRole", {
      roleName: "r",
      assumeRolePolicyDocument: HIDDEN,
      tags: HIDDEN,
    });
    expect(required.input).toEqual({
      RoleName: "r",
      AssumeRolePolicyDocument: expect.stringContaining("sts:AssumeRole"),
    });
    const grants = await fill("ec2", "CreateDhcpOptions", { tagSpecificationSet: "***" });
    expect(grants.unmatched).toEqual([]);
    const other = await fill("ssm", "SendCommand", { documentName: "Other", parameters: HIDDEN, odd: 1 });
    expect(other.input).toEqual({ DocumentName: "Other" });
    expect(other.unmatched).toEqual(["odd"]);
    expect(other.placeholders?.map(({ path, filled }) => [path, filled])).toEqual([
      ["Parameters", "nothing: left out"],
    ]);
  });

  test("SendCommand's hidden parameters are a harmless command", () =>
    expectInput(
      "ssm",
      "SendCommand",
      { documentName: "AWS-RunShellScript", parameters: HIDDEN },
      {
        DocumentName: "AWS-RunShellScript",
        Parameters: { commands: ["true"] },
      },
    ));

  test("required and kept out of logs: bytes, and structures that hold them", async () => {
    const { input } = await fill("firehose", "PutRecordBatch", { deliveryStreamName: "s" });
    expect(input).toEqual({ DeliveryStreamName: "s", Records: [{ Data: Buffer.from("placeholder\n") }] });
    const layer = await fill("ecr", "UploadLayerPart", {
      repositoryName: "r",
      uploadId: "u",
      partFirstByte: 0,
      partLastByte: 1,
    });
    expect(layer.input["layerPartBlob"]).toEqual(Buffer.from("placeholder"));
  });

  describe("a hidden name of what a call makes", () => {
    const user = () => makeStep("identitystore", "CreateUser", { identityStoreId: "d-1", userName: HIDDEN });
    const names = async (...steps: readonly Step[]) =>
      fillPlaceholders(steps).map(({ input }) => String(input["UserName"]));

    test("is one of its own for each, the same in every run", async () => {
      const steps = [await user(), await user()];
      const [one, other] = await names(...steps);
      expect(one).toStartWith("placeholder-");
      expect(one).not.toBe(other);
      expect(await names(...steps)).toEqual([one ?? "", other ?? ""]);
    });

    test("is that of the last one that is there where another call names such a thing by a hidden text", async () => {
      const make = (name: string, namespace = "default") =>
        makeStep("quicksight", name, { awsAccountId: "1", namespace, userName: HIDDEN });
      const steps = [
        await make("RegisterUser"),
        await make("RegisterUser"),
        await make("RegisterUser", "other"),
        await make("UpdateUser"),
        await make("DeleteUser"),
        await make("DeleteUser"),
        await make("DeleteUser"),
        await make("DeleteUser", "other"),
      ];
      const [one, other, third] = ["placeholder", "placeholder-2", "placeholder-3"];
      expect(await names(...steps)).toEqual([one, other, one, other, other, one, third, one] as string[]);
    });
  });

  test("required and no secret: a name that a log lacks is not made up", async () => {
    const step = await makeStep("iam", "CreateRole", {});
    expect(fillPlaceholders([step])).toEqual([step]);
  });

  test.each([[{ givenName: HIDDEN, familyName: HIDDEN }], [HIDDEN]])(
    "a user of an identity store gets all that the service asks for: %j",
    async (name) => {
      const hidden = { userName: HIDDEN, displayName: HIDDEN, name };
      const { input } = await fill("identitystore", "CreateUser", { identityStoreId: "d-1", ...hidden });
      expect(input).toMatchObject({
        DisplayName: "placeholder",
        Name: { GivenName: "placeholder", FamilyName: "placeholder" },
      });
    },
  );

  test("a lexicon is a document of its own form", async () => {
    const { input } = await fill("polly", "PutLexicon", { lexiconName: "a", content: HIDDEN });
    expect(input["Content"]).toStartWith("<?xml");
  });

  test("values of a map keep their names, hidden tags are one tag", async () => {
    const { input } = await fill("lambda", "UpdateFunctionConfiguration", {
      functionName: "f",
      environment: { variables: { A: HIDDEN, B: "b" } },
    });
    expect(input["Environment"]).toEqual({ Variables: { A: "placeholder", B: "b" } });
    const tag = { key: HIDDEN, value: HIDDEN };
    const tagged = await fill("rolesanywhere", "CreateProfile", {
      name: "p",
      roleArns: [],
      tags: [tag, tag],
    });
    expect(tagged.input["tags"]).toEqual([{ key: "placeholder", value: "placeholder" }]);
  });

  test("the value beside a name is filled where it is a text, and nothing else is by its name", async () => {
    const { input } = await fill("ecs", "RegisterTaskDefinition", {
      family: "f",
      containerDefinitions: [{ name: "c", environment: [{ name: "A", value: HIDDEN }] }],
    });
    expect(input["containerDefinitions"]).toEqual([
      { name: "c", environment: [{ name: "A", value: "placeholder" }] },
    ]);
    const alarm = await fill("glue", "CreateConnection", {
      connectionInput: { name: "c", connectionType: "***", connectionProperties: { PASSWORD: "***" } },
    });
    expect(alarm.input["ConnectionInput"]).toEqual({
      Name: "c",
      ConnectionType: "JDBC",
      ConnectionProperties: { PASSWORD: "placeholder" },
    });
  });

  test("an API key's value is left to the target", async () => {
    const { input } = await fill("apigateway", "CreateApiKey", {
      createApiKeyInput: { name: "k", value: HIDDEN },
    });
    expect(input).toEqual({ name: "k" });
  });

  test("what a hidden object holds can depend on another member", async () => {
    const parameters = { name: "c", authorizationType: "BASIC", authParameters: HIDDEN };
    const { input, unmatched } = await fill("events", "CreateConnection", parameters);
    expect(input["AuthParameters"]).toEqual({
      BasicAuthParameters: { Username: "placeholder", Password: PASSWORD },
    });
    expect(unmatched).toEqual([]);
  });

  test("user data is left out, and an environment that would be emptied with it", async () => {
    const run = await fill("ec2", "RunInstances", { imageId: "ami-1", userData: "<sensitiveDataRemoved>" });
    expect(run.input).toEqual({ ImageId: "ami-1" });
    const hidden = { functionName: "f", environment: { variables: HIDDEN } };
    expect((await fill("lambda", "UpdateFunctionConfiguration", hidden)).input).toEqual({
      FunctionName: "f",
    });
  });

  test("literals inside a PartiQL statement", async () => {
    const statement = "UPDATE Music SET Album = ***(Redacted) WHERE Artist = ***(Redacted)";
    const { input } = await fill("dynamodb", "ExecuteStatement", { statement });
    expect(input).toEqual({
      Statement: "UPDATE Music SET Album = 'placeholder' WHERE Artist = 'placeholder'",
    });
  });

  test("a step that lacks nothing is given back as it is", async () => {
    const step = await makeStep("sqs", "CreateQueue", { queueName: "***a" });
    expect(fillPlaceholders([step])[0]).toBe(step);
  });
});

test("the account of S3 Control, which stands in the host of the request alone, is the call's", async () => {
  const filled = await fill("s3control", "CreateAccessPoint", { name: "a", bucket: "b" });
  expect(filled.input).toMatchObject({ AccountId: filled.account, Name: "a", Bucket: "b" });
});
