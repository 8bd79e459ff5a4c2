/** Servers that answer as no server should. */
import { gzipSync } from "node:zlib";
import type { Socket } from "bun";

/** What a server does with a connection on which something was asked. */
export type Answering = (socket: Socket<unknown>, request: string) => void;

/** Writes what fits, and the rest when there is room again. */
function writeAll(socket: Socket<unknown>, bytes: Uint8Array): void {
  const written = socket.write(bytes);
  if (written >= 0 && written < bytes.length) pending.set(socket, bytes.subarray(written));
  else if (closing.has(socket)) socket.end();
}

const pending = new WeakMap<object, Uint8Array>();
const closing = new WeakSet<object>();

function send(text: string | Uint8Array, isLast = true): Answering {
  const bytes = Buffer.from(text as string);
  return (socket) => {
    if (isLast) closing.add(socket);
    writeAll(socket, bytes);
  };
}

function answer(body: string | Uint8Array, head = "200 OK\r\ncontent-type: application/json"): Answering {
  const content = Buffer.from(body as string);
  return send(
    Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\ncontent-length: ${content.length}\r\n\r\n`), content]),
  );
}

const DEEP = 200_000;
const JSON_TYPE = "200 OK\r\ncontent-type: application/x-amz-json-1.0";
const XML_TYPE = "200 OK\r\ncontent-type: text/xml";
const GROWING = `<!DOCTYPE a [<!ENTITY a "${"x".repeat(1_000)}">${[..."bcdefgh"]
  .map((name, at) => `<!ENTITY ${name} "${`&${"abcdefgh"[at]};`.repeat(100)}">`)
  .join("")}]><a>&h;</a>`;

/** What comes to an end, whatever it is. */
export const BROKEN: Readonly<Record<string, Answering>> = {
  "no HTTP": send("hello\r\n\r\n"),
  "bytes of TLS": send(Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3])),
  "no answer": (socket) => void socket.end(),
  "a reset": (socket) => void socket.terminate(),
  "half of a head": send("HTTP/1.1 200 OK\r\ncontent-len"),
  "a head alone": send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"),
  "a status that there is not": send("HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n"),
  "a status that is none": send("HTTP/1.1 abc\r\n\r\n"),
  "a body shorter than it says": send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}"),
  "a body longer than it says": send('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{"a":1}'),
  "two lengths": send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"),
  "a length that is none": send("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}"),
  "chunks that are none": send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}"),
  "chunks that are cut": send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{}"),
  "a chunk larger than all": send(
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
  ),
  HTML: answer("<html><body>It works!</body></html>", "200 OK\r\ncontent-type: text/html"),
  "HTML with a failure": answer("<html>502</html>", "502 Bad Gateway\r\ncontent-type: text/html"),
  "half of JSON": answer('{"TableDescription":{"TableName":', JSON_TYPE),
  "JSON of another kind": answer('[null,{"__proto__":{"a":1}},"x",1e999]', JSON_TYPE),
  "JSON with members of other types": answer(
    '{"TableDescription":[],"QueueUrl":{},"Table":7,"KeyMetadata":"x"}',
    JSON_TYPE,
  ),
  "deep JSON": answer("[".repeat(DEEP), JSON_TYPE),
  "deep JSON that closes": answer(`${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`, JSON_TYPE),
  "deep XML": answer("<a>".repeat(DEEP), XML_TYPE),
  "deep XML that closes": answer("<a>".repeat(DEEP) + "</a>".repeat(DEEP), XML_TYPE),
  "XML with entities that grow": answer(GROWING, XML_TYPE),
  "XML with a file as entity": answer(
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CreateQueueResponse>&x;</CreateQueueResponse>',
    XML_TYPE,
  ),
  "half of XML": answer("<CreateVpcResponse><vpc><vpcId>vpc-1</vpc", XML_TYPE),
  "an error without a name": answer("{}", "400 Bad Request\r\ncontent-type: application/x-amz-json-1.0"),
  "an error of another form": answer(
    '{"__type":{},"message":[1]}',
    "400 Bad Request\r\ncontent-type: application/json",
  ),
  bytes: answer(Buffer.from([0, 255, 254, 128, 0])),
  "a gzip that is none": answer("{}", "200 OK\r\ncontent-encoding: gzip"),
  "a gzip that unpacks to a thousand times": answer(
    gzipSync(Buffer.alloc(100e6)),
    "200 OK\r\ncontent-encoding: gzip",
  ),
  "a redirect to AWS": answer("", "301 Moved\r\nlocation: https://dynamodb.eu-west-1.amazonaws.com/"),
  "a redirect for each method": answer("", "308 Moved\r\nlocation: //169.254.169.254/latest/meta-data/"),
  "a temporary redirect": answer("", "307 Moved\r\nlocation: file:///etc/passwd"),
  "100 Continue a thousand times": send(
    `${"HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000)}HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n`,
  ),
  "101 Switching Protocols": send(
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n\0\0\0",
  ),
  "HTTP/2 without being asked": send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  "a thousand headers": answer("{}", `200 OK\r\n${"a: b\r\n".repeat(1_000)}c: d`),
  "a header without end": send(`HTTP/1.1 200 OK\r\na: ${"x".repeat(2_000_000)}`),
  "a server that fails": answer("oops", "503 Service Unavailable\r\nretry-after: 100000"),
};

/** What goes on without end; each is given up for its time, its size or both. */
export const ENDLESS: Readonly<Record<string, Answering>> = {
  silence: () => {},
  "a byte at a time": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
    drip(socket, "x", 20);
  },
  "a head, a byte at a time": (socket) => drip(socket, "H", 20),
  "a body as fast as it goes": (socket) => {
    flood(socket, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1_000_000));
  },
  "chunks as fast as they go": (socket) => {
    flood(
      socket,
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
      `8000\r\n${"x".repeat(32_768)}\r\n`,
    );
  },
  "headers as fast as they go": (socket) =>
    flood(socket, "HTTP/1.1 200 OK\r\n", `a: ${"x".repeat(1_000)}\r\n`),
  "100 Continue as fast as it goes": (socket) =>
    flood(socket, "", "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)),
};

const floods = new WeakMap<object, Buffer>();

function drip(socket: Socket<unknown>, byte: string, everyMs: number): void {
  const timer = setInterval(() => {
    if (socket.readyState <= 0 || socket.write(byte) < 0) clearInterval(timer);
  }, everyMs);
}

function flood(socket: Socket<unknown>, head: string, part: string): void {
  floods.set(socket, Buffer.from(part));
  socket.write(head);
  pour(socket);
}

/** Writes until no more fits; more goes once it does. */
function pour(socket: Socket<unknown>): void {
  const part = floods.get(socket);
  if (!part) return;
  const written = socket.write(part);
  // One turn of the loop for each part, so that who reads has its turn, too.
  if (written === part.length) setTimeout(() => pour(socket), 0);
}

/** A server that does the same with all that is asked. */
export interface BrokenServer extends Disposable {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: number;
}

/** Starts one on a free port of 127.0.0.1. */
export function startBroken(answering: Answering): BrokenServer {
  let asked = 0;
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket, bytes) {
        asked++;
        answering(socket, bytes.toString("latin1"));
      },
      drain(socket) {
        const rest = pending.get(socket);
        pending.delete(socket);
        if (rest) writeAll(socket, rest);
        pour(socket);
      },
      error() {},
    },
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    get asked() {
      return asked;
    },
    [Symbol.dispose]: () => listener.stop(true),
  };
}
