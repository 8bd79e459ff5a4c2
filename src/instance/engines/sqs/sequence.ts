/** Numbers of messages that keep an order: 20 digits, each larger than those before. */

/** About where AWS's are in 2026. */
const BEGIN = 18_900_000_000_000_000_000n;
const STEP = 256n;

/** The sequence number of the message of a number. */
export function writeSequence(number: number): string {
  return String(BEGIN + BigInt(number) * STEP);
}
