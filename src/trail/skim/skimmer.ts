/**
 * Takes from the bytes of a record what leaving it out asks for, and knows that the record is well-formed, without decoding or
 * parsing it. Where anything is not as CloudTrail itself writes it, there is doubt, and the record has to be read as a whole.
 */
import { isNothing } from "../../base/nothing.ts";
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE } from "../json-bytes.ts";
import { LIST_MEMBERS } from "../list-members.ts";
import type { Window } from "../scan.ts";
import { parseMoment } from "../time.ts";
import { KeyTable } from "./key-table.ts";
import {
  addLineBreaks,
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

/** Members that are texts, or null where they may be missing. The order is that of TEXT and OTHER. */
const TEXTS = [
  "eventID",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "eventType",
  "errorCode",
  "recipientAccountId",
  "apiVersion",
  "userAgent",
  "sourceIPAddress",
] as const;
const OTHERS = ["readOnly", "userIdentity", "requestParameters", "responseElements"] as const;
/** What makes a record one that other rules are for, or no record, unless it is null. */
const DOUBTFUL = ["sharedEventID", "addendum", "digestStartTime", ...LIST_MEMBERS.map(({ name }) => name)];

/** The number of a member, as KeyTable counts them. */
const NAMES: readonly string[] = [...TEXTS, ...OTHERS, ...DOUBTFUL];
const [ID, TIME, SOURCE, NAME, REGION, TYPE, ERROR, RECIPIENT, VERSION, AGENT, ADDRESS] = TEXTS.map(
  (_, at) => at + 1,
) as [number, number, number, number, number, number, number, number, number, number, number];
const [READ_ONLY, IDENTITY, PARAMETERS, ANSWER] = OTHERS.map((_, at) => TEXTS.length + at + 1) as [
  number,
  number,
  number,
  number,
];
const LAST_TEXT = TEXTS.length;

const REQUIRED = [ID, TIME, SOURCE, NAME, REGION, PARAMETERS].reduce(
  (bits, member) => bits | (1 << member),
  0,
);

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
  readonly #keys = new KeyTable(NAMES);
  readonly #texts = new RepeatedTexts(64);
  readonly #agents = new RepeatedTexts(512);
  readonly #identities = new RepeatedValues<unknown>();
  /** Where the texts of the record are that is being skimmed: by the numbers of their members. 0 is nowhere. */
  readonly #starts = new Int32Array(NAMES.length + 1);
  readonly #ends = new Int32Array(NAMES.length + 1);
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
    if (to === DOUBT || !this.#isPlain(bytes)) return undefined;
    const eventTime = this.#take(bytes, TIME);
    const eventSource = this.#take(bytes, SOURCE);
    const eventName = this.#take(bytes, NAME);
    if (parseMoment(eventTime) === undefined || eventSource.startsWith(NOTIFIERS) || isNothing(eventName))
      return undefined;
    const record = new SkimmedRecord(window, from, to, shared, index, this.#agents);
    record.eventTime = eventTime;
    record.eventSource = eventSource;
    record.eventName = eventName;
    record.awsRegion = this.#take(bytes, REGION);
    record.eventType = this.#find(bytes, TYPE);
    record.errorCode = this.#find(bytes, ERROR);
    record.recipientAccountId = this.#find(bytes, RECIPIENT);
    record.apiVersion = this.#find(bytes, VERSION);
    record.readOnly = this.#readOnly;
    record.identity = this.#identity;
    record.idAt = this.#starts[ID] as number;
    record.idEnd = this.#ends[ID] as number;
    record.agentAt = this.#starts[AGENT] as number;
    record.agentEnd = this.#ends[AGENT] as number;
    record.addressAt = this.#starts[ADDRESS] as number;
    record.addressEnd = this.#ends[ADDRESS] as number;
    return record;
  }

  #take(bytes: Buffer, member: number): string {
    return this.#texts.take(bytes, this.#starts[member] as number, this.#ends[member] as number);
  }

  #find(bytes: Buffer, member: number): string | undefined {
    return this.#starts[member] === 0 ? undefined : this.#take(bytes, member);
  }

  /** Whether the texts are as CloudTrail writes them: none stands for nothing, and the account is one. */
  #isPlain(bytes: Buffer): boolean {
    for (let member = 1; member <= LAST_TEXT; member++) {
      const start = this.#starts[member] as number;
      if (start !== 0 && (this.#ends[member] as number) - start < LONG && member !== NAME) return false;
    }
    const account = this.#starts[RECIPIENT] as number;
    if (account === 0) return true;
    if ((this.#ends[RECIPIENT] as number) - account !== ACCOUNT_DIGITS) return false;
    for (let at = account; at < account + ACCOUNT_DIGITS; at++) {
      const byte = bytes[at] as number;
      if (byte < 0x30 || byte > 0x39) return false;
    }
    return true;
  }

  /** The place after the record that has begun before `from`, or DOUBT. */
  #pass(bytes: Buffer, from: number): number {
    const keys = this.#keys;
    this.#starts.fill(0);
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
    this.#starts[member] = at + 1;
    this.#ends[member] = end;
    return end + 1;
  }

  #passOther(bytes: Buffer, at: number, member: number): number {
    if (bytes[at] === 0x6e) return passNull(bytes, at);
    if (member === PARAMETERS || member === ANSWER) return passUntelling(bytes, at);
    if (member === IDENTITY) return this.#passIdentity(bytes, at);
    if (member !== READ_ONLY) return DOUBT;
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
