/**
 * Reads a plausible answer to every operation of the services that are drawn (all in a long run) as botocore does
 * (scripts/python/parse-all.py).
 */
import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Protocol } from "../../src/aws/model/types.ts";
import { decodeResponse } from "../../src/aws/protocols/responses.ts";
import { toPlain } from "../aws/protocols/plain.ts";
import { drawServices } from "../support/draw-services.ts";
import { askBotocore } from "./ask-botocore.ts";

interface Case {
  readonly service: string;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: { readonly text: string } | { readonly base64: string };
  readonly output?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

async function readCase({ service, protocol, operation: name, status, headers, body }: Case) {
  const model = await loadModel(service);
  const operation = model.operations[name];
  if (!operation) throw new Error(`no operation ${service}.${name}`);
  const bytes = "text" in body ? Buffer.from(body.text) : Buffer.from(body.base64, "base64");
  const answer = decodeResponse(operation, { status, headers, body: bytes }, protocol);
  return answer.ok
    ? { output: toPlain(answer.output), ...(answer.note !== undefined && { note: answer.note }) }
    : { error: { code: answer.code, message: answer.message } };
}

/** The part of the services that is tried, but for a long run. */
const SHARE = 0.3;

/** Cases that differ from botocore on purpose, by `service.operation protocol`, with the reason. */
const EXPLAINED: Readonly<Record<string, string>> = {
  "s3.GetBucketNotification rest-xml":
    "the members Event and Events share one element; where it is repeated botocore gives its XML nodes for Event, we the first text",
};

test("every answer to every operation is read as botocore reads it", async () => {
  const drawn = await drawServices(SHARE);
  const differing: unknown[] = [];
  const explained = new Set<string>();
  const services = new Set<string>();
  let outputs = 0;
  for (const line of askBotocore("parse-all.py", drawn.services)) {
    const row = JSON.parse(line) as Case;
    services.add(row.service);
    if (row.output !== undefined) outputs += 1;
    const expected = row.output === undefined ? { error: row.error } : { output: row.output };
    const actual = await readCase(row);
    const name = `${row.service}.${row.operation} ${row.protocol}`;
    if (Bun.deepEquals(actual, expected)) continue;
    if (row.output !== undefined && name in EXPLAINED) explained.add(name);
    else differing.push({ name, expected, actual, body: row.body });
  }
  expect(differing.slice(0, 5)).toEqual([]);
  expect(differing.length).toBe(0);
  if (drawn.part === 1) expect([...explained]).toEqual(Object.keys(EXPLAINED));
  expect([...services].sort()).toEqual([...drawn.services]);
  expect(outputs).toBeGreaterThan(18_000 * drawn.part * 0.9);
}, 600_000);
