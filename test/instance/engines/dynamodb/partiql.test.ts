// PartiQL: what statements do and tell, and in which words they are refused; most of it asked of DynamoDB Local.
import { describe, expect, test } from "bun:test";
import type { Input } from "./ask.ts";
import { makeMusic, PREFIX, plainItem } from "./music.ts";

const keys = (...all: [string, number][]) => all.map(([pk, sk]) => ({ pk, sk }));
const [A1, A2, B1] = [
  ["a", 1],
  ["a", 2],
  ["b", 1],
] as [[string, number], [string, number], [string, number]];

describe("which items are told", () => {
  test.each<[string, [string, number][]]>([
    ["pk='a'", [A1, A2]],
    ["pk='a' ORDER BY sk DESC", [A2, A1]],
    ["pk IN ['a','b'] ORDER BY pk DESC", [B1, A1, A2]],
    ["pk IN ('b','a')", [B1, A1, A2]],
    ["pk='a' AND sk > 1", [A2]],
    ["pk='a' AND sk BETWEEN 1 AND 5", [A1, A2]],
    ["pk='a' AND sk IN [2, 3]", [A2]],
    ["('a' = pk) AND 2 <= sk", [A2]],
    ["begins_with(pk, 'a') AND contains(ss, 'b')", [A1]],
    ["attribute_type(s, 'S') AND size(s) > 2", [A1]],
    ["n IS MISSING AND pk='a'", [A2]],
    ["n IS NOT MISSING", [A1]],
    ["nul IS NULL", [A1]],
    ["n <> 5 AND pk='a'", [A2]],
    ["NOT n = 5 AND pk='a'", [A2]],
    ["n NOT BETWEEN 1 AND 10 AND pk='b'", [B1]],
    ["n NOT IN [1, 2] AND pk='a'", [A1, A2]],
    ["n = 5.0e0 AND b = true AND l[0] = 1 AND m.k.z = 'deep'", [A1]],
    ["m.k = {'z':'deep'}", [A1]],
    ["pk='a' AND (sk=1 OR sk=2)", [A1, A2]],
    ["pk='a' AND NOT (sk=1)", [A2]],
    ['pk = "a"', []],
  ])("WHERE %s", async (where, told) => {
    const { tell } = await makeMusic();
    expect(await tell(`SELECT pk, sk FROM Music WHERE ${where}`)).toEqual(keys(...told));
  });

  test("an index, comments, and words in any case", async () => {
    const { tell } = await makeMusic();
    expect(await tell(`select pk, sk from "Music"."gsi" where g='g1' -- one`)).toEqual(keys(A1));
    expect(await tell("SELECT pk, sk /* both */ FROM Music.gsi")).toEqual(keys(A1));
    expect(await tell("SELECT pk, sk FROM Music WHERE pk=? AND sk=?", { S: "a" }, { N: "2" })).toEqual(
      keys(A2),
    );
  });

  test("a page at a time", async () => {
    const { call } = await makeMusic();
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const input: Input = { Statement: "SELECT sk FROM Music WHERE pk IN ['b','a']", Limit: 1, NextToken };
      const page = await call("ExecuteStatement", input);
      found.push(...page.Items.map(plainItem));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(found).toEqual([{ sk: 1 }, { sk: 1 }, { sk: 2 }]);
  });
});

test.each<[string, object]>([
  ["m.k.z", { z: "deep" }],
  ["m.k.z, s", { z: "deep", s: "str" }],
  ["l[0], l[2].y", { "l[0]": 1, "l[2]": { y: 2 } }],
  ["m.l2[0]", { "l2[0]": { y: "yy" } }],
  ["m.l2[0].y", { y: "yy" }],
  ["m['k']", { k: { z: "deep" } }],
  ["none, l[9]", {}],
])("SELECT %s", async (projection, told) => {
  const { tell } = await makeMusic();
  expect(await tell(`SELECT ${projection} FROM Music WHERE pk='a' AND sk=1`)).toEqual([told]);
});

describe("updates", () => {
  test.each<[string, object]>([
    ["SET n=n+1, x='new' SET y=2 REMOVE s", { n: 6, x: "new", y: 2 }],
    ["SET n=n - 1 + 3", { n: 7 }],
    ["SET n=1+2", { n: 3 }],
    ["SET l=list_append(l, [3])", { l: [1, "x", { y: 2 }, 3] }],
    ["SET l=list_append([0], l)", { l: [0, 1, "x", { y: 2 }] }],
    ["SET ss=set_add(ss, <<'c'>>)", { ss: ["a", "b", "c"] }],
    ["SET ss=set_delete(ss, <<'a','b'>>)", {}],
    ["SET q=if_not_exists(n, 1)", { q: 5 }],
    ["SET m.k.z=?", { m: { k: { z: "given" } } }],
    ["REMOVE nope", {}],
  ])("UPDATE … %s", async (update, told) => {
    const { ask } = await makeMusic();
    const statement = `UPDATE Music ${update} WHERE pk='a' AND sk=1 RETURNING MODIFIED NEW *`;
    const { Items } = await ask(statement, ...(update.includes("?") ? [{ S: "given" }] : []));
    const whole = Object.assign({}, ...Items.map(plainItem));
    expect(whole).toEqual(told);
  });

  test("what is not there is not made, and deleted without a word", async () => {
    const { tell } = await makeMusic();
    const failed = "ConditionalCheckFailedException: The conditional request failed";
    expect(await tell("UPDATE Music SET x=1 WHERE pk='new' AND sk=1")).toBe(failed);
    expect(await tell("DELETE FROM Music WHERE pk='new' AND sk=1 AND n=5 RETURNING ALL OLD *")).toEqual([]);
    expect(await tell("UPDATE Music SET x=1 WHERE pk='a' AND sk=1 AND n=6")).toBe(failed);
    expect(await tell("DELETE FROM Music WHERE pk='a' AND sk=2 RETURNING ALL OLD *")).toEqual(keys(A2));
  });
});

