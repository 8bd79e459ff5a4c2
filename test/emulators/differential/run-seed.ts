/** Makes the same random calls to the instance and to another emulator, and tells how the answers differ. */
import { type Shown, TestClient, WireClient } from "../../instance/engines/support/client.ts";
import { compareAnswers } from "./compare-answers.ts";
import { drawMoves, type Learnt, type Move, NOW } from "./scenarios.ts";

const CALLS = 40;

/** A difference, and the call in which it was seen. */
export interface Finding {
  readonly operation: string;
  /** As compare-answers.ts writes it. */
  readonly difference: string;
  readonly seed: number;
  readonly input: unknown;
  readonly own: Shown;
  readonly other: Shown;
}

async function send(endpoint: string, request: Parameters<ConstructorParameters<typeof WireClient>[0]>[0]) {
  const { method, path, query, headers, body } = request;
  const search = query
    .map(([name, value]) => (value === undefined ? name : `${name}=${encodeURIComponent(value)}`))
    .join("&");
  const response = await fetch(`${endpoint}${path}${search === "" ? "" : `?${search}`}`, {
    method,
    headers,
    ...(body !== undefined && body.length > 0 && { body: body as string | Uint8Array<ArrayBuffer> }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.bytes(),
  };
}

function readPath(value: unknown, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
  return typeof found === "string" ? found : undefined;
}

function learn({ learns = {} }: Move, shown: Shown, learnt: Map<string, string>): void {
  for (const [name, path] of Object.entries(learns)) {
    const text = readPath(shown, path);
    if (text !== undefined) learnt.set(name, text);
  }
}

/**
 * The differences of the calls of one seed to an emulator that holds nothing. What comes after a change in which only one of
 * both succeeded is another story, and so it is after one in which the other failed itself or was left in another state.
 */
export async function runSeed(
  endpoint: string,
  [service, moves]: readonly [string, readonly Move[]],
  seed: number,
  parts: (call: {
    readonly operation: string;
    readonly difference: string;
    readonly input: unknown;
  }) => boolean,
): Promise<Finding[]> {
  const client = new TestClient();
  client.now = NOW;
  const there = new WireClient(
    (request) => send(endpoint, request),
    () => NOW,
  );
  const learnt: [Map<string, string>, Map<string, string>] = [new Map(), new Map()];
  const found: Finding[] = [];
  for (const [move, draw] of drawMoves(moves, seed, CALLS)) {
    // Both draw the same, whatever they have learnt.
    const drawn: number[] = [];
    const input = move.input((max) => {
      const number = draw(max);
      drawn.push(number);
      return number;
    }, learnt[0]);
    const again = (of: Learnt) => {
      const left = [...drawn];
      return move.input(() => left.shift() ?? 0, of);
    };
    const own = await client.call(service, move.operation, input);
    const other = await there.call(service, move.operation, again(learnt[1]));
    const outcome = other.Error ? "any error there" : "any success there";
    const differences = compareAnswers(own, other, move.unordered);
    for (const difference of differences)
      found.push({ operation: move.operation, difference, seed, input, own, other });
    const fails = other.ResponseMetadata.HTTPStatusCode === 500;
    if (!move.reads && (fails || !own.Error !== !other.Error)) break;
    if (
      [...differences, outcome].some((difference) => parts({ operation: move.operation, difference, input }))
    )
      break;
    learn(move, own, learnt[0]);
    learn(move, other, learnt[1]);
  }
  return found;
}
