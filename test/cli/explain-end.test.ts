import { expect, test } from "bun:test";
import { explainEnd } from "../../src/cli/explain-end.ts";

const FAILURE = { service: "s3", event_name: "CreateBucket", error: "BucketAlreadyExists: it does" };

function explain(exitCode: number, result: object, failOnError = false): string {
  const ended = { exitCode, result: { errors: [], ...result } };
  return explainEnd(ended as unknown as Parameters<typeof explainEnd>[0], failOnError);
}

test.each<[string, string]>([
  [explain(130, {}), "interrupted"],
  [explain(1, { errors: [FAILURE] }, true), "s3.CreateBucket failed (BucketAlreadyExists: it does)"],
  [
    explain(1, { errors: [FAILURE, FAILURE] }, true),
    "s3.CreateBucket failed (BucketAlreadyExists: it does), and 1 more",
  ],
  [
    explain(1, { errors: [FAILURE], verification: { missing: 2, different: 1 } }),
    "what stands in the target is not what the log says: 2 missing, 1 different",
  ],
])("%s", (told, wanted) => {
  expect(told).toBe(wanted);
});