const KEY_TYPE = "Key attribute's data type should match its data type in table's schema: Key";
const NO_KEY = "Where clause does not contain a mandatory equality on all key attributes";

test.each([
  ["SELECT * FROM Music WHERE", "Statement wasn't well formed, can't be processed: Unexpected term"],
  [
    "SELECT * FROM Music WHERE date='x'",
    "Statement wasn't well formed, can't be processed: Unexpected keyword",
  ],
  ["SELECT x FROM Music AS y", "Aliasing is not supported"],
  ["SELECT COUNT(*) FROM Music", "Unexpected path component at 1:8:5"],
  ["SELECT DISTINCT pk FROM Music", "Unsupported token in expression: DISTINCT"],
  ["SELECT * FROM Music LIMIT 1", "Unsupported clause: LIMIT at 1:27:1"],
  ["SELECT pk, m.pk FROM Music", "Duplicate identifiers in select clause: pk"],
  ["SELECT * FROM Music WHERE pk LIKE 'a%'", "Unsupported operator in Condition Expression. Operator: like"],
  ["SELECT * FROM Music WHERE n + 1 = 6", "Unsupported operator in Condition Expression. Operator: +"],
  ["SELECT * FROM Music WHERE foo(s)", "Unrecognized function: foo at 1:27:3"],
  ["SELECT * FROM Music WHERE s", "WHERE clause must contain an expression that resolves to a boolean"],
  ["SELECT * FROM Music WHERE pk=1", `${KEY_TYPE} pk`],
  ["SELECT * FROM Music WHERE pk=?", "Number of parameters in request and statement don't match."],
  ["SELECT * FROM Music.nope", "The table does not have the specified index"],
  ["SELECT * FROM Music.gsi.x", "A path may contain at most 2 components in the FROM clause"],
  ['SELECT * FROM Music.""', "Path component cannot be an empty string"],
  ['SELECT * FROM "" WHERE pk = 1', "Path component cannot be an empty string"],
  ["SLECT * FROM Music", "Statement wasn't well formed, can't be processed: Expected data manipulation"],
  ["SELECT * FROM Music ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause."],
  [
    "SELECT * FROM Music WHERE pk='a' ORDER BY n",
    "Variable reference n in ORDER BY clause must be part of the primary key",
  ],
  ["SELECT * FROM 'Music'", "Unexpected from source"],
  [
    "SELECT * FROM Mu",
    "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
  ],
  [
    "EXISTS(SELECT * FROM Music WHERE pk='a')",
    "EXISTS can only be used in ExecuteTransaction write requests.",
  ],
  ["INSERT INTO Music VALUE {'pk':'c'}", "Key attribute should be present in the item: Key sk"],
  ["INSERT INTO Music VALUE {'pk':'c','sk':'x'}", `${KEY_TYPE} sk`],
  ["INSERT INTO Music VALUE {'pk':'c','sk':1} RETURNING ALL OLD *", "RETURNING is not supported in INSERT"],
  ["INSERT INTO Music VALUE {'pk':'z','sk':10,'s':<<>>}", "Empty bags are not supported at 1:47:2"],
  [
    "INSERT INTO Music VALUE {'pk':'z','sk':1, 'pk':'y'}",
    "Duplicate keys in tuple. Key: pk under root at 1:43:4",
  ],
  [
    "INSERT INTO Music.gsi VALUE {'pk':'z','sk':1}",
    "FROM clause may only contain a single table name in data manipulation statements",
  ],
  ["UPDATE Music SET x=1", NO_KEY],
  ["UPDATE Music SET x=1 WHERE pk='a' AND sk>0", NO_KEY],
  ["DELETE FROM Music WHERE pk='a' AND sk=1 OR pk='b'", NO_KEY],
  [
    "UPDATE Music SET x=1 WHERE pk='a' AND sk=1 AND pk='r'",
    "Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported",
  ],
  [
    "UPDATE Music SET pk='x' WHERE pk='a' AND sk=1",
    "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
  ],
  [
    "UPDATE Music SET n=nope+1 WHERE pk='a' AND sk=1",
    "The provided expression refers to an attribute that does not exist in the item",
  ],
  ["UPDATE Music SET n=MISSING WHERE pk='a' AND sk=1", "MISSING must be compared using IS operator"],
  [
    "UPDATE Music SET s2=set_add(ss,<<'c'>>) WHERE pk='a' AND sk=1",
    "The first argument to SET_ADD must equal the assignment value at 1:21:7",
  ],
  [
    "DELETE FROM Music WHERE pk='a' AND sk=1 RETURNING ALL NEW *",
    "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
  ],
  ["UPDATE Music.gsi SET n=7 WHERE pk='a' AND sk=1", "This operation is not supported on an index"],
])("refused: %s", async (statement, message) => {
  const { tell } = await makeMusic();
  expect(await tell(statement)).toBe(PREFIX + message);
});

test("tables that are not there, and items that are there already", async () => {
  const { tell } = await makeMusic();
  expect(await tell("SELECT * FROM Nope")).toBe("ResourceNotFoundException: Requested resource not found");
  expect(await tell("INSERT INTO Music VALUE {'pk':'a','sk':1}")).toBe(
    "DuplicateItemException: Duplicate primary key exists in table",
  );
});
