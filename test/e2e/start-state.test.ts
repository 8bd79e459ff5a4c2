/** What stands in `cloudmock start` is kept, from the built program: in a folder and as a file. */
import { describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { probeEndpoint } from "../../src/replay/probe.ts";
import { root, runBinary } from "./support/binary.ts";
import { ask, startInstance } from "./support/instance.ts";
import { makeFolder } from "./support/trails.ts";

const trail = join(root, "fixtures", "demo", "trail.json");

const KEYS = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};

const makeTable = (url: string, name: string) =>
  ask(url, "DynamoDB_20120810.CreateTable", "dynamodb", { TableName: name, ...KEYS });

/** Every table, of which a page tells a hundred. */
async function listTables(url: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    const last = names.at(-1);
    const input = last === undefined ? {} : { ExclusiveStartTableName: last };
    const page = (await ask(url, "DynamoDB_20120810.ListTables", "dynamodb", input)).body.TableNames;
    if (page.length === 0) return names;
    names.push(...page);
  }
}

const USUAL = { url: "http://localhost:4566", addresses: ["127.0.0.1"] };
const isTaken = "address" in (await probeEndpoint(USUAL, 1_000));
const PATH = { PATH: process.env["PATH"] ?? "" };

describe("a replay into an instance of its own", () => {
  const replay = (...args: string[]) =>
    runBinary(["cloudtrail", "replay", "--input", trail, ...args], { env: PATH });

  test("saves what stands, the same bytes each time, for an instance that begins with them", async () => {
    using folder = makeFolder();
    const [first, second] = [join(folder.path, "first.cloudmock"), join(folder.path, "second.cloudmock")];
    const saved = await replay("--embedded", "--save", first);
    expect({ exitCode: saved.exitCode, told: saved.stderr }).toEqual({
      exitCode: 0,
      told: expect.stringContaining(`13 resources saved; cloudmock start --state ${first}`),
    });
    await replay("--embedded", "--concurrency", "1", "--save", second);
    expect(await Bun.file(second).bytes()).toEqual(await Bun.file(first).bytes());
    await using instance = await startInstance(["--state", first]);
    expect(instance.line).toContain("account 123456789012, eu-west-1; 13 resources\n");
    expect(await listTables(instance.url)).toEqual(["orchard-orders"]);
    const exported = await fetch(`${instance.adminUrl}/api/state/export`, { method: "POST" });
    expect(new Uint8Array(await exported.arrayBuffer())).toEqual(await Bun.file(first).bytes());
  });

  test("says how to go on where nothing would be left of it", async () => {
    const { stderr } = await replay("--embedded");
    expect(stderr).toContain(`cloudmock start --input ${trail} keeps it up, and --save FILE keeps it\n`);
  });

  test.skipIf(isTaken)("is what it says can be had, where there is no endpoint and no command", async () => {
    const { exitCode, stderr } = await replay();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 4,
      stderr: expect.stringContaining(
        `. Without any, the log stands by itself: cloudmock start --input ${trail}\n`,
      ),
    });
  });

  test.skipIf(isTaken)("is what a command gets where no endpoint is named and none is there", async () => {
    const script = "curl -s --fail $AWS_ENDPOINT_URL/_cloudmock/health; exit 9";
    const { exitCode, stdout, stderr } = await replay("--", "sh", "-c", script);
    expect({ exitCode, stdout }).toEqual({ exitCode: 9, stdout: expect.stringContaining('"adopts":true') });
    expect(stderr).toStartWith(
      "nothing listens at http://localhost:4566: sh gets an instance of cloudmock's own\n",
    );
  });
});

test("a state that is none is the input's fault", async () => {
  const { exitCode, stderr } = await runBinary(["start", "--port", "0", "--state", trail]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr: `error: --state: ${JSON.stringify(trail)} is no state of cloudmock; name a file that --save wrote\n`,
  });
});

describe("with --data", () => {
  test("all that was answered stands after the process is killed", async () => {
    using folder = makeFolder();
    const data = join(folder.path, "data");
    const answered: string[] = [];
    {
      await using instance = await startInstance(["--data", data, "--input", trail]);
      const make = async (name: string) => {
        const made = await makeTable(instance.url, name).catch(() => undefined);
        if (made?.status === 200) answered.push(name);
      };
      // It is killed while many are under way.
      const all = Array.from({ length: 200 }, (_, at) => make(`table-${at}`));
      while (answered.length < 50) await Bun.sleep(1);
      await instance.kill();
      await Promise.all(all);
    }
    await using again = await startInstance(["--data", data, "--input", trail]);
    expect(again.told).toContain("holds what stands already: nothing is loaded or replayed");
    expect(again.line).toContain("account 123456789012, eu-west-1; ");
    const names = await listTables(again.url);
    expect(answered.filter((name) => !names.includes(name))).toEqual([]);
    expect(names).toContain("orchard-orders");
  });

  test("another process that uses the folder is told", async () => {
    using folder = makeFolder();
    await using _ = await startInstance(["--data", folder.path]);
    const { exitCode, stderr } = await runBinary(["start", "--port", "0", "--data", folder.path]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining("is in use by another cloudmock"),
    });
  });
});

test("scripts of --init are run when it is up, and one that fails is told", async () => {
  using folder = makeFolder();
  const script = async (name: string, text: string) => {
    await Bun.write(join(folder.path, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder.path, name), 0o755);
  };
  await script("10.sh", "echo from=$AWS_REGION; exit 3");
  await script("20.sh", "curl -s --fail $AWS_ENDPOINT_URL/_cloudmock/health");
  await Bun.write(join(folder.path, "30.sh"), "echo without=$0\n");
  chmodSync(join(folder.path, "30.sh"), 0o755);
  await Bun.write(join(folder.path, "notes.txt"), "");
  await using instance = await startInstance(["--init", folder.path, "--region", "eu-north-1"], {
    env: PATH,
  });
  const first = join(folder.path, "10.sh");
  expect(instance.told).toMatch(/from=eu-north-1\n.*\n?\{"status":"ok"/);
  expect(instance.told).toContain(`error: ${first} failed (exit code 3); cloudmock goes on\n`);
  expect(instance.told).toContain(`without=${join(folder.path, "30.sh")}\n`);
  expect(instance.told).toContain("notes.txt is passed over: it is not executable");
});
