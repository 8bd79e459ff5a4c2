/** Draws texts of a form, in which a place such as `{hex:17}` stands for so many characters of a kind. */

import { findPartition } from "../../../aws/model/partitions.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../context.ts";

/** What a text is drawn with. */
type Drawing = Pick<Context, "mint" | "caller">;

const KINDS: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  digit: "0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  letter: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
};

/** A place of a form: `{hex:17}`, `{uuid}`. */
const PLACE = /\{([a-z]+)(?::(\d{1,3}))?\}/g;

/** A UUID of 32 hexadecimal digits: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4 */
export function makeUuid(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}

function drawCharacters({ mint }: Drawing, characters: string, count: number): string {
  if (characters === KINDS.hex) return mint(count);
  const digits = mint(2 * count);
  let drawn = "";
  for (let at = 0; at < digits.length; at += 2)
    drawn += characters.charAt(Number.parseInt(digits.slice(at, at + 2), 16) % characters.length);
  return drawn;
}

/** What a place other than of characters stands for. */
const WORDS: Readonly<Record<string, (drawing: Drawing, name: string) => string>> = {
  uuid: ({ mint }) => makeUuid(mint(32)),
  octet: ({ mint }) => String(Number.parseInt(mint(8).slice(-2), 16)),
  region: ({ caller }) => caller.region,
  account: ({ caller }) => caller.account,
  partition: ({ caller }) => findPartition(caller.region).name,
  name: (_, name) => name,
};

/** Whether every place of a text is one that can be drawn; `${Name}` is none. */
export function isForm(form: string): boolean {
  return [...form.replaceAll(/\$\{\w+\}/g, "").matchAll(PLACE)].every(([, kind = "", count]) =>
    count === undefined ? Object.hasOwn(WORDS, kind) : Object.hasOwn(KINDS, kind),
  );
}

/** A text of a form that was never given before. `name`: what the caller calls the thing. Other text in braces stays. */
export function drawForm(drawing: Drawing, form: string, name = ""): string {
  return form.replaceAll(PLACE, (whole, kind: string, count?: string) => {
    if (count === undefined) return WORDS[kind]?.(drawing, name) ?? whole;
    const characters = KINDS[kind];
    return characters === undefined ? whole : drawCharacters(drawing, characters, Number(count));
  });
}

compileLightly(drawCharacters, makeUuid);
