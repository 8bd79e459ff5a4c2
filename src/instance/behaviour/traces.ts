/** What a service's operations leave behind, told once a service. */
import type { ServiceReadings } from "../../aws/resources/readings.ts";
import type { ServiceResources } from "../../aws/resources/types.ts";
import { isTraceless } from "./makes/kept.ts";

/** The types of a service's things, by what its operations do to them. */
export interface Traces {
  /** Some operation creates or puts them. */
  readonly made: ReadonlySet<string>;
  /** Some operation brings them about by attaching. */
  readonly attached: ReadonlySet<string>;
  /** Some operation tells of them, or works on them. */
  readonly told: ReadonlySet<string>;
  /** Data: messages, items, records. No operation that makes such leaves anything to be read. */
  readonly data: ReadonlySet<string>;
  /** The operations, not types, that read what others have made. */
  readonly reading: ReadonlySet<string>;
}

const known = new WeakMap<ServiceResources, Traces>();

function list(resources: ServiceResources, all: ServiceReadings): Traces {
  const { operations } = resources;
  const { readings } = all;
  const [made, attached, told] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const kept = new Set<string>();
  for (const [name, { deed, type }] of Object.entries(operations)) {
    if (type === undefined) continue;
    const makes = deed === "create" || deed === "put";
    (makes ? made : told).add(type);
    if (deed === "attach") attached.add(type);
    if (makes && !isTraceless(all, name)) kept.add(type);
  }
  const reading = new Set(
    Object.values(readings).flatMap((reads) => reads.map(({ operation }) => operation)),
  );
  const traces = { made, attached, told, data: made.difference(kept), reading };
  known.set(resources, traces);
  return traces;
}

/** What the operations of a service leave behind. */
export function listTraces(resources: ServiceResources, readings: ServiceReadings): Traces {
  return known.get(resources) ?? list(resources, readings);
}
