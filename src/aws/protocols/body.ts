/** Bodies as bytes and texts, and what is said of one that cannot be read. */
import { parsePairs } from "../formats/percent.ts";
import { decodeLeniently, decodeText, foldLine } from "../formats/text.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, Shape } from "../model/types.ts";
import type { WireRequest } from "../wire.ts";
import { SUCCESSES } from "./oddities.ts";
import { type Problem, Unreadable } from "./protocol.ts";

/** How much of an unreadable body a problem shows. */
const SHOWN = 80;

/** Says that a body is not of the format. */
export function describeBody(expected: string, body: Uint8Array): Problem {
  if (body.length === 0) return { problem: `an empty body instead of ${expected}` };
  const start = foldLine(decodeLeniently(body.subarray(0, SHOWN * 4)), SHOWN);
  return { problem: `a body that is not ${expected}`, quote: start };
}

/** The problem with how the body begins. */
export function describeProblem({ problem, quote }: Problem): string {
  return quote === undefined ? problem : `${problem}: ${quote}`;
}

/** The bytes of a request's body; none where it has none. */
export function bytesOf({ body }: WireRequest): Uint8Array {
  return typeof body === "string" ? Buffer.from(body) : (body ?? new Uint8Array());
}

/** The text of a request's body. Throws Unreadable where it is not UTF-8. */
export function readBodyText(request: WireRequest): string {
  const text = typeof request.body === "string" ? request.body : decodeText(bytesOf(request));
  if (text === undefined) throw new Unreadable("not UTF-8");
  return text;
}

const forms = new WeakMap<WireRequest, WireRequest["query"] | "none">();

/**
 * The pairs of a form in a request's body; undefined where it is none. Who routes a request asks for them, and who reads its input.
 * Throws Unreadable where it is not UTF-8.
 */
export function readFormPairs(request: WireRequest): WireRequest["query"] | undefined {
  const pairs = forms.getOrInsertComputed(request, () => parsePairs(readBodyText(request)) ?? "none");
  return pairs === "none" ? undefined : pairs;
}

const streaming = new WeakMap<ReturnType<typeof listMembers>, boolean>();

/** Whether an operation answers with a stream of events. */
export function hasEventStream(shape: Shape | undefined): boolean {
  return streaming.getOrInsertComputed(listMembers(shape), haveStream);
}

function haveStream(members: ReturnType<typeof listMembers>): boolean {
  return members.some(([, member]) => member.eventstream);
}

/** The status of a success. */
export function successOf({ http, model, name }: Operation): number {
  return SUCCESSES[model.service]?.[name] ?? http.responseCode ?? 200;
}
