import { expect, test } from "bun:test";
import type { WireRequest } from "../../src/aws/wire.ts";
import { watchTurns } from "../../src/base/turn.ts";
import { AnswerTurns, type Peer } from "../../src/instance/answer-turns.ts";

function ask(target: string): WireRequest {
  return { method: "POST", path: "/", query: [], headers: { "x-amz-target": target }, body: "{}" };
}

const [LIST, MAKE] = [ask("list"), ask("make")];
const SHORT = { body: new Uint8Array(1_000) };
const LONG = { body: new Uint8Array(20_000) };

const peerAt = (port: number, address = "127.0.0.1"): Peer => ({ address, port });
const PEERS = Array.from({ length: 20 }, (_, number) => peerAt(50_000 + number));
const endTurn = watchTurns();

/** Lets requests come on connections, one a turn on each. */
async function askAlone(turns: AnswerTurns, peers: readonly Peer[], times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    for (const peer of peers) turns.wait(MAKE, peer);
    await endTurn();
  }
}

/** Asks on connections that have shown that their clients wait for answers; each is asked on once a turn. */
async function startProven(now = () => 0): Promise<{
  turns: AnswerTurns;
  wait: (request: WireRequest) => Promise<void> | undefined;
}> {
  const turns = new AnswerTurns(now);
  await askAlone(turns, PEERS, 16);
  let next = 0;
  return { turns, wait: (request) => turns.wait(request, PEERS[next++]) };
}

test("requests of one turn of the event loop wait for its end together", async () => {
  const { wait } = await startProven();
  const done: string[] = [];
  const answer = async (name: string) => {
    await wait(MAKE);
    done.push(name);
  };
  const both = [answer("first"), answer("second")];
  expect(wait(LIST)).toBe(wait(MAKE));
  await Promise.resolve();
  expect(done).toEqual([]);
  await Promise.all(both);
  expect(done).toEqual(["first", "second"]);
});

test("what was answered at length does not wait until its answer is short", async () => {
  const { turns, wait } = await startProven();
  turns.note(LIST, LONG);
  expect(wait(LIST)).toBeUndefined();
  expect(wait(MAKE)).toBeInstanceOf(Promise);
  turns.note(LIST, SHORT);
  expect(wait(LIST)).toBeInstanceOf(Promise);
});

test("what is likely to be answered at length does not wait either", async () => {
  const { turns, wait } = await startProven();
  const get = (path: string): WireRequest => ({
    method: "GET",
    path,
    query: [],
    headers: {},
    body: undefined,
  });
  turns.note(get("/bucket/one"), LONG);
  expect(wait(get("/bucket/two"))).toBeUndefined();
  expect(wait(get("/other/two"))).toBeInstanceOf(Promise);
  turns.note(get("/bucket/three"), SHORT);
  expect(wait(get("/bucket/two"))).toBeInstanceOf(Promise);
  expect(wait(get("/bucket/one"))).toBeUndefined();
});

test("the length of a body is not asked of one that would be copied for that", async () => {
  const { turns, wait } = await startProven();
  const lent = {
    size: 20_000,
    get body(): Uint8Array {
      throw new Error("the body was copied");
    },
  };
  turns.note(LIST, lent);
  expect(wait(LIST)).toBeUndefined();
});

test("of more questions than are remembered none is", async () => {
  const { turns, wait } = await startProven();
  for (let number = 0; number <= 1_000; number++) turns.note(ask(`list ${number}`), LONG);
  expect(wait(ask("list 0"))).toBeInstanceOf(Promise);
  expect(wait(ask("list 1000"))).toBeUndefined();
});

test("what comes on a connection waits once 16 requests came on it, each in a turn of its own", async () => {
  const turns = new AnswerTurns(() => 0);
  const [peer] = PEERS;
  for (let time = 0; time < 16; time++) {
    expect(turns.wait(MAKE, peer)).toBeUndefined();
    await endTurn();
  }
  expect(turns.wait(MAKE, peer)).toBeInstanceOf(Promise);
  expect(turns.wait(MAKE, peerAt(50_000, "192.0.2.1"))).toBeUndefined();
  expect(turns.wait(MAKE, undefined)).toBeUndefined();
});

test("what comes on a connection never waits once two requests came on it in one turn", async () => {
  const turns = new AnswerTurns(() => 0);
  const peers = PEERS.slice(0, 1);
  await askAlone(turns, peers, 3);
  for (const peer of peers)
    expect([turns.wait(MAKE, peer), turns.wait(MAKE, peer)]).toEqual([undefined, undefined]);
  await endTurn();
  await askAlone(turns, peers, 40);
  expect(turns.wait(MAKE, peers[0])).toBeUndefined();
});

test("what is known of a connection is forgotten, as another one may have its port", async () => {
  let now = 0;
  const { turns } = await startProven(() => now);
  now = 61_000;
  expect(turns.wait(MAKE, PEERS[0])).toBeUndefined();
  await endTurn();
  await askAlone(turns, PEERS.slice(0, 1), 15);
  expect(turns.wait(MAKE, PEERS[0])).toBeInstanceOf(Promise);
  await endTurn();
  for (let port = 0; port <= 10_000; port++) turns.wait(MAKE, peerAt(port));
  await endTurn();
  expect(turns.wait(MAKE, PEERS[0])).toBeUndefined();
});
