/** The entries of a batch, as selecting takes them: most of each is read when it is asked for. */
import type { RecordFacts } from "../facts.ts";
import type { Identifier, IdKey } from "../id-table.ts";
import { parseJson } from "../parse-json.ts";
import { type Entry, findRecord } from "../read-records.ts";
import { SKIP_REASONS, type SkipReason } from "../record.ts";
import type { RecordEntry } from "../record-entry.ts";
import { IS_SKIMMED, type RecordFields } from "../record-fields.ts";
import { restoreRecord } from "../restore.ts";
import type { RecordCandidate } from "../scan.ts";
import { type CloudTrailRecord, checkRecord } from "../schema.ts";
import { type Batch, COLUMN, FLAG, NO_TEXT, WIDTH } from "./batch.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

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

/**
 * An entry that came in a batch, its facts and the key of its identifier in one object, since a log has millions of them. Its
 * record is parsed when it is asked for first.
 */
class SentRecord implements RecordEntry, RecordFacts, IdKey {
  /** Its bytes are here only once they are asked for. */
  readonly request = undefined;
  readonly #batch: Batch;
  readonly #row: number;
  #item: SentItem | undefined;
  #record: CloudTrailRecord | undefined;

  constructor(batch: Batch, row: number) {
    this.#batch = batch;
    this.#row = row;
  }

  #number(column: number): number {
    return this.#batch.rows[this.#row + column] as number;
  }

  #text(column: number): string | undefined {
    const at = this.#batch.rows[this.#row + column] as number;
    return at < 0 ? undefined : this.#batch.names[at];
  }

  get nth(): number {
    return this.#number(COLUMN.nth);
  }

  get form(): string {
    return this.#text(COLUMN.form) ?? "";
  }

  get facts(): RecordFacts | undefined {
    return (this.#number(COLUMN.flags) & FLAG.hasFacts) === 0 ? undefined : this;
  }

  get identifier(): Identifier {
    return this.facts === undefined ? this.record.eventID : this;
  }

  get low(): number {
    return this.#number(COLUMN.idLow);
  }

  get high(): number {
    return this.#number(COLUMN.idHigh);
  }

  get shared(): string | undefined {
    return this.#text(COLUMN.shared);
  }

  get isOwners(): boolean {
    return (this.#number(COLUMN.flags) & FLAG.isOwners) !== 0;
  }

  get reason(): SkipReason | undefined {
    const at = this.#number(COLUMN.reason);
    return at === 0 ? undefined : SKIP_REASONS[at - 1];
  }

  get isTelling(): boolean {
    return (this.#number(COLUMN.flags) & FLAG.isTelling) !== 0;
  }

  get source(): string {
    return this.#text(COLUMN.source) ?? "";
  }

  get name(): string {
    return this.#text(COLUMN.name) ?? "";
  }

  get issuer(): string | undefined {
    return this.#text(COLUMN.issuer);
  }

  get fields(): RecordFields {
    const hasFields = (this.#number(COLUMN.flags) & FLAG.hasFields) !== 0;
    return hasFields ? new SentFields(this, this.#batch, this.#row) : this.record;
  }

  get item(): RecordCandidate {
    this.#item ??= new SentItem(this.#batch, this.#row);
    return this.#item;
  }

  get record(): CloudTrailRecord {
    if (this.#record !== undefined) return this.#record;
    const value = this.#isSkimmed ? parseJson(this.item.text) : findRecord(this, parseJson)?.value;
    const restored = restoreRecord(value, parseJson);
    this.#record = this.#isSkimmed ? (restored as CloudTrailRecord) : checkAgain(restored);
    return this.#record;
  }

  /** What a skim is sure of needs no check. */
  get #isSkimmed(): boolean {
    return (this.#number(COLUMN.flags) & FLAG.isSkimmed) !== 0;
  }
}

function checkAgain(value: unknown): CloudTrailRecord {
  const checked = checkRecord(value);
  if ("record" in checked) return checked.record;
  throw new RangeError(`a record is none when it is read again: ${checked.problem}`);
}

/** The fields of a skimmed record by which filters go; others are read from the record. */
class SentFields implements RecordFields {
  readonly [IS_SKIMMED] = true;
  readonly eventSource: string;
  readonly eventName: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  /** The account whose log it stands in, whatever told that. */
  readonly recipientAccountId: string | undefined;
  readonly apiVersion: string | undefined;
  readonly #entry: RecordEntry;

  constructor(entry: RecordEntry, { rows, names }: Batch, row: number) {
    const read = (column: number) => names[rows[row + column] ?? -1];
    this.#entry = entry;
    this.eventSource = read(COLUMN.source) ?? "";
    this.eventName = read(COLUMN.name) ?? "";
    this.eventTime = read(COLUMN.time) ?? "";
    this.awsRegion = read(COLUMN.region) ?? "";
    this.recipientAccountId = read(COLUMN.account);
    this.apiVersion = read(COLUMN.version);
  }

  get eventID(): string {
    return this.#entry.record.eventID;
  }

  get requestParameters(): RecordFields["requestParameters"] {
    return this.#entry.record.requestParameters;
  }

  get userIdentity(): unknown {
    return this.#entry.record["userIdentity"];
  }
}

/** An entry of a batch. It must be done with before the batch's buffer is given back. */
export function readEntry(batch: Batch, at: number): Entry {
  const row = at * WIDTH;
  const isProblem = ((batch.rows[row + COLUMN.flags] ?? 0) & FLAG.isProblem) !== 0;
  if (isProblem) return { problem: batch.names[batch.rows[row + COLUMN.form] ?? -1] ?? "" };
  return new SentRecord(batch, row);
}
