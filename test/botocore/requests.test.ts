/**
 * Every operation of the services that are drawn (all in a long run) against botocore's own serializer, on the inputs that
 * scripts/python/serialize-all.py makes.
 */

import { expect, test } from "bun:test";
import { encodePairs } from "../../src/aws/formats/percent.ts";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import type { Protocol } from "../../src/aws/model/types.ts";
import { encodeRequest } from "../../src/aws/protocols/requests.ts";
import { isStructure } from "../../src/aws/values.ts";
import type { WireRequest } from "../../src/aws/wire.ts";
import { drawServices } from "../support/draw-services.ts";
import { askBotocore } from "./ask-botocore.ts";
import differences from "./botocore-differences.json";
import { readTagged } from "./tagged-values.ts";

const TOKEN = "00000000-0000-4000-8000-000000000000";
const KINDS = 3;
/** The part of the services that is tried, but for a long run. */
const SHARE = 0.3;

/** One line of the script's output. */
interface Line {
  readonly service: string;
  readonly operation: string;
  readonly kind: string;
  readonly input: unknown;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly body_base64?: string;
}

interface Difference {
  readonly part: string;
  readonly ours: string;
  readonly botocore: string;
}

/** Parsed JSON whose long integers are text, for a number would lose digits that must be compared. */
function readJson(text: string): unknown {
  const keepDigits = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" && /^-?\d{16,}$/.test(context?.source ?? "") ? context?.source : value;
  return JSON.parse(text, keepDigits);
}

function sameBody(protocol: Protocol, ours: Buffer, theirs: Buffer): boolean {
  if (ours.equals(theirs)) return true;
  if (protocol !== "json" && protocol !== "rest-json") return false;
  try {
    return Bun.deepEquals(readJson(ours.toString()), readJson(theirs.toString()), true);
  } catch {
    return false;
  }
}

function compareRequests(protocol: Protocol, ours: WireRequest, line: Line): Difference[] {
  const [path = "", query = ""] = line.path.split("?");
  const parts = [
    ["method", ours.method, line.method],
    ["path", ours.path, path],
    ["query", encodePairs(ours.query), [query, line.query].filter((text) => text !== "").join("&")],
  ];
  for (const name of new Set([...Object.keys(ours.headers), ...Object.keys(line.headers)])) {
    const theirs = line.headers[name];
    parts.push([`header ${name}`, ours.headers[name] ?? "absent", theirs === undefined ? "absent" : theirs]);
  }
  const differing = parts.flatMap(([part = "", mine = "", theirs = ""]) =>
    mine === theirs ? [] : [{ part, ours: mine, botocore: theirs }],
  );
  const sent = Buffer.from(ours.body ?? "");
  const expected =
    line.body_base64 === undefined ? Buffer.from(line.body ?? "") : Buffer.from(line.body_base64, "base64");
  if (!sameBody(protocol, sent, expected)) {
    differing.push({ part: "body", ours: sent.toString(), botocore: expected.toString() });
  }
  return differing;
}

async function compareLine(line: Line): Promise<[protocol: Protocol, Difference[]]> {
  const model = await loadModel(line.service);
  const operation = model.operations[line.operation];
  const input = readTagged(line.input);
  if (operation === undefined || !isStructure(input)) throw new Error(`no operation ${line.operation}`);
  const { protocol } = model.metadata;
  const encoded = encodeRequest(operation, input, { idempotencyToken: TOKEN });
  if ("unsendable" in encoded) {
    return [protocol, [{ part: "unsendable", ours: encoded.unsendable, botocore: "" }]];
  }
  return [protocol, compareRequests(protocol, encoded.request, line)];
}

/** The row that explains a difference: its place in botocore-differences.json, or -1. */
function findExplanation(protocol: Protocol, line: Line, difference: Difference): number {
  return differences.findIndex(
    (row) =>
      row.protocol === protocol &&
      row.part === difference.part &&
      (row.operation === undefined || row.operation === `${line.service}.${line.operation}`) &&
      (row.botocore === undefined || row.botocore === difference.botocore),
  );
}

test("requests equal botocore's for every operation, but for explained differences", async () => {
  const { services, part } = await drawServices(SHARE);
  const compared = new Map<string, number>();
  const unexplained: string[] = [];
  const used = new Set<number>();
  for (const row of askBotocore("serialize-all.py", services)) {
    const line = JSON.parse(row) as Line;
    compared.set(line.service, (compared.get(line.service) ?? 0) + 1);
    const [protocol, found] = await compareLine(line);
    for (const difference of found) {
      const explanation = findExplanation(protocol, line, difference);
      used.add(explanation);
      const { part, ours, botocore } = difference;
      const name = `${line.service}.${line.operation} (${line.kind})`;
      if (explanation < 0) unexplained.push(`${name} ${part}: ${ours} but botocore ${botocore}`);
    }
  }
  expect(unexplained.slice(0, 20)).toEqual([]);
  if (part === 1) expect(differences.filter((_, index) => !used.has(index))).toEqual([]);
  const tried = (await loadIndex()).services.filter(({ service }) => services.includes(service));
  const expected = tried.map((entry) => [entry.service, entry.operations * KINDS]);
  expect(Object.fromEntries(compared)).toEqual(Object.fromEntries(expected));
}, 300_000);
