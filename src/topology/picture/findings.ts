/** What a verification found of the things that stand. */
import type { Topology } from "../topology.ts";
import type { DrawnFindings, Finding } from "./marks.ts";

/** What is read of a verification's report: of the shape of VERIFY_SCHEMA. */
export interface VerifiedThing {
  readonly status: Finding;
  readonly event_id: string;
  readonly service: string;
  readonly names: readonly string[];
}

/** Findings by things: by the call that made them, else by what they are called. What stands nowhere is in no picture. */
export function matchFindings({ resources }: Topology, things: readonly VerifiedThing[]): DrawnFindings {
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
