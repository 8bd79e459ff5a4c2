/** What stands, as templates and blocks are written from it. */
import type { JsonObject } from "../base/values.ts";

/** A thing that stands, with nothing folded into it. */
export interface StandingThing {
  /** botocore's name of its service, and its type as the resource table has it. */
  readonly service: string;
  readonly type: string;
  readonly account: string;
  /** "" of what is named once an account. */
  readonly region: string;
  /** Its name behind those of what it stands in, the outermost first. */
  readonly chain: readonly string[];
  /** The type of what it stands in, whose name is the last but one of the chain. */
  readonly within: string | undefined;
  readonly id: string | undefined;
  readonly arn: string | undefined;
  readonly url: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The call that made it. */
  readonly operation: string;
  /** Whether that call gave it its name. */
  readonly isNamed: boolean;
  /** Nobody made it: an account's default network. */
  readonly isBrought: boolean;
  /** Members as they stand, secrets masked. */
  readonly members: JsonObject;
  /** Those of them that somebody asked for; the others are what the service answered of itself. */
  readonly asked: ReadonlySet<string>;
  /** Paths of members that the log hides, in which something else stands. */
  readonly placeholders: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A thing as people look for it. */
export function nameThing({ service, type, chain, arn }: StandingThing): string {
  return arn ?? `${service} ${type} ${chain.join("/")}`;
}
