/**
 * Entries on their way from a worker: a row of numbers each, the texts that may be asked for as bytes, and the few other
 * texts, each once. What is left out by its facts alone costs its row, and no object on either side.
 */
import { findAccount } from "../classify.ts";
import { findFacts, type RecordFacts } from "../facts.ts";
import { writeKey } from "../id-table.ts";
import type { Entry } from "../read-records.ts";
import { SKIP_REASONS } from "../record.ts";
import { IS_SKIMMED, type RecordFields } from "../record-fields.ts";
import type { RecordCandidate } from "../scan.ts";
import { SkimmedRecord } from "../skim/skimmed.ts";

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
export const COLUMN = {
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
  time: 14,
  region: 15,
  account: 16,
  version: 17,
} as const;
export const WIDTH = 18;

export const FLAG = {
  isProblem: 1,
  hasFacts: 2,
  isOwners: 4,
  isTelling: 8,
  isElement: 16,
  isSkimmed: 32,
  hasFields: 64,
} as const;

/** A row's text was not handed over. */
export const NO_TEXT = -1;

/** Entries as they are posted. */
export interface Batch {
  readonly count: number;
  readonly rows: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly names: readonly string[];
}

const FIRST_ROWS = 1024;
const FIRST_BYTES = 300 * 1024;
/** The most bytes of UTF-8 that a unit of a text takes. */
const WIDEST = 3;

const encoder = new TextEncoder();

/** Collects entries. */
export class BatchWriter {
  readonly #wants: Wants | undefined;
  #rows = new Int32Array(FIRST_ROWS * WIDTH);
  #count = 0;
  #bytes: Uint8Array<ArrayBuffer>;
  #end = 0;
  readonly #names = new Map<string, number>();
  /** Of each column: what was put into it last, and its place. */
  readonly #last: (string | undefined)[] = new Array(WIDTH).fill(undefined);
  readonly #lastPlaces = new Int32Array(WIDTH).fill(-1);
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
      this.#put(row, COLUMN.form, entry.problem);
      return;
    }
    const { item, nth, form, fields } = entry;
    const wants = this.#wants;
    const facts = wants && findFacts(fields, wants.includeReads);
    const { list, index } = item.place;
    // What was in a string has to be found in it once more.
    const isSkimmed = item instanceof SkimmedRecord && item.inner === undefined;
    let flags = (index === undefined ? 0 : FLAG.isElement) | (isSkimmed ? FLAG.isSkimmed : 0);
    if (wants && facts) {
      flags |= this.#addFacts(row, facts);
      writeKey(entry.identifier, wants.seeds, rows, row + COLUMN.idLow);
      // What is asked of these next is whether the filters keep them.
      if (fields[IS_SKIMMED] && facts.reason === undefined && !wants.all)
        flags |= this.#addFields(row, fields);
    }
    rows[row + COLUMN.flags] = flags;
    rows[row + COLUMN.nth] = nth;
    this.#put(row, COLUMN.form, form);
    this.#put(row, COLUMN.list, list);
    this.#put(row, COLUMN.shell, item.shell);
    const isRead = facts?.reason === "read_only" && (flags & FLAG.isTelling) !== 0;
    const isWanted = !wants || wants.all || facts?.reason === undefined || (wants.reads && isRead);
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

  #addFacts(row: number, facts: RecordFacts): number {
    const rows = this.#rows;
    const { reason, shared, isTelling, source, name, issuer } = facts;
    rows[row + COLUMN.reason] = reason === undefined ? 0 : 1 + SKIP_REASONS.indexOf(reason);
    this.#put(row, COLUMN.source, source);
    this.#put(row, COLUMN.name, name);
    this.#put(row, COLUMN.issuer, issuer);
    this.#put(row, COLUMN.shared, shared);
    // Only of a shared event is it looked at whose copy it is: that parses the record.
    const isOwners = shared !== undefined && facts.isOwners;
    return FLAG.hasFacts | (isOwners ? FLAG.isOwners : 0) | (isTelling ? FLAG.isTelling : 0);
  }

  #addFields(row: number, fields: RecordFields): number {
    this.#put(row, COLUMN.time, fields.eventTime);
    this.#put(row, COLUMN.region, fields.awsRegion);
    this.#put(row, COLUMN.account, findAccount(fields));
    this.#put(row, COLUMN.version, fields.apiVersion ?? undefined);
    return FLAG.hasFields;
  }

  #addText(row: number, item: RecordCandidate): void {
    if (item !== this.#item) {
      this.#item = item;
      this.#itemFrom = this.#end;
      this.#end += item instanceof SkimmedRecord ? this.#copy(item) : this.#encode(item.text);
    }
    this.#rows[row + COLUMN.from] = this.#itemFrom;
    this.#rows[row + COLUMN.length] = this.#end - this.#itemFrom;
  }

  #copy(item: SkimmedRecord): number {
    this.#makeRoom(item.length);
    return item.copyTo(this.#bytes, this.#end);
  }

  #encode(text: string): number {
    this.#makeRoom(text.length * WIDEST);
    return encoder.encodeInto(text, this.#bytes.subarray(this.#end)).written;
  }

  #makeRoom(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }

  /** Puts a name into a column: mostly it is the same as in the row before. */
  #put(row: number, column: number, text: string | undefined): void {
    if (text !== this.#last[column]) {
      this.#last[column] = text;
      this.#lastPlaces[column] = text === undefined ? -1 : this.#place(text);
    }
    this.#rows[row + column] = this.#lastPlaces[column] as number;
  }

  #place(text: string): number {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, this.#names.size);
    return this.#names.size - 1;
  }
}
