/** A record of which only its own members were looked at: what else is asked of it, it parses. */
import { parseJson } from "../parse-json.ts";
import type { RecordEntry } from "../record-entry.ts";
import type { RecordFields } from "../record-fields.ts";
import { restoreIdentity, restoreRecord } from "../restore.ts";
import type { RecordCandidate, RecordPlace, Window } from "../scan.ts";
import type { CloudTrailRecord } from "../schema.ts";
import { MEMBERS } from "./members.ts";
import type { MetValue, RepeatedTexts } from "./repeated.ts";

/** Where records stand in their file, as far as their neighbours stand there too. */
export interface SharedPlace extends Omit<RecordPlace, "index"> {
  readonly form: string;
}

/**
 * Item, entry and fields in one object, since a log has millions of them. What needs its bytes can be asked for until the window
 * takes more; its text, and so the record, always, once it was asked for.
 */
export class SkimmedRecord implements RecordCandidate, RecordEntry, RecordFields {
  readonly nth = 0;
  readonly offset: number;
  readonly #window: Window;
  readonly #generation: number;
  readonly #from: number;
  readonly #index: number | undefined;
  #text: string | undefined;
  #record: CloudTrailRecord | undefined;

  constructor(
    window: Window,
    from: number,
    /** Where it ends in the window. */
    readonly to: number,
    readonly shared: SharedPlace,
    index: number | undefined,
    readonly eventSource: string,
    readonly eventName: string,
    readonly readOnly: boolean | undefined,
    readonly identity: MetValue<unknown> | undefined,
    /** In which row of `places` it stands where the texts are, which are taken from `texts`. */
    readonly places: Int32Array,
    readonly row: number,
    readonly texts: RepeatedTexts,
  ) {
    this.offset = window.offsetOf(from);
    this.#window = window;
    this.#generation = window.generation;
    this.#from = from;
    this.#index = index;
  }

  get item(): RecordCandidate {
    return this;
  }

  get fields(): RecordFields {
    return this;
  }

  get identifier(): SkimmedRecord {
    return this;
  }

  get place(): RecordPlace {
    const { unit, number, list } = this.shared;
    return { unit, number, list, index: this.#index };
  }

  get form(): string {
    return this.shared.form;
  }

  /** The window's bytes, while the record stands in them. */
  get bytes(): Buffer {
    if (this.#window.generation !== this.#generation) throw new Error("the bytes of a record are gone");
    return this.#window.bytes;
  }

  get idAt(): number {
    return this.places[this.row + 2 * MEMBERS.eventID] as number;
  }

  get idEnd(): number {
    return this.places[this.row + 2 * MEMBERS.eventID + 1] as number;
  }

  get text(): string {
    if (this.#text === undefined) this.#text = this.bytes && this.#window.decode(this.#from, this.to);
    return this.#text;
  }

  /** The whole record. What a skim is sure of needs no check. */
  get record(): CloudTrailRecord {
    this.#record ??= restoreRecord(parseJson(this.text), parseJson) as CloudTrailRecord;
    return this.#record;
  }

  get eventID(): string {
    return this.#record?.eventID ?? this.bytes.toString("utf8", this.idAt, this.idEnd);
  }

  get eventTime(): string {
    return this.#take("eventTime") ?? "";
  }

  get awsRegion(): string {
    return this.#take("awsRegion") ?? "";
  }

  get eventType(): string | undefined {
    return this.#take("eventType");
  }

  get errorCode(): string | undefined {
    return this.#take("errorCode");
  }

  get recipientAccountId(): string | undefined {
    return this.#take("recipientAccountId");
  }

  get apiVersion(): string | undefined {
    return this.#take("apiVersion");
  }

  get userAgent(): string | undefined {
    return this.#take("userAgent");
  }

  get sourceIPAddress(): string | undefined {
    return this.#take("sourceIPAddress");
  }

  get requestParameters(): CloudTrailRecord["requestParameters"] {
    return this.record.requestParameters;
  }

  get resources(): unknown {
    return this.record["resources"];
  }

  get userIdentity(): unknown {
    if (this.identity === undefined) return undefined;
    this.identity.made ??= { value: restoreIdentity(parseJson(this.identity.bytes.toString())) };
    return this.identity.made.value;
  }

  #take(member: keyof typeof MEMBERS): string | undefined {
    const at = this.row + 2 * MEMBERS[member];
    const from = this.places[at] as number;
    if (from === 0) return undefined;
    if (this.#record) return String(this.#record[member]);
    return this.texts.take(this.bytes, from, this.places[at + 1] as number);
  }
}
