/** The command that follows `--`. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runBinary, startBinary } from "./support/binary.ts";
import { useMoto } from "./support/moto.ts";
import { type RecordingServer, startRecordingServer } from "./support/recording-server.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const LIMIT_MS = 20_000;
const PATH = "/usr/bin:/bin";

let server: RecordingServer;
beforeAll(() => {
  server = startRecordingServer();
});
afterAll(() => server[Symbol.dispose]());

interface Settings {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly records?: readonly unknown[];
  readonly endpoint?: string;
  readonly stdin?: string;
}

/** Replays some records from a file and then runs a command. */
async function replayThen(command: readonly string[], settings: Settings = {}) {
  const { flags = [], env = {}, records = [makeRecord()], endpoint = server.endpoint, stdin = "" } = settings;
  using folder = makeFolder();
  const trail = folder.write("trail.json", formatTrail(...records));
  const args = ["cloudtrail", "replay", "--input", trail, "--endpoint", endpoint, "--no-create-missing"];
  return await runBinary([...args, ...flags, "--", ...command], { env: { PATH, ...env }, stdin });
}

/** What the command sees of its environment. */
async function readEnv(settings: Settings = {}): Promise<Record<string, string>> {
  const { stdout } = await replayThen(["env"], settings);
  return Object.fromEntries(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}

describe("standard streams and exit codes", () => {
  test("standard output is the command's, the result goes to standard error", async () => {
    const { exitCode, stdout, stderr } = await replayThen(["sh", "-c", "echo out; echo err >&2; exit 7"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: "out\n" });
    expect(stderr).toMatch(
      /^Replaying 1 CloudTrail events against http:\/\/\S+\n\nCloudTrail Replay Results\n(.*\n)+ {2}Duration: .*\nerr\n$/,
    );
  });

  test("standard input is the command's", async () => {
    expect(await replayThen(["cat"], { stdin: "hello\n" })).toMatchObject({ exitCode: 0, stdout: "hello\n" });
  });

  test("a JSON result goes to standard error too, and --quiet leaves it out", async () => {
    const loud = await replayThen(["true"], { flags: ["--format", "json"] });
    expect(loud.stdout).toBe("");
    expect(JSON.parse(loud.stderr)).toMatchObject({ succeeded: 1 });
    expect(await replayThen(["echo", "out"], { flags: ["--quiet"] })).toEqual({
      exitCode: 0,
      stdout: "out\n",
      stderr: "",
    });
  });

  test("--output has the result before the command starts", async () => {
    using folder = makeFolder();
    const output = join(folder.path, "result.json");
    const { stdout } = await replayThen(["cat", output], { flags: ["--output", output] });
    expect(stdout).toBe(readFileSync(output, "utf8"));
    expect(JSON.parse(stdout)).toMatchObject({ succeeded: 1 });
  });

  test("a signal's end is 128 and its number", async () => {
    expect((await replayThen(["sh", "-c", "kill -KILL $$"])).exitCode).toBe(137);
    expect((await replayThen(["sh", "-c", "kill -TERM $$"])).exitCode).toBe(143);
  });

  test("a command that is not there is 127, and one that cannot be run 126", async () => {
    const missing = await replayThen(["no-such-command"]);
    expect(missing.exitCode).toBe(127);
    expect(missing.stderr).toEndWith(
      "error: no-such-command is not run: there is no such command; check its spelling and PATH\n",
    );
    const folder = await replayThen(["/etc/passwd"]);
    expect(folder.exitCode).toBe(126);
    expect(folder.stderr).toContain("error: /etc/passwd is not run: ");
  });

  test.each<[string, string]>([
    ["echo no first line\n", "it is no program of this machine; a script begins with #!, as in #!/bin/sh"],
    ["#!/no/such/interpreter\n", "there is no such interpreter as its first line names"],
  ])("a script that no system can run is 126, and says why: %j", async (text, reason) => {
    using folder = makeFolder();
    const script = folder.write("script", text);
    chmodSync(script, 0o755);
    const { exitCode, stderr } = await replayThen([script]);
    expect([exitCode, stderr.split("\n").at(-2)]).toEqual([126, `error: ${script} is not run: ${reason}`]);
  });
});

describe("the environment", () => {
  test("has the endpoint, dummy credentials and the region, and nothing of the machine's own AWS", async () => {
    const own = {
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_SESSION_TOKEN: "real",
      AWS_PROFILE: "prod",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/token",
      AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/ci",
      AWS_ENDPOINT_URL_S3: "https://s3.example.com",
      AWS_REGION: "ap-south-1",
      AWS_BUCKET_NAME: "b",
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    const env = await readEnv({ env: own });
    const { PATH: path, ...rest } = env;
    expect(path).toBe(PATH);
    expect(Object.fromEntries(Object.entries(rest).filter(([name]) => /AWS|PROXY/i.test(name)))).toEqual({
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_BUCKET_NAME: "b",
      HTTPS_PROXY: "http://127.0.0.1:1",
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
    });
  });

  test("has the region after --region-map, and the machine's where the log has no calls", async () => {
    const mapped = await readEnv({ flags: ["--region-map", "eu-west-1=us-east-2"] });
    expect(mapped["AWS_REGION"]).toBe("us-east-2");
    const empty = { records: [makeRecord({ readOnly: true })] };
    expect((await readEnv({ ...empty, env: { AWS_REGION: "ap-south-1" } }))["AWS_REGION"]).toBe("ap-south-1");
    expect((await readEnv(empty))["AWS_DEFAULT_REGION"]).toBe("us-east-1");
  });

  test("has the account for an access key where the main account keeps its id and the target takes it", async () => {
    const flags = ["--keep-accounts"];
    expect((await readEnv({ flags: [...flags, "--target", "localstack"] }))["AWS_ACCESS_KEY_ID"]).toBe(
      "111122223333",
    );
    expect((await readEnv({ flags: [...flags, "--target", "moto"] }))["AWS_ACCESS_KEY_ID"]).toBe("test");
  });
});

describe("the command is not run", () => {
  async function expectNotRun(settings: Settings, exitCode: number, message: string) {
    using folder = makeFolder();
    const trace = join(folder.path, "trace");
    const ended = await replayThen(["touch", trace], settings);
    expect(ended).toMatchObject({ exitCode, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(existsSync(trace)).toBe(false);
  }

  test("with --fail-on-error and a failure, and says so", async () => {
    const answer = { __type: "QueueNameExists", message: "there is one" };
    using failing = startRecordingServer(() => Response.json(answer, { status: 400 }));
    const { endpoint } = failing;
    const reason = "error: touch is not run: sqs.CreateQueue failed (QueueNameExists: there is one)";
    await expectNotRun({ endpoint, flags: ["--fail-on-error"] }, 1, `${reason}\n`);
    await expectNotRun({ endpoint, flags: ["--fail-on-error", "--quiet"] }, 1, `${reason}\n`);
    const records = [makeRecord(), makeRecord(), makeRecord()];
    await expectNotRun({ endpoint, flags: ["--fail-on-error"], records }, 1, `${reason}, and 2 more\n`);
    expect((await replayThen(["echo", "run"], { endpoint })).stdout).toBe("run\n");
  });

  test("with --verify and something missing", async () => {
    const reason =
      "error: touch is not run: what stands in the target is not what the log says: 1 missing, 0 different\n";
    // Takes the call, and knows of nothing afterwards.
    using forgetful = startRecordingServer(({ headers }) =>
      headers["x-amz-target"] === "AmazonSQS.CreateQueue"
        ? new Response()
        : Response.json({ __type: "com.amazonaws.sqs#QueueDoesNotExist" }, { status: 400 }),
    );
    const { endpoint } = forgetful;
    await expectNotRun({ flags: ["--verify"], endpoint }, 1, reason);
    await expectNotRun({ flags: ["--verify", "--quiet"], endpoint }, 1, reason);
  });

  test.each([
    ["the replay", [], 1],
    ["its verification", ["--verify"], 2],
  ])(
    "after an interrupt of %s",
    async (_, flags, last) => {
      using hanging = startRecordingServer((_request, nth) =>
        nth < last ? new Response() : new Promise<Response>(() => {}),
      );
      using folder = makeFolder();
      const trail = folder.write("trail.json", formatTrail(makeRecord()));
      const to = ["--endpoint", hanging.endpoint, "--no-create-missing"];
      const child = startBinary(
        ["cloudtrail", "replay", "--input", trail, ...to, ...flags, "--", "echo", "run"],
        { env: { PATH } },
      );
      while (hanging.requests.length < last) await Bun.sleep(10);
      child.kill("SIGINT");
      expect(await child.exited).toBe(130);
      expect(await new Response(child.stdout).text()).toBe("");
      expect(await new Response(child.stderr).text()).toEndWith("error: echo is not run: interrupted\n");
    },
    LIMIT_MS,
  );

  test("where the replay does not begin", async () => {
    await expectNotRun({ endpoint: "http://127.0.0.1:1" }, 4, "cannot connect to");
    await expectNotRun({ flags: ["--dry-run"] }, 2, "--dry-run makes nothing that a command could use");
    await expectNotRun({ flags: ["--spede"] }, 2, "no flag --spede");
  });

  test("after --, where there is none", async () => {
    const args = ["cloudtrail", "replay", "--input", "fixtures/demo/trail.json", "--"];
    expect(await runBinary(args)).toMatchObject({ exitCode: 2, stdout: "" });
    expect((await runBinary(args)).stderr).toStartWith("error: -- needs a command after it: -- npm test\n");
    const verify = await runBinary(["cloudtrail", "verify", "--input", "x", "--", "true"]);
    expect(verify.exitCode).toBe(2);
    expect(verify.stderr).toStartWith("error: cloudmock cloudtrail verify runs no command after --\n");
  });
});

describe("against moto", () => {
  const moto = useMoto();

  test(
    "a script finds what the replay has made",
    async () => {
      const script = `
        const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_REGION: region } = process.env;
        const answer = await fetch(url + "/", {
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": "AmazonSQS.ListQueues",
            authorization: "AWS4-HMAC-SHA256 Credential=" + key + "/20260401/" + region + "/sqs/aws4_request, SignedHeaders=host, Signature=0",
          },
          body: "{}",
        });
        console.log((await answer.json()).QueueUrls.map((url) => url.split("/").at(-1)).join());`;
      const record = makeRecord({ requestParameters: { queueName: "orders" } });
      const node = Bun.which("node") ?? "node";
      const ended = await replayThen([node, "--input-type=module", "-e", script], {
        endpoint: moto.endpoint,
        records: [record],
      });
      expect(ended).toMatchObject({ exitCode: 0, stdout: "orders\n" });
    },
    LIMIT_MS,
  );
});
