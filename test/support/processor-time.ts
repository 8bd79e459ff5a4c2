/** How long the processor works for something: what else the machine does takes wall time, and none of this. */

/** Starts to measure; what it gives tells the milliseconds since. */
export function startProcessorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
