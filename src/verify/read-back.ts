/** Reads one thing back from the emulator, page by page, and says what came of it. */

import { decodeResponse } from "../aws/protocols/responses.ts";
import { collectSecrets } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import type { ReadyRequest, Sent, WireResponse } from "../aws/wire.ts";
import type { Call } from "../dialect/call.ts";
import { matchMember } from "../dialect/match-member.ts";
import type { Step } from "../plan/steps.ts";
import type { Prepared } from "../replay/run.ts";
import type { Reader } from "./fact.ts";
import { type Found, type Identity, locate } from "./locate.ts";

/** How reads go out: the stages of a replay. */
export interface ReadStages {
  prepare(step: Step): Prepared;
  send(request: ReadyRequest, signal: AbortSignal, step: Step): Promise<Sent>;
}

/** `absent`: the emulator says that there is no such thing. `unreadable`: it cannot say. */
export type ReadBack =
  | { readonly kind: "found"; readonly found: Found; readonly output: Structure }
  | { readonly kind: "absent" | "unreadable"; readonly reason: string };

/** What one call was answered. */
export type Answered =
  | { readonly output: Structure }
  | { readonly kind: "absent" | "unreadable"; readonly reason: string };

const MOST_PAGES = 50;

const ABSENT =
  /not.?found|no ?such|non.?exist|(does|do) ?n.?.?t.?exist|not exist|cannot find|could not find|no .{0,300} found|malformed.{0,300}id|unknown (?!op|act)/i;
const UNIMPLEMENTED =
  /not.{0,10}implemented|unknown ?(operation|action)|unsupported|invalid ?action|not.{0,10}supported|not available|unable to determine service/i;

function isPage(response: WireResponse): boolean {
  return /<(!doctype )?html/i.test(new TextDecoder().decode(response.body.slice(0, 200)));
}

function judgeFailure(response: WireResponse, code: string, message: string): Answered {
  const reason = `${code}: ${message}`;
  const text = `${code} ${message}`;
  if (response.status === 501 || isPage(response) || UNIMPLEMENTED.test(text))
    return { kind: "unreadable", reason: `the target does not implement it (${reason})` };
  if (response.status < 500 && (response.status === 404 || ABSENT.test(text)))
    return { kind: "absent", reason };
  return { kind: "unreadable", reason };
}

/** The input of the next page, where the answer says that there is one. */
function findNextPage(reader: Reader, output: Structure): Structure | undefined {
  if (!reader.operation.input) return undefined;
  const input = reader.operation.input;
  for (const [name, value] of Object.entries(output)) {
    if (typeof value !== "string" || value === "" || !/token|marker|lastevaluated|position/i.test(name))
      continue;
    for (const own of [name, name.replace(/^next/i, ""), name.replace(/^LastEvaluated/, "ExclusiveStart")]) {
      const member = own === "" ? undefined : matchMember(input, own);
      if (member?.distance === 0 && reader.input[member.name] !== value)
        return { ...reader.input, [member.name]: value };
    }
  }
  return undefined;
}

/** Reads, each of them made once. */
export interface Reads {
  /** One answer, as it is; in the account and region of the call that it is about. */
  call(reader: Reader, about: Call): Promise<Answered>;
  /** The thing that the identity tells, on whatever page it stands. */
  find(reader: Reader, identity: Identity, about: Call): Promise<ReadBack>;
}

/** Makes the functions that read back; equal reads are made once. */
export function makeReads({ prepare, send }: ReadStages, signal: AbortSignal): Reads {
  const made = new Map<string, Promise<Answered>>();

  async function call(reader: Reader, about: Call): Promise<Answered> {
    const { operation, input } = reader;
    const { id, event, service, account, region, at, ordinal } = about;
    const place = { id, event, service, account, region, at, ordinal };
    const step: Step = { ...place, operation, input, output: makeStructure(), unmatched: [] };
    const prepared = prepare(step);
    if ("unsendable" in prepared) return { kind: "unreadable", reason: prepared.unsendable };
    const sent = await send(prepared.request, signal, step);
    if ("failure" in sent)
      return { kind: "unreadable", reason: `${sent.failure.code}: ${sent.failure.message}` };
    const answer = decodeResponse(operation, sent.response);
    if (answer.ok && answer.note === undefined) return { output: answer.output };
    const secrets = collectSecrets(operation.model.service, [{ shape: operation.input, value: input }]);
    const said = readMasked(operation, sent.response, secrets);
    if (!said.ok) return judgeFailure(sent.response, said.code, said.message);
    return { kind: "unreadable", reason: said.note ?? "" };
  }

  function callOnce(reader: Reader, about: Call): Promise<Answered> {
    const { account, region } = about;
    const { model, name } = reader.operation;
    const key = JSON.stringify([model.service, account, region, name, reader.input]);
    const known = made.get(key) ?? call(reader, about);
    made.set(key, known);
    return known;
  }

  async function find(reader: Reader, identity: Identity, about: Call): Promise<ReadBack> {
    let page: Reader = reader;
    for (let count = 0; count < MOST_PAGES; count++) {
      const answered = await callOnce(page, about);
      if ("kind" in answered) return answered;
      const found = locate(page, answered.output, identity);
      if (found) return { kind: "found", found, output: answered.output };
      const input = findNextPage(page, answered.output);
      if (!input) return { kind: "absent", reason: `${reader.operation.name} does not list it` };
      page = { ...reader, input };
    }
    return {
      kind: "unreadable",
      reason: `not among the first ${MOST_PAGES} pages of ${reader.operation.name}`,
    };
  }

  return { call: callOnce, find };
}
