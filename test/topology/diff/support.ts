/** Logs of few calls, for what is let stand from them. */
import { expect } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseReplayOptions } from "../../../src/options/options.ts";
import { standUpLog } from "../../../src/run/stand-up.ts";
import type { Topology } from "../../../src/topology/topology.ts";

/** The eventSource's prefix, the event's name, what was asked and answered, and the API's version where several have the source. */
export type MadeCall = readonly [
  service: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  output: Readonly<Record<string, unknown>> | null,
  apiVersion?: string,
];

function makeRecord(
  [service, eventName, requestParameters, responseElements, apiVersion]: MadeCall,
  at: number,
) {
  return {
    eventVersion: "1.09",
    userIdentity: { type: "IAMUser", accountId: "111122223333", arn: "arn:aws:iam::111122223333:user/dana" },
    eventTime: new Date(Date.UTC(2026, 2, 2, 9, 0, at)).toISOString().replace(".000", ""),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: service === "iam" ? "us-east-1" : "eu-west-1",
    requestParameters,
    responseElements,
    eventID: crypto.randomUUID(),
    eventType: "AwsApiCall",
    managementEvent: true,
    readOnly: false,
    recipientAccountId: "111122223333",
    ...(apiVersion !== undefined && { apiVersion }),
  };
}

/** A log in a folder of its own, which is removed with what this gives. */
export async function makeLog(
  calls: readonly MadeCall[],
): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "cloudmock-diff-"));
  const path = join(folder, "trail.json");
  await Bun.write(path, JSON.stringify({ Records: calls.map(makeRecord) }));
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export const quiet = { remarks: { warn() {}, info() {} }, signal: new AbortController().signal };

/** What stands after a log of these calls. */
export async function standUp(calls: readonly MadeCall[]): Promise<Topology> {
  await using log = await makeLog(calls);
  const { topology, result } = await standUpLog(
    parseReplayOptions({ input: [log.path] }, undefined, 0),
    quiet,
  );
  expect(result.failed).toBe(0);
  return topology;
}
