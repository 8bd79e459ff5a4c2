/** The report of a replay or a verification as a picture. */
import { OutputError } from "../base/errors.ts";
import type { VerifyReport } from "../verify/report-schema.ts";
import type { FindTopology } from "./find-topology.ts";

/** The SVG of what stands, with what a verification found. Throws an OutputError where the log can be read no more. */
export async function drawPicture(
  title: string,
  verification: VerifyReport | undefined,
  findTopology: FindTopology,
): Promise<string> {
  const topology = await findTopology();
  if (!topology)
    throw new OutputError(
      "standard input is read once, so that there is nothing to draw; name a file",
      "report",
    );
  // What lays out is large, and most reports have no use for it.
  const { drawFile } = await import("../topology/draw-file.ts");
  return drawFile(topology, title, verification?.resources);
}
