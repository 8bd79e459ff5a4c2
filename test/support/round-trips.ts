/** Round trips over the wire of one service, for the unit tests and, with more runs, for the long ones. */
import { markLasting } from "../../src/aws/formats/lasting.ts";
import type { Operation, Protocol, ServiceModel, Shape } from "../../src/aws/model/types.ts";
import { completeInput } from "../../src/aws/protocols/additions.ts";
import { hasEventStream } from "../../src/aws/protocols/body.ts";
import type { ServiceError } from "../../src/aws/protocols/protocol.ts";
import { decodeRequest, encodeRequest } from "../../src/aws/protocols/requests.ts";
import {
  decodeError,
  decodeResponse,
  encodeError,
  encodeResponse,
} from "../../src/aws/protocols/responses.ts";
import { listSpoken } from "../../src/aws/routing/route.ts";
import { isStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { toPlain } from "../aws/protocols/plain.ts";
import { makeDraw, makeMessage } from "./make-value.ts";
import { drawSeed } from "./seed.ts";
import { unifyValue, type Wire } from "./unify-values.ts";
import exceptions from "./wire-exceptions.json" with { type: "json" };

const TOKEN = "token-1";
const ID = "request-1";

function isSame(wire: Wire, shape: Operation["input"], a: Structure, b: Structure): boolean {
  if (!shape) return true;
  const one = toPlain(unifyValue(wire, shape, a) ?? {});
  const other = toPlain(unifyValue(wire, shape, b) ?? {});
  return Bun.deepEquals(one, other);
}

/** What is wrong with decodeRequest(encodeRequest(x)); undefined where it is x. */
export function checkRequest(operation: Operation, protocol: Protocol, input: Structure): string | undefined {
  const encoded = encodeRequest(operation, input, { idempotencyToken: TOKEN, protocol });
  if ("unsendable" in encoded) return encoded.unsendable;
  const decoded = decodeRequest(operation, encoded.request, protocol);
  if ("error" in decoded)
    return `${decoded.error.code}: ${decoded.error.message} of ${Buffer.from(encoded.request.body ?? "")}`;
  const expected = completeInput(operation, input, TOKEN);
  if (isSame({ protocol, side: "request" }, operation.input, expected, decoded.input)) return undefined;
  return `${JSON.stringify(toPlain(expected))}\n became ${JSON.stringify(toPlain(decoded.input))}\n over ${Buffer.from(encoded.request.body ?? "")}`;
}

function markAllLasting(value: Value | undefined): void {
  if (Array.isArray(value)) for (const item of value) markAllLasting(item);
  if (!isStructure(value)) return;
  markLasting(value);
  for (const item of Object.values(value)) markAllLasting(item);
}

/** How an output whose structures nobody changes is written otherwise, the first time or again; undefined where it is not. */
function findUnlike(
  operation: Operation,
  protocol: Protocol,
  output: Structure,
  body: Uint8Array,
): string | undefined {
  markAllLasting(output);
  for (const time of ["first", "again"]) {
    const encoded = encodeResponse(operation, output, { requestId: ID, protocol });
    if ("unsendable" in encoded) return encoded.unsendable;
    const written = Buffer.from(encoded.response.body);
    if (!written.equals(body)) return `${Buffer.from(body)}\n was written ${time} as ${written}`;
  }
  return undefined;
}

/** What is wrong with decodeResponse(encodeResponse(y)); undefined where it is y. */
export function checkResponse(
  operation: Operation,
  protocol: Protocol,
  output: Structure,
): string | undefined {
  const encoded = encodeResponse(operation, output, { requestId: ID, protocol });
  if ("unsendable" in encoded) return encoded.unsendable;
  const unlike = findUnlike(operation, protocol, output, encoded.response.body);
  if (unlike !== undefined) return unlike;
  const answer = decodeResponse(operation, encoded.response, protocol);
  if (!answer.ok || answer.note !== undefined) return JSON.stringify(answer);
  if (isSame({ protocol, side: "answer" }, operation.output, output, answer.output)) return undefined;
  return `${JSON.stringify(toPlain(output))}\n became ${JSON.stringify(toPlain(answer.output))}\n over ${Buffer.from(encoded.response.body)}`;
}

/** Checks random values of `shape` `runs` times. */
export function checkRandom(
  shape: Operation["input"],
  runs: number,
  check: (message: Structure) => string | undefined,
): string | undefined {
  const seed = drawSeed();
  const draw = makeDraw(seed);
  for (let run = 0; run < runs; run++) {
    const wrong = check(makeMessage(draw, shape));
    if (wrong !== undefined) return `seed ${seed}: ${wrong}`;
  }
  return undefined;
}

const EXCEPTIONS = new Set(exceptions.map(({ operation }) => operation));

/** What an API's round trips came to. */
export interface RoundTrips {
  readonly checked: number;
  readonly wrong: readonly string[];
  /** The exceptions that the wire did not tell apart. */
  readonly excepted: ReadonlySet<string>;
}

/** Every operation of an API there and back in all its protocols, `runs` times each way; streams of events have none. */
export function checkService(model: ServiceModel, runs: number): RoundTrips {
  const wrong: string[] = [];
  const excepted = new Set<string>();
  let checked = 0;
  for (const operation of Object.values(model.operations)) {
    const name = `${model.service}.${operation.name}`;
    for (const protocol of listSpoken(model)) {
      const ways = [
        { shape: operation.input, check: checkRequest },
        { shape: operation.output, check: checkResponse },
      ];
      for (const { shape, check } of ways) {
        if (hasEventStream(shape)) continue;
        checked += 1;
        const found = checkRandom(shape, runs, (message) => check(operation, protocol, message));
        if (found === undefined) continue;
        if (EXCEPTIONS.has(name)) excepted.add(name);
        else wrong.push(`${name} (${protocol}): ${found}`);
      }
    }
  }
  return { checked, wrong, excepted };
}

/** The errors of an API, each with the first operation that has it. */
export function listErrors(model: ServiceModel): { readonly operation: Operation; readonly shape: Shape }[] {
  const found = new Map<string, { readonly operation: Operation; readonly shape: Shape }>();
  for (const operation of Object.values(model.operations)) {
    for (const shape of operation.errors ?? []) {
      if (!found.has(shape.name)) found.set(shape.name, { operation, shape });
    }
  }
  return [...found.values()];
}

/** What is wrong with decodeError(encodeError(e)); undefined where it is e. */
export function checkError(
  operation: Operation,
  protocol: Protocol,
  error: ServiceError,
  shape?: Shape,
): string | undefined {
  const { model } = operation;
  const response = encodeError({ model, operation }, error, { requestId: ID, protocol });
  const decoded = decodeError(operation, response, protocol);
  const written = Buffer.from(response.body);
  if (response.status < 400) return `status ${response.status}`;
  if (decoded.code !== error.code) return `${error.code} became ${decoded.code} over ${written}`;
  if (decoded.message !== error.message) return `${error.message} became ${decoded.message} over ${written}`;
  const wire = { protocol, side: "answer" } as const;
  if (isSame(wire, shape, error.members ?? {}, decoded.members)) return undefined;
  return `${JSON.stringify(toPlain(error.members))} became ${JSON.stringify(toPlain(decoded.members))} over ${written}`;
}
