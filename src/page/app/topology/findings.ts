/** What a verification found of the things that stand, where the page is its report. */
import type { Finding, Findings } from "../../../topology/picture/marks.ts";
import type { Topology } from "../../../topology/topology.ts";
import { boot } from "../data/boot.ts";

/** What is read of a verification's report: the shape of VERIFY_SCHEMA. */
interface VerifiedThing {
  readonly status: Finding;
  readonly event_id: string;
  readonly service: string;
  readonly names: readonly string[];
}

function listVerified(): readonly VerifiedThing[] {
  if (boot.mode !== "report" || boot.report.command !== "verify") return [];
  const { resources = [] } = boot.report.result as { readonly resources?: readonly VerifiedThing[] };
  return resources;
}

/** Findings by things: by the call that made them, else by what they are called. */
export function findFindings({ resources }: Topology): Findings {
  const things = listVerified();
  if (things.length === 0) return new Map();
  const byEvent = new Map(things.map((thing) => [`${thing.service} ${thing.event_id}`, thing.status]));
  const byName = new Map(
    things.flatMap(({ service, names, status }) =>
      names.map((name) => [`${service} ${name}`, status] as const),
    ),
  );
  const findings = new Map<string, Finding>();
  for (const { key, service, arn, id, name, madeBy } of resources) {
    const finding =
      byEvent.get(`${service} ${madeBy?.eventId}`) ??
      [arn, id, name].map((one) => byName.get(`${service} ${one}`)).find((one) => one !== undefined);
    if (finding) findings.set(key, finding);
  }
  return findings;
}
