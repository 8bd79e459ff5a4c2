/** `cloudmock start`: an AWS endpoint of its own, from the built program. */
import { describe, expect, test } from "bun:test";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { awaitEnd, root, runBinary, startBinary } from "./support/binary.ts";
import { ask, startInstance } from "./support/instance.ts";
import { makeFolder } from "./support/trails.ts";

const trail = join(root, "fixtures", "demo", "trail.json");

test("what the log made stands, under production's names, and more can be made", async () => {
  await using instance = await startInstance(["--input", trail]);
  expect(instance.line).toEndWith("account 123456789012, eu-west-1; 13 of 13 calls made; 13 resources\n");
  const list = () => ask(instance.url, "DynamoDB_20120810.ListTables", "dynamodb", {});
  const before = await list();
  expect(before.status).toBe(200);
  expect(before.body.TableNames.length).toBeGreaterThan(0);
  const table = { TableName: "mine", AttributeDefinitions: [], KeySchema: [] };
  const refused = await ask(instance.url, "DynamoDB_20120810.CreateTable", "dynamodb", table);
  expect(refused).toMatchObject({
    status: 400,
    body: { __type: expect.stringContaining("ValidationException") },
  });
  const keys = {
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  };
  const made = await ask(instance.url, "DynamoDB_20120810.CreateTable", "dynamodb", { ...table, ...keys });
  expect(made.body.TableDescription).toMatchObject({
    TableStatus: "CREATING",
    TableArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/mine",
  });
  expect((await list()).body.TableNames).toEqual([...before.body.TableNames, "mine"].toSorted());
});

describe("a replay into one that runs already", () => {
  const TOKEN = "0123456789abcdef";
  const replay = (url: string, env: Record<string, string> = {}) =>
    runBinary(["cloudtrail", "replay", "--input", trail, "--endpoint", url, "--format", "json"], { env });
  const verify = (url: string) =>
    runBinary(["cloudtrail", "verify", "--input", trail, "--endpoint", url], { env: {} });

  test("tells it what production answered, so that everything has production's names", async () => {
    await using instance = await startInstance([]);
    const { exitCode, stdout, stderr } = await replay(instance.url);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ succeeded: 13, failed: 0, target: { name: "instance" } });
    const resources = await (await fetch(`${instance.adminUrl}/api/resources?type=vpc`)).json();
    expect(resources).toMatchObject({
      resources: expect.arrayContaining([
        expect.objectContaining({ account: "123456789012", id: "vpc-0d4c3b2a190807060" }),
      ]),
    });
    // Requests that name no account are of the log's.
    expect((await ask(instance.url, "DynamoDB_20120810.ListTables", "dynamodb", {})).body.TableNames).toEqual(
      ["orchard-orders"],
    );
    expect(await verify(instance.url)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("Verified:      13"),
    });
  });

  test("tells one with a token nothing without it, and says so", async () => {
    const env = { CLOUDMOCK_ADMIN_TOKEN: TOKEN };
    await using instance = await startInstance([], { env });
    const stranger = await replay(instance.url);
    expect(stranger.stderr).toContain("or with its token (CLOUDMOCK_ADMIN_TOKEN)");
    expect(JSON.parse(stranger.stdout)).toMatchObject({ succeeded: 13 });
    await fetch(`${instance.adminUrl}/api/reset`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(await replay(instance.url, env)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(
      await runBinary(["cloudtrail", "verify", "--input", trail, "--endpoint", instance.url], { env }),
    ).toMatchObject({ exitCode: 0 });
  });
});

test("what became of the log's calls is written where that was asked for", async () => {
  using folder = makeFolder();
  const output = join(folder.path, "result.json");
  await using instance = await startInstance(["--input", trail, "--output", output]);
  expect(instance.line).toContain("13 of 13 calls made");
  expect(await Bun.file(output).json()).toMatchObject({ total_events: 16, succeeded: 13 });
  const full = ["start", "--port", "0", "--admin-port", "0", "--input", trail, "--output", "/dev/full"];
  expect(await runBinary(full)).toMatchObject({
    exitCode: 2,
    stdout: "",
    stderr: expect.stringContaining("error: --output: the file could not be written"),
  });
});

