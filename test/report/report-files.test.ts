// The reports of --report: what they tell, in a form that its readers take, whatever names and messages hold.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { escapeXml } from "../../src/report/escape-xml.ts";
import { renderJunit } from "../../src/report/files/junit.ts";
import { renderMarkdown, showText } from "../../src/report/files/markdown.ts";
import type { CallEnd, Reported, ReportedCall } from "../../src/report/files/reported.ts";
import type { ReplayResult } from "../../src/report/result-schema.ts";
import type { VerifyReport } from "../../src/verify/report-schema.ts";
import { checkForm, parseReport } from "./junit-form.ts";

const AT = new Date("2026-03-02T09:00:00Z");

function makeEnd(kind: CallEnd["kind"], text = "x", status = 400): CallEnd {
  if (kind === "ok") return { kind, note: undefined };
  if (kind === "unsent") return { kind, reason: text };
  const call = { service: "s3", operation: { name: "CreateBucket" }, id: "e1", event: { eventName: text } };
  const failure = { call, ok: false, status, code: "Code", message: text };
  const said = { failure, expected: "success", category: "other", cause: text, advice: text };
  return { kind, divergence: said } as unknown as CallEnd;
}

function makeCall(end: CallEnd, changes: Partial<ReportedCall> = {}): ReportedCall {
  return {
    service: "s3",
    eventName: "CreateBucket",
    id: "e1",
    eventTime: "2026-03-02T09:00:00Z",
    account: "123456789012",
    region: "eu-west-1",
    evidence: undefined,
    end,
    ...changes,
  };
}

function makeReported(calls: readonly ReportedCall[], text = "x"): Reported {
  const result = {
    total_events: 9,
    replayed: 2,
    skipped: 7,
    succeeded: 1,
    failed: 1,
    duration: 1_234_567_890,
    endpoint: `http://${text}`,
    target: { name: "moto", pins: [] },
    models_version: "botocore 1",
    skipped_by_reason: { read_only: 7 },
    interrupted: false,
    placeholders: [
      { event_id: text, event_name: text, service: text, path: text, filled: text, reason: text },
    ],
    created: [
      {
        type: text,
        recorded: text,
        kind: "prerequisite",
        needed_by: text,
        service: text,
        operation: text,
        ok: false,
        code: text,
        evidence: text,
      },
    ],
  } as unknown as ReplayResult;
  const standing = [{ service: text, type: text, isPart: false, count: 3, beforehand: 0 }];
  const thing = {
    service: text,
    names: [text],
    event_id: text,
    event_name: text,
    region: text,
    account: text,
    read: text,
    compared: 1,
    tolerated: [],
  };
  const left = {
    service: text,
    names: [text],
    event_id: text,
    event_name: text,
    region: text,
    account: text,
    read: text,
    reason: text,
  };
  const verification = {
    endpoint: text,
    total: 4,
    verified: 1,
    different: 1,
    missing: 1,
    unreadable: 1,
    services: {},
    resources: [
      { ...thing, status: "verified", differences: [], reason: null, parts: [] },
      {
        ...thing,
        status: "different",
        differences: [{ member: text, expected: text, found: text }],
        reason: null,
        parts: [],
      },
      {
        ...thing,
        status: "missing",
        differences: [],
        reason: text,
        parts: [{ event_id: text, event_name: text }],
      },
      { ...thing, status: "unreadable", differences: [], reason: text, parts: [] },
    ],
    removals: {
      total: 3,
      gone: 1,
      remaining: 1,
      unchecked: 1,
      open: [
        { ...left, status: "remaining", part: text },
        { ...left, status: "unchecked", part: null },
      ],
    },
  } satisfies VerifyReport;
  return { at: AT, replay: { result, calls, standing }, verification };
}

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "]]>",
      "-->",
      "|",
      "`",
      "*",
      "\n",
      "\r",
      "\u0000",
      "\u001b",
      "\ud800",
      "\ufffe",
      "@a",
      "#1",
      "www.x.y",
      "</details>",
      "\\",
      "[a](b)",
    ),
  }),
);

