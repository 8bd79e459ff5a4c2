/** Code that passes over a record: it notes where the members are that are wanted, and doubts what is not as CloudTrail writes it. */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  again,
  and,
  call,
  differs,
  equals,
  forever,
  give,
  isLess,
  isMore,
  isZero,
  load,
  loadByte,
  loadWord,
  number,
  or,
  set,
  shiftLeft,
  store,
  storeWord,
  subtract,
  type WasmCode,
  type WasmOperand,
  when,
} from "../../base/wasm/code.ts";
import { CLOSE_OBJECT, OPEN_OBJECT, QUOTE } from "../json-bytes.ts";
import { isSame } from "./compare.ts";
import { LAST_TEXT, MEMBERS, ROW } from "./members.ts";
import {
  KEPT_AREA,
  LONGEST_KEPT,
  MEMBERS_AREA,
  NAME_SIZE,
  NOTES,
  NUMBERS_AREA,
  PLACES_AREA,
  TELLING_AREA,
  TELLING_LENGTHS_AREA,
  WINDOW_AREA,
} from "./memory.ts";
import { byteAt, doubt, expectByte, goOn, passColon, passComma, passSpace } from "./pass-json.ts";
import { DAY_LENGTH } from "./repeated.ts";

const REQUIRED = [
  MEMBERS.eventID,
  MEMBERS.eventTime,
  MEMBERS.eventSource,
  MEMBERS.eventName,
  MEMBERS.awsRegion,
  MEMBERS.requestParameters,
].reduce((bits, member) => bits | (1 << member), 0);

/** Own members of parameters and answers that may say that the call failed, or that its parameters are left out. */
export const TELLING = ["errorCode", "errorMessage", "error", "Error", "omitted"];

/** No text that stands for nothing is as long. */
const LONG = 7;

const at = number();
const to = number();
const key = number();
const member = number();
const seen = number();
const bit = number();
const length = number();
const before = number();

/** Notes where a member begins and ends. */
const note = (which: WasmOperand, from: WasmOperand, end: WasmOperand): WasmCode[] => [
  store(shiftLeft(which, 3), from, PLACES_AREA),
  store(shiftLeft(which, 3), end, PLACES_AREA + 4),
];

/** The place after an object that has none of TELLING, or DOUBT. */
const UNTELLING: WasmFunction = {
  name: "passUntelling",
  takes: [at],
  has: [to],
  body: [
    ...expectByte(at, OPEN_OBJECT),
    passSpace(at),
    when(equals(byteAt(at), CLOSE_OBJECT), [give(add(at, 1))]),
    forever([
      ...expectByte(at, QUOTE),
      set(to, call("passPlain", at)),
      when(differs(byteAt(to), QUOTE), [doubt]),
      ...TELLING.map((name, which) =>
        when(
          and(
            equals(byteAt(at), name.charCodeAt(0)),
            equals(add(subtract(to, at), 1), loadByte(which, TELLING_LENGTHS_AREA)),
          ),
          [when(call("isTelling", at, which * NAME_SIZE, loadByte(which, TELLING_LENGTHS_AREA)), [doubt])],
        ),
      ),
      set(at, add(to, 1)),
      ...passColon(at),
      ...goOn(at, call("passValue", at, 2)),
      ...passComma(at, CLOSE_OBJECT),
    ]),
  ],
};

/** The place after the caller's identity, which mostly is the one that was met before. */
const IDENTITY: WasmFunction = {
  name: "passIdentity",
  takes: [at],
  has: [to, length, before],
  body: [
    when(differs(byteAt(at), OPEN_OBJECT), [doubt]),
    store(NOTES.identityFrom, at),
    set(length, load(NOTES.keptLength)),
    when(length, [
      when(call("isKept", at, 0, length), [
        store(NOTES.isKept, 1),
        store(NOTES.lineBreaks, add(load(NOTES.lineBreaks), load(NOTES.keptBreaks))),
        store(NOTES.identityTo, add(at, length)),
        give(add(at, length)),
      ]),
    ]),
    set(before, load(NOTES.lineBreaks)),
    set(to, call("passObject", add(at, 1), 2)),
    when(equals(to, -1), [doubt]),
    store(NOTES.identityTo, to),
    store(NOTES.identityBreaks, subtract(load(NOTES.lineBreaks), before)),
    set(length, subtract(to, at)),
    when(isMore(length, LONGEST_KEPT), [give(to)]),
    store(NOTES.keptLength, length),
    store(NOTES.keptBreaks, load(NOTES.identityBreaks)),
    set(before, 0),
    forever([
      storeWord(before, loadWord(add(at, before), WINDOW_AREA), KEPT_AREA),
      set(before, add(before, 8)),
      when(isLess(before, length), [again]),
      give(to),
    ]),
  ],
};

