// PartiQL: statements in batches and in transactions.
import { expect, test } from "bun:test";
import { makeMusic, PREFIX } from "./music.ts";

test("a batch: each statement by itself, and what is refused as a whole", async () => {
  const { call } = await makeMusic();
  const batch = (...all: string[]) =>
    call("BatchExecuteStatement", { Statements: all.map((Statement) => ({ Statement })) });
  const one = "SELECT sk FROM Music WHERE pk='a' AND sk=1";
  expect(
    await batch(one, "SELECT * FROM Music WHERE pk='a' AND sk=9", "SELECT * FROM Music", "garbage"),
  ).toEqual({
    Responses: [
      { TableName: "Music", Item: { sk: { N: "1" } } },
      { TableName: "Music" },
      {
        Error: { Code: "ValidationError", Message: expect.stringContaining("must specify the primary key") },
      },
      { Error: { Code: "ValidationError", Message: expect.stringContaining("wasn't well formed") } },
    ],
  });
  const insert = "INSERT INTO Music VALUE {'pk':'n','sk':1}";
  expect(await batch(one, insert)).toBe(
    `${PREFIX}Read and write requests together in the same batch is not supported.`,
  );
  expect(await batch(insert, insert)).toBe(`${PREFIX}Provided list of item keys contains duplicates`);
  expect(
    await batch(insert, "INSERT INTO Music VALUE {'pk':'a','sk':1}", "DELETE FROM Nope WHERE id=1"),
  ).toEqual({
    Responses: [
      { TableName: "Music" },
      {
        TableName: "Music",
        Error: { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" },
      },
      { Error: { Code: "ResourceNotFound", Message: "Requested resource not found" } },
    ],
  });
});

test("a transaction: all or nothing", async () => {
  const { call, tell } = await makeMusic();
  const transact = (...all: string[]) =>
    call("ExecuteTransaction", { TransactStatements: all.map((Statement) => ({ Statement })) });
  const insert = "INSERT INTO Music VALUE {'pk':'t','sk':1}";
  const there = (condition: string) => `EXISTS(SELECT * FROM Music WHERE pk='a' AND sk=1${condition})`;
  expect(await transact(insert, "INSERT INTO Music VALUE {'pk':'a','sk':1}")).toMatch(
    /^TransactionCanceledException: .*\[None, DuplicateItem\]$/,
  );
  expect(await transact(there(" AND n=6"), insert)).toMatch(/\[ConditionalCheckFailed, None\]$/);
  expect(await transact(there(""), insert)).toBe(
    `${PREFIX}Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition`,
  );
  expect(await tell("SELECT * FROM Music WHERE pk='t'")).toEqual([]);
  expect(await transact(there(" AND n=5"), insert, "DELETE FROM Music WHERE pk='b' AND sk=1")).toEqual({
    Responses: [],
  });
  expect(
    await transact("SELECT sk FROM Music WHERE pk='t' AND sk=1", "SELECT * FROM Music WHERE pk='b' AND sk=1"),
  ).toEqual({
    Responses: [{ Item: { sk: { N: "1" } } }, {}],
  });
  expect(await transact(insert, "SELECT * FROM Music WHERE pk='b' AND sk=1")).toBe(
    `${PREFIX}ExecuteTransaction API does not support both read and write operations in the same request.`,
  );
  const twice = "UPDATE Music SET x=1 WHERE pk='t' AND sk=1";
  expect(await transact(twice, twice)).toBe(
    `${PREFIX}Transaction request cannot include multiple operations on one item`,
  );
});
