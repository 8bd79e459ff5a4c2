/** Numbers and times as people read them. */

/** `0.4 ms`, `12 ms`, `1.2 s`, `3 min 5 s`. */
export function tellDuration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

const pad = (number: number, length = 2) => String(number).padStart(length, "0");

/** The time of day here, with milliseconds: for what happens while one looks on. */
export function tellClock(iso: string): string {
  const date = new Date(iso);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/** A moment of a log, which is in UTC: `2026-03-02 09:15:07`. */
export function tellUtc(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

/** A moment in UTC as exactly as it is known: `2026-03-02 09:15:07Z`, `2026-03-02 09:15:07.123Z`. */
export function tellExactly(iso: string): string {
  return iso.replace("T", " ").replace(".000Z", "Z");
}

/** A moment here: `2026-03-02 09:15`. */
export function tellLocal(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** `1,234`. */
export function tellCount(count: number): string {
  return count.toLocaleString("en");
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** `12 B`, `1.5 KiB`. */
export function tellBytes(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