/**
 * What stands for nothing is in doubt, and what is no account. All texts get their numbers but the id, of which there are as many as
 * records, and the time, of which only the day does.
 */
function checkText(): WasmCode[] {
  const isMember = (which: number) => equals(member, which);
  return [
    set(length, subtract(to, at)),
    when(and(isLess(length, LONG), differs(member, MEMBERS.eventName)), [doubt]),
    when(isMember(MEMBERS.eventID), [give(add(to, 1))]),
    when(isMember(MEMBERS.eventTime), [
      store(NOTES.second, call("readSecond", at, length)),
      set(length, DAY_LENGTH),
    ]),
    when(isMember(MEMBERS.recipientAccountId), [when(isZero(call("isAccount", at, length)), [doubt])]),
    store(shiftLeft(member, 2), call("numberText", at, length), NUMBERS_AREA),
  ];
}

/** The place after a member that somebody looks for, if its value is as CloudTrail writes it. */
const MEMBER: WasmFunction = {
  name: "passMember",
  takes: [at, member],
  has: [to, length],
  body: [
    when(
      isMore(member, LAST_TEXT),
      [],
      [
        when(differs(byteAt(at), QUOTE), [
          when(and(shiftLeft(1, member), REQUIRED), [doubt]),
          give(call("passNull", at)),
        ]),
        set(at, add(at, 1)),
        set(to, call("passPlain", at)),
        when(differs(byteAt(to), QUOTE), [doubt]),
        ...note(member, at, to),
        ...checkText(),
        give(add(to, 1)),
      ],
    ),
    when(equals(byteAt(at), 0x6e), [give(call("passNull", at))]),
    when(equals(member, MEMBERS.responseElements), [give(call("passUntelling", at))]),
    when(or(equals(member, MEMBERS.requestParameters), equals(member, MEMBERS.resources)), [
      when(
        equals(member, MEMBERS.resources),
        [set(to, call("passValue", at, 1))],
        [set(to, call("passUntelling", at))],
      ),
      when(differs(to, -1), note(member, at, to)),
      give(to),
    ]),
    when(equals(member, MEMBERS.userIdentity), [give(call("passIdentity", at))]),
    when(differs(member, MEMBERS.readOnly), [doubt]),
    when(equals(byteAt(at), 0x74), [store(NOTES.readOnly, 2), give(call("passTrue", at))]),
    store(NOTES.readOnly, 1),
    when(equals(byteAt(at), 0x66), [], [doubt]),
    give(call("passFalse", at)),
  ],
};

/** The place after the record that has begun before, or DOUBT. */
const RECORD: WasmFunction = {
  name: "passRecord",
  takes: [at],
  has: [key, member, seen, bit],
  body: [
    store(NOTES.lineBreaks, 0),
    store(NOTES.readOnly, 0),
    store(NOTES.identityTo, 0),
    store(NOTES.isKept, 0),
    ...Array.from({ length: Math.ceil(ROW / 2) }, (_, which) => storeWord(which * 8, 0n, PLACES_AREA)),
    passSpace(at),
    forever([
      ...expectByte(at, QUOTE),
      set(key, call("passName", at, key)),
      when(equals(key, -1), [doubt]),
      set(at, load(NOTES.nameEnd)),
      ...passColon(at),
      set(member, loadByte(key, MEMBERS_AREA)),
      when(isZero(member), goOn(at, call("passValue", at, 1)), [
        when(
          isMore(member, MEMBERS.resources),
          // What other rules are for is nothing, or in doubt.
          goOn(at, call("passNull", at)),
          [
            set(bit, shiftLeft(1, member)),
            when(and(seen, bit), [doubt]),
            set(seen, or(seen, bit)),
            ...goOn(at, call("passMember", at, member)),
          ],
        ),
      ]),
      passSpace(at),
      when(equals(byteAt(at), 0x2c), [set(at, add(at, 1)), passSpace(at), again]),
      when(differs(byteAt(at), CLOSE_OBJECT), [doubt]),
      when(equals(and(seen, REQUIRED), REQUIRED), [give(add(at, 1))]),
      doubt,
    ]),
  ],
};

export const RECORD_PASSING: readonly WasmFunction[] = [
  isSame("isTelling", TELLING_AREA),
  isSame("isKept", KEPT_AREA),
  UNTELLING,
  IDENTITY,
  MEMBER,
  RECORD,
];
