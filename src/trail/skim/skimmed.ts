/** A record of which only its own members were looked at: what else is asked of it, it parses. */
import { isObject } from "../../base/values.ts";
import { parseJson } from "../parse-json.ts";
import type { RecordEntry } from "../record-entry.ts";
import { IS_SKIMMED, MOMENT, REQUEST, type RecordFields } from "../record-fields.ts";
import { restoreIdentity, restoreRecord } from "../restore.ts";
import type { RecordCandidate, RecordPlace, Window } from "../scan.ts";
import type { CloudTrailRecord } from "../schema.ts";
import type { InnerTexts } from "./inner-texts.ts";
import { LOOKUP_TEXT, MEMBERS, NUMBERS } from "./members.ts";
import type { MetValue, NumberedTexts } from "./repeated.ts";

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
  readonly [IS_SKIMMED] = true;
  readonly [MOMENT]: number;
  readonly offset: number;
  readonly #window: Window;
  readonly #generation: number;
  readonly #index: number | undefined;
  #text: string | undefined;
  #record: CloudTrailRecord | undefined;

  constructor(
    window: Window,
    /** Where it begins in the window. */
    readonly from: number,
    /** Where it ends in the window. */
    readonly to: number,
    readonly shared: SharedPlace,
    index: number | undefined,
    readonly eventSource: string,
    readonly eventName: string,
    moment: number,
    readonly readOnly: boolean | undefined,
    readonly identity: MetValue<unknown> | undefined,
    /** In which row of `places` it stands where the texts are, and which numbers they have in `texts`. */
    readonly places: Int32Array,
    readonly row: number,
    readonly texts: NumberedTexts,
    /** Where its bytes are that were in a string. */
    readonly inner: InnerTexts | undefined,
  ) {
    this[MOMENT] = moment;
    this.offset = window.offsetOf(from);
    this.#window = window;
    this.#generation = window.generation;
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

  /** The bytes in which the record itself stands, while the window holds it. */
  get bytes(): Buffer {
    const { bytes } = this.#held;
    return this.inner?.bytes ?? bytes;
  }

  get #held(): Window {
    if (this.#window.generation !== this.#generation) throw new Error("the bytes of a record are gone");
    return this.#window;
  }

  get idAt(): number {
    return this.places[this.row + 2 * MEMBERS.eventID] as number;
  }

  get idEnd(): number {
    return this.places[this.row + 2 * MEMBERS.eventID + 1] as number;
  }

  /** How many bytes it has. */
  get length(): number {
    return this.to - this.from;
  }

  /** Copies its bytes; how many these are. */
  copyTo(target: Uint8Array, at: number): number {
    return this.#held.bytes.copy(target, at, this.from, this.to);
  }

  get text(): string {
    this.#text ??= this.#held.decode(this.from, this.to);
    return this.#text;
  }

  /** The whole record. What a skim is sure of needs no check. */
  get record(): CloudTrailRecord {
    this.#record ??= restoreRecord(this.#parse(), parseJson) as CloudTrailRecord;
    return this.#record;
  }

  #parse(): unknown {
    const value = parseJson(this.text);
    return this.inner && isObject(value) ? parseJson(String(value[LOOKUP_TEXT])) : value;
  }

  get eventID(): string {
    return this.#record?.eventID ?? this.bytes.toString("utf8", this.idAt, this.idEnd);
  }

  get eventTime(): string {
    return this.#record?.eventTime ?? this.#decode("eventTime");
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

  /** The same of requests that are the same, byte for byte: what was asked for, of what, where and of whom. */
  get [REQUEST](): string {
    const { awsRegion, recipientAccountId } = this;
    const [asked, touched] = [this.#hash("requestParameters"), this.#hash("resources")];
    return `${asked} ${touched} ${awsRegion} ${recipientAccountId}`;
  }

  #hash(member: keyof typeof MEMBERS): number | bigint {
    const at = this.row + 2 * MEMBERS[member];
    const from = this.places[at] as number;
    return from === 0 ? 0 : Bun.hash(this.bytes.subarray(from, this.places[at + 1] as number));
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
    const { places, row, texts } = this;
    const number = places[row + NUMBERS + MEMBERS[member]] as number;
    const known = texts.get(number);
    if (known !== undefined) return known;
    if (places[row + 2 * MEMBERS[member]] === 0) return undefined;
    return texts.keep(number, this.#record ? String(this.#record[member]) : this.#decode(member));
  }

  #decode(member: keyof typeof MEMBERS): string {
    const at = this.row + 2 * MEMBERS[member];
    return this.bytes.toString("utf8", this.places[at], this.places[at + 1]);
  }
}
