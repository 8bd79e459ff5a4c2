/** Writes durations for people. */

/**
 * A duration in nanoseconds as Go would write it, rounded to what a reader needs: 90µs, 842ms, 1.2s, 2m5s, 1h3m.
 * Rounding carries into the next unit (999.7ms is 1s, 59.96s is 1m0s).
 */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds < 1e3) return nanoseconds === 0 ? "0s" : `${nanoseconds}ns`;
  const microseconds = Math.round(nanoseconds / 1e3);
  if (microseconds < 1e3) return `${microseconds}µs`;
  const milliseconds = Math.round(nanoseconds / 1e6);
  if (milliseconds < 1e3) return `${milliseconds}ms`;
  const tenths = Math.round(nanoseconds / 1e8);
  if (tenths < 600) return `${tenths / 10}s`;
  const seconds = Math.round(nanoseconds / 1e9);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  const minutes = Math.round(nanoseconds / 60e9);
  return `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}
