import { expect, test } from "bun:test";
import { makeLog, usesColour } from "../../src/cli/log.ts";

function record(use: (log: ReturnType<typeof makeLog>) => void, colour = false): string[] {
  const written: string[] = [];
  use(makeLog((text) => written.push(text), colour));
  return written;
}

test("entries begin with what they are, and keep their text", () => {
  const written = record((log) => {
    log.info("reading `a_b_c` at _x_");
    log.warn("no service is named %s");
    log.error("broken");
  });
  expect(written).toEqual([
    "reading `a_b_c` at _x_\n",
    "warning: no service is named %s\n",
    "error: broken\n",
  ]);
});

test("nothing in an entry controls the terminal, and a message stays one line", () => {
  const hostile = "a\u001b[31m\u009b2J\r\n::error::b\u202e";
  const written = record((log) => {
    log.error(hostile);
    log.log(hostile);
  });
  expect(written).toEqual([
    "error: a\\u001b[31m\\u009b2J\\u000d\\u000a::error::b\\u202e\n",
    "a\\u001b[31m\\u009b2J\\u000d\n::error::b\\u202e\n",
  ]);
});

test("repeated entries are all written", () => {
  const written = record((log) => {
    for (let i = 0; i < 50; i++) log.warn("the same");
  });
  expect(written).toEqual(Array(50).fill("warning: the same\n"));
});

test("colour is on the label only", () => {
  expect(record((log) => log.error("broken"), true)).toEqual(["\u001b[31merror: \u001b[0mbroken\n"]);
});

test("colour is for terminals, and never with NO_COLOR", () => {
  expect(usesColour({ isTTY: true }, {})).toBe(true);
  expect(usesColour({ isTTY: true }, { NO_COLOR: "" })).toBe(true);
  expect(usesColour({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
  expect(usesColour({ isTTY: true }, { TERM: "dumb" })).toBe(false);
  expect(usesColour({}, { FORCE_COLOR: "1" })).toBe(false);
});
