/** The SQL of a query: user-given texts stay inside their literals, and no record that a replay sends can be lost. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { makeFinder } from "../../src/dialect/lookup.ts";
import type { Wanted } from "../../src/query/conditions.ts";
import { describeAthena, describeLake } from "../../src/query/engine.ts";
import { parseDatePartition, parseEventDataStore, parseTable } from "../../src/query/names.ts";
import { quoteName } from "../../src/query/sql.ts";
import { writeQuery } from "../../src/query/write-query.ts";
import {
  NO_FILTERS,
  parseAccounts,
  parseEvents,
  parseRegions,
  parseServices,
} from "../../src/trail/filters.ts";
import { ATHENA_COLUMNS, LAKE_COLUMNS } from "../../src/trail/query-columns.ts";
import { expectAlways } from "../support/expect-always.ts";

const STORE = "0b5bd8ef-1234-5678-9abc-def012345678";
const engines = [describeAthena("logs", ["timestamp"]), describeLake(STORE)];

function writeAll(filters: Partial<Wanted["filters"]>, includeReads = false): Promise<string[]> {
  const wanted = { filters: { ...NO_FILTERS, ...filters }, includeReads };
  return Promise.all(engines.map((engine) => writeQuery(wanted, engine)));
}

/** A statement with every list of text literals replaced: what is left is the same whatever the texts hold. */
function readSkeleton(sql: string): string {
  const [comment = "", statement = ""] = sql.split(/^(?=SELECT$)/m);
  return comment + statement.replace(/'(?:[^']|'')*'/g, "?").replace(/\?(?:, \?)+/g, "?");
}

test("a result without names is known by the columns that were asked for", async () => {
  const names = (await writeAll({})).map((sql) => {
    const [, list = ""] = /^SELECT$([\s\S]*?)^FROM /m.exec(sql) ?? [];
    return list
      .trim()
      .split(",\n")
      .map((column) => column.trim().split(" AS ").at(-1));
  });
  expect(names).toEqual([ATHENA_COLUMNS, LAKE_COLUMNS]);
});

test("a table without the column addendum needs no more than a line less", async () => {
  const sql = await writeQuery(
    { filters: NO_FILTERS, includeReads: false },
    describeAthena("logs", undefined),
  );
  const named = sql.split("\n").filter((line) => line.includes("addendum") && !line.startsWith("-- "));
  expect(named).toEqual([expect.stringMatching(/^ {2}AND \(.*\)$/)]);
});

