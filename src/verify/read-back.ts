/** Reads one thing back from the emulator, page by page, and says what came of it. */

import type { Operation } from "../aws/model/types.ts";
import { decodeResponse } from "../aws/protocols/responses.ts";
import { collectSecrets } from "../aws/secrets/mask.ts";
import { readMasked } from "../aws/secrets/mask-answer.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import type { ReadyRequest, Sent } from "../aws/wire.ts";
import type { Call } from "../dialect/call.ts";
import type { Step } from "../plan/steps.ts";
import type { Prepared } from "../replay/run.ts";
import type { Reader } from "./fact.ts";
import type { Found } from "./found.ts";
import { judgeFailure, type Unread } from "./judge-failure.ts";
import { leaveOutGone } from "./leave-out-gone.ts";
import { type Identity, locate } from "./locate.ts";
import { findNextPage, joinPages } from "./pages.ts";
import { findAbsent } from "./readers.ts";
import { saysAnything } from "./scopes.ts";

/** How reads go out: the stages of a replay. */
export interface ReadStages {
  prepare(step: Step): Prepared;
  send(request: ReadyRequest, signal: AbortSignal, step: Step): Promise<Sent>;
}

export type ReadBack = { readonly kind: "found"; readonly found: Found; readonly output: Structure } | Unread;

/** What one call was answered. */
export type Answered = { readonly output: Structure } | Unread;

const MOST_PAGES = 50;

/** Reads, each of them made once. */
export interface Reads {
  /** One answer, as it is; in the account and region of the call that it is about. */
  call(reader: Reader, about: Call): Promise<Answered>;
  /** The thing that the identity tells, on whatever page it stands; `anew`: whatever was read before. */
  find(reader: Reader, identity: Identity, about: Call, anew?: boolean): Promise<ReadBack>;
  /** Whether the target has answered this read with anything, whatever it was asked for. */
  hasTold(operation: Operation): boolean;
}

/** An answer without what it lists as not found. */
function leaveOutAbsent(operation: Operation, output: Structure): Structure {
  const absent = findAbsent(operation).filter((name) => output[name] !== undefined);
  if (absent.length === 0) return output;
  return Object.assign(makeStructure(), output, Object.fromEntries(absent.map((name) => [name, undefined])));
}

/** Makes the functions that read back; equal reads are made once. */
export function makeReads({ prepare, send }: ReadStages, signal: AbortSignal): Reads {
  const made = new Map<string, Promise<Answered>>();
  const told = new Set<Operation>();

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
    if (answer.ok && answer.note === undefined) {
      const output = leaveOutAbsent(operation, answer.output);
      if (saysAnything(output)) told.add(operation);
      return { output };
    }
    const secrets = collectSecrets(operation.model.service, [{ shape: operation.input, value: input }]);
    const said = readMasked(operation, sent.response, secrets);
    if (!said.ok) return judgeFailure(operation, said, sent.response.status);
    return { kind: "unreadable", reason: said.note ?? "" };
  }

  function callOnce(reader: Reader, about: Call, anew = false): Promise<Answered> {
    const { account, region } = about;
    const { model, name } = reader.operation;
    const key = JSON.stringify([model.service, account, region, name, reader.input]);
    const known = (anew ? undefined : made.get(key)) ?? call(reader, about);
    made.set(key, known);
    return known;
  }

  /** A thing that is all of an answer, with what further pages tell of it: its tags, its targets. */
  async function readOn(reader: Reader, first: Structure, about: Call, anew: boolean): Promise<Structure> {
    let [whole, last, { input }] = [first, first, reader];
    for (let count = 1; count < MOST_PAGES; count++) {
      const next = findNextPage(reader.operation, input, last);
      const answered = next && (await callOnce({ ...reader, input: next }, about, anew));
      if (!answered || "kind" in answered) break;
      [whole, last, input] = [joinPages(whole, answered.output), answered.output, next];
    }
    return whole;
  }

  async function find(reader: Reader, identity: Identity, about: Call, anew = false): Promise<ReadBack> {
    let page: Reader = reader;
    for (let count = 0; count < MOST_PAGES; count++) {
      const answered = await callOnce(page, about, anew);
      if ("kind" in answered) return answered;
      const output: Structure =
        identity.deed === "create"
          ? answered.output
          : leaveOutGone(page.operation, answered.output, page.isList);
      const found = locate(page, output, identity);
      if (found && found.value === output) {
        const whole = await readOn(page, output, about, anew);
        return { kind: "found", found: { ...found, value: whole }, output: whole };
      }
      if (found) return { kind: "found", found, output };
      const input = findNextPage(page.operation, page.input, answered.output);
      if (!input) return { kind: "absent", reason: `${reader.operation.name} does not list it`, output };
      page = { ...reader, input };
    }
    return {
      kind: "unreadable",
      reason: `not among the first ${MOST_PAGES} pages of ${reader.operation.name}`,
    };
  }

  return {
    call: (reader, about) => callOnce(reader, about),
    find,
    hasTold: (operation) => told.has(operation),
  };
}
