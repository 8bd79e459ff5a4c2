/** How near vectors are to each other: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html */

/** The largest number that 32 bits hold. */
const LARGEST = 3.4028234663852886e38;

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function measureAngle(one: readonly number[], other: readonly number[]): number {
  const lengths = Math.sqrt(dot(one, one)) * Math.sqrt(dot(other, other));
  // What has no direction is as far from everything as what is at a right angle.
  if (lengths === 0) return 1;
  if (one.every((value, at) => value === other[at])) return 0;
  return Math.min(2, Math.max(0, 1 - dot(one, other) / lengths));
}

function measureLine(one: readonly number[], other: readonly number[]): number {
  return Math.sqrt(one.reduce((sum, value, at) => sum + (value - (other[at] ?? 0)) ** 2, 0));
}

/** The score of a vector for another by a distance function. Those beyond 32 bits are the largest of them. */
export function score(distance: string, one: readonly number[], other: readonly number[]): number {
  const found =
    distance === "DOT_PRODUCT"
      ? dot(one, other)
      : distance === "EUCLIDEAN"
        ? measureLine(one, other)
        : measureAngle(one, other);
  return Math.min(LARGEST, Math.max(-LARGEST, found));
}

/** Whether of two scores the greater one is that of the nearer vector. */
export function isSimilarity(distance: string): boolean {
  return distance === "DOT_PRODUCT";
}
