// What a shell makes of the words that an export writes: the text itself, whatever it holds.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { type ShellPiece, writeComment, writeWord } from "../../../src/export/aws-cli/shell.ts";

const HOSTILE = [
  "",
  "plain",
  "a b",
  "it's",
  '"quoted"',
  "$(touch /tmp/owned)",
  "`id`",
  "$HOME $\u007bHOME} $'x'",
  "-rf",
  "--profile=x",
  "~root",
  "a\nb\n",
  "a\\",
  "!history !!",
  "* ? [a-z] {a,b}",
  "a;b&c|d<e>f#g",
  "\u001b[31mred\u0007",
  "\u202egnp",
  "\u2028line",
  "é日😀",
  "=x",
  "\r\n",
];

/** What bash hands on as arguments. */
async function runWords(words: readonly string[], before = ""): Promise<string[]> {
  const script = `${before}\nprintf '%s\\0' ${words.join(" ")}\n`;
  const child = Bun.spawn(["bash", "-u", "-s"], { stdin: new Blob([script]), stdout: "pipe", env: {} });
  const told = await child.stdout.text();
  expect(await child.exited).toBe(0);
  return told.split("\0").slice(0, -1);
}

test("texts of any kind arrive as they are", async () => {
  expect(await runWords(HOSTILE.map((text) => writeWord([text])))).toEqual(HOSTILE);
});

test("what is in a word cannot be seen to control a terminal", () => {
  for (const text of HOSTILE) {
    expect(writeWord([text])).not.toMatch(/(?![\n\t\r])[\p{Cc}\u202e\u2028]/u);
    expect(writeComment(text)).toMatch(/^# \P{Cc}*$/u);
  }
});

test("texts around variables arrive as they are, and variables with what they hold", async () => {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" }));
  const holds = "v$(x) \"'\\";
  const piece = fc.oneof(
    text.map((one) => ({ piece: one as ShellPiece, means: one })),
    fc.constantFrom(
      { piece: { expansion: "$V_1" }, means: holds },
      { piece: { expansion: "$" + "{V_1##*[:/]}" }, means: holds },
    ),
  );
  const words = fc.sample(fc.array(piece, { minLength: 1, maxLength: 5 }), 300);
  const isSendable = (pieces: (typeof words)[number]) => pieces.every(({ means }) => !means.includes("\0"));
  const sent = words.filter(isSendable);
  const told = await runWords(
    sent.map((pieces) => writeWord(pieces.map((one) => one.piece))),
    `V_1='v$(x) "'\\''\\'`,
  );
  expect(told).toEqual(sent.map((pieces) => pieces.map(({ means }) => means).join("")));
});

test("what needs no quotes has none", () => {
  expect(writeWord(["arn:aws:iam::aws:policy/x"])).toBe("arn:aws:iam::aws:policy/x");
  expect(writeWord([{ expansion: "$VPC_1" }])).toBe('"$VPC_1"');
  expect(writeWord([{ expansion: "$VPC_1" }, "", "x"])).toBe('"$' + '{VPC_1}x"');
  expect(writeWord(["arn:", { expansion: "$VPC_1" }, "_x"])).toBe('"arn:$' + '{VPC_1}_x"');
});
