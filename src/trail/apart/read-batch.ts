/** The entries of a batch, as selecting takes them: most of each is read when it is asked for. */
import type { RecordFacts } from "../facts.ts";
import type { Identifier } from "../id-table.ts";
import { parseJson } from "../parse-json.ts";
import { type Entry, findRecord } from "../read-records.ts";
import { SKIP_REASONS } from "../record.ts";
import type { RecordEntry } from "../record-entry.ts";
import type { RecordFields } from "../record-fields.ts";
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

/** An entry that came in a batch: its record is parsed when it is asked for first. */
class SentRecord implements RecordEntry {
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

  get identifier(): Identifier {
    if (this.facts === undefined) return this.record.eventID;
    const { rows } = this.#batch;
    return { low: rows[this.#row + COLUMN.idLow] ?? 0, high: rows[this.#row + COLUMN.idHigh] ?? 0 };
  }

  get fields(): RecordFields {
    const { rows } = this.#batch;
    const hasFields = ((rows[this.#row + COLUMN.flags] ?? 0) & FLAG.hasFields) !== 0;
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
    return ((this.#batch.rows[this.#row + COLUMN.flags] ?? 0) & FLAG.isSkimmed) !== 0;
  }
}

function checkAgain(value: unknown): CloudTrailRecord {
  const checked = checkRecord(value);
  if ("record" in checked) return checked.record;
  throw new RangeError(`a record is none when it is read again: ${checked.problem}`);
}

/** The fields of a skimmed record by which filters go; others are read from the record. */
class SentFields implements RecordFields {
  readonly isSkimmed = true;
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

function readFacts({ rows, names }: Batch, row: number): RecordFacts | undefined {
  const flags = rows[row + COLUMN.flags] ?? 0;
  if ((flags & FLAG.hasFacts) === 0) return undefined;
  return {
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
