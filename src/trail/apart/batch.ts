/**
 * Entries on their way from a worker: a row of numbers each, the texts that may be asked for as bytes, and the few other
 * texts, each once. What is left out by its facts alone costs its row, and no object on either side.
 */
import { findFacts, type RecordFacts } from "../facts.ts";
import { makeKey } from "../id-table.ts";
import { parseJson } from "../parse-json.ts";
import { type Entry, findRecord } from "../read-records.ts";
import { SKIP_REASONS } from "../record.ts";
import { restoreRecord } from "../restore.ts";
import type { RecordCandidate } from "../scan.ts";
import { type CloudTrailRecord, checkRecord } from "../schema.ts";

/** What the entries are for, by which a worker knows what to hand over. */
export interface Wants {
  readonly includeReads: boolean;
  /** Whether somebody asks what reads ask for. */
  readonly reads: boolean;
  /** Whether each record is asked for, whatever its facts are. */
  readonly all: boolean;
  /** What the keys of identifiers are made with. */
  readonly seeds: Uint32Array;
}

/** The columns of a row. */
const COLUMN = {
  idLow: 0,
  idHigh: 1,
  /** Where its item's text stands. */
  from: 2,
  length: 3,
  nth: 4,
  /** Bits. */
  flags: 5,
  /** 1 + the place of the reason in SKIP_REASONS; 0 where there is none. */
  reason: 6,
  /** The rest are places in the list of names, or -1. */
  form: 7,
  source: 8,
  name: 9,
  issuer: 10,
  shared: 11,
  list: 12,
  shell: 13,
} as const;
const WIDTH = 14;

const FLAG = { isProblem: 1, hasFacts: 2, isOwners: 4, isTelling: 8, isElement: 16 } as const;

/** A row's text was not handed over. */
const NO_TEXT = -1;

/** Entries as they are posted. */
export interface Batch {
  readonly count: number;
  readonly rows: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly names: readonly string[];
}

const FIRST_ROWS = 1024;
const FIRST_BYTES = 512 * 1024;
/** The most bytes of UTF-8 that a unit of a text takes. */
const WIDEST = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Collects entries. */
export class BatchWriter {
  readonly #wants: Wants | undefined;
  #rows = new Int32Array(FIRST_ROWS * WIDTH);
  #count = 0;
  #bytes: Uint8Array<ArrayBuffer>;
  #end = 0;
  readonly #names = new Map<string, number>();
  #item: RecordCandidate | undefined;
  #itemFrom = 0;

  /** `buffer` is one to use again. */
  constructor(wants: Wants | undefined, buffer: ArrayBuffer = new ArrayBuffer(FIRST_BYTES)) {
    this.#wants = wants;
    this.#bytes = new Uint8Array(buffer);
  }

  get count(): number {
    return this.#count;
  }

  /** How many bytes it holds. */
  get size(): number {
    return this.#end + this.#count * WIDTH * Int32Array.BYTES_PER_ELEMENT;
  }

  add(entry: Entry): void {
    const row = this.#addRow();
    const rows = this.#rows;
    if ("problem" in entry) {
      rows[row + COLUMN.flags] = FLAG.isProblem;
      rows[row + COLUMN.form] = this.#name(entry.problem);
      return;
    }
    const { item, nth, form } = entry;
    const wants = this.#wants;
    const facts = wants && findFacts(entry.record, wants.includeReads);
    const element = item.place.index === undefined ? 0 : FLAG.isElement;
    rows[row + COLUMN.flags] = element;
    if (wants && facts) this.#addFacts(row, facts, element, wants.seeds);
    rows[row + COLUMN.nth] = nth;
    rows[row + COLUMN.form] = this.#name(form);
    rows[row + COLUMN.list] = this.#name(item.place.list);
    rows[row + COLUMN.shell] = this.#name(item.shell);
    const isWanted = !wants || wants.all || facts?.reason === undefined || (wants.reads && facts.isTelling);
    if (isWanted) this.#addText(row, item);
    else rows[row + COLUMN.length] = NO_TEXT;
  }

  /** What was collected; the writer is done then. */
  take(): Batch {
    return {
      count: this.#count,
      rows: this.#rows,
      bytes: this.#bytes.subarray(0, this.#end),
      names: [...this.#names.keys()],
    };
  }

  #addRow(): number {
    const row = this.#count++ * WIDTH;
    if (row + WIDTH > this.#rows.length) {
      const larger = new Int32Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    return row;
  }

  #addFacts(row: number, facts: RecordFacts, flags: number, seeds: Uint32Array): void {
    const rows = this.#rows;
    const { id } = facts;
    const { low, high } = typeof id === "string" ? makeKey(id, seeds) : id;
    rows[row + COLUMN.idLow] = low;
    rows[row + COLUMN.idHigh] = high;
    rows[row + COLUMN.flags] =
      flags | FLAG.hasFacts | (facts.isOwners ? FLAG.isOwners : 0) | (facts.isTelling ? FLAG.isTelling : 0);
    rows[row + COLUMN.reason] = facts.reason === undefined ? 0 : 1 + SKIP_REASONS.indexOf(facts.reason);
    rows[row + COLUMN.source] = this.#name(facts.source);
    rows[row + COLUMN.name] = this.#name(facts.name);
    rows[row + COLUMN.issuer] = this.#name(facts.issuer);
    rows[row + COLUMN.shared] = this.#name(facts.shared);
  }

