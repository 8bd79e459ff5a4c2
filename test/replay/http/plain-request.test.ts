// Which requests our own connections send: those whose URL and headers stay as they are.
import { expect, test } from "bun:test";
import { writePlainly } from "../../../src/replay/http/plain-request.ts";

const HEADERS = { "user-agent": "cloudmock/0.1.0" };

function write(url: string, headers: Readonly<Record<string, string>> = HEADERS, method = "POST") {
  return writePlainly({ method, url, headers, body: "{}" }, "127.0.0.1");
}

const PLAIN = [
  "http://127.0.0.1:4566/",
  "http://[::1]:4566/",
  "http://localhost/",
  "http://emulator.invalid:4566/2015-03-31/functions/a%2Fb/invocations?Qualifier=1&x=%20+~",
  "http://emulator:1/a:b@c/",
];

const NOT_PLAIN = [
  "https://127.0.0.1:4566/",
  "http://127.0.0.1:4566",
  "http://127.0.0.1:4566/a/../b",
  "http://127.0.0.1:4566/%2e%2E/b",
  "http://127.0.0.1:4566/.",
  "http://127.0.0.1:4566/a b",
  "http://127.0.0.1:4566/a?b'",
  "http://127.0.0.1:4566/\u00e9",
  "http://127.0.0.1:4566/a#b",
  "http://127.0.0.1:4566/a\\b",
  "http://127.1:4566/",
  "http://0x7f.1:4566/",
  "http://LOCALHOST:4566/",
  "http://[0:0:0:0:0:0:0:1]:4566/",
  "http://u:p@127.0.0.1:4566/",
  "http://127.0.0.1:80/",
  "http://127.0.0.1:99999/",
];

test("a URL that its parser leaves as it is goes out as it is", () => {
  for (const url of PLAIN) {
    expect(new URL(url).href).toBe(url);
    const { host, pathname, search } = new URL(url);
    const head = write(url)?.head;
    expect(head).toStartWith(`POST ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n`);
  }
  for (const url of NOT_PLAIN) expect([url, write(url)]).toEqual([url, undefined]);
});

test("no header is written that another could hide in, and none that says how the request is sent", () => {
  const url = "http://127.0.0.1:1/";
  for (const value of ["a\r\nb: c", "a\nb", "\u00e9", " a", "a ", "a\u0000", "a  b"])
    expect([value, write(url, { a: value })]).toEqual([value, undefined]);
  for (const name of ["host", "content-length", "transfer-encoding", "connection", "expect", "a b", "A", ""])
    expect([name, write(url, { [name]: "1" })]).toEqual([name, undefined]);
  expect(write(url, { a: "", accept: "application/json" })?.head).toBe(
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: keep-alive\r\na: \r\naccept: application/json\r\n",
  );
});

test("other methods go by fetch, which keeps no connection for them", () => {
  for (const method of ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
    expect(write("http://127.0.0.1:1/", HEADERS, method)).toBeUndefined();
});

test("a name without a looked-up address is for fetch", () => {
  const request = { method: "POST", url: "http://localhost:1/", headers: HEADERS, body: undefined };
  expect(writePlainly(request, undefined)).toBeUndefined();
});
