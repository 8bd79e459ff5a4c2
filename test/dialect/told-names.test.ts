// Requests whose records lack the name of what they are about.
import { expect, test } from "bun:test";
import { type Call, makeSteps } from "./support.ts";

const update: Call = {
  second: 0,
  source: "dynamodb",
  name: "UpdateTable",
  request: { provisionedThroughput: { readCapacityUnits: 25, writeCapacityUnits: 25 } },
};

test("the name is the answer's", async () => {
  const response = { tableDescription: { tableName: "Music", tableStatus: "UPDATING" } };
  const [told, asked, unknown] = await makeSteps([
    { ...update, response },
    { ...update, request: { tableName: "Books" }, response },
    update,
  ]);
  expect(told?.input["TableName"]).toBe("Music");
  expect(asked?.input["TableName"]).toBe("Books");
  expect(unknown?.input["TableName"]).toBeUndefined();
});

test("what the request names besides, or need not name, is not", async () => {
  const [put, make] = await makeSteps([
    {
      second: 0,
      source: "iam",
      name: "CreateAccessKey",
      request: {},
      response: { accessKey: { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", userName: "mila" } },
    },
    { second: 1, source: "dynamodb", name: "DescribeLimits", request: {}, response: { tableName: "t" } },
  ]);
  expect(put?.input["AccessKeyId"]).toBeUndefined();
  expect(make?.input).toEqual({});
});
