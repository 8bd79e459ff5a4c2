// Insights' queries over events that are JSON and such that are not.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BadQuery, UnknownCommand } from "../../../../src/instance/engines/logs/insights/lexer.ts";
import { readQuery, runQuery } from "../../../../src/instance/engines/logs/insights/run-query.ts";
import { type Given, START, TestClient } from "../support/client.ts";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

const logGroupName = "g";
const EVENTS = [
  { level: "INFO", latency: 12, user: { id: "a" }, path: "/x" },
  { level: "ERROR", latency: 250, user: { id: "b" }, path: "/y" },
  { level: "ERROR", latency: 40, user: { id: "a" }, path: "/x" },
];

const REQUEST = "8f5a0b1c-0000-4000-8000-0123456789ab";
const LINES = [
  `START RequestId: ${REQUEST} Version: $LATEST\n`,
  "hello REPORT RequestId: of no call",
  `END RequestId: ${REQUEST}\n`,
  `REPORT RequestId: ${REQUEST}\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 90.10 ms\t\n`,
];

async function makeEvents(
  logGroupName = "g",
  messages = [...EVENTS.map((one) => JSON.stringify(one)), "plain user=carol, method=GET, latency := 7"],
) {
  const client = new TestClient();
  const call = (name: string, input: Record<string, Given | undefined> = {}): Promise<Answer> =>
    client.call("logs", name, input);
  await call("CreateLogGroup", { logGroupName });
  await call("CreateLogStream", { logGroupName, logStreamName: "s" });
  const logEvents = messages.map((message, at) => ({ timestamp: START + at * 60_000, message }));
  client.now += 10 * 60_000;
  await call("PutLogEvents", { logGroupName, logStreamName: "s", logEvents });
  const query = async (queryString: string) => {
    const startTime = START / 1000;
    const { queryId, Error: error } = await call("StartQuery", {
      logGroupName,
      startTime,
      endTime: startTime + 600,
      queryString,
    });
    return error ? { error } : call("GetQueryResults", { queryId });
  };
  const rows = async (queryString: string): Promise<Answer[]> =>
    (await query(queryString)).results.map((row: readonly { field: string; value: string }[]) =>
      Object.fromEntries(row.flatMap(({ field, value }) => (field === "@ptr" ? [] : [[field, value]]))),
    );
  return { call, query, rows };
}

