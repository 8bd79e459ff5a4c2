/** A number with what it counts: `1 call`, `2 calls`. */
export function tellCount(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}