describe("a filter's text cannot break out", () => {
  const HOSTILE = [
    "'",
    "''",
    "\\",
    "%",
    "_",
    '"',
    ";",
    "--",
    "/*",
    "*/",
    ")",
    "\n",
    "a",
    "é",
    "\u2019",
    "\\'",
  ];
  const hostile = fc
    .array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""));

  test("of a region it is one literal, character by character", async () => {
    const plain = (await writeAll({ regions: ["x"] })).map(readSkeleton);
    await expectAlways(
      fc.asyncProperty(hostile, async (region) => {
        const all = await writeAll({ regions: [region] });
        expect(all.map(readSkeleton)).toEqual(plain);
        for (const sql of all) expect(sql).toContain(`IN ('${region.replaceAll("'", "''")}')`);
      }),
      { share: 5 },
    );
  });

  test("of a service only letters and digits are left, of a name of an event nothing else is taken", async () => {
    const plain = (await writeAll({ services: ["x"] })).map(readSkeleton);
    await expectAlways(
      fc.asyncProperty(hostile, async (text) => {
        const services = parseServices([`a${text}`]);
        if (!("value" in services)) throw new Error("services are not refused");
        const [service = ""] = services.value;
        if (services.value.length === 1) {
          const skeletons = (await writeAll({ services: [service] })).map(readSkeleton);
          expect(skeletons).toEqual(plain);
        }
        if (/['"\\;%()\n/]/.test(text.trim())) expect(parseEvents([text])).toHaveProperty("error");
        expect(parseAccounts([`${text}1`])).toHaveProperty("error");
      }),
      { share: 5 },
    );
  });

  test("a table's name stays in its quotes, and what is none is refused", () => {
    expect(quoteName('a"b.c')).toBe('"a""b"."c"');
    expect(parseTable("my-db.cloudtrail_logs")).toEqual({ value: "my-db.cloudtrail_logs" });
    for (const bad of ["", ".", "a..b", "a.b.c.d", "a\nb", '"', "--"]) {
      expect(parseTable(bad)).toHaveProperty("error");
    }
    for (const bad of ["", "a/b", "/", "a/b/c/d", "a/\n/c"]) {
      expect(parseDatePartition(bad)).toHaveProperty("error");
    }
    expect(parseDatePartition("year/month/day")).toEqual({ value: ["year", "month", "day"] });
  });

  test("an event data store is a UUID or an ARN with one", () => {
    const arn = `arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/${STORE}`;
    expect(parseEventDataStore(STORE)).toEqual({ value: STORE });
    expect(parseEventDataStore(arn)).toEqual({ value: STORE });
    for (const bad of ["", "logs", `${STORE} UNION SELECT 1`, `${arn}/x`, `${STORE}\n--`, "arn:aws:s3:::x"]) {
      expect(parseEventDataStore(bad)).toHaveProperty("error");
    }
  });
});

test("without a filter there is no condition for one", async () => {
  for (const sql of await writeAll({}))
    expect(sql).not.toMatch(/awsregion\)|lower\(eventsource\)|regexp_like\(recipient/);
});

test("reads are asked for only where they are replayed", async () => {
  const [writes, all] = [await writeAll({}), await writeAll({}, true)];
  for (const sql of writes) expect(sql).toContain("BatchGet");
  for (const sql of all) expect(sql).not.toContain("BatchGet");
});

test("a moment between two seconds keeps the whole second, at both ends", async () => {
  const [athena, lake] = await writeAll({
    from: new Date("2026-03-01T10:00:00.400Z"),
    to: new Date("2026-03-02T10:00:00.400Z"),
  });
  expect(athena).toContain("eventtime >= '2026-03-01T10:00:00'\n  AND eventtime < '2026-03-02T10:00:01'");
  expect(athena).toContain(`"timestamp" >= '2026/03/01'\n  AND "timestamp" <= '2026/03/04'`);
  expect(lake).toContain("eventtime >= '2026-03-01 10:00:00'\n  AND eventtime < '2026-03-02 10:00:01'");
});

test("regions are compared as the replay compares them", async () => {
  const regions = parseRegions(["EU-West-1, us-east-1"]);
  if (!("value" in regions)) throw new Error("regions are not refused");
  for (const sql of await writeAll({ regions: regions.value }))
    expect(sql).toContain("lower(awsregion) IN ('eu-west-1', 'us-east-1')");
});

test("an event that S3 logs under another name is found by its operation's", async () => {
  const found = await makeFinder()({
    eventSource: "s3.amazonaws.com",
    eventName: "BatchDeleteObject",
    apiVersion: undefined,
    requestParameters: null,
  });
  expect(found).toMatchObject({ operation: "DeleteObjects" });
  for (const sql of await writeAll({ events: ["deleteobject?"] }))
    expect(sql).toContain("(?:deleteobject.|BatchDeleteObject)");
});

test("a last moment that stands for never leaves nothing out", async () => {
  for (const sql of await writeAll({ to: new Date("9999-12-31T23:59:59.5Z") })) {
    expect(sql).toMatch(/eventtime < '9999-12-31[T ]23:59:59'/);
    expect(sql).not.toContain("10000");
  }
  expect((await writeAll({ to: new Date("9999-12-31") }))[0]).toContain(`"timestamp" <= '9999/12/31'`);
});
