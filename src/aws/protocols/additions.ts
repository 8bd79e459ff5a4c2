/** What a request needs beyond its service's model: rows of data with their reasons, and the one place that applies them. */

import { compileLightly } from "../../base/compiling.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";

interface Addition {
  readonly service: string;
  readonly reason: string;
  /** Headers to set where the input sets none of that name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of members that the input leaves out. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Shapes of top-level members that keep only what follows the last slash. */
  readonly lastSegmentOf?: readonly string[];
}

const ADDITIONS: readonly Addition[] = [
  {
    service: "glacier",
    reason: "Glacier demands its API version in a header, and takes - for the caller's own account.",
    headers: { "x-amz-glacier-version": "2012-06-01" },
    defaults: { accountId: "-" },
  },
  {
    service: "apigateway",
    reason: "API Gateway answers in HAL unless plain JSON is asked for.",
    headers: { accept: "application/json" },
  },
  {
    service: "route53",
    reason:
      "Responses name resources as /hostedzone/Z1, /change/C1 or /delegationset/N1; requests name them Z1.",
    lastSegmentOf: ["ResourceId", "DelegationSetId", "ChangeId"],
  },
];

const byService = Map.groupBy(ADDITIONS, ({ service }) => service);
const NO_ROWS: readonly Addition[] = [];

function rowsOf({ model }: Operation): readonly Addition[] {
  return byService.get(model.service) ?? NO_ROWS;
}

const tokenTakers = new WeakMap<ReturnType<typeof listMembers>, boolean>();

function takesToken(members: ReturnType<typeof listMembers>): boolean {
  return members.some(([, ref]) => ref.idempotencyToken);
}

/** The input with what rows and idempotency tokens add to its top-level members; what it adds comes last. */
export function completeInput(operation: Operation, input: Structure, idempotencyToken: string): Structure {
  const rows = rowsOf(operation);
  const members = listMembers(operation.input);
  if (rows.length === 0 && !tokenTakers.getOrInsertComputed(members, takesToken)) return input;
  const changed: Record<string, Value> = {};
  const added: Record<string, Value> = {};
  for (const [name, ref] of members) {
    const value = input[name];
    const keepsSegment = rows.some((row) => row.lastSegmentOf?.includes(ref.name));
    if (keepsSegment && typeof value === "string") changed[name] = value.slice(value.lastIndexOf("/") + 1);
    if (value !== undefined && value !== null) continue;
    const given = rows.find((row) => row.defaults?.[name] !== undefined)?.defaults?.[name];
    const more = ref.idempotencyToken ? idempotencyToken : given;
    if (more !== undefined) added[name] = more;
  }
  if (Object.keys(changed).length === 0 && Object.keys(added).length === 0) return input;
  const complete: Record<string, Value | undefined> = Object.assign(makeStructure(), input, changed);
  for (const name of Object.keys(added)) delete complete[name];
  return Object.assign(complete, added);
}

/** The headers with what rows add for the service. */
export function completeHeaders(
  operation: Operation,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const rows = rowsOf(operation);
  return rows.length === 0 ? headers : Object.assign({}, ...rows.map((row) => row.headers), headers);
}

compileLightly(completeInput);
