/**
 * Reads the table of what comes after a call (readings.bin, made by scripts/resources.ts), a service at a time: the reads
 * that tell what the call did, and the operation that undoes it.
 */
import { type BlockEntry, Blocks } from "../model/blocks.ts";
import tablePath from "./readings.bin" with { type: "file" };

/**
 * A path in a call's input or answer, `input.RoleName`; or a value, where `if` says so only if that path has one; or an
 * EC2 filter of the texts at a path.
 */
export type Source =
  | string
  | { readonly value: string | number | boolean | readonly string[]; readonly if?: string }
  | { readonly filter: string; readonly from: string };

/** What fills an operation's members, each from the first source that has a value; a list from all that stands there. */
export type Fill = Readonly<Record<string, readonly Source[]>>;

/** A read that tells what a call made or changed. */
export interface Reading {
  readonly operation: string;
  readonly fill: Fill;
  /** Where in its answer the thing stands: `Role`, `DBInstances[]`; "" is the whole answer. Absent: it is not known. */
  readonly at?: string;
}

/** The operation that takes back what a call did. */
export interface Undoing {
  readonly operation: string;
  readonly fill: Fill;
}

/** What comes after the operations of one service, by their names. */
export interface ServiceReadings {
  readonly service: string;
  /** The surest read first. Operations that only read have none, nor those whose doing nothing tells of. */
  readonly readings: Readonly<Record<string, readonly Reading[]>>;
  readonly undoing: Readonly<Record<string, Undoing>>;
}

const table = new Blocks<{ readonly services: readonly BlockEntry[] }, ServiceReadings>(tablePath);

/** What the table says of one service, read once a process. Throws a RangeError for a service that it does not have. */
export function loadReadings(service: string): Promise<ServiceReadings> {
  return table.load(service);
}
