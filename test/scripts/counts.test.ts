import { expect, test } from "bun:test";
import { formatCounts, readJunit } from "../../scripts/lib/counts.ts";

const report = (attributes: string, cases = "") =>
  `<?xml version="1.0"?>\n<testsuites name="bun test" ${attributes} time="1.2">\n<testsuite tests="1" failures="9">${cases}`;

const CASES = `
  <testcase name="a &lt;name&gt; &amp; &quot;more&quot;" classname="a group" time="0.1" file="test/a.test.ts" line="2">
    <failure type="AssertionError" message="Expected: 2&#10;">Expected: 2&#10;Received: 1&#10;</failure>
  </testcase>
  <testcase name="passes" classname="" time="0" file="test/a.test.ts" line="3" />
  <testcase name="is skipped" classname="" time="0" file="test/a.test.ts" line="4"><skipped /></testcase>
  <testcase name="alone" classname="" time="0" file="test/b.test.ts" line="3">
    <failure type="Error" message="boom">${"line&#10;".repeat(100)}</failure>
  </testcase>`;
const UNEXPLAINED = ["a run of tests that ended badly without a failed test"];

test("counts come from the report's first element", () => {
  const xml = report('tests="12" assertions="40" failures="2" skipped="3"');
  expect(readJunit(xml, false)).toEqual({ passed: 7, failed: 2, skipped: 3, failures: [] });
});

test("a run that ended badly without a failed test is a failure", () => {
  expect(readJunit(report('tests="12" failures="0" skipped="0"'), false)).toEqual({
    passed: 12,
    failed: 1,
    skipped: 0,
    failures: UNEXPLAINED,
  });
});

test.each([
  ["", true],
  ["", false],
  [report('tests="0" failures="0" skipped="0"'), true],
])("a run without a report or without tests is a failure", (xml, succeeded) => {
  expect(readJunit(xml, succeeded)).toEqual({ passed: 0, failed: 1, skipped: 0, failures: UNEXPLAINED });
});

test("failed tests are told by file, name and the beginning of their cause", () => {
  const { failures } = readJunit(report('tests="4" failures="2" skipped="1"', CASES), false);
  expect(failures[0]).toBe('test/a.test.ts: a group > a <name> & "more"\n    Expected: 2\n    Received: 1');
  expect(failures[1]?.split("\n")).toEqual([
    "test/b.test.ts: alone",
    ...new Array<string>(12).fill("    line"),
  ]);
  expect(failures).toHaveLength(2);
});

test("the closing lines tell what failed, and count last", () => {
  expect(formatCounts({ passed: 3, failed: 0, skipped: 0, failures: [] })).toBe("3 passed, 0 failed");
  expect(formatCounts({ passed: 3, failed: 1, skipped: 2, failures: ["a check"] })).toBe(
    "failed: a check\n3 passed, 1 failed",
  );
});
