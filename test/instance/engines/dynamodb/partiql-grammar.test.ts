// What PartiQL's reader takes, and in which words it refuses the rest.
import { describe, expect, test } from "bun:test";
import type { Input } from "./ask.ts";
import { makeMusic, PREFIX } from "./music.ts";

const MALFORMED = "Statement wasn't well formed, can't be processed: ";
const LEFTOVER = `${MALFORMED}Unexpected token after expression`;
const OF_A = "FROM Music WHERE pk='a' AND sk=1";
const NO_RIGHT = `${MALFORMED}Missing right-hand side expression of infix operator`;
const NO_TABLE = `${MALFORMED}Expected identifier for simple path`;
const ALIAS = "Aliasing is not supported";
const OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range";
const NO_KEY = "Where clause does not contain a mandatory equality on all key attributes";
const SETS = "The second argument to SET_ADD must be a value with type SET";
const OVERLAP = "Overlapping conditions with range keys are not supported in where clause";

test.each([
  [`SELECT * ${OF_A} foo`, LEFTOVER],
  [`SELECT * ${OF_A})`, LEFTOVER],
  [`DELETE ${OF_A} ORDER BY pk`, LEFTOVER],
  ["INSERT INTO Music t VALUE {'pk':'z','sk':1}", LEFTOVER],
  ["SELECT * FROM Music t WHERE pk='a'", ALIAS],
  ["DELETE FROM Music t WHERE pk='a' AND sk=1", ALIAS],
  ["SELECT * FROM Music WHERE", `${MALFORMED}Unexpected term`],
  ["SELECT * FROM Music WHERE;", `${MALFORMED}Unexpected term`],
  ["SELECT * FROM Music WHERE pk='a' AND", NO_RIGHT],
  ["SELECT * FROM Music WHERE pk='a' OR", NO_RIGHT],
  ["SELECT * FROM Music WHERE IS NULL", `${MALFORMED}Unexpected operator`],
  ["SELECT * FROM Music WHERE pk = LIKE", `${MALFORMED}Unexpected operator`],
  ["SELECT * FROM Music WHERE ORDER BY pk", `${MALFORMED}Unexpected keyword`],
  ["SELECT * FROM Music WHERE pk='a' AND s IS FOO", `${MALFORMED}Expected type name`],
  ["s IS DOUBLE PRECISION", "Unsupported operation: IsType"],
  ["SELECT * FROM Music WHERE attribute_exists(m.inner)", `${MALFORMED}Invalid path dot component`],
  ["DELETE FROM", NO_TABLE],
  ["DELETE FROM WHERE pk='a'", NO_TABLE],
  // What is no token, or a number that no integer of 32 bits scales.
  [`SELECT * ${OF_A} # note`, MALFORMED],
  [`SELECT * ${OF_A} /* note`, MALFORMED],
  ["SELECT * FROM Music WHERE sk = 1e2147483648", MALFORMED],
  ["SELECT * FROM Music WHERE sk = 1.5e-2147483647", MALFORMED],
  ["SELECT * FROM Music WHERE sk = 1e126", `${OVERFLOW} under root`],
  ["INSERT INTO Music VALUE {'pk':'z','sk':1,'m':{'x':1e126}}", `${OVERFLOW} under root.x`],
  ["INSERT INTO Music VALUE {'pk':'z','sk':1,'l':[1,1e126]}", `${OVERFLOW} under root[1]`],
  ["FROM Music SET n=1", NO_KEY],
  ["FROM Music SET n=1 WHERE pk='a' AND sk=1", LEFTOVER],
  ["UPDATE Music SET ss=set_add(ss,'x') WHERE pk='a' AND sk=1", `${SETS} at 1:29:2`],
  [
    "UPDATE Music SET ss=set_add(ss) WHERE pk='a' AND sk=1",
    "SET_ADD must have exactly two arguments at 1:21:7",
  ],
  ["UPDATE Music SET ss=set_add(ss,<<>>) WHERE pk='a' AND sk=1", "Empty bags are not supported"],
  [
    "INSERT INTO Music VALUE {'pk':'z','sk':1,'x':set_add(<<1>>,<<2>>)}",
    "Unsupported data type: set_add under key root at 1:46:7",
  ],
  ["SELECT * FROM Music WHERE pk='a' AND n=1 OR pk='a' AND sk=2", OVERLAP],
])("refused: %s", async (statement, message) => {
  const { tell } = await makeMusic();
  expect(await tell(statement)).toBe(PREFIX + message);
});

describe("what is taken", () => {
  test("an update that begins with what it is of", async () => {
    const { tell } = await makeMusic();
    const told = await tell("from Music where pk='a' and sk=1 set n=9 remove s returning all new *");
    expect(told).toMatchObject([{ n: 9 }]);
    expect(told[0].s).toBeUndefined();
    expect(await tell("FROM Music WHERE pk='none' AND sk=1 SET n=1")).toBe(
      "ConditionalCheckFailedException: The conditional request failed",
    );
  });

  test("types, and functions that are compared with true", async () => {
    const { tell } = await makeMusic();
    const count = async (condition: string) => (await tell(`SELECT * ${OF_A} AND ${condition}`)).length;
    expect(await count("pk IS STRING")).toBe(1);
    expect(await count("pk IS NOT STRING")).toBe(0);
    expect(await count("pk IS BOOL")).toBe(0);
    expect(await count("sk IS INT8")).toBe(1);
    expect(await count("attribute_exists(pk) = true")).toBe(1);
    expect(await count("attribute_exists(pk) = false")).toBe(0);
    expect(await count("attribute_exists(pk) = true;")).toBe(1);
  });

  test("alternatives of which one says what it is not", async () => {
    const { tell } = await makeMusic();
    const told = await tell("SELECT sk FROM Music WHERE pk='a' AND NOT sk=1 OR pk='a' AND sk=2");
    expect(Array.isArray(told)).toBe(true);
    expect(told).not.toContainEqual({ sk: { N: "1" } });
  });
});

test("parameters are read as Java reads numbers, before all else in a transaction", async () => {
  const { call, tell } = await makeMusic();
  const statement = "UPDATE Music SET n=? WHERE pk='a' AND sk=1";
  const unread = "The parameter cannot be converted to a numeric value: 1e99999999999";
  expect(await tell(statement, { N: "1e99999999999" })).toBe(PREFIX + unread);
  expect(await tell(statement, { N: "1e2147483647" })).toBe(
    `${PREFIX}Number underflow. Attempting to store a number with magnitude smaller than supported range`,
  );
  const inTransaction = (Statement: string, ...Parameters: Input[]) =>
    call("ExecuteTransaction", {
      TransactStatements: [{ Statement, Parameters: Parameters.length > 0 ? Parameters : undefined }],
    });
  expect(await inTransaction(statement, { N: "1e99999999999" })).toBe(PREFIX + unread);
  expect(await inTransaction("SELECT * FROM Music WHERE")).toBe(
    `${PREFIX}Validation failed in TransactStatements[0]: ${MALFORMED}Unexpected term`,
  );
  // As the value of an item, it is read with all its power.
  expect(
    await call("PutItem", { TableName: "Music", Item: { pk: { S: "z" }, sk: { N: "1e99999999999" } } }),
  ).toBe(PREFIX + OVERFLOW);
});
