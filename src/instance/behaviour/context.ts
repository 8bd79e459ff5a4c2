/** What behaviours work with: a call, what the tables say of it, and what stands. */

import type { ServiceReadings } from "../../aws/resources/readings.ts";
import type { OperationMeaning, Scope, ServiceResources } from "../../aws/resources/types.ts";
import type { Structure } from "../../aws/values.ts";
import type { Clock } from "../../base/clock.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Knowledge } from "../../verify/knowledge.ts";
import type { Requester } from "../caller.ts";
import type { CheckedCall, Done } from "../gateway.ts";
import type { Store } from "../store.ts";
import type { ThingPlace } from "../thing.ts";

/** What a call is answered from. */
export interface Context extends CheckedCall {
  readonly meaning: OperationMeaning;
  readonly resources: ServiceResources;
  readonly readings: ServiceReadings;
  /** What verification knows of the operation: how what it says is read. */
  readonly knowledge: Knowledge;
  readonly store: Store;
  /** The account of requests that do not say theirs. */
  readonly home?: string | undefined;
  /** Services that are asked at the same address by names of operations that both have, so that nothing tells which is meant. */
  readonly siblings?: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the replayed log begins; undefined where none was replayed. */
  readonly since?: number | undefined;
  /** What time it is meanwhile, in milliseconds since 1970: for a deed that waits. */
  readonly clock: () => number;
  /** A text of so many hexadecimal digits that was never given before. */
  readonly mint: (length: number) => string;
  /** As a clock has it. */
  readonly sleep: Clock["sleep"];
  /** Posts to an address of this machine; undefined where nothing is to be posted. */
  readonly post?: PostToMachine | undefined;
  /** Calls an operation as a service of AWS calls another: a topic sends to a queue. Nothing checks it as a client's request. */
  readonly ask: (asked: AskedDeed) => Promise<Done>;
}

/** What is posted to an address of this machine. Resolves with the status; rejects where there is no answer, or elsewhere. */
export type PostToMachine = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<number>;

/** A call that is no client's. */
export interface AskedDeed {
  /** By botocore's name. */
  readonly service: string;
  readonly operation: string;
  readonly input: Structure;
  /** Where. */
  readonly caller: Requester;
  /** By which host the client reaches the instance for whom this is done: addresses are told by it. */
  readonly host?: string | undefined;
}

/** The type of what is brought to a thing of a type, and told with it. */
export function nameAttached(type: string): string {
  return `${type} attachment`;
}

/**
 * Where a type is named once. What has no ARN of its own stands where the thing does that it is a setting or a part of: a bucket's
 * encryption.
 */
export function scopeOf({ types, scope }: ServiceResources, type: string): Scope {
  const { arns, within, scope: own = scope } = types[type] ?? {};
  const outer = within?.at(-1);
  return arns?.length === 0 && outer !== undefined && outer !== type ? (types[outer]?.scope ?? own) : own;
}

/** Where things of a type stand for the caller: those named once an account have no region. */
export function placeOf({ caller, resources }: Context, type: string): ThingPlace {
  const scope = scopeOf(resources, type);
  return { account: caller.account, region: scope === "region" ? caller.region : "" };
}

compileLightly(scopeOf, placeOf);
