// A function's settings, which an update gives whole, and its versions and aliases.
import { expect, test } from "bun:test";
import { makeCaller } from "./support/world.ts";

const FunctionName = "work";
const ARN = "arn:aws:lambda:eu-west-1:111122223333:function:work";

async function makeFunction() {
  const call = makeCaller();
  const { Role } = await call("iam.CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "{}" });
  await call("lambda.CreateFunction", {
    ...{ FunctionName, Role: Role.Arn, Runtime: "nodejs22.x", Handler: "index.handler" },
    ...{ Code: { ZipFile: new Uint8Array([1]) }, Environment: { Variables: { A: "1", B: "2" } } },
  });
  const read = (more: object = {}) => call("lambda.GetFunctionConfiguration", { FunctionName, ...more });
  return { call, read };
}

test("an update gives the whole of an environment, and leaves what it does not give", async () => {
  const { call, read } = await makeFunction();
  const Environment = { Variables: { C: "3", D: "4" } };
  const done = await call("lambda.UpdateFunctionConfiguration", { FunctionName, Environment });
  expect(done.Environment).toEqual(Environment);
  await call("lambda.UpdateFunctionConfiguration", { FunctionName, Timeout: 9 });
  expect(await read()).toMatchObject({ Environment, Timeout: 9, Handler: "index.handler" });
  expect((await read()).Environment).toEqual(Environment);
});

test("a version and an alias tell what was published", async () => {
  const { call, read } = await makeFunction();
  expect(await call("lambda.PublishVersion", { FunctionName })).toMatchObject({
    ...{ Version: "1", FunctionArn: `${ARN}:1`, Handler: "index.handler" },
  });
  // Nothing has changed since.
  expect(await call("lambda.PublishVersion", { FunctionName })).toMatchObject({ Version: "1" });
  await call("lambda.UpdateFunctionConfiguration", { FunctionName, Handler: "other.handler" });
  expect(await call("lambda.PublishVersion", { FunctionName })).toMatchObject({ Version: "2" });
  const alias = await call("lambda.CreateAlias", { FunctionName, Name: "live", FunctionVersion: "1" });
  expect(alias).toMatchObject({ AliasArn: `${ARN}:live` });
  expect(await read({ Qualifier: "1" })).toMatchObject({
    ...{ FunctionName, FunctionArn: `${ARN}:1`, Version: "1", Handler: "index.handler" },
  });
  expect(await read({ Qualifier: "live" })).toMatchObject({
    ...{ FunctionName, FunctionArn: `${ARN}:live`, Version: "1", Handler: "index.handler" },
  });
  for (const name of [`${FunctionName}:live`, `${ARN}:live`, "111122223333:function:work:live"]) {
    expect(await read({ FunctionName: name })).toMatchObject({ Version: "1" });
    const { Configuration } = await call("lambda.GetFunction", { FunctionName: name });
    expect(Configuration).toMatchObject({ FunctionArn: `${ARN}:live`, Handler: "index.handler" });
  }
  await call("lambda.UpdateAlias", { FunctionName, Name: "live", FunctionVersion: "2" });
  expect(await read({ Qualifier: "live" })).toMatchObject({ Version: "2", Handler: "other.handler" });
  expect(await read({ Qualifier: "$LATEST" })).toMatchObject({ FunctionArn: `${ARN}:$LATEST` });
  expect(await read()).toMatchObject({ FunctionArn: ARN, Version: "$LATEST" });
  const { Versions } = await call("lambda.ListVersionsByFunction", { FunctionName });
  for (const one of [...Versions, await read({ Qualifier: "live" })])
    expect(one).not.toHaveProperty("SigningProfileVersionArn");
  for (const Qualifier of ["7", "none"]) expect(await read({ Qualifier })).toBe("ResourceNotFoundException");
});

test("a function that is published when its code is given has versions, which the answer tells", async () => {
  const call = makeCaller();
  const FunctionName = "f";
  await call("iam.CreateRole", { RoleName: "r", AssumeRolePolicyDocument: "{}" });
  await call("lambda.CreateFunction", {
    ...{ FunctionName, Role: "arn:aws:iam::111122223333:role/r", Runtime: "python3.13", Handler: "a.b" },
    ...{ Code: { S3Bucket: "b", S3Key: "one" }, Publish: true },
  });
  const changed = await call("lambda.UpdateFunctionCode", {
    ...{ FunctionName, S3Bucket: "b", S3Key: "two", Publish: true },
  });
  expect(changed).toMatchObject({ Version: "2", FunctionArn: expect.stringMatching(/:f:2$/) });
  const { Versions } = await call("lambda.ListVersionsByFunction", { FunctionName });
  expect(Versions.map(({ Version }: { Version: string }) => Version)).toEqual(["$LATEST", "1", "2"]);
  const { Configuration } = await call("lambda.GetFunction", { FunctionName, Qualifier: "2" });
  expect(Configuration).toMatchObject({ Version: "2", FunctionArn: expect.stringMatching(/:f:2$/) });
  const latest = await call("lambda.GetFunctionConfiguration", { FunctionName });
  expect(latest).toMatchObject({ Version: "$LATEST", FunctionArn: expect.stringMatching(/:f$/) });
});
