/** What an instance gets from its surroundings and tells them. */
import type { Clock } from "../base/clock.ts";
import type { PostToMachine } from "./behaviour/context.ts";
import type { Requester } from "./caller.ts";
import type { Records } from "./records.ts";

/** What an instance needs of its surroundings. */
export interface InstanceSettings {
  /** The account and the region of requests that do not say theirs, where somebody said them. */
  readonly home: Partial<Requester>;
  /** The region where neither that nor a log tells it. */
  readonly usualRegion?: string;
  readonly now: () => number;
  /** Random bytes as hexadecimal digits, so many of them. */
  readonly random: (length: number) => string;
  /** What things hold, where a data folder has it. */
  readonly records?: Records;
  /** As a clock has it. */
  readonly sleep?: Clock["sleep"];
  /** Posts to addresses of this machine. Without it, nothing is posted. */
  readonly post?: PostToMachine;
}

/** Where most of a log is, and which log it is. */
export interface LogHome {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly trail?: string | undefined;
  /** When it begins, in milliseconds since 1970. */
  readonly since?: number | undefined;
}

/** A request that was answered. */
export interface AnsweredRequest extends Requester {
  /** When the answer was given, in milliseconds since 1970. */
  readonly at: number;
  /** As the models name them; undefined where the request named none that there is. */
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly status: number;
  readonly tookMs: number;
  /** Why it was refused, where more is known than the client was told. */
  readonly because?: string | undefined;
}
