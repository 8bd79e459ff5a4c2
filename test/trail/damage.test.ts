/** Damaged logs stop everything, foreign files and digests are counted, malformed records are named. */

import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { InputError } from "../../src/base/errors.ts";
import { readFileBytes } from "../../src/trail/read-bytes.ts";
import { makeParquet, makeZip } from "./box-files.ts";
import { makeOcsf } from "./boxes.ts";
import { makeBytes, makeGzip, makeRecord, makeSource, rejectionOf, selectFrom } from "./records.ts";

const wrapped = JSON.stringify({ Records: [makeRecord(1), makeRecord(2)] });
const bare = JSON.stringify([makeRecord(1), makeRecord(2)]);
const digest = JSON.stringify({ awsAccountId: "1", digestStartTime: "2020-09-11T18:36:49Z", logFiles: [] });

describe("a damaged log", () => {
  test("that is cut anywhere is an error", async () => {
    for (const [name, bytes] of Object.entries({
      wrapped: makeBytes(wrapped),
      bare: makeBytes(bare),
      gzip: makeGzip(wrapped),
    })) {
      for (let length = name === "gzip" ? 3 : 1; length < bytes.length; length++) {
        const message = await rejectionOf(selectFrom([makeSource(bytes.subarray(0, length)), wrapped]));
        expect(`${name} ${length} ${message}`).toStartWith(`${name} ${length} InputError: x.json: `);
      }
    }
  });

  test("says where and what to do", async () => {
    expect(await rejectionOf(selectFrom([wrapped.slice(0, -2)]))).toBe(
      `InputError: x.json: the file ends inside a JSON value, at byte ${makeBytes(wrapped).length - 2}. Fetch the file again, or leave it out of --input.`,
    );
    expect(await rejectionOf(selectFrom([makeGzip(wrapped).subarray(0, -9)]))).toBe(
      "InputError: x.json: damaged gzip (unexpected end of file). Fetch the file again, or leave it out of --input.",
    );
  });

  test.skipIf(!existsSync("/proc/self/mem"))(
    "is one whose disk fails, too (skipped without /proc)",
    async () => {
      // It can be opened, and reading from its beginning fails.
      expect(await rejectionOf(Array.fromAsync(readFileBytes("/proc/self/mem")))).toMatch(
        /^InputError: \/proc\/self\/mem: cannot be read \(EIO.*\)\. Make it readable, or leave it out of --input\.$/,
      );
    },
  );

  test("names the record that is not JSON", async () => {
    const broken = wrapped.replace(/"readOnly":false(?=[^{]*\}\]\}$)/, '"readOnly":maybe');
    expect(await rejectionOf(selectFrom([broken]))).toMatch(
      /^InputError: x\.json: Records\[1\]: not JSON, at byte/,
    );
  });

  test.each([
    ["a bad value in a record", wrapped.replace('"readOnly":false', '"readOnly":maybe')],
    ["a missing comma", wrapped.replace("},{", "} {")],
    ["a missing bracket", wrapped.replace("]}", "}")],
    ["a superfluous comma", wrapped.replace("]}", ",]}")],
    ["text around the list", `${wrapped.slice(0, -1)}, oops}`],
    ["text after it", `${wrapped} oops`],
    ["a bad line", `${JSON.stringify(makeRecord(1))}\n{"eventID": oops}\n`],
    ["a bad document in front", `{"eventSource": oops}\n${wrapped}`],
  ])("with %s is an error", async (_name, content) => {
    expect(await rejectionOf(selectFrom([content]))).toMatch(/^InputError: x\.json: .* at byte \d+\. Fetch/);
  });

  test("is a gzip with anything but zeros after it, or a wrong checksum", async () => {
    const good = makeGzip(wrapped);
    const wrong = good.slice();
    wrong[good.length - 6] = (wrong[good.length - 6] ?? 0) ^ 1;
    const after = "data after the end of the gzip";
    for (const [bytes, problem] of [
      [Buffer.concat([good, makeBytes("garbage!")]), "incorrect header check"],
      [Buffer.concat([good, Buffer.alloc(5), good]), after],
      [wrong, "incorrect data check"],
    ] as const) {
      expect(await rejectionOf(selectFrom([bytes]))).toContain(`damaged gzip (${problem})`);
    }
  });

  test("is a CSV that ends inside a cell", async () => {
    const csv = 'eventname,eventsource\nCreateVpc,"ec2.amazonaws';
    expect(await rejectionOf(selectFrom([csv]))).toContain("the file ends inside a quoted cell, at byte 22.");
  });

  test("is a Parquet file whose parts do not fit together", async () => {
    const bytes = makeParquet([{ eventName: "CreateVpc" }]);
    // The length of what tells the columns.
    bytes[bytes.length - 8] = (bytes.at(-8) ?? 0) - 40;
    expect(await rejectionOf(selectFrom([bytes]))).toMatch(
      /^InputError: x\.json: damaged Parquet file \(its parts do not fit together\)\. Fetch/,
    );
  });

  test("is an archive whose files lie elsewhere than it says", async () => {
    const zip = makeZip({ "a.json": wrapped });
    // Of the first file in the directory: where it begins, and how long it is.
    const directory = Buffer.from(zip).indexOf("PK\x01\x02");
    for (const at of [20, 24, 42]) {
      const bytes = Buffer.from(zip);
      bytes.writeUInt32LE(0x00ffffff, directory + at);
      expect(await rejectionOf(selectFrom([bytes]))).toMatch(
        /^InputError: x\.json: damaged zip archive \(.*\)\. Fetch/,
      );
    }
  });

  test("is a table whose quotes do not close: a row comes to its end", async () => {
    for (const row of ['"a""', '"a","b""', '"", x="" {"eventName', '"a";"b"";c""""'])
      for (const rows of [`${row}\n1,2\n`, `a,b\n${row}\n`])
        expect(await rejectionOf(selectFrom([rows]))).toStartWith("InputError: ");
  });
});

