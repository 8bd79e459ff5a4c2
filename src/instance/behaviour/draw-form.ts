/** Draws texts of a form, in which a place such as `{hex:17}` stands for so many characters of a kind. */
import type { Context } from "./context.ts";

/** What a text is drawn with. */
type Drawing = Pick<Context, "mint" | "caller">;

const KINDS: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  digit: "0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz0123456789",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  letter: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
};

/** The places of a form: a kind of characters and how many, a UUID, or what the caller's account and region are. */
const PLACE = /\{(?:(hex|digit|lower|upper|letter):(\d{1,3})|(uuid|region|account))\}/g;

/** What a text of a form is made of, without its places: nothing is left that looks like one. */
export function isForm(form: string): boolean {
  return !/[{}]/.test(form.replaceAll(/\$\{\w+\}/g, "").replaceAll(PLACE, ""));
}

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
  return Array.from({ length: count }, (_, at) => {
    const number = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
    return characters.charAt(number % characters.length);
  }).join("");
}

/** A text of a form that was never given before. */
export function drawForm(context: Drawing, form: string): string {
  return form.replaceAll(PLACE, (_, kind?: string, count?: string, word?: string) => {
    if (kind !== undefined) return drawCharacters(context, KINDS[kind] ?? "", Number(count));
    return word === "uuid" ? makeUuid(context.mint(32)) : context.caller[word as "region" | "account"];
  });
}
