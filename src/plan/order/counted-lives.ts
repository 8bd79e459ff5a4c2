/** Which of several lives of a thing those calls are in whose answers count its versions: each life counts them anew. */

interface Counting<Call> {
  readonly call: Call;
  /** The number that its answer counted of the thing's versions. */
  readonly counted: number | undefined;
  readonly operation: string;
}

/**
 * The lives, counted from 1, of the calls that count a thing's versions, where answers have one number several times: each life counts it once.
 * What is counted once only goes on from the number before it, in the last life that has that.
 */
export function tellCountedLives<Call>(
  touchers: readonly Counting<Call>[],
  count: number,
): ReadonlyMap<Call, number> {
  const told = new Map<Call, number>();
  if (count < 2) return told;
  const counting = touchers.filter(({ counted }) => counted !== undefined);
  for (const alike of Map.groupBy(counting, ({ operation }) => operation).values()) {
    const times = new Map<number, number>();
    const last = new Map<number, number>();
    const isRepeated = new Set(alike.map(({ counted }) => counted)).size < alike.length;
    if (!isRepeated) continue;
    for (const { call, counted = 0 } of alike.toSorted((a, b) => (a.counted ?? 0) - (b.counted ?? 0))) {
      const before = last.get(counted - 1) ?? 0;
      const life = Math.min(Math.max((times.get(counted) ?? 0) + 1, before), count);
      times.set(counted, life);
      last.set(counted, life);
      told.set(call, life);
    }
  }
  return told;
}
