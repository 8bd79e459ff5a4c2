// Disks that are full or read only, and folders that are damaged, foreign or somebody else's: what was answered stands, or a clear error.
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunSettings, runBinary } from "./support/binary.ts";
import { ask, startInstance } from "./support/instance.ts";
import { makeSmallDisk } from "./support/small-disk.ts";
import { makeFolder } from "./support/trails.ts";

const KEYS = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
};
const table = (url: string, operation: string, input: object) =>
  ask(url, `DynamoDB_20120810.${operation}`, "dynamodb", { TableName: "pears", ...input });
const makeTable = (url: string) => table(url, "CreateTable", KEYS);
const put = (url: string, id: number, text = "x".repeat(20_000)) =>
  table(url, "PutItem", { Item: { id: { S: `${id}` }, text: { S: text } } });
/** Of all pages. */
async function count(url: string): Promise<number> {
  let [total, from]: [number, unknown] = [0, undefined];
  do {
    const start = from === undefined ? {} : { ExclusiveStartKey: from };
    const { body } = await table(url, "Scan", { Select: "COUNT", ...start });
    total += Number(Reflect.get(body, "Count"));
    from = Reflect.get(body, "LastEvaluatedKey");
  } while (from !== undefined);
  return total;
}

const start = (args: readonly string[], settings: RunSettings = {}) =>
  runBinary(["start", "--port", "0", "--admin-port", "0", ...args, "--", "true"], settings);

const makeDisk = () => makeSmallDisk(4);
const isMissing = !(await (async () => {
  await using disk = await makeDisk();
  return disk;
})());
const NEEDED = isMissing
  ? " (not here: needs Linux, and a user that may mount in a namespace of its own)"
  : "";

describe("a disk of 4 MB", () => {
  test.skipIf(isMissing)(
    `that is full: what was answered stands, and all goes on when there is room${NEEDED}`,
    async () => {
      await using disk = await makeDisk();
      if (!disk) return;
      const { command, folder, seen } = disk;
      const data = ["--data", join(folder, "data")];
      const filler = join(seen, "filler");
      writeFileSync(filler, new Uint8Array(1_000_000));
      let answered = 0;
      {
        await using instance = await startInstance(data, { command });
        await makeTable(instance.url);
        let last = await put(instance.url, answered);
        for (; last.status === 200 && answered < 500; last = await put(instance.url, answered)) answered++;
        expect(last).toEqual({
          status: 500,
          body: {
            __type: expect.stringContaining("InternalServerError"),
            message: `--data: ${JSON.stringify(join(folder, "data"))} cannot be written to (database or disk is full): nothing was changed; make room, and send the call again`,
          },
        } as never);
        expect(answered).toBeGreaterThan(20);
        // Reading goes on.
        expect(await count(instance.url)).toBe(answered);
        await instance.kill();
      }
      {
        writeFileSync(join(seen, "more"), "");
        const fill = () => writeFileSync(join(seen, "more"), new Uint8Array(10_000_000));
        expect(fill).toThrow("ENOSPC");
        const { exitCode, stderr } = await start(["--data", join(folder, "new")], { command });
        expect({ exitCode, stderr }).toEqual({
          exitCode: 2,
          stderr: expect.stringContaining(
            "cannot be used (database or disk is full); give a folder that may be written to and has room",
          ),
        });
        // It may have room enough in its own file.
        expect([0, 2]).toContain((await start(data, { command })).exitCode);
      }
      writeFileSync(filler, "");
      writeFileSync(join(seen, "more"), "");
      await using again = await startInstance(data, { command });
      expect(await count(again.url)).toBe(answered);
      expect(await put(again.url, answered)).toMatchObject({ status: 200 });
      writeFileSync(filler, new Uint8Array(500_000));
      for (let id = 1000; (await put(again.url, id)).status === 200; id++);
      writeFileSync(filler, "");
      expect(await put(again.url, answered)).toMatchObject({ status: 200 });
    },
    60_000,
  );

  test.skipIf(isMissing)(
    `of temporary files that is full: what is lost is said, and a reset begins anew${NEEDED}`,
    async () => {
      await using disk = await makeDisk();
      if (!disk) return;
      await using instance = await startInstance([], { command: disk.command, env: { TMPDIR: disk.folder } });
      const fill = async () => {
        await makeTable(instance.url);
        // More than is in memory.
        for (let id = 0; id < 300; id++) {
          const { status, body } = await put(instance.url, id, "x".repeat(300_000));
          if (status !== 200) return { status, message: Reflect.get(body, "message") };
        }
        return undefined;
      };
      for (const _ of [1, 2]) {
        const message = expect.stringMatching(
          /^what things hold cannot be written to .* and what they held is lost;.* a reset begins anew$/,
        );
        expect(await fill()).toEqual({ status: 500, message });
        // Nothing is told to be empty that was not.
        expect(await table(instance.url, "Scan", {})).toMatchObject({ status: 500 });
        await fetch(`${instance.adminUrl}/api/reset`, { method: "POST" });
      }
    },
    60_000,
  );

  test.skipIf(isMissing)(
    `that is read only is told at the start${NEEDED}`,
    async () => {
      await using disk = await makeDisk();
      if (!disk) return;
      const data = ["--data", join(disk.folder, "data")];
      const { command } = disk;
      {
        await using instance = await startInstance(data, { command });
        await makeTable(instance.url);
        await put(instance.url, 1);
      }
      await disk.remount("ro");
      const { exitCode, stderr } = await start(data, { command });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringContaining("cannot be used ("),
      });
      const fresh = await runBinary(["start", "--port", "0", "--data", join(disk.folder, "new")], {
        command,
      });
      expect({ exitCode: fresh.exitCode, stderr: fresh.stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringContaining("cannot be used ("),
      });
      await disk.remount("rw");
      await using instance = await startInstance(data, { command });
      expect(await count(instance.url)).toBe(1);
    },
    60_000,
  );
});

