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
  /** Set where the answer lists things, among which one has to be found. */
  readonly lists?: true;
  /** Paths of all texts in the call that must stand in what is read, beside the thing's name; absent: the table tells them. */
  readonly holds?: readonly string[];
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
  /** Deletions that are refused while something hangs on the thing. */
  readonly refused: readonly string[];
  /** Operations whose doing leaves nothing that could be read: data, messages, credentials for a while. */
  readonly traceless: readonly string[];
}

const table = new Blocks<{ readonly services: readonly BlockEntry[] }, ServiceReadings>(tablePath);

const loaded = new Map<string, ServiceReadings>();

/** What the table says of one service, read once a process. Throws a RangeError for a service that it does not have. */
export async function loadReadings(service: string): Promise<ServiceReadings> {
  const known = loaded.get(service);
  if (known) return known;
  const readings = await table.load(service);
  loaded.set(service, readings);
  return readings;
}

/** The same, at once, for a service that has been loaded. Throws a RangeError for one that has not. */
export function getReadings(service: string): ServiceReadings {
  const readings = loaded.get(service);
  if (!readings) throw new RangeError(`the readings of ${service} are not loaded`);
  return readings;
}
