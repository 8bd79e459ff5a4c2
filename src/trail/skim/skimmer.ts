/**
 * Takes from the bytes of a record what leaving it out asks for, and knows that the record is well-formed, without decoding or
 * parsing it. Where anything is not as CloudTrail itself writes it, there is doubt, and the record has to be read as a whole.
 */
import { isNothing } from "../../base/nothing.ts";
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE } from "../json-bytes.ts";
import type { Window } from "../scan.ts";
import { parseMoment } from "../time.ts";
import { KeyTable } from "./key-table.ts";
import { LAST_TEXT, MEMBER_NAMES, MEMBERS, ROW } from "./members.ts";
import {
  addLineBreaks,
  COLON,
  DOUBT,
  lineBreaks,
  passColon,
  passFalse,
  passNull,
  passObject,
  passPlain,
  passTrue,
  passValue,
  skipSpace,
} from "./pass-json.ts";
import { type MetValue, RepeatedTexts, RepeatedValues } from "./repeated.ts";
import { type SharedPlace, SkimmedRecord } from "./skimmed.ts";

const REQUIRED = [
  MEMBERS.eventID,
  MEMBERS.eventTime,
  MEMBERS.eventSource,
  MEMBERS.eventName,
  MEMBERS.awsRegion,
  MEMBERS.requestParameters,
].reduce((bits, member) => bits | (1 << member), 0);

/** For so many records at a time there is room to note where their texts are. */
const ROWS = 1024;

/** Own members of parameters and answers that may say that the call failed, or that its parameters are left out. */
const TELLING = ["errorCode", "errorMessage", "error", "Error", "omitted"];
const isBeginning = new Uint8Array(256);
for (const name of TELLING) isBeginning[name.charCodeAt(0)] = 1;

/** No text that stands for nothing is as long. */
const LONG = 7;
const ACCOUNT_DIGITS = 12;

/** Own records of services have other sources than events that Lambda gets. */
const NOTIFIERS = "aws:";

export class Skimmer {
  readonly #keys = new KeyTable(MEMBER_NAMES);
  readonly #texts = new RepeatedTexts();
  readonly #identities = new RepeatedValues<unknown>();
  /** Where the texts of records are, a row for each: it is filled once, and what is not there stays 0. */
  #places = new Int32Array(ROWS * ROW);
  #row = 0;
  #readOnly: boolean | undefined;
  #identity: MetValue<unknown> | undefined;

