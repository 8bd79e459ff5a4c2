/**
 * DynamoDB's numbers: up to 38 digits, of magnitudes from 1E-130 to 9.9E+125, written without an exponent.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
import { refuseValue } from "./refusal.ts";

/** `0.d₁d₂d₃…` times ten to the power of one more than `exponent`, so that 12.5 has the digits "125" and the exponent 1. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Neither the first nor the last is 0; "" of zero. */
  readonly digits: string;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,19}))?$/;
/** Numbers that are written as AWS does it already, and that JavaScript's hold. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;

/** A power of 64 bits is read; what is written with a larger one is no number. */
const LARGEST_POWER = 2 ** 63 - 1;
const LARGEST_INTEGER = 2 ** 31 - 1;
const MOST_DIGITS = 38;
const MOST_EXPONENT = 125;
const LEAST_EXPONENT = -130;

/** Nothing but zeros at an end is worth a loop: an expression for it takes a time that grows with the square of the text. */
function trimZeros(text: string): { readonly digits: string; readonly leading: number } {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === "0") from++;
  while (to > from && text[to - 1] === "0") to--;
  return { digits: text.slice(from, to), leading: from };
}

/** A number's text as a decimal; undefined of a text that is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = "", fraction = "", power = "0"] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) return undefined;
  if (Number(power) > LARGEST_POWER || Number(power) < -LARGEST_POWER) return undefined;
  const { digits, leading } = trimZeros(whole + fraction);
  // Also nothing is looked at by the power that it is written with.
  if (digits === "") return { isNegative: false, digits, exponent: Number(power) };
  return { isNegative: sign === "-", digits, exponent: whole.length - 1 - leading + Number(power) };
}

const OVERFLOW = "Number overflow. Attempting to store a number with magnitude larger than supported range";

/** Throws a refusal of a number that DynamoDB does not hold. `tooLong`: what is said of one with too many digits. */
function checkRange(
  { digits, exponent }: Decimal,
  tooLong = "Attempting to store more than 38 significant digits in a Number",
): void {
  if (exponent > MOST_EXPONENT) throw refuseValue(OVERFLOW);
  if (exponent < LEAST_EXPONENT)
    throw refuseValue(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    );
  if (digits.length > MOST_DIGITS) throw refuseValue(tooLong);
}

