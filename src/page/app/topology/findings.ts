/** What a verification found of the things that stand, where the page is its report. */
import { matchFindings } from "../../../topology/picture/findings.ts";
import type { DrawnFindings } from "../../../topology/picture/marks.ts";
import type { Topology } from "../../../topology/topology.ts";
import { reported, reportedVerification } from "../replays/replay-data.ts";

/** The findings of the report; of a replay's, those of the verification that it ended with. */
export function findFindings(topology: Topology): DrawnFindings {
  const verification = reportedVerification ?? reported?.result?.verification;
  return matchFindings(topology, verification?.resources ?? []);
}
