/** Reads one source to its end: its bytes to checked records, and what kind of file it is, judged by content alone. */

import { InputError } from "../base/errors.ts";
import { leaveBytes } from "../base/garbage.ts";
import { say } from "../base/message.ts";
import { isObject } from "../base/values.ts";
import { describeForm, describeProblem, joinPaths } from "./describe-place.ts";
import { type FoundRecord, findRecords } from "./find-records.ts";
import type { ByteSource } from "./find-sources.ts";
import { provesLog } from "./list-members.ts";
import { RECORD_HINT } from "./open-text.ts";
import { mayLoseDigits, type ParseText, parseExactly, parseJson } from "./parse-json.ts";
import { parsePythonText } from "./python-text.ts";
import { DAMAGED, decompress } from "./read-bytes.ts";
import type { RecordEntry } from "./record-entry.ts";
import { restoreRecord } from "./restore.ts";
import type { Damage, RecordCandidate, RecordPlace, Scanner } from "./scan.ts";
import { type CloudTrailRecord, checkRecord, isDigest, resemblesRecord } from "./schema.ts";
import { SkimmedRecord } from "./skim/skimmed.ts";
import { chooseScanner } from "./sniff.ts";
import { toUtf8 } from "./utf-16.ts";

export type FileKind = "log" | "digest" | "foreign";

/** A record, or why it is none (`Records[1].eventSource: Invalid type: …`, without the source's name). */
export type Entry = RecordEntry | { readonly problem: string };

/** After so many values with no record among them, a file is no log. */
const MOST_PENDING = 1000;

/** What an entry leaves behind, roughly; what its text does is noted where that is decoded. */
const GARBAGE_OF_ENTRY = 250;

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
    // Files are read into one buffer, which is no garbage. Others are, of which the engine itself keeps count.
    leaveBytes(entries.length * GARBAGE_OF_ENTRY + (piece.buffer === buffer ? 0 : piece.length >> 2));
    buffer = piece.buffer;
    if (reader.isForeign) break;
  }
  const entries = reader.end();
  if (entries.length > 0) yield entries;
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

/** The value of an item; programs in Python print no JSON. */
function parseItem(text: string, parse: ParseText): unknown {
  const value = parse(text);
  return value === undefined ? parsePythonText(text, parse) : value;
}

/** In characters: what names the columns of rows is no longer. */
const LONGEST_SHELL = 65_536;

/** The last container that was asked for: rows that follow each other stand in one. */
let opened: { readonly shell: string; readonly container: unknown } | undefined;

/** What stands before a list in its container, as an object; undefined where it is none, or longer than names of columns are. */
function openContainer(shell: string): Readonly<Record<string, unknown>> | undefined {
  if (shell.length > LONGEST_SHELL) return undefined;
  if (opened?.shell !== shell) opened = { shell, container: parseJson(`${shell}]}`) };
  return isObject(opened.container) ? opened.container : undefined;
}

/** The records in the value of an item: if it is a row of cells, as its container names them. */
function findInItem(
  value: unknown,
  { shell, place }: RecordCandidate,
  parse: ParseText,
): readonly FoundRecord[] {
  const found = findRecords(value, parse);
  if (found.length > 0 || shell === undefined || place.list === undefined) return found;
  const container = openContainer(shell);
  if (!container) return found;
  // The way to it is told by the item's place.
  const rows = findRecords({ ...container, [place.list]: [value] }, parse);
  return rows.map((one) => ({ ...one, path: one.path.replace(/^Rows\[0\]\.?/, "") }));
}

function makeEntry(record: CloudTrailRecord, item: RecordCandidate, nth: number, form: string): RecordEntry {
  return { identifier: record.eventID, fields: record, record, item, nth, form };
}

class RecordReader {
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

  constructor(
    source: ByteSource,
    readonly skims: boolean,
  ) {
    this.#source = source;
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
    if (this.#scanner !== undefined && !this.isForeign) entries.push(...this.#take(this.#scanner.end()));
    if (this.#source.direct && this.#count === 0) throw this.#explainNoRecords();
    return entries;
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

  #take(items: readonly RecordCandidate[]): readonly Entry[] {
    const entries: Entry[] = [];
    for (const item of items) {
      if (this.isForeign) return [];
      this.#readItem(item, entries);
    }
    if (this.#scanner?.sawContainer) this.#proveLog(entries);
    if (this.#scanner?.damage !== undefined) this.#judgeDamage(this.#scanner.damage);
    return entries;
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
  #judgeDamage({ offset, problem, cut, text }: Damage): void {
    const isLog = this.#isLog || RECORD_HINT.test(text) || (cut && BEFORE_FIRST_KEY.test(text));
    if (!isLog && !this.#source.direct) {
      this.isForeign = true;
      return;
    }
    const { name, remedy = isLog ? DAMAGED : "Name a CloudTrail log." } = this.#source;
    throw new InputError(say`${name}: ${problem}, at byte ${offset}. ${remedy}`);
  }

  #explainNoRecords(): InputError {
    const what = this.#sawDigest
      ? "is a digest file, which holds no records"
      : "holds no CloudTrail records (objects with eventSource and eventName, at any depth)";
    const { name, remedy = "Name a CloudTrail log, or the folder of logs." } = this.#source;
    return new InputError(say`${name}: ${what}. ${remedy}`);
  }
}

/** Whether an object can be what a service puts around a record: it has a text or an object in it. */
function mayWrap(value: Readonly<Record<string, unknown>>): boolean {
  return Object.values(value).some((inner) => typeof inner === "string" || isObject(inner));
}
