import { expect, test } from "bun:test";
import { formatCounts, readJunit } from "../../scripts/lib/counts.ts";

const report = (attributes: string) =>
  `<?xml version="1.0"?>\n<testsuites name="bun test" ${attributes} time="1.2">\n<testsuite tests="1" failures="9"/>`;

test("counts come from the report's first element", () => {
  const xml = report('tests="12" assertions="40" failures="2" skipped="3"');
  expect(readJunit(xml, false)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test("a run that ended badly without a failed test is a failure", () => {
  expect(readJunit(report('tests="12" failures="0" skipped="0"'), false)).toEqual({
    passed: 12,
    failed: 1,
    skipped: 0,
  });
});

test.each([
  ["", true],
  ["", false],
  [report('tests="0" failures="0" skipped="0"'), true],
])("a run without a report or without tests is a failure", (xml, succeeded) => {
  expect(readJunit(xml, succeeded)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("the closing line counts what passed and what failed", () => {
  expect(formatCounts({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
  expect(formatCounts({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed");
});