function findOwnAddress() {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ internal, family }) => !internal && family === "IPv4");
}

describe("without a log", () => {
  test("it is empty, and is told from other emulators", async () => {
    await using instance = await startInstance(["--account", "111122223333"]);
    expect(instance.line).toContain("account 111122223333, us-east-1\n");
    expect(await (await fetch(`${instance.url}/_cloudmock/health`)).json()).toMatchObject({
      status: "ok",
      adopts: true,
    });
    const { services } = (await (await fetch(`${instance.url}/_localstack/health`)).json()) as {
      services: Record<string, string>;
    };
    expect(services["s3"]).toBe("available");
    const waited = await runBinary(["wait", "--endpoint", instance.url]);
    expect({ exitCode: waited.exitCode, told: waited.stdout + waited.stderr }).toMatchObject({
      exitCode: 0,
      told: expect.stringContaining("cloudmock"),
    });
  });

  test("pages in a browser are refused, and what is no request of AWS is answered all the same", async () => {
    await using instance = await startInstance([]);
    const page = await fetch(instance.url, {
      method: "POST",
      headers: { origin: "https://example.org" },
      body: "{}",
    });
    expect(page.status).toBe(403);
    // Whatever the Host header says.
    const odd = await fetch(`${instance.url}/_cloudmock/health`, { headers: { host: "a b:c" } });
    expect(odd.status).toBeLessThan(500);
    for (const path of ["/", "/a/../../etc/passwd", "/%00", "/?Action=Nothing", `/${"x".repeat(10_000)}`])
      expect((await fetch(`${instance.url}${path}`)).status).toBeLessThan(500);
  });

  test("other machines may reach it with --host, but its admin API with a token only", async () => {
    await using instance = await startInstance(["--host", "0.0.0.0"]);
    expect(new URL(instance.adminUrl).hostname).toBe("127.0.0.1");
    const { address } = findOwnAddress() ?? { address: "127.0.0.1" };
    const port = (url: string) => new URL(url).port;
    expect((await fetch(`http://${address}:${port(instance.url)}/_cloudmock/health`)).status).toBe(200);
    const reset = await fetch(`${instance.adminUrl}/api/reset`, { method: "POST" });
    expect(await reset.json()).toMatchObject({ resources: 0 });
  });

  test("a port that is taken is exit code 4, with who has it", async () => {
    await using instance = await startInstance([]);
    const port = new URL(instance.url).port;
    const { port: adminPort } = new URL(instance.adminUrl);
    expect(await runBinary(["start", "--port", port])).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining(`an instance of cloudmock listens at http://127.0.0.1:${port} already`),
    });
    expect(await runBinary(["start", "--port", "0", "--admin-port", adminPort])).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining(`--admin-port: the admin API listens at ${instance.adminUrl} already`),
    });
  });

  test("the time in its line has a unit that says something", async () => {
    await using instance = await startInstance([]);
    expect(instance.line).toMatch(/ after [\d.]+m?s: account/);
    expect(instance.line).not.toContain(" 0.0s");
  });
});

test("a command is run against it, and gives the exit code", async () => {
  const script = "curl -s --fail $AWS_ENDPOINT_URL/_cloudmock/health; exit 7";
  const ended = await awaitEnd(
    startBinary(["start", "--port", "0", "--admin-port", "0", "--input", trail, "--", "sh", "-c", script], {
      env: { PATH: process.env["PATH"] ?? "" },
    }),
  );
  expect({ exitCode: ended.exitCode, stdout: ended.stdout }).toEqual({
    exitCode: 7,
    stdout: expect.stringContaining('"status":"ok"'),
  });
});
