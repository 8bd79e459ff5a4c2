/** What is read, what is refused, and that a refusal comes before the first request. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { runDry, runQuick, runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord, type TestFolder } from "./support/trails.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");

const DIGEST = JSON.stringify({
  awsAccountId: "111122223333",
  digestStartTime: "2026-04-01T08:00:00Z",
  digestEndTime: "2026-04-01T09:00:00Z",
  logFiles: [{ s3Bucket: "logs", s3Object: "a.json.gz", hashValue: "00", hashAlgorithm: "SHA-256" }],
});

/** Replays the folder into a server that counts: what a refusal prints, and how many requests went out. */
async function replayFolder(folder: TestFolder, args: readonly string[], server: RecordingServer) {
  const flags = [...args, "--endpoint", server.endpoint];
  const ended = await runReplay(flags, { cwd: folder.path });
  return { ...ended, requests: server.requests.length };
}

/** Expects what a refused input has to say, from a run in this process, of paths in the folder. */
async function expectRefusal(folder: TestFolder, args: readonly string[], stderr: RegExp) {
  using server = startRecordingServer();
  const placed = args.map((arg) => (arg.startsWith("--") ? arg : join(folder.path, arg)));
  const ended = await runQuick(["cloudtrail", "replay", ...placed, "--endpoint", server.endpoint]);
  expect(ended).toMatchObject({ exitCode: 3, stdout: "" });
  expect(server.requests).toHaveLength(0);
  const said = ended.stderr.replaceAll(`${folder.path}/`, "").replaceAll(folder.path, ".");
  expect(said).toMatch(stderr);
  expect(said.trimEnd()).not.toContain("\n");
}

test("the whole program refuses a folder without files, with nothing sent", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  const { exitCode, stdout, stderr, requests } = await replayFolder(folder, ["--input", "."], server);
  expect({ exitCode, stdout, requests }).toEqual({ exitCode: 3, stdout: "", requests: 0 });
  expect(stderr).toMatch(/^error: \.: the folder holds no files.*\n$/);
});

describe("a folder", () => {
  test("with digests and foreign files is searched for its logs", async () => {
    using folder = makeFolder();
    folder.write("README.md", "# Logs\n[not a log]\n");
    folder.write("picture.png", PNG);
    folder.write("settings.json", '{"retention":{"days":30}}');
    folder.write("empty.json", "");
    folder.write("rows.csv", "name,size\na,1\n");
    folder.write("AWSLogs/1/CloudTrail-Digest/eu-west-1/d.json.gz", gzipSync(DIGEST));
    folder.write("AWSLogs/1/CloudTrail/eu-west-1/2026/04/01/b.json.gz", gzipSync(formatTrail(makeRecord())));
    folder.write("AWSLogs/1/CloudTrail/eu-west-1/2026/04/02/no-ending", formatTrail(makeRecord()));
    folder.write(".hidden/c.json", formatTrail(makeRecord(), makeRecord({ readOnly: true })));
    const { exitCode, stderr, lines } = await runDry(["--input", folder.path]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "dry run: 3 of 4 events would be sent; skipped: read_only 1\n",
    });
    expect(lines).toHaveLength(3);
  });

  test("without files is refused", async () => {
    using folder = makeFolder();
    await expectRefusal(folder, ["--input", "."], /^error: \.: the folder holds no files/);
  });

  test.each<[string, Record<string, string>]>([
    ["foreign files", { "README.md": "# Logs\n", "a.json": "{}" }],
    ["a digest", { "d.json": DIGEST }],
    ["other lists", { "a.json": '{"users":[]}' }],
  ])("with nothing but %s is refused", async (_what, files) => {
    using folder = makeFolder();
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    await expectRefusal(folder, ["--input", "."], /^error: The input holds no CloudTrail records/);
  });
});

