// The small logs beside the checkout, each against what is right for it; without them this is skipped.
import { beforeEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { useMoto } from "../e2e/support/moto.ts";
import { replayFile } from "./support/small-log.ts";

const folder = join(import.meta.dir, "..", "..", "..", "shared", "cases");
const LIMIT_MS = 300_000;

/** How many calls succeed, how many facts are verified, and what has to be made. */
const CASES: readonly (readonly [
  string,
  succeeded: number,
  verified: number,
  created?: readonly string[],
])[] = [
  ["alias-to-load-balancer", 2, 2],
  ["box-awslogs-lines", 2, 2],
  ["box-csv-of-messages", 2, 2],
  ["box-lake-get-query-results", 2, 2],
  ["box-logs-insights-cli", 2, 2],
  ["box-splunk-export", 2, 2],
  ["box-sqs-of-eventbridge", 2, 2],
  ["bucket-of-object-tagging", 1, 1, ["CreateBucket", "PutObject"]],
  ["cause-crash", 1, 1, ["CreateBucket", "CreateTrail", "StartLogging"]],
  ["cause-not-in-use", 1, 1, ["CreateOrganization"]],
  ["delete-objects-unlisted", 1, 1, ["CreateBucket"]],
  ["hidden-document", 1, 1],
  ["multi-region-key", 3, 3, ["CreateKey", "ReplicateKey"]],
  ["multipart-upload", 4, 2],
  [
    "no-recipe-parameter-group",
    3,
    3,
    ["CreateDBParameterGroup", "CreateDBCluster", "CreateDBClusterSnapshot", "CreateDatabase", "CreateTable"],
  ],
  ["old-object-copied", 1, 1, ["CreateBucket", "PutObject"]],
  ["own-access-key", 2, 2],
  ["record-null-texts", 2, 2],
  ["record-numbers", 2, 2],
  ["rest-api-root", 3, 3],
  ["state-logging-target", 1, 1, ["CreateBucket", "CreateBucket", "PutBucketAcl"]],
  [
    "state-replication",
    1,
    1,
    ["CreateRole", "CreateBucket", "CreateBucket", "PutBucketVersioning", "PutBucketVersioning"],
  ],
  ["state-start-db", 1, 1, ["CreateDBInstance", "StopDBInstance"]],
  ["two-letter-names", 9, 9],
  ["verify-cloud-map", 1, 1, ["CreateVpc"]],
  ["verify-document-format", 1, 1],
  ["verify-email-subscription", 2, 2],
  ["verify-emr-steps", 2, 2],
  ["verify-event-selectors", 3, 3],
  ["verify-glue-database", 2, 2],
  ["verify-no-device", 1, 1],
  ["verify-retired-grant", 4, 2],
  [
    "verify-scaling-policy",
    2,
    2,
    ["CreateLaunchTemplate", "CreateVpc", "CreateSubnet", "CreateAutoScalingGroup"],
  ],
  ["verify-wafv2", 4, 2],
];

const moto = useMoto();
beforeEach(() => moto.reset(), LIMIT_MS);

test.skipIf(!existsSync(folder)).each(CASES)(
  "%s",
  async (name, succeeded, verified, created = []) => {
    const outcome = await replayFile(moto.endpoint, join(folder, `${name}.json`));
    expect(outcome).toMatchObject({ succeeded, verified, created, failed: [], open: [], exitCode: 0 });
  },
  LIMIT_MS,
);

test.skipIf(!existsSync(folder))(
  "what the emulator refuses or lacks is never verified",
  async () => {
    const refused = await replayFile(moto.endpoint, join(folder, "verify-failed-logging.json"));
    expect(refused).toMatchObject({ succeeded: 2, open: ["missing PutBucketLogging"], exitCode: 1 });
    const lacking = await replayFile(moto.endpoint, join(folder, "route53-domains.json"));
    expect(lacking).toMatchObject({ succeeded: 0, verified: 0, exitCode: 1 });
  },
  LIMIT_MS,
);
