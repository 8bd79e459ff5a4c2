// SelectObjectContent: what of CSV and JSON is told, and what is refused. The first answers are those that moto's tests have seen on AWS.
import { describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { readMessages } from "../../../../src/aws/formats/event-stream.ts";
import type { Structure } from "../../../../src/aws/values.ts";
import { TestClient } from "../support/client.ts";
import { askForStream } from "../support/read-events.ts";
import { makeBucket } from "./support.ts";

const Key = "table";
const JSON_TEXT = { JSON: { Type: "DOCUMENT" } };
const JSON_OUT = { JSON: { RecordDelimiter: "," } };
const LONG = [0, 1, 2, 3, 4].map((n) => JSON.stringify({ a: { [`b${n}`]: "s" }, c: `d${n}` })).join("");
const CSV_TEXT = "a,b,c\ne,r,f\ny,u,i\nq,w,y";
const PEOPLE = 'name,age,city\n"Ann ""A""",30,Rome\nBob,9,"New\nYork"\nCid,,Oslo\n';

async function ask(body: string | Uint8Array, Expression: string, more: Structure = {}): Promise<string> {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  await bucket.put(Key, body);
  const { status, bytes } = await askForStream(client, "s3", "SelectObjectContent", {
    ...{ Bucket: bucket.Bucket, Key, Expression, ExpressionType: "SQL" },
    ...{ InputSerialization: JSON_TEXT, OutputSerialization: JSON_OUT, ...more },
  });
  if (status !== 200) {
    const text = Buffer.from(bytes).toString();
    return `${/<Code>(.*?)<\/Code>/.exec(text)?.[1]}`;
  }
  return [...readMessages(bytes)]
    .map(({ headers, payload }) => `${headers[":event-type"]} ${Buffer.from(payload)}`)
    .join("\n");
}

/** The rows alone. */
async function select(body: string | Uint8Array, Expression: string, more: Structure = {}): Promise<string> {
  const told = await ask(body, Expression, more);
  return told.startsWith("Records ") ? told.slice(8, told.indexOf("\nStats ")) : told;
}

const csv = (more: Structure = {}): Structure => ({
  InputSerialization: { CSV: more },
  OutputSerialization: { CSV: {} },
});

test("the answer tells rows, then what was read, then the end", async () => {
  const stats =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Stats><BytesScanned>36</BytesScanned><BytesProcessed>36</BytesProcessed><BytesReturned>9</BytesReturned></Stats>';
  const body = JSON.stringify({ a1: "b1", a2: "b2", a3: null }, undefined, 1)
    .replaceAll("\n", "")
    .replaceAll("{ ", "{");
  expect(await ask(body, "SELECT count(*) FROM S3Object")).toBe(`Records {"_1":1},\nStats ${stats}\nEnd `);
});

describe("of JSON", () => {
  test.each([
    ['{"a1":"b1","a2":"b2","a3":null}', "SELECT * FROM S3Object", '{"a1":"b1","a2":"b2","a3":null},'],
    ['[{"staff":[{"name":"J"}]}]', "select * from s3object s", '{"_1":[{"staff":[{"name":"J"}]}]},'],
    ['[{"staff":[{"name":"J"}]}]', "select * from s3object[*].staff[*] s", "{},"],
    [LONG, "select * from s3object[*].a", '{"b0":"s"},{"b1":"s"},{"b2":"s"},{"b3":"s"},{"b4":"s"},'],
    [LONG, "select * from s3object[*] s where s.c = 'd2'", '{"a":{"b2":"s"},"c":"d2"},'],
    [LONG, "select s.a.b1 from s3object s limit 2", '{},{"b1":"s"},'],
    ['{"a":[{"n":1},{"n":2.50}]}', 'select d.n as "N" from S3Object[*].a[*] d', '{"N":1},{"N":2.50},'],
    ['{"a":[1,2]}', "select s.a[1], s.a[7] IS MISSING from S3Object s", '{"_1":2,"_2":true},'],
    [
      '{"a":1}',
      "select .5, 007, 1., 1.50, 1e5 from s3object",
      '{"_1":0.5,"_2":7,"_3":1,"_4":1.50,"_5":1e5},',
    ],
    [
      '{"n":1234567890123456788} {"n":1234567890123456789} {"n":1234567890123456789.0}',
      "select * from s3object s where s.n >= 1234567890123456789",
      '{"n":1234567890123456789},{"n":1234567890123456789.0},',
    ],
    ['{"A":1} {"a":null} {"x":{}}', 'select count(a), max(s."A") from s3object s', '{"_1":1,"_2":1},'],
  ])("%s: %s", async (body, expression, told) => expect(await select(body, expression)).toBe(told));

  test("compressed", async () => {
    const InputSerialization = { ...JSON_TEXT, CompressionType: "GZIP" };
    expect(await select(gzipSync(LONG), "SELECT count(*) c FROM S3Object", { InputSerialization })).toBe(
      '{"c":5},',
    );
    expect(await select(LONG, "SELECT * FROM S3Object", { InputSerialization })).toBe("TruncatedInput");
  });
});

describe("of CSV", () => {
  test("rows are told as they stand, or in another form", async () => {
    expect(await select(CSV_TEXT, "SELECT * FROM S3Object", csv())).toBe(`${CSV_TEXT}\n`);
    const OutputSerialization = { CSV: { RecordDelimiter: "_", FieldDelimiter: ":", QuoteFields: "ALWAYS" } };
    expect(
      await select(CSV_TEXT, "SELECT _1, s._3 FROM S3Object s LIMIT 2", { ...csv(), OutputSerialization }),
    ).toBe('"a":"c"_"e":"f"_');
    expect(
      await select(CSV_TEXT, "SELECT count(*) FROM S3Object", { ...csv({ FileHeaderInfo: "USE" }) }),
    ).toBe("3\n");
  });

  test.each([
    ["SELECT name FROM S3Object WHERE age <> '' AND CAST(age AS INT) > 10", '"Ann ""A"""\n'],
    ["SELECT s.city FROM S3Object s WHERE s.age < 10 AND s.age <> ''", '"New\nYork"\n'],
    ["SELECT UPPER(name), _2 FROM S3Object WHERE name LIKE '_i%' OR name LIKE 'B\\_b' ESCAPE '\\'", "CID,\n"],
    [
      "SELECT SUBSTRING(name FROM 2 FOR 1) || '-' || TRIM(LEADING 'N' FROM city) FROM S3Object LIMIT 1",
      "n-Rome\n",
    ],
    [
      "SELECT SUM(CAST(age AS INT)), AVG(age), MIN(name) FROM S3Object WHERE age <> ''",
      '39,19.5,"Ann ""A"""\n',
    ],
    ["SELECT CASE WHEN age BETWEEN 1 AND 9 THEN 'young' ELSE 'old' END FROM S3Object", "old\nyoung\nold\n"],
    ["SELECT COALESCE(NULLIF(age, ''), 'none') FROM S3Object WHERE city IN ('Oslo', 'Bonn')", "none\n"],
    ["SELECT (1 + 2) * 3 - -1 % 2 FROM S3Object WHERE NOT name IS NULL LIMIT 1", "10\n"],
  ])("%s", async (expression, told) => {
    expect(await select(PEOPLE, expression, csv({ FileHeaderInfo: "USE" }))).toBe(told);
  });

  test("columns are told in their order, whatever they are called", async () => {
    const input = csv({ FileHeaderInfo: "USE" });
    expect(await select("name,2021,2020,name\nAnn,1,2,B\n", "SELECT * FROM S3Object", input)).toBe(
      "Ann,1,2,B\n",
    );
    expect(
      await select("n\n1,2\n", "SELECT * FROM S3Object", { ...input, OutputSerialization: JSON_OUT }),
    ).toBe('{"n":"1","_2":"2"},');
  });

  test("numbers that are longer than a computer's are told apart", async () => {
    const body = "12345678901234567890\n12345678901234567891\n";
    expect(await select(body, "SELECT * FROM S3Object WHERE _1 = 12345678901234567891", csv())).toBe(
      "12345678901234567891\n",
    );
  });

  test("a line that begins as comments do is none", async () => {
    expect(await select("#a\nb\n", "SELECT * FROM S3Object", csv())).toBe("b\n");
    expect(await select("#a\n;b\n", "SELECT * FROM S3Object", csv({ Comments: ";" }))).toBe("#a\n");
  });

  test("quotes that are written otherwise, or do not end", async () => {
    const told = (body: string, form: Structure = {}) => select(body, "SELECT _1 FROM S3Object", csv(form));
    const escaped = { QuoteEscapeCharacter: "\\" };
    expect(await told('"a\\"b\\c"d,e\n"\\\\"\n', escaped)).toBe('"a""b\\cd"\n"\\""\n"\n');
    expect(await told('"a""""b"')).toBe('"a""""b"\n');
    expect(await told('"a"",b\nc')).toBe('"a"",b\nc"\n');
  });

  test("written otherwise", async () => {
    const form = {
      FieldDelimiter: ";",
      RecordDelimiter: "|",
      QuoteCharacter: "'",
      Comments: "#",
      FileHeaderInfo: "IGNORE",
    };
    expect(await select("h;i|#x;y|a;'b''c;d'|e;f|", "SELECT * FROM S3Object", csv(form))).toBe(
      "a,b'c;d\ne,f\n",
    );
    expect(await select("a,b\r\nc,d\r\n", "SELECT _2 FROM S3Object", csv())).toBe("b\nd\n");
  });
});

describe("is refused", () => {
  test.each([
    ["SELECT", "ParseUnexpectedToken"],
    ["DELETE FROM S3Object", "ParseUnexpectedToken"],
    ["SELECT a", "ParseSelectMissingFrom"],
    ["SELECT a FROM other", "InvalidTableAlias"],
    ["SELECT a FROM S3Object WHERE ^", "LexerInvalidChar"],
    ["SELECT a FROM S3Object LIMIT x", "ParseUnexpectedToken"],
    ["SELECT a FROM S3Object GROUP BY a", "UnsupportedSyntax"],
    ["SELECT DATE_ADD(a, 1) FROM S3Object", "UnsupportedFunction"],
    ["SELECT a, COUNT(*) FROM S3Object", "UnsupportedSyntax"],
    ["SELECT CAST(c AS INT) FROM S3Object", "CastFailed"],
    [`SELECT ${"(".repeat(1000)}1${")".repeat(1000)} FROM S3Object`, "MaxOperatorsExceeded"],
    [`SELECT ${"1+".repeat(2000)}1 FROM S3Object`, "MaxOperatorsExceeded"],
    [`SELECT ${"NOT ".repeat(2000)}a FROM S3Object`, "MaxOperatorsExceeded"],
    [`SELECT a FROM S3Object WHERE ${"1 IN (".repeat(30_000)}1${")".repeat(30_000)}`, "MaxOperatorsExceeded"],
    [`SELECT a FROM S3Object WHERE a=1${" OR a=2".repeat(2000)}`, "MaxOperatorsExceeded"],
    [`SELECT * FROM S3Object${".a".repeat(60_000)}`, "MaxOperatorsExceeded"],
    [`SELECT * FROM S3Object${"[*]".repeat(20_000)}`, "MaxOperatorsExceeded"],
    [`SELECT '${"x".repeat(256 * 1024)}' FROM S3Object`, "ExpressionTooLong"],
  ])("%p", async (expression, code) => expect(await ask(LONG, expression)).toBe(code));

  test.each<[Structure, string]>([
    [{ InputSerialization: {} }, "InvalidDataSource"],
    [{ InputSerialization: { JSON: {} } }, "InvalidJsonType"],
    [{ InputSerialization: { Parquet: {} } }, "UnsupportedSyntax"],
    [{ OutputSerialization: { JSON: {}, CSV: {} } }, "ObjectSerializationConflict"],
    [{ Key: "other" }, "NoSuchKey"],
  ])("%o", async (more, code) => expect(await ask(LONG, "SELECT * FROM S3Object", more)).toBe(code));

  test("what is no JSON", async () => {
    for (const body of ["{,}", `${"[".repeat(100_000)}${"]".repeat(100_000)}`])
      expect(await ask(body, "SELECT * FROM S3Object")).toBe("JSONParsingError");
  });
});

test("no text takes long", async () => {
  const start = process.cpuUsage();
  for (const sign of ['"', ",", "\n", "{", "[", "\\", "("]) {
    const body = sign.repeat(200_000);
    await ask(body, "SELECT * FROM S3Object WHERE _1 LIKE '%a%b%c%'", csv());
    await ask(body, "SELECT * FROM S3Object");
    await ask("{}", `SELECT ${sign.repeat(20_000)} FROM S3Object`);
  }
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(10);
}, 60_000);
