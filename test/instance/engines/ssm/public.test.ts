// What is told under paths of AWS's own: public parameters, and secrets.
import { expect, test } from "bun:test";
import { type Given, TestClient } from "../support/client.ts";

type Told = { readonly Name: string; readonly Value: string; readonly ARN: string };

function open() {
  const client = new TestClient();
  const call = (name: string, input: Readonly<Record<string, Given>>) => client.call("ssm", name, input);
  const read = async (Name: string, more: Readonly<Record<string, Given>> = {}) =>
    ((await call("GetParameter", { Name, ...more }))["Parameter"] as Told).Value;
  const code = async (name: string, input: Readonly<Record<string, Given>>) =>
    (await call(name, input)).Error?.Code;
  return { client, call, read, code };
}

const REGIONS = "/aws/service/global-infrastructure/regions";

test("the regions are public parameters, in every region", async () => {
  const { call, read, code } = open();
  expect(await read(`${REGIONS}/us-west-1/longName`)).toBe("US West (N. California)");
  expect(await read(`${REGIONS}/cn-north-1/partition`)).toBe("aws-cn");
  expect(await read("/aws/service/global-infrastructure/current-region")).toBe("us-east-1");
  expect(await code("GetParameter", { Name: `${REGIONS}/us-moon-1` })).toBe("ParameterNotFound");
  expect(await code("DeleteParameter", { Name: `${REGIONS}/us-west-1` })).toBe("ParameterNotFound");
  const { Parameters, NextToken } = await call("GetParametersByPath", { Path: REGIONS, MaxResults: 3 });
  const [first] = Parameters as readonly Told[];
  expect(first).toMatchObject({
    Name: `${REGIONS}/af-south-1`,
    Value: "af-south-1",
    ARN: `arn:aws:ssm:us-east-1::parameter${REGIONS}/af-south-1`,
  });
  expect(NextToken).toBeString();
  expect((await call("DescribeParameters", {}))["Parameters"]).toEqual([]);
});

test("names of images are public parameters, with an id for each region", async () => {
  const { client, call, read } = open();
  const path = "/aws/service/ami-amazon-linux-latest";
  const Name = `${path}/al2023-ami-kernel-default-x86_64`;
  expect(await read(Name)).toMatch(/^ami-[0-9a-f]{17}$/);
  const elsewhere = await client.call("ssm", "GetParameter", { Name }, { region: "eu-north-1" });
  expect((elsewhere["Parameter"] as Told).Value).not.toBe(await read(Name));
  expect((await call("GetParametersByPath", { Path: path }))["Parameters"]).toHaveLength(10);
});

test("what is asked for twice is told once, and a list that is full says that there may be more", async () => {
  const { call } = open();
  for (let at = 0; at < 10; at++) await call("PutParameter", { Name: `p${at}`, Value: "v", Type: "String" });
  expect((await call("GetParameters", { Names: ["p1", "p1"] }))["Parameters"]).toHaveLength(1);
  const { NextToken } = await call("DescribeParameters", {});
  expect(NextToken).toBe("10");
  const last = await call("DescribeParameters", { NextToken: NextToken as string });
  expect([last["Parameters"], last["NextToken"]]).toEqual([[], undefined]);
  expect((await call("ListDocuments", {}))["NextToken"]).toBe("");
});

test("a secret is read by a version's id or a stage behind its name", async () => {
  const { client, read } = open();
  const { VersionId } = await client.call("secretsmanager", "CreateSecret", { Name: "s", SecretString: "1" });
  await client.call("secretsmanager", "PutSecretValue", { SecretId: "s", SecretString: "2" });
  const path = "/aws/reference/secretsmanager/s";
  const asked = { WithDecryption: true };
  expect(await read(path, asked)).toBe("2");
  expect(await read(`${path}:${VersionId}`, asked)).toBe("1");
  expect(await read(`${path}:AWSPREVIOUS`, asked)).toBe("1");
});

test("a page of a path is as long as asked, whatever is left out of it, and the pages are the whole", async () => {
  const { call } = open();
  for (let at = 0; at < 25; at++)
    await call("PutParameter", {
      Name: `/p/q/n${at}`,
      Value: "v",
      Type: at % 2 === 0 ? "String" : "StringList",
    });
  const names: string[] = [];
  let token: string | undefined;
  const sizes: number[] = [];
  do {
    const page = await call("GetParametersByPath", {
      Path: "/p",
      Recursive: true,
      MaxResults: 5,
      ParameterFilters: [{ Key: "Type", Values: ["String"] }],
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const told = page["Parameters"] as readonly Told[];
    sizes.push(told.length);
    names.push(...told.map(({ Name }) => Name));
    token = page["NextToken"] as string | undefined;
  } while (token !== undefined);
  expect(sizes).toEqual([5, 5, 3]);
  expect(new Set(names).size).toBe(13);
  expect((await call("GetParametersByPath", { Path: "/p" }))["Parameters"]).toEqual([]);
  expect((await call("GetParametersByPath", { Path: "/p/q/", MaxResults: 10 }))["NextToken"]).toBeString();
});

test("a parameter is told by the name that it was asked for with", async () => {
  const { call, code } = open();
  await call("PutParameter", { Name: "plain", Value: "v", Type: "String" });
  const name = async (Name: string) => ((await call("GetParameter", { Name }))["Parameter"] as Told).Name;
  expect(await name("/plain")).toBe("/plain");
  expect(await name("arn:aws:ssm:us-east-1:111111111111:parameter/plain")).toBe("plain");
  await call("PutParameter", { Name: "/a/b", Value: "v", Type: "String" });
  for (const Name of ["a/b", "/a//b"])
    expect(await code("GetParameter", { Name })).toBe("ValidationException");
});

test("what Secrets Manager says of a secret is quoted with members that begin small", async () => {
  const { client, call } = open();
  const { ARN } = await client.call("secretsmanager", "CreateSecret", { Name: "s", SecretString: "1" });
  const asked = { Name: "/aws/reference/secretsmanager/s", WithDecryption: true };
  const { SourceResult } = (await call("GetParameter", asked))["Parameter"] as unknown as {
    SourceResult: string;
  };
  expect(JSON.parse(SourceResult)).toMatchObject({
    ARN,
    name: "s",
    secretString: "1",
    versionStages: ["AWSCURRENT"],
  });
});
