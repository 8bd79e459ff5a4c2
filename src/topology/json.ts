/** A topology as JSON: what the admin API serves and `--as json` writes, with names as the rest of the API has them. */
import type { Relation, Resource, Topology, TouchedBy } from "./topology.ts";

/** A call that made or changed a thing, as JSON has it. */
export interface WrittenTouch {
  readonly operation: string;
  readonly event_id?: string;
  readonly at?: string;
  readonly by?: string;
}

/** A resource as JSON has it. */
export interface WrittenResource
  extends Omit<Resource, "createdAt" | "madeBy" | "events" | "placeholders" | "answered"> {
  readonly created_at: string;
  readonly made_by?: WrittenTouch;
  readonly events: WrittenTouch[];
  readonly placeholders: string[];
  readonly answered?: string[];
}

/** A topology as JSON has it. */
export interface WrittenTopology {
  readonly resources: WrittenResource[];
  readonly relations: Relation[];
}

function writeTouch({ eventId, ...touch }: TouchedBy): WrittenTouch {
  return { ...touch, ...(eventId !== undefined && { event_id: eventId }) };
}

function readTouch({ event_id, ...touch }: WrittenTouch): TouchedBy {
  return { ...touch, ...(event_id !== undefined && { eventId: event_id }) };
}

/** The topology as JSON has it. */
export function writeTopology({ resources, relations }: Topology): WrittenTopology {
  return {
    resources: resources.map(({ createdAt, madeBy, events, placeholders, answered, ...resource }) => ({
      ...resource,
      placeholders: [...placeholders],
      ...(answered && { answered: [...answered] }),
      created_at: createdAt,
      ...(madeBy && { made_by: writeTouch(madeBy) }),
      events: events.map(writeTouch),
    })),
    relations: [...relations],
  };
}

/** The topology that JSON has. */
export function parseTopology({ resources, relations }: WrittenTopology): Topology {
  return {
    resources: resources.map(({ created_at, made_by, events, ...resource }) => ({
      ...resource,
      createdAt: created_at,
      ...(made_by && { madeBy: readTouch(made_by) }),
      events: events.map(readTouch),
    })),
    relations,
  };
}
