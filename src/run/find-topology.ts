/** What stands after a replay or a verification, for reports that show it. */
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology } from "../topology/topology.ts";

/** Standard input, which can be read only once. */
const STANDARD_INPUT = "-";

/**
 * What stands afterwards: in the instance of this process, where that is the target; else what the log makes, which is let stand
 * here. Undefined where the log can be read no more.
 */
export async function findTopology(
  options: ReplayOptions,
  around: Surroundings,
): Promise<Topology | undefined> {
  if (around.instance) return readTopology(around.instance);
  if (options.input.includes(STANDARD_INPUT)) return undefined;
  // It replays itself, and so is loaded only here.
  const { standUpLog } = await import("./stand-up.ts");
  const remarks = { warn: () => {}, info: () => {} };
  return (await standUpLog({ ...options, dryRun: false }, { remarks, signal: around.signal })).topology;
}