describe("a file that is no log", () => {
  const foreign: readonly (string | Uint8Array)[] = [
    "# Read me\n\n[a](b) {c}\n",
    "[section]\nkey = value\n",
    "{ this is not JSON }",
    '{"name":"x","version":"1.0.0","events":[],"files":["a"]}',
    "[1,2,3]",
    "{}",
    "",
    " \n",
    "12345\n",
    "a,b,c\n1,2,3\n",
    "d2d2  file.json\n",
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
    new Uint8Array([0x1f]),
    new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x41]),
    makeGzip("just text"),
    makeGzip(makeGzip(makeGzip(wrapped))),
    `${'{"level":"info","message":"started"}\n'.repeat(3000)}`,
  ];

  test("is counted in a folder", async () => {
    const { files, total, messages } = await selectFrom([...foreign, digest, wrapped]);
    expect(files).toEqual({ logs: 1, digests: 1, foreign: foreign.length, found: { "Records[]": 2 } });
    expect(total).toBe(2);
    expect(messages).toEqual([]);
  });

  test("is an error where the user named it", async () => {
    for (const content of foreign) {
      const source = makeSource(content, 65_536, true);
      expect(await rejectionOf(selectFrom([source, wrapped]))).toMatch(
        /^InputError: x\.json: .* Name a CloudTrail log/s,
      );
    }
    const message = await rejectionOf(selectFrom([makeSource(digest, 100, true)]));
    expect(message).toContain("is a digest file, which holds no records");
  });

  test("is an error where there is nothing else", async () => {
    expect(await rejectionOf(selectFrom(["hello", digest, '{"users":[]}']))).toBe(
      "InputError: The input holds no CloudTrail records (1 digest files, 2 other files). Name a CloudTrail log, or a folder of logs.",
    );
  });
});

describe("a log of nothing", () => {
  test.each([
    '{"Records":[]}',
    '{"Events": [ ], "ResponseMetadata": {}}\n',
    '{"Records":[]}\n{"Records":[]}',
  ])("%s is a log", async (content) => {
    for (const size of [1, 65_536]) {
      const { total, files } = await selectFrom([makeSource(content, size, true)]);
      expect({ total, logs: files.logs }).toEqual({ total: 0, logs: 1 });
    }
  });

  test.each(["", "[]", "{}", '{"events":[]}', '{"Records":[]'])("%s is none", async (content) => {
    expect(await rejectionOf(selectFrom([makeSource(content, 9, true)]))).toStartWith("InputError: x.json: ");
  });
});

