import { describe, expect, test } from "bun:test";
import type { ReplayResult } from "../../src/report/result-schema.ts";
import { renderHeader, renderResult } from "../../src/report/text.ts";

const RESULT: ReplayResult = {
  total_events: 847,
  replayed: 312,
  skipped: 535,
  succeeded: 308,
  failed: 4,
  errors: [],
  duration: 1_234_567_890,
  skipped_by_reason: { read_only: 535 },
  services: { sqs: { replayed: 312, succeeded: 308, failed: 4 } },
  unmatched: [],
  placeholders: [],
  created: [],
  notes: [],
  lag: { worst_ms: 0, p99_ms: 0 },
  files: { logs: 1, digests: 0, foreign: 0, found: {} },
  endpoint: "http://localhost:4566",
  target: { name: "moto", default_account: "123456789012", pins: [] },
  models_version: "1.44.5",
  interrupted: false,
};

type ResultError = ReplayResult["errors"][number];

function makeError(message: string, changes: Partial<ResultError> = {}): ResultError {
  return {
    event_name: "CreateQueue",
    service: "sqs",
    error: `QueueAlreadyExists: ${message}`,
    status: 400,
    event_id: "e1",
    event_time: "2024-03-01T23:59:59Z",
    region: "eu-west-1",
    account: "111122223333",
    code: "QueueAlreadyExists",
    message,
    expected: "success",
    category: "already_exists",
    cause: "what the call makes is there already",
    ...changes,
  };
}

test("the header is one line and an empty one", () => {
  expect(renderHeader(847, "http://localhost:4566")).toBe(
    "Replaying 847 CloudTrail events against http://localhost:4566\n\n",
  );
});

describe("renderResult", () => {
  test("is exactly the guide's block", () => {
    expect(renderResult(RESULT)).toBe(
      [
        "CloudTrail Replay Results",
        "  Total events:  847",
        "  Replayed:      312",
        "  Skipped:       535",
        "  Succeeded:     308",
        "  Failed:        4",
        "  Duration:      1.2s",
        "",
      ].join("\n"),
    );
  });

  test("has a line for each failure, right after the block", () => {
    const errors = [
      makeError("it is there"),
      makeError("", { event_name: "CreateFunction20150331", service: "lambda", error: "Timeout", status: 0 }),
    ];
    expect(renderResult({ ...RESULT, errors })).toEndWith(
      "  Duration:      1.2s\n" +
        "  [FAIL] sqs.CreateQueue: QueueAlreadyExists: it is there (status 400)\n" +
        "  [FAIL] lambda.CreateFunction20150331: Timeout (status 0)\n",
    );
  });

  test("a failure is one line, whatever its message holds", () => {
    const hostile = "a\r\n  [FAIL] b\u001b[31m\u0000c\u2028d\u0085e\tf  g\n";
    const [line, ...more] = renderResult({ ...RESULT, errors: [makeError(hostile)] })
      .split("\n")
      .slice(7);
    expect(line).toBe(
      "  [FAIL] sqs.CreateQueue: QueueAlreadyExists: a [FAIL] b [31m c d e f  g (status 400)",
    );
    expect(more).toEqual([""]);
  });
});
