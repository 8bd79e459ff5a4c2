/**
 * A report for what reads test results: a test for each call and for each thing that was read back. The form is that of Jenkins's
 * schema (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd).
 */

import type { VerifyReport } from "../../verify/report-schema.ts";
import { escapeXml } from "../escape-xml.ts";
import type { Reported, ReportedCall, ReportedReplay } from "./reported.ts";

function renderElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const open = `<${name}${written.join("")}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("")}</${name}>`;
}

/** Lines of text as the content of an element. */
function renderLines(lines: readonly string[]): string[] {
  return [lines.map((line) => `\n${escapeXml(line)}`).join(""), "\n"];
}

type TestEnd = "ok" | "failure" | "error" | "skipped";

/** A test, and how it ended. */
interface TestCase {
  readonly end: TestEnd;
  readonly xml: string;
}

function makeCase(
  { service, name }: { readonly service: string; readonly name: string },
  end: TestEnd,
  said: { readonly message: string; readonly type?: string; readonly lines?: readonly string[] } | undefined,
): TestCase {
  const { message = "", type, lines = [] } = said ?? {};
  const told =
    end === "ok"
      ? message === ""
        ? []
        : [renderElement("system-out", {}, renderLines([message]))]
      : [
          renderElement(
            end,
            { ...(type !== undefined && { type }), message },
            lines.length === 0 ? [] : renderLines(lines),
          ),
        ];
  return { end, xml: `\n    ${renderElement("testcase", { classname: service, name }, told)}` };
}

function testCall({
  service,
  eventName,
  id,
  eventTime,
  account,
  region,
  evidence,
  end,
}: ReportedCall): TestCase {
  const test = { service, name: `${eventName} ${id}` };
  if (end.kind === "ok")
    return makeCase(test, "ok", end.note === undefined ? undefined : { message: end.note });
  if (end.kind === "unsent") return makeCase(test, "skipped", { message: end.reason });
  const { failure, category, cause, advice, causedBy } = end.divergence;
  const message = failure.message === "" ? failure.code : `${failure.code}: ${failure.message}`;
  // No count of a result includes what the log does not hold, and no exit code depends on it.
  if (evidence !== undefined) return makeCase(test, "skipped", { message: `failed: ${message}` });
  const lines = [
    `cause: ${cause}`,
    `advice: ${advice}`,
    `answer: ${message} (status ${failure.status})`,
    `call: ${service} ${eventName} of ${eventTime}, account ${account}, ${region}`,
    ...(causedBy
      ? [`follows from the failure of ${causedBy.service} ${causedBy.operation.name} ${causedBy.id}`]
      : []),
  ];
  return makeCase(test, failure.status === 0 ? "error" : "failure", { message, type: category, lines });
}

function testResource(resource: VerifyReport["resources"][number]): TestCase {
  const { service, event_name, event_id, names, status, reason, differences, parts } = resource;
  const test = {
    service,
    name: [event_name, names[0] ?? "", event_id].filter((part) => part !== "").join(" "),
  };
  const because = reason === null ? [] : [reason];
  if (status === "verified") return makeCase(test, "ok", undefined);
  if (status === "unreadable") return makeCase(test, "skipped", { message: because.join("") });
  const told = differences.map(
    ({ member, expected, found }) => `${member} should be ${expected}, is ${found}`,
  );
  const gone = parts.map((part) => `with it ${part.event_name} ${part.event_id}`);
  const [message = status] = [...told, ...because];
  return makeCase(test, "failure", { message, type: status, lines: [...told, ...because, ...gone] });
}

function testRemoval({
  service,
  event_name,
  event_id,
  names,
  part,
  status,
  reason,
}: VerifyReport["removals"]["open"][number]): TestCase {
  const name = [event_name, names[0] ?? "", part ?? "", event_id].filter((text) => text !== "").join(" ");
  const message = reason ?? status;
  return status === "remaining"
    ? makeCase({ service, name }, "failure", { message, type: status })
    : makeCase({ service, name }, "skipped", { message });
}

/** A suite of tests with what is told of all of them. */
interface Suite {
  readonly name: string;
  readonly tests: readonly TestCase[];
  readonly seconds?: number;
  readonly properties?: Readonly<Record<string, string | number>>;
}

function countTests(tests: readonly TestCase[]) {
  const count = (end: TestEnd) => tests.filter((test) => test.end === end).length;
  return {
    tests: tests.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function renderSuite({ name, tests, seconds, properties = {} }: Suite, at: Date): string {
  const told = Object.entries(properties).map(
    ([key, value]) => `\n      ${renderElement("property", { name: key, value }, [])}`,
  );
  const attributes = {
    name,
    ...countTests(tests),
    ...(seconds !== undefined && { time: seconds.toFixed(3) }),
    timestamp: at.toISOString().slice(0, 19),
  };
  const head = told.length === 0 ? [] : [`\n    ${renderElement("properties", {}, [...told, "\n    "])}`];
  return `\n  ${renderElement("testsuite", attributes, [...head, ...tests.map(({ xml }) => xml), "\n  "])}`;
}

function listSuites({ result, calls }: ReportedReplay): Suite[] {
  const { endpoint, target, models_version, total_events, skipped_by_reason, duration } = result;
  const skipped = Object.entries(skipped_by_reason).map(
    ([reason, count]) => [`skipped.${reason}`, count] as const,
  );
  const properties = {
    endpoint,
    target: target.name,
    models_version,
    total_events,
    ...Object.fromEntries(skipped),
  };
  const logged = calls.filter(({ evidence }) => evidence === undefined);
  const added = calls.filter(({ evidence }) => evidence !== undefined);
  return [
    { name: "replay", tests: logged.map(testCall), seconds: duration / 1e9, properties },
    ...(added.length === 0 ? [] : [{ name: "calls that the log does not hold", tests: added.map(testCall) }]),
  ];
}

function listRemovalSuite({ endpoint, removals }: VerifyReport): Suite[] {
  const { total, gone, open } = removals;
  const properties = { endpoint, removed: total, gone };
  return total === 0 ? [] : [{ name: "what was taken away", tests: open.map(testRemoval), properties }];
}

/** The report as a document of XML. */
export function renderJunit({ at, replay, verification }: Reported): string {
  const suites: Suite[] = [
    ...(replay ? listSuites(replay) : []),
    ...(verification
      ? [
          {
            name: "verify",
            tests: verification.resources.map(testResource),
            properties: { endpoint: verification.endpoint },
          },
          ...listRemovalSuite(verification),
        ]
      : []),
  ];
  const { skipped: _, ...counts } = countTests(suites.flatMap(({ tests }) => tests));
  const whole = renderElement("testsuites", { name: "cloudmock", ...counts }, [
    ...suites.map((suite) => renderSuite(suite, at)),
    "\n",
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`;
}
