import { describe, expect, test } from "bun:test";
import { readAnswer } from "./answer.ts";

/** An answer whose note is put together with what it quotes. */
function tellNote(answer: Awaited<ReturnType<typeof readAnswer>>) {
  if (!answer.ok || answer.quote === undefined) return answer;
  const { quote, note, ...rest } = answer;
  return { ...rest, note: `${note}: ${quote}` };
}

describe("bodies that cannot be read are a note", () => {
  test.each([
    ["kms.CreateKey", "OK", "the answer has a body that is not JSON: OK"],
    ["kms.CreateKey", "[1]", "the answer has a body that is not a structure"],
    ["kms.CreateKey", "\u00ff{", "the answer has a body that is not JSON: \u00ff{"],
    ["kms.CreateKey", "[".repeat(2_000_000), `the answer has a body that is not JSON: ${"[".repeat(79)}…`],
    [
      "kms.CreateKey",
      `${'{"KeyMetadata":'.repeat(600)}1${"}".repeat(600)}`,
      expect.stringContaining("not JSON"),
    ],
    ["iam.CreateRole", "", "the answer has an empty body instead of XML"],
    ["iam.CreateRole", "{}", "the answer has a body that is not XML: {}"],
    ["iam.CreateRole", "<a><b></a>", "the answer has a body that is not XML: <a><b></a>"],
    ["iam.CreateRole", "<a>".repeat(500_000), expect.stringContaining("not XML")],
    ["iam.CreateRole", "<a>".repeat(600) + "</a>".repeat(600), expect.stringContaining("not XML")],
    ["s3.ListBuckets", "<!DOCTYPE html><html></html>", expect.stringContaining("not XML: <!DOCTYPE html>")],
    ["s3.PutBucketPolicy", "<html></html>", "the answer has an HTML page"],
  ])("%s", async (name, body, note) => {
    expect(tellNote(await readAnswer(name, body))).toEqual({ ok: true, output: {}, note });
  });

  test("entities that grow without bound", async () => {
    const grow = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
      "",
    );
    const body = `<!DOCTYPE a [<!ENTITY e0 "lol">${grow}]><a>&e12;</a>`;
    expect(await readAnswer("iam.CreateRole", body)).toMatchObject({ ok: true, output: {} });
  });

  test("invalid UTF-8", async () => {
    const bytes = Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    expect(await readAnswer("kms.CreateKey", bytes)).toMatchObject({ ok: true, output: {} });
    expect(await readAnswer("s3.GetBucketPolicy", bytes)).toEqual({
      ok: true,
      output: {},
      note: "the answer has a body that is not UTF-8",
    });
    expect(await readAnswer("s3.PutBucketPolicy", bytes)).toEqual({ ok: true, output: {} });
  });

  test("headers are read all the same", async () => {
    expect(await readAnswer("s3.CopyObject", "?", { headers: { "x-amz-version-id": "3" } })).toEqual({
      ok: true,
      output: { VersionId: "3" },
      note: "the answer has a body that is not XML",
      quote: "?",
    });
  });
});
