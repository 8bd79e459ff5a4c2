/** Verifies real replays against a real moto. */

import { beforeEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { tellEventName } from "../../src/dialect/call.ts";
import type { Step } from "../../src/plan/steps.ts";
import { useMoto } from "../e2e/support/moto.ts";
import { listOpen, makeStages, readSteps, replayInto, verifyAgainst } from "../verify/support.ts";

const root = join(import.meta.dir, "..", "..");
const orchard = join(root, "fixtures", "verify", "orchard.json");
const invictus = join(root, "..", "shared", "trails", "invictus");
const LIMIT_MS = 300_000;

const moto = useMoto();
beforeEach(() => moto.reset(), LIMIT_MS);

/** Calls an operation of a step's service behind the replay's back, in live identifiers. */
async function callBehind(step: Step, operation: string, input: Step["input"]): Promise<void> {
  const found = step.operation.model.operations[operation];
  if (!found) throw new Error(`no operation ${operation}`);
  const { prepare, send } = makeStages(moto.endpoint);
  const prepared = prepare({ ...step, operation: found, input });
  if ("unsendable" in prepared) throw new Error(prepared.unsendable);
  const sent = await send(prepared.request, new AbortController().signal, step);
  const status = "response" in sent ? sent.response.status : 0;
  if (status < 200 || status > 299) throw new Error(`${operation} was answered ${status}`);
}

/** The things of the orchard that are deleted: the call that made each, the call that deletes it, its input. */
const DELETIONS: readonly (readonly [made: string, deletes: string, input: Step["input"]])[] = [
  ["AddUserToGroup", "RemoveUserFromGroup", { GroupName: "pickers", UserName: "pia" }],
  ["PutRolePolicy", "DeleteRolePolicy", { RoleName: "orchard-worker", PolicyName: "write-logs" }],
  ["CreateBucket", "DeleteBucket", { Bucket: "orchard-data" }],
  ["CreateTable", "DeleteTable", { TableName: "apples" }],
  ["CreateFunction", "DeleteFunction", { FunctionName: "price" }],
  ["PutTargets", "RemoveTargets", { Rule: "nightly", Ids: ["price"] }],
  ["CreateLogStream", "DeleteLogStream", { logGroupName: "/orchard/price", logStreamName: "one" }],
  ["CreateStream", "DeleteStream", { StreamName: "weights" }],
  ["PutParameter", "DeleteParameter", { Name: "/orchard/colour" }],
  ["CreateAlias", "DeleteAlias", { AliasName: "alias/orchard" }],
];

describe("a company of 22 services", () => {
  test(
    "everything that survives is read and is as it was asked for",
    async () => {
      const steps = await readSteps(orchard);
      const { dictionary, failures } = await replayInto(moto.endpoint, steps);
      expect([...failures.values()]).toEqual([]);
      const { verdicts } = await verifyAgainst(moto.endpoint, { steps, dictionary, failures });
      expect(listOpen(verdicts)).toEqual([]);
      expect(verdicts).toHaveLength(63);
      expect(new Set(verdicts.map(({ call }) => call.service)).size).toBe(22);
      expect(verdicts.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThanOrEqual(110);
    },
    LIMIT_MS,
  );

  test(
    "exactly the ten things that are deleted behind its back are missing",
    async () => {
      const steps = await readSteps(orchard);
      const { dictionary, failures } = await replayInto(moto.endpoint, steps);
      for (const [made, deletes, input] of DELETIONS) {
        const step = steps.find(({ operation }) => operation.name === made);
        if (!step) throw new Error(`no ${made}`);
        await callBehind(step, deletes, input);
      }
      const { verdicts } = await verifyAgainst(moto.endpoint, { steps, dictionary, failures });
      const open = verdicts.filter(({ status }) => status !== "verified");
      expect(open.map(({ status, call }) => `${status} ${tellEventName(call)}`).sort()).toEqual(
        DELETIONS.map(([made]) => `missing ${made}`).sort(),
      );
      const bucket = open.find(({ call }) => tellEventName(call) === "CreateBucket");
      expect(bucket?.parts.map(tellEventName)).toEqual([
        "PutBucketVersioning",
        "PutBucketPolicy",
        "PutBucketTagging",
        "PutBucketLifecycleConfiguration",
      ]);
    },
    LIMIT_MS,
  );

  test(
    "a change behind its back is told with what was expected and what is there",
    async () => {
      const steps = await readSteps(orchard);
      const { dictionary, failures } = await replayInto(moto.endpoint, steps);
      const put = steps.find(({ operation }) => operation.name === "PutParameter");
      if (!put) throw new Error("no PutParameter");
      await callBehind(put, "PutParameter", { Name: "/orchard/colour", Value: "blue", Overwrite: true });
      const { verdicts } = await verifyAgainst(moto.endpoint, { steps, dictionary, failures });
      const open = verdicts.filter(({ status }) => status !== "verified");
      expect(open.map(({ status, differences }) => ({ status, differences }))).toEqual([
        // The API model marks the values of parameters as secrets.
        {
          status: "different",
          differences: [{ member: "Value", expected: "(hidden)", found: "(hidden)" }],
        },
      ]);
    },
    LIMIT_MS,
  );

  test(
    "without a map of identifiers most is found by name, and nothing is called missing or different",
    async () => {
      const steps = await readSteps(orchard);
      await replayInto(moto.endpoint, steps);
      const { verdicts } = await verifyAgainst(moto.endpoint, { steps });
      const open = verdicts.filter(({ status }) => status !== "verified");
      expect(new Set(open.map(({ status }) => status))).toEqual(new Set(["unreadable"]));
      expect(open.every(({ reason }) => reason?.includes("--ids FILE"))).toBe(true);
      expect(verdicts.length - open.length).toBeGreaterThanOrEqual(50);
    },
    LIMIT_MS,
  );
});

test.skipIf(!existsSync(invictus))(
  "of a real trail, what survives is read, and only what failed is missing",
  async () => {
    const steps = await readSteps(invictus);
    const { dictionary, failures } = await replayInto(moto.endpoint, steps);
    const { verdicts } = await verifyAgainst(moto.endpoint, { steps, dictionary, failures });
    expect(verdicts.filter(({ status }) => status === "different")).toEqual([]);
    const missing = verdicts.filter(({ status }) => status === "missing");
    expect(missing.filter(({ reason }) => !reason?.includes("failed in the replay"))).toEqual([]);
    const unreadable = verdicts.filter(({ status }) => status === "unreadable");
    expect(unreadable.length).toBeLessThanOrEqual(verdicts.length / 10);
    expect(verdicts.length).toBeGreaterThanOrEqual(12);
  },
  LIMIT_MS,
);
