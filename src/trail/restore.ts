/** Undoes what tables, log shippers and other programs do to a record: what has one possible meaning is read as that. */
import { readTimestamp } from "../aws/formats/scalars.ts";
import { Digits } from "../aws/values.ts";
import { isNothing } from "../base/nothing.ts";
import { isObject } from "../base/values.ts";
import type { ParseText } from "./parse-json.ts";
import { parsePythonText } from "./python-text.ts";
import { checkRecord } from "./schema.ts";
import { parseStructText } from "./struct-text.ts";
import { parseMoment } from "./time.ts";

/** Members that are printed as text: JSON, as Python prints it, or as Athena and CloudTrail Lake print a struct. */
const STRUCTURED = [
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "userIdentity",
  "resources",
  "addendum",
] as const;

/** Members that are texts, and numbers in what pandas, YAML and SQL write. */
const TEXTS = ["eventID", "sharedEventID", "apiVersion", "errorCode", "eventVersion"] as const;

const ACCOUNT_DIGITS = 12;

/** The digits of a number; undefined for anything else. */
function printNumber(value: unknown): string | undefined {
  if (value instanceof Digits) return value.text;
  return typeof value === "number" ? String(value) : undefined;
}

/** An account that became a number has lost its leading zeros, and may have got a fraction, which it keeps as a text. */
function restoreAccount(value: unknown): unknown {
  const isFraction = typeof value === "string" && value.includes(".");
  const digits = (isFraction ? value : printNumber(value))?.replace(/\.0+$/, "");
  return digits !== undefined && /^\d{1,12}$/.test(digits) ? digits.padStart(ACCOUNT_DIGITS, "0") : value;
}

/** How tables and databases write a choice. */
const CHOICES: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), {
  0: false,
  1: true,
  "0.0": false,
  "1.0": true,
  f: false,
  t: true,
  no: false,
  yes: true,
});

/** Moments from 2001 to 2286 have ten digits in seconds, and three more in each smaller unit; some print them with an exponent. */
const SINCE_1970 = /^(?:(\d{10})(\d{3}|\d{6}|\d{9})?(?:\.\d+)?|(\d(?:\.\d+)?)e\+?(9|12|15|18))$/i;

/** The moment that a number of seconds, or of a thousandth, millionth or billionth of these, stands for; undefined for any other text. */
function restoreEpoch(text: string): string | undefined {
  const match = SINCE_1970.exec(text);
  if (!match) return undefined;
  const [, seconds, smaller = "", mantissa, exponent] = match;
  const digits = seconds === undefined ? Number(exponent) - 9 : smaller.length;
  const number = seconds === undefined ? Number(`${mantissa}e${exponent}`) : Number(text);
  return new Date(Math.floor(number / 10 ** (digits - 3))).toISOString();
}

/** As Hive and people write it: `2025/07/02 08:00:01`. */
const SLASHES = /^(\d{4})\/(\d\d)\/(\d\d)(?=[T ]|$)/;

/** How Microsoft's portal exports a moment: month first, in UTC. */
const MONTH_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(\.\d+)? ([AP])M$/;

function restoreMonthFirst(text: string): string | undefined {
  const match = MONTH_FIRST.exec(text);
  if (!match) return undefined;
  const [, month = "", day = "", year, hour = "", minute, second, fraction = "", half] = match;
  const hours = String((Number(hour) % 12) + (half === "P" ? 12 : 0)).padStart(2, "0");
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hours}:${minute}:${second}${fraction}Z`;
}

/** How CloudTrail prints a moment in parameters, and JavaScript reads it. */
const MONTH_DAY = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M$/;
/** How HTTP does. */
const DAY_MONTH = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} /;

function restoreNamedMonth(text: string): string | undefined {
  const moment = MONTH_DAY.test(text)
    ? new Date(`${text} UTC`)
    : DAY_MONTH.test(text)
      ? readTimestamp(text)
      : undefined;
  return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A scalar as MongoDB's extended JSON writes it: `{"$date": {"$numberLong": "1740816000000"}}`. */
function unwrapExtended(value: unknown): unknown {
  if (!isObject(value)) return value;
  const inner = value["$date"] ?? value["$numberLong"];
  return inner === undefined ? value : unwrapExtended(inner);
}

function restoreTime(given: unknown): unknown {
  const value = unwrapExtended(given);
  const text = printNumber(value) ?? value;
  // Whoever checks the record asks for the same moment next, which is then known.
  if (typeof text !== "string" || parseMoment(text) !== undefined) return value;
  if (SLASHES.test(text)) return text.replace(SLASHES, "$1-$2-$3");
  return restoreEpoch(text) ?? restoreMonthFirst(text) ?? restoreNamedMonth(text) ?? value;
}

function restoreStructure(value: unknown, parse: ParseText): unknown {
  if (typeof value !== "string") return value;
  const once = parse(value);
  // Some programs print what was printed already.
  if (typeof once === "string") return parse(once) ?? once;
  return once ?? parsePythonText(value, parse) ?? parseStructText(value) ?? value;
}

/** Restores what is in a caller's identity. */
export function restoreIdentity(identity: unknown): unknown {
  if (isObject(identity)) identity["accountId"] &&= restoreAccount(identity["accountId"]);
  return identity;
}

/**
 * The record that a value was, changed in place: members printed as text are parsed (with `parse`), numbers where texts
 * belong are texts, what stands for nothing is left out, moments since 1970 are times, and a missing eventTime is taken from
 * Logstash's `@timestamp`. Anything but an object is given back as it is.
 */
export function restoreRecord(value: unknown, parse: ParseText): unknown {
  if (!isObject(value)) return value;
  for (const member in value) if (isNothing(value[member])) delete value[member];
  for (const member of STRUCTURED) {
    if (typeof value[member] === "string") value[member] = restoreStructure(value[member], parse);
  }
  for (const member of TEXTS) {
    const printed = printNumber(value[member]);
    if (printed !== undefined) value[member] = printed;
  }
  value["recipientAccountId"] &&= restoreAccount(value["recipientAccountId"]);
  restoreIdentity(value["userIdentity"]);
  const { readOnly } = value;
  if (typeof readOnly === "string" || typeof readOnly === "number")
    value["readOnly"] = CHOICES[readOnly] ?? readOnly;
  const time = value["eventTime"] ?? value["@timestamp"];
  if (time !== undefined) value["eventTime"] = restoreTime(time);
  return value;
}

/** Whether a value is a record as CloudTrail writes it, in which nothing has to be restored. */
export function isWholeRecord(value: Readonly<Record<string, unknown>>): boolean {
  return "record" in checkRecord(value) && STRUCTURED.every((member) => typeof value[member] !== "string");
}