describe("JUnit", () => {
  test("a test for each call and each thing, with what became of it", () => {
    const calls = [
      makeCall(makeEnd("ok")),
      makeCall(makeEnd("failed", "no such <thing>")),
      makeCall(makeEnd("failed", "refused", 0)),
      makeCall(makeEnd("unsent", "a stream")),
      makeCall(makeEnd("failed", "not there"), { evidence: "the log uses it" }),
    ];
    const root = parseReport(renderJunit(makeReported(calls)));
    checkForm(root);
    expect(root.attributes).toEqual({ name: "cloudmock", tests: "11", failures: "4", errors: "1" });
    expect(root.children.map(({ attributes }) => attributes)).toMatchObject([
      {
        name: "replay",
        tests: "4",
        failures: "1",
        errors: "1",
        skipped: "1",
        time: "1.235",
        timestamp: "2026-03-02T09:00:00",
      },
      { name: "calls that the log does not hold", tests: "1", failures: "0", skipped: "1" },
      { name: "verify", tests: "4", failures: "2", errors: "0", skipped: "1" },
      { name: "what was taken away", tests: "2", failures: "1", errors: "0", skipped: "1" },
    ]);
    const [properties, , failed] = root.children[0]?.children ?? [];
    expect(properties?.children.map(({ attributes }) => attributes)).toContainEqual({
      name: "skipped.read_only",
      value: "7",
    });
    expect(failed?.attributes).toEqual({ classname: "s3", name: "CreateBucket e1" });
    expect(failed?.children[0]?.attributes).toEqual({ type: "other", message: "Code: no such <thing>" });
    expect(failed?.children[0]?.text).toContain("\nadvice: no such <thing>\n");
  });

  test("whatever names and messages hold, it is XML of that form, and they can be read from it", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("ok", "failed", "unsent"), (text, kind) => {
        const reported = makeReported(
          [makeCall(makeEnd(kind, text), { eventName: text, id: text, service: text })],
          text,
        );
        checkForm(parseReport(renderJunit(reported)));
        expect(
          parseReport(`<?xml version="1.0" encoding="UTF-8"?>\n<a>${escapeXml(text)}</a>`).text,
        ).not.toContain("\n");
      }),
    );
  });

  test("what is no call and nothing read back has no suite", () => {
    const { verification } = makeReported([]);
    const root = parseReport(renderJunit({ at: AT, replay: undefined, verification }));
    expect(root.children.map(({ attributes }) => attributes["name"])).toEqual([
      "verify",
      "what was taken away",
    ]);
  });
});

describe("Markdown", () => {
  test("counts, failures by cause with advice, what was filled in, added, and stands", () => {
    const calls = Array.from({ length: 60 }, () => makeCall(makeEnd("failed", "no such thing")));
    const text = renderMarkdown(makeReported(calls));
    expect(text).toContain("\n| 9 | 2 | 7 | 1 | 1 |\n");
    expect(text).toContain("in 1.2s. Skipped: <code>read&#95;only</code> 7.");
    expect(text).toContain(
      "**<code>other</code>: <code>no such thing</code>** (60)\n\nAdvice: <code>no such thing</code>\n",
    );
    expect(text).toContain("\nand 10 more\n");
    expect(text).toContain("<summary>1 member filled in, as the log hides them</summary>");
    expect(text).toContain("<summary>3 things left standing</summary>");
    expect(text).toContain(
      "### CloudTrail verification\n\n| Resources | Verified | Different | Missing | Unreadable |\n",
    );
    expect(text).toEndWith("\n");
  });

  test("whatever names and messages hold, they are no marks, elements, mentions or addresses", () => {
    expect(showText("a|b`c`<i>@me#1\n")).toBe(
      "<code>a&#124;b&#96;c&#96;&#60;i&#62;&#64;me&#35;1&#92;u000a</code>",
    );
    const rows = renderMarkdown(makeReported([makeCall(makeEnd("failed", "x"))])).split("\n").length;
    fc.assert(
      fc.property(hostile, (text) => {
        expect(showText(text)).toMatch(/^(?:|<code>(?:[^!-/:-@[-`{-~]|&#\d{2,3};)*<\/code>)$/);
        const calls = [makeCall(makeEnd("failed", text), { eventName: text, id: text })];
        expect(renderMarkdown(makeReported(calls, text)).split("\n").length).toBe(rows);
      }),
    );
  });

  test("it stays within what a job's summary may be", () => {
    const long = "<".repeat(5000);
    const calls = Array.from({ length: 1000 }, (_, n) => makeCall(makeEnd("failed", `${n % 20}${long}`)));
    const reported = makeReported(calls, long);
    const text = renderMarkdown(reported);
    expect(text.length).toBeLessThan(510_000);
    expect(text.slice(-62)).toEndWith("\nThe rest has no room here; the result as JSON has all of it.\n");
  });
});
