/** The parts of reading one by one: filters, times, verbs, identifiers, structs, arguments. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Parsed } from "../../src/base/parsed.ts";
import {
  compileFilters,
  type Filters,
  NO_FILTERS,
  parseAccounts,
  parseEvents,
  parseRegions,
  parseServices,
  parseTimeBound,
} from "../../src/trail/filters.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import { IdTable } from "../../src/trail/id-table.ts";
import { openMapText } from "../../src/trail/map-text.ts";
import { mayLoseDigits } from "../../src/trail/parse-json.ts";
import { hasReadVerb } from "../../src/trail/read-verbs.ts";
import { parseStructText } from "../../src/trail/struct-text.ts";
import { parseMoment } from "../../src/trail/time.ts";
import { startProcessorTime } from "../support/processor-time.ts";
import { makeId, rejectionOf } from "./records.ts";

const call = {
  service: "cloudwatch",
  operation: "PutMetricAlarm",
  sources: ["monitoring"],
  eventName: "PutMetricAlarm20100801",
  region: "us-east-1",
  account: "111122223333",
  at: Date.UTC(2026, 0, 2),
};

function keeps(filters: Partial<Filters>): boolean {
  return compileFilters({ ...NO_FILTERS, ...filters })(call);
}

function expectValue<T>(parsed: Parsed<T>): T {
  if ("value" in parsed) return parsed.value;
  throw new Error(String(parsed.error));
}

describe("filters", () => {
  test("services go by botocore's name or the eventSource", () => {
    for (const name of [
      "cloudwatch",
      "CloudWatch",
      "monitoring",
      "Monitoring.amazonaws.com",
      "s3, cloudwatch",
    ]) {
      expect(keeps({ services: expectValue(parseServices([name])) })).toBe(true);
    }
    expect(keeps({ services: expectValue(parseServices(["s3", "cloud"])) })).toBe(false);
  });

  test.each([
    ["Put*", true],
    ["put*alarm", true],
    ["PutMetricAlarm", true],
    ["PutMetricAlarm20100801", true],
    ["PutMetric", false],
    ["Put?etricAlarm", true],
    ["Create*,Put*", true],
    ["Create*", false],
    ["Put*,!PutMetricAlarm", false],
    ["!PutMetricAlarm,Put*", false],
    ["!Create*", true],
    ["!*2010*", false],
    ["", true],
  ])("events %p: %p", (pattern, kept) => {
    expect(keeps({ events: expectValue(parseEvents([pattern])) })).toBe(kept);
  });

  test("regions, accounts and times", () => {
    expect(keeps({ regions: expectValue(parseRegions(["eu-west-1", "US-East-1"])) })).toBe(true);
    expect(keeps({ regions: expectValue(parseRegions(["eu-west-1"])) })).toBe(false);
    expect(keeps({ accounts: expectValue(parseAccounts(["111122223333"])) })).toBe(true);
    expect(keeps({ accounts: expectValue(parseAccounts(["999999999999"])) })).toBe(false);
    const at = new Date(call.at);
    expect(keeps({ from: at })).toBe(true);
    expect(keeps({ to: at })).toBe(false);
    expect(keeps({ from: new Date(call.at + 1) })).toBe(false);
    expect(keeps({ to: new Date(call.at + 1) })).toBe(true);
  });

  test("say what is wrong with a text", () => {
    expect(parseEvents(["Create Vpc"])).toEqual({
      error: '"create vpc" is not an event name. Write names with * and ?, as in Create*,!CreateTags.',
    });
    expect(parseAccounts(["123"])).toEqual({
      error: '"123" is not an account. Write its 12 digits, as in 123456789012.',
    });
  });

  test.each([
    ["-24h", "2026-01-30T12:00:00.000Z"],
    ["-90s", "2026-01-31T11:58:30.000Z"],
    ["-1.5h", "2026-01-31T10:30:00.000Z"],
    ["-7d", "2026-01-24T12:00:00.000Z"],
    ["2023-07-10", "2023-07-10T00:00:00.000Z"],
    ["2023-07-10T12:30", "2023-07-10T12:30:00.000Z"],
    ["0001-01-01", "0001-01-01T00:00:00.000Z"],
    ["0099-12-31", "0099-12-31T00:00:00.000Z"],
    ["2023-07-10T12:30:01.5+02:00", "2023-07-10T10:30:01.500Z"],
  ])("time bound %s is %s", (text, expected) => {
    expect(expectValue(parseTimeBound(text, new Date("2026-01-31T12:00:00Z"))).toISOString()).toBe(expected);
  });

  test.each([
    "",
    "24h",
    "-24",
    "-h",
    "yesterday",
    "2023-13-01",
    "2023-00-10",
    "2023-02-29",
    "2023-07-10T25:00:00Z",
    "-99999999999w",
  ])("time bound %p is none", (text) => {
    expect(parseTimeBound(text, new Date(0))).toEqual({
      error: `"${text}" is not a time. Write -24h, -7d, 2026-01-31, or 2026-01-31T12:00:00Z.`,
    });
  });
});

test("moments without a zone are UTC", () => {
  const at = Date.UTC(2023, 6, 10, 12, 20, 30);
  expect(parseMoment("2023-07-10T12:20:30Z")).toBe(at);
  expect(parseMoment("2023-07-10 12:20:30.000")).toBe(at);
  expect(parseMoment("2023-07-10 12:20:30.000 UTC")).toBe(at);
  expect(parseMoment("2023-07-10 14:20:30+0200")).toBe(at);
  expect(parseMoment("2024-02-29")).toBe(Date.UTC(2024, 1, 29));
  expect(parseMoment("Jul 10, 2023 12:24:29 PM")).toBeUndefined();
});

test("reading verbs are whole words", () => {
  const reads = [
    "GetObject",
    "ListBuckets",
    "DescribeVpcs",
    "Scan",
    "Query",
    "HeadBucket",
    "TransactGetItems",
    "AdminGetUser",
  ];
  expect(reads.filter((name) => !hasReadVerb(name))).toEqual([]);
  const writes = [
    "Getaway",
    "ListenTo",
    "CheckoutLicense",
    "CheckInLicense",
    "TestFailover",
    "IssueCertificate",
    "TransactWriteItems",
  ];
  expect(writes.filter(hasReadVerb)).toEqual([]);
});

test("the identifier table equals a Map", () => {
  const table = new IdTable();
  const map = new Map<string, number>();
  for (let i = 0; i < 30_000; i++) {
    const n = (i * 7919) % 20_011;
    const id = n % 5 === 0 ? `odd-${n}` : n % 5 === 1 ? makeId(n).replace("-4000-", "-4ABC-") : makeId(n);
    const value = 1 + (i % 255);
    expect(table.get(id)).toBe(map.get(id) ?? 0);
    expect(table.set(id, value)).toBe(map.get(id) ?? 0);
    map.set(id, value);
  }
  expect([...map].every(([id, value]) => table.get(id) === value)).toBe(true);
  expect(table.get(makeId(1).toUpperCase())).toBe(table.get(makeId(1)));
  expect(table.get("00000000-0000-4000-8000-0000000000zz")).toBe(0);
});

test.each([
  ['{"a":1,"b":[22,-3],"c":"1.5"}', false],
  ['{"a":1.5}', true],
  ['{"a": 1234567890123456}', true],
  ["[1e5]", true],
  ["[-0]", true],
  ['{"message":"{\\"a\\":\\n 1234567890123456}"}', true],
])("%s may lose digits: %p", (text, expected) => {
  expect(mayLoseDigits(text)).toBe(expected);
});

test("a map of texts holds JSON where the record held an object or a list", () => {
  const map = JSON.stringify({
    big: '{"n": 12345678901234567890}',
    list: "[]",
    flag: "true",
    bracket: "[a] {b}",
    open: "{",
    nothing: null,
    quoted: 'say "hi"',
  });
  expect(openMapText(map)).toBe(
    '{"big":{"n": 12345678901234567890},"list":[],"flag":"true","bracket":"[a] {b}","open":"{","nothing":null,"quoted":"say \\"hi\\""}',
  );
  for (const other of ["", "{a=b}", "[1]", '"x"', "null"]) expect(openMapText(other)).toBe(other);
});

describe("a struct's text", () => {
  test("is read as Athena prints it", () => {
    const text =
      "{type=AssumedRole, principalid=AROA:a b, c, arn=arn:aws:sts::1:x/y=z, username=null, sessioncontext={attributes={mfaauthenticated=false, creationdate=2023}, sessionissuer={}}, l=[{arn=a, accountid=1}, {arn=b}]}";
    expect(JSON.parse(JSON.stringify(parseStructText(text)))).toEqual({
      type: "AssumedRole",
      principalid: "AROA:a b, c",
      arn: "arn:aws:sts::1:x/y=z",
      username: null,
      sessioncontext: { attributes: { mfaauthenticated: "false", creationdate: "2023" }, sessionissuer: {} },
      l: [{ arn: "a", accountid: "1" }, { arn: "b" }],
    });
  });

  test("is nothing else", () => {
    for (const text of ["", "x", "{", "{a", "{a=1", "{a=1}}", `${"{a=".repeat(50)}1${"}".repeat(50)}`]) {
      expect(parseStructText(text)).toBeUndefined();
    }
  });
});

describe("an input argument", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trail-"));
    mkdirSync(join(folder, "b/deep"), { recursive: true });
    for (const name of ["a.json", "a,b.json", "c[1].json", "b/deep/z.json", "b/.hidden", "b/y.json"]) {
      writeFileSync(join(folder, name), "");
    }
    symlinkSync(folder, join(folder, "b/loop"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function namesOf(...inputs: string[]): Promise<string[]> {
    const sources = await findSources(inputs.map((input) => input.replaceAll("@", folder)));
    return sources.map(({ name, direct }) => `${name.replace(folder, "@")}${direct ? "!" : ""}`);
  }

  test("names files, folders, globs, several, and paths with commas and brackets", async () => {
    expect(await namesOf("@/a.json")).toEqual(["@/a.json!"]);
    expect(await namesOf("@/b")).toEqual([
      "@/b/.hidden",
      "@/b/deep/z.json",
      "@/b/loop/a,b.json",
      "@/b/loop/a.json",
      "@/b/loop/c[1].json",
      "@/b/y.json",
    ]);
    expect(await namesOf("@/b/y.json,@/a.json", "@/a.json")).toEqual([
      "@/b/y.json!",
      "@/a.json!",
      "@/a.json!",
    ]);
    expect(await namesOf("@/a,b.json,@/a.json")).toEqual(["@/a,b.json!", "@/a.json!"]);
    expect(await namesOf("@/c[1].json")).toEqual(["@/c[1].json!"]);
    expect(await namesOf("@/*.json")).toEqual(["@/a,b.json", "@/a.json", "@/c[1].json"]);
    expect(await namesOf("@/b/{y,x}.json")).toEqual(["@/b/y.json"]);
    expect(await namesOf("@/b/d*")).toEqual(["@/b/deep/z.json"]);
    expect(await namesOf("-")).toEqual(["standard input!"]);
  });

  test("that names nothing is an error", async () => {
    expect(await rejectionOf(findSources([join(folder, "none")]))).toContain("none: no such file or folder.");
    expect(await rejectionOf(findSources([join(folder, "*.gz")]))).toContain("*.gz: matches no file.");
    expect(await rejectionOf(findSources(["", ","]))).toContain("--input names no file.");
    expect(await rejectionOf(findSources(["-", "-"]))).toContain("--input names - twice.");
    mkdirSync(join(folder, "empty"));
    expect(await rejectionOf(findSources([join(folder, "empty")]))).toContain("the folder holds no files.");
  });
});

test("a struct's text takes time that grows with it", () => {
  for (const part of ['a=["', '{a={"', "[[", 'x=[{"a":"', ', b=["c"]']) {
    const text = `{a=${part.repeat(1_000_000 / part.length)}`;
    const tellTime = startProcessorTime();
    parseStructText(text);
    expect(tellTime()).toBeLessThan(2_000);
  }
});
