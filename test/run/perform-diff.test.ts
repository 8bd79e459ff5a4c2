// Comparing whatever stands: logs, states, instances, results; what each can tell, and what is refused.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { realClock } from "../../src/base/clock.ts";
import { writeState } from "../../src/instance/state/state-file.ts";
import { parseDiffOptions } from "../../src/options/diff-options.ts";
import { performDiff } from "../../src/run/perform-diff.ts";
import { standUpLog } from "../../src/run/stand-up.ts";
import { startTestAdmin } from "../admin/support.ts";

const folder = mkdtempSync(join(tmpdir(), "cloudmock-diff-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const trail = join(root, "fixtures", "demo", "trail.json");
const text = await Bun.file(trail).text();

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await Bun.write(path, content);
  return path;
}

const changed = await write("changed.json", text.replaceAll("orchard-orders", "orchard-carts"));

async function diff(a: string, b: string, flags: Record<string, string[]> = {}) {
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  const { difference, exitCode } = await performDiff(parseDiffOptions([a, b], flags, {}, Date.now()), {
    remarks: { warn: tell, info: tell },
    signal: new AbortController().signal,
  });
  const names = (resources: readonly { readonly name: string }[] = []) => resources.map(({ name }) => name);
  return { exitCode, told, onlyA: names(difference?.onlyA), onlyB: names(difference?.onlyB), difference };
}

const ORDERS = { exitCode: 1, onlyA: ["orchard-orders"], onlyB: ["orchard-carts"] };

test("two logs", async () => {
  expect(await diff(trail, trail)).toMatchObject({ exitCode: 0, told: [], onlyA: [], onlyB: [] });
  expect(await diff(trail, changed)).toMatchObject(ORDERS);
  expect(await diff(trail, changed, { services: ["iam,s3"] })).toMatchObject({ exitCode: 0 });
});

test("a state and an instance are read as they stand", async () => {
  const options = parseDiffOptions([trail, trail], {}, {}, 0).replay;
  const { instance } = await standUpLog(options, {
    remarks: { warn() {}, info() {} },
    signal: new AbortController().signal,
  });
  const state = await write("kept.state", writeState(instance.state));
  expect(await diff(state, trail)).toMatchObject({ exitCode: 0, onlyA: [] });
  await using admin = startTestAdmin("http://127.0.0.1:9", {}, realClock, instance);
  expect(await diff(admin.url, changed)).toMatchObject(ORDERS);
  await using locked = startTestAdmin(
    "http://127.0.0.1:9",
    { token: "a-token-of-the-test" },
    realClock,
    instance,
  );
  expect(diff(locked.url, trail)).rejects.toThrow("CLOUDMOCK_ADMIN_TOKEN");
  expect(await diff(locked.url, trail, { "admin-token": ["a-token-of-the-test"] })).toMatchObject({
    exitCode: 0,
  });
});

test("what tells nothing of what stands is refused, and says what would", async () => {
  const result = await write("result.json", '{"total_events": 1}');
  expect(diff(result, trail)).rejects.toThrow("no result of this version");
  expect(diff(join(folder, "none.json"), trail)).rejects.toThrow("no such file or folder");
  expect(diff("http://127.0.0.1:1", trail)).rejects.toThrow("nothing listens");
  const cut = await write("cut.state", Bun.gzipSync(Buffer.from("SQLite format 3\0, and no more")));
  expect(diff(cut, trail)).rejects.toThrow(/^"[^"]+cut\.state" is damaged/);
  expect(() => parseDiffOptions([trail], {}, {}, 0)).toThrow("name two");
  expect(() => parseDiffOptions(["-", "-"], {}, {}, 0)).toThrow("read once");
});

test("accounts of A are called as in B where that is said, and otherwise it is told how", async () => {
  const other = await write("other.json", text.replaceAll("123456789012", "444455556666"));
  const { told, exitCode } = await diff(trail, other);
  expect([exitCode, told.join()]).toEqual([
    1,
    expect.stringContaining("--account-map 123456789012=444455556666"),
  ]);
  expect(await diff(trail, other, { "account-map": ["123456789012=444455556666"] })).toMatchObject({
    exitCode: 0,
  });
});
