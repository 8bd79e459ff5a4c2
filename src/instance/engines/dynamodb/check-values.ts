/**
 * Whether attribute values are some, in the words and the order of AWS's checks. What is told is the value as DynamoDB keeps it:
 * numbers without an exponent, sets in order.
 */
import { isStructure, type Value } from "../../../aws/values.ts";
import { type AttributeType, type AttributeValue, makeItem, type TableItem } from "./attributes.ts";
import { sizeOfText, sizeOfValue } from "./item-size.ts";
import { compareNumbers, normalizeNumber } from "./numbers.ts";
import { refuse, refuseValue } from "./refusal.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const MOST_LEVELS = 32;

/** A value as it is kept, and how much it takes. */
export interface CheckedValue {
  readonly value: AttributeValue;
  readonly size: number;
}

/** How a number is read. Throws a refusal of a text that is none. */
type ReadNumber = (text: string) => string;

const INVALID = "One or more parameter values were invalid: ";

function hasTwice(sorted: readonly string[]): boolean {
  return sorted.some((one, at) => at > 0 && one === sorted[at - 1]);
}

function sortTexts(texts: readonly string[]): string[] {
  return texts.length < 2
    ? [...texts]
    : [...texts].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

/** Refuses a set that has nothing in the place of a member, as JSON may have. */
function refuseNothing(given: readonly (string | Uint8Array | null)[], words: string): void {
  if (given.includes(null)) throw refuse(`${INVALID}${words}`);
}

function checkTexts(given: readonly string[]): AttributeValue {
  if (given.length === 0) throw refuse(`${INVALID}An string set  may not be empty`);
  refuseNothing(given, "An string set may not have a null string as a member");
  const SS = sortTexts(given);
  if (hasTwice(SS))
    throw refuseValue(`${INVALID}Input collection [${given.join(", ")}] contains duplicates.`);
  return { SS };
}

function checkNumbers(given: readonly string[], read: ReadNumber): AttributeValue {
  if (given.length === 0) throw refuseValue(`${INVALID}An number set  may not be empty`);
  const NS = given.map((text) => read(text)).sort(compareNumbers);
  if (hasTwice(NS)) throw refuseValue("Input collection contains duplicates");
  return { NS };
}

function checkBinaries(given: readonly Uint8Array[]): AttributeValue {
  if (given.length === 0) throw refuse(`${INVALID}Binary sets should not be empty`);
  refuseNothing(given, "Binary sets may not contain null values");
  const BS = [...given].sort(Buffer.compare);
  const texts = (all: readonly Uint8Array[]) => all.map((one) => Buffer.from(one).toString("base64"));
  if (hasTwice(texts(BS)))
    throw refuseValue(
      `${INVALID}Input collection [${texts(given).join(", ")}]of type BS contains duplicates.`,
    );
  return { BS };
}

function checkMember(
  type: AttributeType,
  { S, N, B, SS, NS, BS, M, L, BOOL, NULL }: AttributeValue,
  depth: number,
  read: ReadNumber,
): AttributeValue {
  switch (type) {
    case "N":
      return { N: read(N ?? "") };
    case "NULL":
      if (!NULL) throw refuse(`${INVALID}Null attribute value types must have the value of true`);
      return { NULL };
    case "SS":
      return checkTexts(SS ?? []);
    case "NS":
      return checkNumbers(NS ?? [], read);
    case "BS":
      return checkBinaries(BS ?? []);
    case "M":
      return { M: checkMap(M ?? {}, depth + 1, read) };
    case "L":
      return { L: checkList(L ?? [], depth + 1, read) };
    case "B":
      return { B: B ?? new Uint8Array() };
    case "BOOL":
      return { BOOL: BOOL === true };
    default:
      return { S: S ?? "" };
  }
}

function check(given: AttributeValue, depth: number, read: ReadNumber): AttributeValue {
  if (depth >= MOST_LEVELS)
    throw refuse(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    );
  let value: AttributeValue | undefined;
  let isOne = true;
  for (const type in given) {
    if (value) isOne = false;
    value = checkMember(type as AttributeType, given, depth, read);
  }
  if (!value)
    throw refuse("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  if (!isOne)
    throw refuse(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  return value;
}

function checkList(given: readonly AttributeValue[], depth: number, read: ReadNumber): AttributeValue[] {
  return given.map((one) => check(one, depth, read));
}

function checkMap(given: TableItem, depth: number, read: ReadNumber): TableItem {
  const map = makeItem();
  for (const name in given) map[name] = check(given[name] ?? {}, depth, read);
  return map;
}

/** A value of a request. Throws a refusal of what is none. */
export function checkValue(given: Value | undefined, read: ReadNumber = normalizeNumber): CheckedValue {
  const value = check((isStructure(given) ? given : {}) as AttributeValue, 0, read);
  return { value, size: sizeOfValue(value) };
}

/** The values of a map of a request: an item or a key. Throws a refusal of what is none. */
export function checkValues(given: Value | undefined): TableItem {
  return isStructure(given) ? checkMap(given as TableItem, 0, normalizeNumber) : makeItem();
}

/** The bytes of an item of values that were checked one by one. */
export function sizeOfNamed(name: string, { size }: CheckedValue): number {
  return sizeOfText(name) + size;
}
