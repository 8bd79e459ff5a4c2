/** What the program and its reading workers say to each other. */
import { Fault, InputError } from "../../base/errors.ts";
import { FlagName, Message, type Said } from "../../base/message.ts";
import type { Boundary } from "../boundary.ts";
import type { FileKind } from "../read-records.ts";
import type { Batch, Wants } from "./batch.ts";

/** What a worker is asked to read. */
export interface Job {
  readonly path: string;
  readonly direct: boolean;
  /** Where a part begins, if that is known to be no more than a guess; without it, the file begins. */
  readonly from?: Boundary;
  /** Where a part ends; without it, the file ends. */
  readonly to?: number;
}

/** What a worker is told. */
export type Order =
  | {
      readonly kind: "begin";
      readonly wants: Wants | undefined;
      readonly skims: boolean;
      readonly mostOnWay: number;
    }
  | { readonly kind: "read"; readonly id: number; readonly job: Job }
  /** What was counted up to where the part begins, and that it goes on behind its end, up to `to`. */
  | {
      readonly kind: "go on";
      readonly id: number;
      readonly base: Boundary | undefined;
      readonly to: number | undefined;
    }
  /** Nothing more is wanted of a job. */
  | { readonly kind: "drop"; readonly id: number }
  /** A batch has been read, and its buffer can be used again. */
  | { readonly kind: "back"; readonly id: number; readonly size: number; readonly buffer: ArrayBuffer };

/** How a job ended. */
export type Ending =
  /** At the end of the file. */
  | { readonly kind: "end"; readonly file: FileKind }
  /** At the end of the part; without a boundary where no record may begin there. */
  | { readonly kind: "stop"; readonly boundary: Boundary | undefined }
  /** The part cannot be read without knowing what was before. */
  | { readonly kind: "unsure" }
  /** The file holds others. */
  | { readonly kind: "archive" }
  | { readonly kind: "fault"; readonly fault: SentFault }
  | { readonly kind: "crash"; readonly message: string; readonly stack: string | undefined };

/** What a worker says of a job: entries, or how it ended, or both. */
export interface JobReport {
  readonly id: number;
  readonly batch: Batch | undefined;
  /** How many bytes that is. */
  readonly size: number;
  readonly ending: Ending | undefined;
}

/** An InputError on its way; a name of a flag is an object. */
interface SentFault {
  readonly parts: readonly (string | { readonly flag: string })[];
  readonly flag: string | undefined;
}

function packSaid(said: Said): SentFault["parts"] {
  if (typeof said === "string") return [said];
  return said.parts.map((part) => (part instanceof FlagName ? { flag: part.name } : part));
}

/** How a job ends that threw. */
export function packError(error: unknown): Ending {
  if (error instanceof Fault)
    return { kind: "fault", fault: { parts: packSaid(error.said), flag: error.flag } };
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return { kind: "crash", message, stack };
}

/** The error as it would have been thrown here. */
export function unpackFault({ parts, flag }: SentFault): InputError {
  const [first, ...others] = parts;
  if (typeof first === "string" && others.length === 0) return new InputError(first, flag);
  return new InputError(
    new Message(parts.map((part) => (typeof part === "string" ? part : new FlagName(part.flag)))),
    flag,
  );
}
