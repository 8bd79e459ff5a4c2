/** A fact: what should exist at the end of a log, with the calls that asked for it. */
import type { Operation } from "../aws/model/types.ts";
import type { Structure } from "../aws/values.ts";
import type { Apart } from "../plan/apart.ts";
import type { Expectations } from "./expectations.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LiveStep } from "./live.ts";
import type { Named } from "./named.ts";

/** A read that can be made: the operation, its input, and the texts that went into it as names. */
export interface Reader {
  readonly operation: Operation;
  readonly input: Structure;
  readonly used: readonly Named[];
  /** Whether its answer is a list of things in which one has to be found. */
  readonly isList: boolean;
  /** All texts that must stand in what is read, beside the thing's name; undefined where the call's members tell them. */
  readonly held: readonly Named[] | undefined;
}

/** Which of a thing's versions is meant: the member of a listed one that holds its number, and the number. */
export interface VersionNumber {
  readonly member: string;
  readonly text: string;
}

/** Something that should exist: a resource, a setting of one, or a relation of two. */
export interface Fact {
  readonly knowledge: Knowledge;
  /** The call that made it. */
  readonly live: LiveStep;
  /** Everything that call names. */
  readonly named: readonly Named[];
  /** The identity by which it is told from others of its kind in a list: one of `own` and all of `others`. */
  readonly own: readonly Named[];
  readonly others: readonly Named[];
  /** Those of `others` that name nothing. */
  readonly marks: readonly Named[];
  /** What tells it from its like besides its names, by the members of the call that takes it back. */
  readonly apart: Apart;
  readonly version: VersionNumber | undefined;
  /** The surest first. */
  readonly readers: readonly Reader[];
  readonly expectations: Expectations;
}
