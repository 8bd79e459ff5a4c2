/** What a verification found of the things that stand, where the page is its report. */
import { matchFindings, type VerifiedThing } from "../../../topology/picture/findings.ts";
import type { DrawnFindings } from "../../../topology/picture/marks.ts";
import type { Topology } from "../../../topology/topology.ts";
import { boot } from "../data/boot.ts";

/** The findings of the report; of a replay's, those of the verification that it ended with. */
export function findFindings(topology: Topology): DrawnFindings {
  if (boot.mode !== "report") return new Map();
  const { result } = boot.report as { readonly result: { readonly verification?: unknown } };
  const verified = (boot.report.command === "verify" ? result : result.verification) as
    | { readonly resources?: readonly VerifiedThing[] }
    | undefined;
  return matchFindings(topology, verified?.resources ?? []);
}
