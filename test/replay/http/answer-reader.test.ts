// An answer is the same however it is cut into pieces, and no bytes make reading it throw.
import { expect, test } from "bun:test";
import { AnswerReader, type Reading } from "../../../src/replay/http/answer-reader.ts";
import { ODD_ANSWERS } from "./odd-answers.ts";

const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 200);

interface Read {
  readonly reading: Reading;
  readonly told: unknown;
}

function read(bytes: Buffer, cuts: readonly number[], maxBytes = 1_000_000): Read {
  const reader = new AnswerReader(maxBytes);
  let reading: Reading = "more";
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    if (reading === "more" && to > from) reading = reader.feed(bytes.subarray(from, to));
    from = to;
  }
  const { status, headers, body } = reader.answer;
  const text = Buffer.from(body).toString("latin1");
  return { reading, told: [reader.hasBegun, reader.end(), status, headers, text] };
}

function drawCuts(length: number): number[] {
  const count = Math.floor(Math.random() * 6);
  return Array.from({ length: count }, () => Math.floor(Math.random() * length)).sort((a, b) => a - b);
}

const ALL = Object.entries(ODD_ANSWERS).map(
  ([name, { parts }]) => [name, Buffer.from(parts.join(""), "latin1")] as const,
);

test("pieces of any length give what the whole gives", () => {
  for (const [name, bytes] of ALL)
    for (let run = 0; run < RUNS / 10; run++) {
      const cuts = drawCuts(bytes.length);
      const [whole, pieces] = [read(bytes, []), read(bytes, cuts)];
      // Of what is no HTTP, more or less is known by then.
      if (whole.reading === "not HTTP")
        expect([name, cuts, pieces.reading]).toEqual([name, cuts, "not HTTP"]);
      else expect([name, cuts, pieces]).toEqual([name, cuts, whole]);
    }
});

test("no bytes make reading throw", () => {
  const short = ALL.filter(([, { length }]) => length < 1_000);
  for (let run = 0; run < RUNS * 20; run++) {
    const [, bytes = Buffer.alloc(0)] = short[run % short.length] ?? [];
    const changed = Buffer.from(bytes);
    for (let count = 0; count < 3 && changed.length > 0; count++)
      changed[Math.floor(Math.random() * changed.length)] = Math.floor(Math.random() * 256);
    expect(["more", "whole", "cut", "not HTTP"]).toContain(read(changed, drawCuts(changed.length)).reading);
  }
});

test("a body is kept up to the limit, in chunks as otherwise", () => {
  for (const name of ["plain", "a trailer", "piece by piece"]) {
    const bytes = Buffer.from(ODD_ANSWERS[name]?.parts.join("") ?? "", "latin1");
    expect([name, read(bytes, [], 1)]).toMatchObject([name, { reading: "cut" }]);
  }
});

test("a head that never ends is none", () => {
  const reader = new AnswerReader(10);
  const line = Buffer.from(`a: ${"x".repeat(100_000)}`);
  expect(reader.feed(Buffer.from("HTTP/1.1 200 OK\r\n"))).toBe("more");
  const readings = Array.from({ length: 20 }, () => reader.feed(line));
  expect(readings.at(-1)).toBe("not HTTP");
});