  /** The record that begins at `from` in the window; undefined where it does not end in it, or where there is doubt. */
  skim(
    window: Window,
    from: number,
    shared: SharedPlace,
    index: number | undefined,
  ): SkimmedRecord | undefined {
    const { bytes } = window;
    const to = this.#pass(bytes, from + 1);
    const places = this.#places;
    const row = this.#row;
    const eventSource = to === DOUBT ? "" : this.#take(bytes, MEMBERS.eventSource);
    const eventName = to === DOUBT ? "" : this.#take(bytes, MEMBERS.eventName);
    if (to === DOUBT || !this.#isPlain(bytes) || eventSource.startsWith(NOTIFIERS) || isNothing(eventName)) {
      places.fill(0, row, row + ROW);
      return undefined;
    }
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
      this.#readOnly,
      this.#identity,
      places,
      row,
      this.#texts,
    );
  }

  #take(bytes: Buffer, member: number): string {
    const at = this.#row + 2 * member;
    return this.#texts.take(bytes, this.#places[at] as number, this.#places[at + 1] as number);
  }

  /** Whether the texts are as CloudTrail writes them: none stands for nothing, the time and the account are ones. */
  #isPlain(bytes: Buffer): boolean {
    const places = this.#places;
    for (let member = 1; member <= LAST_TEXT; member++) {
      const at = this.#row + 2 * member;
      const start = places[at] as number;
      if (start === 0) continue;
      const length = (places[at + 1] as number) - start;
      if (length < LONG && member !== MEMBERS.eventName) return false;
      if (member === MEMBERS.recipientAccountId && !isAccount(bytes, start, length)) return false;
      if (member === MEMBERS.eventTime && !isUsualTime(bytes, start, length)) {
        if (parseMoment(bytes.toString("utf8", start, start + length)) === undefined) return false;
      }
    }
    return true;
  }

  /** The place after the record that has begun before `from`, or DOUBT. */
  #pass(bytes: Buffer, from: number): number {
    const keys = this.#keys;
    this.#readOnly = undefined;
    this.#identity = undefined;
    let seen = 0;
    let at = skipSpace(bytes, from);
    keys.begin();
    for (;;) {
      if (bytes[at] !== QUOTE) return DOUBT;
      at = keys.pass(bytes, at + 1);
      if (at === DOUBT) return DOUBT;
      at = passColon(bytes, at);
      if (at === DOUBT) return DOUBT;
      const { member } = keys;
      if (member === 0) at = passValue(bytes, at, 1);
      else {
        const bit = 1 << member;
        if ((seen & bit) !== 0) return DOUBT;
        seen |= bit;
        at = member <= LAST_TEXT ? this.#passText(bytes, at, member) : this.#passOther(bytes, at, member);
      }
      if (at === DOUBT) return DOUBT;
      at = skipSpace(bytes, at);
      if (bytes[at] !== COMMA) break;
      at = skipSpace(bytes, at + 1);
    }
    return bytes[at] === CLOSE_OBJECT && (seen & REQUIRED) === REQUIRED ? at + 1 : DOUBT;
  }

  #passText(bytes: Buffer, at: number, member: number): number {
    if (bytes[at] !== QUOTE) return ((1 << member) & REQUIRED) === 0 ? passNull(bytes, at) : DOUBT;
    const end = passPlain(bytes, at + 1);
    if (bytes[end] !== QUOTE) return DOUBT;
    const place = this.#row + 2 * member;
    this.#places[place] = at + 1;
    this.#places[place + 1] = end;
    return end + 1;
  }

  #passOther(bytes: Buffer, at: number, member: number): number {
    if (bytes[at] === 0x6e) return passNull(bytes, at);
    if (member === MEMBERS.requestParameters || member === MEMBERS.responseElements)
      return passUntelling(bytes, at);
    if (member === MEMBERS.userIdentity) return this.#passIdentity(bytes, at);
    if (member !== MEMBERS.readOnly) return DOUBT;
    this.#readOnly = bytes[at] === 0x74;
    return this.#readOnly ? passTrue(bytes, at) : passFalse(bytes, at);
  }

  #passIdentity(bytes: Buffer, at: number): number {
    if (bytes[at] !== OPEN_OBJECT) return DOUBT;
    const last = this.#identities.matchLast(bytes, at);
    if (last !== undefined) {
      this.#identity = last;
      addLineBreaks(last.lineBreaks);
      return at + last.bytes.length;
    }
    const before = lineBreaks;
    const end = passObject(bytes, at + 1, 2);
    if (end !== DOUBT) this.#identity = this.#identities.meet(bytes, at, end, lineBreaks - before);
    return end;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isAccount(bytes: Buffer, from: number, length: number): boolean {
  if (length !== ACCOUNT_DIGITS) return false;
  for (let at = from; at < from + length; at++) if (!isDigit(bytes[at])) return false;
  return true;
}

/** Two digits as a number; more than any part of a time has, where there are none. */
function readTwo(bytes: Buffer, at: number): number {
  if (!isDigit(bytes[at]) || !isDigit(bytes[at + 1])) return 100;
  return ((bytes[at] as number) - 0x30) * 10 + (bytes[at + 1] as number) - 0x30;
}

/** What stands between the digits of `2023-07-10T12:20:30Z`. */
const MARKS = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x54],
  [13, COLON],
  [16, COLON],
  [19, 0x5a],
] as const;

/** Whether a text is a time as CloudTrail writes it, on a day that each month has. */
function isUsualTime(bytes: Buffer, from: number, length: number): boolean {
  if (length !== 20) return false;
  for (let at = 0; at < MARKS.length; at++) {
    const [place, byte] = MARKS[at] as (typeof MARKS)[number];
    if (bytes[from + place] !== byte) return false;
  }
  const month = readTwo(bytes, from + 5);
  const day = readTwo(bytes, from + 8);
  if (readTwo(bytes, from) > 99 || readTwo(bytes, from + 2) > 99) return false;
  if (month < 1 || month > 12 || day < 1 || day > 28 || readTwo(bytes, from + 11) > 23) return false;
  return readTwo(bytes, from + 14) <= 59 && readTwo(bytes, from + 17) <= 59;
}

/** The place after an object that has none of TELLING, or DOUBT. */
function passUntelling(bytes: Buffer, from: number): number {
  if (bytes[from] !== OPEN_OBJECT) return DOUBT;
  let at = skipSpace(bytes, from + 1);
  if (bytes[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (bytes[at] !== QUOTE) return DOUBT;
    const end = passPlain(bytes, at + 1);
    if (bytes[end] !== QUOTE) return DOUBT;
    if (isBeginning[bytes[at + 1] as number] === 1 && TELLING.includes(bytes.toString("utf8", at + 1, end)))
      return DOUBT;
    at = passColon(bytes, end + 1);
    if (at === DOUBT) return DOUBT;
    at = passValue(bytes, at, 2);
    if (at === DOUBT) return DOUBT;
    at = skipSpace(bytes, at);
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_OBJECT ? at + 1 : DOUBT;
    at = skipSpace(bytes, at + 1);
  }
}
