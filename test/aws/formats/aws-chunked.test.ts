// Bodies as SDKs stream them.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { readChunks } from "../../../src/aws/formats/aws-chunked.ts";
import { expectAlways } from "../../support/expect-always.ts";

function read(text: string) {
  const unchunked = readChunks(Buffer.from(text, "latin1"));
  return unchunked && { text: Buffer.from(unchunked.content).toString("latin1"), ...unchunked.trailers };
}

test.each<[string, object]>([
  ["3\r\nabc\r\n0\r\n\r\n", { text: "abc" }],
  ["0\r\n\r\n", { text: "" }],
  [
    "3\r\nabc\r\n3\r\ndef\r\n0\r\nx-amz-checksum-crc32:S4457w==\r\n\r\n",
    { text: "abcdef", "x-amz-checksum-crc32": "S4457w==" },
  ],
  ["a;chunk-signature=0f\r\n0123456789\r\n0;chunk-signature=0f\r\n\r\n", { text: "0123456789" }],
  [
    "1\r\n\r\r\n0\r\nX-A: 1\r\nx-amz-trailer-signature:0f\r\n\r\n",
    { text: "\r", "x-a": "1", "x-amz-trailer-signature": "0f" },
  ],
  // Without the empty line that ends them.
  ["3\r\nabc\r\n0\r\nx-a:1\r\n", { text: "abc", "x-a": "1" }],
])("%j", (body, expected) => {
  expect(read(body)).toEqual(expected as ReturnType<typeof read> & object);
});

test.each([
  "",
  "3",
  "3\r\nab",
  "3\r\nabcd\r\n0\r\n\r\n",
  "3\r\nabc\r\n",
  "-3\r\nabc\r\n0\r\n\r\n",
  "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
  "fffffffffff\r\nabc\r\n0\r\n\r\n",
  "0\r\nno colon\r\n\r\n",
  `0\r\n${"x".repeat(10_000)}:1\r\n\r\n`,
  "hello",
])("no chunks: %j", (body) => {
  expect(read(body)).toBeUndefined();
});

test("whatever is sent in chunks is read back, and cut anywhere it is not", async () => {
  const bytes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 });
  await expectAlways(
    fc.property(bytes, fc.nat(), (chunks, at) => {
      const parts = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, "\r\n"]);
      const body = Buffer.concat([...parts, "0\r\nx-a:1\r\n\r\n"].map((part) => Buffer.from(part)));
      const unchunked = readChunks(body);
      expect(unchunked?.trailers).toEqual({ "x-a": "1" });
      expect(Buffer.from(unchunked?.content ?? [])).toEqual(Buffer.concat(chunks));
      const end = body.length - Buffer.from("0\r\nx-a:1\r\n\r\n").length;
      expect(readChunks(body.subarray(0, at % (end + 1)))).toBeUndefined();
    }),
  );
});