  #addText(row: number, item: RecordCandidate): void {
    if (item !== this.#item) {
      this.#item = item;
      this.#itemFrom = this.#end;
      this.#end += this.#encode(item.text);
    }
    this.#rows[row + COLUMN.from] = this.#itemFrom;
    this.#rows[row + COLUMN.length] = this.#end - this.#itemFrom;
  }

  #encode(text: string): number {
    const needed = this.#end + text.length * WIDEST;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    return encoder.encodeInto(text, this.#bytes.subarray(this.#end)).written;
  }

  #name(text: string | undefined): number {
    if (text === undefined) return -1;
    return this.#names.getOrInsertComputed(text, () => this.#names.size);
  }
}

/** The item of an entry that came in a batch: its text is decoded when it is asked for first. */
class SentItem implements RecordCandidate {
  readonly offset = 0;
  readonly place: RecordCandidate["place"];
  readonly shell: string | undefined;
  readonly #bytes: Uint8Array | undefined;
  #text: string | undefined;

  constructor({ bytes, rows, names }: Batch, row: number) {
    const length = rows[row + COLUMN.length] ?? NO_TEXT;
    const from = rows[row + COLUMN.from] ?? 0;
    this.#bytes = length === NO_TEXT ? undefined : bytes.subarray(from, from + length);
    this.shell = names[rows[row + COLUMN.shell] ?? -1];
    const isElement = ((rows[row + COLUMN.flags] ?? 0) & FLAG.isElement) !== 0;
    // Messages that tell where it stands were written where it was read.
    this.place = {
      unit: "document",
      number: 1,
      list: names[rows[row + COLUMN.list] ?? -1],
      index: isElement ? 0 : undefined,
    };
  }

  get text(): string {
    if (this.#text !== undefined) return this.#text;
    // A buffer that was given back has no length.
    if (this.#bytes === undefined || this.#bytes.buffer.byteLength === 0)
      throw new RangeError("the text of a record is asked for that was not kept");
    this.#text = decoder.decode(this.#bytes);
    return this.#text;
  }
}

/** An entry that came in a batch: its record is parsed when it is asked for first. */
class SentRecord {
  readonly nth: number;
  readonly form: string;
  readonly facts: RecordFacts | undefined;
  readonly #batch: Batch;
  readonly #row: number;
  #item: SentItem | undefined;
  #record: CloudTrailRecord | undefined;

  constructor(batch: Batch, row: number) {
    const { rows, names } = batch;
    this.#batch = batch;
    this.#row = row;
    this.nth = rows[row + COLUMN.nth] ?? 0;
    this.form = names[rows[row + COLUMN.form] ?? -1] ?? "";
    this.facts = readFacts(batch, row);
  }

  get item(): RecordCandidate {
    this.#item ??= new SentItem(this.#batch, this.#row);
    return this.#item;
  }

  get record(): CloudTrailRecord {
    if (this.#record !== undefined) return this.#record;
    const checked = checkRecord(restoreRecord(findRecord(this, parseJson)?.value, parseJson));
    if ("problem" in checked)
      throw new RangeError(`a record is none when it is read again: ${checked.problem}`);
    this.#record = checked.record;
    return checked.record;
  }
}

function readFacts({ rows, names }: Batch, row: number): RecordFacts | undefined {
  const flags = rows[row + COLUMN.flags] ?? 0;
  if ((flags & FLAG.hasFacts) === 0) return undefined;
  return {
    id: { low: (rows[row + COLUMN.idLow] ?? 0) >>> 0, high: (rows[row + COLUMN.idHigh] ?? 0) >>> 0 },
    shared: names[rows[row + COLUMN.shared] ?? -1],
    isOwners: (flags & FLAG.isOwners) !== 0,
    reason: SKIP_REASONS[(rows[row + COLUMN.reason] ?? 0) - 1],
    isTelling: (flags & FLAG.isTelling) !== 0,
    source: names[rows[row + COLUMN.source] ?? -1] ?? "",
    name: names[rows[row + COLUMN.name] ?? -1] ?? "",
    issuer: names[rows[row + COLUMN.issuer] ?? -1],
  };
}

/** The entries of a batch in their order. Each must be done with before the batch's buffer is given back. */
export function* readBatch(batch: Batch): Generator<Entry> {
  for (let at = 0; at < batch.count; at++) {
    const row = at * WIDTH;
    const isProblem = ((batch.rows[row + COLUMN.flags] ?? 0) & FLAG.isProblem) !== 0;
    if (isProblem) yield { problem: batch.names[batch.rows[row + COLUMN.form] ?? -1] ?? "" };
    else yield new SentRecord(batch, row);
  }
}
