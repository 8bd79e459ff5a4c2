/** Finds in any text what has a form of its own: ARNs, hosts, addresses, ids, regions; and the words between them. */
import { Known } from "../base/known.ts";
import { ID_PREFIXES } from "./tables.ts";

/** No letter, digit or part of a longer number stands before or behind. */
const ALONE = "(?<![A-Za-z0-9\\u0080-\\uffff])";
const ENDS = "(?![A-Za-z0-9\\u0080-\\uffff])";
/** What an ARN's last part may have, but for variables. */
const REST = "[^\\s\"'<>,;(){}|\\\\$]";
const VARIABLE = "\\$\\{[^{}\\s]{1,100}\\}";
const UUID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
/** An id that was drawn: hexadecimal, or at least not letters with a number behind them, as names have it. */
const MINTED = [
  "(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,40}",
  "(?![A-Za-z]+\\d+(?![A-Za-z0-9]))(?=[0-9a-z]*\\d)[0-9a-z]{8,64}",
  "(?![A-Za-z]+\\d+(?![A-Za-z0-9]))(?=[0-9A-Z]*\\d)[0-9A-Z]{8,64}",
  "\\d{4,17}",
].join("|");
const SIDES = "(?:north|south)?(?:north|south|east|west|central)";

/** In this order: at one place, the first that fits is what stands there. */
const FORMS: readonly (readonly [kind: string, expression: string])[] = [
  [
    "arn",
    `${ALONE}arn:(?:aws[a-z-]{0,12}|${VARIABLE}|\\*):[a-z0-9*-]{0,40}:(?:[a-z0-9*?-]{0,30}|${VARIABLE}):(?:[a-z0-9*?-]{0,40}|${VARIABLE}):${REST}*(?:(?:${VARIABLE}|\\$)${REST}*)*`,
  ],
  ["marker", "(?<=\\.)fifo(?![A-Za-z0-9._-])|\\*{3}\\(Redacted\\)|HIDDEN_(?:DUE_TO|FOR)_SECURITY_REASONS"],
  ["date", `${ALONE}\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z?${ENDS}`],
  ["scheme", `${ALONE}(?:https?|wss?|s3|ssh|tcp|ftp|oci|docker)(?=://)`],
  ["variable", VARIABLE],
  ["escape", "%[0-9A-Fa-f]{2}"],
  ["type", `${ALONE}AWS::[A-Z][A-Za-z0-9]{1,60}(?:::[A-Z][A-Za-z0-9]{0,60}){0,2}${ENDS}`],
  ["reversed", `${ALONE}(?:com\\.amazonaws|aws)(?:\\.[a-z0-9-]{1,63}){2,5}${ENDS}`],
  [
    "host",
    `(?<![A-Za-z0-9_.*-])(?:[A-Za-z0-9_*-]{1,63}\\.){1,10}(?!fifo(?![A-Za-z0-9._-]))[A-Za-z]{2,24}(?![A-Za-z0-9_-])`,
  ],
  ["mac", `${ALONE}[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}${ENDS}`],
  ["address6", "(?<![A-Za-z0-9:.])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,39}(?![A-Za-z0-9:.])(?:/\\d{1,3})?"],
  ["address", `(?<![A-Za-z0-9_.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![A-Za-z0-9_]|\\.\\d)(?:/\\d{1,2}(?!\\d))?`],
  ["dashed", `${ALONE}(?:ip|ec2)(?:-\\d{1,3}){4}${ENDS}`],
  ["uuid", `${ALONE}${UUID}${ENDS}`],
  ["place", `${ALONE}[a-z]{2,4}(?:-[a-z]{2,5})?-${SIDES}-\\d{1,2}[a-z]?${ENDS}`],
  ["zone", `${ALONE}[a-z]{3,8}\\d-az\\d${ENDS}`],
  ["id", `${ALONE}(?:${ID_PREFIXES.join("|")})-(?:${UUID}|${MINTED})${ENDS}`],
  ["word", "[A-Za-z0-9\\u0080-\\uffff]+"],
];

const EXPRESSION = new RegExp(FORMS.map(([kind, expression]) => `(?<${kind}>${expression})`).join("|"), "g");

/** What no form reaches beyond: spaces, quotes, brackets. Looking for all forms at each place takes long, and most chunks come again. */
const CHUNK = /\*{3}\(Redacted\)|(?:\$\{[^{}\s]{1,100}\}|[^\s"'<>,;(){}|\\])+/g;
/** A chunk without any of these is words. */
const MAY_HAVE_FORM = /[.:%$*-]/;
const WORDS = /[A-Za-z0-9\u0080-\uffff]+/g;

/** What stands for each kind of piece. */
export type Renewers = Readonly<Record<string, (piece: string) => string>> & {
  readonly word: (piece: string) => string;
};

const LONGEST_KNOWN = 128;
const MOST_KNOWN = 20_000;
const knownBy = new WeakMap<Renewers, Known<string>>();

function replaceForms(chunk: string, renewers: Renewers): string {
  if (!MAY_HAVE_FORM.test(chunk)) return chunk.replace(WORDS, renewers.word);
  return chunk.replace(EXPRESSION, (piece: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    for (const [kind] of FORMS) if (groups[kind] !== undefined) return renewers[kind]?.(piece) ?? "";
    return "";
  });
}

/** The text with all its pieces replaced; what is between them (spaces, dashes, slashes, quotes) stays. */
export function replacePieces(text: string, renewers: Renewers): string {
  const known = knownBy.getOrInsertComputed(renewers, () => new Known(MOST_KNOWN));
  return text.replace(CHUNK, (chunk: string) => {
    if (chunk.length > LONGEST_KNOWN) return replaceForms(chunk, renewers);
    return known.take(chunk, () => replaceForms(chunk, renewers));
  });
}
