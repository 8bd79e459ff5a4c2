/**
 * Answers that hold until something changes: what waits for something, and what shows what stands, asks the same again and
 * again. They are kept as they were written, each with the place of the request's id in it.
 */

import type { Operation } from "../aws/model/types.ts";
import { loadResources, UNKNOWN } from "../aws/resources/table.ts";
import { readCredential } from "../aws/routing/signing-name.ts";
import type { WireRequest } from "../aws/wire.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Requester } from "./caller.ts";
import { findEngine, loadDataEngine } from "./engines/engines.ts";
import type { Answer } from "./gateway.ts";

/** What all kept answers may take, and one of them; in bytes. */
const MOST_BYTES = 8_000_000;
const LARGEST = 1_000_000;
/** A longer request is no question that is asked again and again. */
const LONGEST_REQUEST = 2_000;

/** Headers that are another's at each request, and of which no answer depends. */
const PASSING: ReadonlySet<string> = new Set([
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "authorization",
  "date",
  "x-amz-date",
  "x-amzn-trace-id",
]);

interface Kept {
  readonly answer: Answer;
  /** The headers that have the request's id. */
  readonly told: readonly string[];
  /** Where the id stands in the body; -1 where it does not. */
  readonly at: number;
}

/** What requests that ask the same have in common, at next to no cost. */
export function hintAt({ path, headers, body }: WireRequest): string {
  return `${headers["x-amz-target"] ?? path} ${body?.length ?? 0}`;
}

/** A text that is the same for requests that ask the same of the same place; undefined of one that is not worth it. */
function nameQuestion(request: WireRequest, { account, region }: Requester): string | undefined {
  const { method, path, query, headers, body } = request;
  const length = body?.length ?? 0;
  if (length > LONGEST_REQUEST) return undefined;
  const text = typeof body === "string" ? body : body ? Buffer.from(body).toString("latin1") : "";
  let question = JSON.stringify([account, region, method, path, query, readCredential(request)]);
  // As HTTP has them: no name has a colon in it, and no value a new line.
  for (const name in headers) if (!PASSING.has(name)) question += `\n${name}:${headers[name]}`;
  return `${question}\n\n${text}`;
}

const telling = new WeakMap<Operation, boolean>();

async function findOut({ model, name }: Operation): Promise<boolean> {
  if (findEngine(model.service, name) || (await loadDataEngine(model.service))[name]) return false;
  const { deed } = (await loadResources(model.service)).operations[name] ?? UNKNOWN;
  return deed === "read" || deed === "list";
}

/** Whether an operation tells what stands and nothing else, such as the time. It is found out once. */
function tellsState(operation: Operation): boolean | Promise<boolean> {
  return (
    telling.get(operation) ??
    findOut(operation).then((found) => {
      telling.set(operation, found);
      return found;
    })
  );
}

function note(answer: Answer, requestId: string): Kept {
  const { response } = answer;
  const { headers } = response;
  // Who asked first has the answer still, and others' ids are written in this one.
  const body = Buffer.from(response.body);
  return {
    answer: { ...answer, response: { ...response, body } },
    told: Object.keys(headers).filter((name) => headers[name] === requestId),
    at: body.indexOf(requestId),
  };
}

/** The answer with another id. Its body is the kept one, in which the id is written for as long as it is lent. */
function giveId({ answer, told, at }: Kept, id: string): Answer {
  const { status, headers, body } = answer.response;
  const own = { ...headers };
  for (const name of told) own[name] = id;
  if (at < 0) return { ...answer, response: { status, headers: own, body } };
  const lend = <T>(use: (body: Uint8Array) => T): T => {
    Buffer.from(body.buffer, body.byteOffset, body.length).write(id, at, "latin1");
    return use(body);
  };
  const response = {
    status,
    headers: own,
    lend,
    size: body.length,
    get body() {
      return lend((lent) => Buffer.from(lent));
    },
  };
  return { ...answer, response };
}

/** The answers that were given since something changed. */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  /** Of the questions that are kept: no other request needs to be looked at closely. */
  readonly #hints = new Set<string>();
  #bytes = 0;
  #changes = 0;

  #forgetBefore(changes: number): void {
    if (changes === this.#changes) return;
    this.#kept.clear();
    this.#hints.clear();
    this.#bytes = 0;
    this.#changes = changes;
  }

  /** The answer to a request that asks of a place, with another id; undefined where it has to be found. */
  find(request: WireRequest, place: Requester, changes: number, requestId: string): Answer | undefined {
    this.#forgetBefore(changes);
    // Calls that change something, one after another, are none of those that are asked again.
    if (this.#hints.size === 0 || !this.#hints.has(hintAt(request))) return undefined;
    const question = nameQuestion(request, place);
    const kept = question === undefined ? undefined : this.#kept.get(question);
    return kept && giveId(kept, requestId);
  }

  /** Keeps the answer to a request, where it holds until something changes; at once where it is known whether it does. */
  keep(
    request: WireRequest,
    place: Requester,
    changes: number,
    given: { readonly answer: Answer; readonly requestId: string },
  ): void | Promise<void> {
    const { operation, response } = given.answer;
    if (!operation || response.status !== 200) return;
    const tells = tellsState(operation);
    if (tells instanceof Promise)
      return tells.then((found) => (found ? this.#keep(request, place, changes, given) : undefined));
    if (tells) this.#keep(request, place, changes, given);
  }

  #keep(
    request: WireRequest,
    place: Requester,
    changes: number,
    { answer, requestId }: { readonly answer: Answer; readonly requestId: string },
  ): void {
    const question = nameQuestion(request, place);
    const size = answer.response.body.length + (question?.length ?? 0);
    if (question === undefined || size > LARGEST) return;
    this.#forgetBefore(changes);
    if (this.#bytes + size > MOST_BYTES) return;
    this.#bytes += size;
    this.#hints.add(hintAt(request));
    this.#kept.set(question, note(answer, requestId));
  }
}

compileLightly(KeptAnswers.prototype.find, KeptAnswers.prototype.keep);
