// A secret is hidden however a program writes it, and wherever in a text it stands.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { SecretTexts } from "../../../src/aws/secrets/secret-texts.ts";

/** How programs write a text into a message; each with what must not be left of it. */
const WRITERS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  "json in json": (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  "json in ASCII": (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "json of Go": (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  "json of PHP": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  python: (text) => text.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
  query: (text) => new URLSearchParams([["", text]]).toString().slice(1),
  percent: encodeURIComponent,
  "percent in small letters": (text) =>
    encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase()),
  html: (text) => Bun.escapeHTML(text),
  jinja: (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll("'", "&#39;")
      .replaceAll('"', "&#34;"),
  "xml in ASCII": (text) =>
    [...text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")]
      .map((sign) => ((sign.codePointAt(0) ?? 0) > 127 ? `&#${sign.codePointAt(0)};` : sign))
      .join(""),
  base64: (text) => Buffer.from(text).toString("base64"),
  base64url: (text) => Buffer.from(text).toString("base64url"),
};

// Signs of all kinds that passwords have, but no blanks at the ends: these are no part of what is told.
const secret = fc
  .string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(..."abcXYZ019-_.~!'()*\"\\<>&/+=% @:éß€😀") })
  .filter((text) => text.trim() === text && text.isWellFormed());
const around = fc.constantFrom("", " ", "'", '"', "(", "x", ": ");

test.each(Object.entries(WRITERS))("written as %s", (_, write) => {
  fc.assert(
    fc.property(secret, around, around, (text, before, after) => {
      const secrets = new SecretTexts();
      secrets.add(text);
      const written = write(text);
      const shown = secrets.hide(`${before}${written}${after}`);
      expect(shown).not.toContain(written);
      expect(shown).toContain("(hidden)");
    }),
  );
});

test("inside base64 of something longer, wherever it begins", () => {
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (text, before, after) => {
      const secrets = new SecretTexts();
      secrets.add(text);
      expect(secrets.hide(Buffer.from(`${before}${text}${after}`).toString("base64"))).toContain("(hidden)");
    }),
  );
});

test("of a secret that encodes a script or is a document, what these hold", () => {
  const secrets = new SecretTexts();
  secrets.add(Buffer.from("#!/bin/sh\nexport DATABASE=hunter2-Zq9\n").toString("base64"));
  secrets.add(JSON.stringify({ username: "admin", password: "correct-horse" }));
  expect(secrets.hide("bad line: export DATABASE=hunter2-Zq9")).toBe("bad line: (hidden)");
  expect(secrets.hide("no user admin with correct-horse")).toBe("no user admin with (hidden)");
});