/** A decimal as AWS writes it. */
export function writeDecimal({ isNegative, digits, exponent }: Decimal): string {
  if (digits === "") return "0";
  const sign = isNegative ? "-" : "";
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (exponent + 1 >= digits.length) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** The power of ten that a number is written with. */
const POWER = /[eE]([+-]?\d+)$/;

function refuseText(text: string): Error {
  return refuseValue(`The parameter cannot be converted to a numeric value${text === "" ? "" : `: ${text}`}`);
}

/**
 * The same where Java's BigDecimal reads it: a power beyond 32 bits is none, and where the number's magnitude would be beyond them, it
 * turns into the smallest.
 */
export function convertNumber(text: string): string {
  const power = Number(POWER.exec(text)?.[1] ?? "0");
  if (power > LARGEST_INTEGER || power < -LARGEST_INTEGER) throw refuseText(text);
  const decimal = power === LARGEST_INTEGER ? parseDecimal(text) : undefined;
  if (decimal) checkRange({ ...decimal, exponent: -decimal.exponent });
  return normalizeNumber(text);
}

/** A number as AWS writes it. Throws a refusal of a text that is none, and of a number beyond DynamoDB's. */
export function normalizeNumber(text: string): string {
  if (PLAIN.test(text)) return text;
  const decimal = parseDecimal(text);
  if (!decimal) throw refuseText(text);
  checkRange(decimal);
  return writeDecimal(decimal);
}

const ZERO: Decimal = { isNegative: false, digits: "", exponent: 0 };

/** A number that was checked, as a decimal. */
export function readDecimal(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}

function compareMagnitudes(one: Decimal, other: Decimal): number {
  if (one.exponent !== other.exponent) return one.exponent - other.exponent;
  return one.digits < other.digits ? -1 : one.digits > other.digits ? 1 : 0;
}

function signOf({ isNegative, digits }: Decimal): number {
  return digits === "" ? 0 : isNegative ? -1 : 1;
}

/** Below, above or equal to 0, as the first number is less than the second, greater or equal. */
export function compareNumbers(one: string, other: string): number {
  if (one === other) return 0;
  if (PLAIN.test(one) && PLAIN.test(other)) return Number(one) - Number(other);
  const [left, right] = [readDecimal(one), readDecimal(other)];
  const sign = signOf(left);
  if (sign !== signOf(right)) return sign - signOf(right);
  return sign * compareMagnitudes(left, right);
}

/** A decimal as a whole number of units of ten to the power of `scale`, which is not above that of its last digit. */
function scaleUp({ isNegative, digits, exponent }: Decimal, scale: number): bigint {
  if (digits === "") return 0n;
  const units = BigInt(digits) * 10n ** BigInt(exponent - digits.length + 1 - scale);
  return isNegative ? -units : units;
}

/** The sum or the difference of two numbers that were checked. Throws a refusal where it is beyond DynamoDB's numbers. */
export function addNumbers(one: string, other: string, operator: "+" | "-"): string {
  if (PLAIN.test(one) && PLAIN.test(other))
    return String(operator === "+" ? Number(one) + Number(other) : Number(one) - Number(other));
  const [left, right] = [readDecimal(one), readDecimal(other)];
  const scale = Math.min(
    ...[left, right].map(({ digits, exponent }) => (digits === "" ? 0 : exponent - digits.length + 1)),
  );
  const [a, b] = [scaleUp(left, scale), scaleUp(right, scale)];
  const sum = operator === "+" ? a + b : a - b;
  const magnitude = (sum < 0n ? -sum : sum).toString();
  const { digits } = trimZeros(magnitude);
  if (digits === "") return "0";
  const decimal = { isNegative: sum < 0n, digits, exponent: magnitude.length - 1 + scale };
  // DynamoDB says the same of a sum that is too long as of one that is too large.
  checkRange(decimal, OVERFLOW);
  return writeDecimal(decimal);
}

/** One digit, as it is written. */
const DIGIT = /^[1-9]$/;

/** The same of a number that stands as AWS writes it, without a fraction. */
function sizeOfWhole(text: string): number {
  const sign = text.startsWith("-") ? 1 : 0;
  let end = text.length;
  while (end > sign && text[end - 1] === "0") end--;
  const digits = end - sign;
  if (digits === 0) return 1;
  // The exponent is even where the number has an odd number of digits before its point.
  const isSplit = digits % 2 === 0 && (text.length - sign) % 2 === 1;
  return 1 + Math.ceil(digits / 2) + (isSplit ? 1 : 0) + sign;
}

/** How many bytes a number takes: two digits a byte, and one or two besides. */
export function sizeOfNumber(text: string): number {
  if (DIGIT.test(text)) return 2;
  if (PLAIN.test(text)) return sizeOfWhole(text);
  const { isNegative, digits, exponent } = readDecimal(text);
  if (digits === "") return 1;
  const pairs = Math.ceil(digits.length / 2);
  const isSplit = digits.length % 2 === 0 && exponent % 2 === 0;
  return 1 + pairs + (isSplit ? 1 : 0) + (isNegative ? 1 : 0);
}

/** Bytes whose order is that of the numbers; none is the beginning of another. */
export function encodeNumber(text: string): Uint8Array {
  const { isNegative, digits, exponent } = readDecimal(text);
  if (digits === "") return Uint8Array.of(1);
  const pairs = Math.ceil(digits.length / 2);
  const bytes = new Uint8Array(pairs + 3);
  bytes[0] = 2;
  bytes[1] = exponent - LEAST_EXPONENT;
  for (let at = 0; at < pairs; at++)
    bytes[at + 2] = Number(digits.slice(at * 2, at * 2 + 2).padEnd(2, "0")) + 1;
  if (isNegative) {
    bytes[0] = 255;
    for (let at = 0; at < bytes.length; at++) bytes[at] = 255 - (bytes[at] ?? 0);
  }
  return bytes;
}
