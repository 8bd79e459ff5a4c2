/** Where a replay may go: never to AWS, and nowhere remote unless that is asked for. */
import { afterAll, expect, test } from "bun:test";
import { startRecordingServer } from "./support/recording-server.ts";
import { runQuick, runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const stdin = formatTrail(makeRecord());
const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());
const trail = folder.write("trail.json", stdin);
const HELP = "Run 'cloudmock cloudtrail replay --help' for its flags and examples.\n";

const AWS = [
  "http://amazonaws.com",
  "https://sqs.eu-west-1.amazonaws.com",
  "https://SQS.EU-WEST-1.AmazonAWS.Com:443/",
  "https://amazonaws.com.",
  "https://s3.amazonaws.com..",
  "https://bucket.s3.dualstack.eu-west-1.amazonaws.com/path",
  "https://sqs.cn-north-1.amazonaws.com.cn",
  "https://AMAZONAWS.COM.CN.",
  "https://sqs.%61mazonaws.com",
  "https://sqs.amazonaws.com\uFF0Ecn",
  "https://sqs.am\u00ADazonaws.com",
  "http://169.254.169.254",
  "http://0xa9fea9fe",
  "http://[::ffff:169.254.169.254]",
];

/** A replay of the log's own calls, in this process. */
function replayHere(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runQuick(["cloudtrail", "replay", "--input", trail, "--no-create-missing", ...args], env);
}

test("the whole program refuses AWS, by the flag and by the environment", async () => {
  const [endpoint = ""] = AWS;
  const flag = await runReplay(["--input", "-", "--endpoint", endpoint, "--allow-remote"], { stdin });
  expect(flag).toMatchObject({ exitCode: 2, stdout: "" });
  expect(flag.stderr).toMatch(/^error: --endpoint: .* is AWS itself .*\n/);
  const env = { AWS_ENDPOINT_URL: endpoint };
  const { exitCode, stdout } = await runReplay(["--input", "-", "--allow-remote"], { stdin, env });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

test.each(AWS)("%s is refused, whatever is asked for", async (endpoint) => {
  for (const flags of [[], ["--allow-remote"], ["--dry-run"]]) {
    const { exitCode, stdout, stderr } = await replayHere(["--endpoint", endpoint, ...flags]);
    expect({ flags, exitCode, stdout }).toEqual({ flags, exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^error: --endpoint: .* is (AWS itself|where AWS serves) .*\n/);
    expect(stderr).toEndWith(`\n${HELP}`);
  }
});

test.each(AWS)("%s is refused in AWS_ENDPOINT_URL too", async (endpoint) => {
  const { exitCode, stdout } = await replayHere(["--allow-remote"], { AWS_ENDPOINT_URL: endpoint });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

test.each([
  "http://198.51.100.7:4566",
  "http://0xC6336407",
  "http://3325256711",
  "http://[2001:db8::1]:4566",
  "http://[::ffff:198.51.100.7]",
  "http://172.32.0.1",
])("%s is refused unless it is allowed", async (endpoint) => {
  const { exitCode, stdout, stderr } = await replayHere(["--endpoint", endpoint]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^error: --endpoint: .*; if the emulator really runs there, add --allow-remote\n/);
  const allowed = await replayHere(["--endpoint", endpoint, "--allow-remote", "--dry-run"]);
  expect(allowed.exitCode).toBe(0);
});

test.each([
  "localhost:4566",
  "ftp://localhost",
  "http://",
  "4566",
  "http://user:secret@localhost:4566",
  "http://localhost:4566/?a=b",
])("%s is no endpoint", async (endpoint) => {
  const { exitCode, stdout, stderr } = await replayHere(["--endpoint", endpoint]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toStartWith("error: --endpoint: ");
  expect(stderr).not.toContain("secret");
});

test("a name that only looks like AWS's is as good as another", async () => {
  for (const name of ["notamazonaws.com.localhost", "amazonaws.com.localhost"]) {
    expect((await replayHere(["--endpoint", `http://${name}`, "--dry-run"])).exitCode).toBe(0);
  }
});

test("AWS_ENDPOINT_URL is the default of --endpoint", async () => {
  using server = startRecordingServer();
  using other = startRecordingServer();
  const env = { AWS_ENDPOINT_URL: server.endpoint, AWS_ENDPOINT_URL_SQS: other.endpoint };
  const { stdout } = await runReplay(["--input", "-"], { stdin, env });
  expect(stdout).toStartWith(`Replaying 1 CloudTrail events against ${server.endpoint}\n`);
  expect(server.requests).toHaveLength(1);
  await runReplay(["--input", "-", "--endpoint", other.endpoint], { stdin, env });
  expect([server.requests.length, other.requests.length]).toEqual([1, 1]);
});

test("an endpoint's path stays in front of every request's, and localhost is reached by name", async () => {
  using server = startRecordingServer();
  const { port } = new URL(server.endpoint);
  await runReplay(["--input", "-", "--endpoint", `http://localhost:${port}/base/`], { stdin });
  expect(server.requests.map(({ url }) => new URL(url).pathname)).toEqual(["/base/"]);
});
