/** One trail in every container gives the same requests and the same counts. */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "./support/binary.ts";
import { type Form, readWritten, writeForms } from "./support/containers.ts";
import { type DryRun, runDry, runQuickDry, runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const LIMIT_MS = 30_000;

function listTimes({ lines }: DryRun): string[] {
  return lines.map(({ event_time }) => event_time);
}

function sortLines({ stdout }: DryRun): string[] {
  return stdout.split("\n").sort();
}

async function expectSame(form: Form, original: DryRun): Promise<void> {
  using folder = makeFolder();
  const read = await runQuickDry(["--input", folder.write(form.name, form.content)]);
  expect({ exitCode: read.exitCode, stderr: read.stderr }).toEqual({ exitCode: 0, stderr: original.stderr });
  expect(listTimes(read)).toEqual(listTimes(original));
  if (form.ordered) expect(read.stdout).toBe(original.stdout);
  else expect(sortLines(read)).toEqual(sortLines(original));
}

describe("our own trail", () => {
  const file = join(root, "fixtures", "forms", "trail.json");
  const original = runDry(["--input", file]);
  // In two files, so that the gzip of both has two members.
  const records = readWritten(readFileSync(file, "utf8"));
  const forms = writeForms([records.slice(0, 3), records.slice(3)].map((half) => formatTrail(...half)));

  test("as a log file", async () => {
    const { exitCode, stderr, lines } = await original;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        "dry run: 5 of 8 events would be sent; skipped: duplicate 1, read_only 1, failed_in_production 1\n",
    });
    expect(lines.map(({ operation }) => operation)).toEqual([
      "UpdateItem",
      "CreateKey",
      "CreateTopic",
      "CreateQueue",
      "CreateNatGateway",
    ]);
    expect(lines[0]?.body).toBe(
      '{"TableName":"Orders","Key":{"OrderNo":{"N":"9007199254740993"},"Price":{"N":"1.10"},"Mass":{"N":"1E400"}},"AttributeUpdates":{}}',
    );
    const [, , topic] = lines;
    expect(new URLSearchParams(topic?.body).get("Attributes.entry.1.value")).toBe(
      'two\nlines, a "quote", a \\ and }]{[ 日本語 \u{1f600}',
    );
  });

  test.each(forms)("as $name", async (form) => expectSame(form, await original));

  test("on standard input, plain and gzipped", async () => {
    for (const name of ["pretty.json", "lines.jsonl.gz", "members.gz", "curl.json"]) {
      const form = forms.find((candidate) => candidate.name === name);
      const { exitCode, stdout } = await runDry(["--input", "-"], { stdin: form?.content ?? "" });
      expect({ name, exitCode, stdout }).toEqual({ name, exitCode: 0, stdout: (await original).stdout });
    }
  });
});

/** Fewer than of our own trail: a real one takes its time. */
const REAL_FORMS = new Set([
  "members.gz",
  "lines.jsonl",
  "lines.jsonl.gz",
  "bare-list.json",
  "eventbridge-lines.json",
  "lookup-events.json",
]);

const invictus = join(root, "..", "shared", "trails", "invictus");

describe.skipIf(!existsSync(invictus))("a real trail of 55 files", () => {
  const original = existsSync(invictus) ? runDry(["--input", invictus]) : undefined;

  test("as a folder", async () => {
    expect((await original)?.stderr).toBe(
      "dry run: 421 of 2900 events would be sent; skipped: not_an_api_call 45, read_only 2326, failed_in_production 94, unknown_operation 14\n",
    );
    expect((await original)?.lines).toHaveLength(421);
  });

  test(
    "in every container",
    async () => {
      if (!original) return;
      const files = readdirSync(invictus, { recursive: true, encoding: "utf8" }).filter((path) =>
        path.endsWith(".json.gz"),
      );
      const texts = files.sort().map((path) => gunzipSync(readFileSync(join(invictus, path))).toString());
      expect(texts).toHaveLength(55);
      const forms = writeForms(texts).filter(({ name }) => REAL_FORMS.has(name));
      for (const form of forms) await expectSame(form, await original);
    },
    LIMIT_MS,
  );
});

test("one record alone, and an EventBridge event alone, are trails too", async () => {
  const record = makeRecord();
  const single = await runDry(["--input", "-"], { stdin: JSON.stringify(record) });
  const { stdout } = await runDry(["--input", "-"], { stdin: formatTrail(record) });
  expect(single.stdout).toBe(stdout);
  const event = { "detail-type": "AWS API Call via CloudTrail", detail: record };
  expect((await runReplay(["--input", "-", "--dry-run"], { stdin: JSON.stringify(event) })).stdout).toBe(
    stdout,
  );
});
