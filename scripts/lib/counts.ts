/** Counts tests: reads what `bun test` reports, and writes the closing line of `npm test`. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The counts of a JUnit report of `bun test`; `succeeded` is whether the run itself ended well. A run that ended
 * badly without a failed test (a crash, a file that does not load) and one without a report count as a failure.
 */
export function readJunit(xml: string, succeeded: boolean): Counts {
  const [head = ""] = /<testsuites\b[^>]*>/.exec(xml) ?? [];
  const read = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const [tests, failed, skipped] = [read("tests"), read("failures"), read("skipped")];
  const isUnexplained = failed === 0 && (!succeeded || tests === 0);
  return { passed: tests - failed - skipped, failed: isUnexplained ? 1 : failed, skipped };
}

/** The closing line: `N passed, N failed`. */
export function formatCounts({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}
