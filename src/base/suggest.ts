/** Finds what somebody may have meant by a name that does not exist. */

/** Edit distance with swaps of neighbours (optimal string alignment). */
export function measureDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** A flag's name as it was meant: without dashes before it, and in kebab-case (`--dryRun`, `dry_run`). */
export function foldFlag(typed: string): string {
  return typed
    .replace(/^-+/, "")
    .replaceAll("_", "-")
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** At most `limit` of the candidates that are near to `typed`, the nearest first; begun names count as near. */
export function suggestNames(typed: string, candidates: Iterable<string>, limit: number): string[] {
  const wanted = typed.toLowerCase();
  const near = new Map<string, number>();
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    const begun = wanted.length > 1 && name.startsWith(wanted);
    // Lengths alone tell most candidates apart without the quadratic comparison.
    const most = Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3));
    if (!begun && Math.abs(wanted.length - name.length) > most) continue;
    const distance = begun ? 1 : measureDistance(wanted, name);
    if (distance <= most) near.set(candidate, distance);
  }
  const sorted = [...near].sort((a, b) => a[1] - b[1] || a[0].length - b[0].length);
  return sorted.slice(0, limit).map(([name]) => name);
}
