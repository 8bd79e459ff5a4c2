/** The report of a verification: counts, lines, and the rule of the exit code. */
import { expect, test } from "bun:test";
import * as v from "valibot";
import { buildVerifyReport, hasDiverged, renderVerifyReport } from "../../src/verify/report.ts";
import { VERIFY_SCHEMA } from "../../src/verify/report-schema.ts";
import type { RemovalVerdict, Verdict } from "../../src/verify/verdict.ts";
import { makeCall } from "../support/make-call.ts";

const nothing = { compared: 0, differences: [], tolerated: [], reason: undefined, parts: [] };
const call = makeCall({ service: "s3", eventName: "CreateBucket", id: "e-1" });
const verified: Verdict = {
  ...nothing,
  status: "verified",
  call,
  names: ["a"],
  read: "HeadBucket",
  compared: 3,
};
const missing: Verdict = {
  ...nothing,
  status: "missing",
  call,
  names: ["b"],
  read: "HeadBucket",
  reason: "404: Not\nFound",
  parts: [makeCall({ service: "s3", eventName: "PutBucketPolicy", id: "e-1" })],
};
const different: Verdict = {
  ...nothing,
  status: "different",
  call: makeCall({ service: "sqs", eventName: "CreateQueue", id: "e-1" }),
  names: ["http://q", "q"],
  read: "GetQueueAttributes",
  compared: 2,
  differences: [{ member: "Attributes.DelaySeconds", expected: "5", found: "0" }],
};
const unreadable: Verdict = {
  ...nothing,
  status: "unreadable",
  call,
  names: [],
  read: undefined,
  reason: "the API has no operation that reads it",
};

const removal: RemovalVerdict = {
  status: "gone",
  call: makeCall({ service: "iam", eventName: "DetachRolePolicy", id: "e-2" }),
  names: ["r", "p"],
  part: undefined,
  read: "ListAttachedRolePolicies",
  reason: undefined,
};
const remaining: RemovalVerdict = {
  ...removal,
  status: "remaining",
  part: '{"Tags":[{"Key":"a"}]}',
  reason: "it is told of",
};
const unchecked: RemovalVerdict = {
  ...removal,
  status: "unchecked",
  names: [],
  read: undefined,
  reason: "no read",
};
const removals = [removal, remaining, unchecked];

test("the report fits its schema, and its counts add up", () => {
  const report = buildVerifyReport(
    { verdicts: [verified, missing, different, unreadable], removals },
    "http://x",
  );
  expect(v.parse(VERIFY_SCHEMA, report)).toEqual(report);
  const { total, services, removals: left, ...counts } = report;
  const { open, ...removed } = left;
  expect(removed).toEqual({ total: 3, gone: 1, remaining: 1, unchecked: 1 });
  expect(open.map(({ status }) => status)).toEqual(["remaining", "unchecked"]);
  expect({ total, ...counts, resources: 0, endpoint: "" }).toEqual({
    total: 4,
    verified: 1,
    different: 1,
    missing: 1,
    unreadable: 1,
    resources: 0,
    endpoint: "",
  });
  expect(services).toEqual({
    s3: { verified: 1, different: 0, missing: 1, unreadable: 1 },
    sqs: { verified: 0, different: 1, missing: 0, unreadable: 0 },
  });
});

test("the text has the counts and a line for each thing that is not verified", () => {
  const report = buildVerifyReport(
    { verdicts: [verified, missing, different, unreadable], removals },
    "http://x",
  );
  expect(renderVerifyReport(report)).toBe(
    [
      "CloudTrail Verification Results",
      "  Resources:     4",
      "  Verified:      1",
      "  Different:     1",
      "  Missing:       1",
      "  Unreadable:    1",
      "  Removed:       3",
      "  Gone:          1",
      "  Remaining:     1",
      "  Unchecked:     1",
      "  [MISSING] s3.CreateBucket b: 404: Not Found; with it PutBucketPolicy",
      "  [DIFFERENT] sqs.CreateQueue http://q (q): Attributes.DelaySeconds should be 5, is 0",
      "  [UNREADABLE] s3.CreateBucket (no name): the API has no operation that reads it",
      '  [REMAINING] iam.DetachRolePolicy r p {"Tags":[{"Key":"a"}]}: it is told of',
      "  [UNCHECKED] iam.DetachRolePolicy (no name): no read",
      "",
    ].join("\n"),
  );
});

test.each<[boolean, readonly Verdict[], readonly RemovalVerdict[]]>([
  [false, [verified, unreadable], [removal, unchecked]],
  [true, [verified, missing], []],
  [true, [different], []],
  [true, [verified], [remaining]],
])("only what is missing, different or still there is a divergence: %p", (diverges, verdicts, removals) => {
  expect(hasDiverged(buildVerifyReport({ verdicts, removals }, "http://x"))).toBe(diverges);
});
