import { describe, expect, test } from "bun:test";
import { EMPTY_OK, exchange, HEADERS, headerNames, send } from "./send-support.ts";
import { type Answer, answerWith, startWireServer } from "./wire-server.ts";

describe("what goes over the wire", () => {
  test.each([
    ["POST", "{}", ["accept", "authorization", "connection", "content-length", "host", "user-agent"]],
    ["POST", undefined, ["accept", "authorization", "connection", "content-length", "host", "user-agent"]],
    ["PATCH", "{}", ["accept", "authorization", "content-length", "host", "user-agent"]],
    ["PUT", undefined, ["accept", "authorization", "content-length", "host", "user-agent"]],
    ["PUT", new Uint8Array([0, 255]), ["accept", "authorization", "content-length", "host", "user-agent"]],
    ["DELETE", undefined, ["accept", "authorization", "content-length", "host", "user-agent"]],
    ["GET", undefined, ["accept", "authorization", "host", "user-agent"]],
    ["GET", "", ["accept", "authorization", "host", "user-agent"]],
    ["HEAD", new Uint8Array(0), ["accept", "authorization", "host", "user-agent"]],
  ])("%s with the body %p has our headers and those that fetch forces", async (method, body, names) => {
    const { sent, requests } = await exchange(EMPTY_OK, { method, body });
    expect(sent).toMatchObject({ response: { status: 200 } });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toStartWith(`${method} / HTTP/1.1\r\n`);
    expect(requests[0]).toMatch(/\r\nuser-agent: cloudmock\/0\.1\.0\r\n/i);
    expect(headerNames(requests[0])).toEqual(names);
  });

  test("a text body is its UTF-8 bytes, without a content-type of fetch's own", async () => {
    const { requests } = await exchange(EMPTY_OK, { body: "caf\u00e9 \u65e5" });
    expect(requests[0]).toEndWith("\r\n\r\ncaf\u00c3\u00a9 \u00e6\u0097\u00a5");
    expect(requests[0]).toMatch(/\r\ncontent-length: 9\r\n/i);
    expect(headerNames(requests[0])).not.toContain("content-type");
  });

  test("a text goes out as its UTF-8 with a content-type of ours, too, and what is no text of Unicode is replaced", async () => {
    const headers = { ...HEADERS, "content-type": "application/x-amz-json-1.0" };
    const { requests } = await exchange(EMPTY_OK, { headers, body: "\u{1f600}\ud800" });
    expect(requests[0]).toMatch(/\r\ncontent-type: application\/x-amz-json-1\.0\r\n/i);
    expect(Buffer.from(requests[0]?.split("\r\n\r\n")[1] ?? "", "latin1")).toEqual(
      Buffer.from("\u{1f600}\ufffd"),
    );
  });

  test("our content-type and the query are sent as they are", async () => {
    using server = startWireServer(EMPTY_OK);
    const headers = { ...HEADERS, "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    await send({ url: `${server.url}/a%2Fb//c?x=%20+~&policy`, headers, body: "a=%20" });
    expect(server.requests[0]).toStartWith("POST /a%2Fb//c?x=%20+~&policy HTTP/1.1\r\n");
    expect(server.requests[0]).toMatch(
      /\r\ncontent-type: application\/x-www-form-urlencoded; charset=utf-8\r\n/i,
    );
  });
});

describe("answers", () => {
  test("status, lower-case headers and body", async () => {
    const { sent } = await exchange(
      answerWith("404 Not Found\r\nX-Amzn-RequestId: r1\r\ncontent-length: 3", "no!"),
    );
    expect(sent).toEqual({
      response: {
        status: 404,
        headers: { "content-length": "3", "x-amzn-requestid": "r1" },
        body: Buffer.from("no!"),
      },
    });
  });

  test("a chunked body, one up to the end of the connection, and one after 100 Continue", async () => {
    const chunked = answerWith("200 OK\r\ntransfer-encoding: chunked", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    expect((await exchange(chunked)).sent).toMatchObject({ response: { body: Buffer.from("abcde") } });
    const untilEnd: Answer = (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nabc");
    expect((await exchange(untilEnd)).sent).toMatchObject({ response: { body: Buffer.from("abc") } });
    const continued = answerWith("100 Continue", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
    expect((await exchange(continued)).sent).toMatchObject({
      response: { status: 200, body: Buffer.from("x") },
    });
  });

  test("204, and HEAD with a length but no body, are empty", async () => {
    const nothing = { body: Buffer.alloc(0) };
    expect((await exchange(answerWith("204 No Content"))).sent).toMatchObject({ response: nothing });
    const head = await exchange(answerWith("200 OK\r\ncontent-length: 10"), { method: "HEAD" });
    expect(head.sent).toMatchObject({ response: { status: 200, ...nothing } });
  });

  test("a redirect is an answer and is not followed", async () => {
    using elsewhere = startWireServer(EMPTY_OK);
    const redirect = answerWith(
      `307 Temporary Redirect\r\nlocation: ${elsewhere.url}/\r\ncontent-length: 2`,
      "go",
    );
    for (const method of ["POST", "GET", "PUT"]) {
      const { sent } = await exchange(redirect, { method });
      expect(sent).toMatchObject({ response: { status: 307, body: Buffer.from("go") } });
    }
    expect(elsewhere.requests).toEqual([]);
  });

  test("a body that claims to be compressed stays as it came", async () => {
    const { sent } = await exchange(
      answerWith("200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3", "abc"),
    );
    expect(sent).toMatchObject({ response: { status: 200, body: Buffer.from("abc") } });
  });

  test("a body is kept up to the limit", async () => {
    const long = answerWith("200 OK\r\ncontent-length: 10", "0123456789");
    expect((await exchange(long, {}, { maxBodyBytes: 10 })).sent).not.toHaveProperty("note");
    expect((await exchange(long, {}, { maxBodyBytes: 4 })).sent).toMatchObject({
      response: { status: 200, body: Buffer.from("0123") },
      note: "the answer was cut off after 4 bytes",
    });
  });
});

describe("bodies that break off after a status are answers with a note", () => {
  test("when the time is over", async () => {
    const stuck = answerWith("200 OK\r\ncontent-length: 10", "abc");
    expect((await exchange(stuck, {}, { timeoutMs: 50 })).sent).toEqual({
      response: { status: 200, headers: { "content-length": "10" }, body: Buffer.from("abc") },
      note: "the answer's body is not whole: Timeout: no whole answer came in time",
    });
  });

  test("when the endpoint closes the connection", async () => {
    const breakOff: Answer = (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
    expect((await exchange(breakOff)).sent).toMatchObject({
      response: { status: 200 },
      note: expect.stringContaining("the answer's body is not whole: ConnectionReset"),
    });
  });
});

describe("no answer", () => {
  const closed: Answer = (socket) => socket.end();
  const reset: Answer = (socket) => socket.terminate();
  const garbage: Answer = (socket) => socket.end("hello\r\n\r\n");

  test.each([
    ["closed", closed],
    ["reset", reset],
    ["garbage", garbage],
  ])("connection %s: ConnectionReset, and the request was sent once", async (_, answer) => {
    for (const method of ["POST", "PUT", "DELETE", "GET"]) {
      const { sent, requests } = await exchange(answer, { method });
      expect(sent).toEqual({
        failure: {
          code: "ConnectionReset",
          message: "the endpoint closed the connection without a whole answer",
        },
      });
      expect(requests).toHaveLength(1);
    }
  });

  test("a server that hangs: Timeout", async () => {
    const { sent } = await exchange(() => {}, {}, { timeoutMs: 50 });
    expect(sent).toEqual({ failure: { code: "Timeout", message: "no whole answer came in time" } });
  });

  test("nobody listens: ConnectionRefused", async () => {
    const { url } = (() => {
      using server = startWireServer(EMPTY_OK);
      return server;
    })();
    expect(await send({ url })).toMatchObject({ failure: { code: "ConnectionRefused" } });
  });

  test("a name that does not resolve: NameNotFound", async () => {
    expect(await send({ url: "http://nowhere.invalid/" })).toMatchObject({
      failure: { code: "NameNotFound" },
    });
  });

  test("https where http is spoken: TlsFailed", async () => {
    using server = startWireServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const sent = await send({ url: server.url.replace("http:", "https:") });
    expect(sent).toMatchObject({ failure: { code: "TlsFailed" } });
  });

  test("interrupted in flight, or before: Interrupted", async () => {
    using server = startWireServer(() => interrupt.abort());
    const interrupt = new AbortController();
    const failure = { code: "Interrupted", message: "the replay was interrupted before an answer came" };
    expect(await send({ url: server.url }, { signal: interrupt.signal })).toEqual({ failure });
    expect(await send({ url: server.url }, { signal: interrupt.signal })).toEqual({ failure });
    expect(server.requests).toHaveLength(1);
  });

  test("interrupted while another request goes out: Interrupted, and nothing is sent", async () => {
    const interrupt = new AbortController();
    using server = startWireServer(EMPTY_OK);
    const first = send({ url: server.url });
    const second = send({ url: server.url }, { signal: interrupt.signal });
    interrupt.abort();
    expect(await first).toMatchObject({ response: { status: 200 } });
    expect(await second).toMatchObject({ failure: { code: "Interrupted" } });
    expect(server.requests).toHaveLength(1);
  });

  test("a header that cannot be sent keeps the words of fetch", async () => {
    const headers = { "x-amz-meta-a": "\u65e5" };
    expect(await send({ url: "http://127.0.0.1:1/", headers })).toEqual({
      failure: { code: "RequestFailed", message: "Header 'x-amz-meta-a' has invalid value" },
    });
  });
});

describe("a kept-alive connection that is reset at its second request", () => {
  const resetSecond: Answer = (socket, nth) => (nth === 1 ? EMPTY_OK(socket, nth) : socket.terminate());

  test.each(["PUT", "DELETE", "GET", "HEAD", "PATCH"])(
    "%s does not use it and is sent once",
    async (method) => {
      using server = startWireServer(resetSecond);
      await send({ url: server.url });
      expect(await send({ url: server.url, method })).toMatchObject({ response: { status: 200 } });
      expect(server.connections).toEqual([0, 1]);
    },
  );

  test("POST uses it, fails, and is not sent again", async () => {
    using server = startWireServer(resetSecond);
    await send({ url: server.url });
    expect(await send({ url: server.url })).toMatchObject({ failure: { code: "ConnectionReset" } });
    expect(server.connections).toEqual([0, 0]);
  });
});

describe("an answer to a GET with a body", () => {
  const get = { method: "GET", body: "{}" };
  const long = answerWith("200 OK\r\ncontent-length: 10", "0123456789");

  test("is kept up to the limit", async () => {
    expect((await exchange(long, get, { maxBodyBytes: 10 })).sent).not.toHaveProperty("note");
    expect((await exchange(long, get, { maxBodyBytes: 4 })).sent).toMatchObject({
      response: { status: 200, body: Buffer.from("0123") },
      note: "the answer was cut off after 4 bytes",
    });
  });

  test("that never ends is left at the limit", async () => {
    const endless: Answer = (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(60_000)}`);
    expect((await exchange(endless, get, { maxBodyBytes: 50_000 })).sent).toMatchObject({
      note: "the answer was cut off after 50000 bytes",
    });
  });

  test("that breaks off, or has no body by its status, is an answer", async () => {
    const stuck = answerWith("200 OK\r\ncontent-length: 10", "abc");
    expect((await exchange(stuck, get, { timeoutMs: 50 })).sent).toMatchObject({
      response: { status: 200, body: Buffer.from("abc") },
      note: "the answer's body is not whole: Timeout: no whole answer came in time",
    });
    expect((await exchange(answerWith("204 No Content"), get)).sent).toMatchObject({
      response: { status: 204, body: Buffer.alloc(0) },
    });
  });
});

test("a GET with a body goes out with it, and its answer is read", async () => {
  using server = startWireServer(answerWith("200 OK\r\ncontent-length: 2", "{}"));
  const sent = await send({ url: `${server.url}/a?b=c`, method: "GET", body: '{"MaxResults":5}' });
  expect("response" in sent && [sent.response.status, new TextDecoder().decode(sent.response.body)]).toEqual([
    200,
    "{}",
  ]);
  expect(server.requests[0]).toStartWith("GET /a?b=c HTTP/1.1\r\n");
  expect(server.requests[0]).toEndWith('\r\n\r\n{"MaxResults":5}');
});
