/** Requests go to the endpoint alone, and hold nothing of this machine's or the log's credentials. */
import { expect, test } from "bun:test";
import { startCountingListener, startRecordingServer } from "./support/recording-server.ts";
import { runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord, RECORDED_ACCESS_KEY } from "./support/trails.ts";

const S3_DELETE = {
  eventSource: "s3.amazonaws.com",
  eventName: "DeleteBucket",
  requestParameters: { bucketName: "invoices" },
};
const S3_READ = {
  eventSource: "s3.amazonaws.com",
  eventName: "GetBucketAcl",
  readOnly: true,
  requestParameters: { bucketName: "invoices", acl: "" },
};

test.each([301, 302, 303, 307, 308])(
  "a redirect (%d) is not followed and counts as failed",
  async (status) => {
    using target = startRecordingServer();
    using server = startRecordingServer(
      () => new Response(null, { status, headers: { location: `${target.endpoint}/elsewhere` } }),
    );
    const stdin = formatTrail(makeRecord(), makeRecord(S3_DELETE), makeRecord(S3_READ));
    const args = ["--input", "-", "--include-reads", "--endpoint", server.endpoint];
    const { exitCode, stdout } = await runReplay(args, { stdin });
    expect(exitCode).toBe(0);
    expect([server.requests.length, target.requests.length]).toEqual([3, 0]);
    expect(stdout).toContain("\n  Succeeded:     0\n  Failed:        3\n");
    const failures = stdout.split("\n").filter((line) => line.startsWith("  [FAIL] "));
    expect(failures).toHaveLength(3);
    for (const line of failures) expect(line).toEndWith(` (status ${status})`);
  },
);

test("no proxy of the environment is asked", async () => {
  using proxy = startCountingListener();
  using server = startRecordingServer();
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
  const proxied = Object.fromEntries(
    [...names, ...names.map((name) => name.toLowerCase())].map((name) => [name, proxy.url]),
  );
  const stdin = formatTrail(makeRecord(), makeRecord(S3_DELETE));
  for (const exempt of [{}, { NO_PROXY: "", no_proxy: "" }, { NO_PROXY: "example.com" }]) {
    const { port } = new URL(server.endpoint);
    for (const endpoint of [server.endpoint, `http://localhost:${port}`]) {
      const settings = { stdin, env: { ...proxied, ...exempt } };
      const { stdout } = await runReplay(["--input", "-", "--endpoint", endpoint], settings);
      expect(stdout).toContain("\n  Succeeded:     2\n");
    }
  }
  // An https endpoint fails here, since the server speaks http; the proxy must not hear of it either.
  const secure = server.endpoint.replace("http:", "https:");
  const { stdout } = await runReplay(["--input", "-", "--endpoint", secure], { stdin, env: proxied });
  expect(stdout).toContain("\n  Failed:        2\n");
  expect(proxy.connections).toBe(0);
  expect(server.requests).toHaveLength(12);
  // The listener would have counted.
  await fetch(proxy.url).catch(() => undefined);
  expect(proxy.connections).toBe(1);
});

test("requests hold nothing of the machine's credentials nor of the log's access key", async () => {
  using folder = makeFolder();
  using server = startRecordingServer();
  folder.write(
    ".aws/credentials",
    "[default]\naws_access_key_id = AKIAFROMFILE0000DEFA\naws_secret_access_key = secretFromFile\n" +
      "[prod]\naws_access_key_id = AKIAFROMFILE0000PROD\naws_secret_access_key = secretFromFile\n",
  );
  folder.write(".aws/config", "[default]\nregion = sa-east-1\nendpoint_url = http://198.51.100.7\n");
  const env = {
    HOME: folder.path,
    AWS_ACCESS_KEY_ID: "AKIAFROMENVIRONMENT0",
    AWS_SECRET_ACCESS_KEY: "secretFromEnvironment",
    AWS_SESSION_TOKEN: "tokenFromEnvironment",
    AWS_PROFILE: "prod",
    AWS_REGION: "ap-northeast-3",
    AWS_DEFAULT_REGION: "ap-northeast-3",
    AWS_CONFIG_FILE: `${folder.path}/.aws/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${folder.path}/.aws/credentials`,
    AWS_ENDPOINT_URL: server.endpoint,
  };
  const key = {
    eventSource: "iam.amazonaws.com",
    eventName: "CreateUser",
    requestParameters: { userName: "u" },
  };
  const stdin = formatTrail(makeRecord(), makeRecord(S3_DELETE), makeRecord(key));
  const { exitCode } = await runReplay(["--input", "-"], { stdin, env });
  expect({ exitCode, requests: server.requests.length }).toEqual({ exitCode: 0, requests: 3 });
  for (const request of server.requests) {
    const text = JSON.stringify(request);
    for (const secret of [
      "AKIA",
      RECORDED_ACCESS_KEY,
      "FromFile",
      "FromEnvironment",
      "ap-northeast-3",
      "sa-east-1",
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(request.headers["authorization"]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=111122223333\/20260401\/eu-west-1\/(sqs|s3|iam)\/aws4_request, SignedHeaders=host, Signature=0{64}$/,
    );
    expect(request.headers["user-agent"]).not.toContain("region/");
    expect(request.headers).not.toHaveProperty("x-amz-security-token");
  }
});
