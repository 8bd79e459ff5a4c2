import { expect, test } from "bun:test";
import type { WireRequest } from "../../src/aws/wire.ts";
import { AnswerTurns } from "../../src/instance/answer-turns.ts";

function ask(target: string): WireRequest {
  return { method: "POST", path: "/", query: [], headers: { "x-amz-target": target }, body: "{}" };
}

const [LIST, MAKE] = [ask("list"), ask("make")];
const SHORT = { body: new Uint8Array(1_000) };
const LONG = { body: new Uint8Array(20_000) };

test("requests of one turn of the event loop wait for its end together", async () => {
  const turns = new AnswerTurns();
  const done: string[] = [];
  const answer = async (name: string) => {
    await turns.wait(MAKE);
    done.push(name);
  };
  const both = [answer("first"), answer("second")];
  expect(turns.wait(LIST)).toBe(turns.wait(MAKE));
  await Promise.resolve();
  expect(done).toEqual([]);
  await Promise.all(both);
  expect(done).toEqual(["first", "second"]);
});

test("what was answered at length does not wait until its answer is short", () => {
  const turns = new AnswerTurns();
  turns.note(LIST, LONG);
  expect(turns.wait(LIST)).toBeUndefined();
  expect(turns.wait(MAKE)).toBeInstanceOf(Promise);
  turns.note(LIST, SHORT);
  expect(turns.wait(LIST)).toBeInstanceOf(Promise);
});

test("what is likely to be answered at length does not wait either", () => {
  const turns = new AnswerTurns();
  const get = (path: string): WireRequest => ({
    method: "GET",
    path,
    query: [],
    headers: {},
    body: undefined,
  });
  turns.note(get("/bucket/one"), LONG);
  expect(turns.wait(get("/bucket/two"))).toBeUndefined();
  expect(turns.wait(get("/other/two"))).toBeInstanceOf(Promise);
  turns.note(get("/bucket/three"), SHORT);
  expect(turns.wait(get("/bucket/two"))).toBeInstanceOf(Promise);
  expect(turns.wait(get("/bucket/one"))).toBeUndefined();
});

test("the length of a body is not asked of one that would be copied for that", () => {
  const turns = new AnswerTurns();
  const lent = {
    size: 20_000,
    get body(): Uint8Array {
      throw new Error("the body was copied");
    },
  };
  turns.note(LIST, lent);
  expect(turns.wait(LIST)).toBeUndefined();
});

test("of more questions than are remembered none is", () => {
  const turns = new AnswerTurns();
  for (let number = 0; number <= 1_000; number++) turns.note(ask(`list ${number}`), LONG);
  expect(turns.wait(ask("list 0"))).toBeInstanceOf(Promise);
  expect(turns.wait(ask("list 1000"))).toBeUndefined();
});
