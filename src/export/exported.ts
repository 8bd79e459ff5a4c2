/** What an export is made from, and what it gives: the same for every format. */
import type { Instance } from "../instance/instance.ts";
import type { OrderedStep } from "../plan/order/order.ts";

/** What stands at the end of a log: the calls that make it. */
export interface Surviving {
  /** In their order, with placeholders filled in and with what is made beforehand (`creation`); identifiers are production's, regions those that it is made in. */
  readonly steps: readonly OrderedStep[];
}

/** Where an export goes. */
export interface ExportPlace {
  /** Whether there is a folder for it, so that files can stand beside it; else all has to be one text. */
  readonly isFolder: boolean;
  /** This program's version. */
  readonly version: string;
  /** Whether JSON was asked for, of what has several forms. */
  readonly isJson: boolean;
}

/** What was written down. */
export interface Exported {
  /** What the text is called in a folder: `create.sh`. */
  readonly name: string;
  readonly text: string;
  readonly isExecutable?: true;
  /** What stands beside it in a folder, by paths with `/` whose parts are of letters, digits, `.`, `_` and `-` only. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What people should know, in sentences. */
  readonly remarks: readonly string[];
}

/** Writes what stands at the end of a log in one format. Throws a UsageError where it needs a folder and has none. */
export type ExportWriter = (surviving: Surviving, place: ExportPlace) => Exported | Promise<Exported>;

/** Writes what stands in an instance in one format, as ExportWriter does what is to be called. */
export type ThingsWriter = (
  instance: Pick<Instance, "store">,
  place: ExportPlace,
) => Exported | Promise<Exported>;
