/** What stands after a replay or a verification, for reports that show it. */
import type { ReplayOptions } from "../options/options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { readTopology } from "../topology/read.ts";
import type { Topology } from "../topology/topology.ts";
import { readsStandardInput } from "../trail/find-sources.ts";

/** What stands afterwards; undefined where the log can be read no more. */
export type FindTopology = () => Promise<Topology | undefined>;

async function find(options: ReplayOptions, around: Surroundings): Promise<Topology | undefined> {
  if (around.instance) return readTopology(around.instance);
  if (readsStandardInput(options.input)) return undefined;
  // It replays itself, and so is loaded only here.
  const { standUpLog } = await import("./stand-up.ts");
  const remarks = { warn: () => {}, info: () => {} };
  return (await standUpLog(options, { remarks, signal: around.signal })).topology;
}

/**
 * What finds, when it is first asked, what stands afterwards: in the instance of this process, where that is the target; else what
 * the log makes, which is let stand here. That takes as long as another replay, so that all reports share one.
 */
export function makeTopologyFinder(options: ReplayOptions, around: Surroundings): FindTopology {
  let found: Promise<Topology | undefined> | undefined;
  return () => {
    found ??= find(options, around);
    return found;
  };
}