describe("a damaged log is refused, with nothing sent", () => {
  const good = formatTrail(makeRecord(), makeRecord());
  const zipped = gzipSync(formatTrail(...Array.from({ length: 200 }, () => makeRecord())));
  const flipped = Uint8Array.from(zipped, (byte, at) => (at === zipped.length >> 1 ? byte ^ 0xff : byte));

  test.each<[string, string | Uint8Array, RegExp]>([
    ["a gzip cut in two", zipped.subarray(0, zipped.length >> 1), /^error: .*x\.json: damaged gzip/],
    ["a gzip with a wrong byte", flipped, /^error: .*x\.json: /],
    ["a gzip without its last bytes", zipped.subarray(0, -4), /^error: .*x\.json: damaged gzip/],
    ["a gzip and then text", Buffer.concat([zipped, Buffer.from("oops")]), /^error: .*x\.json: damaged gzip/],
    ["JSON cut inside a record", good.slice(0, -100), /^error: .*x\.json: .*at byte \d+/],
    ["JSON cut between records", good.slice(0, good.indexOf(',{"eventVersion"')), /^error: .*x\.json: /],
    ["JSON with a stray brace", good.replace('"eventSource":', '}"eventSource":'), /^error: .*x\.json: /],
  ])("%s", async (_what, content, stderr) => {
    using folder = makeFolder();
    folder.write("logs/a.json", formatTrail(makeRecord()));
    folder.write("logs/x.json", content);
    await expectRefusal(folder, ["--input", "logs"], stderr);
    await expectRefusal(folder, ["--input", "logs/a.json", "--input", "logs/x.json"], stderr);
  });
});

describe("a file that the user names", () => {
  test.each<[string, string | Uint8Array]>([
    ["no JSON", "hello\n"],
    ["nothing", ""],
    ["an image", PNG],
    ["other JSON", '{"a":1}'],
    ["a list of something else", '{"users":[]}'],
    ["a digest", DIGEST],
  ])("must hold records: %s", async (_what, content) => {
    using folder = makeFolder();
    folder.write("x.json", content);
    await expectRefusal(folder, ["--input", "x.json"], /^error: x\.json: /);
  });

  test("must be there", async () => {
    using folder = makeFolder();
    await expectRefusal(folder, ["--input", "gone.json"], /^error: gone\.json: no such file or folder/);
    await expectRefusal(folder, ["--input", "*.gz"], /^error: \*\.gz: matches no file/);
  });
});

describe("a bad record", () => {
  const { eventSource: _source, ...sourceless } = makeRecord();
  const mixed = formatTrail(makeRecord(), sourceless, makeRecord(), 5, null);

  test("is counted and named, and the rest goes on", async () => {
    using folder = makeFolder();
    using server = startRecordingServer();
    folder.write("x.json", mixed);
    const { exitCode, stdout, stderr, requests } = await replayFolder(
      folder,
      ["--input", "x.json", "--format", "json"],
      server,
    );
    expect({ exitCode, requests }).toEqual({ exitCode: 0, requests: 2 });
    expect(stderr).toBe(
      [
        "warning: x.json: Records[1].eventSource: missing",
        "warning: x.json: Records[3]: Invalid type: Expected Object but received 5",
        "warning: x.json: Records[4]: Invalid type: Expected Object but received null",
        "",
      ].join("\n"),
    );
    expect(JSON.parse(stdout)).toMatchObject({
      total_events: 5,
      replayed: 2,
      skipped: 3,
      skipped_by_reason: { malformed: 3 },
    });
  });

  test("of a wrong type is named by its path", async () => {
    using folder = makeFolder();
    folder.write("x.json", formatTrail(makeRecord(), makeRecord({ eventSource: 7 })));
    const { exitCode, stderr } = await runDry(["--input", "x.json"], { cwd: folder.path });
    expect(exitCode).toBe(0);
    expect(stderr).toStartWith("warning: x.json: Records[1].eventSource: ");
    expect(stderr).toEndWith("\ndry run: 1 of 2 events would be sent; skipped: malformed 1\n");
  });

  test("stops everything with --strict", async () => {
    using folder = makeFolder();
    folder.write("x.json", mixed);
    await expectRefusal(
      folder,
      ["--input", "x.json", "--strict"],
      /^error: x\.json: Records\[1\]\.eventSource: .*--strict/,
    );
  });
});

