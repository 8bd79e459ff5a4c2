/** The events that the guide names, each with its exact request: fixtures/guide. */
import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { root } from "./support/binary.ts";
import { startRecordingServer } from "./support/recording-server.ts";
import { type DryRunLine, runDry, runReplay } from "./support/replay.ts";

const ENDPOINT = "http://127.0.0.1:4599/base";
const trails = join(root, "fixtures", "guide", "trails");
const files = readdirSync(trails).sort();
const READ = "sts-GetCallerIdentity.json";

interface Expected {
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signing_name: string;
  readonly body: string;
}

function readExpected(file: string): Promise<Expected> {
  return Bun.file(join(root, "fixtures", "guide", "requests", file)).json();
}

async function readEvent(file: string): Promise<Record<string, string>> {
  const { Records } = await Bun.file(join(trails, file)).json();
  return Records[0];
}

/** What a dry run has to print for a trail of fixtures/guide. */
async function expectLine(file: string, endpoint: string): Promise<DryRunLine> {
  const { service, operation, method, path, headers, signing_name, body } = await readExpected(file);
  const { eventID, eventTime, awsRegion } = await readEvent(file);
  const scope = `111122223333/20260401/${awsRegion}/${signing_name}/aws4_request`;
  return {
    event_id: String(eventID),
    event_time: String(eventTime),
    service,
    operation,
    account: "111122223333",
    region: String(awsRegion),
    method,
    url: `${endpoint}${path}`,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`,
      "user-agent": `cloudmock/${version}`,
      "x-cloudmock-service": service,
    },
    body,
    body_base64: false,
  };
}

test("there are 24 of them", () => {
  expect(files).toHaveLength(24);
});

test.each(files)("%s becomes exactly its request", async (file) => {
  const flags = file === READ ? ["--include-reads"] : [];
  const args = ["--input", join(trails, file), "--endpoint", ENDPOINT, ...flags];
  const { exitCode, stdout, stderr, lines } = await runDry(args);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: "dry run: 1 of 1 events would be sent; none skipped\n",
  });
  expect(lines).toEqual([await expectLine(file, ENDPOINT)]);
  expect(stdout).toBe(`${JSON.stringify(lines[0])}\n`);
});

test("GetCallerIdentity is a read, which is skipped unless reads are asked for", async () => {
  expect(await runDry(["--input", join(trails, READ)])).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: "dry run: 0 of 1 events would be sent; skipped: read_only 1\n",
    lines: [],
  });
});

/** All lines in the order of their times. Alone, PutItem's log does not tell the type of its table's key; CreateTable does. */
async function expectAllLines(endpoint: string): Promise<DryRunLine[]> {
  const expected = await Promise.all(files.map((file) => expectLine(file, endpoint)));
  expected.sort((a, b) => (a.event_time < b.event_time ? -1 : 1));
  return expected.map((line) =>
    line.operation === "PutItem"
      ? { ...line, body: line.body.replace('"OrderNo":{"S":', '"OrderNo":{"N":') }
      : line,
  );
}

test("all of them in one folder are sent in order, and the table's key types are learnt from CreateTable", async () => {
  const { lines } = await runDry(["--input", trails, "--endpoint", ENDPOINT, "--include-reads"]);
  expect(lines).toEqual(await expectAllLines(ENDPOINT));
  expect(lines[1]?.body).toContain('"OrderNo":{"N":"9007199254740993"}');
});

/** What the HTTP client itself adds. */
const CLIENT_HEADERS = new Set(["host", "connection", "accept", "accept-encoding", "content-length"]);

test("what is sent is what a dry run prints", async () => {
  using server = startRecordingServer();
  const { endpoint } = server;
  const inOrder = ["--include-reads", "--concurrency", "1"];
  const { exitCode } = await runReplay(["--input", trails, "--endpoint", endpoint, ...inOrder]);
  expect(exitCode).toBe(0);
  const sent = server.requests.map(({ method, url, headers, body }) => {
    const own = Object.entries(headers).filter(([name]) => !CLIENT_HEADERS.has(name));
    return { method, url, headers: Object.fromEntries(own), body };
  });
  const expected = await expectAllLines(endpoint);
  expect(sent).toEqual(expected.map(({ method, url, headers, body }) => ({ method, url, headers, body })));
});
