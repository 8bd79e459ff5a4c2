/** The folder that a page's commands run in: sample trails under the names that the pages use, or a copy of the checkout. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../../../scripts/lib/python.ts";
import { writeForms } from "../../e2e/support/containers.ts";

export interface Sandbox extends Disposable {
  /** Where commands start. */
  readonly folder: string;
  readonly home: string;
}

const DELIVERY = "AWSLogs/123456789012/CloudTrail/eu-west-1/2026/03/02";

/** A project's test, which needs what the command after `--` is given. */
const NPM_TEST =
  "test $AWS_ACCESS_KEY_ID = test && curl -fsS -o tests.xml $AWS_ENDPOINT_URL/ -d 'Action=GetCallerIdentity&Version=2011-06-15' -H 'Authorization: AWS4-HMAC-SHA256 Credential=test/20260401/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0'";

/** What pages call the files that a person would have; the trail of fixtures/demo in each. */
function listSamples(trail: string): Record<string, string | Uint8Array> {
  const forms = new Map(writeForms([trail]).map(({ name, content }) => [name, content]));
  const take = (name: string) => forms.get(name) ?? "";
  const records: unknown[] = JSON.parse(trail).Records;
  const csv = writeCsv(records as Record<string, unknown>[]);
  const deliver = (from: number, to: number) =>
    gzipSync(JSON.stringify({ Records: records.slice(from, to) }));
  return {
    "trail.json": trail,
    "fixtures/trail.json": trail,
    "package.json": JSON.stringify({ name: "tests", private: true, scripts: { test: NPM_TEST } }),
    [`${DELIVERY}/123456789012_CloudTrail_eu-west-1_20260302T0905Z_aaaaaaaaaaaaaaaa.json.gz`]: deliver(0, 9),
    [`${DELIVERY}/123456789012_CloudTrail_eu-west-1_20260302T0910Z_bbbbbbbbbbbbbbbb.json.gz`]: deliver(9, 99),
    "lookup.json": take("lookup-events.json"),
    "lookup.jsonl": take("lookup-items.jsonl"),
    "events.jsonl": take("eventbridge-lines.json"),
    "log-events.json": take("log-events.json"),
    "records.jsonl": take("lines.jsonl"),
    "list.json": take("bare-list.json"),
    "all.gz": take("members.gz"),
    "athena.csv": csv,
    "writes.csv": csv,
    "lake/result_1.csv": readFileSync(join(root, "fixtures", "lake", "result_1.csv")),
  };
}

/** Athena's result of a query that casts structs to JSON. */
function writeCsv(records: readonly Record<string, unknown>[]): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const cell = (value: unknown) =>
    value === null || value === undefined
      ? ""
      : quote(typeof value === "object" ? JSON.stringify(value) : String(value));
  const rows = records.map((record) => names.map((name) => cell(record[name])).join(","));
  return [names.map((name) => quote(name.toLowerCase())).join(","), ...rows, ""].join("\n");
}

/** The files of the checkout that git knows or would take, with the packages and caches beside them by link. */
function copyCheckout(folder: string): void {
  const list = Bun.spawnSync(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  for (const path of list.stdout.toString().split("\0")) {
    if (path !== "" && existsSync(join(root, path)))
      cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  for (const name of ["node_modules", ".cache"]) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, "dist", "cloudmock"), join(folder, "dist", "cloudmock"));
}

/** Makes a sandbox; disposing of it removes it. */
export async function makeSandbox(inCheckout: boolean): Promise<Sandbox> {
  const place = await mkdtemp(join(tmpdir(), "cloudmock-docs-"));
  const folder = join(place, "work");
  const home = join(place, "home");
  for (const path of [folder, home]) mkdirSync(path);
  if (inCheckout) copyCheckout(folder);
  else {
    const trail = readFileSync(join(root, "fixtures", "demo", "trail.json"), "utf8");
    for (const [name, content] of Object.entries(listSamples(trail))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  }
  return { folder, home, [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }) };
}
