/** How values compare. */
import { type AttributeValue, typeOf } from "../attributes.ts";
import { compareNumbers } from "../numbers.ts";
import type { Comparator } from "./syntax.ts";

function isEach<T>(one: readonly T[], other: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return (
    one.length === other.length &&
    one.every((value, at) => {
      const counterpart = other[at];
      return counterpart !== undefined && isSame(value, counterpart);
    })
  );
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Whether two values are the same. Sets are kept in order. */
export function isEqual(one: AttributeValue, other: AttributeValue): boolean {
  if (typeOf(one) !== typeOf(other)) return false;
  if (one.B && other.B) return isSameBytes(one.B, other.B);
  const texts = one.SS ?? one.NS;
  const others = other.SS ?? other.NS;
  if (texts && others) return isEach(texts, others, Object.is);
  if (one.BS && other.BS) return isEach(one.BS, other.BS, isSameBytes);
  if (one.L && other.L) return isEach(one.L, other.L, isEqual);
  const { M: map } = one;
  const { M: otherMap } = other;
  if (map && otherMap) {
    const names = Object.keys(map);
    return (
      names.length === Object.keys(otherMap).length &&
      names.every((name) => {
        const [value, counterpart] = [map[name], otherMap[name]];
        return value !== undefined && counterpart !== undefined && isEqual(value, counterpart);
      })
    );
  }
  return one.S === other.S && one.N === other.N && one.BOOL === other.BOOL;
}

const ASCII = /^[\0-\x7f]*$/;

/** The order of two values of the same type that has one; undefined of others. */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  if (one.N !== undefined && other.N !== undefined) return compareNumbers(one.N, other.N);
  if (one.S !== undefined && other.S !== undefined) {
    if (one.S === other.S) return 0;
    if (ASCII.test(one.S) && ASCII.test(other.S)) return one.S < other.S ? -1 : 1;
    return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S));
  }
  return one.B && other.B ? Buffer.compare(one.B, other.B) : undefined;
}

/** Whether a comparison holds. What is not there is equal to nothing, and ordered by nothing. */
export function holds(
  operator: Comparator,
  one: AttributeValue | undefined,
  other: AttributeValue | undefined,
): boolean {
  if (operator === "=" || operator === "<>")
    return (one !== undefined && other !== undefined && isEqual(one, other)) === (operator === "=");
  const order = one && other && compareValues(one, other);
  if (order === undefined) return false;
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Whether a value is between two others, or one of them. */
export function isBetween(
  value: AttributeValue | undefined,
  low: AttributeValue | undefined,
  high: AttributeValue | undefined,
): boolean {
  return holds(">=", value, low) && holds("<=", value, high);
}

/** Whether a text or bytes begin with others. */
export function beginsWith(value: AttributeValue | undefined, start: AttributeValue | undefined): boolean {
  if (value?.S !== undefined && start?.S !== undefined) return value.S.startsWith(start.S);
  if (!value?.B || !start?.B) return false;
  return isSameBytes(value.B.subarray(0, start.B.length), start.B);
}

/** Whether a text has another in it, or a set or a list a value. */
export function contains(value: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (!value || !part) return false;
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value.B) return part.B !== undefined && Buffer.from(value.B).includes(part.B);
  if (value.SS) return part.S !== undefined && value.SS.includes(part.S);
  if (value.NS) return part.N !== undefined && value.NS.includes(part.N);
  if (value.BS) return value.BS.some((one) => part.B !== undefined && isSameBytes(one, part.B));
  return value.L?.some((one) => isEqual(one, part)) ?? false;
}