describe("a malformed record", () => {
  test("is named by its path and counted", async () => {
    const bad = { ...makeRecord(2), eventSource: 5 };
    const { eventSource: _, ...missing } = makeRecord(3);
    const content = JSON.stringify({
      Records: [makeRecord(1), bad, 5, null, [], "x", true, missing, makeRecord(4)],
    });
    const { messages, total, skipped, events } = await selectFrom([content]);
    expect(messages).toEqual([
      "x.json: Records[1].eventSource: Invalid type: Expected string but received 5",
      "x.json: Records[2]: Invalid type: Expected Object but received 5",
      "x.json: Records[3]: Invalid type: Expected Object but received null",
      "x.json: Records[4]: Invalid type: Expected Object but received Array",
      'x.json: Records[5]: Invalid type: Expected Object but received "x"',
      "x.json: Records[6]: Invalid type: Expected Object but received true",
      "x.json: Records[7].eventSource: missing",
    ]);
    expect({ total, skipped, kept: events.length }).toEqual({ total: 9, skipped: { malformed: 7 }, kept: 2 });
  });

  test("is named in every container", async () => {
    const bad = { ...makeRecord(2), awsRegion: 7 };
    const text = JSON.stringify(bad);
    const good = JSON.stringify(makeRecord(1));
    const problem = "awsRegion: Invalid type: Expected string but received 7";
    for (const [content, expected] of [
      [`[${good},${text}]`, `x.json: [1].${problem}`],
      [`${good}\n\n${text}`, `x.json: line 3: ${problem}`],
      [`${good}${text}`, `x.json: document 2: ${problem}`],
      [`2026-01-01T00:00:00Z ${text}`, `x.json: line 1: ${problem}`],
      [
        JSON.stringify({ Events: [{ CloudTrailEvent: text }] }),
        `x.json: Events[0].CloudTrailEvent.${problem}`,
      ],
      [
        JSON.stringify({ Events: [{ CloudTrailEvent: "oops" }] }),
        "x.json: Events[0].CloudTrailEvent: Invalid JSON",
      ],
      [JSON.stringify([{ detail: bad }]), `x.json: [0].detail.${problem}`],
      [JSON.stringify({ logEvents: [{ message: text }] }), `x.json: logEvents[0].message.${problem}`],
      [`{"Records":[${good}]}{"Records":[${text}]}`, `x.json: document 2: Records[0].${problem}`],
      [`5\n${good}\nnull`, "x.json: line 1: Invalid type: Expected Object but received 5"],
    ] as const) {
      expect((await selectFrom([content])).messages[0]).toBe(expected);
    }
  });

  test.each([
    ["eventID", null],
    ["eventID", ""],
    ["eventName", 1],
    ["eventTime", "yesterday"],
    ["eventTime", "2026-02-30T00:00:00Z"],
    ["eventTime", 17],
    ["readOnly", "maybe"],
    ["readOnly", "constructor"],
    ["readOnly", [[]]],
    ["readOnly", JSON.parse('{"toString":1}')],
    ["recipientAccountId", 1111222233334],
    ["eventType", {}],
    ["errorCode", true],
    ["requestParameters", [1]],
    ["requestParameters", 5],
    ["requestParameters", "{cut"],
  ])("has %s: %p", async (member, value) => {
    const { messages } = await selectFrom([
      JSON.stringify({ Records: [makeRecord(1, { [member]: value })] }),
    ]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(new RegExp(`^x\\.json: Records\\[0\\]\\.${member}: (Invalid |missing)`));
  });

  test("is an event of OCSF at no time", async () => {
    for (const time of [1e300, "9".repeat(40), {}]) {
      const event = { ...makeOcsf(makeRecord(1)), class_uid: 6003, time };
      const { messages } = await selectFrom([`${JSON.stringify(event)}\n${JSON.stringify(makeRecord(2))}`]);
      expect(messages).toEqual([expect.stringContaining("eventTime")]);
    }
  });

  test("stops a strict run", async () => {
    const content = JSON.stringify({ Records: [makeRecord(1), 5] });
    const error = await selectFrom([content], { strict: true }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toBe(
      "InputError: x.json: Records[1]: Invalid type: Expected Object but received 5. Correct the record, or leave out --strict to skip it.",
    );
  });
});

describe("depth", () => {
  test("of a record is no danger", async () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    const record = JSON.stringify(makeRecord(1)).replace('{"_return":true}', `{"a":${deep}}`);
    expect((await selectFrom([`{"Records":[${record}]}`])).events).toHaveLength(1);
    expect((await selectFrom([`[${deep},${record}]`])).skipped).toEqual({ malformed: 1 });
  });
});