/** A folder in which something stands, of a process that was killed: its last changes are in the log beside the file. */
async function makeData(path: string): Promise<string> {
  const data = join(path, "data");
  await using instance = await startInstance(["--data", data]);
  await makeTable(instance.url);
  for (let id = 0; id < 20; id++) await put(instance.url, id);
  await instance.kill();
  return data;
}

describe("a data folder", () => {
  test("that is damaged or of another version is told by its name, with exit code 3", async () => {
    using place = makeFolder();
    const data = await makeData(place.path);
    // What is in the log beside it goes into the file.
    expect(await start(["--data", data])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(data)).not.toContain("cloudmock.sqlite-wal");
    const file = join(data, "cloudmock.sqlite");
    const whole = readFileSync(file);
    const cases: readonly [() => void, string][] = [
      [() => truncateSync(file, whole.length / 2), "is damaged ("],
      [
        () => {
          using db = new Database(file);
          db.run("PRAGMA user_version = 99");
        },
        "has version 99 of the format of states",
      ],
    ];
    for (const [damage, why] of cases) {
      damage();
      const { exitCode, stderr } = await start(["--data", data]);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 3,
        stderr: expect.stringContaining(`${JSON.stringify(data)}: cloudmock.sqlite ${why}`),
      });
      expect(stderr).not.toMatch(/\n\s+at /);
      writeFileSync(file, whole);
    }
    await using instance = await startInstance(["--data", data]);
    expect(await count(instance.url)).toBe(20);
  }, 60_000);

  test("is one process's, of many that start at the same time", async () => {
    using place = makeFolder();
    for (const round of [0]) {
      const data = join(place.path, `data-${round}`);
      const all = await Promise.allSettled(Array.from({ length: 4 }, () => startInstance(["--data", data])));
      const up = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const told = all.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
      expect(up).toHaveLength(1);
      for (const text of told) expect(text).toContain("is in use by another cloudmock");
      for (const one of up) {
        expect(await makeTable(one.url)).toMatchObject({ status: 200 });
        await one[Symbol.asyncDispose]();
      }
      await using again = await startInstance(["--data", data]);
      expect(await count(again.url)).toBe(0);
    }
  }, 60_000);

  test("is no state file, and a state file is no data folder's", async () => {
    using place = makeFolder();
    const data = await makeData(place.path);
    await start(["--data", data]);
    const given = await start(["--state", join(data, "cloudmock.sqlite")]);
    expect({ exitCode: given.exitCode, stderr: given.stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringContaining("is no state of cloudmock"),
    });
    const copy = join(place.path, "copy");
    copyFileSync(join(data, "cloudmock.sqlite"), copy);
    expect(await start(["--data", copy])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("cannot be used ("),
    });
  }, 60_000);
});
