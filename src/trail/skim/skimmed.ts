/** A record of which only its own members were looked at: what else is asked of it, it parses. */
import { parseJson } from "../parse-json.ts";
import type { RecordEntry } from "../record-entry.ts";
import type { RecordFields } from "../record-fields.ts";
import { restoreIdentity, restoreRecord } from "../restore.ts";
import type { RecordCandidate, RecordPlace, Window } from "../scan.ts";
import type { CloudTrailRecord } from "../schema.ts";
import type { MetValue, RepeatedTexts } from "./repeated.ts";

/** Where records stand in their file, as far as their neighbours stand there too. */
export interface SharedPlace extends Omit<RecordPlace, "index"> {
  readonly form: string;
}

/**
 * Item, entry and fields in one object, since a log has millions of them. The skimmer fills it. What needs its bytes can be asked
 * for until the window takes more; its text, and so the record, always, once it was asked for.
 */
export class SkimmedRecord implements RecordCandidate, RecordEntry, RecordFields {
  readonly nth = 0;
  readonly isSkimmed = true;
  readonly offset: number;
  eventName = "";
  eventSource = "";
  eventTime = "";
  awsRegion = "";
  eventType: string | undefined;
  recipientAccountId: string | undefined;
  errorCode: string | undefined;
  apiVersion: string | undefined;
  readOnly: boolean | undefined;
  identity: MetValue<unknown> | undefined;
  /** Where the texts are that few ask for, or only the table of identifiers; 0 is nowhere. */
  idAt = 0;
  idEnd = 0;
  agentAt = 0;
  agentEnd = 0;
  addressAt = 0;
  addressEnd = 0;
  readonly #generation: number;
  #text: string | undefined;
  #record: CloudTrailRecord | undefined;

  constructor(
    readonly window: Window,
    readonly from: number,
    readonly to: number,
    readonly shared: SharedPlace,
    readonly index: number | undefined,
    readonly texts: RepeatedTexts,
  ) {
    this.offset = window.offsetOf(from);
    this.#generation = window.generation;
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
    return { unit, number, list, index: this.index };
  }

  get form(): string {
    return this.shared.form;
  }

  /** The window's bytes, while the record stands in them. */
  get bytes(): Buffer {
    if (this.window.generation !== this.#generation) throw new Error("the bytes of a record are gone");
    return this.window.bytes;
  }

  get text(): string {
    if (this.#text === undefined) this.#text = this.bytes && this.window.decode(this.from, this.to);
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

  get userAgent(): unknown {
    return this.#read("userAgent", this.agentAt, this.agentEnd);
  }

  get sourceIPAddress(): unknown {
    return this.#read("sourceIPAddress", this.addressAt, this.addressEnd);
  }

  #read(member: string, from: number, to: number): unknown {
    if (from === 0) return undefined;
    return this.#record ? this.#record[member] : this.texts.take(this.bytes, from, to);
  }
}
