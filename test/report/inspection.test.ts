// An inspection as text: in any width, with hostile names, as a person sees it.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import type { Inspection } from "../../src/inspect/inspection-schema.ts";
import { parseInspectOptions } from "../../src/options/inspect-options.ts";
import { renderChart } from "../../src/report/inspection/chart.ts";
import { renderInspection } from "../../src/report/inspection/render-inspection.ts";
import { tellSpan } from "../../src/report/inspection/span.ts";
import { performInspection } from "../../src/run/inspect.ts";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { makeRecord, makeSource } from "../trail/records.ts";

async function inspect(input: string, sources?: readonly ByteSource[]): Promise<Inspection> {
  const options = parseInspectOptions({ input: [input] }, {}, 0);
  const around = { remarks: { warn: () => {}, info: () => {} }, signal: new AbortController().signal };
  return performInspection(options, around, sources);
}

const PLAIN = { columns: 80, colour: false, top: 10 };
const demo = await inspect(join(root, "fixtures/demo/trail.json"));

test("the example, in 80 columns", () => {
  const text = renderInspection({ ...demo, needs: { ...demo.needs, memory_bytes: 150_000_000 } }, PLAIN);
  // docs/inspect.md has all of it.
  const begin =
    "16 records in 1 file\nfrom 2026-03-02 09:00:03 to 2026-03-02 09:04:40 UTC, 4m 37s\n\nOver time a row is 30s:";
  expect(text).toStartWith(begin);
  expect(text).toContain("\n             09:01:30\n");
  expect(text).toContain(
    `\n             09:03:30  ${"█".repeat(17)}${"░".repeat(17)}                   2  1\n`,
  );
  expect(text).toContain("\n  dynamodb  DescribeTable              1\n");
  expect(text).toContain("\nStands at the end (9, and 1 setting or attachment)\n");
  expect(text).toEndWith(
    "as fast as the endpoint answers; at --speed 1 4m 7s, at --speed 60\n          4.1s\n",
  );
});

test("no line is wider than the page, from 40 to 300 columns, with as many rows as are asked for", async () => {
  const verify = await inspect(join(root, "fixtures/verify"));
  for (const inspection of [demo, verify])
    for (const columns of [40, 60, 80, 120, 148, 200, 300])
      for (const top of [1, 10, Number.POSITIVE_INFINITY])
        for (const line of renderInspection(inspection, { ...PLAIN, columns, top }).split("\n"))
          expect([line, Bun.stringWidth(line) <= columns]).toEqual([line, true]);
});

test("colours change no character", () => {
  const coloured = renderInspection(demo, { ...PLAIN, colour: true });
  expect(coloured).toContain("\u001b[1m");
  expect(Bun.stripANSI(coloured)).toBe(renderInspection(demo, PLAIN));
});

test("names out of a log control no terminal, and break no line", async () => {
  const bad = "\u001b[2J\u001b]0;x\u0007\r\nbegin\u202e\u0085\u2028 日本語".repeat(3);
  const inspection = await inspect("-", [
    makeSource(
      JSON.stringify({
        Records: [
          makeRecord(1, { eventName: bad, eventSource: bad, awsRegion: bad, userAgent: bad, errorCode: bad }),
          makeRecord(2, { userIdentity: { type: bad, arn: `arn:aws:iam::111122223333:user/${bad}` } }),
          makeRecord(3, {
            eventSource: "s3.amazonaws.com",
            eventName: "PutBucketTagging",
            requestParameters: { bucketName: bad },
          }),
        ],
      }),
    ),
  ]);
  for (const columns of [40, 80, 200]) {
    const text = renderInspection(inspection, { ...PLAIN, columns });
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
    expect(text).toContain("\\u001b[2J");
    for (const line of text.split("\n")) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(columns);
  }
});

test("a row of the chart tells its day where the row before was of another, be it an empty one", () => {
  const at = (from: string) => ({ from, calls: 2, replayed: 1 });
  const days = { first: "2026-03-01T23:00:00Z", last: "2026-03-04T03:00:00Z", step_seconds: 3600 };
  const moments = ["01T23", "02T01", "04T02", "04T03"].map((text) => at(`2026-03-${text}:00:00Z`));
  const [, ...rows] = renderChart({ ...days, steps: moments }, PLAIN);
  expect(rows.map((row) => row.slice(2, 18).trimEnd())).toEqual([
    "2026-03-01 23:00",
    "2026-03-02 00:00",
    "           01:00",
    "               ⋮",
    "2026-03-04 02:00",
    "           03:00",
  ]);
});

test("numbers are told by their thousands wherever they stand", () => {
  const files = { ...demo.files, logs: 1234 };
  const needs = { ...demo.needs, calls: 5678 };
  const made = { type: "role", recorded: "r", kind: "prerequisite", needed_by: "" } as const;
  const call = { ...made, service: "iam", operation: "CreateRole", evidence: "" };
  const added = Array.from({ length: 4321 }, () => call);
  const text = renderInspection({ ...demo, files, needs, added }, PLAIN);
  expect(text).toStartWith("16 records in 1,234 files\n");
  expect(text).toContain("and 4,321 calls that the log");
  expect(text).toContain("A replay takes (5,678 calls)");
});

test("spans are told by their two largest units", () => {
  const told = [0, 0.4, 5, 60, 61, 3600, 3661, 86_400, 90_000, 1e9].map(tellSpan);
  expect(told).toEqual(["0s", "0.4s", "5s", "1m", "1m 1s", "1h", "1h 1m", "1d", "1d 1h", "11,574d 1h"]);
});

test("what is not planned is said beside what is replayed, and what stands is not called the end", () => {
  const text = renderInspection({ ...demo, unplanned: 3 }, { ...PLAIN, columns: 300 });
  expect(text).toContain("The last 3 calls of these are not planned (--plan-calls)");
  expect(text).toContain("Stands after what is planned (9,");
  expect(renderInspection(demo, PLAIN)).not.toContain("--plan-calls");
});
