/** What stands by the file that --output wrote: a verification names things; a replay alone only counts calls. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { parseJson } from "../aws/formats/json.ts";
import { findMeaning, loadResources } from "../aws/resources/table.ts";
import { InputError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { isObject } from "../base/values.ts";
import { RESULT_SCHEMA } from "../report/result-schema.ts";
import type { Resource, Topology } from "../topology/topology.ts";
import { VERIFY_SCHEMA, type VerifyReport } from "../verify/report-schema.ts";

const [FIRST_OF_RESULT] = Object.keys(RESULT_SCHEMA.entries);
const [FIRST_OF_REPORT] = Object.keys(VERIFY_SCHEMA.entries);

type Verified = VerifyReport["resources"][number];

/** Whether JSON is what a replay or a verification writes with --output. */
function isResult(json: unknown): json is Readonly<Record<string, unknown>> {
  return isObject(json) && ("total_events" in json || ("unreadable" in json && "verified" in json));
}

function readReport(json: Readonly<Record<string, unknown>>, path: string): VerifyReport {
  const quoted = JSON.stringify(path);
  if (!("total_events" in json)) {
    const report = v.safeParse(VERIFY_SCHEMA, json);
    if (report.success) return report.output;
  } else {
    const result = v.safeParse(RESULT_SCHEMA, json);
    if (result.success && result.output.verification) return result.output.verification;
    if (result.success)
      throw new InputError(
        say`${quoted} is the result of a replay, which tells what became of calls and not what stands; write it with ${nameFlag("verify")}, or name the log itself`,
      );
  }
  throw new InputError(
    say`${quoted} is no result of this version of cloudmock; write it anew with ${nameFlag("output")}`,
  );
}

async function tell({ service, names, event_name, event_id, region, account }: Verified): Promise<Resource> {
  const arn = names.find((name) => name.startsWith("arn:"));
  const [name = ""] = names;
  const known = await loadResources(service).catch(() => undefined);
  return {
    key: arn ?? [service, account, region, name].join(":"),
    service,
    type: (known && findMeaning(service, event_name).type) ?? "",
    account,
    region,
    label: name,
    name,
    ...(arn !== undefined && { arn }),
    createdAt: new Date(0).toISOString(),
    tags: {},
    configuration: {},
    origin: "made",
    events: [],
    madeBy: { operation: event_name, eventId: event_id },
    placeholders: [],
  };
}

/**
 * What a result tells to stand: things by their names and the calls that made them, without what they are. What could not be read
 * is none of them. Throws an InputError where it tells nothing of the kind.
 */
export async function readResult(json: Readonly<Record<string, unknown>>, path: string): Promise<Topology> {
  const { resources } = readReport(json, path);
  const standing = new Map<string, Resource>();
  for (const verified of resources) {
    if (verified.status !== "verified" && verified.status !== "different") continue;
    const resource = await tell(verified);
    if (!standing.has(resource.key)) standing.set(resource.key, resource);
  }
  return { resources: [...standing.values()], relations: [] };
}

/** Reads a file as a result, where it begins as one and is one; undefined where it is something else. */
export function openResult(path: string, head: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  const [, first] = /^\s*\{\s*"(\w+)"/.exec(Buffer.from(head).toString()) ?? [];
  if (first !== FIRST_OF_RESULT && first !== FIRST_OF_REPORT) return undefined;
  const json = parseJson(readFileSync(path, "utf8"));
  return isResult(json) ? json : undefined;
}
