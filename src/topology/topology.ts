/**
 * What stands, as a graph: things and how they refer to each other. It is read from an instance, be it that of
 * `cloudmock start`, one of a state file, or one that a log was replayed into; the tools that compare it and draw it know nothing else.
 */
import type { JsonObject } from "../base/values.ts";

/** How one thing refers to another; what each means is in relations.json. */
export const RELATION_KINDS = [
  "within",
  "attached-to",
  "uses",
  "triggers",
  "assumes",
  "encrypts-with",
  "routes-to",
] as const;

export type RelationKind = (typeof RELATION_KINDS)[number];

/** One thing refers to another one that stands. */
export interface Relation {
  /** Keys of resources. */
  readonly from: string;
  readonly to: string;
  readonly kind: RelationKind;
  /** The member that names it: `VpcConfig.SubnetIds[]`. */
  readonly member: string;
}

/** The call that made or changed a thing. */
export interface TouchedBy {
  readonly operation: string;
  /** The record of the log, where one told of it. */
  readonly eventId?: string;
  /** ISO 8601. */
  readonly at?: string;
  /** Who called, where the record says that. */
  readonly by?: string;
}

/**
 * Where a thing comes from: a call of the log or of a client; a call that was made up because the log uses the thing and never
 * makes it; by itself, as an account's default network does.
 */
export type Provenance = "made" | "beforehand" | "brought";

/** A thing that stands. */
export interface Resource {
  /** Names it within its topology: its ARN where it has one, else service, type, place and name. */
  readonly key: string;
  readonly service: string;
  /** As the resource table has it. */
  readonly type: string;
  readonly account: string;
  /** "" of what is named once an account. */
  readonly region: string;
  /** What people call it: the tag Name, else its own name, else its id. */
  readonly label: string;
  readonly name: string;
  readonly arn?: string;
  readonly id?: string;
  readonly url?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Members as they stand, secrets masked. */
  readonly configuration: JsonObject;
  readonly origin: Provenance;
  readonly madeBy?: TouchedBy;
  /** The records of the log that made and changed it and what is told with it, the first ones first. */
  readonly events: readonly TouchedBy[];
  /** Paths of members that the log hides, in which something else stands. */
  readonly placeholders: readonly string[];
  /** Paths of members that the service told by itself, and nobody asked for. */
  readonly answered?: readonly string[];
  /** The keys of the network and subnet that it is drawn in. */
  readonly network?: string;
  readonly subnet?: string;
}

/** What stands, and how it hangs together. */
export interface Topology {
  readonly resources: readonly Resource[];
  readonly relations: readonly Relation[];
}
