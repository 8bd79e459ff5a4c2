/** Reads one source to its end: its bytes to checked records, and what kind of file it is, judged by content alone. */

import { leaveBytes } from "../base/garbage.ts";
import { isObject } from "../base/values.ts";
import { blameDamage, blameForNoRecords } from "./blame-source.ts";
import type { Boundary } from "./boundary.ts";
import { describeForm, describeProblem, joinPaths } from "./describe-place.ts";
import { findInItem, parseItem } from "./find-in-item.ts";
import type { FoundRecord } from "./find-records.ts";
import type { ByteSource } from "./find-sources.ts";
import { provesLog } from "./list-members.ts";
import { RECORD_HINT } from "./open-text.ts";
import { mayLoseDigits, type ParseText, parseExactly, parseJson } from "./parse-json.ts";
import { decompress } from "./read-bytes.ts";
import type { RecordEntry } from "./record-entry.ts";
import { restoreRecord } from "./restore.ts";
import type { Damage, RecordCandidate, RecordPlace, Scanner } from "./scan.ts";
import { JsonScanner } from "./scan-json.ts";
import { type CloudTrailRecord, checkRecord, isDigest, resemblesRecord } from "./schema.ts";
import { SkimmedRecord } from "./skim/skimmed.ts";
import { chooseScanner, makeJsonScanner } from "./sniff.ts";
import { toUtf8 } from "./utf-16.ts";

export type FileKind = "log" | "digest" | "foreign";

/** A record, or why it is none (`Records[1].eventSource: Invalid type: …`, without the source's name). */
export type Entry = RecordEntry | { readonly problem: string };

/** After so many values with no record among them, a file is no log. */
const MOST_PENDING = 1000;

/** What an entry leaves behind, roughly; what its text does is noted where that is decoded. */
export const GARBAGE_OF_ENTRY = 250;

