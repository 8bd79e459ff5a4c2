// Every command of the guide, as the guide prints it: on a machine of its own, with nothing but the program. (Its workflow: action.test.ts.)
import { beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ALONE, findNoAlone } from "./support/alone.ts";
import { awaitEnd, binary, type Ended, root } from "./support/binary.ts";
import type { Order } from "./support/run-guide.ts";
import { formatTrail, makeFolder, type TrailRecord } from "./support/trails.ts";

const GUIDE = join(root, "..", "shared", "guide.txt");
const LIMIT_MS = 300_000;

/** What the guide has in its code blocks, whose line breaks the copy at hand has lost. */
const COMMANDS = {
  lookup: `aws cloudtrail lookup-events \\
  --start-time 2026-03-01T00:00:00Z \\
  --end-time 2026-04-01T00:00:00Z \\
  --output json > trail.json`,
  copy: "aws s3 cp s3://my-trail-bucket/AWSLogs/123456789012/CloudTrail/us-east-1/2026/04/01/trail.json.gz .",
  gunzip: "gunzip trail.json.gz",
  serve: "npx cloudmock",
  replay: "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
  services: `cloudmock cloudtrail replay \\
  --input trail.json \\
  --services dynamodb,s3,sqs`,
  speed: "cloudmock cloudtrail replay --input trail.json --speed 1.0",
  output: "cloudmock cloudtrail replay --input trail.json --output result.json",
  curl: `curl -X POST http://localhost:4599/api/cloudtrail/replay \\
  -H "Content-Type: application/json" \\
  -d @trail.json`,
} as const;
type Name = keyof typeof COMMANDS;
/** The workflow's, which test/e2e/action.test.ts runs. */
const OF_THE_WORKFLOW = [
  "cloudmock cloudtrail replay --input fixtures/trail.json --output replay-result.json",
  "npm test",
];

