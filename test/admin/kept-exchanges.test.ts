/** What is kept of the last requests, and what it costs each of them. */
import { expect, test } from "bun:test";
import { KeptExchanges } from "../../src/admin/kept-exchanges.ts";
import type { WireRequest, WireResponse } from "../../src/aws/wire.ts";

const REQUEST: WireRequest = { method: "GET", path: "/", query: [], headers: {}, body: undefined };

/** An answer whose body is copied whenever it is asked for. */
function lendBody(size: number) {
  const bytes = new Uint8Array(size);
  let copies = 0;
  const response: WireResponse = {
    status: 200,
    headers: { "content-length": String(size) },
    size,
    lend: (use) => use(bytes),
    get body() {
      copies++;
      return bytes.slice();
    },
  };
  return { response, count: () => copies };
}

test("a body that is lent is not copied for being kept", () => {
  const kept = new KeptExchanges();
  const { response, count } = lendBody(1_000);
  for (let id = 1; id <= 2_000; id++) kept.add(id, REQUEST, response);
  expect(count()).toBe(0);
  expect(kept.find(2_000)?.response.body).toHaveLength(1_000);
});

test("of a long body only its length is known, lent or not", () => {
  const kept = new KeptExchanges();
  kept.add(1, REQUEST, lendBody(300_000).response);
  kept.add(
    2,
    { ...REQUEST, body: "x".repeat(300_000) },
    { status: 200, headers: {}, body: new Uint8Array(300_000) },
  );
  expect(kept.find(1)?.response.body).toHaveLength(0);
  expect(kept.find(2)).toMatchObject({ request: { body: undefined }, response: { body: new Uint8Array() } });
});

test("no more bytes are kept than there is room for, and the last request always", () => {
  const kept = new KeptExchanges();
  const body = new Uint8Array(250_000);
  for (let id = 1; id <= 500; id++) kept.add(id, REQUEST, { status: 200, headers: {}, body });
  const held = Array.from({ length: 500 }, (_, at) => kept.find(at + 1)).filter((one) => one !== undefined);
  expect(held.length * body.length).toBeLessThanOrEqual(32_000_000);
  expect(kept.find(500)).toBeDefined();
});