/** Too little to tell: not one whole key yet, or only that of a container. */
const BEFORE_FIRST_KEY = /^[\s[{]*(?:"[^"]*|"(?:Records|Events|logEvents)"\s*(?::\s*)?)?$/;

/**
 * Gives a source's entries in order, one list for each piece of input. Values that are no records are held back until a
 * record or a container of records proves the source a log; a source that never does gives no entries.
 *
 * Records that may be left out are skimmed, unless `skims` is false: what comes of them is the same.
 *
 * Throws an InputError for a damaged log, and for anything but a log where the user named the source itself.
 */
export async function* readRecords(
  source: ByteSource,
  skims = true,
): AsyncGenerator<readonly Entry[], FileKind> {
  const reader = new RecordReader(source, skims);
  let buffer: ArrayBufferLike | undefined;
  for await (const piece of toUtf8(decompress(source.open(), source))) {
    const entries = reader.push(piece);
    if (entries.length > 0) yield entries;
    reader.check();
    // Files are read into one buffer, which is no garbage. Others are, of which the engine itself keeps count.
    leaveBytes(entries.length * GARBAGE_OF_ENTRY + (piece.buffer === buffer ? 0 : piece.length >> 2));
    buffer = piece.buffer;
    if (reader.isForeign) break;
  }
  const entries = reader.end();
  if (entries.length > 0) yield entries;
  reader.check();
  return reader.kind;
}

/** The record of an entry once more, with every number digit for digit (Digits). */
export function readExactly(entry: RecordEntry): CloudTrailRecord {
  if (!mayLoseDigits(entry.item.text)) return entry.record;
  return restoreRecord(findRecord(entry, parseExactly)?.value, parseExactly) as CloudTrailRecord;
}

/** What an entry's record was made of, read once more with `parse`. */
export function findRecord(
  { item, nth }: Pick<RecordEntry, "item" | "nth">,
  parse: ParseText,
): FoundRecord | undefined {
  return findInItem(parseItem(item.text, parse), item, parse)[nth];
}

function makeEntry(record: CloudTrailRecord, item: RecordCandidate, nth: number, form: string): RecordEntry {
  return { identifier: record.eventID, fields: record, record, item, nth, form };
}

/** Reads the bytes of one source, or of a part of it. */
export class RecordReader {
  isForeign = false;
  readonly #source: ByteSource;
  #start: Uint8Array | undefined = new Uint8Array(0);
  #scanner: Scanner | undefined;
  #isLog = false;
  #sawDigest = false;
  #count = 0;
  #pending: Entry[] = [];
  /** How many values held no record and are no malformed ones. */
  #barren = 0;
  /** What is to be thrown once the entries before it have been handed on. */
  #failure: unknown;

  /** `from` is where a part begins of a source that is known to be a log; without it, the source begins. */
  constructor(
    source: ByteSource,
    readonly skims: boolean,
    from?: Boundary,
  ) {
    this.#source = source;
    if (from === undefined) return;
    this.#start = undefined;
    this.#scanner = makeJsonScanner(skims, from);
    this.#isLog = true;
    // A part that holds no record is not judged by that.
    this.#count = 1;
  }

  /** Where it stands, if a record of a log may begin there. */
  get boundary(): Boundary | undefined {
    return this.#isLog && this.#scanner instanceof JsonScanner ? this.#scanner.boundary : undefined;
  }

  /** Counts from where the source begins, once it is known what was counted up to where the part begins. */
  shift(base: Boundary): void {
    if (this.#scanner instanceof JsonScanner) this.#scanner.place.shift(base);
  }

  get kind(): FileKind {
    if (this.#isLog) return "log";
    return this.#sawDigest ? "digest" : "foreign";
  }

  push(piece: Uint8Array): readonly Entry[] {
    if (this.#scanner !== undefined) return this.#take(this.#scanner.push(piece));
    const start = Buffer.concat([this.#start ?? piece, piece]);
    this.#start = start;
    return this.#chooseScanner(start, false);
  }

  end(): readonly Entry[] {
    const entries =
      this.#start === undefined || this.isForeign ? [] : [...this.#chooseScanner(this.#start, true)];
    if (this.#failure === undefined && this.#scanner !== undefined && !this.isForeign)
      entries.push(...this.#take(this.#scanner.end(), entries.length > 0));
    if (this.#isEmptyLog) this.#isLog = true;
    else if (this.#source.direct && this.#count === 0) throw blameForNoRecords(this.#source, this.#sawDigest);
    return entries;
  }

  /** Whether there is a list for records, and nothing in it: what a filter that keeps nothing writes. */
  get #isEmptyLog(): boolean {
    if (this.#scanner === undefined || this.isForeign || this.#failure !== undefined) return false;
    const { sawContainer, damage } = this.#scanner;
    const isEmpty = this.#count + this.#pending.length + this.#barren === 0;
    return sawContainer && damage === undefined && isEmpty && !this.#sawDigest;
  }

  #chooseScanner(start: Uint8Array, isWhole: boolean): readonly Entry[] {
    const chosen = chooseScanner(start, isWhole, this.#source.name, this.skims);
    if (chosen === "more") return [];
    this.#start = undefined;
    if (chosen === "foreign") {
      this.isForeign = true;
      return [];
    }
    this.#scanner = chosen;
    return this.#take(chosen.push(start));
  }

  /** Throws what came after the entries that were given last: all of these count, whatever piece they came in. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #take(items: readonly RecordCandidate[], areOthersFirst = false): readonly Entry[] {
    const entries: Entry[] = [];
    try {
      this.#readItems(items, entries);
    } catch (error) {
      if (entries.length === 0 && !areOthersFirst) throw error;
      this.#failure = error;
    }
    return this.isForeign ? [] : entries;
  }

  #readItems(items: readonly RecordCandidate[], entries: Entry[]): void {
    for (const item of items) {
      if (this.isForeign) return;
      this.#readItem(item, entries);
    }
    if (this.#scanner?.sawContainer) this.#proveLog(entries);
    if (this.#scanner?.damage !== undefined) this.#judgeDamage(this.#scanner.damage);
  }

  #readItem(item: RecordCandidate, entries: Entry[]): void {
    if (item instanceof SkimmedRecord) {
      this.#proveLog(entries);
      this.#add(item, entries);
      return;
    }
    if (item.problem !== undefined) {
      this.#add({ problem: describeProblem(item.place, "", item.problem) }, entries);
      return;
    }
    const value = parseItem(item.text, parseJson);
    if (value === undefined && this.#scanner?.isLoose && !RECORD_HINT.test(item.text)) return;
    if (value === undefined) {
      if (this.#scanner?.sawContainer) this.#proveLog(entries);
      this.#judgeDamage({
        offset: item.offset,
        problem: describeProblem(item.place, "", "not JSON"),
        cut: false,
        text: item.text.slice(0, 65_536),
      });
      return;
    }
    if (item.place.index === undefined && isDigest(value)) {
      this.#sawDigest = true;
      return;
    }
    const found = findInItem(value, item, parseJson);
    if (found.length === 0) {
      this.#passOver(value, item.place, entries);
      return;
    }
    for (const [nth, { path, value: inner, problem }] of found.entries()) {
      const restored = restoreRecord(inner, parseJson);
      // An item of lookup-events is one whatever its text holds; the other wrappings are common elsewhere.
      if (!this.#isLog && (resemblesRecord(restored) || path.endsWith("CloudTrailEvent")))
        this.#proveLog(entries);
      const checked = problem === undefined ? checkRecord(restored) : { problem, path: "" };
      if ("record" in checked)
        this.#add(makeEntry(checked.record, item, nth, describeForm(item.place, path)), entries);
      else
        this.#add(
          { problem: describeProblem(item.place, joinPaths(path, checked.path), checked.problem) },
          entries,
        );
    }
  }

  /**
   * A value that holds no record is a malformed one where there should be one: in a list of records, unless a service may
   * have put it around something else; and where no object is. Between the documents of a log, and in lists that only some
   * of which are a log's, other things may stand.
   */
  #passOver(value: unknown, place: RecordPlace, entries: Entry[]): void {
    const isList = place.list !== undefined && !provesLog(place.list);
    if (isList || (isObject(value) && (place.list === undefined || mayWrap(value)))) {
      this.#barren++;
      this.isForeign = this.#barren > MOST_PENDING && !this.#isLog && !this.#scanner?.sawContainer;
      return;
    }
    const checked = checkRecord(value);
    if ("problem" in checked)
      this.#add({ problem: describeProblem(place, checked.path, checked.problem) }, entries);
  }

  #proveLog(entries: Entry[]): void {
    if (this.#isLog) return;
    this.#isLog = true;
    entries.unshift(...this.#pending);
    this.#count += this.#pending.length;
    this.#pending = [];
  }

  #add(entry: Entry, entries: Entry[]): void {
    if (this.#isLog) {
      this.#count++;
      entries.push(entry);
    } else {
      this.#pending.push(entry);
      this.isForeign = this.#pending.length > MOST_PENDING && !this.#scanner?.sawContainer;
    }
  }

  /** A damaged log stops everything; a file that only begins like JSON is one of those that are no logs. */
  #judgeDamage(damage: Damage): void {
    const { cut, text } = damage;
    const isLog = this.#isLog || RECORD_HINT.test(text) || (cut && BEFORE_FIRST_KEY.test(text));
    if (isLog || this.#source.direct) throw blameDamage(this.#source, damage, isLog);
    this.isForeign = true;
  }
}

/** Whether an object can be what a service puts around a record: it has a text or an object in it. */
function mayWrap(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).some((inner) => typeof inner === "string" || isObject(inner));
}
