/** Draws passwords. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** The kinds of characters, with the members that leave them out. */
const KINDS: readonly (readonly [string, string])[] = [
  ["ExcludeLowercase", LOWER],
  ["ExcludeUppercase", LOWER.toUpperCase()],
  ["ExcludeNumbers", "0123456789"],
  ["ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"],
];
const USUAL_LENGTH = 32;

/** Gives a number below another one. */
type DrawNumber = (below: number) => number;

/** Numbers out of random digits: so many that no number is likelier than another one. */
function makeDraw({ mint }: Context): DrawNumber {
  return (below) => Number.parseInt(mint(12), 16) % below;
}

/** Puts characters into a random order. */
function shuffle(characters: readonly string[], draw: DrawNumber): string {
  const all = [...characters];
  for (let left = all.length; left > 1; left--) {
    const at = draw(left);
    [all[left - 1], all[at]] = [all[at] ?? "", all[left - 1] ?? ""];
  }
  return all.join("");
}

/** GetRandomPassword. */
export function drawPassword(context: Context): Done {
  const { input } = context;
  const drawNumber = makeDraw(context);
  const draw = (characters: string) => characters.charAt(drawNumber(characters.length));
  const { PasswordLength } = input;
  const length = typeof PasswordLength === "number" ? PasswordLength : USUAL_LENGTH;
  const excluded = new Set(readText(input, "ExcludeCharacters"));
  const kinds = KINDS.filter(([member]) => input[member] !== true)
    .map(([, characters]) => [...characters].filter((one) => !excluded.has(one)).join(""))
    .concat(input["IncludeSpace"] === true ? [" "] : [])
    .filter((characters) => characters !== "");
  if (kinds.length === 0)
    refuse("InvalidParameterException", "No characters are left to generate a password from.");
  const all = kinds.join("");
  // A space is none of the types of which each must be there: one stands where there is room for it.
  const types = kinds.length > length ? kinds.filter((characters) => characters !== " ") : kinds;
  const required = input["RequireEachIncludedType"] === false ? [] : types.map(draw);
  if (length < required.length)
    refuse("InvalidParameterException", "Password length is too short based on the required types.");
  const rest = Array.from({ length: length - required.length }, () => draw(all));
  return { output: merge({ RandomPassword: shuffle([...required, ...rest], drawNumber) }) };
}