describe("queries", async () => {
  const { call, query, rows } = await makeEvents();
  test.each<[string, readonly Readonly<Record<string, string>>[]]>([
    ["fields @timestamp, level | limit 1", [{ "@timestamp": "2026-04-01 00:03:00.000" }]],
    ["fields level | filter level = 'ERROR' | sort @timestamp asc", [{ level: "ERROR" }, { level: "ERROR" }]],
    ["fields latency | filter latency > 20 and user.id = 'a'", [{ latency: "40" }]],
    ["fields path | filter path in ['/y', '/z']", [{ path: "/y" }]],
    ['fields level | filter @message like /"latency":\\d{3}/', [{ level: "ERROR" }]],
    ["fields level | filter @message like '/y'", [{ level: "ERROR" }]],
    ["fields level | filter @message not like 'ERROR' and ispresent(level)", [{ level: "INFO" }]],
    ["fields latency | sort latency desc | limit 2", [{ latency: "250" }, { latency: "40" }]],
    ["fields latency * 2 as double, toupper(path) as p | filter latency = 12", [{ double: "24", p: "/X" }]],
    ["stats count(*)", [{ "count(*)": "4" }]],
    [
      "stats count(*) as c, sum(latency), avg(latency), min(latency), max(latency) by level | sort level asc",
      [
        { c: "1", "sum(latency)": "0" },
        {
          level: "ERROR",
          c: "2",
          "sum(latency)": "290",
          "avg(latency)": "145",
          "min(latency)": "40",
          "max(latency)": "250",
        },
        {
          level: "INFO",
          c: "1",
          "sum(latency)": "12",
          "avg(latency)": "12",
          "min(latency)": "12",
          "max(latency)": "12",
        },
      ],
    ],
    [
      "stats count(*) as c by bin(2m) | sort c desc, `bin(2m)` asc",
      [
        { "bin(2m)": "2026-04-01 00:00:00.000", c: "2" },
        { "bin(2m)": "2026-04-01 00:02:00.000", c: "2" },
      ],
    ],
    [
      'parse @message "user=*, method=*, latency := *" as who, method, took | filter ispresent(who) | display who, method, took',
      [{ who: "carol", method: "GET", took: "7" }],
    ],
    ["filter ispresent(path) | dedup path | fields path", [{ path: "/x" }, { path: "/y" }]],
    ["filter level = 'ERROR' or latency < 20 | stats count_distinct(user.id) as users", [{ users: "2" }]],
    [
      "filter ispresent(level) | stats latest(level) as l, earliest(level) as e, latest(latency), earliest(latency) by path | sort path asc",
      [
        { path: "/x", l: "ERROR", e: "INFO", "latest(latency)": "40", "earliest(latency)": "12" },
        { path: "/y", l: "ERROR", e: "ERROR", "latest(latency)": "250", "earliest(latency)": "250" },
      ],
    ],
    ["sort latency asc | stats latest(latency) as l", [{ l: "40" }]],
    [
      "stats sortsFirst(level), sortsLast(level)",
      [{ "sortsFirst(level)": "ERROR", "sortsLast(level)": "INFO" }],
    ],
    [
      "stats sum(latency) / count(latency) * 2 as twice, (max(latency) - min(latency)) / 2 as half, floor(avg(latency))",
      [{ twice: String((302 / 3) * 2), half: "119", "floor(avg(latency))": "100" }],
    ],
    [
      "stats count(*) as c by bin(60000msec) | limit 1",
      [{ "bin(60000msec)": "2026-04-01 00:03:00.000", c: "1" }],
    ],
  ])("%s", async (text, wanted) => expect(await rows(text)).toEqual([...wanted]));

  test("without fields, the time and the message are told, the last first, with a pointer", async () => {
    const { results, statistics, status } = await query("");
    expect(status).toBe("Complete");
    expect(results).toHaveLength(4);
    expect(results[0].map((one: Answer) => one.field)).toEqual(["@timestamp", "@message", "@ptr"]);
    expect(statistics).toMatchObject({ recordsMatched: 4, recordsScanned: 4, logGroupsScanned: 1 });
    const logRecordPointer = results[3][2].value;
    const { logRecord } = await call("GetLogRecord", { logRecordPointer });
    expect(logRecord).toMatchObject({ "@message": JSON.stringify(EVENTS[0]), "user.id": "a", latency: "12" });
  });

  test("what is no query is refused, and so is what only AWS does", async () => {
    expect((await query("fields a |")).error).toBeUndefined();
    expect((await query("filter (a = ")).error.Code).toBe("MalformedQueryException");
    expect((await query("fields a b")).error.Code).toBe("MalformedQueryException");
    for (const one of [
      "fieldz @x",
      "fields nonesuch(a)",
      "stats level",
      "stats sum(avg(a))",
      "stats count(*) / level",
    ])
      expect((await query(one)).error.Code).toBe("MalformedQueryException");
    for (const one of [
      "pattern @message",
      "parse @message /(?<a>.)/",
      "unmask a",
      "filter isIpv4InSubnet(ip, '10.0.0.0/8')",
      "fields jsonParse(@message) as j",
      "stats max(jsonParse(@message))",
      "stats count(*) by bin(1mo)",
      "filter @message like /(a)\\1/",
    ])
      expect((await query(one)).error.Code).toBe("NotImplemented");
  });

  test("queries are told, and end at once", async () => {
    const { queries } = await call("DescribeQueries", { logGroupName, maxResults: 1 });
    expect(queries).toHaveLength(1);
    const { queryId } = queries[0];
    expect((await call("StopQuery", { queryId })).Error.Code).toBe("InvalidParameterException");
    expect(await call("ListLogGroupsForQuery", { queryId })).toMatchObject({
      logGroupIdentifiers: [logGroupName],
    });
    expect((await call("GetQueryResults", { queryId: "none" })).Error.Code).toBe("ResourceNotFoundException");
  });

  test("the fields of a group's events are told by how often they come", async () => {
    const { logGroupFields } = await call("GetLogGroupFields", { logGroupName });
    expect(logGroupFields).toContainEqual({ name: "@message", percent: 100 });
    expect(logGroupFields).toContainEqual({ name: "user.id", percent: 75 });
  });
});

test("what Lambda writes of a function's calls has fields", async () => {
  const { rows, call } = await makeEvents("/aws/lambda/f", LINES);
  const shown = "@type, @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed";
  expect(await rows(`fields ${shown} | sort @timestamp asc`)).toEqual([
    { "@type": "START", "@requestId": REQUEST },
    {},
    { "@type": "END", "@requestId": REQUEST },
    {
      "@type": "REPORT",
      "@requestId": REQUEST,
      "@duration": "12.34",
      "@billedDuration": "13",
      "@memorySize": "128000000",
      "@maxMemoryUsed": "36000000",
    },
  ]);
  expect(
    await rows(
      "filter @type = 'REPORT' | stats max(@memorySize / 1000 / 1000) - max(@maxMemoryUsed / 1000 / 1000) as over",
    ),
  ).toEqual([{ over: "92" }]);
  const { logGroupFields } = await call("GetLogGroupFields", { logGroupName: "/aws/lambda/f" });
  expect(logGroupFields).toContainEqual({ name: "@type", percent: 75 });
  const { rows: others } = await makeEvents("other", LINES);
  expect(await others("fields @type")).toEqual([{}, {}, {}, {}]);
});

test("no text makes the reading of a query throw anything but what is told of it", () => {
  const words = fc.constantFrom(
    "fields",
    "filter",
    "stats",
    "sort",
    "|",
    "(",
    ")",
    ",",
    "count(*)",
    "a",
    "by",
    "1",
    "'x'",
    "/x/",
    "constructor(1)",
    "not",
    "in",
    "[",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 12 }).map((all) => all.join(" ")),
      ),
      (text) => {
        try {
          runQuery(readQuery(text), [new Map([["a", "1"]])]);
        } catch (error) {
          expect(error instanceof BadQuery || error instanceof UnknownCommand).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});
