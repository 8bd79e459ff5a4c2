/** Answers of HTTP as endpoints give them, well and badly; a byte a character. */

/** What a server writes, piece by piece, and what it does then. */
export interface OddAnswer {
  readonly parts: readonly string[];
  readonly then?: "end" | "reset" | "wait" | undefined;
  /** Why it is told otherwise than by fetch; undefined where it is told the same. */
  readonly unlike?: string;
}

const OK = "HTTP/1.1 200 OK\r\n";
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`;
const WORDS = "fetch tells it in words of its own, with the URL";

function one(text: string, then?: OddAnswer["then"], unlike?: string): OddAnswer {
  return { parts: [text], then, ...(unlike !== undefined && { unlike }) };
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, at) => `h${at}: x\r\n`).join("");
}

export const ODD_ANSWERS: Readonly<Record<string, OddAnswer>> = {
  plain: one(`${OK}content-length: 2\r\n\r\n{}`),
  "few bytes of something else": one("hello\r\n\r\n", "wait"),
  "few bytes and the end": one("hello\r\n\r\n", "end"),
  "something else": one("SSH-2.0-OpenSSH_9.9 is what answers here\r\n"),
  "nothing at all": one("", "end"),
  "half a head": one(`${OK}content-le`, "wait"),
  "half a head and the end": one(`${OK}content-le`, "end"),
  "a line that is no header": one(`${OK}bad header line\r\ncontent-length: 0\r\n\r\n`),
  "no name": one(`${OK}: x\r\ncontent-length: 0\r\n\r\n`),
  "a name of two words": one(`${OK}a b: x\r\ncontent-length: 0\r\n\r\n`),
  "a blank before the colon": one(`${OK}a : x\r\ncontent-length: 0\r\n\r\n`),
  "a status that is no number": one("HTTP/1.1 abc OK\r\ncontent-length: 0\r\n\r\n"),
  "a status of two digits": one("HTTP/1.1 99 OK\r\ncontent-length: 0\r\n\r\n"),
  "a status of four digits": one("HTTP/1.1 1000 OK\r\ncontent-length: 0\r\n\r\n"),
  "a status nobody knows": one("HTTP/1.1 999 OK\r\ncontent-length: 0\r\n\r\n"),
  "no reason": one("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n"),
  "HTTP/1.0": one("HTTP/1.0 200 OK\r\n\r\nabc", "end"),
  "HTTP/1.0 with a length": one("HTTP/1.0 200 OK\r\ncontent-length: 3\r\n\r\nabc"),
  "HTTP/2.0": one("HTTP/2.0 200 OK\r\ncontent-length: 0\r\n\r\n"),
  "http in small letters": one("http/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
  "a length that is none": one(`${OK}content-length: abc\r\n\r\nabc`, "end", WORDS),
  "a length below zero": one(`${OK}content-length: -1\r\n\r\nabc`, "end", WORDS),
  "two lengths": one(`${OK}content-length: 3\r\ncontent-length: 2\r\n\r\nabc`, "end", WORDS),
  "one length twice": one(`${OK}content-length: 3\r\ncontent-length: 3\r\n\r\nabc`, "end", "it is told once"),
  "a length of twenty digits": one(`${OK}content-length: 99999999999999999999\r\n\r\nabc`, "end", WORDS),
  "chunks and a length": one(
    `${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
  ),
  "a chunk's size that is none": one(`${CHUNKED}zz\r\nabc\r\n0\r\n\r\n`, undefined, WORDS),
  "a chunk with more behind its size": one(`${CHUNKED}3;foo=bar\r\nabc\r\n0\r\n\r\n`),
  "a trailer": one(`${CHUNKED}3\r\nabc\r\n0\r\nx-t: 1\r\n\r\n`),
  "no break behind a chunk": one(`${CHUNKED}3\r\nabcX0\r\n\r\n`, undefined, WORDS),
  "chunks that break off": one(`${CHUNKED}9\r\nabc`, "end", "fetch keeps what came only now and then"),
  "chunks without the last one": one(`${CHUNKED}3\r\nabc\r\n`, "end", "what came is kept"),
  "chunks without the last line": one(`${CHUNKED}3\r\nabc\r\n0\r\n`, "end"),
  "chunks that are reset": one(`${CHUNKED}9\r\nabc`, "reset", "fetch keeps what came only now and then"),
  "a coding and chunks": one(`${OK}transfer-encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`),
  "no coding": one(`${OK}transfer-encoding: identity\r\n\r\nabc`, "end"),
  "a coding nobody knows": one(`${OK}transfer-encoding: foo\r\n\r\nabc`, "end", WORDS),
  "headers twice": one(
    `${OK}a: 1\r\nA: 2\r\nset-cookie: x=1\r\nset-cookie: y=2\r\ncontent-length: 0\r\n\r\n`,
  ),
  "headers in any order": one(`${OK}z: 1\r\ndate: today\r\nb: 2\r\nserver: s\r\ncontent-length: 0\r\n\r\n`),
  "blanks around values": one(`${OK}a:   x y \t\r\nb:\r\nc: \r\ncontent-length: 0\r\n\r\n`),
  "bytes beyond ASCII": one(`${OK}a: caf\u00e9\r\ncontent-length: 0\r\n\r\n`),
  "a control": one(`${OK}a: x\u0001y\r\ncontent-length: 0\r\n\r\n`),
  "a carriage return alone": one(`${OK}a: x\ry\r\ncontent-length: 0\r\n\r\n`),
  "line feeds alone": one("HTTP/1.1 200 OK\ncontent-length: 3\n\nabc"),
  "a folded header": one(`${OK}a: x\r\n y\r\ncontent-length: 0\r\n\r\n`),
  "names of every object": one(`${OK}__proto__: x\r\nconstructor: y\r\ncontent-length: 0\r\n\r\n`),
  "another protocol": one("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\nabc", "end", WORDS),
  "hints before it": one(
    "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx",
  ),
  "hints and no more": one("HTTP/1.1 102 Processing\r\n\r\n", "end"),
  "more than the answer": one(`${OK}content-length: 2\r\n\r\nabcdef`),
  "304 with a body": one("HTTP/1.1 304 Not Modified\r\ncontent-length: 3\r\n\r\nabc"),
  "204 with a body": one("HTTP/1.1 204 No Content\r\ncontent-length: 3\r\n\r\nabc"),
  "a body up to the end": one(`${OK}connection: close\r\n\r\nabc`, "end"),
  "a body up to a reset": one(`${OK}\r\nabc`, "reset"),
  "a body that is reset": one(`${OK}content-length: 9\r\n\r\nabc`, "reset"),
  "a body without an end": one(`${OK}\r\nabc`, "wait"),
  "a long header": one(`${OK}a: ${"x".repeat(300_000)}\r\ncontent-length: 0\r\n\r\n`),
  "a hundred headers": one(`${OK}${lines(100)}content-length: 0\r\n\r\n`),
  "too many headers": one(`${OK}${lines(300)}content-length: 0\r\n\r\n`),
  "an empty line first": one(`\r\n${OK}content-length: 0\r\n\r\n`),
  "piece by piece": {
    parts: ["HTT", "P/1.1 200 O", "K\r\nconte", "nt-length: 4\r", "\n\r", "\na", "b", "cd"],
  },
  "chunks piece by piece": {
    parts: [
      `${OK}transfer-encoding: chunked\r\n\r`,
      "\n1",
      "0\r",
      "\n0123456789abcde",
      "f\r",
      "\n0",
      "\r\n",
      "\r",
      "\n",
    ],
  },
};
