/** Ids in the form that most of AWS's have, of digits that nobody has been given before. */

/** An id as most of AWS's are, of the digits that `mint` gives. */
export function mintUuid(mint: (length: number) => string): string {
  const digits = mint(32);
  const variant = "89ab"[Number.parseInt(digits[16] ?? "0", 16) % 4] ?? "8";
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
