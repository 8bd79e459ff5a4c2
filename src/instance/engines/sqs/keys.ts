/** Moments as keys of messages begin with them, so that the oldest come first. */

export const DIGITS = 14;

export function pad(moment: number): string {
  return String(Math.max(0, Math.floor(moment))).padStart(DIGITS, "0");
}
