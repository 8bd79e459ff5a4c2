/**
 * How a replay of another process tells an instance what production answered: at a path of its own, each call with its request
 * and its answer in one body, a line of JSON with the bytes of a body behind it. A header would not do: it is limited.
 */

import type { ReadyRequest, WireResponse } from "../aws/wire.ts";
import { showsToken } from "../base/token.ts";
import { watchTurns } from "../base/turn.ts";
import { isObject } from "../base/values.ts";
import { findProfile } from "../emulator/profiles.ts";
import type { RecordedAnswer } from "./gateway.ts";
import type { Instance, LogHome } from "./instance.ts";
import { readMembers, writeMembers } from "./state/thing-text.ts";

const LINE_BREAK = 10;

/** Where a replay asks whether it may (GET), says where the log belongs (PUT), and tells its calls (POST). */
export const ADOPTION_PATH = findProfile("instance").adopts ?? "";

/** A head and the bytes behind it. */
interface Packed {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

function pack(head: object, body: string | Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.from(body ?? "")]);
}

/** Throws a RangeError or what JSON throws. */
function unpack(bytes: Uint8Array): Packed {
  const end = bytes.indexOf(LINE_BREAK);
  const head: unknown = JSON.parse(Buffer.from(bytes.subarray(0, Math.max(end, 0))).toString());
  if (!isObject(head)) throw new RangeError("the head is no object");
  return { head, body: bytes.subarray(end + 1) };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => isText(pair[1])),
  );
}

/** A call as it goes over the wire. */
export function writeTold(
  { method, url, headers, body }: ReadyRequest,
  told: RecordedAnswer,
): Uint8Array<ArrayBuffer> {
  const { output, at, id, event, by, placeholders } = told;
  const written = { output: writeMembers(output), at, id, event, by, placeholders };
  return pack({ method, url, headers, told: written }, body);
}

/** The answer to it; throws where it is none. */
export function readTold(bytes: Uint8Array): WireResponse {
  const { head, body } = unpack(bytes);
  const { status, headers } = head;
  if (typeof status !== "number") throw new RangeError("the answer has no status");
  return { status, headers: readHeaders(headers), body };
}

function readCall(bytes: Uint8Array): { readonly request: ReadyRequest; readonly told: RecordedAnswer } {
  const { head, body } = unpack(bytes);
  const { method, url, headers, told } = head;
  if (!isText(method) || !isText(url) || !isObject(told)) throw new RangeError("the call lacks parts");
  const { output, at, id, event, by, placeholders } = told;
  if (!isObject(output) || typeof at !== "number")
    throw new RangeError("the call lacks what it was answered");
  return {
    request: { method, url, headers: readHeaders(headers), body },
    told: {
      output: readMembers(output),
      at,
      ...(isText(id) && { id }),
      event: isText(event) ? event : undefined,
      ...(isText(by) && { by }),
      ...(Array.isArray(placeholders) && { placeholders: placeholders.filter(isText) }),
    },
  };
}

function readHome(value: unknown): LogHome {
  const { account, region, trail, since } = isObject(value) ? value : {};
  const isAccount = isText(account) && /^\d{12}$/.test(account);
  return {
    account: isAccount ? account : undefined,
    region: isText(region) ? region : undefined,
    trail: isText(trail) ? trail : undefined,
    since: typeof since === "number" ? since : undefined,
  };
}

/** Who may tell: who shows the token, or without one a program of the instance's own machine. */
export interface AdoptionRules {
  readonly token: string | undefined;
  readonly isOwnMachine: boolean;
}

function refuse(message: string, status: number): Response {
  return Response.json({ message }, { status });
}

/** A replay tells several calls at a time, which are answered one after the other as clients' are. */
const endTurn = watchTurns();

/** Answers at the path. */
export async function answerAdoption(
  request: Request,
  instance: Instance,
  { token, isOwnMachine }: AdoptionRules,
): Promise<Response> {
  if (token === undefined && !isOwnMachine)
    return refuse("production's answers are taken from this machine, or with a token", 403);
  if (token !== undefined && !showsToken(request.headers, token))
    return refuse("send the instance's token: 'Authorization: Bearer TOKEN'", 401);
  if (request.method === "GET") return Response.json({ adopts: true });
  try {
    if (request.method === "PUT") {
      instance.settle(readHome(await request.json()));
      await instance.store.journal?.flush();
      return Response.json({});
    }
    if (request.method !== "POST") return refuse("GET, PUT and POST are for this path", 405);
    const bytes = await request.bytes();
    await endTurn();
    const { request: asked, told } = readCall(bytes);
    const { status, headers, body } = await instance.answerReady(asked, told);
    return new Response(pack({ status, headers }, body));
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return refuse(error.message, 400);
    throw error;
  }
}
