/** Cuts out of a log what was asked for: from the options to the texts of the records that are left. */
import { realpath } from "node:fs/promises";
import { tellCount } from "../base/count.ts";
import { EXIT, type ExitCode, InputError, UsageError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import { suggestNames } from "../base/suggest.ts";
import { makeFinder } from "../dialect/lookup.ts";
import type { SelectingOptions } from "../options/select-options.ts";
import { warnOfUnknownServices } from "../options/selection.ts";
import type { Surroundings } from "../options/surroundings.ts";
import { type AskedThing, type ChosenCalls, chooseCalls } from "../plan/needs/choose-calls.ts";
import { escapeUnprintable } from "../report/unprintable.ts";
import { type ByteSource, findSources } from "../trail/find-sources.ts";
import { KeptRecords } from "../trail/kept-records.ts";
import { type ChangeRecord, changePrinted } from "../trail/print-record.ts";
import { type Selection, selectEvents } from "../trail/select.ts";
import { tellSkipped } from "./dry-run.ts";

/** To hand on each line by itself takes as long as to make it. */
const CHARACTERS_AT_ONCE = 65_536;

/** So many names are suggested for one that nothing has. */
const NEAR_NAMES = 3;

/** Gets whole lines, many at once. False where nobody reads any more. */
type WriteLines = (lines: string) => Promise<boolean>;

/** What stands around the records, and between them. */
const FRAMES = {
  json: { begin: '{"Records":[\n', between: ",\n", end: "\n]}\n", none: '{"Records":[]}\n' },
  jsonl: { begin: "", between: "\n", end: "\n", none: "" },
} as const;

/** Writes records in a frame, many at once. */
class Framed {
  #lines = "";
  #count = 0;

  constructor(
    readonly frame: (typeof FRAMES)[keyof typeof FRAMES],
    readonly write: WriteLines,
  ) {}

  async add(record: string): Promise<boolean> {
    this.#lines += (this.#count++ === 0 ? this.frame.begin : this.frame.between) + record;
    if (this.#lines.length < CHARACTERS_AT_ONCE) return true;
    const lines = this.#lines;
    this.#lines = "";
    return this.write(lines);
  }

  async end(): Promise<void> {
    await this.write(this.#count === 0 ? this.frame.none : this.#lines + this.frame.end);
  }
}

/** Throws the InputError for what no call of the log names. */
function refuseUnknown({ unknown, names }: Extract<ChosenCalls, { unknown: string }>): never {
  const near = suggestNames(unknown, names, NEAR_NAMES).map((name) => JSON.stringify(name));
  const advice =
    near.length > 0
      ? `did you mean ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(near)}?`
      : "give its ARN, its name or its id as the log has them";
  throw new InputError(
    say`no call that is left names ${JSON.stringify(escapeUnprintable(unknown))}; ${escapeUnprintable(advice)}`,
    "resource",
  );
}

function tellAsked({ text, kinds }: AskedThing): string {
  const [only, ...others] = kinds;
  return `${escapeUnprintable(text)} (${others.length === 0 ? only : `${tellCount(kinds.length, "thing")}: ${kinds.join(", ")}`})`;
}

/** How many records are left, and of what, as one line for people. */
function summarise(
  count: number,
  { total, skipped }: Pick<Selection, "total" | "skipped">,
  { asked, others, skipped: planned }: Extract<ChosenCalls, { calls: unknown }>,
): string {
  const left = `${count} of ${tellCount(total, "record")}`;
  if (asked.length === 0) return `${left}; ${tellSkipped({ ...skipped, ...planned })}`;
  const needs = others === 0 ? "" : `, and ${tellCount(others, "other thing")} that this needs`;
  return `${left}: what made, changed and used ${asked.map(tellAsked).join(", ")}${needs}`;
}

/** Throws a UsageError where the records would be written over the log that they are from. */
async function refuseOwnInput(output: string | undefined, sources: readonly ByteSource[]): Promise<void> {
  if (output === undefined) return;
  const place = await realpath(output).catch(() => undefined);
  if (place === undefined) return;
  for (const { name } of sources) {
    const isSame = (await realpath(name).catch(() => undefined)) === place;
    if (isSame) throw new UsageError(say`${name} is a log that is read; name another file`, "output");
  }
}

/** What was cut out of a log. */
export interface Cut {
  readonly exitCode: ExitCode;
  /** How many records there are, and of what, as one line for people. */
  readonly summary: string;
}

/** What is read in the place of the input that the options name, and what is printed in the place of each record. */
export interface InPlace {
  readonly sources?: readonly ByteSource[];
  readonly change?: ChangeRecord;
}

/**
 * Reads what the options name, or other sources, and writes the records that a replay with the same flags would send,
 * in the order of time. Throws UsageError and InputError, the latter also once something is written where the input changes
 * meanwhile.
 */
export async function performSelect(
  options: SelectingOptions,
  { remarks, signal, observer }: Surroundings,
  write: WriteLines,
  { sources: given, change }: InPlace = {},
): Promise<Cut> {
  await warnOfUnknownServices(options.filters, remarks);
  const sources = given ?? (await findSources(options.input));
  await refuseOwnInput(options.output, sources);
  const kept = new KeptRecords(sources);
  const { events, ...selection } = await selectEvents(sources, {
    findOperation: makeFinder(),
    filters: options.filters,
    includeReads: options.includeReads,
    strict: options.strict,
    onMalformed: (message) => remarks.warn(message),
    onKept: (ordinal, standing) => kept.keep(ordinal, standing),
    onRead: (records) => observer?.onRead?.(records),
    signal,
  });
  const interrupted = {
    exitCode: EXIT.interrupted,
    summary: "interrupted: nothing more is printed",
  } as const;
  if (signal.aborted) return interrupted;
  observer?.onSelected?.(selection.total, events.length);
  const chosen = await chooseCalls(events, {
    stacks: "children",
    finalState: options.finalState,
    resources: options.resources,
  });
  if ("unknown" in chosen) return refuseUnknown(chosen);
  const framed = new Framed(FRAMES[options.format], write);
  // Every record that is printed passes here, in the order of time.
  const print = async (record: string) => framed.add(change ? await changePrinted(record, change) : record);
  await kept.print(chosen.calls, print, signal);
  if (signal.aborted) return interrupted;
  await framed.end();
  return { exitCode: EXIT.done, summary: summarise(chosen.calls.length, selection, chosen) };
}
