/** What stands in the instance: a thing, where it is, what it is called and what made it. */
import type { Structure } from "../aws/values.ts";

/** Where a thing stands: the region is "" of what is named once an account. */
export interface ThingPlace {
  readonly account: string;
  readonly region: string;
}

/** The texts that a service made up for a thing. */
export type MintedNames = Readonly<Partial<Record<"id" | "arn" | "url", string>>>;

/** What things a shelf holds. */
export interface Kind {
  readonly service: string;
  /** As the resource table has it. */
  readonly type: string;
}

/** A record of a log whose call made or changed a thing. */
export interface ThingEvent {
  readonly operation: string;
  /** The record's id. */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who made the call, where the record says that. */
  readonly by?: string;
}

/** A thing that stands. */
export interface Thing extends Kind {
  readonly place: ThingPlace;
  /** Its name behind those of what it stands in, the outermost first. */
  readonly chain: readonly string[];
  /** The type of what it stands in, whose name is the last but one of the chain; undefined where it stands by itself. */
  readonly within: string | undefined;
  /** What else names it. */
  readonly names: MintedNames;
  /** What it was made with and changed to, by the names of members. */
  readonly members: Structure;
  readonly tags: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The call that made it. */
  readonly call: MakingCall;
  /**
   * Set where nobody made that call: the thing came with another one, or every account has it. `invented`: under an id that
   * was made up, in whose place production's own goes once a call names it. `untold`: a call made it, whose answer does not tell
   * its id, so that it is made up as well.
   */
  readonly brought?: "told" | "invented" | "untold" | undefined;
  /** Paths of members that the log hides, and in which something else stands so that the call could be made. */
  readonly placeholders?: readonly string[] | undefined;
  /** Members that the answer to a later call told, and that no call has asked for since. */
  readonly toldLater?: readonly string[] | undefined;
  /** The records that made and changed it, in a replay: the first one, and of many the last. */
  readonly history?: readonly ThingEvent[] | undefined;
}

/** What made a thing, as it was asked and answered. */
export interface MakingCall {
  readonly operation: string;
  /** The record that told of it, in a replay. */
  readonly event?: string | undefined;
  /** Set where no log holds the call: a replay made it up since others need what it makes. */
  readonly madeUp?: true | undefined;
  /** What it came along with, by its name, where no call made it; "" of what every account has. */
  readonly with?: string | undefined;
  readonly input: Structure;
  readonly output: Structure;
}

/** Whether somebody made a thing: it did not come by itself. */
export function isMade({ brought }: Pick<Thing, "brought">): boolean {
  return brought === undefined || brought === "untold";
}
