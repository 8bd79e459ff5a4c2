import { expect, test } from "bun:test";
import { chooseProgressForm, keepApart, Screen } from "../../src/cli/screen.ts";

const ERASE = "\r\u001b[J";

function open(columns = 80) {
  const written: string[] = [];
  const screen = new Screen({
    write: (text) => written.push(text),
    progress: "line",
    columns: () => columns,
  });
  return { screen, written };
}

test("a line is rewritten in place, only when it has changed, with the cursor at its beginning", () => {
  const { screen, written } = open();
  screen.show("one");
  screen.show("one");
  screen.show("two");
  expect(written).toEqual(["\rone\u001b[J\r", "\rtwo\u001b[J\r"]);
});

test("texts go above the line in one piece, and the line stands below them again", () => {
  const { screen, written } = open();
  screen.write("before\n");
  screen.show("line");
  screen.write("warning: x\n");
  expect(written).toEqual(["before\n", "\rline\u001b[J\r", `${ERASE}warning: x\nline\r`]);
});

test("a line is cut to the columns there are, but for the last one", () => {
  const { screen, written } = open(6);
  screen.show("123456789");
  expect(written).toEqual(["\r12345\u001b[J\r"]);
});

test("it goes without a trace, once, and after the end it does not come back", () => {
  const { screen, written } = open();
  screen.hide();
  screen.show("line");
  screen.hide();
  screen.hide();
  screen.close();
  screen.show("line");
  screen.write("last\n");
  expect(written).toEqual(["\rline\u001b[J\r", ERASE, "last\n"]);
});

test("another output on the same terminal is written where the line was", async () => {
  const { screen, written } = open();
  const write = async (text: string) => {
    written.push(text);
    return true;
  };
  const output = keepApart({ isTerminal: true, write }, screen);
  screen.show("line");
  await output.write("result\n");
  screen.show("line");
  expect(written).toEqual(["\rline\u001b[J\r", ERASE, "result\n", "\rline\u001b[J\r"]);
});

test("progress is a line on a terminal, lines in CI and on terminals that cannot erase, else nothing", () => {
  expect(chooseProgressForm({ isTTY: true }, {})).toBe("line");
  expect(chooseProgressForm({ isTTY: true }, { TERM: "dumb" })).toBe("lines");
  expect(chooseProgressForm({ isTTY: true }, { CI: "true" })).toBe("lines");
  expect(chooseProgressForm({}, { CI: "1" })).toBe("lines");
  expect(chooseProgressForm({}, { CI: "false" })).toBe("none");
  expect(chooseProgressForm({}, {})).toBe("none");
});
