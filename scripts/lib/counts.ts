/** Counts tests: reads what `bun test` reports, and writes what closes `npm test`: what failed, and how many. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, each with its cause: of a long output often only the end is kept. */
  readonly failures: readonly string[];
}

/** A cause's first lines tell what was expected; a difference of two large values may be thousands of lines. */
const CAUSE_LINES = 12;

/** The text of what XML escapes. */
function readEscaped(text: string): string {
  return String(Bun.XML.parse(`<text>${text}</text>`).text);
}

/** The failed tests of a JUnit report, each as its file, its name and the beginning of its cause. The report may be cut off. */
function readFailures(xml: string): string[] {
  return [...xml.matchAll(/<testcase\b([^>]*)>\s*<failure\b[^>]*>([^<]*)/g)].map(
    ([, attributes = "", cause = ""]) => {
      const read = (name: string) =>
        readEscaped(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
      const lines = readEscaped(cause).trimEnd().split("\n").slice(0, CAUSE_LINES);
      const name = [read("classname"), read("name")].filter((part) => part !== "").join(" > ");
      return [`${read("file")}: ${name}`, ...lines].join("\n    ");
    },
  );
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
  const failures = isUnexplained
    ? ["a run of tests that ended badly without a failed test"]
    : readFailures(xml);
  return { passed: tests - failed - skipped, failed: isUnexplained ? 1 : failed, skipped, failures };
}

/** What closes the output: what failed, if anything, and as the last line `N passed, N failed`. */
export function formatCounts({ passed, failed, failures }: Counts): string {
  return [...failures.map((failure) => `failed: ${failure}`), `${passed} passed, ${failed} failed`].join(
    "\n",
  );
}
