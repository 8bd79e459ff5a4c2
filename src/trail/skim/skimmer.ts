/**
 * Takes from the bytes of a record what leaving it out asks for, and knows that the record is well-formed, without decoding or
 * parsing it. Where anything is not as CloudTrail itself writes it, there is doubt, and the record has to be read as a whole.
 */
import { isNothing } from "../../base/nothing.ts";
import type { Window } from "../scan.ts";
import { parseMoment } from "../time.ts";
import type { InnerTexts } from "./inner-texts.ts";
import { MEMBERS, NUMBERS, ROW } from "./members.ts";
import { DOUBT } from "./pass-json.ts";
import { Passer } from "./passer.ts";
import { type MetValue, NumberedTexts, RepeatedValues } from "./repeated.ts";
import { type SharedPlace, SkimmedRecord } from "./skimmed.ts";

/** For so many records at a time there is room to note where their texts are. */
const ROWS = 1024;

/** Own records of services have other sources than events that Lambda gets. */
const NOTIFIERS = "aws:";

/** What was passed: where it stands, and where the bytes of the record itself are, `shift` behind where they were passed. */
interface Passed {
  readonly window: Window;
  readonly from: number;
  readonly to: number;
  readonly shared: SharedPlace;
  readonly index: number | undefined;
  readonly bytes: Buffer;
  readonly identity: MetValue<unknown> | undefined;
  readonly shift: number;
  readonly inner?: InnerTexts;
}

export class Skimmer {
  readonly #passer = new Passer();
  #texts = new NumberedTexts();
  readonly #identities = new RepeatedValues<unknown>();
  /** Where the texts of records are, a row for each; what is not there is 0. */
  #places = new Int32Array(ROWS * ROW);
  #row = 0;

  /** How many line breaks stand between the values of the last record. */
  get lineBreaks(): number {
    return this.#passer.tell("lineBreaks");
  }

  /** The record that begins at `from` in the window; undefined where it does not end in it, or where there is doubt. */
  skim(
    window: Window,
    from: number,
    shared: SharedPlace,
    index: number | undefined,
  ): SkimmedRecord | undefined {
    const { bytes } = window;
    const to = this.#passer.pass(window, from + 1);
    const identity = this.#meetIdentity(bytes, 0);
    return to === DOUBT
      ? undefined
      : this.#make({ window, from, to, shared, index, bytes, identity, shift: 0 });
  }

  /** The same of an element that has a record as its text, as lookup-events gives it. */
  skimWrapped(
    window: Window,
    from: number,
    shared: SharedPlace,
    index: number | undefined,
  ): SkimmedRecord | undefined {
    const passer = this.#passer;
    const to = passer.passWrapped(window, from + 1);
    if (to === DOUBT) return undefined;
    const { inner } = window;
    const shift = inner.add(passer.inner) - passer.innerFrom;
    const isRecord = passer.passInner();
    const { bytes } = inner;
    const identity = this.#meetIdentity(bytes, shift);
    // What is put around an old record says whether it is a read.
    if (!isRecord || passer.tell("readOnly") === 0) return undefined;
    return this.#make({ window, from, to, shared, index, bytes, identity, shift, inner });
  }

  /** Makes the record that was passed, unless there is doubt. */
  #make({
    window,
    from,
    to,
    shared,
    index,
    bytes,
    identity,
    shift,
    inner,
  }: Passed): SkimmedRecord | undefined {
    const passer = this.#passer;
    const places = this.#places;
    const row = this.#row;
    passer.copyPlaces(places, row, shift);
    const texts = this.#texts;
    if (passer.tell("isFull") === 1) this.#beginTexts();
    const eventSource = this.#take(bytes, MEMBERS.eventSource, texts);
    const eventName = this.#take(bytes, MEMBERS.eventName, texts);
    const moment = this.#readTime(bytes, texts);
    if (moment === undefined || eventSource.startsWith(NOTIFIERS) || isNothing(eventName)) return undefined;
    const readOnly = passer.tell("readOnly");
    this.#row += ROW;
    if (this.#row === places.length) {
      this.#places = new Int32Array(ROWS * ROW);
      this.#row = 0;
    }
    return new SkimmedRecord(
      window,
      from,
      to,
      shared,
      index,
      eventSource,
      eventName,
      moment,
      readOnly === 0 ? undefined : readOnly === 2,
      identity,
      places,
      row,
      texts,
      inner,
    );
  }

  /** Gives new numbers to texts, once there is no more room; the records that were skimmed keep theirs. */
  #beginTexts(): void {
    this.#passer.forgetTexts();
    this.#texts = new NumberedTexts();
  }

  #take(bytes: Buffer, member: number, texts: NumberedTexts): string {
    const places = this.#places;
    const number = places[this.#row + NUMBERS + member] as number;
    const known = texts.get(number);
    if (known !== undefined) return known;
    const at = this.#row + 2 * member;
    return texts.keep(number, bytes.toString("utf8", places[at], places[at + 1]));
  }

  /** When the event was, in milliseconds since 1970; undefined where its time is none. */
  #readTime(bytes: Buffer, texts: NumberedTexts): number | undefined {
    const places = this.#places;
    const at = this.#row + 2 * MEMBERS.eventTime;
    const from = places[at] as number;
    const second = this.#passer.tell("second");
    if (second < 0) return parseMoment(bytes.toString("utf8", from, places[at + 1]));
    const day = texts.findDay(places[this.#row + NUMBERS + MEMBERS.eventTime] as number, bytes, from);
    return day === undefined ? undefined : day + second * 1000;
  }

  /** Knows the caller's identity of the last record; it may be one of a record in doubt that is the same as the next one's. */
  #meetIdentity(bytes: Buffer, shift: number): MetValue<unknown> | undefined {
    const to = this.#passer.tell("identityTo");
    if (to === 0) return undefined;
    if (this.#passer.tell("isKept") === 1) return this.#identities.last;
    const from = this.#passer.tell("identityFrom");
    return this.#identities.meet(bytes, from + shift, to + shift);
  }
}
