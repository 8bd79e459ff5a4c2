// Connections of our own: kept, given up and closed.
import { expect, test } from "bun:test";
import { EMPTY_OK, send } from "../send-support.ts";
import { type Answer, answerWith, startWireServer } from "../wire-server.ts";

const OK = "200 OK\r\ncontent-length: 0";

test("as many connections as requests at a time, and no more", async () => {
  using server = startWireServer((socket) => void setTimeout(() => EMPTY_OK(socket, 1), 5));
  for (let round = 0; round < 3; round++)
    await Promise.all(Array.from({ length: 4 }, () => send({ url: server.url })));
  expect(server.connections.length).toBe(12);
  expect(new Set(server.connections)).toEqual(new Set([0, 1, 2, 3]));
});

test.each([
  ["that says so", answerWith(`${OK}\r\nconnection: close`)],
  [
    "of HTTP/1.0",
    ((socket) => socket.write("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n")) satisfies Answer,
  ],
  ["that is longer than it says", answerWith(OK, "more")],
])("a connection is not used again after an answer %s", async (_, answer) => {
  using server = startWireServer(answer);
  for (let count = 0; count < 2; count++)
    expect(await send({ url: server.url })).toMatchObject({ response: { status: 200 } });
  expect(server.connections).toEqual([0, 1]);
});

test("a connection that the endpoint has closed, or on which it said something unasked, is not used again", async () => {
  const after = [
    (socket: Parameters<Answer>[0]) => socket.end(),
    (socket: Parameters<Answer>[0]) => socket.write("x"),
  ];
  for (const act of after) {
    using server = startWireServer((socket, nth) => {
      EMPTY_OK(socket, nth);
      setTimeout(() => act(socket), 5);
    });
    await send({ url: server.url });
    await Bun.sleep(30);
    expect(await send({ url: server.url })).toMatchObject({ response: { status: 200 } });
    expect(server.connections).toEqual([0, 1]);
  }
});

test("no request is lost on a connection that the endpoint closes behind each answer without having said so", async () => {
  using server = startWireServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
  for (let count = 0; count < 50; count++)
    expect(await send({ url: server.url })).toMatchObject({ response: { status: 200 } });
});

test("an endpoint that closes every connection at once is told as one that closes it later", async () => {
  const close = (socket: { end(): void }) => void socket.end();
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { open: close, data() {} } });
  try {
    const url = `http://127.0.0.1:${listener.port}/`;
    for (const sent of await Promise.all(Array.from({ length: 50 }, () => send({ url }))))
      expect(sent).toMatchObject({ failure: { code: "ConnectionReset" } });
  } finally {
    listener.stop(true);
  }
});

test("a body that takes long to write is written whole, as text and as bytes", async () => {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => new Response(String(Bun.hash(await request.bytes()))),
  });
  try {
    const text = "caf\u00e9 \ud83d\ude00 ".repeat(400_000);
    for (const body of [text, Buffer.from(text), "\ud800 alone", ""]) {
      const sent = await send({ url: `http://127.0.0.1:${server.port}/`, body });
      expect("response" in sent && Buffer.from(sent.response.body).toString()).toBe(
        String(Bun.hash(Buffer.from(body))),
      );
    }
  } finally {
    server.stop(true);
  }
});

test("an answer that comes before the request is written is the answer", async () => {
  let asked = 0;
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket) {
        if (asked++ === 0) socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n");
        socket.pause();
      },
    },
  });
  try {
    const url = `http://127.0.0.1:${listener.port}/`;
    const sent = await send({ url, body: Buffer.alloc(20_000_000) }, { timeoutMs: 2_000 });
    expect(sent).toMatchObject({ response: { status: 413 } });
  } finally {
    listener.stop(true);
  }
});

test("each request has its own time, whatever the others have", async () => {
  using server = startWireServer(() => {});
  const start = performance.now();
  const ends = await Promise.all(
    [400, 50, 200].map(async (timeoutMs) => {
      expect(await send({ url: server.url }, { timeoutMs })).toMatchObject({ failure: { code: "Timeout" } });
      return performance.now() - start;
    }),
  );
  const [long = 0, short = 0, middle = 0] = ends;
  expect([short < middle, middle < long]).toEqual([true, true]);
  expect(short).toBeGreaterThanOrEqual(49);
});

test("an interrupt ends what is under way, what is being connected, and nothing else", async () => {
  using server = startWireServer((socket, nth) =>
    server.requests.length > 2 ? EMPTY_OK(socket, nth) : undefined,
  );
  const interrupt = new AbortController();
  const { signal } = interrupt;
  const sent = [send({ url: server.url }, { signal }), send({ url: server.url }, { signal })];
  await Bun.sleep(20);
  sent.push(send({ url: "http://192.0.2.1:9/" }, { signal }));
  const other = send({ url: server.url });
  interrupt.abort();
  for (const one of await Promise.all(sent)) expect(one).toMatchObject({ failure: { code: "Interrupted" } });
  expect(await other).toMatchObject({ response: { status: 200 } });
});