describe("--input", () => {
  const log = (...names: string[]) =>
    formatTrail(...names.map((queueName) => makeRecord({ requestParameters: { queueName } })));

  async function listQueues(folder: TestFolder, inputs: readonly string[]): Promise<string[]> {
    const flags = inputs.flatMap((input) => ["--input", input]);
    const { exitCode, lines } = await runDry(flags, { cwd: folder.path });
    expect(exitCode).toBe(0);
    return lines.map(({ body }) => JSON.parse(body).QueueName);
  }

  test.each<[string[], string[]]>([
    [
      ["a.json", "b.json"],
      ["a", "b"],
    ],
    [["b.json,a.json"], ["b", "a"]],
    [
      ["b.json, a.json", "sub"],
      ["b", "a", "c", "d"],
    ],
    [["*.json"], ["a", "b", "e"]],
    [["**/*.json"], ["a", "b", "e", "c", "d"]],
    [["{a,b}.json"], ["a", "b"]],
    [["e,f.json"], ["e"]],
    [["sub/"], ["c", "d"]],
  ])("%j names %j", async (inputs, queues) => {
    using folder = makeFolder();
    folder.write("a.json", log("a"));
    folder.write("b.json", log("b"));
    folder.write("e,f.json", log("e"));
    folder.write("sub/c.json", log("c"));
    folder.write("sub/d.json", log("d"));
    expect(await listQueues(folder, inputs)).toEqual(queues);
  });

  test("names a file twice, and each event goes out once", async () => {
    using folder = makeFolder();
    folder.write("a.json", log("a", "b"));
    const { stderr, lines } = await runDry(["--input", "a.json,a.json"], { cwd: folder.path });
    expect(lines).toHaveLength(2);
    expect(stderr).toBe("dry run: 2 of 4 events would be sent; skipped: duplicate 2\n");
  });

  test("- reads standard input, gzipped or not, beside files", async () => {
    using folder = makeFolder();
    folder.write("a.json", log("a"));
    for (const stdin of [log("s"), gzipSync(log("s"))]) {
      const { lines } = await runDry(["--input", "-", "--input", "a.json"], { cwd: folder.path, stdin });
      expect(lines.map(({ body }) => JSON.parse(body).QueueName)).toEqual(["s", "a"]);
    }
    const { exitCode, stderr } = await runDry(["--input", "-"], { stdin: "" });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr:
        "error: standard input: holds no CloudTrail records (objects with eventSource and eventName, at any depth). Name a CloudTrail log, or the folder of logs.\n",
    });
  });
});

test("a record is skipped for the first reason that holds, and a skip prints nothing", async () => {
  const twice = makeRecord({ readOnly: true });
  const failed = { errorCode: "AccessDenied" };
  const omitted = {
    requestParameters: { reason: "requestParameters too large", omitted: "true", originalSize: "149893" },
  };
  const unsendable = {
    eventSource: "s3.amazonaws.com",
    eventName: "DeleteObject",
    requestParameters: { bucketName: "b", key: "a/../c" },
  };
  const records = [
    makeRecord({ eventTime: "yesterday", readOnly: true }),
    twice,
    twice,
    makeRecord({ eventType: "AwsServiceEvent", readOnly: true, ...failed }),
    makeRecord({ addendum: { reason: "UPDATED_DATA" }, readOnly: true, ...failed }),
    makeRecord({ readOnly: undefined, eventName: "GetQueueUrl", ...failed }),
    makeRecord({ eventSource: "nowhere.amazonaws.com", ...failed }),
    makeRecord({ eventSource: "nowhere.amazonaws.com", ...omitted }),
    makeRecord({ eventName: "PaintQueue", ...omitted }),
    makeRecord({ ...omitted, awsRegion: "us-east-1" }),
    makeRecord({ awsRegion: "us-east-1", ...unsendable }),
    makeRecord(unsendable),
    makeRecord({ addendum: { reason: "DELIVERY_DELAY" } }),
  ];
  using server = startRecordingServer();
  const args = ["--input", "-", "--regions", "eu-west-1", "--endpoint", server.endpoint, "--format", "json"];
  const { exitCode, stdout, stderr } = await runReplay(args, { stdin: formatTrail(...records) });
  expect({ exitCode, requests: server.requests.length }).toEqual({ exitCode: 0, requests: 1 });
  expect(stderr).toBe("warning: standard input: Records[0].eventTime: Invalid date: Expected ISO 8601\n");
  expect(JSON.parse(stdout)).toMatchObject({
    total_events: 13,
    replayed: 1,
    skipped: 12,
    skipped_by_reason: {
      malformed: 1,
      duplicate: 1,
      not_an_api_call: 1,
      amended: 1,
      read_only: 2,
      failed_in_production: 1,
      unknown_service: 1,
      unknown_operation: 1,
      omitted_parameters: 1,
      filtered: 1,
      unsendable: 1,
    },
  });
});
