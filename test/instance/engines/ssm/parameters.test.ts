// Parameters as Parameter Store has them: what is taken, told and refused.
import { describe, expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";
import { testRecorded } from "../support/recorded.ts";

type Input = Readonly<Record<string, Given>>;

function open() {
  const client = new TestClient();
  const call = (name: string, input: Input = {}) => client.call("ssm", name, input);
  const put = (Name: string, Value = "v", more: Input = {}) =>
    call("PutParameter", { Name, Value, Type: "String", ...more });
  const fail = async (name: string, input: Input = {}) => {
    const { Error: error } = await call(name, input);
    return error ? `${error.Code}: ${error.Message}` : "no error";
  };
  const names = async (name: string, input: Input = {}) =>
    ((await call(name, input))["Parameters"] as readonly Input[]).map(({ Name }) => Name);
  const value = async (Name: string, more: Input = {}) =>
    ((await call("GetParameter", { Name, ...more }))["Parameter"] as Input)["Value"];
  return { client, call, put, fail, names, value };
}

describe("a name", () => {
  test.each([
    ["/aws/test", "AccessDeniedException: No access to reserved parameter name: /aws/test."],
    [
      "aws_test",
      'ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    ],
    [
      "/SSM",
      'ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    ],
    ["a/b", "ValidationException: Parameter name must be a fully qualified name."],
  ])("%s is refused", async (Name, refusal) => {
    expect(await open().fail("PutParameter", { Name, Value: "v", Type: "String" })).toBe(refusal);
  });

  test("has fifteen levels at most", async () => {
    const { put, fail } = open();
    const path = (count: number) => "/a".repeat(count);
    expect((await put(path(15))).Error).toBeUndefined();
    const asked = { Name: path(16), Value: "v", Type: "String" };
    expect(await fail("PutParameter", asked)).toStartWith("HierarchyLevelLimitExceededException: ");
  });
});

describe("a value", () => {
  test("is put once, or over what is there", async () => {
    const { call, put, fail } = open();
    expect(await put("/a", "1")).toMatchObject({ Version: 1, Tier: "Standard" });
    expect(await fail("PutParameter", { Name: "/a", Value: "2" })).toBe(
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
    expect(await call("PutParameter", { Name: "/a", Value: "2", Overwrite: true })).toMatchObject({
      Version: 2,
    });
    const tagged = { Name: "/a", Value: "3", Overwrite: true, Tags: [{ Key: "a", Value: "b" }] };
    expect(await fail("PutParameter", tagged)).toStartWith(
      "ValidationException: Invalid request: tags and overwrite",
    );
    expect(await fail("PutParameter", { Name: "/b", Value: "2" })).toBe(
      "ValidationException: A parameter type is required when you create a parameter.",
    );
  });

  test("fits the pattern, the tier and the data type", async () => {
    const { put } = open();
    const code = async (...asked: Parameters<typeof put>) => (await put(...asked)).Error?.Code;
    expect(await code("/a", "x1", { AllowedPattern: "^\\d+$" })).toBe("ParameterPatternMismatchException");
    expect(await code("/a", "12", { AllowedPattern: "^\\d+$" })).toBeUndefined();
    expect(await code("/b", "12", { AllowedPattern: "(" })).toBe("InvalidAllowedPatternException");
    expect(await code("/b", "v".repeat(4097))).toBe("ValidationException");
    expect((await put("/b", "v".repeat(4097), { Tier: "Intelligent-Tiering" }))["Tier"]).toBe("Advanced");
    expect(await code("/c", "v", { DataType: "Text" })).toBe("ValidationException");
    // AWS looks at images after it has answered.
    expect(await code("/c", "v", { DataType: "aws:ec2:image" })).toBeUndefined();
  });

  test("that is secure is told as a ciphertext of KMS, or as the text", async () => {
    const { client, call, put, fail, value } = open();
    await put("/s", "secret", { Type: "SecureString" });
    const hidden = String(await value("/s"));
    expect(hidden).not.toContain("secret");
    const decrypted = await client.call("kms", "Decrypt", {
      CiphertextBlob: Buffer.from(hidden, "base64"),
      EncryptionContext: { PARAMETER_ARN: "arn:aws:ssm:us-east-1:111111111111:parameter/s" },
    });
    expect(Buffer.from(decrypted["Plaintext"] as Uint8Array).toString()).toBe("secret");
    expect(await value("/s", { WithDecryption: true })).toBe("secret");
    const { Parameters } = await call("DescribeParameters");
    expect(Parameters).toEqual([expect.objectContaining({ KeyId: "alias/aws/ssm", Type: "SecureString" })]);
    const asked = { Name: "/t", Value: "v", Type: "SecureString", KeyId: "alias/none" };
    expect(await fail("PutParameter", asked)).toStartWith("InvalidKeyId: Alias arn:aws:kms:");
  });

  test("is one of a hundred versions, of which one with a label is never dropped", async () => {
    const { call, put, fail, value } = open();
    await put("/a", "1");
    for (let count = 2; count <= 101; count++) await put("/a", String(count), { Overwrite: true });
    const { Parameters } = await call("GetParameterHistory", { Name: "/a" });
    expect((Parameters as Input[])[0]).toMatchObject({ Version: 2, Value: "2" });
    await call("LabelParameterVersion", { Name: "/a", ParameterVersion: 2, Labels: ["old"] });
    expect(await value("/a:old")).toBe("2");
    expect(await value("/a:101")).toBe("101");
    expect(await fail("PutParameter", { Name: "/a", Value: "x", Overwrite: true })).toStartWith(
      "ParameterMaxVersionLimitExceeded: You attempted to create a new version of /a",
    );
    expect(await fail("GetParameter", { Name: "/a:1" })).toBe(
      "ParameterVersionNotFound: Systems Manager could not find version 1 of /a. Verify the version and try again.",
    );
    expect(await fail("GetParameter", { Name: "/none" })).toBe("ParameterNotFound: ");
  });

  test("ends when its policy says so", async () => {
    const { client, put, fail, value } = open();
    const Timestamp = new Date(client.now + 1000).toISOString();
    const Policies = JSON.stringify([{ Type: "Expiration", Version: "1.0", Attributes: { Timestamp } }]);
    await put("/a", "v", { Tier: "Advanced", Policies });
    expect(await value("/a")).toBe("v");
    client.now += 1000;
    expect(await fail("GetParameter", { Name: "/a" })).toStartWith("ParameterNotFound");
  });
});

test("labels are given, taken, and refused", async () => {
  const { call, put, fail } = open();
  await put("/a");
  const labelled = await call("LabelParameterVersion", {
    Name: "/a",
    Labels: ["ok", "aws-no", "1no", "n o"],
  });
  expect(labelled).toMatchObject({ ParameterVersion: 1, InvalidLabels: ["aws-no", "1no", "n o"] });
  const taken = await call("UnlabelParameterVersion", {
    Name: "/a",
    ParameterVersion: 1,
    Labels: ["ok", "other"],
  });
  expect(taken).toMatchObject({ RemovedLabels: ["ok"], InvalidLabels: ["other"] });
  const many = Array.from({ length: 10 }, (_, at) => `l${at}`);
  await call("LabelParameterVersion", { Name: "/a", Labels: many });
  expect(await fail("LabelParameterVersion", { Name: "/a", Labels: ["more"] })).toStartWith(
    "ParameterVersionLabelLimitExceeded: ",
  );
  expect(await fail("LabelParameterVersion", { Name: "/a", ParameterVersion: 5, Labels: ["x"] })).toStartWith(
    "ParameterVersionNotFound: Systems Manager could not find version 5 of /a.",
  );
});

test("parameters are found by paths, names, types, tags and labels", async () => {
  const { call, put, fail, names } = open();
  await put("/a/b", "1");
  await put("/a/b/c", "1,2", { Type: "StringList" });
  await put("/d", "1", { Tags: [{ Key: "team", Value: "x" }] });
  await put("plain", "1");
  expect(await names("GetParametersByPath", { Path: "/a" })).toEqual(["/a/b"]);
  expect(await names("GetParametersByPath", { Path: "/", Recursive: true })).toHaveLength(4);
  expect(await names("GetParametersByPath", { Path: "/", MaxResults: 1 })).toEqual(["/d"]);
  await call("LabelParameterVersion", { Name: "/a/b", Labels: ["live"] });
  const labelled = { Path: "/a", Recursive: true, ParameterFilters: [{ Key: "Label", Values: ["live"] }] };
  expect(await names("GetParametersByPath", labelled)).toEqual(["/a/b"]);
  const describe = (...ParameterFilters: Input[]) => names("DescribeParameters", { ParameterFilters });
  expect(await describe({ Key: "Path", Option: "Recursive", Values: ["/a"] })).toEqual(["/a/b", "/a/b/c"]);
  expect(await describe({ Key: "Name", Option: "BeginsWith", Values: ["/a/b/"] })).toEqual(["/a/b/c"]);
  expect(await describe({ Key: "Name", Option: "Contains", Values: ["lai"] })).toEqual(["plain"]);
  expect(await describe({ Key: "Type", Values: ["StringList"] })).toEqual(["/a/b/c"]);
  expect(await describe({ Key: "tag:team" })).toEqual(["/d"]);
  expect(await describe({ Key: "tag:team", Values: ["y"] })).toEqual([]);
  const wrong = (Key: string, more: Input = {}) =>
    fail("DescribeParameters", { ParameterFilters: [{ Key, ...more }] });
  expect(await wrong("Label", { Values: ["x"] })).toBe(
    "InvalidFilterKey: The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].",
  );
  expect(await wrong("Type", { Values: ["x"] })).toBe(
    "InvalidFilterOption: The following filter value is not valid: x. Valid values include: [String, StringList, SecureString].",
  );
  expect(await wrong("Name", { Option: "option", Values: ["x"] })).toBe(
    "InvalidFilterOption: The following filter option is not valid: option. Valid options include: [BeginsWith, Equals].",
  );
  expect(await fail("GetParametersByPath", { Path: "a//b" })).toStartWith(
    "ValidationException: The parameter doesn't meet",
  );
});

test("what is not there is told of several, and refused of one", async () => {
  const { call, put, fail } = open();
  await put("/a");
  const several = await call("GetParameters", { Names: ["/a", "/b", "/a:9"] });
  expect(several).toMatchObject({ InvalidParameters: ["/b", "/a:9"] });
  expect(await call("DeleteParameters", { Names: ["/a", "/b"] })).toMatchObject({
    DeletedParameters: ["/a"],
    InvalidParameters: ["/b"],
  });
  expect(await fail("DeleteParameter", { Name: "/a" })).toStartWith("ParameterNotFound");
  const tagged = { ResourceType: "Parameter", ResourceId: "/a" };
  expect(await fail("ListTagsForResource", tagged)).toStartWith("InvalidResourceId: ");
});

test("a secret is a parameter under a path of its own", async () => {
  const { client, value, fail } = open();
  await client.call("secretsmanager", "CreateSecret", { Name: "db", SecretString: "pw" });
  const Name = "/aws/reference/secretsmanager/db";
  expect(await value(Name, { WithDecryption: true })).toBe("pw");
  expect(await fail("GetParameter", { Name })).toBe(
    "ValidationException: WithDecryption flag must be True for retrieving a Secret Manager secret.",
  );
});

testRecorded("ssm", 100, {
  "parameters with path": async ({ client, answer }) => {
    const Name = "/test/path/name";
    const call = (name: string, input: Input) => client.call("ssm", name, input);
    answer("put-parameter-response", await call("PutParameter", { Name, Value: "123", Type: "String" }));
    const got = await call("GetParameter", { Name });
    answer("get-parameter-response", got);
    const { ARN = "" } = got["Parameter"] as Input;
    answer("get-parameter-by-arn-response", await call("GetParameter", { Name: ARN }));
    answer("get-parameters-response", await call("GetParameters", { Names: [Name] }));
    answer("get-parameters-by-arn-response", await call("GetParameters", { Names: [ARN] }));
  },
});
