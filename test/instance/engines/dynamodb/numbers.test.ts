import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  addNumbers,
  compareNumbers,
  encodeNumber,
  normalizeNumber,
  sizeOfNumber,
} from "../../../../src/instance/engines/dynamodb/numbers.ts";

const decimals = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }),
    fc.integer({ min: -130, max: 80 }),
  )
  .map(([sign, digits, power]) => `${sign}${digits}e${power}`);
const numbers = decimals.map(normalizeNumber);

describe("numbers", () => {
  test.each([
    ["1", "1"],
    ["-0", "0"],
    ["+1.50", "1.5"],
    ["00012", "12"],
    ["1e3", "1000"],
    ["1E-3", "0.001"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-12.340e1", "-123.4"],
  ])("%s is written as %s", (given, written) => expect(normalizeNumber(given)).toBe(written));

  test.each([
    ["", "The parameter cannot be converted to a numeric value"],
    ["b", "The parameter cannot be converted to a numeric value: b"],
    ["1e126", "Number overflow. Attempting to store a number with magnitude larger than supported range"],
    ["1e-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"],
    ["1".repeat(39), "Attempting to store more than 38 significant digits in a Number"],
  ])("%p is refused", (given, message) => expect(() => normalizeNumber(given)).toThrow(message));

  test.each([
    ["0", 1],
    ["1", 2],
    ["12", 2],
    ["-12", 3],
    ["123", 3],
    ["1234567890", 6],
  ])("%s takes %d bytes", (number, size) => expect(sizeOfNumber(number)).toBe(size));

  test("bytes have the order of the numbers", () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        expect(Math.sign(Buffer.compare(encodeNumber(one), encodeNumber(other)))).toBe(
          Math.sign(compareNumbers(one, other)) as -1 | 0 | 1,
        );
      }),
    );
  });

  test("what is added can be taken off", () => {
    const small = fc
      .bigInt({ min: -(10n ** 18n), max: 10n ** 18n })
      .map((one) => normalizeNumber(`${one}e-6`));
    fc.assert(
      fc.property(small, small, (one, other) => {
        expect(addNumbers(addNumbers(one, other, "+"), other, "-")).toBe(one);
      }),
    );
  });

  test("whole numbers take as many bytes, and add up to the same, as those with more digits than JavaScript's", () => {
    const whole = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map(String);
    const shifted = (text: string, by: number) => normalizeNumber(`${text}e${by}`);
    fc.assert(
      fc.property(whole, whole, (one, other) => {
        // Two digits are a byte, so that this changes nothing of the size.
        expect(sizeOfNumber(one)).toBe(sizeOfNumber(shifted(one, 20)));
        expect(shifted(addNumbers(one, other, "-"), 20)).toBe(
          addNumbers(shifted(one, 20), shifted(other, 20), "-"),
        );
      }),
    );
  });

  test("a long text takes no longer than its length", () => {
    const start = performance.now();
    expect(() => normalizeNumber(`${"0".repeat(400_000)}x`)).toThrow();
    expect(normalizeNumber(`${"0".repeat(400_000)}.${"0".repeat(400_000)}`)).toBe("0");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