function flatten(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

const hasGuide = existsSync(GUIDE);
test.skipIf(!hasGuide)(
  `they are the guide's, and all it has${hasGuide ? "" : " (../shared is not here)"}`,
  () => {
    let rest = flatten(readFileSync(GUIDE, "utf8"));
    for (const command of [...OF_THE_WORKFLOW, ...Object.values(COMMANDS)]) {
      expect(rest).toContain(flatten(command));
      rest = rest.replace(flatten(command), "");
    }
    expect(rest).not.toMatch(/(aws (cloudtrail|s3)|curl|npx|npm|gunzip|cloudmock cloudtrail) /);
  },
);

const SPAN_SECONDS = 2;
/** The trail of fixtures/demo within two seconds, so that its recorded pace is soon over. */
const records: readonly TrailRecord[] = JSON.parse(
  readFileSync(join(root, "fixtures", "demo", "trail.json"), "utf8"),
).Records.map((record: TrailRecord, index: number) => ({
  ...record,
  eventTime: `2026-03-02T09:00:0${Math.floor(index / 6)}Z`,
}));

/** CloudTrail's answer of LookupEvents, which has the newest event first. */
function answerLookup(some: readonly TrailRecord[], NextToken?: string): object {
  const Events = some.toReversed().map((record) => ({
    EventId: record["eventID"],
    EventName: record["eventName"],
    EventSource: record["eventSource"],
    EventTime: Date.parse(String(record["eventTime"])) / 1000,
    ReadOnly: String(record["readOnly"]),
    CloudTrailEvent: JSON.stringify(record),
  }));
  return { Events, ...(NextToken && { NextToken }) };
}

const obstacle =
  findNoAlone() ??
  ["bash", "curl", "npx", "gzip"].find((program) => !Bun.which(program))?.concat(" is not installed");
const noAws = Bun.which("aws") === null ? "aws is not installed" : undefined;

const RESET = "curl -sSf -X POST http://localhost:4599/api/reset";
/** The server may be asked before it knows what it is in front of. */
const HEALTH = `for n in $(seq 100); do
  curl -sSf -o health.json http://localhost:4599/api/health; grep -q instance health.json && break; sleep 0.1
done`;
const [BUCKET = "", KEY = ""] = /s3:\/\/([^/]+)\/(\S+)/.exec(COMMANDS.copy)?.slice(1) ?? [];
const UPLOAD = `${RESET}; aws s3 mb s3://${BUCKET}; gzip -c log.json | aws s3 cp - s3://${BUCKET}/${KEY}; rm trail.json`;
/** The guide's commands in its order, and between them what a person has already. */
const SESSION: readonly (Name | { readonly script: string })[] = [
  "serve",
  { script: HEALTH },
  noAws === undefined ? "lookup" : { script: "cp log.json trail.json" },
  "replay",
  ...(noAws === undefined ? ([{ script: UPLOAD }, "copy", "gunzip"] as const) : []),
  { script: RESET },
  "services",
  { script: RESET },
  "speed",
  { script: RESET },
  "output",
  { script: RESET },
  "curl",
];

const WHOLE = { total: 16, replayed: 13, skipped: 3 };
function expectBlock({ exitCode, stdout, stderr }: Ended, { total, replayed, skipped } = WHOLE): void {
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(
    stdout.replace(/\d+(\.\d+)?m?s\n$/, "TIME\n"),
  ).toBe(`Replaying ${total} CloudTrail events against http://localhost:4566

CloudTrail Replay Results
  Total events:  ${total}
  Replayed:      ${replayed}
  Skipped:       ${skipped}
  Succeeded:     ${replayed}
  Failed:        0
  Duration:      TIME
`);
}

if (obstacle !== undefined) test.skip(`the guide's commands (${obstacle})`, () => {});
if (noAws !== undefined) test.skip(`the guide's commands for AWS (${noAws})`, () => {});

describe.skipIf(obstacle !== undefined)("as printed", () => {
  const ended = new Map<Name, Ended | "serves">();
  let written: unknown;
  let health: unknown;

  beforeAll(async () => {
    using folder = makeFolder();
    folder.write("work/log.json", formatTrail(...records));
    mkdirSync(join(folder.path, "bin"));
    symlinkSync(binary, join(folder.path, "bin", "cloudmock"));
    const order: Order = {
      folder: join(folder.path, "work"),
      env: {
        PATH: `${join(folder.path, "bin")}:${process.env["PATH"]}`,
        HOME: folder.path,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ENDPOINT_URL_S3: "http://localhost:4566",
      },
      // The command line asks for page after page.
      lookups: [answerLookup(records.slice(6), "more"), answerLookup(records.slice(0, 6))],
      steps: SESSION.map((step) =>
        typeof step === "object"
          ? step
          : {
              script: COMMANDS[step],
              ...(step === "serve" && { serves: "http://localhost:4599/api/health" }),
            },
      ),
    };
    const program = join(root, "test", "e2e", "support", "run-guide.ts");
    const child = Bun.spawn([...ALONE, process.execPath, "run", program], {
      stdin: Buffer.from(JSON.stringify(order)),
      stdout: "pipe",
      stderr: "pipe",
    });
    const { stdout, stderr } = await awaitEnd(child);
    if (stdout === "") throw new Error(stderr);
    const outcomes: readonly (Ended | "serves")[] = JSON.parse(stdout);
    for (const [index, step] of SESSION.entries()) {
      const outcome = outcomes[index];
      if (typeof step === "string" && outcome) ended.set(step, outcome);
      else if (typeof outcome !== "object" || outcome.exitCode !== 0)
        throw new Error(JSON.stringify(outcome));
    }
    const read = async (name: string) => {
      const file = Bun.file(join(order.folder, name));
      return (await file.exists()) ? await file.json() : undefined;
    };
    [written, health] = [await read("result.json"), await read("health.json")];
  }, LIMIT_MS);

  function take(name: Name): Ended {
    const outcome = ended.get(name);
    if (typeof outcome !== "object") throw new Error(`${COMMANDS[name]}: ${outcome}`);
    return outcome;
  }

  describe.skipIf(noAws !== undefined)("with AWS's command line", () => {
    test("events are looked up", () => {
      expect(take("lookup")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    });

    test("a log file is copied and unpacked", () => {
      expect(take("copy")).toMatchObject({ exitCode: 0, stderr: "" });
      expect(take("gunzip")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    });
  });

  test("what was looked up is replayed", () => {
    expectBlock(take("replay"));
  });

  test("npx cloudmock serves, and is the emulator", () => {
    expect(ended.get("serve")).toBe("serves");
    expect(health).toMatchObject({ status: "ok", emulator: { reachable: true, name: "instance" } });
  });

  test("only some services", () => {
    expectBlock(take("services"), { total: 16, replayed: 4, skipped: 12 });
  });

  test("the recorded pace", () => {
    const { stdout } = take("speed");
    expectBlock(take("speed"));
    expect(Number(/Duration: {6}([\d.]+)s$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(SPAN_SECONDS);
  });

  const Result = v.object({
    endpoint: v.literal("http://localhost:4566"),
    total_events: v.literal(WHOLE.total),
    replayed: v.literal(WHOLE.replayed),
    skipped: v.literal(WHOLE.skipped),
    succeeded: v.literal(WHOLE.replayed),
    failed: v.literal(0),
    errors: v.tuple([]),
  });

  test("the result is written", () => {
    expectBlock(take("output"));
    expect(v.is(Result, written)).toBe(true);
  });

  test("curl is answered with the result", () => {
    const { exitCode, stdout } = take("curl");
    expect(exitCode).toBe(0);
    expect(v.is(Result, JSON.parse(stdout))).toBe(true);
  });
});
